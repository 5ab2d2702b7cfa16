"""Files to one zip that is the same wherever it is made.

Nothing is compressed: what zlib gives differs between its versions, and a pack must have the same bytes with all of
them. The price is a pack of nearly twice the size.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

__all__ = ["FIRST", "MOST_BYTES", "MOST_FILES", "in_order", "pack"]

FIRST = ("LAS-MIG.html", "LAS-MIG.txt", "manifest.json", "SHA256SUMS.txt")
"""The files that stand first in a pack, where whoever opens it sees them."""

MOST_FILES = 25_000
"""Files that a pack may hold: all that a project may (`sources`), and what is made of it."""

MOST_BYTES = 256 * 1024 * 1024
"""Bytes that a pack may hold, packed or unpacked; the largest book of the tests makes a tenth of it."""

_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3


def in_order(names: Mapping[str, bytes]) -> list[str]:
    """Return the names of a pack's files in the order that they stand in it."""
    return sorted(names, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip: same files, same bytes, on any machine."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name in in_order(files):
            info = ZipInfo(name, _TIME)
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, files[name])
    return packed.getvalue()
