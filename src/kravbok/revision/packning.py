"""Files to one zip that is the same wherever it is made, and a file written whole or not at all.

Nothing is compressed: what a compressor gives differs between its versions, and most of a pack is compressed already.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from kravbok.finding import Finding, Position, finding
from kravbok.swap import describe

__all__ = ["FIRST", "MOST_BYTES", "MOST_FILES", "in_order", "pack", "write_whole"]

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


def write_whole(path: Path, data: bytes) -> Finding | None:
    """Write a file whole or not at all, in place of one that is there; a finding when that fails (K708)."""
    temporary: Path | None = None
    try:
        if path.is_dir():
            return _unwritable(path, "där ligger en mapp")
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}-")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        return _unwritable(path, describe(error))
    return None


def _unwritable(path: Path, reason: str) -> Finding:
    hint = "Inget är skrivet. Kontrollera mappen och rättigheterna, eller välj en annan fil med --till."
    return finding("K708", Position(path.name), f"Det gick inte att skriva {path.name}: {reason}", hint)
