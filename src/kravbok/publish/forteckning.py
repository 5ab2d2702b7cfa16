"""The manifest of a website: every file's SHA-256, written by the build and read before publishing."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kravbok.encoding import hide
from kravbok.finding import Finding, Position, finding
from kravbok.publish.mal import OWN
from kravbok.settings import MANIFEST
from kravbok.swap import describe

__all__ = [
    "MAX_FILES",
    "MAX_SIZE",
    "SCHEMA",
    "Forteckning",
    "ForteckningFel",
    "check_folder",
    "digest_of",
    "files_in",
    "make_forteckning",
    "parse_forteckning",
    "read_site_manifest",
    "write_site_manifest",
    "wrong_path",
]  # fmt: skip

SCHEMA = "kravbok/webbplats/1"
MAX_SIZE = 64 * 1024 * 1024
"""The largest manifest that is read, in bytes."""
MAX_FILES = 250_000
"""The most files that a website may have."""

_CHUNK = 1024 * 1024
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]')
_HINT = "Bygg webbplatsen igen med kravbok bygg."

_Sum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ForteckningFel(ValueError):
    """A manifest that cannot be used: what is wrong with it, in a sentence."""


class _Fil(BaseModel):
    """A manifest as its file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    schema_: Literal["kravbok/webbplats/1"] = Field(alias="schema")
    forseglade: list[str] = []
    filer: dict[str, _Sum]


@dataclass(frozen=True)
class Forteckning:
    """The files of a website by path, and the addresses of its sealed editions; its own hash is the version."""

    filer: Mapping[str, str]
    forseglade: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False)

    @cached_property
    def version(self) -> str:
        """The SHA-256 of the manifest: the same content is the same version."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def allt(self) -> dict[str, str]:
        """Every file that is published: those of the manifest, and the manifest."""
        return {**self.filer, MANIFEST: self.version}


def make_forteckning(filer: Mapping[str, str], forseglade: Collection[str] = ()) -> Forteckning:
    """Return the manifest of these files, with the bytes it is written as."""
    ordered = {path: filer[path] for path in sorted(filer)}
    sealed = sorted(set(forseglade))
    found = {"schema": SCHEMA, **({"forseglade": sealed} if sealed else {}), "filer": ordered}
    return Forteckning(ordered, tuple(sealed), json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n")


def write_site_manifest(
    folder: Path, known: Mapping[str, str] | None = None, forseglade: Collection[str] = ()
) -> Forteckning:
    """Write the manifest of all that lies in a finished website, and return it.

    `known` has the SHA-256 of files that need not be read again; `forseglade` the addresses of sealed editions
    (`halsoval/2021`), whose documents are never replaced where they are published.
    """
    given = known or {}
    files, links = files_in(folder)
    if links:
        raise ValueError(f"A symbolic link in a finished website: {links[0]}")
    sums = {path: given.get(path) or digest_of(folder / path) for path in files if path != MANIFEST}
    found = make_forteckning(sums, forseglade)
    (folder / MANIFEST).write_bytes(found.data)
    return found


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, which is never held in memory whole."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_in(folder: Path) -> tuple[dict[str, int], list[str]]:
    """Return the sizes of all files below a folder by path, and all that is neither file nor folder; links too."""
    sizes: dict[str, int] = {}
    others: list[str] = []
    for path, entry in _walk(folder, ""):
        if entry.is_file(follow_symlinks=False):
            sizes[path] = entry.stat(follow_symlinks=False).st_size
        else:
            others.append(path)
    return dict(sorted(sizes.items())), sorted(others)


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{path}/")
            else:
                yield path, entry


def wrong_path(path: str) -> bool:
    """Whether a path leads out of a website, or cannot be an address and a file name everywhere."""
    parts = path.split("/")
    return (
        not path
        or len(path.encode("utf-8", "replace")) > 900
        or parts[0] == OWN
        or _UNUSABLE.search(path) is not None
        or any(part in ("", ".", "..") or len(part.encode("utf-8", "replace")) > 250 for part in parts)
        or any(part.endswith((" ", ".")) for part in parts)
    )


def parse_forteckning(data: bytes) -> Forteckning:
    """Return the manifest that bytes hold, or raise ForteckningFel: paths stay inside, and the form is our own."""
    if len(data) > MAX_SIZE:
        raise ForteckningFel("Manifestet är för stort")
    try:
        found = _Fil.model_validate_json(data)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"][:1])
        known = place in ("schema", "forseglade", "filer")
        raise ForteckningFel(
            f"Manifestet har fel i ”{place}”" if known else "Filen är inget manifest från kravbok"
        ) from None
    if len(found.filer) > MAX_FILES:
        raise ForteckningFel(f"Manifestet har fler än {MAX_FILES} filer")
    if any(wrong_path(path) for path in [*found.filer, *found.forseglade]) or MANIFEST in found.filer:
        raise ForteckningFel("Manifestet har en sökväg som inte går att använda")
    if _collides(found.filer):
        raise ForteckningFel("Manifestet har en fil där det också har en mapp")
    made = make_forteckning(found.filer, found.forseglade)
    if made.data != data:
        raise ForteckningFel("Manifestet är inte skrivet så som kravbok skriver det")
    return made


def _collides(filer: Collection[str]) -> bool:
    """Whether a file stands where another file's folder must be."""
    parents = {path.rpartition("/")[0] for path in filer}
    return any(
        "/".join(parts[:count]) in filer
        for parts in (parent.split("/") for parent in parents if parent)
        for count in range(1, len(parts) + 1)
    )


def read_site_manifest(folder: Path) -> Forteckning | Finding:
    """Return the manifest of a website's folder, or what is wrong with it (K816)."""
    place = Position(f"{folder.name}/{MANIFEST}")
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file():
            return finding("K816", place, f"{folder.name} har inget manifest: ingen färdig webbplats", _HINT)
        with path.open("rb") as stream:
            return parse_forteckning(stream.read(MAX_SIZE + 1))
    except OSError as error:
        return finding("K816", place, f"Manifestet går inte att läsa: {describe(error)}", _HINT)
    except ForteckningFel as error:
        return finding("K816", place, str(error), _HINT)


def check_folder(folder: Path, forteckning: Forteckning) -> list[Finding]:
    """Return how a folder differs from its manifest: what is missing, changed or a link (K817), or beside it (K818)."""
    try:
        sizes, links = files_in(folder)
        listed = {path: sha256 for path, sha256 in forteckning.filer.items() if path in sizes}
        changed = [path for path, sha256 in listed.items() if digest_of(folder / path) != sha256]
    except OSError as error:
        return [finding("K817", Position(folder.name), f"Mappen går inte att läsa: {describe(error)}", _HINT)]
    said = dict.fromkeys(changed, "Filen är ändrad sedan webbplatsen byggdes")
    for path in forteckning.filer:
        if path not in sizes:
            said[path] = "Filen är en länk" if _linked(path, links) else "Filen saknas"
    found = [finding("K817", Position(path), text, _HINT) for path, text in sorted(said.items())]
    extra = sorted(set(sizes) - set(forteckning.allt) | {path for path in links if path not in forteckning.filer})
    hint = "Filen publiceras inte. Ta bort den, eller bygg webbplatsen igen."
    return found + [finding("K818", Position(hide(path)), "Filen står inte i manifestet", hint) for path in extra]


def _linked(path: str, links: list[str]) -> bool:
    return any(path == link or path.startswith(f"{link}/") for link in links)
