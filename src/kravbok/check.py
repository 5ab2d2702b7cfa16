"""Load and check a project: everything that is wrong with its records, in one run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kravbok.checks import run_checks
from kravbok.checks.arkivet import check_arkivet
from kravbok.checks.forseglingar import check_forseglingar
from kravbok.checks.historik import check_git, check_historik
from kravbok.checks.kallor import check_kallor
from kravbok.checks.saknas import silence
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.underlag import Underlag

__all__ = ["check_underlag"]


def check_underlag(
    underlag: Underlag,
    datum: date | None = None,
    kallor: Path | None = None,
    projekt: Path | None = None,
    rev: str | None = None,
) -> tuple[Register, list[Finding]]:
    """Return the register and all findings: of reading, records, the whole, history, seals, store and sources."""
    register, findings = load_register(underlag.krav, underlag.lasning)
    findings += [*underlag.findings, *run_checks(register, datum)]
    if projekt is not None:
        findings += [*check_git(projekt), *check_historik(register, projekt)]
    findings += check_forseglingar(register, projekt, rev or "HEAD")
    findings += check_arkivet(register, underlag.arkiv, projekt, rev or "HEAD")
    if kallor is not None:
        findings += silence(register, check_kallor(register, kallor))
    return register, sorted(set(findings))
