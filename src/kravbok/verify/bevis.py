"""What a finished file must hold, section by section: the words of every record that the book prints, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kravbok.view.parts import BokVy, Faktum, KapitelVy, KravVy, RegisterVy, Tabellrad, plain

__all__ = [
    "COLOPHON", "FRONT", "Bevis", "Bevisrad", "clause_bevis", "content_hash", "fact_words", "on_paper", "proof",
    "register_bevis",
]  # fmt: skip

FRONT = ""
"""The section before the first heading of the proof: title page, notices, contents, introduction."""

COLOPHON = "kolofon"


@dataclass(frozen=True, slots=True)
class Bevisrad:
    """A table's row: the anchor of the record it tells of (empty for none), and the words of its cells."""

    post: str
    celler: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bevis:
    """A section that must be found: the anchor of its heading, its blocks of words in order, and the rows of its table.

    In a requirement nothing else may stand, and nothing inside a table; elsewhere a template may have words of its own
    between the blocks. The table's first row is its head.
    """

    id: str
    block: tuple[str, ...]
    krav: bool = False
    rader: tuple[Bevisrad, ...] = ()


def proof(vy: BokVy) -> tuple[Bevis, ...]:
    """Return the sections of a book in order of reading, with all the words that come from its records."""
    return tuple(_sections(vy))


def on_paper(bevis: Iterable[Bevis]) -> tuple[Bevis, ...]:
    """Return what PDF and Word must hold: all but a table's caption that says the same as the heading above it."""
    return tuple(
        replace(part, block=part.block[:-1]) if part.rader and part.block[-1] == part.block[0] else part
        for part in bevis
    )


def content_hash(bevis: Iterable[Bevis]) -> str:
    """Return the SHA-256 of what an edition prints; layout, style, colophon and program version do not enter."""
    total = hashlib.sha256()
    for part in bevis:
        if part.id != COLOPHON:
            words = (part.id, *part.block, *(cell for row in part.rader for cell in row.celler))
            total.update("\x1f".join(words).encode() + b"\x1e")
    return total.hexdigest()


def _sections(vy: BokVy) -> Iterator[Bevis]:
    yield _front(vy)
    for part in vy.kapitel:
        yield _chapter(part)
        yield from (clause_bevis(krav) for krav in part.krav)
    if vy.utanfor:
        yield Bevis("utanfor", ("Åtaganden och rekommendationer utanför kraven",))
        yield from (clause_bevis(krav) for krav in vy.utanfor)
    yield from (_chapter(part) for part in vy.bilagor)
    yield from (register_bevis(part) for part in vy.register)
    yield Bevis(COLOPHON, tuple(words for faktum in vy.kolofon for words in fact_words(faktum)))


def _front(vy: BokVy) -> Bevis:
    facts = [words for faktum in vy.uppgifter for words in fact_words(faktum)]
    notices = [words for notis in vy.notiser for words in (notis.rubrik, notis.text)]
    return Bevis(FRONT, (vy.organisation, vy.titel, vy.status, *facts, *notices, *vy.inledning_block))


def _chapter(part: KapitelVy) -> Bevis:
    return Bevis(part.id, (f"{part.nummer} {part.rubrik}", *part.block))


def clause_bevis(krav: KravVy) -> Bevis:
    """Return what must be found of a requirement: heading, marks, text, rule and facts."""
    marks = " · ".join(krav.markning) + (f" · Ändring: {krav.andring}" if krav.andring else "")
    facts = [words for faktum in krav.fakta for words in fact_words(faktum)]
    heading = f"{krav.nummer} {krav.rubrik} {krav.id}"
    return Bevis(krav.id, (heading, marks, *krav.block, *krav.regel, *facts), krav=True)


def fact_words(faktum: Faktum) -> Iterator[str]:
    """Yield the words of a line of facts: its term, and its values."""
    yield faktum.term
    yield from (plain(value) for value in faktum.varden)


def register_bevis(part: RegisterVy) -> Bevis:
    """Return what must be found of a register: heading, introduction, and every cell of its table."""
    head = Bevisrad("", part.tabell.kolumner)
    rows = (head, *(_row(row) for row in part.tabell.rader))
    return Bevis(part.id, (part.rubrik, part.inledning, part.tabell.rubrik), rader=rows)


def _row(row: Tabellrad) -> Bevisrad:
    """Return a row's words; one without an anchor of its own tells of the record that its first cell links to."""
    links = (bit.href.removeprefix("#") for bit in row.celler[0] if bit.href.startswith("#"))
    return Bevisrad(row.id or next(links, ""), tuple(plain(cell) for cell in row.celler))
