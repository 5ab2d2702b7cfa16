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

_BLANK = re.compile("[\\s\u00a0\u202f\u2009\u00ad\u200b\u2060\ufeff\ufffe\x02]+")


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
    """Return the first word that is missing, changed or out of order; words may stand between blocks only in tables."""
    at = 0
    for block in part.block:
        wanted = squeeze(block)
        place = found.find(wanted, at)
        if place != at and (part.krav or place < 0):
            return Avvikelse(part.id, _around(block, found[at:]), found[at : at + 40])
        at = place + len(wanted)
    rest = found[at:]
    return Avvikelse(part.id, "(slut)", rest[:40]) if rest and part.krav else None


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
