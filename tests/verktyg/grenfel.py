"""Faults of branches: a builder for each code, in real repositories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kravbok.finding import Finding
from kravbok.review import read_lage
from verktyg.gitrepo import commit, git


def stranger(folder: Path) -> list[Finding]:
    """A branch that shares no commit with main."""
    commit(folder, {"krav/kravbok.yaml": 'format: "1"\n'})
    git(folder, "checkout", "-q", "--orphan", "egen")
    git(folder, "commit", "-q", "-m", "börja om")
    found = read_lage(folder, "main")
    return [found] if isinstance(found, Finding) else []


GRENFEL: dict[str, Callable[[Path], list[Finding]]] = {"K870": stranger}
