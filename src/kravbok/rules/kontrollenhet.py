"""Figures laid beside each other: in one unit, and in one period where only one of them is per time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kravbok.model.enheter import Enhet
from kravbok.model.storhet import Storhet, StorhetFel

__all__ = ["TIME", "bare", "factor_between", "in_units", "same_period"]

TIME = ("månad", "dag", "minut")
"""What a figure may be per that a claim leaves out: the bases of time."""

_POWERS = (10, 100, 1000)
_NEAR = Fraction(1, 20)
"""How near ten, a hundred or a thousand a ratio must lie to be called that: five percent."""


def in_units(figure: Storhet, like: Storhet) -> Storhet:
    """Return a figure in the units of another that measures the same."""
    one = Storhet(Fraction(1), Fraction(1), like.taljare, like.namnare).bas[0]
    return Storhet(figure.bas[0] / one, figure.bas[1] / one, like.taljare, like.namnare)


def same_period(result: Storhet, value: Storhet, plats: tuple[int, int]) -> tuple[Storhet, Storhet, Enhet | None]:
    """Return result and claim in one dimension; where only one is per time, that time is taken away and named."""
    if result.dimension == value.dimension:
        return result, value, None
    for first, second, turned in ((result, value, False), (value, result, True)):
        for unit in first.namnare:
            plain = bare(first, unit)
            if unit.bas in TIME and plain.dimension == second.dimension:
                return (second, plain, unit) if turned else (plain, second, unit)
    message = f"Formeln ger {result}, men påståendet är {value}"
    hint = "Enheterna ska vara lika; kontrollera formeln och påståendets värde."
    raise StorhetFel("storhet-olika-enheter", message, hint, plats[0], plats[1] - plats[0])


def bare(figure: Storhet, taken: Enhet | None) -> Storhet:
    """Return a figure without the unit of time that is taken away."""
    if taken is None or taken not in figure.namnare:
        return figure
    at = figure.namnare.index(taken)
    return replace(figure, namnare=figure.namnare[:at] + figure.namnare[at + 1 :])


def factor_between(value: Storhet, result: Storhet) -> Fraction | None:
    """Return ten, a hundred or a thousand (or one by it) when the claim is that many times the result."""
    if value.is_intervall or not result.bas[0] or not value.bas[0]:
        return None
    ratio = value.bas[0] / result.bas[0]
    for power in _POWERS:
        for factor in (Fraction(power), Fraction(1, power)):
            if abs(ratio / factor - 1) <= _NEAR:
                return factor
    return None
