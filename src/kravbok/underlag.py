"""What a run starts from: the files of krav/ and mallar/, of a folder or of a commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kravbok.finding import Finding
from kravbok.reading import Lasning, read_beside, read_file
from kravbok.sources import File, read_folder

__all__ = ["Underlag", "being_read", "gather"]


@dataclass(frozen=True, slots=True)
class Underlag:
    """The files that a run starts from, what was wrong with reading them, and what reads the YAML in them."""

    krav: tuple[File, ...]
    mallar: tuple[File, ...]
    findings: tuple[Finding, ...]
    lasning: Lasning = read_file


def gather(projekt: Path, rev: str | None = None) -> Underlag:
    """Return the files of the work tree, or of a commit."""
    if rev is not None:
        from kravbok.git import read_commit

        files, findings = read_commit(projekt, rev)
    else:
        files, findings = read_folder(projekt, "krav")
        templates, faults = read_folder(projekt, "mallar")
        files, findings = files + templates, findings + faults
    krav = tuple(file for file in files if file.path.startswith("krav/"))
    return Underlag(krav, tuple(file for file in files if file.path.startswith("mallar/")), tuple(findings))


def being_read(underlag: Underlag) -> Underlag:
    """Return the same, its YAML being read from now on, while the caller imports what works on it."""
    return replace(underlag, lasning=read_beside(underlag.krav))
