"""Paragraphs in two columns: what stands and what is struck to the left, what stands and what is new to the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kravbok.diff.skillnad import Blockskillnad, Ordbit
from kravbok.view.andringar.delar import ParVy

__all__ = ["is_changed", "one_sided", "pair", "pairs"]


def pairs(blocks: Iterable[Blockskillnad]) -> tuple[ParVy, ...]:
    """Return the paragraphs of a difference; two that follow each other, one struck and one new, stand side by side."""
    return tuple(_side_by_side([pair(block.ord) for block in blocks if block.ord]))


def _side_by_side(parts: list[ParVy]) -> Iterator[ParVy]:
    waiting: list[ParVy] = []
    for part in parts:
        if part.fore and not part.efter:
            waiting.append(part)
        elif waiting and not part.fore:
            first = waiting.pop(0)
            yield ParVy(first.fore, part.efter, (*first.ord, Ordbit("=", " "), *part.ord))
        else:
            yield from waiting
            waiting = []
            yield part
    yield from waiting


def pair(bits: tuple[Ordbit, ...]) -> ParVy:
    """Return one paragraph of a difference in two columns."""
    before = tuple(bit for bit in bits if bit.tecken != "+")
    after = tuple(bit for bit in bits if bit.tecken != "-")
    return ParVy(_worth(before), _worth(after), bits)


def _worth(bits: tuple[Ordbit, ...]) -> tuple[Ordbit, ...]:
    return bits if any(bit.text.strip() for bit in bits) else ()


def one_sided(blocks: Iterable[str], *, new: bool, number: str) -> tuple[ParVy, ...]:
    """Return the paragraphs of a requirement that stands on one side only: not a word is marked, since all are new."""
    found = [_alone(block, new=new) for block in blocks if block.strip()]
    said = ("Nytt krav" if new else "Kravet upphör") if number else ("Ny" if new else "Upphör")
    return (replace(found[0], i_stallet=said), *found[1:]) if found else ()


def _alone(text: str, *, new: bool) -> ParVy:
    words, sign = (Ordbit("=", text),), (Ordbit("+" if new else "-", text),)
    return ParVy((), words, sign) if new else ParVy(words, (), sign)


def is_changed(parts: Iterable[ParVy]) -> bool:
    """Whether any word of the paragraphs is struck or new."""
    return any(bit.tecken != "=" for part in parts for bit in part.ord)
