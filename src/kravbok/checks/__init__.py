"""Rules that span records: each takes the register and yields findings; the tuple below is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kravbok.checks.saknas import silence
from kravbok.finding import Finding
from kravbok.register import Register

__all__ = ["RULES", "Rule", "run_checks"]

Rule = Callable[[Register], Iterator[Finding]]

RULES: tuple[Rule, ...] = ()


def run_checks(register: Register, datum: date | None = None) -> list[Finding]:
    """Return what the rules find, less what is declared missing; `datum` is the only clock (None: no rule of the day)."""
    found = [item for rule in RULES for item in rule(register)]
    return sorted(silence(register, found))
