"""What a finished follow-up document must hold, section by section: every word that the view has, in order."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.verify.bevis import COLOPHON, FRONT, Bevis, Bevisrad, fact_words
from kravbok.view.parts import TabellVy, plain
from kravbok.view.uppfoljning.delar import BladVy, DelVy, UppfoljningsVy, value_of

__all__ = ["proof_uppfoljning", "words_of"]


def proof_uppfoljning(vy: UppfoljningsVy) -> tuple[Bevis, ...]:
    """Return the sections of a follow-up document in order of reading."""
    return tuple(_sections(vy))


def words_of(vy: UppfoljningsVy) -> tuple[Bevis, ...]:
    """Return all that a document says in any format: what its content hash is made of."""
    forms = tuple(words for part in vy.formular for words in (part.rubrik, *part.stycken, *(f.namn for f in part.falt)))
    days = tuple(f"{item.uid} {item.dag.isoformat()} {item.var} {item.rubrik} {item.text}" for item in vy.dagar)
    return (*_sections(vy), *map(_sheet, vy.blad), Bevis("formular", forms), Bevis("dagar", (*days, *vy.utan_dag)))


def _sections(vy: UppfoljningsVy) -> Iterator[Bevis]:
    facts = [words for faktum in vy.uppgifter for words in fact_words(faktum)]
    notices = [words for notis in vy.notiser for words in (notis.rubrik, notis.text)]
    yield Bevis(FRONT, (vy.organisation, vy.titel, f"{vy.bok}. {vy.status}", *facts, *notices))
    yield from map(_part, vy.delar)
    yield Bevis(COLOPHON, tuple(words for faktum in vy.kolofon for words in fact_words(faktum)))


def _part(part: DelVy) -> Bevis:
    if part.tabell is None:
        return Bevis(part.id, (part.rubrik, *part.stycken))
    return Bevis(part.id, (part.rubrik, *part.stycken, part.tabell.rubrik), rader=_rows(part.tabell))


def _rows(table: TabellVy) -> tuple[Bevisrad, ...]:
    rows = (Bevisrad(row.id, tuple(plain(cell) for cell in row.celler)) for row in table.rader)
    return (Bevisrad("", table.kolumner), *rows)


def _sheet(blad: BladVy) -> Bevis:
    rows = (Bevisrad("", tuple(map(value_of, row))) for row in blad.rader)
    return Bevis(blad.namn, (blad.namn,), rader=(Bevisrad("", tuple(item.namn for item in blad.kolumner)), *rows))
