"""What kravbok has put at a target, kept there: nothing else is ever removed or written over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kravbok.publish.fel import stop
from kravbok.publish.forteckning import MAX_FILES, Forteckning, make_forteckning, wrong_path
from kravbok.publish.mal import OWN, Mal, read_small

__all__ = ["PLATS", "Borttagning", "Kvitto", "read_kvitto", "read_kvitton", "remove_kvitto", "write_kvitto"]

PLATS = "pa-plats"
"""The name of the one receipt of a target whose files are replaced where they are."""

_MOST = 128 * 1024 * 1024
_FOLDER = f"{OWN}/kvitton"
_NAME = re.compile(rf"^{re.escape(_FOLDER)}/([0-9a-f]{{64}}|{PLATS})\.json$")

_Sum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Del(BaseModel):
    """A part of a receipt."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Borttagning(_Del):
    """Addresses that were let go, and why."""

    skal: str
    adresser: list[str]


class Kvitto(_Del):
    """What was put at a target: every path with the hashes that it has been given.

    `nummer` counts the switches; a version that was never finished has none.
    """

    schema_: Literal["kravbok/kvitto/1"] = Field("kravbok/kvitto/1", alias="schema")
    version: _Sum
    nummer: Annotated[int, Field(ge=1)] | None = None
    foregaende: _Sum | None = None
    borttagna: list[Borttagning] = []
    forseglade: list[str] = []
    filer: Mapping[str, list[_Sum]]

    def forteckning(self) -> Forteckning:
        """Return what was put, each file with the hash it was given last."""
        return make_forteckning({path: sums[-1] for path, sums in self.filer.items() if sums}, self.forseglade)


def read_kvitton(mal: Mal) -> dict[str, Kvitto]:
    """Return the receipts of a target by name; one that cannot be read stops everything (K824)."""
    found: dict[str, Kvitto] = {}
    for path in mal.list_files(_FOLDER):
        if match := _NAME.match(path):
            kvitto = read_kvitto(mal, match[1])
            if kvitto is not None:
                found[match[1]] = kvitto
    return found


def read_kvitto(mal: Mal, name: str) -> Kvitto | None:
    """Return a receipt, or None; paths that lead out of the target make it no receipt (K824)."""
    data = read_small(mal, f"{_FOLDER}/{name}.json", _MOST)
    if data is None:
        return None
    hint = "Inget är ändrat. Återställ kvittot ur en kopia, eller publicera till ett nytt, tomt mål."
    try:
        found = Kvitto.model_validate_json(data)
    except ValidationError:
        raise stop("K824", f"{_FOLDER}/{name}.json", "Kvittot i målet går inte att läsa", hint) from None
    wrong = any(wrong_path(path) for path in found.filer) or name not in {PLATS, found.version}
    if len(data) > _MOST or wrong or len(found.filer) > 2 * MAX_FILES:
        raise stop("K824", f"{_FOLDER}/{name}.json", "Kvittot i målet är inte skrivet av kravbok", hint)
    return found


def write_kvitto(mal: Mal, name: str, kvitto: Kvitto) -> None:
    """Write a receipt in place of the one that is there."""
    mal.make_folders([_FOLDER])
    data = kvitto.model_dump(by_alias=True, exclude_none=True)
    mal.write(f"{_FOLDER}/{name}.json", json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")


def remove_kvitto(mal: Mal, name: str) -> None:
    """Remove the receipt of a version that is gone."""
    mal.remove(f"{_FOLDER}/{name}.json")
