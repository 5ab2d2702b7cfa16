"""One change with money: what is declared of it, what its fees and volumes come to, and what is missing.

A change may be told of by several records; what they say of one amount counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kravbok.edition import Klausul
from kravbok.formel import Spann
from kravbok.model.bok import Bok
from kravbok.model.enheter import ENHETER
from kravbok.model.lydelse import Finansiering
from kravbok.model.storhet import Storhet, StorhetFel
from kravbok.register import Register
from kravbok.rules.kontroll import Dom, recompute
from kravbok.rules.kontrollvarden import approximate, show_figure
from kravbok.swedish import format_list

__all__ = ["Andrad", "Belopp", "Konsekvenspost", "Verkan", "gives_kronor", "make_poster", "mkr"]

MKR = (ENHETER["mkr"],)
_KRONA = (("krona", 1),)
_TIME = ("månad", "dag", "minut")


class Verkan(StrEnum):
    """What an item is to the sum."""

    RAKNAS = "räknas"
    AVSATT = "redan avsatt"
    ANNAN = "annan budget"
    OKAND = "går inte att räkna ut"


@dataclass(frozen=True, slots=True)
class Andrad:
    """A requirement that the later edition of a book holds in another wording, or that it alone holds."""

    bok: str
    fore: Klausul | None
    efter: Klausul

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.efter.id


@dataclass(frozen=True, slots=True)
class Belopp:
    """An amount in million kronor, what adds to the budget above nought, with its least and greatest."""

    varde: Storhet
    spann: Spann


@dataclass(frozen=True, slots=True)
class Volymkostnad:
    """A changed fee and its volume: (new − old) · volume, in kronor."""

    krav: str
    siffra: str
    gammal: Storhet
    ny: Storhet
    volym: Storhet
    spann: Spann


@dataclass(frozen=True, slots=True)
class Konsekvenspost:
    """One change and one budget: the records that tell of it, the amount, the working, and what is missing."""

    krav: tuple[str, ...]
    rubrik: str
    budget: str
    verkan: Verkan
    belopp: Belopp | None
    rader: tuple[str, ...] = ()
    luckor: tuple[str, ...] = ()
    domar: tuple[Dom, ...] = ()
    kostnader: tuple[Volymkostnad, ...] = ()


def make_poster(register: Register, bok: Bok, group: Sequence[Andrad]) -> Iterator[Konsekvenspost]:
    """Yield the items of one change: one for each budget and effect, or one that says what is missing."""
    money: dict[tuple[str, str], list[tuple[Andrad, Finansiering]]] = {}
    for item in group:
        fund = item.efter.lydelse.finansiering
        if fund is not None and fund.verkan is not None and isinstance(fund.belopp, Storhet):
            money.setdefault((fund.budget or item.bok, fund.verkan), []).append((item, fund))
    fees = tuple(_fees(group))
    for number, ((budget, effect), told) in enumerate(money.items()):
        yield _declared(register, bok, budget, effect, told, fees if not number else ())
    for item in group:
        if lost := _unsaid(item):
            yield replace(_item(bok, [item], _budget(item), None), luckor=(lost,))
    if not any(effect != "redan avsatt" for _, effect in money) and any(any(_changed_figures(item)) for item in group):
        yield _reckoned(bok, [item for item in group if any(_changed_figures(item))])


def _budget(item: Andrad) -> str:
    """Return the book whose budget a requirement's money is of."""
    fund = item.efter.lydelse.finansiering
    return (fund.budget if fund else None) or item.bok


def _item(bok: Bok, group: Sequence[Andrad], budget: str, belopp: Belopp | None) -> Konsekvenspost:
    """Return an item that is counted when it has an amount and its budget is the book's own."""
    own = budget == bok.id
    effect = (Verkan.RAKNAS if belopp is not None else Verkan.OKAND) if own else Verkan.ANNAN
    names = tuple(item.id for item in group)
    return Konsekvenspost(names, group[0].efter.lydelse.rubrik, budget, effect, belopp)


def _declared(
    register: Register,
    bok: Bok,
    budget: str,
    effect: str,
    told: Sequence[tuple[Andrad, Finansiering]],
    fees: tuple[str, ...],
) -> Konsekvenspost:
    """Return an item whose amount is declared; two records that say the same amount are counted once."""
    amounts = [_signed(fund, effect) for _, fund in told]
    distinct = [amount for number, amount in enumerate(amounts) if amount not in amounts[:number]]
    rows = [_tell(item, fund, effect) for item, fund in told]
    gaps: list[str] = []
    belopp = distinct[0] if distinct[0] is not None else None
    names = format_list([item.id for item, _ in told])
    if belopp is None:
        gaps.append(f"{names}: beloppet är inte i kronor")
    elif len(distinct) == 1 and len(told) > 1:
        rows.append(f"{names} berättar om samma belopp: det räknas en gång.")
    elif known := [amount for amount in distinct[1:] if amount is not None]:
        belopp = _widened(belopp, known)
        gaps.append(f"{names} anger olika belopp för samma ändring: det första räknas, de andra ger spannet")
    rows += [f"{row} Räknas inte för sig: ingår i beloppet." for row in fees]
    domar = tuple(_recomputed(register, told))
    for dom in domar:
        rows += [f"{dom.rakning.id}: {claim.mening}" for claim in dom.pastaenden]
        gaps += [f"{dom.rakning.id}: {name} är okänt" for name in dom.saknar]
    group = [item for item, _ in told]
    made = replace(_item(bok, group, budget, belopp), rader=tuple(rows), luckor=tuple(gaps), domar=domar)
    aside = effect == "redan avsatt" and made.verkan is Verkan.RAKNAS
    return replace(made, verkan=Verkan.AVSATT) if aside else made


def _tell(item: Andrad, fund: Finansiering, effect: str) -> str:
    about = "ca " if fund.ungefar == "ja" else ""
    words = "är redan avsatt" if effect == "redan avsatt" else f"{effect} budgeten"
    return f"{item.id}: {about}{fund.belopp} {words}."


def _signed(fund: Finansiering, effect: str) -> Belopp | None:
    """Return a declared amount in million kronor with its sign and its span; None when it is not money."""
    figure = mkr(fund.belopp)
    if figure is None:
        return None
    ends = _ends(fund.belopp, approximately=fund.ungefar == "ja")
    low, high = mkr(ends.lag) or figure, mkr(ends.hog) or figure
    return Belopp(-figure, Spann(-high, -low)) if effect == "lämnar" else Belopp(figure, Spann(low, high))


def _ends(figure: Storhet, *, approximately: bool) -> Spann:
    if figure.is_intervall:
        return Spann(replace(figure, hog=figure.lag), replace(figure, lag=figure.hog))
    plain = figure.without_grans()
    return approximate(plain) if approximately else Spann(plain, plain)


def _widened(belopp: Belopp, others: Sequence[Belopp]) -> Belopp:
    """Return an amount whose span holds the others too."""
    spans = [belopp.spann, *(other.spann for other in others)]
    return replace(belopp, spann=Spann(min(span.lag for span in spans), max(span.hog for span in spans)))


def mkr(figure: Storhet) -> Storhet | None:
    """Return an amount, or an amount per unit of time, in million kronor; a range by its middle; None if not money."""
    for unit in (None, *figure.namnare):
        rest = tuple(item for item in figure.namnare if item != unit)
        plain = replace(figure, namnare=rest, grans="") if unit is None or unit.bas in _TIME else figure
        if plain.dimension == _KRONA:
            middle = (plain.bas[0] + plain.bas[1]) / 2 / 10**6
            return Storhet(middle, middle, MKR)
    return None


def gives_kronor(fee: Storhet, volume: Storhet) -> bool:
    """Whether a fee times a volume is an amount, or an amount per unit of time."""
    dimension = dict(fee.dimension)
    for bas, power in volume.dimension:
        dimension[bas] = dimension.get(bas, 0) + power
    left = {bas: power for bas, power in dimension.items() if power and bas not in _TIME}
    return left == dict(_KRONA)


def _recomputed(register: Register, told: Sequence[tuple[Andrad, Finansiering]]) -> Iterator[Dom]:
    """Yield the recomputing of each kontrollräkning that the records point at, once."""
    for name in dict.fromkeys(fund.rakning for _, fund in told if fund.rakning):
        if (record := register.kontrollrakningar.get(name)) is not None:
            yield recompute(register, record)


def _changed_figures(item: Andrad) -> Iterator[tuple[str, Storhet | None, object]]:
    """Yield the fees and shares of a requirement that differ: name, the old figure, and the new as it stands."""
    lydelse = item.efter.lydelse
    before = item.fore.lydelse.siffror if item.fore else {}
    for name, figure in lydelse.siffror.items():
        if lydelse.typ == "ersättning" or name.startswith("avgift"):
            old = before.get(name)
            if old != figure or not isinstance(figure, Storhet):
                yield name, old if isinstance(old, Storhet) else None, figure


def _fees(group: Sequence[Andrad]) -> Iterator[str]:
    """Yield a sentence on each changed fee of a change."""
    for item in group:
        for name, old, new in _changed_figures(item):
            if isinstance(new, Storhet):
                yield f"{item.id}: {name} ändras från {old or 'okänt'} till {new}."


def _unsaid(item: Andrad) -> str:
    """Return what a declared funding lacks to be counted; nothing when it can be, or when its volume is there."""
    fund = item.efter.lydelse.finansiering
    if fund is None or (isinstance(fund.belopp, Storhet) and fund.verkan is not None):
        return ""
    if isinstance(fund.belopp, Storhet):
        return f"{item.id}: {fund.belopp}, men posten säger inte om de tillförs eller lämnar budgeten (verkan)"
    return "" if isinstance(fund.volym, Storhet) else f"{item.id}: beloppet saknas (”{fund.belopp}”)"


def _reckoned(bok: Bok, group: Sequence[Andrad]) -> Konsekvenspost:
    """Return an item whose amount comes from changed fees and their volumes, with a gap for each that lacks one."""
    rows: list[str] = []
    gaps: list[str] = []
    costs: list[Volymkostnad] = []
    for item in group:
        for name, old, new in _changed_figures(item):
            cost = _cost(item, name, old, new)
            if isinstance(cost, Volymkostnad):
                costs.append(cost)
                product = show_figure((cost.ny - cost.gammal) * cost.volym)
                rows.append(f"{item.id}: ({cost.ny} − {cost.gammal}) · {cost.volym} = {product}")
            else:
                gaps.append(f"{item.id}: {cost}")
    made = _item(bok, group, _budget(group[0]), _total(costs))
    return replace(made, rader=tuple(rows), luckor=tuple(gaps), kostnader=tuple(costs))


def _cost(item: Andrad, name: str, old: Storhet | None, new: object) -> Volymkostnad | str:
    """Return what a changed fee comes to with its volume, or which value is missing."""
    if not isinstance(new, Storhet):
        return f"värdet på {name} är okänt"
    if not any(bas == "krona" for bas, _ in new.dimension):
        return f"{name} ändras från {old or 'okänt'} till {new}, men summan som den räknas på saknas"
    if old is None:
        return f"{name} är {new}, men beloppet före saknas"
    fund = item.efter.lydelse.finansiering
    volume = fund.volym if fund is not None else None
    if fund is None or not isinstance(volume, Storhet):
        return f"{name} ändras från {old} till {new}, men volymen saknas"
    return _times_volume(Volymkostnad(item.id, name, old, new, *_middle(volume, fund)))


def _middle(volume: Storhet, fund: Finansiering) -> tuple[Storhet, Spann]:
    """Return a volume as one figure, and its span."""
    number = (volume.lag + volume.hog) / 2
    return replace(volume, lag=number, hog=number, grans=""), _ends(volume, approximately=fund.ungefar == "ja")


def _times_volume(cost: Volymkostnad) -> Volymkostnad | str:
    """Return the cost again when it comes to kronor, or why it does not."""
    try:
        if mkr((cost.ny - cost.gammal) * cost.volym) is not None:
            return cost
    except StorhetFel as fault:
        return f"{cost.siffra} går inte att räkna med volymen {cost.volym}: {fault.message}"
    return f"{cost.siffra} i {cost.ny} blir inte kronor med volymen {cost.volym}"


def _total(costs: Sequence[Volymkostnad]) -> Belopp | None:
    """Return the sum of the reckoned costs, or None when nothing could be reckoned."""
    if not costs:
        return None
    value = low = high = Storhet(Fraction(0), Fraction(0), MKR)
    for cost in costs:
        step = cost.ny - cost.gammal
        middle, first, last = (mkr(step * volume) or low for volume in (cost.volym, cost.spann.lag, cost.spann.hog))
        value, low, high = value + middle, low + min(first, last), high + max(first, last)
    return Belopp(value, Spann(low, high))
