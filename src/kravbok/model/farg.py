"""Colours as #rrggbb: contrast by WCAG 2.2, and the nearest colour of the same hue that has enough of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from kravbok.model.fel import ModellFel

if TYPE_CHECKING:
    from coloraide import Color

__all__ = ["Farg", "contrast", "contrast_words", "lowest", "nearest_passing"]

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 256


def _check_colour(value: str) -> str:
    if _HEX.fullmatch(value) is None:
        hint = 'Skriv sex siffror 0–9 och a–f efter #, inom citattecken: "#00567a".'
        raise ModellFel("K837", f"”{value[:40]}” är ingen färg", hint)
    return value.lower()


Farg = Annotated[str, AfterValidator(_check_colour)]


def _read(colour: str) -> Color:
    from coloraide import Color

    return Color(colour)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    return _read(one).contrast(_read(other), method="wcag21")


def contrast_words(ratio: float) -> str:
    """Return a contrast with two decimals, cut and not rounded: what is under a limit is shown under it."""
    whole = int(ratio * 100 + 1e-6)  # so that 21 is 21 though a float falls short of it
    return f"{whole // 100},{whole % 100:02d}:1"


def lowest(colour: str, others: Iterable[str]) -> tuple[float, str]:
    """Return the lowest contrast of a colour with others, and the one that gives it."""
    return min((contrast(colour, other), other) for other in others)


def nearest_passing(colour: str, others: tuple[str, ...], limit: float) -> str | None:
    """Return the colour itself, or the nearest of its hue that has the contrast with all others; None if none has.

    Only the lightness of OKLCH is moved, and what leaves sRGB loses chroma: the eye still sees the same hue.
    """
    if lowest(colour, others)[0] >= limit:
        return colour
    start = _read(colour).convert("oklch")
    found = {step: _moved(start, step) for step in _passing(start, others, limit)}
    return found[min(found, key=lambda step: (abs(step), step))] if found else None


def _moved(start: Color, step: int) -> str:
    lightness = min(1.0, max(0.0, start["lightness"] + step / _STEPS))
    return start.clone().set("lightness", lightness).convert("srgb").fit(method="oklch-chroma").to_string(hex=True)


def _passing(start: Color, others: tuple[str, ...], limit: float) -> Iterable[int]:
    """Yield the first step down and the first step up at which the colour passes."""
    down, up = int(start["lightness"] * _STEPS) + 1, int((1 - start["lightness"]) * _STEPS) + 1
    for steps in (range(-1, -down - 1, -1), range(1, up + 1)):
        place = bisect_left(steps, True, key=lambda step: lowest(_moved(start, step), others)[0] >= limit)
        if place < len(steps):
            yield steps[place]
