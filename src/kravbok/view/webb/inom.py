"""What happens to a requirement within an edition's time: another wording begins, or the requirement ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kravbok.edition import Klausul, Utgivning, place_in
from kravbok.expand import name_beslut
from kravbok.model.krav import Upphor
from kravbok.model.tid import is_unknown
from kravbok.view.parts import NotisVy
from kravbok.view.tidsord import say_since, say_until
from kravbok.view.under_tiden import RUBRIK, begun_within, has_ended
from kravbok.view.webb.handelse import as_sentence
from kravbok.view.webb.lage import ORD, LageVy, lage

__all__ = ["change_notices", "chapter_notices", "clause_lage"]


def change_notices(utgivning: Utgivning, clause: Klausul) -> Iterator[NotisVy]:
    """Yield that a requirement ends, and that another wording begins before the next edition, each with its day."""
    for _, lydelse in begun_within(utgivning, clause):
        text = f"En annan lydelse gäller {say_since(lydelse.fran)}. Den står på kravets egen sida."
        yield NotisVy(RUBRIK, text)
    end = clause.krav.upphor
    if end is not None and place_in(clause.krav.lydelser[-1], utgivning.bok.id) is not None:
        yield NotisVy("Kravet upphör", " ".join(_ending(utgivning, end)))


def chapter_notices(utgivning: Utgivning, clauses: Iterable[Klausul]) -> Iterator[NotisVy]:
    """Yield the same of each requirement in a chapter, by its number and heading."""
    for clause in clauses:
        name = f"{clause.nummer} {clause.lydelse.rubrik}".strip()
        yield from (NotisVy(f"{name}. {notis.rubrik}", notis.text) for notis in change_notices(utgivning, clause))


def _ending(utgivning: Utgivning, end: Upphor) -> Iterator[str]:
    if end.galler_till is not None:
        yield f"Det gäller {say_until(end.galler_till)}."
    if end.avses_upphora is not None:
        yield f"Det är tänkt att upphöra {end.avses_upphora}." if end.avses_upphora.known else "Dagen är okänd."
    beslut = utgivning.register.beslut.get(end.beslut)
    if beslut is not None:
        yield f"Beslut: {name_beslut(utgivning.register, beslut)}."
    elif end.galler_till is not None and is_unknown(end.beslut):
        yield "Beslutet är okänt."
    yield f"Skäl: {as_sentence(end.motiv)}"


def clause_lage(utgivning: Utgivning, clause: Klausul, per: date | None) -> LageVy:
    """Return how a requirement stands in an edition, or in one as it reads on a day: it may have ended or changed."""
    stands, end = lage(utgivning.bok, utgivning.upplaga, per), clause.krav.upphor
    if stands.slag not in ("galler", "okand"):
        return stands
    if has_ended(clause, per) and end is not None and end.galler_till is not None:
        return LageVy("ersatt", "Har upphört", f"Gällde {say_until(end.galler_till)}.")
    if utgivning.dag is not None:
        return replace(stands, mening=f"Lydelsen gäller {say_since(clause.lydelse.fran)}, under upplagans tid.")
    begun = [lydelse for day, lydelse in begun_within(utgivning, clause) if per is not None and day <= per]
    if begun:
        mening = f"Gällde {say_since(clause.lydelse.fran)}. En annan lydelse gäller {say_since(begun[-1].fran)}."
        return LageVy("ersatt", ORD["ersatt"], mening)
    return stands
