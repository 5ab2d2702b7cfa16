"""What happens to a requirement within an edition's time: another wording begins, or the requirement ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kravbok.edition import Klausul, Utgivning, edition_of, place_in
from kravbok.expand import name_beslut
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.krav import Upphor
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.view.parts import NotisVy
from kravbok.view.tidsord import say_since, say_until
from kravbok.view.webb.handelse import as_sentence
from kravbok.view.webb.lage import ORD, LageVy, lage

__all__ = ["begun_within", "change_notices", "chapter_notices", "clause_lage", "has_ended"]


def change_notices(utgivning: Utgivning, clause: Klausul) -> Iterator[NotisVy]:
    """Yield that a requirement ends, and that another wording begins before the next edition, each with its day."""
    for _, lydelse in begun_within(utgivning, clause):
        text = f"En annan lydelse gäller {say_since(lydelse.fran)}. Den står på kravets egen sida."
        yield NotisVy("Ändras under upplagans tid", text)
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


def has_ended(clause: Klausul, per: date | None) -> bool:
    """Whether a requirement has surely ended before a day."""
    end = clause.krav.upphor.galler_till if clause.krav.upphor is not None else None
    return end is not None and end.latest is not None and per is not None and end.latest < per


def begun_within(utgivning: Utgivning, clause: Klausul) -> Iterator[tuple[date, Lydelse]]:
    """Yield the decided wordings that begin after an edition and before the next, each with its day.

    One that names its edition stands in that edition, whatever its day.
    """
    bok, upplaga = utgivning.bok, utgivning.upplaga
    first, until = upplaga.fran.latest or date.max, _next_begins(bok, upplaga)
    for lydelse in clause.krav.lydelser[clause.index + 1 :] if not upplaga.foreslagen else ():
        begins = lydelse.fran.latest or date.min
        if lydelse.foreslagen or edition_of(lydelse, bok.id) is not None or place_in(lydelse, bok.id) is None:
            continue
        if first < begins < until and not has_ended(clause, begins):
            yield begins, lydelse


def _next_begins(bok: Bok, upplaga: Upplaga) -> date:
    after = bok.upplagor[bok.upplagor.index(upplaga) + 1 :]
    return next((item.fran.dag or date.max for item in after if not item.foreslagen), date.max)
