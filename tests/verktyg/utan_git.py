"""A machine without git: what the command finds there in a project that lies in git."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from verktyg.bygge import copy_project
from verktyg.gitrepo import commit

__all__ = ["UTAN_GIT", "run_without_git"]


def run_without_git(projekt: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command does in a folder where nothing is in PATH."""
    return subprocess.run(
        [sys.executable, "-m", "kravbok", *arguments],
        cwd=projekt, env={**os.environ, "PATH": str(projekt / "tom"), "NO_COLOR": "1"}, capture_output=True,
        encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def without_git(folder: Path) -> list[Finding]:
    """What kontrollera warns of in a repository on a machine without git."""
    commit(copy_project("grund", folder / "projekt"), {})
    done = run_without_git(folder / "projekt", "kontrollera", "--datum", "2022-01-01", "--format", "json")
    rows = [row for row in json.loads(done.stdout)["fynd"] if row["allvar"] != "upplysning"]
    return [finding(row["kod"], Position(row["fil"], row["rad"]), row["meddelande"], row["hjalp"]) for row in rows]


UTAN_GIT: dict[str, Callable[[Path], list[Finding]]] = {"K885": without_git}
