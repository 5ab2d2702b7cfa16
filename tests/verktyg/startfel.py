"""Faults of new repositories, each made on purpose; one builder a code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kravbok.finding import Finding
from kravbok.start.projekt import check_folder, make_projekt
from kravbok.start.svar import Svar


def taken(folder: Path) -> list[Finding]:
    """A folder that has somebody's file in it."""
    (folder / "brev.txt").write_bytes(b"Hej!\n")
    found = check_folder(folder)
    return [found] if found else []


def unusable(_: Path) -> list[Finding]:
    """A name that would be an expression."""
    return make_projekt(Svar("Region {{ namn }}", "region", date(2026, 1, 1)))[1]


STARTFEL: dict[str, Callable[[Path], list[Finding]]] = {"K880": taken, "K881": unusable}
