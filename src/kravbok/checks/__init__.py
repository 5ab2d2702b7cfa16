"""Rules that span records: each takes the register and yields findings; the tuple below is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kravbok.checks.saknas import silence
from kravbok.checks.sprak import check_sprak
from kravbok.checks.textfel import check_texter
from kravbok.checks.ursprung import check_belagg, check_citatlangd, check_dokument
from kravbok.finding import Finding
from kravbok.register import Register

__all__ = ["RULES", "Rule", "run_checks"]

Rule = Callable[[Register], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    check_dokument,
    check_belagg,
    check_citatlangd,
    check_texter,
    check_sprak,
)


def run_checks(register: Register, datum: date | None = None) -> list[Finding]:
    """Return what the rules find, less what is declared missing; `datum` is the only clock (None: no rule of the day)."""
    found = [item for rule in RULES for item in rule(register)]
    return sorted(silence(register, found))
