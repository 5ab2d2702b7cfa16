"""New ids, minted in one place: one more than the highest number that the work tree and git have used in a series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.git import GitFel, open_forrad
from kravbok.sources import MAX_YAML, File

__all__ = ["SERIE", "Nummer", "next_number"]

SERIE = re.compile(r"[A-Z]{2,5}-[A-Z]{2,10}")
_LAST = 999


@dataclass(frozen=True, slots=True)
class Nummer:
    """A free id (None when the series is full), and whether all of git's history was there to look in."""

    id: str | None
    hela_historiken: bool


def next_number(projekt: Path, files: Iterable[File], serie: str) -> Nummer:
    """Return the next id of a series such as HV-PAF; a number that history has taken away is never used again.

    All branches that git has here count, so that two editors who fetch do not mint the same id.
    """
    pattern = re.compile(rf"(?<![A-Z0-9-]){re.escape(serie)}-([0-9]{{3}})(?![0-9])")
    texts = [f"{file.path}\n{file.data.decode('utf-8', 'replace')}" for file in files]
    past, whole = _past(projekt)
    used = {int(number) for text in (*texts, *past) for number in _own(pattern, text)}
    following = max(used, default=0) + 1
    return Nummer(f"{serie}-{following:03}" if following <= _LAST else None, whole)


def _own(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield the numbers of a file's name and of its lines that say what a record's id is."""
    name, *lines = text.splitlines()
    for line in (name, *(line for line in lines if line.lstrip("- ").startswith("id:"))):
        yield from pattern.findall(line)


def _past(projekt: Path) -> tuple[list[str], bool]:
    """Return name and text of every record file that git remembers, and whether it remembers all."""
    with open_forrad(projekt) as forrad:
        if forrad is None:
            return [], True
        try:
            listed = forrad.run("rev-list", "--objects", "--all", "--", f"{forrad.prefix}krav").decode(
                "utf-8", "replace"
            )
            rows = [line.partition(" ") for line in listed.splitlines()]
            names = {digest: path for digest, _, path in rows if path.endswith(".yaml")}
            data = forrad.blobs(names, MAX_YAML)
            shallow = bool(forrad.shallow())
        except GitFel:
            return [], False
    return [f"{names[digest]}\n{found.decode('utf-8', 'replace')}" for digest, found in data.items()], not shallow
