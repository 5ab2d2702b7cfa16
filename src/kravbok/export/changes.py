"""Changes in a document's tree: spans of the classes `insertion` and `deletion`, as pandoc names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from kravbok.export.headings import ID_CLASS, NUMBER_CLASS, trim
from kravbok.export.tree import BLANKS, Again, Node, classes, rebuild

__all__ = [
    "HIDDEN",
    "HIDDEN_CLASS",
    "heading_parts",
    "marked_like",
    "said_aloud",
    "sign_of",
    "spread_headings",
    "whole_sign",
    "without_hidden",
]

SIGNS = {"insertion": "+", "deletion": "-"}

HIDDEN_CLASS = "kb-dolt"
"""The class of the words that say aloud what a mark shows."""

HIDDEN = "Hidden"
"""A node of such words: they take no room, so that no width is reckoned with them."""


def sign_of(node: Node) -> str:
    """Return + for an addition, - for a removal, and nothing for any other node."""
    return next((SIGNS[name] for name in classes(node) if name in SIGNS), "") if node["t"] == "Span" else ""


def whole_sign(inlines: Iterable[Node]) -> str:
    """Return the sign that all of the words have; nothing when any is unchanged, or when there are both signs."""
    signs = {_sign_inside(node) for node in inlines if node["t"] not in BLANKS}
    return signs.pop() if len(signs) == 1 else ""


def _sign_inside(node: Node) -> str:
    """Return the sign of a node's words, which may stand in a link or in bold type around the change."""
    if found := sign_of(node):
        return found
    inner = {"Span": 1, "Link": 1}.get(node["t"])
    if inner is not None:
        return whole_sign(node["c"][inner])
    return whole_sign(node["c"]) if node["t"] in ("Strong", "Emph") else ""


def marked_like(words: Sequence[Node], inlines: list[Node]) -> list[Node]:
    """Return inlines within the mark that all of the words have; as they are when the words have none."""
    mark = next((node for node in words if sign_of(node)), None)
    return [{"t": "Span", "c": [mark["c"][0], inlines]}] if mark and whole_sign(words) else inlines


def spread_headings(node: Node, again: Again) -> list[Node] | None:
    """Give the number, the words and the id of a heading marks of their own where one mark goes around all of them."""
    if node["t"] != "Span" or not sign_of(node):
        return None
    inlines = again(node["c"][1])
    if not any(_is_part(part) for part in inlines):
        return [{"t": "Span", "c": [node["c"][0], inlines]}]
    groups = [(part, list(run)) for part, run in groupby(inlines, _is_part)]
    return [new for part, run in groups for new in (_inside(node, run) if part else _around(node, run))]


def heading_parts(inlines: Sequence[Node], again: Again) -> list[Node] | None:
    """Return a whole heading's number, words and id with a mark each; None when no one mark goes around all of them.

    The number and the words are said in one breath, and the id by itself, so that a list of headings says it too.
    """
    if len(inlines) != 1 or not sign_of(inlines[0]) or not any(map(_is_part, inlines[0]["c"][1])):
        return None
    mark = inlines[0]
    opening, words, closing = said_aloud(again(mark["c"][1]))
    parts = {name: [part for part in words if name in _part_names(part)] for name in (NUMBER_CLASS, ID_CLASS)}
    own = [part for part in words if not _is_part(part)]
    number = _inside(mark, [_said(part, opening, []) for part in parts[NUMBER_CLASS]])
    text = _around(mark, [*([] if number else opening), *trim(own), *closing])
    krav = _inside(mark, [_said(part, opening, closing) for part in parts[ID_CLASS]])
    return [*number, *text, *krav]


def said_aloud(inlines: Sequence[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """Return what a mark holds: its hidden words at the beginning, its words, and its hidden words at the end.

    A blank at either end goes with the hidden words, for a line may end there; one that is all there is, is a word.
    """
    seen = [at for at, node in enumerate(inlines) if node["t"] != HIDDEN]
    shown = [at for at in seen if inlines[at]["t"] not in BLANKS] or seen
    first, last = (shown[0], shown[-1] + 1) if shown else (len(inlines), len(inlines))
    return list(inlines[:first]), list(inlines[first:last]), list(inlines[last:])


def _said(part: Node, opening: Sequence[Node], closing: Sequence[Node]) -> Node:
    return {"t": "Span", "c": [part["c"][0], [*opening, *part["c"][1], *closing]]}


def _inside(mark: Node, parts: Iterable[Node]) -> list[Node]:
    return [{"t": "Span", "c": [part["c"][0], [{"t": "Span", "c": [mark["c"][0], part["c"][1]]}]]} for part in parts]


def _around(mark: Node, inlines: Sequence[Node]) -> list[Node]:
    """Return running text in a mark, without the blanks that part it from a number or an id."""
    words = trim(inlines)
    return [{"t": "Span", "c": [mark["c"][0], words]}] if words else []


def _is_part(node: Node) -> bool:
    return bool(_part_names(node))


def _part_names(node: Node) -> set[str]:
    return {NUMBER_CLASS, ID_CLASS} & set(classes(node)) if node["t"] == "Span" else set()


def without_hidden(blocks: Iterable[Node]) -> list[Node]:
    """Return blocks without the words that say aloud what a mark shows: for formats that have real marks."""
    return rebuild(blocks, _drop_hidden)


def _drop_hidden(node: Node, _again: Again) -> list[Node] | None:
    return [] if node["t"] == "Span" and HIDDEN_CLASS in classes(node) else None
