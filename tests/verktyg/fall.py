"""The small valid project in tests/cases/grund, with files laid over it: what a check of the whole then finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from kravbok.check import check_underlag
from kravbok.finding import Finding
from kravbok.sources import File, read_folder
from kravbok.underlag import Underlag

GRUND = Path(__file__).parents[1] / "cases" / "grund"
KALLOR = GRUND / "kallor"
DATUM = date(2026, 1, 1)


@cache
def base() -> dict[str, bytes]:
    """The files of the valid project by path."""
    files, findings = read_folder(GRUND, "krav")
    assert not findings
    return {file.path: file.data for file in files}


def check(files: Mapping[str, bytes | None], *, kallor: Path | None = None) -> list[Finding]:
    """What is found in the valid project with these files laid over it; None takes a file away."""
    whole = {path: data for path, data in {**base(), **files}.items() if data is not None}
    krav = tuple(File(path, data) for path, data in sorted(whole.items()))
    return check_underlag(Underlag(krav, (), ()), DATUM, kallor)[1]


def places(findings: list[Finding]) -> list[str]:
    """Each finding as ”KOD path:line:column”, in order."""
    return [f"{item.code} {item.position}" for item in findings]
