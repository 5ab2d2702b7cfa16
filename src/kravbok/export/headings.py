"""Takes a heading apart: its number, its words and the id of its krav."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kravbok.export.tree import Node, classes, plain_text

NUMBER_CLASS = "kb-nr"
ID_CLASS = "kb-id"
BLANKS = ("Space", "SoftBreak")


@dataclass(frozen=True)
class Heading:
    """A heading as the document says it; `level` is HTML's own, where 1 is the title of the document."""

    level: int
    anchor: str
    number: str
    words: tuple[Node, ...]
    krav: str
    number_words: tuple[Node, ...] = ()
    krav_words: tuple[Node, ...] = ()


def read_heading(node: Node) -> Heading:
    """Return the parts of a Header node."""
    level, attributes, inlines = node["c"]
    return Heading(
        level=level,
        anchor=attributes[0],
        number=_text_of(NUMBER_CLASS, inlines),
        words=tuple(trim(part for part in inlines if not _has_class(part, NUMBER_CLASS, ID_CLASS))),
        krav=_text_of(ID_CLASS, inlines),
        number_words=_words_of(NUMBER_CLASS, inlines),
        krav_words=_words_of(ID_CLASS, inlines),
    )


def drop_repeats(blocks: Iterable[Node]) -> None:
    """Take the captions away, in place, from the tables that say there what the heading right above them says."""
    said = ""
    for block in _in_order(blocks):
        if block["t"] == "Header":
            said = plain_text(list(read_heading(block).words))
        elif said and plain_text(block["c"][1][1]) == said:
            block["c"][1] = [None, []]


def _in_order(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield the headings and tables, those inside divisions too."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _in_order(block["c"][1])
        elif block["t"] in ("Header", "Table"):
            yield block


def _text_of(name: str, inlines: Iterable[Node]) -> str:
    return " ".join(plain_text(part) for part in inlines if _has_class(part, name))


def _words_of(name: str, inlines: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(inline for part in inlines if _has_class(part, name) for inline in part["c"][1])


def _has_class(node: Node, *names: str) -> bool:
    return node["t"] == "Span" and any(name in classes(node) for name in names)


def trim(inlines: Iterable[Node]) -> list[Node]:
    """Return the inlines without blanks at either end."""
    kept = list(inlines)
    while kept and kept[0]["t"] in BLANKS:
        del kept[0]
    while kept and kept[-1]["t"] in BLANKS:
        del kept[-1]
    return kept
