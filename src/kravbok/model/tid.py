"""Tid: a day as a source knows it, exact, to the month or year, bounded on one side, or unknown."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kravbok.model.fel import ModellFel
from kravbok.swedish import format_date, format_month

__all__ = ["OKANT", "Tid", "is_unknown", "parse_day", "parse_tid"]

UNKNOWN = frozenset({"okänt", "okänd", "källan anger inte"})
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
Form = Literal["dag", "månad", "år", "senast", "tidigast", "okänt"]


@dataclass(frozen=True, slots=True)
class Tid:
    """A point in time: `form` says how well it is known, `dag` is the day it names (None when unknown)."""

    form: Form
    dag: date | None = None

    @property
    def earliest(self) -> date | None:
        """The first day it can be; None when there is no lower bound."""
        return None if self.form == "senast" else self.dag

    @property
    def latest(self) -> date | None:
        """The last day it can be; None when there is no upper bound."""
        if self.dag is None or self.form == "tidigast":
            return None
        if self.form == "månad":
            return self.dag.replace(day=calendar.monthrange(self.dag.year, self.dag.month)[1])
        return self.dag.replace(month=12, day=31) if self.form == "år" else self.dag

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self.dag is not None

    def __str__(self) -> str:
        if self.dag is None:
            return "okänt"
        if self.form == "månad":
            return format_month(self.dag)
        if self.form == "år":
            return str(self.dag.year)
        text = format_date(self.dag)
        return text if self.form == "dag" else f"{self.form} {text}"

    def iso(self) -> str:
        """Return the value as it is written in data."""
        if self.dag is None:
            return "okänt"
        length = {"månad": 7, "år": 4}.get(self.form, 10)
        prefix = f"{self.form} " if self.form in ("senast", "tidigast") else ""
        return prefix + self.dag.isoformat()[:length]


OKANT = Tid("okänt")


def is_unknown(value: object) -> bool:
    """Whether a written value says that something is not known."""
    return isinstance(value, str) and value in UNKNOWN


def parse_day(text: Any) -> date:
    """Return the day written as 2022-01-01; ModellFel K105 when there is no such day."""
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ModellFel("K105", f"”{_short(text)}” är inget datum", "Skriv datumet som 2022-01-01.")
    return _day(text, *map(int, match.groups()))


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ModellFel("K105", f"Datumet {text} finns inte", "Kontrollera månad och dag.") from None


def parse_tid(value: Any) -> Tid:
    """Return the time written as a day, a month, a year, okänt, or {senast: …} / {tidigast: …}."""
    if isinstance(value, Tid):
        return value
    if isinstance(value, dict):
        return _parse_bound(value)
    if is_unknown(value):
        return OKANT
    if isinstance(value, str) and (month := _MONTH.fullmatch(value)):
        return Tid("månad", _day(value, int(month[1]), int(month[2]), 1))
    if isinstance(value, str) and (year := _YEAR.fullmatch(value)):
        return Tid("år", _day(value, int(year[1]), 1, 1))
    return Tid("dag", parse_day(value))


def _parse_bound(value: dict[str, Any]) -> Tid:
    if len(value) != 1 or next(iter(value)) not in ("senast", "tidigast"):
        raise ModellFel(
            "K105", "Tiden är inte skriven som väntat", "Skriv {senast: 2021-01-01} eller {tidigast: 2021-01-01}."
        )
    form, text = next(iter(value.items()))
    if is_unknown(text):
        return OKANT
    return Tid("senast" if form == "senast" else "tidigast", parse_day(text))


def _short(text: object) -> str:
    return str(text)[:30]
