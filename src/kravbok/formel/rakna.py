"""Reckoning a formula: exactly with units, and over spans, where a value is known only to lie between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from kravbok.formel.trad import Led, Minus, Namn, Rakning, Tal
from kravbok.model.storhet import Storhet, StorhetFel

__all__ = ["MAX_LOOSE", "Spann", "corners", "evaluate", "is_gentle", "reach"]

MAX_LOOSE = 6
"""Values that may be known as spans at once: the formula is reckoned once for each of their 64 corners."""


@dataclass(frozen=True, slots=True)
class Spann:
    """Two exact figures that a value lies between."""

    lag: Storhet
    hog: Storhet

    @property
    def is_single(self) -> bool:
        """Whether both ends are one."""
        return self.lag == self.hog

    def meets(self, other: Spann) -> bool:
        """Whether the two have a value in common."""
        return self.lag <= other.hog and other.lag <= self.hog


def evaluate(led: Led, values: Mapping[str, Storhet]) -> Storhet:
    """Return what a formula comes to; StorhetFel, with the place in the formula, for units that do not go together."""
    match led:
        case Namn():
            return values[led.namn]
        case Tal():
            return led.varde
        case Minus():
            return -evaluate(led.av, values)
        case Rakning():
            left, right = evaluate(led.vanster, values), evaluate(led.hoger, values)
            try:
                return _reckon(led.tecken, left, right)
            except StorhetFel as fault:
                start, end = led.plats
                raise StorhetFel(fault.kod, fault.message, fault.hint, start, end - start) from None


def _reckon(tecken: str, left: Storhet, right: Storhet) -> Storhet:
    match tecken:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def reach(led: Led, values: Mapping[str, Storhet], spans: Mapping[str, Spann]) -> Spann | None:
    """Return the least and the greatest that a formula can come to, or None when the corners do not decide it.

    A formula where each loose value stands at most once above and once below the line is monotone in it between its
    poles; so its extremes are at the corners, as long as no divisor changes its sign between them.
    """
    loose = {name: span for name, span in spans.items() if not span.is_single}
    values = {**values, **{name: span.lag for name, span in spans.items()}}
    if not is_gentle(led, loose):
        return None
    results: list[Storhet] = []
    divisors: set[tuple[bool, ...]] = set()
    for corner in corners(loose):
        here = {**values, **corner}
        try:
            divisors.add(tuple(_divisor_signs(led, here)))
            results.append(evaluate(led, here))
        except StorhetFel:  # a divisor that is nought there; units were settled when the formula itself was reckoned
            return None
        if len(divisors) > 1:
            return None
    return Spann(min(results, key=_size), max(results, key=_size))


def _size(figure: Storhet) -> Fraction:
    return figure.bas[0]


def corners(spans: Mapping[str, Spann]) -> Iterator[dict[str, Storhet]]:
    """Yield every choice of one end for each span."""
    for ends in product(*((span.lag, span.hog) for span in spans.values())):
        yield dict(zip(spans, ends, strict=True))


def is_gentle(led: Led, loose: Mapping[str, Spann]) -> bool:
    """Whether the corners of these values decide the extremes: few enough, and none in square above or below."""
    return len(loose) <= MAX_LOOSE and all(max(_powers(led, name)) <= 1 for name in loose)


def _powers(led: Led, name: str) -> tuple[int, int]:
    """Return the greatest power of a name above and below the line, once the formula is one fraction."""
    match led:
        case Namn():
            return int(led.namn == name), 0
        case Tal():
            return 0, 0
        case Minus():
            return _powers(led.av, name)
        case Rakning():
            (over, under), (more, below) = _powers(led.vanster, name), _powers(led.hoger, name)
            match led.tecken:
                case "*":
                    return over + more, under + below
                case "/":
                    return over + below, under + more
                case _:
                    return max(over + below, more + under), under + below


def _divisor_signs(led: Led, values: Mapping[str, Storhet]) -> Iterator[bool]:
    """Yield the sign of each divisor in a formula."""
    match led:
        case Minus():
            yield from _divisor_signs(led.av, values)
        case Rakning():
            yield from _divisor_signs(led.vanster, values)
            yield from _divisor_signs(led.hoger, values)
            if led.tecken == "/":
                yield evaluate(led.hoger, values).lag > 0
