"""What git remembers of two requirements with one id: when each came, on which side, and what that side wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kravbok.git import Forrad, GitFel
from kravbok.sources import MAX_YAML

__all__ = [
    "Ankomst", "Sidor", "find_ankomst", "find_intagen", "find_publika", "find_sidor", "mentions", "read_konflikter",
]  # fmt: skip

_MAIN = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master")
_MERGES = ("MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD")
"""What git calls the commit that it is taking in, for as long as it waits for the editor."""


_LATER, _LAST = 1 << 30, 1 << 31
"""Places after every commit: what is being taken in, and what is in no commit."""


@dataclass(frozen=True, slots=True, order=True)
class Ankomst:
    """When a file came: its place on HEAD's line of first parents, and the commit that brought it there.

    What is being merged comes after all commits, by git's name for it; what is in no commit comes last and has none.
    """

    plats: int
    commit: str


@dataclass(frozen=True, slots=True)
class Sidor:
    """The lines that mention an id, by file, on the side that came first and on the one that came later.

    `linje` says that they are one line of history: the later side then has all that the first one has.
    """

    tidig: Mapping[str, frozenset[str]]
    sen: Mapping[str, frozenset[str]]
    linje: bool

    def owner(self, path: str, line: str) -> str | None:
        """Return whose words a line is, "tidig" or "sen"; None where that cannot be known."""
        early = line.strip() in self.tidig.get(path, ())
        late = line.strip() in self.sen.get(path, ())
        if early and (self.linje or not late):
            return "tidig"
        return "sen" if late and not early else None


def mentions(krav_id: str) -> re.Pattern[str]:
    """Return what finds an id where it stands for a requirement, not as a part of another id."""
    return re.compile(rf"(?<![A-Za-z0-9-]){re.escape(krav_id)}(?![A-Za-z0-9]|-[0-9A-Z])")


def read_konflikter(forrad: Forrad) -> dict[str, tuple[bytes, bytes]]:
    """Return each file that both sides of a merge have added, by path, as ours and as theirs."""
    stages: dict[str, dict[str, str]] = {}
    for row in forrad.run("ls-files", "--unmerged", "-z", "--full-name", f"{forrad.prefix}krav").split(b"\0")[:-1]:
        about, _, name = row.decode("utf-8", "surrogateescape").partition("\t")
        _, digest, stage = about.split()
        stages.setdefault(name.removeprefix(forrad.prefix), {})[stage] = digest
    added = {path: (found["2"], found["3"]) for path, found in stages.items() if found.keys() == {"2", "3"}}
    data = forrad.blobs((name for pair in added.values() for name in pair), MAX_YAML)
    return {path: (data[one], data[two]) for path, (one, two) in added.items() if one in data and two in data}


def find_publika(forrad: Forrad) -> Mapping[str, bytes]:
    """Return the requirement files that colleagues already have: those of the main branch as it was last fetched."""
    for name in _MAIN:
        try:
            commit = forrad.commit(name)
        except GitFel:
            continue
        return _read_posts(forrad, commit, lambda path: path.endswith(".yaml"))
    return {}


def _read_posts(forrad: Forrad, commit: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the wanted files that a commit has below krav/, by path."""
    names = {entry.path: entry.hash for entry in forrad.tree(commit, ("krav",)) if wanted(entry.path)}
    data = forrad.blobs(names.values(), MAX_YAML)
    return {path: data[name] for path, name in names.items() if name in data}


def find_ankomst(forrad: Forrad, path: str) -> Ankomst:
    """Return when a file came, for the last time if it has been away.

    GitFel where a shallow clone does not go back to that day.
    """
    if not _holds(forrad, "HEAD", path):
        intagen = find_intagen(forrad, path)
        return Ankomst(_LATER if intagen else _LAST, intagen)
    line = forrad.run("rev-list", "--first-parent", "--reverse", "HEAD").decode().split()
    own = ("--first-parent", "--reverse", "HEAD", "--", f"{forrad.prefix}{path}")
    came = forrad.run("rev-list", *own).decode().split()
    added = next(commit for commit in reversed(came) if not _holds(forrad, f"{commit}^", path))
    if added in forrad.shallow():
        raise GitFel("klonen är grund och går inte så långt tillbaka", "Kör git fetch --unshallow, och försök igen.")
    return Ankomst(line.index(added), added)


def find_intagen(forrad: Forrad, path: str) -> str:
    """Return git's name for the commit that is being taken in and has a file; empty when none is."""
    return next((name for name in _MERGES if _holds(forrad, name, path)), "")


def _holds(forrad: Forrad, rev: str, path: str) -> bool:
    try:
        return bool(forrad.run("rev-parse", "--verify", "--quiet", f"{rev}:{forrad.prefix}{path}"))
    except GitFel:
        return False


def find_sidor(forrad: Forrad, sen: Ankomst, path: str, krav_id: str, files: Iterable[str]) -> Sidor:
    """Return what the two sides say of an id in some files; the later side is what brought `path`."""
    parents = _parents(forrad, sen.commit)
    merged = [rev for rev in parents[1:] if _holds(forrad, rev, path)]
    early = parents[0] if parents else "HEAD"
    late = merged[0] if merged else sen.commit
    wanted = set(files)
    return Sidor(_said(forrad, early, krav_id, wanted), _said(forrad, late, krav_id, wanted), not merged)


def _parents(forrad: Forrad, commit: str) -> list[str]:
    """Return the commits before one; those of the merge that is being made are HEAD and what is taken in."""
    if commit in _MERGES:
        return ["HEAD", commit]
    return forrad.run("rev-list", "--parents", "--no-walk", commit).decode().split()[1:] if commit else []


def _said(forrad: Forrad, rev: str, krav_id: str, files: set[str]) -> dict[str, frozenset[str]]:
    """Return the lines of a commit's files that mention an id, without their indent."""
    if not rev:
        return {}
    pattern = mentions(krav_id)
    posts = _read_posts(forrad, forrad.commit(rev), files.__contains__)
    return {
        path: frozenset(line.strip() for line in data.decode("utf-8", "replace").splitlines() if pattern.search(line))
        for path, data in posts.items()
    }
