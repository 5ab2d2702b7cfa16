"""The register as it stood at a commit, and which commit stood on a day; always ”enligt git”.

A day ends at midnight UTC. A commit counts from the latest day on its line of first parents up to itself: one whose day
is set back stands on later ones and cannot have stood before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kravbok.finding import Allvar, Finding, Position, finding
from kravbok.git import Forrad, GitFel, open_forrad, read_tree
from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.swedish import format_date

__all__ = ["Past", "commit_at", "day_of", "read_past", "split_range"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_799
"""The last second that a day can be told of: the end of the year 9999."""


@dataclass(frozen=True)
class Past:
    """The register as it stood at a commit: the commit's full hash and day (UTC), and what could not be read."""

    register: Register
    commit: str
    datum: date
    findings: tuple[Finding, ...] = ()

    @property
    def namn(self) -> str:
        """The past in words, marked as git's: ”enligt git 14 mars 2022 (commit 1a2b3c4d5e)”."""
        return f"enligt git {format_date(self.datum)} (commit {self.commit[:10]})"


def read_past(projekt: Path, rev: str) -> Past | Finding:
    """Return the register as it stood at a commit, without its templates; a finding when there is no such commit."""
    with open_forrad(projekt) as forrad:
        if forrad is None:
            return _outside()
        try:
            commit = forrad.commit(rev)
            seconds = int(forrad.run("rev-list", "--no-walk", "--timestamp", commit).split()[0])
            files, faults = read_tree(forrad, commit, ("krav",))
        except GitFel as error:
            return finding("K801", Position("krav"), error.message, error.hint)
    register, unread = load_register(files)
    return Past(register, commit, day_of(seconds), tuple(_then([*faults, *unread], commit)))


def _outside() -> Finding:
    return finding(
        "K801", Position("krav"), "Mappen ligger inte i git", "Kör git init, eller fråga utan --rev och --vid."
    )


def _then(found: list[Finding], commit: str) -> Iterator[Finding]:
    """Yield, for each file, the first thing in it that today's program does not read, as a finding on the commit."""
    faults = [item for item in sorted(found) if item.severity is Allvar.FEL]
    first: dict[str, Finding] = {}
    for item in faults:
        first.setdefault(item.position.path, item)
    for path, item in first.items():
        others = sum(other.position.path == path for other in faults) - 1
        more = f" (och {others} fel till)" if others else ""
        message = f"I commit {commit[:10]}: {item.message}{more} [{item.code}]"
        hint = "Det som står i filen är inte med i svaret; resten är det."
        yield replace(item, code="K805", message=message, hint=hint)


def day_of(seconds: int) -> date:
    """Return the day, in UTC, of a commit's second; one that no calendar has is the last day there is."""
    return (_EPOCH + timedelta(seconds=min(max(seconds, 0), _LAST))).date()


def commit_at(projekt: Path, dag: date, rev: str = "HEAD") -> str | Finding:
    """Return the commit that stood at the end of a day (UTC) by the first-parent history of a revision."""
    with open_forrad(projekt) as forrad:
        if forrad is None:
            return _outside()
        try:
            rows = _first_parents(forrad, rev)
            shallow = forrad.shallow()
        except GitFel as error:
            return finding("K801", Position("krav"), error.message, error.hint)
    stood, latest = "", date.min
    for seconds, commit in reversed(rows):
        latest = max(latest, day_of(seconds))
        if latest > dag:
            break
        stood = commit
    if stood:
        return stood
    seconds, oldest = rows[-1]
    return _too_early(dag, day_of(seconds), oldest, shallow=oldest in shallow)


def _first_parents(forrad: Forrad, rev: str) -> list[tuple[int, str]]:
    """Return second and hash of the commits on a revision's first-parent line, the newest first."""
    rows = forrad.run("rev-list", "--first-parent", "--timestamp", forrad.commit(rev)).decode().splitlines()
    return [(int(seconds), commit) for seconds, commit in (row.split() for row in rows)]


def _too_early(dag: date, first: date, oldest: str, *, shallow: bool) -> Finding:
    """Return that git knows nothing of a day: before the history, or before where a shallow clone begins."""
    where = f"{format_date(first)} (commit {oldest[:10]})"
    if shallow:
        message = f"Den här klonen är grund och börjar {where}; den vet inget om {format_date(dag)}"
        return finding("K804", Position("krav"), message, "Hämta hela historiken: git fetch --unshallow.")
    message = f"Historiken i git börjar {where}; den vet inget om {format_date(dag)}"
    return finding("K803", Position("krav"), message, f"Fråga efter en dag från och med {first.isoformat()}.")


def split_range(text: str) -> tuple[str, str] | Finding:
    """Return the two revisions of A..B; an end left out is HEAD, as in git."""
    before, dots, after = text.partition("..")
    if not dots or after.startswith(".") or ".." in after or not (before or after):
        message = f"”{text[:60]}” är inte två versioner"
        return finding("K806", Position("krav"), message, "Skriv A..B med två punkter, t.ex. v2021.1..main.")
    return before or "HEAD", after or "HEAD"
