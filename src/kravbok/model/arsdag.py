"""Årsdag: the day that something is to be handed in, as a delivery says it: 2022-03-01, or 1 mars of every year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kravbok.model.fel import ModellFel
from kravbok.model.tid import parse_day
from kravbok.swedish import MANADER

__all__ = ["PERIODER", "Arsdag", "parse_arsdag"]

PERIODER = {"år": 12, "kalenderår": 12, "halvår": 6, "tertial": 4, "kvartal": 3, "månad": 1}
"""How many months there are between two deliveries."""

_WRITTEN = re.compile(rf"(\d{{1,2}})\.?[ \u00a0]({'|'.join(MANADER)})(?:[ \u00a0](\d{{4}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Arsdag:
    """A day of a month; `ar` is None where it comes back every year."""

    manad: int
    dag: int
    ar: int | None = None

    def on_or_after(self, day: date) -> date | None:
        """Return the first such day that is not before a day; None where its own year has passed."""
        if self.ar is not None:
            own = date(self.ar, self.manad, self.dag)
            return own if own >= day else None
        this_year = date(day.year, self.manad, self.dag)
        return this_year if this_year >= day else date(day.year + 1, self.manad, self.dag)


def parse_arsdag(text: str) -> Arsdag | None:
    """Return the day that is written as 2022-03-01, 1 mars 2022 or 1 mars; None for anything else.

    A day that stands in leap years only cannot come back every year, so 29 februari is no day here.
    """
    match = _WRITTEN.fullmatch(text.strip().lower())
    if match is None:
        try:
            day = parse_day(text.strip())
        except ModellFel:
            return None
        return Arsdag(day.month, day.day, day.year)
    month, day_of_month = MANADER.index(match[2]) + 1, int(match[1])
    try:
        date(int(match[3] or 2001), month, day_of_month)
    except ValueError:
        return None
    return Arsdag(month, day_of_month, int(match[3]) if match[3] else None)
