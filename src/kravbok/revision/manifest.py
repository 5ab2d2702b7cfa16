"""The list of a pack's files with their checksums, and the same list as other programs read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

__all__ = ["MANIFEST", "SCHEMA", "SUMS", "Fil", "Manifest", "ManifestFel", "list_files", "parse_manifest", "sums"]

MANIFEST = "manifest.json"
"""The list of a pack's files, in the pack."""

SUMS = "SHA256SUMS.txt"
"""The same list as `sha256sum --check` reads it, with the manifest in it."""

SCHEMA = "kravbok/revision/1"

_Sum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Commit = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]


class ManifestFel(ValueError):
    """A manifest that cannot be read: what is wrong with it, in a sentence."""


class _Del(BaseModel):
    """A part of a manifest; a later program of the same version may have written more keys."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Fil(_Del):
    """A file of a pack: its name, checksum and size in bytes."""

    namn: str
    sha256: _Sum
    storlek: Annotated[int, Field(ge=0)]


class Manifest(_Del):
    """What a pack is, what it was made from and with, and every file in it but this list and the sums."""

    schema_: Literal["kravbok/revision/1"] = Field(alias="schema")
    bok: str
    upplaga: str
    commit: _Commit
    program: str
    bibliotek: Mapping[str, str]
    lasfil: _Sum | None
    kallor: Literal["prövade", "ej prövade"]
    filer: list[Fil]

    def to_bytes(self) -> bytes:
        """Return the manifest as its file has it."""
        return (json.dumps(self.model_dump(by_alias=True), ensure_ascii=False, indent=2) + "\n").encode()


def list_files(files: Mapping[str, bytes]) -> list[Fil]:
    """Return files with their checksums and sizes, in order of name."""
    return [Fil(namn=name, sha256=_sum(files[name]), storlek=len(files[name])) for name in sorted(files)]


def sums(manifest: Manifest, data: bytes) -> bytes:
    """Return the sums of a pack's files, in order; `data` is the manifest as its file has it."""
    rows = {**{item.namn: item.sha256 for item in manifest.filer}, MANIFEST: _sum(data)}
    return "".join(f"{rows[name]}  {name}\n" for name in sorted(rows)).encode("utf-8", "replace")


def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest that a file holds; ManifestFel when it holds none."""
    try:
        found = Manifest.model_validate_json(data)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in fault["loc"][:3])
        message = f"Manifestet har fel i {place[:80]}" if place else "Manifestet går inte att läsa som JSON"
        raise ManifestFel(message) from None
    if len({item.namn for item in found.filer}) != len(found.filer):
        raise ManifestFel("Manifestet räknar upp samma fil två gånger")
    return found


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
