"""Belopp per tid: a rate times a time, evaluated per the named units, capped there and then summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kravbok.model.enheter import Enhet, scale
from kravbok.model.storhet import Storhet
from kravbok.model.tid import is_unknown
from kravbok.rules.fall import Last, Uppgift, counted, word
from kravbok.rules.sak import Sak, Saknas, cap, figure, is_time, unit_of, units_below
from kravbok.rules.svar import Rad, RegelFel, Saknat, Utfall, add, count, multiply, number
from kravbok.swedish import capitalize

__all__ = ["answer", "ask", "check_units"]

Sort = Literal["räknas hel", "räknas inte", "räknas del"]
_SORTER: tuple[Sort, ...] = ("räknas hel", "räknas inte", "räknas del")
_ETT = frozenset({"år", "dygn", "kvartal", "kalenderår"})
_DEL = {"räknas hel": "räknas hel", "räknas inte": "inte räknas", "räknas del": "räknas till den del som gått"}


@dataclass(frozen=True, slots=True)
class Enskild:
    """What is counted for itself: its name in the working, its time, how many there are of the like, the rest."""

    namn: str
    tid: Storhet
    antal: tuple[Storhet, ...]
    ovrigt: tuple[Storhet, ...]


def ask(sak: Sak) -> list[Uppgift]:
    """Return what must be known: the time, and which of the units each case is about; RegelFel K343 for no ceiling."""
    _check_amounts(sak)
    sats, tid = sak.storhet("sats"), _time(sak)
    asked = [counted(tid, "hur lång tid")]
    for name in _per(sak):
        asked.append(word(name, f"{name} som fallet gäller", kravs=False))
        unit = unit_of(name)
        if unit is not None and unit.plural != unit.singular:
            asked.append(Uppgift(unit.plural, "antal", f"antal {unit.plural}", unit, kravs=False))
    rest = [unit for unit in units_below(sats) if unit != tid and unit.singular not in _per(sak)]
    return [*asked, *(counted(unit, f"antal {unit.plural}") for unit in rest)]


def _check_amounts(sak: Sak) -> None:
    sak.check_amounts("sats", "tak")
    tak = sak.known("tak")
    if tak is not None and tak.is_intervall:
        hint = "Skriv taket som ett enda belopp. Bedömer regionen beloppet är slaget bedömning."
        raise RegelFel("K343", f"Taket {tak} är ett intervall", hint)


def _per(sak: Sak) -> tuple[str, ...]:
    """Return the units that the amount is evaluated for one by one; the time itself is none of them."""
    tid = _time(sak)
    return tuple(name for name in sak.regel.per if unit_of(name) != tid)


def _time(sak: Sak) -> Enhet:
    sats = sak.storhet("sats")
    for unit in sats.namnare:
        if is_time(unit):
            return unit
    raise RegelFel("K343", f"Satsen {sats} är inte per tid", "Skriv t.ex. 1 000 kr/person/vecka.")


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return the amount; where a period is not whole and the source is silent, one for each way of counting it."""
    tid = _time(sak)
    own = _single_out(sak, cases, tid)
    way = sak.regel.paborjad_vecka
    whole = all(item.tid.lag.denominator == 1 for item in own)
    if whole or not (way is None or is_unknown(way)):
        return [_total(sak, own, "räknas del" if whole else way, "")]  # type: ignore[arg-type]
    begun = f"ett påbörjat {tid.singular}" if tid.singular in _ETT else f"en påbörjad {tid.singular}"
    return [_total(sak, own, sort, f"om {begun} {_DEL[sort]}") for sort in _SORTER]


def check_units(sak: Sak) -> None:
    """Raise RegelFel K343 where the cap is of another kind than what it caps."""
    sats, tid = sak.storhet("sats"), _time(sak)
    rest = tuple(count(unit) for unit in units_below(sats) if unit != tid)
    _one(sak, Enskild("", count(tid), (), rest), "räknas del")


def _single_out(sak: Sak, cases: list[Last], tid: Enhet) -> list[Enskild]:
    """Return what is counted for itself; times of the same person and occasion are put together first."""
    per = _per(sak)
    keys = [tuple(case.get(name) for name in per) for case in cases]
    _check_apart(per, keys)
    own: dict[tuple[object, ...], Enskild] = {}
    for key, case in zip(keys, cases, strict=True):
        before = own.get(key)
        time = _in_unit(figure(case, tid.plural), tid)
        names = [f"{name} {value}" for name, value in zip(per, key, strict=True) if value is not None]
        own[key] = Enskild(
            ", ".join(names),
            before.tid + time if before else time,
            _counts(per, case),
            _rest(sak, case, tid),
        )
        if before and (before.antal, before.ovrigt) != (own[key].antal, own[key].ovrigt):
            raise RegelFel(
                "K371", f"{', '.join(names)} har olika antal i två fall", "Skriv samma antal, eller dela upp."
            )
    return list(own.values())


def _check_apart(per: tuple[str, ...], keys: Sequence[tuple[object, ...]]) -> None:
    """Stop cases that may or may not be of the same person and occasion: the cap makes it matter."""
    seen = {key for key in keys if None not in key}
    vague = [key for key in keys if None in key]
    if len(keys) == 1 or not vague:
        return
    for number_, key in enumerate(vague):
        others = [*seen, *vague[:number_]]
        if any(all(a is None or b is None or a == b for a, b in zip(key, other, strict=True)) for other in others):
            names = [name for name, value in zip(per, key, strict=True) if value is None]
            raise Saknas(
                *(
                    Saknat(name, "ett namn", f"{name} som varje fall gäller, så att taket räknas för rätt fall")
                    for name in names
                )
            )


def _counts(per: tuple[str, ...], case: Last) -> tuple[Storhet, ...]:
    units = (unit_of(name) for name in per)
    plurals = [unit.plural for unit in units if unit is not None and unit.plural != unit.singular]
    return tuple(figure(case, name) for name in plurals if name in case)


def _rest(sak: Sak, case: Last, tid: Enhet) -> tuple[Storhet, ...]:
    """Return the other counts of a case and one of each named unit, so that the units of the rate are used up."""
    below = [unit for unit in sak.storhet("sats").namnare if unit != tid]
    return tuple(
        count(unit) if unit.singular in _per(sak) else figure(case, unit.plural) for unit in dict.fromkeys(below)
    )


def _in_unit(time: Storhet, unit: Enhet) -> Storhet:
    return number(time.bas[0] / scale((unit,), ()), unit)


def _total(sak: Sak, own: list[Enskild], way: Sort, presumes: str) -> Utfall:
    rows: list[Rad] = []
    amounts = []
    for item in own:
        amount, lines = _one(sak, item, way)
        rows += lines
        amounts.append(amount)
    total, lines = add(amounts)
    return Utfall(total, presumes, (*rows, *lines))


def _one(sak: Sak, item: Enskild, way: Sort) -> tuple[Storhet, list[Rad]]:
    """Return what one of them comes to, capped, with its working."""
    lead = f"{capitalize(item.namn)}: " if item.namn else ""
    time, rows = _counted_time(item.tid, way, lead)
    amount, row = multiply([sak.storhet("sats"), time, *item.ovrigt], lead)
    rows.append(row)
    if sak.regel.tak is not None:
        tak = sak.storhet("tak")
        one = [count(unit) for unit in tak.namnare if unit.singular in _per(sak)]
        limit, _ = multiply([tak, *one])
        capped = cap(amount, limit)
        words = "under taket" if capped == amount else f"taket gäller, {capped}"
        rows.append(Rad(f"{lead}högst {tak.without_grans()}: {words}", (amount, tak), capped))
        amount = capped
    for many in item.antal:
        multiplier = number(many.lag)
        product = amount * multiplier
        rows.append(Rad(f"{lead}{amount} för var och en × {many} = {product}", (amount, many), product))
        amount = product
    return amount, rows


def _counted_time(time: Storhet, way: Sort, lead: str) -> tuple[Storhet, list[Rad]]:
    """Return the time as it is counted, with a line where that is not as long as it was."""
    exact = time.lag
    if exact.denominator == 1 or way == "räknas del":
        return time, []
    whole = Fraction(exact.numerator // exact.denominator + (way == "räknas hel"))
    counted_ = number(whole, *time.taljare)
    return counted_, [Rad(f"{lead}{time} räknas som {counted_}", (time,), counted_)]
