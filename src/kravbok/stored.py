"""A sealed edition's files come from the store and are never made again; what was corrected since stands beside."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from kravbok.arkiv.lasning import Arkivfil, store_path
from kravbok.cache import Cache
from kravbok.edition import Utgivning
from kravbok.finding import Finding, Position, finding
from kravbok.production import Utgava, write_utgava
from kravbok.seal.avvikelse import compare
from kravbok.seal.forsegling import read_forsegling
from kravbok.seal.innehall import read_innehall
from kravbok.settings import Byggval
from kravbok.templates import Mallar

__all__ = ["RATTAD", "book_work", "is_corrected", "sealed_files"]

RATTAD = "rattad"
"""The folder beside an edition's sealed files where the book stands as it reads with its corrections."""


def sealed_files(utgivning: Utgivning) -> Mapping[str, str]:
    """Return the names of an edition's sealed files, each with its SHA-256; none for one that is made when building."""
    seal = None if utgivning.dag else read_forsegling(utgivning.register, utgivning.bok.id, utgivning.upplaga.id)
    return (seal.filer if seal else None) or {}


def is_corrected(utgivning: Utgivning) -> bool:
    """Whether a sealed edition reads otherwise than it was sealed, by a rättelseblad (all else stops the build)."""
    seal = read_forsegling(utgivning.register, utgivning.bok.id, utgivning.upplaga.id)
    name = f"{utgivning.bok.id}/{utgivning.upplaga.id}"
    if seal is None or all(item.upplaga != name for item in utgivning.register.rattelseblad.values()):
        return False
    return bool(compare(seal.innehall, read_innehall(utgivning)))


def book_work(
    utgavor: Sequence[Utgava], mallar: Mallar, stage: Path, cache: Cache, val: Byggval, arkiv: Iterable[Arkivfil]
) -> dict[str, Callable[[], list[Finding]]]:
    """Return the work of each edition's book: made in every format, or taken from the store."""
    stored = {file.path: file for file in arkiv}
    work: dict[str, Callable[[], list[Finding]]] = {}
    for item in utgavor:
        write = partial(write_utgava, item, mallar, stage, cache, val.format)
        if not (listed := sealed_files(item.utgivning)):
            work[item.namn] = write
            continue
        wanted = {name: total for name, total in listed.items() if _is_wanted(name, val.format)}
        work[item.namn] = partial(_take, item, wanted, stored, stage)
        if is_corrected(item.utgivning):
            work[f"{item.namn}-{RATTAD}"] = partial(write, som=RATTAD)
    return work


def _is_wanted(name: str, formats: Sequence[str]) -> bool:
    """Whether a stored file belongs to a format; the pictures in folders belong to the HTML."""
    return "html" in formats if "/" in name else name.rpartition(".")[2] in formats


def _take(utgava: Utgava, wanted: Mapping[str, str], stored: Mapping[str, Arkivfil], stage: Path) -> list[Finding]:
    """Put the stored files into the build; a finding for one that has changed since the check of the store."""
    bok, upplaga = utgava.utgivning.bok.id, utgava.utgivning.upplaga.id
    findings: list[Finding] = []
    for name, total in wanted.items():
        path = f"{store_path(bok, upplaga)}/{name}"
        data = stored[path].read()
        if isinstance(data, Finding):
            findings.append(data)
        elif hashlib.sha256(data).hexdigest() != total:
            hint = "Något skriver i arkivet medan bygget pågår. Ta tillbaka filen ur git och bygg igen."
            findings.append(finding("K915", Position(path), "Filen är inte längre den som förseglades", hint))
        else:
            place = stage / utgava.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    return findings
