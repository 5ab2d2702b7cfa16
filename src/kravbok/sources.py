"""Read the files of a folder as `(path, bytes)`, whatever lies there; nothing outside the folder is followed."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.finding import Finding, Position, finding

__all__ = [
    "MAX_FILE", "MAX_FILES", "MAX_LEVELS", "MAX_PATH", "MAX_YAML", "File", "check_name", "is_hidden", "list_folder",
    "read_folder", "read_one", "works_everywhere",
]  # fmt: skip

MAX_YAML = 256 * 1024
MAX_FILE = 8 * 1024 * 1024
MAX_FILES = 20_000
MAX_LEVELS = 6
MAX_PATH = 150

_SYSTEM = ("desktop.ini", "thumbs.db")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?: *\..*)?", re.IGNORECASE)
"""The names that Windows keeps for its devices, whatever ending they have."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as read: its path from the project root with forward slashes, and its bytes."""

    path: str
    data: bytes


def read_folder(root: Path, name: str) -> tuple[list[File], list[Finding]]:
    """Return the files below `root/name` in order of path, and a finding for each that cannot be read."""
    files: list[File] = []
    findings: list[Finding] = []
    for entry in list_folder(root, name):
        result = entry if isinstance(entry, Finding) else read_one(*entry)
        if isinstance(result, Finding):
            findings.append(result)
        elif len(files) >= MAX_FILES:
            findings.append(
                _fault("K002", name, f"Mappen har fler än {MAX_FILES} filer", "Ta bort det som inte hör hit.")
            )
            break
        else:
            files.append(result)
    return files, findings


def list_folder(root: Path, name: str) -> Iterator[tuple[Path, str] | Finding]:
    """Yield the place and the path of each file below `root/name`, or why it is not one to read; nothing is opened."""
    if (root / name).is_symlink():
        yield _fault("K005", name, "Mappen är en symbolisk länk", "Lägg mappen själv här.")
    else:
        yield from _walk(root / name, name, 0)


def _walk(folder: Path, path: str, level: int) -> Iterator[tuple[Path, str] | Finding]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        yield _fault("K001", path, f"Mappen går inte att läsa ({error.strerror})", "Kontrollera läsrättigheterna.")
        return
    for entry in entries:
        if not is_hidden(entry.name):
            yield from _visit(entry, f"{path}/{entry.name}", level)


def is_hidden(name: str) -> bool:
    """Whether a name is no part of a project: hidden, or what Windows and Office lay beside the files that are read."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM


def _visit(entry: os.DirEntry[str], path: str, level: int) -> Iterator[tuple[Path, str] | Finding]:
    """Yield a file, the files of a folder, or what is wrong with the name or kind of the entry."""
    if fault := check_name(entry.name, path):
        yield fault
    elif entry.is_symlink():
        yield _fault("K005", path, "Här ligger en symbolisk länk", "Lägg filen själv här.")
    elif entry.is_dir(follow_symlinks=False):
        if path.endswith((".yaml", ".yml")):
            yield _fault(
                "K004", path, "Här ligger en mapp med ett filnamn", "Byt namn på mappen, eller ersätt den med filen."
            )
        elif level >= MAX_LEVELS:
            yield _fault("K007", path, "Mappen ligger för djupt", "Flytta filerna närmare krav/.")
        else:
            yield from _walk(Path(entry.path), path, level + 1)
    else:
        yield Path(entry.path), path


def check_name(name: str, path: str) -> Finding | None:
    """Return what is wrong with a name: it must be readable, composed (NFC) and free of control characters."""
    shown = path.encode("utf-8", "replace").decode()
    if not name.isprintable():
        return _fault("K006", shown.replace("\n", "?"), "Namnet har tecken som inte kan visas", "Byt namn på filen.")
    if not unicodedata.is_normalized("NFC", name):
        hint = "Byt namn på filen och skriv å, ä och ö på nytt."
        return _fault("K006", path, "Namnet är skrivet med sammansatta tecken (NFD)", hint)
    if len(path) > MAX_PATH:
        return _fault("K006", path, f"Sökvägen är längre än {MAX_PATH} tecken", "Korta namnet på filen eller mapparna.")
    if not works_everywhere(name):
        hint = (
            'Använd namn utan \\ / : * ? " < > | och utan punkt eller mellanslag sist; con, nul med flera är upptagna.'
        )
        return _fault("K006", path, "Namnet fungerar inte på Windows", hint)
    return None


def works_everywhere(name: str) -> bool:
    """Whether Windows, too, can hold a file or a folder of that name."""
    return not (set(name) & set('\\/:*?"<>|') or name.endswith((".", " ")) or _RESERVED.fullmatch(name))


def read_one(file: Path, path: str, most: int = MAX_FILE) -> File | Finding:
    """Return an ordinary file of at most so many bytes (YAML: MAX_YAML), or why it cannot be read."""
    limit = MAX_YAML if path.endswith((".yaml", ".yml")) else most
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                return _fault("K004", path, "Det här är ingen vanlig fil", "Ta bort den.")
            if info.st_size > limit:
                return _fault("K002", path, f"Filen är större än {limit // 1024} KiB", "Dela upp den.")
            return File(path, stream.read())
    except OSError as error:
        return _fault("K001", path, f"Filen går inte att läsa ({error.strerror})", "Kontrollera läsrättigheterna.")


def _fault(code: str, path: str, message: str, hint: str) -> Finding:
    return finding(code, Position(path), message, hint)
