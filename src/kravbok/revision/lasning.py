"""A pack read from a zip that may mean harm: everything is read in memory, within limits, and nothing is unpacked."""

from __future__ import annotations

import stat
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kravbok.finding import Finding, Position, finding
from kravbok.revision.packning import MOST_BYTES, MOST_FILES

__all__ = ["Innehall", "read_paket", "unsafe"]

_MOST_SHOWN = 20
_MOST_NAMES = 4 * 1024 * 1024
"""Bytes that the list of names at the end of a zip may take; a larger one is not read."""

_END = struct.Struct("<4s4H2LH")
_END_MARK, _END64_MARK, _END64_SIZE = b"PK\x05\x06", b"PK\x06\x07", 20
_DAMAGED = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, OverflowError, struct.error, zlib.error)
"""What the reader of zip files raises when one is damaged; RuntimeError is also NotImplementedError."""

_AGAIN = "Hämta paketet på nytt från den som lämnade det."
_DANGEROUS = "Packa inte upp filen. Hämta paketet på nytt från den som lämnade det."


@dataclass(frozen=True, slots=True)
class Innehall:
    """What was read of a pack: the bytes of each file, and those that are damaged."""

    filer: dict[str, bytes]
    skadade: tuple[str, ...]


def read_paket(path: Path) -> Innehall | list[Finding]:
    """Return the files of a pack, or why it cannot be read (K722) or must not be unpacked (K727)."""
    try:
        if not path.is_file():
            return [_unreadable(path, "Filen finns inte, eller är ingen vanlig fil")]
        with path.open("rb") as stream:
            if fault := _refuse(path, stream):
                return [fault]
            with ZipFile(stream) as archive:
                return [*_dangers(path, archive.infolist())] or _read(archive)
    except _DAMAGED:
        return [_unreadable(path, "Filen är ingen hel zip-fil")]


def _refuse(path: Path, stream: BinaryIO) -> Finding | None:
    """Return why a file is not opened as a zip: too large, cut off, or with a list of names that does not fit it."""
    size = stream.seek(0, 2)
    if size > 2 * MOST_BYTES:
        return _unreadable(path, f"Filen är större än {2 * MOST_BYTES // 1024 // 1024} MiB")
    stream.seek(max(0, size - _END.size - _END64_SIZE))
    tail = stream.read()
    stream.seek(0)
    if len(tail) < _END.size or tail[-_END.size :][:4] != _END_MARK:
        return _unreadable(path, "Filen är avhuggen, har något efter sig eller är ingen zip-fil")
    _, _, _, _, count, names, start, _ = _END.unpack(tail[-_END.size :])
    if tail.startswith(_END64_MARK) or names > _MOST_NAMES or count > MOST_FILES:
        return finding("K727", Position(path.name), "Zip-filen säger att den har orimligt många filer", _DANGEROUS)
    if start + names + _END.size != size:
        return _unreadable(path, "Zip-filen har något före sig eller mellan sina delar")
    return None


def _dangers(path: Path, entries: list[ZipInfo]) -> Iterator[Finding]:
    """Yield what could do harm when the zip is unpacked, a few at most."""
    faults = [*_dangerous_entries(entries)]
    if sum(entry.file_size for entry in entries) > MOST_BYTES or len(entries) > MOST_FILES:
        faults.append("Zip-filen blir orimligt stor när den packas upp")
    for message in faults[:_MOST_SHOWN]:
        yield finding("K727", Position(path.name), message, _DANGEROUS)


def _dangerous_entries(entries: list[ZipInfo]) -> Iterator[str]:
    counts = Counter(entry.filename for entry in entries)
    yield from (f"Zip-filen har {name[:100]} mer än en gång" for name, count in counts.items() if count > 1)
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        name = entry.orig_filename
        if entry.is_dir() and not unsafe(name[:-1]) and name == entry.filename and not entry.file_size:
            continue  # other programs list folders too; they hold nothing
        if name != entry.filename or unsafe(name):
            yield f"Zip-filen har ett namn som kan leda fel när den packas upp: ”{name[:100]}”"
        if kind not in (0, stat.S_IFREG):
            yield f"{name[:100]} är ingen vanlig fil utan t.ex. en länk"
        if entry.flag_bits & 1:
            yield f"{name[:100]} är krypterad"
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield f"{name[:100]} är packad på ett sätt som kravbok inte läser"


def unsafe(name: str) -> bool:
    """Whether a name leads out of the folder that it is unpacked in, on any system, or hides what it is."""
    parts = name.split("/")
    outside = name.startswith("/") or any(part in ("", ".", "..") for part in parts)
    return outside or not name.isprintable() or "\\" in name or ":" in name or len(str(PurePosixPath(name))) > 400


def _read(archive: ZipFile) -> Innehall:
    """Return every file; no more of each than the list of names says, which is within the limits."""
    files: dict[str, bytes] = {}
    damaged = []
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        try:
            with archive.open(entry) as stream:
                files[entry.filename] = stream.read(entry.file_size)
        except _DAMAGED:
            damaged.append(entry.filename)
    return Innehall(files, tuple(damaged))


def _unreadable(path: Path, message: str) -> Finding:
    return finding("K722", Position(path.name), message, _AGAIN)
