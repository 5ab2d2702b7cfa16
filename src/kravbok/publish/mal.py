"""What a target can do, whatever it is: a handful of operations that say their faults as findings."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Protocol, TypeVar

__all__ = ["CHUNK", "NEW", "OWN", "Mal", "Post", "digest_at", "new_name", "read_small", "spread"]

CHUNK = 256 * 1024
OWN = ".kravbok"
"""The folder at a target that holds the lock, the receipts and files on their way; no page lies there."""
NEW = f"{OWN}/nya"
"""Where a file is written before it is renamed to its place."""

_number = count()

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Post:
    """What lies at a path of a target: its size, the MD5 the server counted of it, and whether it is a link."""

    storlek: int
    md5: str = ""
    lank: bool = False


class Mal(Protocol):
    """A target; all paths are relative to it, and a fault is a MalFel."""

    namn: str
    samtidigt: int

    def list_files(self, folder: str) -> dict[str, Post]:
        """Return everything but folders below a folder, by path from the target; nothing when it is not there."""

    def stat(self, path: str) -> Post | None:
        """Return what lies at a path, folders too; None when nothing does."""

    def read(self, path: str, most: int) -> Iterator[bytes]:
        """Yield a file in pieces, and stop soon after `most` bytes; FileNotFoundError when it is not there."""

    def make_folders(self, folders: Iterable[str]) -> None:
        """Make folders, and those above them, where the target has folders."""

    def write(self, path: str, source: Path | bytes) -> None:
        """Put a file in place of one that is there; where the target has renames, whole or not at all."""

    def create(self, path: str, data: bytes) -> None:
        """Write a file that is not there, or raise FileExistsError where the target can tell."""

    def copy(self, old: str, new: str) -> bool:
        """Let the target itself copy a file; False when it cannot, or says that it did not."""

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no fault."""

    def remove_empty(self, folder: str) -> None:
        """Remove a folder if it is empty, and no fault if it is not."""

    def point(self, name: str, to: str) -> bool:
        """Let a symbolic link lead to another place in one step; False where there are none."""

    def pointed(self, name: str) -> str | None:
        """Return where a symbolic link leads, or None where there is none."""

    def close(self) -> None:
        """End all connections."""


def new_name() -> str:
    """Return a path that no other file on its way has, here or in another process."""
    return f"{NEW}/{os.getpid()}-{next(_number)}-{secrets.token_hex(4)}"


def read_small(mal: Mal, path: str, most: int) -> bytes | None:
    """Return a file that is at most so large (one byte more is the sign that it is not), or None."""
    try:
        return b"".join(mal.read(path, most))[: most + 1]
    except FileNotFoundError:
        return None


def digest_at(mal: Mal, path: str, size: int) -> str | None:
    """Return the SHA-256 of a file read back from the target; None when it is not there or has another size."""
    total, found = sha256(), 0
    try:
        for piece in mal.read(path, size):
            total.update(piece)
            found += len(piece)
    except FileNotFoundError:
        return None
    return total.hexdigest() if found == size else None


def spread(at_once: int, work: Callable[[_Given], _Made], given: Iterable[_Given]) -> Iterator[_Made]:
    """Yield what work made of each thing, in order, so many at once; a fault ends it all."""
    things = list(given)
    if at_once == 1 or len(things) < 2:
        yield from map(work, things)
        return
    with ThreadPoolExecutor(at_once, thread_name_prefix="kravbok-publicera") as pool:
        waiting: list[Future[_Made]] = [pool.submit(work, thing) for thing in things]
        try:
            for future in waiting:
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
