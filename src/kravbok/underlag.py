"""What a run starts from: the files of krav/, mallar/ and arkiv/, of a folder or of a commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kravbok.arkiv.lasning import Arkivfil, list_arkiv
from kravbok.finding import Finding
from kravbok.reading import Lasning, read_beside, read_file
from kravbok.sources import File, read_folder

__all__ = ["Underlag", "being_read", "gather", "with_files"]


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


def with_files(underlag: Underlag, made: Mapping[str, bytes], gone: frozenset[str] = frozenset()) -> Underlag:
    """Return the same with other contents of files in krav/, and without some; each is read here and now."""
    kept = [file for file in underlag.krav if file.path not in made and file.path not in gone]
    krav = sorted([*kept, *(File(path, data) for path, data in made.items())], key=lambda file: file.path)
    return replace(underlag, krav=tuple(krav), lasning=read_file)
