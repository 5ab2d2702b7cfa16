"""Days of the Swedish calendar: public holidays (lagen 1989:253, as it read each year), working days, periods added."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

from kravbok.rules.svar import RegelFel

__all__ = ["AFTNAR", "FIRST_YEAR", "LAST_YEAR", "add_months", "add_workdays", "holiday", "next_weekday"]

FIRST_YEAR, LAST_YEAR = 1953, 2199
"""The years whose holidays are known; before 1953 the law was another, and who knows of after 2199."""

AFTNAR = "midsommarafton, julafton och nyårsafton"
_SATURDAY = 5
_NAMES = {
    "New Year's Day": "nyårsdagen", "Epiphany": "trettondedag jul", "Good Friday": "långfredagen",
    "Easter Sunday": "påskdagen", "Easter Monday": "annandag påsk", "May Day": "första maj",
    "Ascension Day": "Kristi himmelsfärdsdag", "Pentecost": "pingstdagen", "Whit Monday": "annandag pingst",
    "National Day": "nationaldagen", "Midsummer Day": "midsommardagen", "All Saints' Day": "alla helgons dag",
    "Christmas Day": "juldagen", "Second Day of Christmas": "annandag jul",
}  # fmt: skip


@cache
def _holidays(year: int) -> dict[date, str]:
    """Return the public holidays of a year; Sundays are not among them."""
    from holidays.countries.sweden import Sweden

    if not FIRST_YEAR <= year <= LAST_YEAR:
        hint = f"Välj en dag mellan {FIRST_YEAR} och {LAST_YEAR}."
        raise RegelFel("K372", f"Helgdagarna år {year} är inte kända", hint)
    found = Sweden(years=year, language="en_US", categories=("public",))
    return {day: _NAMES.get(name, "helgdag") for day, name in found.items() if day.year == year}


def holiday(day: date) -> str:
    """Return what free day it is, in Swedish; empty for a weekday."""
    if name := _holidays(day.year).get(day):
        return name
    return ("lördag", "söndag")[day.weekday() - _SATURDAY] if day.weekday() >= _SATURDAY else ""


def is_eve(day: date) -> bool:
    """Whether it is midsommarafton, julafton or nyårsafton on a weekday: most are free, but it is no public holiday."""
    if day.weekday() >= _SATURDAY:
        return False
    tomorrow = day + timedelta(days=1)
    return (day.month, day.day) in ((12, 24), (12, 31)) or _holidays(tomorrow.year).get(tomorrow) == "midsommardagen"


def next_weekday(day: date) -> date:
    """Return the day itself, or the first after it that is neither Saturday, Sunday nor a public holiday."""
    while holiday(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> tuple[date, bool]:
    """Return the same day so many months on, or that month's last where it has no such day (True)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST_YEAR:
        raise RegelFel("K372", "Fristen slutar för långt fram", f"Välj en dag före {LAST_YEAR}.")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day > last


def add_workdays(day: date, count: int, *, eves: bool) -> date:
    """Return the so manieth working day after a day; with `eves` the three eves count as working days."""
    while count:
        day += timedelta(days=1)
        if not holiday(day) and (eves or not is_eve(day)):
            count -= 1
    return day
