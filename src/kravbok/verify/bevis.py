"""What a finished file must hold, section by section, and how a file that was read back is compared with it.

White space, soft hyphens and the hyphens that a line break adds carry no words, so they are left out on both sides; every
other character must agree. A fault names the word, the section, and the record it came from.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kravbok.view.parts import BokVy, Faktum, KapitelVy, KravVy, RegisterVy, plain

__all__ = ["Avvikelse", "Bevis", "compare", "content_hash", "proof", "squeeze"]

_BLANK = re.compile(r"[\s\u00a0\u202f\u2009\u00ad\u200b\u2060\ufeff]+")
_MARKER = re.compile(r"[•‣◦]|[0-9]{1,3}\.")
BREAK = "\ufffe"
"""What stands where a line was broken at a hyphen: it may be the line's own, or the word's (e-tjänst)."""


@dataclass(frozen=True, slots=True)
class Bevis:
    """A section that must be found: its anchor, the blocks of words in it in order, and if it is a requirement."""

    id: str
    block: tuple[str, ...]
    krav: bool = False


@dataclass(frozen=True, slots=True)
class Avvikelse:
    """Where a finished file differs from what it must hold: the section, and what was wanted and found there."""

    id: str
    wanted: str
    found: str
    missing: bool = False


def proof(vy: BokVy) -> tuple[Bevis, ...]:
    """Return the sections of a book in order of reading, with all the words between their headings."""
    return tuple(_sections(vy))


def content_hash(bevis: Iterable[Bevis]) -> str:
    """Return the SHA-256 of what an edition prints; layout, style and program version do not enter."""
    total = hashlib.sha256()
    for part in bevis:
        total.update("\x1f".join((part.id, *part.block)).encode() + b"\x1e")
    return total.hexdigest()


def _sections(vy: BokVy) -> Iterator[Bevis]:
    for part in vy.kapitel:
        yield _chapter(part)
        yield from (_clause(krav) for krav in part.krav)
    if vy.utanfor:
        yield Bevis("utanfor", ("Åtaganden och rekommendationer utanför kraven",))
        yield from (_clause(krav) for krav in vy.utanfor)
    yield from (_chapter(part) for part in vy.bilagor)
    yield from (_register(part) for part in vy.register)


def _chapter(part: KapitelVy) -> Bevis:
    return Bevis(part.id, (f"{part.nummer} {part.rubrik}", *part.block))


def _clause(krav: KravVy) -> Bevis:
    marks = " · ".join(krav.markning) + (f" · Ändring: {krav.andring}" if krav.andring else "")
    facts = [words for faktum in krav.fakta for words in _fact(faktum)]
    heading = f"{krav.nummer} {krav.rubrik} {krav.id}"
    return Bevis(krav.id, (heading, marks, *krav.block, *krav.regel, *facts), krav=True)


def _fact(faktum: Faktum) -> Iterator[str]:
    yield faktum.term
    yield from (plain(value) for value in faktum.varden)


def _register(part: RegisterVy) -> Bevis:
    cells = (plain(cell) for row in part.tabell.rader for cell in row.celler)
    return Bevis(part.id, (part.rubrik, *part.tabell.kolumner, *cells))


def squeeze(text: str) -> str:
    """Return the text without blanks and soft hyphens, composed, so that only its words are compared."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def compare(bevis: Iterable[Bevis], sections: Mapping[str, str]) -> Iterator[Avvikelse]:
    """Yield where the sections that were read back differ from what they must hold."""
    for part in bevis:
        if part.id not in sections:
            yield Avvikelse(part.id, part.block[0], "", missing=True)
            continue
        found = squeeze(sections[part.id])
        if (fault := _first_fault(part, found)) is not None:
            yield fault


def _first_fault(part: Bevis, found: str) -> Avvikelse | None:
    """Return the first word that is missing, changed or out of order; between a table's cells its head may be repeated."""
    at = 0
    for block in part.block:
        wanted = squeeze(block)
        end = _end_of(wanted, found, at)
        if end is None and not part.krav:
            end = _end_later(wanted, found, at)
        if end is None:
            return Avvikelse(part.id, _around(block, found[at:]), found[at : at + 40])
        at = end
    rest = found[at:]
    return Avvikelse(part.id, "(slut)", rest[:40]) if rest and part.krav else None


def _end_of(wanted: str, found: str, at: int) -> int | None:
    """Return where a block ends that begins here, after the list marker that a page prints; None when it does not."""
    if found.startswith(wanted, at):
        return at + len(wanted)
    marker = _MARKER.match(found, at)
    if marker is not None and found.startswith(wanted, marker.end()):
        return marker.end() + len(wanted)
    end = _end_across_breaks(wanted, found, at)
    return _end_across_breaks(wanted, found, marker.end()) if end is None and marker is not None else end


def _end_across_breaks(wanted: str, found: str, at: int) -> int | None:
    """Return where a block ends whose lines were broken at hyphens; the break stands for a hyphen or for nothing."""
    for char in wanted:
        while found.startswith(BREAK, at) and char != "-":
            at += 1
        if not found.startswith(char, at) and not (char == "-" and found.startswith(BREAK, at)):
            return None
        at += 1
    return at


def _end_later(wanted: str, found: str, at: int) -> int | None:
    """Return where a table's cell ends that stands further on in the table."""
    place = found.find(wanted, at)
    if place >= 0:
        return place + len(wanted)
    starts = (spot for spot in range(at, len(found)) if found.startswith(wanted[:1], spot))
    return next((end for spot in starts if (end := _end_across_breaks(wanted, found, spot)) is not None), None)


def _around(block: str, found: str) -> str:
    """Return the first word of a block that does not agree, with the word before it."""
    at = 0
    words = block.split()
    for number, word in enumerate(words):
        piece = squeeze(word)
        if not found.startswith(piece, at):
            return " ".join(words[max(0, number - 1) : number + 1])
        at += len(piece)
    return words[-1] if words else ""
