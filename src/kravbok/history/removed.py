"""The files of requirements that history removed and the work tree does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.git import Forrad, GitFel, open_forrad, read_changes
from kravbok.sources import MAX_YAML

__all__ = ["Borttagen", "read_holders", "read_removed"]

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


def read_holders(root: Path, rev: str, krav_id: str) -> dict[str, bytes]:
    """Return the files of a commit that hold an id; none when there is no such commit."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return {}
        try:
            paths = {item.path: item.hash for item in forrad.tree(forrad.commit(rev), ("krav",))}
            data = forrad.blobs((name for path, name in paths.items() if path.endswith(".yaml")), MAX_YAML)
        except GitFel:
            return {}
    own = krav_id.encode()
    return {path: data[name] for path, name in paths.items() if name in data and own in _ID.findall(data[name])}


def _removals(forrad: Forrad, here: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield path, blob and commit of each file that was removed, once for each content; one that was moved is here."""
    history = ("--parents", "--full-history", "HEAD", "--", f"{forrad.prefix}krav")
    rows = [line.split() for line in forrad.run("rev-list", *history).decode().splitlines()]
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2]  # what a merge removed, a commit before it did
    seen = set(here)
    for item in read_changes(forrad, pairs, "krav"):
        if not item.efter and item.fore not in seen:
            seen.add(item.fore)
            yield item.path, item.fore, item.commit
