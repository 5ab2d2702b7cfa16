"""What a run starts from: the files of krav/, mallar/ and arkiv/, of a folder or of a commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kravbok.arkiv.lasning import Arkivfil, list_arkiv
from kravbok.finding import Finding
from kravbok.reading import Lasning, read_beside, read_file
from kravbok.sources import File, read_folder

__all__ = ["Underlag", "being_read", "gather"]


@dataclass(frozen=True, slots=True)
class Underlag:
    """The files that a run starts from, what was wrong with reading them, what reads the YAML, and the sealed files."""

    krav: tuple[File, ...]
    mallar: tuple[File, ...]
    findings: tuple[Finding, ...]
    lasning: Lasning = read_file
    arkiv: tuple[Arkivfil, ...] = ()


def gather(projekt: Path, rev: str | None = None) -> Underlag:
    """Return the files of the work tree, or of a commit."""
    if rev is not None:
        from kravbok.git import read_commit

        files, findings = read_commit(projekt, rev)
    else:
        files, findings = read_folder(projekt, "krav")
        templates, faults = read_folder(projekt, "mallar")
        files, findings = files + templates, findings + faults
    stored, faults = list_arkiv(projekt, rev) if not any(item.code == "K801" for item in findings) else ([], [])
    krav, mallar = (tuple(file for file in files if file.path.startswith(name)) for name in ("krav/", "mallar/"))
    return Underlag(krav, mallar, (*findings, *faults), arkiv=tuple(stored))


def being_read(underlag: Underlag) -> Underlag:
    """Return the same, its YAML being read from now on, while the caller imports what works on it."""
    return replace(underlag, lasning=read_beside(underlag.krav))
