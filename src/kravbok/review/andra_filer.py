"""Which files a branch changes beside records and templates: workflows, tools, settings of editors and of the forge."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from kravbok.git import Forrad, GitFel, Tradpost, is_blob, open_forrad
from kravbok.sources import MAX_PATH, File, is_hidden, read_one

__all__ = ["changed_files"]


def changed_files(projekt: Path, grund: str, commit: str) -> tuple[str, ...] | None:
    """Return the files that differ from `grund` in a commit, or in the work tree; None where git cannot tell.

    Paths are from the repository's top, since a project's workflows stand there. In the work tree only what git keeps
    track of is the branch's.
    """
    with open_forrad(projekt) as forrad:
        if forrad is None:
            return None
        try:
            old = {entry.path: entry for entry in forrad.whole_tree(grund)}
            found = _in_commit(forrad, old, commit) if commit else _in_folder(forrad, old, projekt)
            return tuple(map(_printable, sorted(path for path in found if _is_other(path, forrad.prefix))))
        except GitFel:
            return None


def _in_commit(forrad: Forrad, old: Mapping[str, Tradpost], commit: str) -> Iterator[str]:
    new = {entry.path: entry for entry in forrad.whole_tree(commit)}
    yield from (path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def _in_folder(forrad: Forrad, old: Mapping[str, Tradpost], projekt: Path) -> Iterator[str]:
    top = projekt.resolve()
    for _ in range(forrad.prefix.count("/")):
        top = top.parent
    rows = forrad.run("ls-files", "-z", "--cached", "--full-name").split(b"\0")[:-1]
    tracked = {row.decode("utf-8", "surrogateescape") for row in rows}
    for path in old.keys() | tracked:
        if _is_other(path, forrad.prefix) and not _is_as_it_was(forrad, old.get(path), top / path):
            yield path


def _is_as_it_was(forrad: Forrad, entry: Tradpost | None, place: Path) -> bool:
    """Whether a file holds what it did; what is not there is as it was if it was not there then."""
    if not os.path.lexists(place):
        return entry is None
    if entry is None:
        return False
    if place.is_symlink():
        return is_blob(forrad, os.fsencode(place.readlink()), entry.hash)
    read = read_one(place, "")
    return is_blob(forrad, read.data, entry.hash) if isinstance(read, File) else _is_as_large(entry, place)


def _is_as_large(entry: Tradpost, place: Path) -> bool:
    """Whether what is not read, for it is too large or a repository of its own, is of the same size as before."""
    return place.is_dir() if entry.mode == "160000" else place.is_file() and place.stat().st_size == entry.size


def _is_other(path: str, prefix: str) -> bool:
    """Whether a file is neither a record nor a template: those are told of by what they say."""
    own = path.removeprefix(prefix) if path.startswith(prefix) else ""
    if any(is_hidden(part) for part in own.split("/")):
        return True
    return not (own.startswith("mallar/") or (own.startswith("krav/") and own.endswith((".yaml", ".yml"))))


def _printable(path: str) -> str:
    """Return a path as words; one that is longer than any of a project's is cut off."""
    words = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return words if len(words) <= MAX_PATH else f"{words[:MAX_PATH]}…"
