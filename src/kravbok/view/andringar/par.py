"""Paragraphs in two columns: what stands and what is struck to the left, what stands and what is new to the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import repeat

from kravbok.diff.skillnad import Blockskillnad, Ordbit
from kravbok.text import parse_fragment
from kravbok.view.andringar.delar import ParVy

__all__ = ["is_changed", "markers", "one_sided", "pair", "pairs"]


def pairs(blocks: Iterable[Blockskillnad], fore: str = "", efter: str = "") -> tuple[ParVy, ...]:
    """Return the paragraphs of a difference; two that follow each other, one struck and one new, stand side by side.

    `fore` and `efter` are the texts as their authors wrote them, which say what is an item of a list.
    """
    return tuple(_side_by_side(list(_with_markers(blocks, fore, efter))))


def markers(source: str) -> Iterator[str]:
    """Yield what stands before each paragraph of a text that has any words; nothing for ever after."""
    fragment = parse_fragment(source)
    yield from (marker for marker, words in zip(fragment.punkter, fragment.plain, strict=True) if words)
    yield from repeat("")


def _with_markers(blocks: Iterable[Blockskillnad], fore: str, efter: str) -> Iterator[ParVy]:
    """Yield every paragraph with words, each side with the bullet or number that it has there."""
    old, new = markers(fore), markers(efter)
    for part in (pair(block.ord) for block in blocks if block.ord):
        signs = {bit.tecken for bit in part.ord}
        before, after = "" if signs == {"+"} else next(old), "" if signs == {"-"} else next(new)
        yield replace(part, punkt_fore=before, punkt_efter=after)


def _side_by_side(parts: list[ParVy]) -> Iterator[ParVy]:
    waiting: list[ParVy] = []
    for part in parts:
        if part.fore and not part.efter:
            waiting.append(part)
        elif waiting and not part.fore:
            first = waiting.pop(0)
            words = (*first.ord, Ordbit("=", " "), *part.ord)
            yield ParVy(first.fore, part.efter, words, "", first.punkt_fore, part.punkt_efter)
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


def one_sided(blocks: Iterable[tuple[str, str]], *, new: bool, said: str) -> tuple[ParVy, ...]:
    """Return the paragraphs of what stands on one side only: not a word is marked, since all are new.

    Each comes after what stands before it: the bullet or number of a list's item, or nothing. `said` stands instead of
    them in the other column.
    """
    found = [_alone(marker, block, new=new) for marker, block in blocks if block.strip()]
    return (replace(found[0], i_stallet=said), *found[1:]) if found else ()


def _alone(marker: str, text: str, *, new: bool) -> ParVy:
    words, sign = (Ordbit("=", text),), (Ordbit("+" if new else "-", text),)
    return ParVy((), words, sign, punkt_efter=marker) if new else ParVy(words, (), sign, punkt_fore=marker)


def is_changed(parts: Iterable[ParVy]) -> bool:
    """Whether any word of the paragraphs is struck or new."""
    return any(bit.tecken != "=" for part in parts for bit in part.ord)
