"""What begins and ends within an edition's time: wordings that hold before the next edition and stand in neither."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kravbok.edition import Klausul, Utgivning, edition_of, place_in
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.lydelse import Lydelse
from kravbok.view.parts import Faktum, bits
from kravbok.view.tidsord import say_since

__all__ = ["RUBRIK", "begun_within", "has_ended", "view_under_tiden"]

RUBRIK = "Ändras under upplagans tid"
"""What it is called, in the book and on the site, that another wording begins before the next edition."""


def view_under_tiden(utgivning: Utgivning, clause: Klausul) -> Iterator[Faktum]:
    """Yield the fact that a requirement has another wording before the next edition, for one that has."""
    begun = [f"En annan lydelse gäller {say_since(item.fran)}" for _, item in begun_within(utgivning, clause)]
    if begun:
        yield Faktum(RUBRIK, tuple(bits(f"{words}. Den står inte i upplagan.") for words in begun))


def begun_within(utgivning: Utgivning, clause: Klausul) -> Iterator[tuple[date, Lydelse]]:
    """Yield the decided wordings that begin after an edition and before the next, each with its day.

    One that names its edition stands in that edition, whatever its day.
    """
    bok, upplaga, later = utgivning.bok, utgivning.upplaga, clause.krav.lydelser[clause.index + 1 :]
    if upplaga.foreslagen or not later:
        return
    first, until = upplaga.fran.latest or date.max, _next_begins(bok, upplaga)
    for lydelse in later:
        begins = lydelse.fran.latest or date.min
        if lydelse.foreslagen or edition_of(lydelse, bok.id) is not None or place_in(lydelse, bok.id) is None:
            continue
        if first < begins < until and not has_ended(clause, begins):
            yield begins, lydelse


def _next_begins(bok: Bok, upplaga: Upplaga) -> date:
    after = bok.upplagor[bok.upplagor.index(upplaga) + 1 :]
    return next((item.fran.dag or date.max for item in after if not item.foreslagen), date.max)


def has_ended(clause: Klausul, per: date | None) -> bool:
    """Whether a requirement has surely ended before a day."""
    end = clause.krav.upphor.galler_till if clause.krav.upphor is not None else None
    return end is not None and end.latest is not None and per is not None and end.latest < per
