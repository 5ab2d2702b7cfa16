"""The day that a commit was made, as its committer's own clock had it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from kravbok.git.forrad import GitFel, open_forrad

__all__ = ["commit_day"]


def commit_day(root: Path, commit: str) -> date | None:
    """Return the day of a commit; None where it is not known."""
    with open_forrad(root) as forrad, suppress(GitFel, ValueError, IndexError):
        if forrad is not None and commit:
            said = forrad.run("rev-list", "--max-count=1", "--format=%cs", commit).decode()
            return date.fromisoformat(said.split("\n")[1].strip())
    return None
