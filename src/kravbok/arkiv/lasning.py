"""What lies in the store, by path; a file is opened only when somebody asks what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from kravbok.git import lfs_sum, list_commit, read_blob
from kravbok.sources import MAX_FILES, list_folder, read_one

__all__ = ["ARKIV", "MOST", "Arkivfil", "digests", "list_arkiv", "store_path"]

ARKIV = "arkiv"
"""The project's folder of sealed files."""

MOST = 32 * 1024 * 1024
"""The largest file that the store holds, in bytes; a book of a thousand requirements is a tenth of it as PDF."""


@dataclass(frozen=True)
class Arkivfil:
    """A file of the store: its path from the project's folder, and what reads it."""

    path: str
    read: Callable[[], bytes | Finding]

    @cached_property
    def hash(self) -> str | Finding:
        """The SHA-256 of what it holds, or why it cannot be read."""
        data = self.read()
        return data if isinstance(data, Finding) else hashlib.sha256(data).hexdigest()

    @property
    def pointer(self) -> str:
        """The SHA-256 of the file that a Git LFS pointer stands for; empty when this is no pointer."""
        data = self.read()
        return "" if isinstance(data, Finding) else lfs_sum(data)


def store_path(bok: str, upplaga: str) -> str:
    """Return where an edition's files are stored, from the project's folder."""
    return f"{ARKIV}/{bok}/{upplaga}"


def list_arkiv(projekt: Path, rev: str | None = None) -> tuple[list[Arkivfil], list[Finding]]:
    """Return the files in the store of the work tree or of a commit, and a finding for each that is not one to read."""
    if rev is not None:
        entries, findings = list_commit(projekt, rev, ARKIV, MOST)
        return [Arkivfil(entry.path, partial(read_blob, projekt, entry)) for entry in entries], findings
    found = list(_in_folder(projekt))
    files = [item for item in found if isinstance(item, Arkivfil)]
    return files[:MAX_FILES], [*(item for item in found if isinstance(item, Finding)), *_too_many(files)]


def digests(files: Iterable[Arkivfil]) -> Iterator[bytes]:
    """Yield paths and checksums, as parts of a key; for a file that cannot be read its fault, which is never a sum."""
    for file in files:
        yield file.path.encode()
        total = file.hash
        yield (f"{total.code} {total.message}" if isinstance(total, Finding) else total).encode()


def _in_folder(projekt: Path) -> Iterator[Arkivfil | Finding]:
    if (projekt / ARKIV).is_symlink():
        yield finding("K005", Position(ARKIV), "Här ligger en symbolisk länk", "Lägg mappen själv här.")
        return
    for entry in list_folder(projekt, ARKIV):
        yield entry if isinstance(entry, Finding) else Arkivfil(entry[1], partial(_read, *entry))


def _read(place: Path, path: str) -> bytes | Finding:
    file = read_one(place, path, MOST)
    return file if isinstance(file, Finding) else file.data


def _too_many(files: list[Arkivfil]) -> Iterator[Finding]:
    if len(files) > MAX_FILES:
        yield finding("K002", Position(ARKIV), f"Mappen har fler än {MAX_FILES} filer", "Ta bort det som inte hör hit.")
