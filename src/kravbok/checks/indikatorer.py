"""Indicators on the day of the check: a target whose day has passed without an outcome (K365)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kravbok.finding import Finding, finding
from kravbok.register import Register
from kravbok.rules.indikator import overdue

__all__ = ["check_malens_dagar"]


def check_malens_dagar(register: Register, datum: date) -> Iterator[Finding]:
    """Yield a warning for each indicator whose target was to be reached before the day and has no outcome (K365)."""
    for indikator in register.indikatorer.values():
        if indikator.mal is not None and overdue(indikator, datum):
            message = f"Målet för {indikator.namn} skulle vara nått {indikator.mal.senast}, och inget utfall är känt"
            hint = "Skriv utfallet, eller anteckna ”utfall-saknas” under saknas med skälet."
            yield finding("K365", register.position(indikator, "mal", "senast"), message, hint)
