"""Återkommande: how often something is to be done over a period, and whether it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kravbok.model.enheter import ENHETER
from kravbok.model.storhet import Storhet
from kravbok.model.tid import is_unknown
from kravbok.rules.fall import Last, Uppgift, counted, day
from kravbok.rules.kalender import add_months
from kravbok.rules.niva import holds, level_of
from kravbok.rules.sak import Sak, Saknas, day_in, figure, units_below
from kravbok.rules.svar import Rad, RegelFel, Saknat, Utfall, number
from kravbok.swedish import format_date

__all__ = ["answer", "ask"]

DAG = "dag"
_AR = ENHETER["år"]


def ask(sak: Sak) -> list[Uppgift]:
    """Return how many times and over how long, or the days when it was done (one case each)."""
    level = level_of(sak)
    if len(level.taljare) != 1 or len(units_below(level)) != 1:
        raise RegelFel("K343", f"{level} säger inte hur ofta", "Skriv t.ex. minst 1 gång/år.")
    done, period = level.taljare[0], level.namnare[0]
    asked = [counted(done, f"antal {done.plural} som det gjordes", kravs=False)]
    asked.append(counted(period, f"antal {period.plural} som prövas", kravs=False))
    if period == _AR:
        asked += [day(DAG, "en dag då det gjordes", kravs=False)]
        asked += [day(name, f"periodens {end} dag", *other, kravs=False) for name, end, *other in _PERIOD]
    return asked


_PERIOD = (("från", "första", "fran"), ("till", "sista"))


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return whether it was done often enough."""
    level = level_of(sak)
    if any(DAG in case for case in cases):
        return _by_days(sak, level, cases)
    done, period = level.taljare[0].plural, level.namnare[0].plural
    for name, unit in ((done, level.taljare[0]), (period, level.namnare[0])):
        if any(name not in case for case in cases):
            raise Saknas(Saknat(name, unit.plural, f"antal {unit.plural}"))
    many = sum((figure(case, done) for case in cases[1:]), figure(cases[0], done))
    time = sum((figure(case, period) for case in cases[1:]), figure(cases[0], period))
    needed = level * time
    verdict = holds(many, needed)
    rows = (
        Rad(f"Under {time} krävs {level} × {time} = {needed}", (level, time), needed),
        Rad(f"Gjort {many}: {verdict}"),
    )
    return [Utfall(verdict, "", rows)]


def _by_days(sak: Sak, level: Storhet, cases: list[Last]) -> list[Utfall]:
    """Return the verdict of days: by calendar years, by twelve months, or by both where the source is silent."""
    days = sorted(value for case in cases if isinstance(value := case.get(DAG), date))
    bounds: Last = {name: value for case in cases for name, value in case.items() if name in ("från", "till")}
    if missing := [name for name in ("från", "till") if name not in bounds]:
        raise Saknas(*(Saknat(name, "en dag, t.ex. 2022-01-01", "perioden som prövas") for name in missing))
    first, last = day_in(bounds, "från"), day_in(bounds, "till")
    if first > last:
        raise RegelFel("K372", "Perioden slutar innan den börjar", "Skriv från före till.")
    ar = sak.regel.ar
    calendar = _calendar_years(level, days, first, last)
    rolling = _rolling(level, days, first, last)
    if ar is not None and not is_unknown(ar):
        return [replace(calendar if "kalender" in ar else rolling, antar="")]
    return [calendar, rolling]


def _calendar_years(level: Storhet, days: list[date], first: date, last: date) -> Utfall:
    """Return the verdict of each whole calendar year of the period."""
    years = [
        year for year in range(first.year, last.year + 1) if first <= date(year, 1, 1) and date(year, 12, 31) <= last
    ]
    rows = []
    kept = True
    for year in years:
        many = number(sum(item.year == year for item in days), *level.taljare)
        verdict = holds(many, level * number(1, _AR))
        kept = kept and verdict == "uppfyllt"
        rows.append(Rad(f"Kalenderåret {year}: {many}, {verdict}", (many,), verdict))
    words = ("uppfyllt" if kept else "inte uppfyllt") if years else "inget helt kalenderår att pröva"
    return Utfall(words, "om året är kalenderår", tuple(rows))


def _rolling(level: Storhet, days: list[date], first: date, last: date) -> Utfall:
    """Return the verdict of every twelve months within the period: the fewest decide."""
    starts = [first, *(item + timedelta(days=1) for item in days)]
    windows = [(start, add_months(start, 12)[0] - timedelta(days=1)) for start in starts]
    whole = [(start, end) for start, end in windows if start >= first and end <= last]
    if not whole:
        return Utfall("inga hela tolv månader att pröva", "om året är tolv månader i följd")
    start, end = min(whole, key=lambda window: (_within(days, *window), window))
    many = number(_within(days, start, end), *level.taljare)
    verdict = holds(many, level * number(1, _AR))
    row = Rad(f"Färst gånger: {format_date(start)} – {format_date(end)}, {many}, {verdict}", (many,), verdict)
    return Utfall(verdict, "om året är tolv månader i följd", (row,))


def _within(days: list[date], start: date, end: date) -> int:
    return sum(start <= item <= end for item in days)
