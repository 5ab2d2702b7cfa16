"""An indicator's outcomes against its target: the difference, whether it is reached, and a day that has passed.

A target is judged by an outcome for the same year (`utfall.mal`), or by one from the target's own year or later: until
then an outcome is on its way. The program compares; what follows is for the region to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from kravbok.model.bas import Siffervarde
from kravbok.model.enheter import PROCENT, PROCENTENHET
from kravbok.model.register import Indikator, Utfall
from kravbok.model.storhet import Storhet
from kravbok.rules.niva import UPPFYLLT, holds

__all__ = ["NADDE", "OJAMFORT", "PA_VAG", "UNDER", "Bedomning", "judge", "outcome_year", "overdue"]

NADDE, UNDER, PA_VAG, OJAMFORT = "når målet", "når inte målet", "före målets dag", "går inte att jämföra"

_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_FORECAST = re.compile(r"prognos|budget|plan", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bedomning:
    """An outcome with the target it is held against, how far it is from it, and the verdict (empty for no target).

    The difference is outcome minus target, in percentage points for percent.
    """

    utfall: Utfall
    mal: Siffervarde | None
    skillnad: Storhet | None
    dom: str


def judge(indikator: Indikator, utfall: Utfall) -> Bedomning:
    """Return an outcome against its target."""
    own = utfall.mal is not None
    goal = utfall.mal if own else indikator.mal.niva if indikator.mal is not None else None
    if goal is None:
        return Bedomning(utfall, None, None, "")
    value = utfall.varde
    if not (isinstance(value, Storhet) and isinstance(goal, Storhet)) or value.dimension != goal.dimension:
        return Bedomning(utfall, goal, None, OJAMFORT)
    if value.is_intervall or value.grans:
        return Bedomning(utfall, goal, None, OJAMFORT)
    gap = None if goal.is_intervall else _gap(value, goal)
    if not own and _is_early(indikator, utfall):
        return Bedomning(utfall, goal, gap, PA_VAG)
    return Bedomning(utfall, goal, gap, NADDE if holds(value, goal) == UPPFYLLT else UNDER)


def _gap(value: Storhet, goal: Storhet) -> Storhet:
    gap = value - goal.without_grans()
    return replace(gap, taljare=(PROCENTENHET,)) if gap.taljare == (PROCENT,) else gap


def _is_early(indikator: Indikator, utfall: Utfall) -> bool:
    """Whether an outcome is from before the year that the target is to be reached in."""
    day = indikator.mal.senast.dag if indikator.mal is not None and indikator.mal.senast is not None else None
    year = outcome_year(utfall)
    return day is not None and (year is None or year < day.year)


def outcome_year(utfall: Utfall) -> int | None:
    """Return the last year that an outcome's period names; None where it names none, or is a forecast."""
    years = [int(word) for word in _YEAR.findall(utfall.ar)]
    return max(years) if years and not _FORECAST.search(utfall.ar) else None


def overdue(indikator: Indikator, dag: date) -> bool:
    """Whether the day of the target has passed, and no outcome from its year or later is known."""
    last = indikator.mal.senast.latest if indikator.mal is not None and indikator.mal.senast is not None else None
    if last is None or dag <= last:
        return False
    known = [item for item in indikator.utfall if isinstance(item.varde, Storhet)]
    return not any((outcome_year(item) or 0) >= last.year for item in known)
