"""Writes a document as GitHub-flavoured Markdown, with an anchor at each heading that links lead to."""

import html
import re
from collections.abc import Iterable
from pathlib import Path

from kravbok.dokument import Dokument
from kravbok.export.headings import read_heading
from kravbok.export.pandoc import Ast, run_pandoc
from kravbok.export.tree import (
    Again,
    Node,
    classes,
    identifier,
    on_lines,
    para,
    plain,
    raw_inline,
    rebuild,
    rebuild_inside,
)

MISREAD = re.compile(r"[\\&]|^[-=]+$")
"""Words that pandoc's writer leaves as they are, or loses a letter of."""

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
PLAIN_WORDS = ("Div", "Span")


def write_markdown(dokument: Dokument, ast: Ast, path: Path) -> None:
    """Write the document to `path` as Markdown; raises ExportFel when pandoc refuses it."""
    arguments = ["--from=json", "--to=gfm-tex_math_dollars-tex_math_gfm", "--eol=lf"]
    path.write_bytes(run_pandoc(arguments, ast.to_json(markdown_blocks(ast.blocks)), dokument))


def markdown_blocks(blocks: Iterable[Node]) -> list[Node]:
    """Return the blocks without the divisions and classes that Markdown has no words for."""
    return rebuild(blocks, _change)


def _change(node: Node, again: Again) -> list[Node] | None:
    kind = node["t"]
    if kind == "Str":
        return _words(node["c"])
    if kind == "Header":
        return [_heading(node, again)]
    if kind == "DefinitionList":
        return [_definitions(node, again)]
    if kind == "Table":
        return _table(node, again)
    if kind in PLAIN_WORDS:
        return _unwrapped(node, again)
    return None


def _words(text: str) -> list[Node]:
    """Return a word so that a reader of Markdown takes no part of it for an entity, a rule or a heading."""
    if MISREAD.search(text):
        return [raw_inline("html", PUNCTUATION.sub(r"\\\g<0>", text))]
    return [{"t": "Str", "c": text}]


def _heading(node: Node, again: Again) -> Node:
    level, _attributes, inlines = node["c"]
    anchor = read_heading(node).anchor
    return {"t": "Header", "c": [level, ["", [], []], [*([_anchor(anchor)] if anchor else []), *again(inlines)]]}


def _unwrapped(node: Node, again: Again) -> list[Node]:
    """Return what stands inside; a change keeps its marks, an id becomes an anchor."""
    names = classes(node)
    if "kb-innehall" in names:
        return _bulleted(again(node["c"][1]))
    inner = again(node["c"][1])
    if "kb-notis" in names:
        inner = [{"t": "BlockQuote", "c": inner}]
    elif "kb-markning" in names:
        inner = [para([{"t": "Emph", "c": block["c"]}]) for block in inner]
    elif "insertion" in names:
        inner = [raw_inline("html", "<ins>"), *inner, raw_inline("html", "</ins>")]
    elif "deletion" in names:
        inner = [raw_inline("html", "<del>"), *inner, raw_inline("html", "</del>")]
    if not identifier(node):
        return inner
    anchor = _anchor(identifier(node))
    return [anchor, *inner] if node["t"] == "Span" else [plain([anchor]), *inner]


def _bulleted(blocks: Iterable[Node]) -> list[Node]:
    """Return the blocks with lists that are not numbered: the entries of Innehåll carry numbers of their own."""
    return [
        {"t": "BulletList", "c": [_bulleted(item) for item in block["c"][1]]} if block["t"] == "OrderedList" else block
        for block in blocks
    ]


def _anchor(name: str) -> Node:
    return raw_inline("html", f'<a id="{html.escape(name)}"></a>')


def _definitions(node: Node, again: Again) -> Node:
    """Return a list with each term in bold before its explanation."""
    items: list[list[Node]] = []
    for term, explanations in node["c"]:
        blocks = [block for blocks in explanations for block in again(blocks)]
        lead: list[Node] = [{"t": "Strong", "c": [*again(term), {"t": "Str", "c": ":"}]}, {"t": "Space"}]
        lines = on_lines(blocks)
        items.append([plain(lead), *blocks] if lines is None else [plain([*lead, *lines])])
    return {"t": "BulletList", "c": items}


def _table(node: Node, again: Again) -> list[Node]:
    """Return the table with its caption as a line above it: Markdown's tables have none."""
    _attributes, (_short, caption), columns, head, bodies, foot = node["c"]
    above = [para([{"t": "Strong", "c": again(block["c"])}]) for block in caption if block["t"] in ("Plain", "Para")]
    widths = [[alignment, {"t": "ColWidthDefault"}] for alignment, _width in columns]
    bare = {"t": "Table", "c": [["", [], []], [None, []], widths, head, bodies, foot]}
    return [*above, rebuild_inside(bare, again)]
