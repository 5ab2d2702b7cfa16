"""The answer of a rule: lines of working, outcomes, what is missing, what the source does not say, and faults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kravbok.finding import Brist
from kravbok.model.enheter import KRONA, Enhet
from kravbok.model.storhet import Okand, Siffervarde, Storhet, format_tabell
from kravbok.swedish import format_date

__all__ = [
    "Rad", "RegelFel", "Saknat", "Utfall", "Utrakning", "Varde", "add", "count", "multiply", "number", "say",
    "unknown",
]  # fmt: skip

MANY = 12
"""So many figures are written out in a sum."""

ORE = 2
"""12,50 kr × 3 is 37,50 kr."""

Varde = Siffervarde | str
"""What a rule gives: a figure, a day, unknown, or words such as ”ingen rätt”."""


class RegelFel(Exception):
    """A case that cannot be calculated: code, what is wrong, and what to write instead; it becomes a Brist."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.fel = Brist(code, message, hint)


@dataclass(frozen=True, slots=True)
class Rad:
    """A line of working: the words, the figures that go into it and what comes out (None where nothing is computed)."""

    text: str
    led: tuple[Siffervarde, ...] = ()
    resultat: Varde | None = None


@dataclass(frozen=True, slots=True)
class Utfall:
    """What the rule gives, what that presumes (empty when nothing is open), and the working that leads there."""

    varde: Varde
    antar: str = ""
    rader: tuple[Rad, ...] = ()


@dataclass(frozen=True, slots=True)
class Saknat:
    """Something that must be known: its name as it is written in a case, its unit, and what it is in words."""

    namn: str
    enhet: str
    vad: str


@dataclass(frozen=True, slots=True)
class Utrakning:
    """The whole answer; where something is missing or wrong there are no outcomes."""

    slag: str
    utfall: tuple[Utfall, ...] = ()
    saknas: tuple[Saknat, ...] = ()
    kallan_anger_inte: tuple[str, ...] = ()
    fel: tuple[Brist, ...] = ()

    @property
    def gar(self) -> bool:
        """Whether there is an answer, be it that it is unknown."""
        return not self.saknas and not self.fel


def say(value: Varde) -> str:
    """Return a value as it is printed in working and answers."""
    if isinstance(value, str):
        return value
    return format_date(value) if isinstance(value, date) else format_tabell(value)


def unknown(what: str) -> Utfall:
    """Return the answer that a figure is not known, with the line that says so."""
    return Utfall(Okand("okänt"), "", (Rad(f"Källan anger inte {what}: det går inte att räkna."),))


def number(value: int | Fraction, *enheter: Enhet) -> Storhet:
    """Return a plain number of some unit."""
    return Storhet(Fraction(value), Fraction(value), enheter)


def count(enhet: Enhet) -> Storhet:
    """Return one of a unit."""
    return number(1, enhet)


def multiply(figures: list[Storhet], lead: str = "") -> tuple[Storhet, Rad]:
    """Return the product of figures and its line of working, after some words that say what it is."""
    product = figures[0]
    for figure in figures[1:]:
        product *= figure
    if any(ORE in figure.decimaler for figure in figures) and KRONA in product.taljare:
        product = replace(product, decimaler=(ORE, ORE))
    words = " × ".join(map(str, figures))
    text = f"{lead}{words} = {product}" if len(figures) > 1 else f"{lead}{words}"
    return product, Rad(text, tuple(figures), product)


def add(figures: list[Storhet], lead: str = "Summa: ") -> tuple[Storhet, list[Rad]]:
    """Return the sum of figures and its line of working; one figure alone needs no line."""
    total = figures[0]
    for figure in figures[1:]:
        total += figure
    if len(figures) == 1:
        return total, []
    shown = " + ".join(map(str, figures)) if len(figures) <= MANY else f"{len(figures)} belopp"
    return total, [Rad(f"{lead}{shown} = {total}", tuple(figures), total)]
