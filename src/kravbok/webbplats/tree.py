"""The site's folder under way: only what has changed is written, and the rest is taken over from earlier builds.

Two whole folders stand from before: the last build's, which stays as it is until the new one is finished, and the one
before that, kept in the cache as a spare. The spare is brought up to date and becomes the new folder, so that the
thousands of folders of a large site are not made and removed again each time. A file is taken over only when its inode,
size and time are those that were noted when it was written; anything else is written anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kravbok.cache import Summor, files_below

__all__ = ["Row", "Tree", "claim_spare", "keep_spare"]

Row = tuple[str, str, int, int, int]
"""A file that was written: its name, its SHA-256, and its inode, size and time."""


@dataclass
class Tree:
    """A folder being filled: `root` is new and gets what is written, `old` is the last build's, `spare` is used up.

    `files` are the names with the SHA-256 of all that shall be in it, whether written or taken over.
    """

    root: Path
    old: Path
    spare: Path | None
    summor: Summor
    files: dict[str, str] = field(default_factory=dict)
    written: list[Row] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)

    @cached_property
    def spared(self) -> dict[str, str]:
        """The files of the spare that stand as they were written, with their SHA-256."""
        found = files_below(str(self.spare)) if self.spare is not None else ()
        # lstat, for the entry itself has no inode on Windows
        return {name: self.summor.known(os.lstat(entry.path)) for name, entry in found}

    def take(self, name: str, digest: str) -> bool:
        """Take a file over from an earlier build if one has it with this content."""
        if self.spared.get(name) != digest and not self._link(name, digest):
            return False
        self.files[name] = digest
        return True

    def put(self, name: str, data: bytes) -> None:
        """Give a file its content: it is written unless an earlier build has it so."""
        digest = hashlib.sha256(data).hexdigest()
        if self.take(name, digest):
            return
        self._make_folder(name)
        with suppress(FileNotFoundError):
            if name in self.files or os.path.lexists(f"{self.root}/{name}"):
                os.unlink(f"{self.root}/{name}")  # noqa: PTH108 - a link's other names keep their content
        with open(f"{self.root}/{name}", "xb") as stream:  # noqa: PTH123 - thousands of files
            stream.write(data)
            stream.flush()
            found = os.fstat(stream.fileno())
        self.files[name] = digest
        self.written.append((name, digest, found.st_ino, found.st_size, found.st_mtime_ns))
        self.summor.note(found, digest)

    def read(self, name: str) -> bytes:
        """Return a file as it stands, written or taken over."""
        folder = self.root if self.spared.get(name) != self.files[name] else self.spare
        with open(f"{folder}/{name}", "rb") as stream:  # noqa: PTH123 - thousands of files
            return stream.read()

    def beside(self) -> Tree:
        """Return the same folder for another process, which counts what it writes by itself."""
        other = replace(self, files=dict(self.files), written=[], folders=set())
        other.spared = self.spared
        return other

    def merge(self, files: Iterable[tuple[str, str]], written: Iterable[Row]) -> None:
        """Add what another process has put into the same folder."""
        self.files.update(files)
        for row in written:
            self.written.append(row)
            self.summor.kanda[row[2], row[3], row[4]] = row[1]

    def finish(self) -> None:
        """Make the folder whole; afterwards all its files stand below `root`, and the spare is no more."""
        self.root.mkdir(parents=True, exist_ok=True)
        if self.spare is None:
            return
        fresh = {name for name, _ in files_below(str(self.root))}
        emptied = set()
        for name, digest in self.spared.items():
            if name in fresh or not digest or self.files.get(name) != digest:
                os.unlink(f"{self.spare}/{name}")  # noqa: PTH108 - thousands of files
                emptied.add(name.rpartition("/")[0])
        for name in fresh:
            place = f"{self.spare}/{name}"
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            if os.path.isdir(place):  # noqa: PTH112
                shutil.rmtree(place)
            os.replace(f"{self.root}/{name}", place)  # noqa: PTH105
        _remove_empty(self.spare, emptied)
        shutil.rmtree(self.root)
        self.spare.rename(self.root)

    def _link(self, name: str, digest: str) -> bool:
        """Take a file over from the last build; answer whether it stands there with this content."""
        try:
            if self.summor.known(os.lstat(f"{self.old}/{name}")) != digest:
                return False
            self._make_folder(name)
            os.link(f"{self.old}/{name}", f"{self.root}/{name}")
        except OSError:
            return False
        return True

    def _make_folder(self, name: str) -> None:
        folder = name.rpartition("/")[0]
        if folder not in self.folders:
            os.makedirs(f"{self.root}/{folder}", exist_ok=True)  # noqa: PTH103 - thousands of folders
            self.folders.add(folder)


def claim_spare(spare: Path, place: Path) -> Path | None:
    """Move the spare to where it is made into the new folder; None where there is none, or another build took it."""
    if spare.is_symlink() or not spare.is_dir():
        return None
    try:
        return spare.rename(place)
    except OSError:
        return None


def keep_spare(folder: Path, spare: Path) -> None:
    """Keep the folder of the build that was just replaced, unless it lies on another disk than the cache."""
    if folder.is_dir() and not spare.is_symlink():
        with suppress(OSError):
            shutil.rmtree(spare, ignore_errors=True)
            spare.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(spare)


def _remove_empty(root: Path, folders: Iterable[str]) -> None:
    """Remove the folders that nothing is left in, and those around them."""
    for folder in folders:
        parts = folder.split("/")
        with suppress(OSError):
            for count in range(len(parts), 0, -1):
                os.rmdir(f"{root}/{'/'.join(parts[:count])}")  # noqa: PTH106 - thousands of folders
