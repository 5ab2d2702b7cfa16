"""Three-way truth: the branch, the commit where it left its base, and what the base has changed since then.

Only what the branch itself has done is compared; what others have merged meanwhile is not blamed on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kravbok.check import check_underlag
from kravbok.finding import Finding
from kravbok.git import read_commit
from kravbok.git.gren import find_grenpunkt
from kravbok.loader import load_register
from kravbok.model.organisation import Organisation
from kravbok.reading import read_file
from kravbok.register import Register
from kravbok.review.andra_filer import changed_files
from kravbok.review.poster import changed_posts
from kravbok.sources import File
from kravbok.underlag import Underlag, being_read, gather

__all__ = ["Lage", "Regler", "Sida", "read_lage"]


@dataclass(frozen=True)
class Sida:
    """One side: its records, everything that was found in them, and its templates."""

    register: Register
    findings: tuple[Finding, ...]
    mallar: tuple[File, ...]


@dataclass(frozen=True)
class Regler:
    """The organisations as the base has them now, with their rules of approval; `olasta` are files with faults."""

    organisationer: Mapping[str, Organisation]
    olasta: tuple[str, ...]


@dataclass(frozen=True)
class Lage:
    """A branch beside where it began: hashes (`gren` is empty for the work tree), both sides, and what collides.

    `samtidiga` are the requirements that both the branch and its base have changed since they parted. `regler` are the
    base's: a branch cannot take away its own judge. `andra_filer` are the files that differ and are neither records nor
    templates; None where that cannot be told.
    """

    bas: str
    grund: str
    gren: str
    fore: Sida
    efter: Sida
    samtidiga: tuple[str, ...]
    regler: Regler
    andra_filer: tuple[str, ...] | None = ()


def read_lage(projekt: Path, bas: str, rev: str | None = None) -> Lage | Finding:
    """Return the branch, or the work tree where no revision is given, beside where it left `bas`."""
    point = find_grenpunkt(projekt, bas, rev or "HEAD")
    if isinstance(point, Finding):
        return point
    branch = being_read(gather(projekt, point.gren if rev else None))
    shared = _read_once(gather(projekt, point.grund), branch)
    fore = _side(shared, projekt, point.grund)
    efter = _side(branch, projekt, point.gren)
    meanwhile = _changed_since(projekt, point.bas, shared.krav) if point.bas != point.grund else frozenset()
    own = {item.id for item in changed_posts(fore.register, efter.register) if item.slag == "Krav"}
    regler = _read_rules(projekt, point.bas)
    commit = point.gren if rev else ""
    others = changed_files(projekt, point.grund, commit)
    return Lage(bas, point.grund, commit, fore, efter, tuple(sorted(own & meanwhile)), regler, others)


def _read_once(shared: Underlag, branch: Underlag) -> Underlag:
    """Return the same files, of which those that the branch has not touched are read with the branch's own."""
    same = {file.path: file.data for file in branch.krav}
    return replace(
        shared,
        lasning=lambda file: branch.lasning(file) if same.get(file.path) == file.data else read_file(file),
    )


def _side(underlag: Underlag, projekt: Path, rev: str) -> Sida:
    """Return a side, checked; nothing that depends on the day is looked for."""
    register, findings = check_underlag(underlag, projekt=projekt, rev=rev)
    return Sida(register, tuple(findings), underlag.mallar)


def _read_rules(projekt: Path, commit: str) -> Regler:
    """Return the organisations of a commit."""
    files, refused = read_commit(projekt, commit, ("krav/organisationer",))
    register, faults = load_register(file for file in files if file.path.endswith(".yaml"))
    return Regler(register.organisationer, tuple(sorted({item.position.path for item in (*refused, *faults)})))


def _changed_since(projekt: Path, commit: str, shared: Sequence[File]) -> frozenset[str]:
    """Return the ids of the requirements that a commit has otherwise than the files where the branches parted."""
    now, _ = read_commit(projekt, commit, ("krav",))
    old, new = ({file.path: file for file in files if file.path.endswith(".yaml")} for files in (shared, now))
    fore, efter = (
        load_register(file for path, file in one.items() if file.data != getattr(other.get(path), "data", None))[0]
        for one, other in ((old, new), (new, old))
    )
    unread = {name for name in fore.krav if efter.is_unread(name)}
    return frozenset({item.id for item in changed_posts(fore, efter) if item.slag == "Krav"} | unread)
