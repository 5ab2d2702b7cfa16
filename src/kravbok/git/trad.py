"""What differs between the trees of commits, read from the tree objects themselves.

`git diff-tree` is not asked: it reads the index, which may start a program that the repository names (core.fsmonitor),
and it gathers all of a difference before it says any of it, so a tree that holds itself many times over has no end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kravbok.git.forrad import Forrad, GitFel
from kravbok.sources import MAX_FILES, MAX_LEVELS

__all__ = ["Filandring", "read_changes"]

_TREE = "40000"
_FILES = ("100644", "100755", "100664")
_TOO_MANY = GitFel(
    f"En ändring i git rör fler än {MAX_FILES} filer i mappen krav", "Ta bort det som inte hör till böckerna."
)

Rad = tuple[str, bytes, str]
"""An entry of a tree: mode, name and object."""


@dataclass(frozen=True, slots=True)
class Filandring:
    """A file that differs between two commits: the later one, the path from the project, and the blobs.

    A blob is empty where there is no ordinary file.
    """

    commit: str
    path: str
    fore: str
    efter: str


def read_changes(
    forrad: Forrad, pairs: Sequence[tuple[str, str]], folder: str, suffix: str = ".yaml"
) -> Iterator[Filandring]:
    """Yield the files in a folder that differ between each commit and the one before it (empty for none)."""
    roots = _roots(forrad, [name for pair in pairs for name in pair if name], folder)
    trees = _read_trees(forrad, set(roots.values()) - {""})
    for commit, before in pairs:
        differing = _differ(trees, roots.get(before, ""), roots[commit], folder)
        for number, (path, fore, efter) in enumerate(differing):
            if number > MAX_FILES:
                raise _TOO_MANY
            if path.endswith(suffix) and (fore or efter):
                yield Filandring(commit, path, fore, efter)


def _roots(forrad: Forrad, commits: Sequence[str], folder: str) -> dict[str, str]:
    """Return the tree of the folder in each commit; empty where it has none."""
    names = list(dict.fromkeys(commits))
    given = "".join(f"{name}:{forrad.prefix}{folder}\n" for name in names).encode("utf-8", "surrogateescape")
    rows = forrad.run("cat-file", "--batch-check=%(objecttype) %(objectname)", given=given).splitlines()
    return {
        name: row.split()[1].decode() if row.startswith(b"tree ") else "" for name, row in zip(names, rows, strict=True)
    }


def _read_trees(forrad: Forrad, names: set[str]) -> Mapping[str, frozenset[Rad]]:
    """Return the entries of trees and of those in them, each read once, as deep as records may stand."""
    trees: dict[str, frozenset[Rad]] = {}
    for _ in range(MAX_LEVELS + 1):
        below: set[str] = set()
        for name, data in forrad.objects("tree", sorted(names)):
            trees[name] = _entries(data, len(name) // 2)
            below |= {row[2] for row in trees[name] if row[0] == _TREE}
        names = below - trees.keys()
        if not names:
            break
    return trees


def _entries(data: bytes, width: int) -> frozenset[Rad]:
    found = re.findall(rb"([0-7]+) ([^\0]+)\0(.{%d})" % width, data, re.DOTALL)
    return frozenset((mode.decode(), name, digest.hex()) for mode, name, digest in found if not name.startswith(b"."))


def _differ(trees: Mapping[str, frozenset[Rad]], before: str, after: str, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield path and blobs of each file or folder that differs between two trees, in order of name."""
    old, new = trees.get(before, frozenset()), trees.get(after, frozenset())
    was = {name: (mode, digest) for mode, name, digest in old - new}
    now = {name: (mode, digest) for mode, name, digest in new - old}
    for name in sorted(was.keys() | now.keys()):
        (old_mode, old_hash), (new_mode, new_hash) = was.get(name, ("", "")), now.get(name, ("", ""))
        below = f"{path}/{name.decode('utf-8', 'surrogateescape')}"
        if _TREE in (old_mode, new_mode):
            yield from _differ(
                trees, old_hash if old_mode == _TREE else "", new_hash if new_mode == _TREE else "", below
            )
        yield below, old_hash if old_mode in _FILES else "", new_hash if new_mode in _FILES else ""
