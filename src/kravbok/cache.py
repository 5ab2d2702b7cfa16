"""A folder of finished files by the hash of all they depend on: safe to delete at any time, and never trusted blindly.

An entry holds the SHA-256 of its content before the content, so that a damaged or half-written entry is no entry.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NAME", "Cache"]

NAME = ".kravbok-cache"
_LENGTH = 32


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
