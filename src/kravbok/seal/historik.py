"""What git remembers of the seals: how each first stood, which commit changed it, and which broke a sealed edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kravbok.edition import make_utgivning
from kravbok.git import Forrad, GitFel, GitSaknas, open_forrad, read_changes, read_commit
from kravbok.loader import load_register
from kravbok.seal.avvikelse import compare
from kravbok.seal.forsegling import FOLDER, Forsegling
from kravbok.seal.innehall import Innehall, read_innehall

__all__ = ["Minne", "find_commits", "read_minne"]

_MAX_SEAL = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spar:
    """A seal's track: the commit that brought it, how it then stood, and the commit after which it stands otherwise."""

    commit: str
    data: bytes
    andrad: str = ""


@dataclass(frozen=True, slots=True)
class Minne:
    """What git remembers of the seals by path, and whether that is all (a shallow clone begins somewhere)."""

    spar: dict[str, Spar] = field(default_factory=dict)
    helt: bool = True


def read_minne(root: Path, rev: str = "HEAD") -> Minne:
    """Return what git remembers up to a revision; nothing outside git or before the first commit."""
    with open_forrad(root) as forrad:
        try:
            commit = forrad.commit(rev) if forrad else ""
        except GitSaknas:
            return Minne(helt=False)
        except GitFel:
            commit = ""
        try:
            return _read(forrad, commit) if forrad and commit else Minne()
        except GitFel:
            return Minne(helt=False)


def _read(forrad: Forrad, commit: str) -> Minne:
    found: dict[str, list[tuple[str, str]]] = {}
    for item in read_changes(forrad, _touching(forrad, commit), FOLDER, ".json"):
        found.setdefault(item.path, []).append((item.efter, item.commit))
    first = {path: next(item for item in rows if item[0]) for path, rows in found.items() if any(b for b, _ in rows)}
    data = forrad.blobs((blob for blob, _ in first.values()), _MAX_SEAL)
    spar = {path: Spar(name, data.get(blob, b""), _changed(found[path], blob)) for path, (blob, name) in first.items()}
    return Minne(spar, not forrad.shallow())


def _touching(forrad: Forrad, commit: str) -> list[tuple[str, str]]:
    """Return each commit that touched a seal, the oldest first, with every commit before it (empty for none)."""
    order = ("--parents", "--full-history", "--topo-order", "--reverse")
    answer = forrad.run("rev-list", *order, commit, "--", f"{forrad.prefix}{FOLDER}").decode()
    rows = [line.split() for line in answer.splitlines()]
    return [(row[0], parent) for row in rows for parent in (row[1:] or [""])]


def _changed(rows: Sequence[tuple[str, str]], blob: str) -> str:
    """Return the commit since which a seal is not as it first stood; empty when it last was."""
    since = ""
    for other, commit in rows:
        since = "" if other == blob else since or commit
    return since


def find_commits(root: Path, rev: str, sealed_in: str, seal: Forsegling, posts: Sequence[str]) -> dict[str, str]:
    """Return the commit after which each record was no longer as sealed; none for a change that is not committed."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return {}
        broken = _broken_at(root, seal)
        try:
            head = forrad.commit(rev)
            found = {post: _first(forrad, sealed_in, head, _contains(broken, post)) for post in posts}
        except GitFel:
            return {}
    return {post: commit for post, commit in found.items() if commit}


def _contains(broken: Callable[[str], frozenset[str]], post: str) -> Callable[[str], bool]:
    def is_broken(commit: str) -> bool:
        return post in broken(commit)

    return is_broken


def _broken_at(root: Path, seal: Forsegling) -> Callable[[str], frozenset[str]]:
    """Return what tells which records were not as sealed at a commit; none where the records cannot be read."""
    sealed: Innehall = seal.innehall

    @cache
    def broken(commit: str) -> frozenset[str]:
        files, _ = read_commit(root, commit, ("krav",))
        register, _ = load_register(files)
        bok = register.bocker.get(seal.bok)
        upplaga = next((item for item in bok.upplagor if item.id == seal.upplaga), None) if bok else None
        if bok is None or upplaga is None or bok.organisation not in register.organisationer or register.unread:
            return frozenset()
        return frozenset(item.post for item in compare(sealed, read_innehall(make_utgivning(register, bok, upplaga))))

    return broken


def _first(forrad: Forrad, start: str, end: str, is_broken: Callable[[str], bool]) -> str:
    """Return the commit from `start` to `end` that broke something, by halving; of a merge, the commit behind it."""
    if not is_broken(end):
        return ""
    if is_broken(start):
        return start
    span = ("--first-parent", "--reverse", f"{start}..{end}", "--", f"{forrad.prefix}krav")
    commits = [start, *forrad.run("rev-list", *span).decode().split(), end]
    low, high = 0, len(commits) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_broken(commits[middle]) else (middle, high)
    parents = forrad.run("rev-list", "--parents", "--max-count=1", commits[high]).decode().split()[1:]
    side = next((name for name in parents[1:] if is_broken(name)), "")
    return _first(forrad, commits[low], side, is_broken) if side and commits[low] != side else commits[high]
