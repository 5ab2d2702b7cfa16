"""Frist: the last day of a time from an event, by the rule that the book states, or each outcome where it is silent.

Lagen (1930:173) om beräkning av lagstadgad tid covers time set by law or statute; it is never assumed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from kravbok.model.enheter import Enhet, scale
from kravbok.model.tid import is_unknown
from kravbok.rules.fall import Last, Uppgift, day
from kravbok.rules.kalender import AFTNAR, LAST_YEAR, add_months, add_workdays, holiday, next_weekday
from kravbok.rules.sak import Sak, day_in, single
from kravbok.rules.svar import Rad, RegelFel, Utfall
from kravbok.swedish import format_date, format_list, plural

__all__ = ["answer", "ask", "check_time"]

EARLIEST_YEAR = 1800
MAX_DAYS = 36600
MAX_WORKDAYS = 5000

HANDELSE = "händelse"
UTFORT = "utfört"
_VECKODAG = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

_WORDS = {
    "handelsedagen": {True: "händelsens dag räknas in", False: "händelsens dag inte räknas in"},
    "flyttas": {
        True: "en sista dag som är lördag, söndag eller helgdag flyttas till nästa vardag",
        False: "en sista dag som är lördag, söndag eller helgdag inte flyttas",
    },
    "aftnar": {True: f"{AFTNAR} räknas som arbetsdagar", False: f"{AFTNAR} inte räknas som arbetsdagar"},
}


@dataclass(frozen=True, slots=True)
class Sett:
    """One way of counting: the event's day counts, the end moves from a free day, the eves are working days."""

    handelsedagen: bool
    flyttas: bool
    aftnar: bool = True


def ask(sak: Sak) -> list[Uppgift]:
    """Return the day of the event, and the day when the thing was done if that is to be judged."""
    sak.storhet("inom")
    start = sak.regel.fran or ""
    name = HANDELSE if is_unknown(start) else start
    vad = (
        "dagen då fristen börjar (källan anger inte vad den räknas från)" if is_unknown(start) else f"dagen för {start}"
    )
    former = (HANDELSE, "från", "fran") if name != HANDELSE else ("från", "fran")
    return [day(name, vad, *former), day(UTFORT, "dagen då det blev gjort", "utfort", kravs=False)]


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return the last day; where the book does not say how to count, an outcome for each way that gives another."""
    case = single(cases)
    start = day_in(case, next(name for name in case if name != UTFORT))
    done = case.get(UTFORT)
    found: dict[date, list[tuple[Sett, tuple[Rad, ...]]]] = {}
    for way in _ways(sak):
        last, rows = _last_day(sak, start, way)
        found.setdefault(last, []).append((way, rows))
    several = len(found) > 1
    return [
        Utfall(
            last,
            _presumes(sak, [way for way, _ in ways]) if several else "",
            (*ways[0][1], *_judged(start, last, done)),
        )
        for last, ways in sorted(found.items())
    ]


def _ways(sak: Sak) -> list[Sett]:
    """Return the ways of counting that the book leaves open."""
    regel = sak.regel
    counted = {"räknas": (True,), "räknas inte": (False,)}.get(regel.handelsedagen or "", (False, True))
    moved = {"flyttas till nästa vardag": (True,), "flyttas inte": (False,)}.get(regel.helgdag or "", (False, True))
    eves = (True, False) if _in_workdays(sak) else (True,)
    return [Sett(*way) for way in product(counted, moved, eves)]


def _in_workdays(sak: Sak) -> bool:
    unit = _unit(sak)
    return unit.bas == "arbetsdag" or (unit.singular == "dag" and sak.regel.tidsrakning == "arbetsdagar")


def check_time(sak: Sak) -> None:
    """Raise RegelFel K343 for a time limit that cannot be counted on a calendar."""
    _amount(sak)


def _unit(sak: Sak) -> Enhet:
    """Return the unit of the time limit; RegelFel K343 for one that no calendar has."""
    inom = sak.storhet("inom")
    if len(inom.taljare) != 1 or inom.namnare or inom.taljare[0].bas not in ("dag", "månad", "arbetsdag"):
        hint = "Skriv fristen i dagar, arbetsdagar, veckor, månader eller år."
        raise RegelFel("K343", f"Fristen {inom} går inte att räkna på en kalender", hint)
    return inom.taljare[0]


def _amount(sak: Sak) -> int:
    """Return the time limit in days, working days or months, as a whole number."""
    inom, unit = sak.storhet("inom"), _unit(sak)
    size = inom.hog * scale((unit,), ())
    if inom.is_intervall or inom.grans in ("minst", "mer än", "mindre än"):
        raise RegelFel("K343", f"Fristen {inom} är inte en bestämd tid", "Skriv fristen som ett tal, t.ex. 6 veckor.")
    if size.denominator != 1 or size < 0:
        raise RegelFel("K343", f"Fristen {inom} är inte ett helt antal", "Skriv fristen i hela dagar eller månader.")
    most = MAX_WORKDAYS if unit.bas == "arbetsdag" or sak.regel.tidsrakning == "arbetsdagar" else MAX_DAYS
    if size > most:
        raise RegelFel("K343", f"Fristen {inom} är för lång att räkna på en kalender", "Kontrollera siffran.")
    return int(size)


def _last_day(sak: Sak, start: date, way: Sett) -> tuple[date, tuple[Rad, ...]]:
    """Return the last day by one way of counting, and its working."""
    if not EARLIEST_YEAR <= start.year <= LAST_YEAR:
        hint = f"Välj en dag mellan {EARLIEST_YEAR} och {LAST_YEAR}."
        raise RegelFel("K372", f"Dagen {start} ligger utanför kalendern", hint)
    inom = sak.storhet("inom").without_grans()
    last = _counted(sak, start, way)
    words = "räknas in" if way.handelsedagen else "räknas inte in"
    rows = [Rad(f"{_name(start)} {words}; {inom} därifrån slutar {_name(last)}", (start, inom), last)]
    if way.flyttas and (free := holiday(last)):
        moved = next_weekday(last)
        rows.append(Rad(f"{_name(last)} är {free}: fristen flyttas till {_name(moved)}", (last,), moved))
        last = moved
    return last, tuple(rows)


def _counted(sak: Sak, start: date, way: Sett) -> date:
    """Return the last day before it is moved."""
    amount, unit = _amount(sak), _unit(sak)
    if _in_workdays(sak):
        first = start - timedelta(days=1) if way.handelsedagen and amount else start
        return add_workdays(first, amount, eves=way.aftnar)
    back = timedelta(days=int(way.handelsedagen and amount > 0))
    if unit.bas == "dag":
        last = start + timedelta(days=amount)
        if last.year > LAST_YEAR:
            raise RegelFel("K372", "Fristen slutar för långt fram", f"Välj en dag före {LAST_YEAR}.")
        return last - back
    last, short = add_months(start, amount)
    return last if short else last - back


def _name(value: date) -> str:
    return f"{_VECKODAG[value.weekday()]}en den {format_date(value)}"


def _presumes(sak: Sak, ways: list[Sett]) -> str:
    """Return what the ways that lead to one day presume, each open question that matters named."""
    whole = _ways(sak)
    if words := _in_common(ways, whole):
        return f"om {words}"
    parts = [[way for way in ways if way.handelsedagen is counted] for counted in (True, False)]
    return "om " + ", eller om ".join(_in_common(part, whole) or _each(part) for part in parts if part)


def _each(ways: list[Sett]) -> str:
    return ", eller om ".join(format_list([_WORDS[key][getattr(way, key)] for key in _WORDS]) for way in ways)


def _in_common(ways: list[Sett], whole: list[Sett]) -> str:
    """Return what the ways have in common, if that is true of them alone; else nothing."""
    open_ = [key for key in _WORDS if len({getattr(way, key) for way in whole}) > 1]
    shared = {key: getattr(ways[0], key) for key in open_ if len({getattr(way, key) for way in ways}) == 1}
    alike = [way for way in whole if all(getattr(way, key) is value for key, value in shared.items())]
    return format_list([_WORDS[key][value] for key, value in shared.items()]) if len(alike) == len(ways) else ""


def _judged(start: date, last: date, done: object) -> list[Rad]:
    """Return whether what was done was done in time; whether it may be done before the event, the rule does not say."""
    if not isinstance(done, date):
        return []
    late = (done - last).days
    words = "i tid" if late <= 0 else f"{plural(late, 'dag', 'dagar')} för sent"
    words = "före händelsen" if done < start else words
    return [Rad(f"Utfört {_name(done)}: {words}", (done,), words)]
