"""Tabell: rows keyed by a band (age) and other keys (region part, unit): their faults, and the row that applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import floor

from kravbok.model.enheter import KRONA, scale
from kravbok.model.regel import Regel, Tabellrad
from kravbok.model.storhet import Okand, Storhet
from kravbok.rules.belopp import times_quantities
from kravbok.rules.fall import Last, Uppgift, counted, word
from kravbok.rules.sak import Sak, Saknas, below_nought, is_time, single, units_below
from kravbok.rules.svar import Rad, RegelFel, Saknat, Utfall, say

__all__ = ["Radfel", "answer", "ask", "table_faults"]

MAX_ROWS = 400
ALLA = "alla"
RAD = "rad"
OPEN = ("källan anger inte", None)


@dataclass(frozen=True, slots=True)
class Radfel:
    """A fault between two rows, by their numbers from 0; one row's own fault has its number twice."""

    code: str
    first: int
    second: int
    message: str
    hint: str


def _unit(regel: Regel) -> Storhet | None:
    """Return a figure of the kind that the bands measure."""
    return next((end for row in regel.rader for end in (row.fran, row.till) if isinstance(end, Storhet)), None)


def _base(value: Storhet | None) -> Fraction | None:
    return None if value is None else value.bas[0]


def table_faults(regel: Regel) -> Iterator[Radfel]:
    """Yield amounts below nought, rows that overlap or that another hides, and gaps; both rows are named."""
    rows = regel.rader[:MAX_ROWS]
    yield from _negative(rows)
    kinds = {end.dimension for row in rows for end in (row.fran, row.till) if isinstance(end, Storhet)}
    if len(kinds) > 1:
        yield _mixed(rows)
        return
    for (one, first), (two, second) in combinations(enumerate(rows), 2):
        yield from _clash(regel, one, first, two, second)
    seen: set[tuple[int, int]] = set()
    for keys in _combinations(regel):
        for gap in _gaps(regel, keys):
            if (gap.first, gap.second) not in seen:
                seen.add((gap.first, gap.second))
                yield gap


def _negative(rows: tuple[Tabellrad, ...]) -> Iterator[Radfel]:
    for number, row in enumerate(rows):
        if (fault := _below_nought(row)) is not None:
            yield Radfel(fault.fel.code, number, number, fault.fel.message, fault.fel.hint)


def _below_nought(row: Tabellrad) -> RegelFel | None:
    """Return the fault of a row whose amount is below nought; a share or a change may be."""
    value = row.varde
    if isinstance(value, Storhet) and value.lag < 0 and KRONA.bas in [unit.bas for unit in value.taljare]:
        return below_nought(value)
    return None


def _mixed(rows: tuple[Tabellrad, ...]) -> Radfel:
    ends = [
        (number, end) for number, row in enumerate(rows) for end in (row.fran, row.till) if isinstance(end, Storhet)
    ]
    one, first = ends[0]
    two, second = next(pair for pair in ends if pair[1].dimension != first.dimension)
    message = f"Raderna mäter i olika enheter: {first} och {second}"
    return Radfel("K343", one, two, message, "Skriv alla fran och till i samma enhet.")


def _clash(regel: Regel, one: int, first: Tabellrad, two: int, second: Tabellrad) -> Iterator[Radfel]:
    """Yield the fault of two rows that both can apply."""
    if not _keys_meet(first.nycklar, second.nycklar) or not _bands_meet(regel, first, second):
        return
    unkeyed = not any((_has_band(first), _has_band(second), first.nycklar, second.nycklar))
    if unkeyed and first.galler.casefold() != second.galler.casefold():
        return
    names = f"”{first.galler[:60]}” och ”{second.galler[:60]}”"
    if _covers(first, second):
        yield Radfel(
            "K342",
            one,
            two,
            f"Raden {names.split(' och ', 1)[1]} används aldrig: raden före gäller allt i den",
            "Ta bort den ena, eller skilj raderna åt.",
        )
    else:
        yield Radfel(
            "K341",
            one,
            two,
            f"Raderna {names} gäller båda i samma fall",
            "Ändra fran, till eller nycklar, så att bara en gäller.",
        )


def _has_band(row: Tabellrad) -> bool:
    return row.fran is not None or row.till is not None


def _keys_meet(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    return all(_same(first[name], second[name]) for name in first.keys() & second.keys())


def _same(one: str, two: str) -> bool:
    return ALLA in (one, two) or one.casefold() == two.casefold()


def _bands_meet(regel: Regel, first: Tabellrad, second: Tabellrad) -> bool:
    """Whether a value can lie in both bands; only a shared end is no overlap where the source is silent of ends."""
    low = max((value for value in (_base(first.fran), _base(second.fran)) if value is not None), default=None)
    high = min((value for value in (_base(first.till), _base(second.till)) if value is not None), default=None)
    if low is None or high is None:
        return True
    return low < high or (low == high and (regel.granser == "till och med" or _is_point(first) or _is_point(second)))


def _is_point(row: Tabellrad) -> bool:
    return row.fran is not None and row.till is not None and row.fran == row.till


def _covers(first: Tabellrad, second: Tabellrad) -> bool:
    """Whether everything in the second row is in the first one too."""
    keys = all(value == ALLA or _same(second.nycklar.get(name, ""), value) for name, value in first.nycklar.items())
    exact = keys and all(
        second.nycklar.get(name, ALLA) != ALLA or value == ALLA for name, value in first.nycklar.items()
    )
    low = first.fran is None or (second.fran is not None and first.fran <= second.fran)
    high = first.till is None or (second.till is not None and first.till >= second.till)
    return exact and low and high


def _combinations(regel: Regel) -> Iterator[dict[str, str]]:
    """Yield every combination of the keys' values that the table has; of very many only the first."""
    names = sorted({name for row in regel.rader for name in row.nycklar})
    found = [
        sorted({row.nycklar[name] for row in regel.rader if row.nycklar.get(name, ALLA) != ALLA}) for name in names
    ]
    for number, values in enumerate(product(*(item or [ALLA] for item in found))):
        if number >= MAX_ROWS:
            return
        yield dict(zip(names, values, strict=True))


def _gaps(regel: Regel, keys: dict[str, str]) -> Iterator[Radfel]:
    """Yield the gaps between the bands of one combination of keys, and a combination that no row has."""
    own = [(number, row) for number, row in enumerate(regel.rader[:MAX_ROWS]) if _keys_meet(row.nycklar, keys)]
    named = " och ".join(f"{name} {value}" for name, value in keys.items())
    if not own:
        yield _no_row(regel, keys, named)
    banded = sorted((pair for pair in own if _has_band(pair[1])), key=lambda pair: _base(pair[1].fran) or Fraction(0))
    where = f" för {named}" if named else ""
    furthest: tuple[int, Tabellrad] | None = None
    for two, second in banded:
        if furthest is not None and second.fran is not None and _apart(regel, furthest[1].till, second.fran):
            one, first = furthest
            names = f"{first.till} (”{first.galler[:60]}”) och {second.fran} (”{second.galler[:60]}”)"
            yield Radfel(
                "K340",
                one,
                two,
                f"Mellan {names} gäller ingen rad{where}",
                "Flytta den enas gräns, eller lägg till en rad.",
            )
        if furthest is None or _reaches(second.till, furthest[1].till):
            furthest = two, second


def _reaches(end: Storhet | None, before: Storhet | None) -> bool:
    """Whether a band goes on for longer than another; one without an end goes on for ever."""
    return before is not None and (end is None or end > before)


def _apart(regel: Regel, end: Storhet | None, start: Storhet) -> bool:
    """Whether something lies between; bands to and with an end are in whole units, so that 6 is followed by 7."""
    if end is None:
        return False
    step = Fraction(0) if regel.granser == "till men inte med" else scale(end.taljare, end.namnare)
    return start.bas[0] > end.bas[0] + step


def _no_row(regel: Regel, keys: dict[str, str], named: str) -> Radfel:
    """Return that no row has a combination, by two rows that have a part of it each."""
    shared = sorted(
        range(min(len(regel.rader), MAX_ROWS)),
        key=lambda number: -sum(regel.rader[number].nycklar.get(name) == value for name, value in keys.items()),
    )
    first, second = sorted((shared[0], shared[1] if len(shared) > 1 else shared[0]))
    return Radfel("K340", first, second, f"Ingen rad gäller {named}", "Lägg till en rad för det.")


def ask(sak: Sak) -> list[Uppgift]:
    """Return the value that the bands measure, the other keys, and what the amounts are per."""
    rows = sak.regel.rader
    asked: list[Uppgift] = []
    unit = _unit(sak.regel)
    if unit is not None and sak.regel.efter:
        asked.append(Uppgift(sak.regel.efter, "storhet", sak.regel.efter, som=unit))
    for name in dict.fromkeys(name for row in rows for name in row.nycklar):
        allowed = dict.fromkeys(row.nycklar[name] for row in rows if row.nycklar.get(name, ALLA) != ALLA)
        asked.append(word(name, f"{name} som gäller", allowed))
    if not asked:
        asked.append(word(RAD, "vilken rad i tabellen", dict.fromkeys(row.galler for row in rows)))
    units = dict.fromkeys(u for row in rows if isinstance(row.varde, Storhet) for u in units_below(row.varde))
    taken = {name for item in asked for name in item.namnen}
    return [*asked, *(counted(u, f"antal {u.plural}", kravs=False) for u in units if u.plural not in taken)]


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return the amount of the row that applies; two where the source does not say which of them has its end."""
    case = single(cases)
    fitting, lead = _fitting(sak.regel, case)
    if not fitting:
        asked = ", ".join(f"{name} {say(value)}" for name, value in case.items())
        return [Utfall("ingen rad i tabellen gäller", "", (*lead, Rad(f"Tabellen har ingen rad för {asked}.")))]
    found = [_of_row(row, case, lead) for row in fitting]
    if len(found) == 1:
        return found
    if sak.regel.granser not in OPEN:
        names = " och ".join(f"”{row.galler}”" for row in fitting)
        raise RegelFel("K341", f"Flera rader gäller: {names}", "Rätta tabellen så att bara en rad gäller.")
    value = case.get(sak.regel.efter or "")
    shown = say(value) if isinstance(value, Storhet) else ""
    return [
        Utfall(item.varde, f"om {shown} hör till ”{row.galler}”", item.rader)
        for row, item in zip(fitting, found, strict=True)
    ]


def _fitting(regel: Regel, case: Last) -> tuple[list[Tabellrad], list[Rad]]:
    """Return the rows that apply to a case, and the line that says how its value was read."""
    if RAD in case and not regel.efter:
        return [row for row in regel.rader if row.galler == case[RAD]], []
    rows = [row for row in regel.rader if _matches(row, case)]
    value = case.get(regel.efter or "")
    if not isinstance(value, Storhet):
        return rows, []
    lead: list[Rad] = []
    if regel.granser == "till och med" and value.lag.denominator != 1:
        whole = Storhet(Fraction(floor(value.lag)), Fraction(floor(value.lag)), value.taljare, value.namnare)
        lead.append(Rad(f"{value} räknas som {whole}: raderna gäller hela tal", (value,), whole))
        value = whole
    return [row for row in rows if _inside(regel, row, value)], lead


def _matches(row: Tabellrad, case: Last) -> bool:
    return all(_same(wanted, str(case[name])) for name, wanted in row.nycklar.items() if name in case)


def _inside(regel: Regel, row: Tabellrad, value: Storhet) -> bool:
    size, low, high = value.bas[0], _base(row.fran), _base(row.till)
    if low is not None and size < low:
        return False
    return high is None or size < high or (size == high and regel.granser != "till men inte med")


def _of_row(row: Tabellrad, case: Last, lead: list[Rad]) -> Utfall:
    """Return what one row gives, times the quantities of the case; RegelFel K343 for an amount below nought."""
    if (fault := _below_nought(row)) is not None:
        raise fault
    value = row.varde
    chosen = Rad(f"Raden ”{row.galler}”: {say(value)}", (value,), value)
    if not isinstance(value, Storhet):
        answer_ = Okand("källan anger inte") if isinstance(value, Okand) else value
        return Utfall(answer_, "", (*lead, chosen))
    missing = [unit for unit in units_below(value) if unit.plural not in case and not is_time(unit)]
    if missing:
        raise Saknas(*(Saknat(unit.plural, unit.plural, f"antal {unit.plural}") for unit in missing))
    if not any(unit.plural in case for unit in units_below(value)):
        return Utfall(value, "", (*lead, chosen))
    total, rows = times_quantities(value, case)
    return Utfall(total, "", (*lead, chosen, *rows))
