"""Turns a document's tree into one that pandoc writes as Typst with the functions of `mallar/bok.typ`.

A class `kb-notis` becomes the template's function `kb-notis` when it has one, and nothing otherwise; the functions
whose names begin with `bok-` are called from here.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

from kravbok.export.columns import set_widths, table_rows
from kravbok.export.failure import ExportFel
from kravbok.export.headings import read_heading
from kravbok.export.tree import (
    Again,
    Node,
    classes,
    identifier,
    plain,
    plain_text,
    raw_block,
    raw_inline,
    rebuild,
    rebuild_inside,
)

SHORTHAND = re.compile(r"\.\.\.|-(?=[\d?])")
"""What Typst would read as an ellipsis, a minus sign or a soft hyphen, and pandoc leaves as it stands."""

UNBROKEN = re.compile(
    r"\b(?:[A-ZÅÄÖ]{2,}(?:-[A-ZÅÄÖ0-9]+)+\b|[A-ZÅÄÖ]{1,4}/\d+/\d{4}\b|\d{4}-\d\d-\d\d\b|[^\W\d_]{1,14}/(?=[^\W\d_]))"
)
"""Ids, diarienummer, dates and the parts of kr/person/vecka: a line ends before or after them, not inside."""

TABLE_LINES = (110, 122)
"""Characters of table text that a line of the page holds, in tables of up to five columns and of more."""

SHORT_TABLE = 8
"""Rows up to which a table is kept on one page."""

SHORT_KRAV = 900
"""Letters up to which a krav is kept on one page, with its heading and its facts."""

FUNCTION = re.compile(r"^#let (kb-[a-z-]+)\(", re.MULTILINE)


def typst_blocks(blocks: Iterable[Node], template: str) -> list[Node]:
    """Return the blocks as the given template sets them."""
    functions = frozenset(FUNCTION.findall(template))
    return rebuild(blocks, partial(_change, functions))


def typst_string(text: str) -> str:
    """Return the text as a string in Typst code."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _change(functions: frozenset[str], node: Node, again: Again) -> list[Node] | None:
    kind = node["t"]
    if kind == "Str":
        return _words(node["c"])
    if kind == "Div":
        return _division(functions, node, again)
    if kind == "Span":
        return _span(functions, node, again)
    if kind in ("RawBlock", "RawInline", "Math"):
        message = f"texten innehåller {kind}, som inte får nå Typst"
        raise ExportFel(message)
    change = CHANGES.get(kind)
    return change(node, again) if change else None


def _words(text: str) -> list[Node]:
    """Return a word so that it reads in Typst exactly as it is written, and ids stay on one line."""
    if "-" not in text and "/" not in text and "..." not in text:
        return [{"t": "Str", "c": text}]
    built: list[Node] = []
    at = 0
    for found in UNBROKEN.finditer(text):
        built += [*_literal(text[at : found.start()]), raw_inline("typst", "#box[")]
        built += [*_literal(found[0]), raw_inline("typst", "]")]
        at = found.end()
    return built + _literal(text[at:])


def _literal(text: str) -> list[Node]:
    built: list[Node] = []
    at = 0
    for found in SHORTHAND.finditer(text):
        if found.start() > at:
            built.append({"t": "Str", "c": text[at : found.start()]})
        built.append(raw_inline("typst", re.sub(".", r"\\\g<0>", found[0])))
        at = found.end()
    return [*built, {"t": "Str", "c": text[at:]}] if at < len(text) else built


def _division(functions: frozenset[str], node: Node, again: Again) -> list[Node]:
    names = classes(node)
    if "kb-innehall" in names:
        return [_contents(node["c"][1])]
    inner = [_anchor(raw_block, node), *again(node["c"][1])] if identifier(node) else again(node["c"][1])
    for name in functions.intersection(names):
        inner = _call(name, inner)
    short = "kb-krav" in names and len(plain_text(node["c"][1])) < SHORT_KRAV
    return _call("bok-krav", inner) if short else inner


def _call(name: str, inner: list[Node]) -> list[Node]:
    return [raw_block("typst", f"#{name}["), *inner, raw_block("typst", "]")]


def _span(functions: frozenset[str], node: Node, again: Again) -> list[Node]:
    inner = [_anchor(raw_inline, node), *again(node["c"][1])] if identifier(node) else again(node["c"][1])
    for name in functions.intersection(classes(node)):
        inner = [raw_inline("typst", f"#{name}["), *inner, raw_inline("typst", "]")]
    return inner


def _anchor(raw: Callable[[str, str], Node], node: Node) -> Node:
    return raw("typst", f"#bok-ankare({typst_string(identifier(node))})")


def _contents(blocks: list[Node]) -> Node:
    """Return the call that lists the headings with their pages, as deep as the document's own list."""
    heading = plain_text(blocks[0]["c"] if blocks else "") or "Innehåll"
    deep = max((_depth(block) for block in blocks if block["t"] in ("OrderedList", "BulletList")), default=1)
    return raw_block("typst", f"#bok-innehall({typst_string(heading)}, {deep})")


def _depth(item_list: Node) -> int:
    items = item_list["c"][1] if item_list["t"] == "OrderedList" else item_list["c"]
    nested = [block for item in items for block in item if block["t"] in ("OrderedList", "BulletList")]
    return 1 + max(map(_depth, nested), default=0)


def _heading(node: Node, again: Again) -> list[Node]:
    heading = read_heading(node)
    words = again(heading.words)
    if heading.level == 1:
        return [plain([raw_inline("typst", "#bok-titel["), *words, raw_inline("typst", "]")])]
    strings = ", ".join(map(typst_string, (heading.number, heading.krav, heading.anchor)))
    call = raw_inline("typst", f"#bok-rubrik({heading.level - 1}, {strings})[")
    return [plain([call, *words, raw_inline("typst", "]")])]


def _image(node: Node, _again: Again) -> list[Node]:
    _attributes, alternative, (source, _title) = node["c"]
    strings = f"{typst_string(source)}, {typst_string(plain_text(alternative))}"
    return [raw_inline("typst", f"#bok-bild({strings})")]


def _table(node: Node, again: Again) -> list[Node]:
    table = rebuild_inside(set_widths(node, TABLE_LINES[len(node["c"][2]) > 5]), again)
    built = [_with_column_heads(table)]
    return built if len(table_rows(node)) > SHORT_TABLE else _call("bok-hel", built)


def _with_column_heads(table: Node) -> Node:
    """Return the table with the words of its head set as headings of columns."""
    attributes, caption, columns, (head_attributes, rows), bodies, foot = table["c"]
    marked = [[row, [[*cell[:4], [_column_head(block) for block in cell[4]]] for cell in cells]] for row, cells in rows]
    return {"t": "Table", "c": [attributes, caption, columns, [head_attributes, marked], bodies, foot]}


def _column_head(block: Node) -> Node:
    if block["t"] not in ("Plain", "Para"):
        return block
    return plain([raw_inline("typst", "#bok-kolumn["), *block["c"], raw_inline("typst", "]")])


def _definitions(node: Node, again: Again) -> list[Node]:
    """Return the call that sets the terms in a column of their own, as wide as the widest of them."""
    widest = max((len(plain_text(term)) for term, _ in node["c"]), default=0)
    built = [raw_block("typst", f"#bok-poster({widest},")]
    for term, explanations in node["c"]:
        built.append(plain([raw_inline("typst", "["), *again(term), raw_inline("typst", "],")]))
        built += _explanation([block for blocks in explanations for block in again(blocks)])
    return [*built, raw_block("typst", ")")]


def _explanation(blocks: list[Node]) -> list[Node]:
    if len(blocks) == 1 and blocks[0]["t"] in ("Para", "Plain"):
        return [plain([raw_inline("typst", "["), *blocks[0]["c"], raw_inline("typst", "],")])]
    return [raw_block("typst", "["), *blocks, raw_block("typst", "],")]


CHANGES: dict[str, Callable[[Node, Again], list[Node] | None]] = {
    "Header": _heading,
    "Image": _image,
    "Table": _table,
    "DefinitionList": _definitions,
}
