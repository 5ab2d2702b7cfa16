"""The files of requirements that history removed and the work tree does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kravbok.git import Forrad, GitFel, open_forrad
from kravbok.sources import MAX_YAML

__all__ = ["Borttagen", "read_removed"]

_ID = re.compile(rb"""^id:[ \t]*["']?([A-Z]{2,5}-[A-Z]{2,10}-[0-9]{3})""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Borttagen:
    """A file that a commit removed: its path and bytes as they were, and the commit."""

    path: str
    data: bytes
    commit: str


def read_removed(root: Path, ids: frozenset[str]) -> list[Borttagen]:
    """Return each file with one of the ids that a commit removed from krav/; nothing from a shallow clone."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return []
        try:
            if forrad.shallow():
                return []
            here = {entry.hash for entry in forrad.tree(forrad.commit("HEAD"), ("krav",))}
            removals = list(_removals(forrad, here))
            data = forrad.blobs((name for _, name, _ in removals), MAX_YAML)
        except GitFel:
            return []
    found = [Borttagen(path, data[name], commit) for path, name, commit in removals if name in data]
    return [item for item in found if any(match.decode() in ids for match in _ID.findall(item.data))]


def _removals(forrad: Forrad, here: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield path, blob and commit of each file that was removed, once for each content; one that was moved is here."""
    folder = f"{forrad.prefix}krav"
    commits = forrad.run("rev-list", "--full-history", "HEAD", "--", folder)
    rows = forrad.run(
        "diff-tree", "--stdin", "-r", "-z", "--no-renames", "--diff-filter=D", "--", folder, given=commits
    ).split(b"\0")
    seen = set(here)
    commit = ""
    for about, following in pairwise(rows):
        if not about.startswith(b":"):
            commit = about.decode() if re.fullmatch(rb"[0-9a-f]{40,64}", about) else commit
            continue
        name, path = about.split()[2].decode(), following.decode("utf-8", "replace").removeprefix(forrad.prefix)
        if path.endswith(".yaml") and name not in seen:
            seen.add(name)
            yield path, name, commit
