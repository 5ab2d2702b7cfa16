"""A folder of finished files by the hash of all they depend on: safe to delete at any time, and never trusted blindly.

An entry holds the SHA-256 of its content before the content, so that a damaged or half-written entry is no entry.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["NAME", "Cache", "Summor", "files_below", "key_of", "read_summor"]

NAME = ".kravbok-cache"
_LENGTH = 32
_TICK = 50_000_000
"""Nanoseconds within which two changes of a file may have the same time: what is that new is read again."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A cache in a folder; with no folder it remembers nothing."""

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, or None."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / key[:2] / key).read_bytes()
        except OSError:
            return None
        digest, content = data[:_LENGTH], data[_LENGTH:]
        return content if hashlib.sha256(content).digest() == digest else None

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key; a cache that cannot be written is no fault."""
        if self.folder is None:
            return
        place = self.folder / key[:2] / key
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(hashlib.sha256(content).digest() + content)
            Path(name).replace(place)


def key_of(*parts: bytes) -> str:
    """Return one key for several parts; no two different lists of parts give the same."""
    total = hashlib.sha256()
    for part in parts:
        total.update(f"{len(part)}:".encode())
        total.update(part)
    return total.hexdigest()


@dataclass(frozen=True)
class Summor:
    """The SHA-256 of files by inode, size and time of change; a file where one of them differs is read again.

    So is one on a disk that gives its files no inode (some network disks of Windows).
    """

    kanda: dict[tuple[int, int, int], str] = field(default_factory=dict)
    brukade: set[tuple[int, int, int]] = field(default_factory=set)

    def of(self, path: str | Path) -> str:
        """Return the SHA-256 of a file; empty for what is no file, and for a link."""
        try:
            found = os.lstat(path)
            if not stat.S_ISREG(found.st_mode):
                return ""
            key = _mark(found)
            if key not in self.kanda or not found.st_ino:
                with open(path, "rb") as stream:  # noqa: PTH123 - thousands of files
                    self.kanda[key] = hashlib.file_digest(stream, "sha256").hexdigest()
            self.brukade.add(key)
            return self.kanda[key]
        except OSError:
            return ""

    def known(self, found: os.stat_result | None) -> str:
        """Return the SHA-256 of what has this inode, size and time; empty when it has not been read."""
        return self.kanda.get(_mark(found), "") if found is not None and found.st_ino else ""

    def note(self, found: os.stat_result, digest: str) -> None:
        """Remember a file that was just written."""
        self.kanda[_mark(found)] = digest

    def keep(self, cache: Cache, folder: Path) -> None:
        """Remember the files that were asked for, those of a folder; one changed just now may change again unseen."""
        until = time.time_ns() - _TICK
        rows = [[*mark, self.kanda[mark]] for mark in sorted(self.brukade) if mark[2] < until]
        cache.put(_summor_key(folder), json.dumps(rows, separators=(",", ":")).encode())


def read_summor(cache: Cache, folder: Path) -> Summor:
    """Return what was kept of a folder's files; nothing where that is not there or damaged."""
    kept = cache.get(_summor_key(folder))
    return Summor({(row[0], row[1], row[2]): row[3] for row in json.loads(kept)} if kept else {})


def files_below(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path of each file below a folder and its entry, whatever it is; links are not followed."""
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(f"{folder}/{prefix}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{prefix}{entry.name}/")
                else:
                    yield f"{prefix}{entry.name}", entry


def _summor_key(folder: Path) -> str:
    return key_of(b"summor", os.fsencode(folder))


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
