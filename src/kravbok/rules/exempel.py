"""Worked examples: whether what one says is what the rule of its own wording gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kravbok.model.lydelse import Exempel, Lydelse
from kravbok.model.storhet import Okand, Storhet, StorhetFel, format_tabell, parse_storhet
from kravbok.rules.svar import Utrakning, Varde, say

__all__ = ["agrees", "cases_of", "said"]

OR = " eller "
_BLANKS = str.maketrans({"\N{NO-BREAK SPACE}": " "})


def cases_of(lydelse: Lydelse, example: Exempel) -> tuple[Mapping[str, str], ...]:
    """Return the cases of an example; a value that is the name of a figure of the wording is that figure."""
    figures = {name: format_tabell(value) for name, value in lydelse.siffror.items()}
    return tuple({name: figures.get(value, value) for name, value in case.items()} for case in example.fall)


def agrees(ger: str, found: Utrakning) -> bool:
    """Whether an example names just what the rule gives; several outcomes are parted by ”eller”."""
    wanted = [part.strip() for part in ger.split(OR)]
    values = [item.varde for item in found.utfall]
    return all(any(_same(part, value) for value in values) for part in wanted) and all(
        any(_same(part, value) for part in wanted) for value in values
    )


def said(found: Utrakning) -> str:
    """Return what the rule gives, as an example writes it."""
    return OR.join(_written(item.varde) for item in found.utfall)


def _written(value: Varde) -> str:
    return value.isoformat() if isinstance(value, date) else say(value)


def _same(text: str, value: Varde) -> bool:
    """Whether a text says a value: 13 tkr is 13 000 kr, and one way of not knowing is as good as another."""
    if isinstance(value, str):
        return _plain(text) == _plain(value)
    try:
        figure = parse_storhet(text)
    except StorhetFel:
        return False
    if isinstance(value, Okand) or isinstance(figure, Okand):
        return isinstance(value, Okand) and isinstance(figure, Okand)
    if isinstance(value, Storhet) and isinstance(figure, Storhet):
        return value == figure
    return value == figure


def _plain(text: str) -> str:
    return " ".join(text.translate(_BLANKS).casefold().rstrip(".").split())
