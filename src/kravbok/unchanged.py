"""A build whose every input and every output is as it was is not made again.

Only the files are read, never the libraries that read and render them, so the answer comes at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kravbok.arkiv.lasning import digests
from kravbok.cache import NAME, Cache, Summor, files_below, key_of, read_summor
from kravbok.finding import Finding
from kravbok.kontroll import fingerprint, parts_of
from kravbok.settings import MANIFEST, Byggval
from kravbok.templates import packaged_templates
from kravbok.underlag import Underlag

__all__ = ["Bygge", "build_key", "find_build", "remember_build"]


@dataclass(frozen=True, slots=True)
class Bygge:
    """What a finished build was: its books and editions, the checksum of each file, and what was found."""

    bocker: int
    upplagor: int
    filer: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def build_key(val: Byggval, underlag: Underlag) -> str | None:
    """Return the key of all that a build depends on; None where that cannot be told, or a commit is asked for."""
    mark = fingerprint(val.projekt) if val.rev is None else None
    if mark is None or underlag.findings:
        return None
    packaged = (part for name, data in sorted(packaged_templates().items()) for part in (name.encode(), data))
    chosen = "|".join((*val.bocker, "", *val.upplagor, "", *val.format, str(val.till), str(val.datum)))
    files = (*parts_of(underlag.krav), b"", *parts_of(underlag.mallar), b"", *digests(underlag.arkiv), b"", *packaged)
    return key_of(b"bygge", mark, chosen.encode(errors="surrogateescape"), *files)


def find_build(val: Byggval, key: str | None) -> Bygge | None:
    """Return the build that was made of the same, when every file of it still stands as it was written."""
    cache = Cache(val.projekt / NAME)
    kept = cache.get(key) if key else None
    if kept is None:
        return None
    data = json.loads(kept)
    bygge = Bygge(data["bocker"], data["upplagor"], data["filer"])
    return bygge if _stands(val, bygge.filer, read_summor(cache, val.till)) else None


def remember_build(val: Byggval, key: str | None, bygge: Bygge) -> None:
    """Keep what a build was while nothing it depends on changes; one with findings is made again, to show them."""
    if key is None or bygge.findings or not bygge.upplagor:
        return
    data = {"bocker": bygge.bocker, "upplagor": bygge.upplagor, "filer": dict(bygge.filer)}
    Cache(val.projekt / NAME).put(key, json.dumps(data, ensure_ascii=False).encode())


def checksums(till: Path, names: Iterable[str], summor: Summor | None = None) -> dict[str, str]:
    """Return the SHA-256 of files below a folder; a file that is not there has none. `summor` knows some of them."""
    known = summor or Summor()
    return {name: known.of(f"{till}/{name}") for name in names}


def _stands(val: Byggval, filer: Mapping[str, str], summor: Summor) -> bool:
    """Whether the files stand as they were written, and in a whole build nothing else beside them."""
    if checksums(val.till, filer, summor) != dict(filer):
        return False
    return not val.allt or {name for name, _ in files_below(str(val.till))} == set(filer)


def made(
    bocker: int,
    upplagor: int,
    till: Path,
    filer: Iterable[str],
    findings: Iterable[Finding],
    summor: Summor | None = None,
) -> Bygge:
    """Return a build that was just made, with the checksums of its files and of the manifest."""
    return Bygge(bocker, upplagor, checksums(till, (*filer, MANIFEST), summor), tuple(findings))
