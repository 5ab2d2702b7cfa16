"""What is asked of every kind of rule: the rule, its figures, and the faults that stop a calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kravbok.model.enheter import ENHETER, Enhet, scale
from kravbok.model.regel import Regel
from kravbok.model.storhet import Okand, Siffervarde, Storhet
from kravbok.model.tid import is_unknown
from kravbok.rules.fall import Last, Uppgift, counted
from kravbok.rules.svar import RegelFel, Saknat

__all__ = [
    "TID",
    "Oklart",
    "Sak",
    "Saknas",
    "below_nought",
    "cap",
    "day_in",
    "figure",
    "is_time",
    "quantities",
    "single",
    "unit_of",
    "units_below",
]

TID = frozenset({"minut", "dag", "månad", "arbetsdag", "arbetsvecka", "kalenderår"})
"""The bases of units that measure time."""

_VAD = {
    "sats": "satsen",
    "tak": "taket",
    "belopp": "beloppet",
    "andel": "andelen",
    "inom": "fristen",
    "minst": "nivån",
    "hogst": "den högsta nivån",
    "nar": "måldagen",
}


class Saknas(Exception):
    """What must be known before there is an answer."""

    def __init__(self, *what: Saknat) -> None:
        super().__init__()
        self.what = what


class Oklart(Exception):
    """A figure of the rule that nobody knows, in words: then nothing can be computed."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Sak:
    """A rule with its figures, and the id of its requirement."""

    regel: Regel
    siffror: Mapping[str, Siffervarde]
    krav: str = ""

    def value(self, key: str) -> Siffervarde | None:
        """Return the figure that a key of the rule names; None where the rule has no such key."""
        name = getattr(self.regel, key)
        if name is None:
            return None
        return Okand(name) if is_unknown(name) else self.siffror.get(name, Okand("okänt"))

    def storhet(self, key: str) -> Storhet:
        """Return a figure that must be there; Oklart when it is not known, RegelFel K343 when it is a day."""
        value = self.value(key)
        if isinstance(value, Storhet):
            return value
        if isinstance(value, date):
            raise RegelFel("K343", f"Regelns {key} är en dag: {value}", "Peka ut en siffra med tal och enhet.")
        raise Oklart(_VAD[key])

    def known(self, key: str) -> Storhet | None:
        """Return a figure that may be there, or None."""
        value = self.value(key)
        return value if isinstance(value, Storhet) else None

    def check_amounts(self, *keys: str) -> None:
        """Raise RegelFel K343 for an amount that is, or can be, below nought, and for a cap that is no ceiling."""
        for key in keys:
            value = self.known(key)
            if value is not None and value.lag < 0:
                raise below_nought(value)
            if value is not None and key == "tak" and value.grans in ("minst", "mer än"):
                hint = "Skriv taket som ett belopp, t.ex. högst 10 000 kr."
                raise RegelFel("K343", f"Taket {value} säger inte vad som är det högsta beloppet", hint)


def below_nought(value: Storhet) -> RegelFel:
    """Return the fault of an amount below nought."""
    return RegelFel(
        "K343", f"Beloppet {value} är mindre än noll", "Skriv det utan minus: texten säger vem som betalar."
    )


def is_time(enhet: Enhet) -> bool:
    """Whether a unit measures time."""
    return enhet.bas in TID


def units_below(value: Storhet) -> tuple[Enhet, ...]:
    """Return what a figure is per, each unit once."""
    return tuple(dict.fromkeys(value.namnare))


def quantities(value: Storhet, *, demand: bool = True) -> list[Uppgift]:
    """Return the questions how many of what a figure is per; time may be left out, for then the answer is per time."""
    return [counted(unit, f"antal {unit.plural}", kravs=demand and not is_time(unit)) for unit in units_below(value)]


def figure(case: Last, name: str) -> Storhet:
    """Return a figure of a case that is known to be there."""
    value = case[name]
    if not isinstance(value, Storhet):
        raise TypeError(name)
    return value


def day_in(case: Last, name: str) -> date:
    """Return a day of a case that is known to be there."""
    value = case[name]
    if not isinstance(value, date):
        raise TypeError(name)
    return value


def single(cases: list[Last]) -> Last:
    """Return the only case; RegelFel K371 where there are several."""
    if len(cases) > 1:
        raise RegelFel("K371", "Regeln räknas på ett fall i taget", "Skriv ett enda --fall.")
    return cases[0]


def cap(value: Storhet, tak: Storhet) -> Storhet:
    """Return a figure, at most the cap; what is at least so much lies between that and the cap."""
    if value.dimension != tak.dimension:
        message = f"Beloppet {value} och taket {tak} har olika enheter"
        raise RegelFel("K343", message, "Lägg till det som skiljer under per, eller rätta siffrornas enheter.")
    limit = tak.without_grans()
    most = limit.bas[1] / scale(value.taljare, value.namnare)
    if value.lag >= most:
        return limit
    if value.grans in ("minst", "mer än"):
        return replace(value, hog=most, grans="")
    return value if value.hog <= most else replace(value, hog=most)


def unit_of(name: str) -> Enhet | None:
    """Return the unit that a word names, or None."""
    return ENHETER.get(name.casefold())
