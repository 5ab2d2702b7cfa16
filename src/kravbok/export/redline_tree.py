"""Makes a redline's tree ready for its writers.

For Word, parts of headings and breaks get marks of their own, and no words only say a mark. For a page, those words
take no room, and a number that has changed is a word of its heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kravbok.export.changes import (
    HIDDEN,
    HIDDEN_CLASS,
    heading_parts,
    sign_of,
    spread_headings,
    whole_sign,
    without_hidden,
)
from kravbok.export.headings import NUMBER_CLASS
from kravbok.export.pandoc import Ast
from kravbok.export.tree import Again, Node, classes, identifier, on_lines, para, plain_text, rebuild

__all__ = ["page_tree", "word_tree"]

WORD_STYLES = {"kb-om": "kb-notis", "kb-redline": "kb-upplaga"}
"""Parts of a redline that look in Word as others do in a book."""

BREAK: Node = {"t": "LineBreak"}


def word_tree(ast: Ast) -> Ast:
    """Return the tree of a redline as `docx_tree` reads it."""
    spread = rebuild(without_hidden(ast.blocks), spread_headings)
    return Ast(tuple(rebuild(spread, _for_word)))


def page_tree(ast: Ast) -> Ast:
    """Return the tree of a redline as `typst_text` reads it."""
    return Ast(tuple(rebuild(ast.blocks, _for_page)))


def _for_page(node: Node, again: Again) -> list[Node] | None:
    if node["t"] == "Header" and (parts := heading_parts(node["c"][2], again)):
        return [{"t": "Header", "c": [*node["c"][:2], parts]}]
    if node["t"] == "Span" and HIDDEN_CLASS in classes(node):
        return [{"t": HIDDEN, "c": plain_text(node["c"][1])}]
    if node["t"] == "Span" and NUMBER_CLASS in classes(node) and any(map(sign_of, node["c"][1])):
        return again(node["c"][1])
    if node["t"] == "Link" and any(map(sign_of, node["c"][1])) and not node["c"][2][0].startswith("#"):
        return again(_split_link(node))
    return None


def _split_link(node: Node) -> list[Node]:
    """Return a link that has changed in part as links beside each other: a word has one line, not the link's too."""
    attributes, inlines, target = node["c"]
    split: list[Node] = []
    for mark, run in groupby(inlines, lambda part: bool(sign_of(part))):
        for words in [[part] for part in run] if mark else [list(run)]:
            inner = words[0]["c"][1] if mark else words
            link = {"t": "Link", "c": [attributes, inner, target]}
            split.append({"t": "Span", "c": [words[0]["c"][0], [link]]} if mark else link)
    return split


def _for_word(node: Node, again: Again) -> list[Node] | None:
    """Put the values of a term on lines of one paragraph, with breaks that come and go as the values do."""
    if node["t"] == "Div":
        names = [WORD_STYLES.get(name, name) for name in classes(node)]
        return [{"t": "Div", "c": [[identifier(node), names, []], again(node["c"][1])]}]
    if node["t"] != "DefinitionList":
        return None
    return [{"t": "DefinitionList", "c": [[term, _values(again, said)] for term, said in node["c"]]}]


def _values(again: Again, said: Sequence[list[Node]]) -> list[list[Node]]:
    lines = [on_lines(again(blocks)) for blocks in said]
    if len(lines) < 2 or any(line is None for line in lines):
        return [again(blocks) for blocks in said]
    return [[para(_joined([line or [] for line in lines]))]]


def _joined(lines: Sequence[list[Node]]) -> list[Node]:
    """Return the lines with breaks between them: one that only one edition has stands in that edition's mark."""
    built: list[Node] = []
    old = new = False
    for line in lines:
        sign = whole_sign(line)
        wanted = (old and sign != "+", new and sign != "-")
        if all(wanted):
            built.append(BREAK)
        elif any(wanted):
            built.append(_marked_break(wanted[1], [*built, *line]))
        old, new = old or sign != "+", new or sign != "-"
        built += line
    return built


def _marked_break(added: bool, near: Sequence[Node]) -> Node:
    """Return a break in a mark like that of the nearest change of its kind."""
    marks = [node["c"][0] for node in near if sign_of(node)]
    made = marks[-1][2] if marks else []
    return {"t": "Span", "c": [["", ["insertion" if added else "deletion"], made], [BREAK]]}
