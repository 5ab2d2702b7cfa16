"""Writes a document's tree as Typst text with the functions of `mallar/bok.typ`.

Every mark of punctuation that an author wrote is escaped and every structure is a call, so that no text can begin a
heading, a list, a call or a comment (pandoc's own Typst writer lets `- = x` and `/ x` through).
A class `kb-notis` becomes the template's function `kb-notis` when it has one, and nothing otherwise; the functions
whose names begin with `bok-` are called from here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from kravbok.export.changes import HIDDEN, HIDDEN_CLASS, said_aloud, sign_of
from kravbok.export.columns import Line, table_columns, table_rows
from kravbok.export.failure import ExportFel
from kravbok.export.headings import read_heading
from kravbok.export.letters import text_width
from kravbok.export.together import KRAV, introduction, is_few, is_short, is_shown, split_krav
from kravbok.export.tree import Node, classes, identifier, on_lines, plain_text
from kravbok.export.typst_words import escape_typst, typst_string, typst_words

TABLE_LINES = (Line(51.5, 10.5), Line(56.6, 10.5))
"""The line of table text on a page, in tables of up to five columns and of more; longer words are hyphenated."""

SHORT_TABLE = 8
"""Rows up to which a table is kept on one page."""

FUNCTION = re.compile(r"^#let (kb-[a-z-]+)\(", re.MULTILINE)

WRAPPERS = {
    "Emph": "emph",
    "Strong": "strong",
    "Strikeout": "strike",
    "Underline": "underline",
    "Superscript": "super",
    "Subscript": "sub",
    "SmallCaps": "smallcaps",
}
NUMBERINGS = {"LowerAlpha": "a.", "UpperAlpha": "A.", "LowerRoman": "i.", "UpperRoman": "I."}
LISTS = ("BulletList", "OrderedList")


def write_typst(blocks: Iterable[Node], template: str) -> str:
    """Return the blocks as Typst text for the given template."""
    return _Writer(frozenset(FUNCTION.findall(template))).blocks(blocks)


@dataclass(frozen=True)
class _Writer:
    """Writes nodes; `functions` are the classes that the template has a look for."""

    functions: frozenset[str]
    longest: float = inf

    def blocks(self, nodes: Iterable[Node]) -> str:
        """Return blocks, a blank line after each but between a line of text and the list that goes on from it."""
        given = list(nodes)
        return "".join(map(self.followed, given, [*given[1:], None], introduction(given)))

    def followed(self, node: Node, following: Node | None, introduces: bool = False) -> str:
        """Return a block and what parts it from the one that follows; what introduces a thing stays with it."""
        text = self.block(node)
        if node["t"] == "Plain" and following is not None and following["t"] in LISTS:
            return text + "\n"
        kept = introduces or (node["t"] == "Para" and is_shown(following))
        return (f"#bok-fast[{text}]" if kept else text) + "\n\n"

    def block(self, node: Node) -> str:
        kind = node["t"]
        write = BLOCKS.get(kind)
        if write is None:
            message = f"texten innehåller {kind}, som PDF-filen inte har någon form för"
            raise ExportFel(message)
        return write(self, node)

    def inlines(self, nodes: Iterable[Node]) -> str:
        """Return running text; a line may end between what was removed and what was added in its place."""
        given = list(nodes)
        return "".join(map(self.inline_after, [None, *given], given))

    def inline_after(self, before: Node | None, node: Node) -> str:
        beside = before is not None and bool(sign_of(before)) and bool(sign_of(node))
        return f"#h(0pt){self.inline(node)}" if beside else self.inline(node)

    def inline(self, node: Node) -> str:
        kind = node["t"]
        if kind == "Str":
            return self.word(node["c"])
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind in WRAPPERS:
            return f"#{WRAPPERS[kind]}[{self.inlines(node['c'])}]"
        write = INLINES.get(kind)
        if write is None:
            message = f"texten innehåller {kind}, som PDF-filen inte har någon form för"
            raise ExportFel(message)
        return write(self, node)

    def word(self, text: str) -> str:
        """Return a word; in a table, one that is too long for its column may be hyphenated."""
        words = typst_words(text)
        too_long = len(text) > self.longest and text_width(text) > self.longest  # no letter is wider than an em
        return f"#bok-delbart[{words}]" if too_long else words

    def inside(self, blocks: list[Node]) -> str:
        """Return what stands between the brackets of a call: one paragraph as running text, else blocks."""
        if len(blocks) == 1 and blocks[0]["t"] in ("Para", "Plain"):
            return self.inlines(blocks[0]["c"])
        return self.blocks(blocks).strip()

    def call(self, names: Iterable[str], inner: str) -> str:
        """Return the text inside the template's functions for these classes."""
        for name in sorted(self.functions.intersection(names)):
            inner = f"#{name}[{inner}]"
        return inner


def _paragraph(writer: _Writer, node: Node) -> str:
    return writer.inlines(node["c"])


def _division(writer: _Writer, node: Node) -> str:
    names = classes(node)
    if "kb-innehall" in names:
        return _contents(node["c"][1])
    inner = _krav(writer, node["c"][1]) if KRAV in names else writer.blocks(node["c"][1])
    return writer.call(names, _anchor(node) + inner)


def _krav(writer: _Writer, blocks: list[Node]) -> str:
    """Return a krav whose heading, lydelse and first facts stay together; many facts may run on over the page."""
    parts, facts = split_krav(blocks)
    text, more = writer.blocks(parts), writer.blocks(facts)
    if not is_short(parts):
        return text + more
    return f"#bok-helt-krav[\n{text}{more}]" if is_few(facts) else f"#bok-krav[\n{text}]\n{more}"


def _span(writer: _Writer, node: Node) -> str:
    """Return running text in the functions of its classes; words that only say a mark stand outside of its lines."""
    if not sign_of(node):
        return writer.call(classes(node), _anchor(node) + writer.inlines(node["c"][1]))
    opening, words, closing = said_aloud(node["c"][1])
    marked = writer.call(classes(node), writer.inlines(words)) if words else ""
    return _anchor(node) + writer.inlines(opening) + marked + writer.inlines(closing)


def _hidden(writer: _Writer, node: Node) -> str:
    """Return words that take no room, so that no line may end at them either."""
    return writer.call([HIDDEN_CLASS], escape_typst(node["c"].replace(" ", "\u202f")))


def _anchor(node: Node) -> str:
    return f"#bok-ankare({typst_string(identifier(node))})" if identifier(node) else ""


def _contents(blocks: list[Node]) -> str:
    """Return the call that lists the headings with their pages, as deep as the document's own list and as long."""
    heading = next((plain_text(block["c"][2]) for block in blocks if block["t"] == "Header"), "Innehåll")
    levels = "".join(f"{level}, " for level in _levels(blocks, 1))
    return f"#bok-innehall({typst_string(heading)}, ({levels}))"


def _levels(blocks: Iterable[Node], level: int) -> Iterator[int]:
    """Yield the level of each item of the lists among the blocks, in order of reading."""
    for item in (item for block in blocks if block["t"] in LISTS for item in _items(block)):
        yield level
        yield from _levels(item, level + 1)


def _items(item_list: Node) -> list[list[Node]]:
    items: list[list[Node]] = item_list["c"][1] if item_list["t"] == "OrderedList" else item_list["c"]
    return items


def _heading(writer: _Writer, node: Node) -> str:
    heading = read_heading(node)
    words = writer.inlines(heading.words)
    if heading.level == 1:
        return f"#bok-titel[{words}]"
    number = _heading_part(writer, heading.number, heading.number_words)
    krav = _heading_part(writer, heading.krav, heading.krav_words)
    return f"#bok-rubrik({heading.level - 1}, {number}, {krav}, {typst_string(heading.anchor)})[{words}]"


def _heading_part(writer: _Writer, text: str, words: Sequence[Node]) -> str:
    """Return a heading's number or id: as a string, or with its mark when it was added or removed."""
    return f"[{writer.inlines(words)}]" if any(map(sign_of, words)) else typst_string(text)


def _list(writer: _Writer, node: Node) -> str:
    items = _items(node)
    tight = all(block["t"] != "Para" for item in items for block in item)
    given = f"tight: {str(tight).lower()}, "
    if node["t"] == "OrderedList":
        start, style, _delimiter = node["c"][0]
        given += f"start: {start}, numbering: {typst_string(NUMBERINGS.get(style['t'], '1.'))}, "
    name = "enum" if node["t"] == "OrderedList" else "list"
    return f"#{name}({given}" + ", ".join(f"[{writer.inside(item)}]" for item in items) + ")"


def _quote(writer: _Writer, node: Node) -> str:
    return f"#quote(block: true)[{writer.inside(node['c'])}]"


def _code_block(_writer: _Writer, node: Node) -> str:
    return f"#raw(block: true, {typst_string(node['c'][1])})"


def _rule(_writer: _Writer, _node: Node) -> str:
    return "#line(length: 100%)"


def _definitions(writer: _Writer, node: Node) -> str:
    """Return the call that sets the terms in a column of their own, as wide as the widest of them."""
    widest = max((len(plain_text(term)) for term, _ in node["c"]), default=0)
    built = f"#bok-poster({widest}"
    for term, explanations in node["c"]:
        blocks = [block for blocks in explanations for block in blocks]
        lines = on_lines(blocks)
        explanation = writer.blocks(blocks).strip() if lines is None else writer.inlines(lines)
        built += f",\n  [{writer.inlines(term)}], [{explanation}]"
    return built + ")"


def _table(writer: _Writer, node: Node) -> str:
    _attributes, (_short, caption), columns, head, bodies, foot = node["c"]
    widths = table_columns(node, TABLE_LINES[len(columns) > 5])
    writer = replace(writer, longest=widths.longest)
    given = [
        f"({', '.join(f'{share:.2%}' for share in widths.shares)},)",
        f"[{writer.inside(caption)}]" if caption else "none",
    ]
    if head[1]:
        cells = ", ".join(_cell(writer, cell, "#bok-kolumn[{}]") for row in head[1] for cell in row[1])
        given.append(f"table.header({cells}), table.hline()")
    rows = [*(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    given += [", ".join(_cell(writer, cell, "{}") for cell in row[1]) for row in rows]
    call = "#bok-tabell(" + ",\n  ".join(given) + ")"
    return call if len(table_rows(node)) > SHORT_TABLE else f"#bok-hel[{call}]"


def _cell(writer: _Writer, cell: list[Any], form: str) -> str:
    _attributes, _alignment, rowspan, colspan, blocks = cell
    inner = f"[{form.format(writer.inside(blocks))}]"
    return inner if rowspan == colspan == 1 else f"table.cell(rowspan: {rowspan}, colspan: {colspan}){inner}"


def _link(writer: _Writer, node: Node) -> str:
    _attributes, inlines, (target, _title) = node["c"]
    leads_to = f"label({typst_string(target[1:])})" if target.startswith("#") else typst_string(target)
    return f"#link({leads_to})[{writer.inlines(inlines)}]"


def _image(_writer: _Writer, node: Node) -> str:
    _attributes, alternative, (source, _title) = node["c"]
    return f"#bok-bild({typst_string(source)}, {typst_string(plain_text(alternative))})"


def _code(_writer: _Writer, node: Node) -> str:
    return f"#raw({typst_string(node['c'][1])})"


def _line_break(_writer: _Writer, _node: Node) -> str:
    return "#linebreak()"


def _quoted(writer: _Writer, node: Node) -> str:
    return f"”{writer.inlines(node['c'][1])}”"


BLOCKS: Mapping[str, Callable[[_Writer, Node], str]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Div": _division,
    "Header": _heading,
    "BulletList": _list,
    "OrderedList": _list,
    "DefinitionList": _definitions,
    "BlockQuote": _quote,
    "CodeBlock": _code_block,
    "HorizontalRule": _rule,
    "Table": _table,
}
INLINES: Mapping[str, Callable[[_Writer, Node], str]] = {
    "Span": _span,
    HIDDEN: _hidden,
    "Link": _link,
    "Image": _image,
    "Code": _code,
    "LineBreak": _line_break,
    "Quoted": _quoted,
}
