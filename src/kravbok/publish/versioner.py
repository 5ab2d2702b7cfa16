"""A new version beside the old ones, and the switch to it: one rename of a link, or one write of a pointer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from kravbok.publish.fel import stop
from kravbok.publish.forteckning import Forteckning
from kravbok.publish.kvitto import Borttagning, Kvitto, remove_kvitto, write_kvitto
from kravbok.publish.lage import AKTUELL, PEKARE, Lage, folder_of
from kravbok.publish.las import Las
from kravbok.publish.mal import Mal, Post, digest_at, spread
from kravbok.publish.sandning import Fil, Hur, Sandning, send

__all__ = ["Uppdrag", "forget_versions", "put_version", "remove_ours"]


@dataclass(frozen=True, slots=True)
class Uppdrag:
    """A publishing under way: what, from where, to which target, under which lock, and who is told of each file."""

    mal: Mal
    las: Las
    folder: Path
    forteckning: Forteckning
    lage: Lage
    borttagna: tuple[Borttagning, ...]
    progress: Callable[[str], None]


def put_version(uppdrag: Uppdrag) -> dict[Hur, int]:
    """Put a version at its target and switch to it; return how many files came there in each way."""
    mal, new, lage = uppdrag.mal, uppdrag.forteckning, uppdrag.lage
    folder, before = folder_of(new.version), lage.kvitton.get(new.version)
    there = mal.list_files(folder)
    _refuse_foreign(folder, there, new)
    kvitto = _kvitto(uppdrag, before)
    if before is None:
        write_kvitto(mal, new.version, kvitto)
    sandning = Sandning(mal, there, uppdrag.progress)
    had = {digest: f"{folder_of(lage.version)}/{path}" for path, digest in lage.visas.filer.items()}
    *filer, manifest = [
        Fil(f"{folder}/{path}", uppdrag.folder / path, digest, had.get(digest, "")) for path, digest in new.allt.items()
    ]
    found = send(sandning, filer)
    last = send(sandning, [manifest])
    uppdrag.las.check()
    if lage.version != new.version:
        _switch(mal, new.version)
    write_kvitto(mal, new.version, kvitto.model_copy(update={"nummer": _number(lage, new.version)}))
    return {hur: found[hur] + last[hur] for hur in Hur}


def _kvitto(uppdrag: Uppdrag, before: Kvitto | None) -> Kvitto:
    """Return the receipt of a version; one that was there keeps its number and what was let go."""
    new, lage = uppdrag.forteckning, uppdrag.lage
    earlier = before.borttagna if before else []
    return Kvitto(
        schema="kravbok/kvitto/1", version=new.version, nummer=before.nummer if before else None,
        foregaende=lage.version or None if lage.version != new.version else before.foregaende if before else None,
        borttagna=[*earlier, *uppdrag.borttagna], forseglade=list(new.forseglade),
        filer={path: [digest] for path, digest in new.allt.items()},
    )  # fmt: skip


def _number(lage: Lage, version: str) -> int:
    """Return the number of the switch: one more than all before, but the same where nothing is switched."""
    kvitto = lage.kvitton.get(version)
    if lage.version == version and kvitto is not None and kvitto.nummer is not None:
        return kvitto.nummer
    return max((item.nummer or 0 for item in lage.kvitton.values()), default=0) + 1


def _refuse_foreign(folder: str, there: dict[str, Post], new: Forteckning) -> None:
    """Stop where the version's folder holds what is not in its manifest: it would be shown too."""
    foreign = [path for path, post in there.items() if post.lank or path[len(folder) + 1 :] not in new.allt]
    if foreign:
        hint = "Ta bort filen i målet om den inte hör hemma där, och kör kommandot igen."
        raise stop("K819", foreign[0], "I versionens mapp ligger något som kravbok inte har lagt där", hint)


def _switch(mal: Mal, version: str) -> None:
    if not mal.point(AKTUELL, folder_of(version)):
        pointer = {"schema": "kravbok/aktuell/1", "version": version, "adress": f"{folder_of(version)}/"}
        mal.write(PEKARE, json.dumps(pointer, indent=1).encode() + b"\n")


def forget_versions(mal: Mal, lage: Lage, keep: int) -> list[Finding]:
    """Remove all versions but the last few and the one shown; say what is left since it is not as we put it (K829)."""
    numbered = sorted(lage.kvitton.values(), key=lambda item: (item.version == lage.version, item.nummer or 0))
    found: list[Finding] = []
    for kvitto in numbered[:-keep]:
        folder = folder_of(kvitto.version)
        there = mal.list_files(folder)
        given = {f"{folder}/{path}": sums for path, sums in kvitto.filer.items()}
        left = remove_ours(mal, given, there)
        for below in sorted(_folders(given) | {folder}, key=lambda name: -name.count("/")):
            mal.remove_empty(below)
        if not left:
            remove_kvitto(mal, kvitto.version)
        found += left
    return found


def remove_ours(mal: Mal, given: dict[str, list[str]], there: dict[str, Post]) -> list[Finding]:
    """Remove the files that still are as we put them, and return those that are not (K829)."""

    def remove(path: str) -> Finding | None:
        post = there.get(path)
        if post is None:
            return None
        if post.lank or digest_at(mal, path, post.storlek) not in given[path]:
            hint = "Någon annan har ändrat filen. Ta bort den i målet om den inte ska vara kvar."
            return finding("K829", Position(path), "Filen är inte som kravbok lade dit den, och har lämnats kvar", hint)
        mal.remove(path)
        return None

    return [item for item in spread(mal.samtidigt, remove, sorted(given)) if item is not None]


def _folders(paths: dict[str, list[str]]) -> set[str]:
    """Return every folder that holds a path, but the version's own parents."""
    found: set[str] = set()
    for path in paths:
        parts = path.split("/")
        found |= {"/".join(parts[:count]) for count in range(2, len(parts))}
    return found
