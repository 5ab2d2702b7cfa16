"""What a finished document of parts must hold, section by section: every word of its parts, in order."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.verify.bevis import COLOPHON, FRONT, Bevis, Bevisrad, fact_words
from kravbok.view.handling import DelVy, HandlingVy, all_delar
from kravbok.view.parts import plain

__all__ = ["proof_handling"]


def proof_handling(vy: HandlingVy) -> tuple[Bevis, ...]:
    """Return the sections of a document in order of reading."""
    return tuple(_sections(vy))


def _sections(vy: HandlingVy) -> Iterator[Bevis]:
    facts = [words for faktum in vy.uppgifter for words in fact_words(faktum)]
    notices = [words for notis in vy.notiser for words in (notis.rubrik, notis.text)]
    yield Bevis(FRONT, (vy.organisation, vy.titel, f"{vy.bok}. {vy.status}", *facts, *notices))
    yield from map(_part, all_delar(vy))
    yield Bevis(COLOPHON, tuple(words for faktum in vy.kolofon for words in fact_words(faktum)))


def _part(part: DelVy) -> Bevis:
    points = [plain(item) for item in part.punkter]
    facts = [words for faktum in part.fakta for words in fact_words(faktum)]
    block = (part.rubrik, *part.stycken, *points, *facts)
    if part.tabell is None:
        return Bevis(part.id, block)
    head = Bevisrad("", part.tabell.kolumner)
    lines = (Bevisrad(row.id, tuple(plain(cell) for cell in row.celler)) for row in part.tabell.rader)
    return Bevis(part.id, (*block, part.tabell.rubrik), rader=(head, *lines))
