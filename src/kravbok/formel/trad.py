"""The tree of a formula: four kinds of frozen nodes, each knowing where in the text it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kravbok.model.storhet import Storhet

__all__ = ["Led", "Minus", "Namn", "Rakning", "Tal", "Tecken", "is_sum", "names", "print_formel", "show_formel"]

Tecken = Literal["+", "-", "*", "/"]
Plats = tuple[int, int]

_STYRKA: dict[Tecken, int] = {"+": 1, "-": 1, "*": 2, "/": 2}
_TRYCKT: dict[Tecken, str] = {"+": " + ", "-": " − ", "*": " · ", "/": " / "}


@dataclass(frozen=True, slots=True)
class Namn:
    """The name of a given value."""

    namn: str
    plats: Plats = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Tal:
    """A figure that stands in the formula itself."""

    varde: Storhet
    plats: Plats = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Minus:
    """The value of a part with its sign turned."""

    av: Led
    plats: Plats = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Rakning:
    """Two parts and what is done with them."""

    tecken: Tecken
    vanster: Led
    hoger: Led
    plats: Plats = field(default=(0, 0), compare=False)


Led = Namn | Tal | Minus | Rakning


def names(led: Led) -> Iterator[Namn]:
    """Yield every name of a formula in order of reading, as often as it stands there."""
    match led:
        case Namn():
            yield led
        case Minus():
            yield from names(led.av)
        case Rakning():
            yield from names(led.vanster)
            yield from names(led.hoger)


def is_sum(led: Led) -> bool:
    """Whether a formula only adds: two or more parts, and nothing but plus between them."""
    return isinstance(led, Rakning) and led.tecken == "+" and all(_is_part(part) for part in (led.vanster, led.hoger))


def _is_part(led: Led) -> bool:
    return isinstance(led, Namn | Tal) or is_sum(led)


def print_formel(led: Led) -> str:
    """Return the formula as an editor writes it; reading it again gives the same tree."""
    return _printed(led, lambda tecken: f" {tecken} ", lambda name: name, "-")


def show_formel(led: Led, show: Callable[[str], str]) -> str:
    """Return the formula as it is read by people, each name replaced by what `show` says of it."""
    return _printed(led, lambda tecken: _TRYCKT[tecken], show, "−")


def _printed(led: Led, sign: Callable[[Tecken], str], show: Callable[[str], str], minus: str, strength: int = 0) -> str:
    """Return a part with the fewest parentheses that keep its meaning."""
    match led:
        case Namn():
            return show(led.namn)
        case Tal():
            return f"({led.varde})" if led.varde.lag < 0 else str(led.varde)
        case Minus():
            words = minus + _printed(led.av, sign, show, minus, 3)
            own = 2
        case Rakning():
            own = _STYRKA[led.tecken]
            left = _printed(led.vanster, sign, show, minus, own)
            words = left + sign(led.tecken) + _printed(led.hoger, sign, show, minus, own + 1)
    return f"({words})" if own < strength else words
