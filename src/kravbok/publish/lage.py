"""What a target shows now: which version, which files, and what kravbok has put there before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kravbok.publish.fel import stop
from kravbok.publish.forteckning import (
    MAX_SIZE,
    Forteckning,
    ForteckningFel,
    make_forteckning,
    parse_forteckning,
)  # fmt: skip
from kravbok.publish.kvitto import PLATS, Kvitto, read_kvitton
from kravbok.publish.mal import Mal, read_small
from kravbok.settings import MANIFEST

__all__ = ["AKTUELL", "PEKARE", "VERSIONER", "Lage", "folder_of", "read_lage", "read_version"]

AKTUELL = "aktuell"
"""The symbolic link to the version that is shown."""
PEKARE = "aktuell.json"
"""The object that names the version that is shown, where there are no links."""
VERSIONER = "versioner"

_LEADS = re.compile(rf"^{VERSIONER}/([0-9a-f]{{64}})/?$")
_EMPTY = "Välj ett tomt mål, eller flytta undan det som ligger där."


@dataclass(frozen=True, slots=True)
class Lage:
    """A target as it is: the version shown ("" for none), its files, and all receipts."""

    version: str = ""
    visas: Forteckning = field(default_factory=lambda: make_forteckning({}))
    kvitton: Mapping[str, Kvitto] = field(default_factory=dict)


def folder_of(version: str) -> str:
    """Return the folder of a version."""
    return f"{VERSIONER}/{version}"


def read_lage(mal: Mal, *, pa_plats: bool) -> Lage:
    """Return how a target is; a target that is used in the other way, or holds what is not ours, stops (K819)."""
    kvitton = read_kvitton(mal)
    if pa_plats and (set(kvitton) - {PLATS} or mal.pointed(AKTUELL)):
        raise stop("K819", mal.namn, "Målet har versioner och kan inte publiceras på plats", _EMPTY)
    if not pa_plats and PLATS in kvitton:
        hint = "Publicera med --pa-plats som förut, eller välj ett tomt mål."
        raise stop("K819", mal.namn, "Målet är publicerat på plats och har inga versioner", hint)
    if pa_plats:
        kvitto = kvitton.get(PLATS)
        return Lage(kvitto.version, _shown(mal, MANIFEST, kvitto.version, kvitto), kvitton) if kvitto else Lage()
    version = read_version(mal)
    if not version:
        return Lage(kvitton=kvitton)
    return Lage(version, _shown(mal, f"{folder_of(version)}/{MANIFEST}", version, kvitton.get(version)), kvitton)


def read_version(mal: Mal) -> str:
    """Return the version that a target's link or pointer names; empty when it has none (K819 when it is not ours)."""
    leads = mal.pointed(AKTUELL)
    if leads is None and mal.stat(AKTUELL) is not None:
        raise stop("K819", AKTUELL, "Där länken till versionen ska vara ligger något annat", _EMPTY)
    if leads is None:
        data = read_small(mal, PEKARE, 4096)
        if data is None:
            return ""
        leads = _pointer(data)
    match = _LEADS.match(leads)
    if match is None:
        raise stop("K819", AKTUELL, "Det som visas i målet är inte publicerat av kravbok", _EMPTY)
    return match[1]


def _pointer(data: bytes) -> str:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    return str(found.get("adress", "")) if isinstance(found, dict) else ""


def _shown(mal: Mal, path: str, version: str, kvitto: Kvitto | None) -> Forteckning:
    """Return the manifest that is shown, which its version proves; else what the receipt says was put there."""
    data = read_small(mal, path, MAX_SIZE)
    if data is not None and hashlib.sha256(data).hexdigest() == version:
        try:
            return parse_forteckning(data)
        except ForteckningFel:
            pass
    if kvitto is None:
        hint = "Återställ filen ur en kopia, eller publicera till ett nytt, tomt mål."
        raise stop("K824", path, "Manifestet och kvittot över det som visas saknas eller är ändrade", hint)
    filer = {name: sums for name, sums in kvitto.filer.items() if name != MANIFEST}
    return kvitto.model_copy(update={"filer": filer}).forteckning()
