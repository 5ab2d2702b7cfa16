"""Load and check a project: everything that is wrong with its records, in one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kravbok.checks import run_checks
from kravbok.checks.historik import check_historik
from kravbok.checks.kallor import check_kallor
from kravbok.checks.saknas import silence
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.sources import File, read_folder

__all__ = ["Underlag", "check_underlag", "gather"]


@dataclass(frozen=True, slots=True)
class Underlag:
    """What a run starts from: the files of krav/ and mallar/, and what was wrong with reading them."""

    krav: tuple[File, ...]
    mallar: tuple[File, ...]
    findings: tuple[Finding, ...]


def gather(projekt: Path, rev: str | None = None) -> Underlag:
    """Return the files of the work tree, or of a commit."""
    if rev is not None:
        from kravbok.git import read_commit

        files, findings = read_commit(projekt, rev)
    else:
        files, findings = read_folder(projekt, "krav")
        templates, faults = read_folder(projekt, "mallar")
        files, findings = files + templates, findings + faults
    krav = tuple(file for file in files if file.path.startswith("krav/"))
    return Underlag(krav, tuple(file for file in files if file.path.startswith("mallar/")), tuple(findings))


def check_underlag(
    underlag: Underlag, datum: date | None = None, kallor: Path | None = None, projekt: Path | None = None
) -> tuple[Register, list[Finding]]:
    """Return the register and all findings: of reading, each record, the whole, its history and its sources."""
    register, findings = load_register(underlag.krav)
    findings += [*underlag.findings, *run_checks(register, datum)]
    if projekt is not None and (projekt / ".git").exists():
        findings += check_historik(register, projekt)
    if kallor is not None:
        findings += silence(register, check_kallor(register, kallor))
    return register, sorted(set(findings))
