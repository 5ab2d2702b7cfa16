"""All that a follow-up document says in any of its formats: its parts, sheets, forms and days."""

from __future__ import annotations

from kravbok.verify.bevis import Bevis, Bevisrad
from kravbok.verify.bevis_handling import proof_handling
from kravbok.view.uppfoljning.delar import BladVy, UppfoljningsVy, value_of

__all__ = ["words_of"]


def words_of(vy: UppfoljningsVy) -> tuple[Bevis, ...]:
    """Return what a document's content hash is made of."""
    forms = tuple(words for part in vy.formular for words in (part.rubrik, *part.stycken, *(f.namn for f in part.falt)))
    days = tuple(f"{item.uid} {item.dag.isoformat()} {item.var} {item.rubrik} {item.text}" for item in vy.dagar)
    whole = (*proof_handling(vy.handling), *map(_sheet, vy.blad))
    return (*whole, Bevis("formular", forms), Bevis("dagar", (*days, *vy.utan_dag)))


def _sheet(blad: BladVy) -> Bevis:
    rows = (Bevisrad("", tuple(map(value_of, row))) for row in blad.rader)
    return Bevis(blad.namn, (blad.namn,), rader=(Bevisrad("", tuple(item.namn for item in blad.kolumner)), *rows))
