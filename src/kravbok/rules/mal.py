"""Målvärde: an outcome against a target, by a day, from a baseline; percent and percentage points are not the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kravbok.model.enheter import PROCENT, PROCENTENHET
from kravbok.model.storhet import Storhet, StorhetFel, parse_storhet
from kravbok.rules.fall import Last, Uppgift, day
from kravbok.rules.niva import holds, level_of
from kravbok.rules.sak import Sak, Saknas, figure, single
from kravbok.rules.svar import Rad, RegelFel, Saknat, Utfall, say

__all__ = ["answer", "ask"]

UTFALL, UTGANG, DAG = "utfall", "utgångsvärde", "dag"
_ORD = {"uppfyllt": "målet är nått", "inte uppfyllt": "målet är inte nått"}


def ask(sak: Sak) -> list[Uppgift]:
    """Return the outcome, the day it was measured, and for an increase the baseline."""
    target = level_of(sak)
    if _is_level(sak):
        asked = [Uppgift(UTFALL, "storhet", "utfallet", som=target)]
    else:
        asked = [Uppgift(UTFALL, "värde", "utfallet, med enhet")]
        asked.append(Uppgift(UTGANG, "värde", "utgångsvärdet, med enhet", former=("utgangsvarde",), kravs=False))
    return [*asked, day(DAG, "dagen då utfallet mättes", kravs=False)]


def _is_level(sak: Sak) -> bool:
    return sak.regel.raknas_som in (None, "nivå")


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return whether the target is reached; an increase of percent that are percent has two readings."""
    case = single(cases)
    target, value = level_of(sak), figure(case, UTFALL)
    when = _when(sak, case)
    if _is_level(sak):
        return [_reached(value, target, (), when, "")]
    base = _baseline(sak, case)
    return [_reached(value, goal, rows, when, presumes) for goal, rows, presumes in _goals(sak, target, base)]


def _baseline(sak: Sak, case: Last) -> Storhet:
    if UTGANG in case:
        return figure(case, UTGANG)
    text = sak.regel.utgangsvarde or "okänt"
    known = sak.siffror.get(text)
    try:
        value = known if known is not None else parse_storhet(text)
    except StorhetFel:
        value = None
    if isinstance(value, Storhet):
        return value
    raise Saknas(Saknat(UTGANG, "samma enhet som utfallet", "värdet som ökningen räknas från"))


def _goals(sak: Sak, rise: Storhet, base: Storhet) -> list[tuple[Storhet, tuple[Rad, ...], str]]:
    """Return the level that a rise leads to, once for each reading."""
    kind = sak.regel.raknas_som
    in_percent = base.taljare == (PROCENT,)
    points = replace(rise, taljare=(PROCENT,)) if rise.taljare in ((PROCENTENHET,), (PROCENT,)) else rise
    relative = rise.taljare == (PROCENT,)
    by_points = base + points.without_grans() if in_percent and points.taljare == (PROCENT,) else None
    ways: list[tuple[Storhet, tuple[Rad, ...], str]] = []
    if kind != "ökning i procentenheter" and relative:
        goal = base + rise.without_grans() * base
        row = Rad(f"{base} + {rise} av {base} = {goal}", (base, rise), goal)
        ways.append((goal, (row,), "om ökningen är i procent av utgångsvärdet"))
    if by_points is not None and (kind != "ökning i procent"):
        shown = replace(rise, taljare=(PROCENTENHET,))
        row = Rad(f"{base} + {shown} = {by_points}", (base, shown), by_points)
        ways.append((by_points, (row,), "om ökningen är i procentenheter"))
    if not ways and not relative and rise.taljare != (PROCENTENHET,):
        goal = base + rise.without_grans()
        ways.append((goal, (Rad(f"{base} + {rise} = {goal}", (base, rise), goal),), ""))
    if not ways:
        raise RegelFel("K372", f"{base} kan inte öka med {rise}", "Skriv utgångsvärdet med sin enhet, t.ex. 60 %.")
    return ways if len(ways) > 1 else [(goal, rows, "") for goal, rows, _ in ways]


def _when(sak: Sak, case: Last) -> tuple[Rad, ...]:
    """Return how the day of the outcome stands to the day of the target."""
    last, measured = sak.value("nar"), case.get(DAG)
    if not isinstance(last, date) or not isinstance(measured, date):
        return (Rad(f"Målet gäller {say(last)}", (last,)),) if isinstance(last, date) else ()
    words = "efter måldagen" if measured > last else "på måldagen" if measured == last else "före måldagen"
    return (Rad(f"Målet gäller {say(last)}; utfallet är mätt {say(measured)}, {words}", (last, measured)),)


def _reached(value: Storhet, goal: Storhet, rows: tuple[Rad, ...], when: tuple[Rad, ...], presumes: str) -> Utfall:
    verdict = _ORD.get(holds(value, goal), "målet är inte nått")
    gap = value - goal.without_grans() if goal.is_exact or goal.grans else None
    words = f"{value} mot {goal}: {verdict}"
    if gap is not None:
        shown = replace(gap, taljare=(PROCENTENHET,)) if gap.taljare == (PROCENT,) else gap
        words += f" (skillnad {shown})"
    return Utfall(verdict, presumes, (*rows, Rad(words, (value, goal), verdict), *when))
