"""Faults of time and history: a builder for each of K802–K807, on the repository of ten commits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kravbok.finding import Finding
from kravbok.history import commit_at, read_past, split_range
from kravbok.history.liv import read_liv
from kravbok.tidpunkt import find_sida
from verktyg.gitrepo import git
from verktyg.grund import register_with
from verktyg.tio import make_tio


def only(found: object) -> list[Finding]:
    """The finding that was to be the answer."""
    assert isinstance(found, Finding), found
    return [found]


def shallow(folder: Path) -> Path:
    """A clone that has the last two commits."""
    make_tio(folder / "a")
    git(folder, "clone", "-q", "--depth", "2", f"file://{folder}/a", "b")
    return folder / "b"


def unreadable(folder: Path) -> list[Finding]:
    tio = make_tio(folder / "a")
    past = read_past(tio.root, tio.commits[7])
    assert not isinstance(past, Finding)
    return list(past.findings)


TIDSFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K802": lambda _: only(find_sida(register_with(), "provbok@2022-02-01")),
    "K803": lambda folder: only(commit_at(make_tio(folder / "a").root, date(2020, 11, 30))),
    "K804": lambda folder: only(commit_at(shallow(folder), date(2022, 3, 14))),
    "K805": unreadable,
    "K806": lambda _: only(split_range("v1...v2")),
    "K807": lambda folder: list(read_liv(shallow(folder), "PR-PAF-002", None).findings),
}
