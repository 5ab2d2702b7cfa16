"""A gap that is declared (`saknas`) silences the finding that it names, within the record or part that declares it."""

from __future__ import annotations

from collections.abc import Iterable

from kravbok.finding import Finding
from kravbok.register import Register

__all__ = ["silence"]


def silence(register: Register, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no declaration covers."""
    return list(findings)
