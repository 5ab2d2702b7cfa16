"""Which two editions kravbok diff compares, and from where each is read: a folder, or a commit of its history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.finding import Finding, Utfall, without_information, worst

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kravbok.edition import Utgivning
    from kravbok.history import Past
    from kravbok.register import Register
    from kravbok.sources import File
    from kravbok.tidpunkt import Sida
    from kravbok.view.andringar.ord import Sidlasning

__all__ = ["Fraga", "Sidor", "find_sidor"]


@dataclass(frozen=True)
class Fraga:
    """What is asked: one or two sides as they are written, and where the old one, or both, are read."""

    projekt: Path
    sidor: tuple[str, ...]
    rev: str | None = None
    vid: date | None = None
    fran: Path | None = None


@dataclass
class Sidor:
    """Both sides as editions with how each was read; or, without them, the findings that say why not."""

    fore: Utgivning | None = None
    efter: Utgivning | None = None
    lasning: tuple[Sidlasning, Sidlasning] | None = None
    mallar: tuple[File, ...] = ()
    rev: str = ""
    findings: list[Finding] = field(default_factory=list)
    sources: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Kalla:
    """Where a side is read: its register, and what git says of it (empty for a folder)."""

    register: Register
    enligt_git: str = ""
    dag: date | None = None


def find_sidor(fraga: Fraga) -> Sidor:
    """Return both sides, or what is wrong with them."""
    sidor = Sidor()
    kallor = _from_git(fraga, sidor) if fraga.rev or fraga.vid else _from_folders(fraga, sidor)
    if kallor is None or _stops(sidor.findings):
        return sidor
    before, after = kallor
    efter = _side(after, fraga.sidor[-1], sidor)
    fore = _first(fraga, before, efter, sidor) if efter else None
    if fore is None or efter is None:
        return sidor
    sidor.fore, sidor.efter = fore.utgivning, efter.utgivning
    sidor.lasning = (_read(fore, before), _read(efter, after))
    return sidor


def _stops(findings: list[Finding]) -> bool:
    """Whether the records cannot be compared; that a sealed edition is not as it was is why somebody compares it."""
    from kravbok.checks.forseglingar import AVVIKELSER

    return worst([item for item in findings if item.code not in AVVIKELSER]) is Utfall.FEL


def _first(fraga: Fraga, before: Kalla, efter: Sida, sidor: Sidor) -> Sida | None:
    """Return the old side: as it is written, the same one as it was read elsewhere, or the edition before."""
    if len(fraga.sidor) > 1 or fraga.rev or fraga.vid or fraga.fran:
        return _side(before, fraga.sidor[0], sidor)
    from kravbok.edition import previous_upplaga

    bok = efter.utgivning.bok
    earlier = previous_upplaga(bok, efter.utgivning.upplaga)
    if earlier is None:
        raise click.UsageError(
            f"{bok.id}@{efter.utgivning.upplaga.id} har ingen upplaga före sig. Ange två sidor att jämföra."
        )
    return _side(before, f"{bok.id}@{earlier.id}", sidor)


def _side(kalla: Kalla, text: str, sidor: Sidor) -> Sida | None:
    from kravbok.tidpunkt import find_sida

    found = find_sida(kalla.register, text, kalla.dag)
    if isinstance(found, Finding):
        sidor.findings.append(found)
        return None
    return found


def _read(sida: Sida, kalla: Kalla) -> Sidlasning:
    """Return how a side was read; its name only where it is no whole edition."""
    from kravbok.view.andringar.ord import Sidlasning

    utgivning = sida.utgivning
    if utgivning.dag is not None:
        return Sidlasning(sida.namn, kalla.enligt_git, sida.notiser)
    said = sida.notiser[1:] if utgivning.upplaga.foreslagen else sida.notiser  # the document says that itself
    return Sidlasning("", kalla.enligt_git, said)


def _from_folders(fraga: Fraga, sidor: Sidor) -> tuple[Kalla, Kalla] | None:
    """Return the project's register for both sides, or another folder's for the old one."""
    now = _check(fraga.projekt, sidor)
    if fraga.fran is None:
        return now, now
    return _check(fraga.fran, sidor), now


def _check(projekt: Path, sidor: Sidor) -> Kalla:
    """Return the register of a folder, checked; its findings are kept."""
    from kravbok.underlag import being_read, gather

    underlag = being_read(gather(projekt))
    import kravbok.andringsdokument  # noqa: F401 - what is needed later is imported while the files are read
    from kravbok.check import check_underlag

    register, findings = check_underlag(underlag)
    sidor.findings += without_information(findings)
    sidor.sources = {**sidor.sources, **register.sources}
    sidor.mallar = underlag.mallar
    return Kalla(register)


def _from_git(fraga: Fraga, sidor: Sidor) -> tuple[Kalla, Kalla] | None:
    """Return the registers of two commits, or of the day's commit beside the project as it is."""
    if fraga.vid is not None:
        past = _past_of_day(fraga, sidor)
        if past is None:
            return None
        return (past, past) if len(fraga.sidor) > 1 else (past, _check(fraga.projekt, sidor))
    from kravbok.history import split_range

    versions = split_range(fraga.rev or "")
    if isinstance(versions, Finding):
        sidor.findings.append(versions)
        return None
    before, after = (_past(fraga.projekt, version, sidor) for version in versions)
    sidor.rev = versions[1]
    return (before, after) if before and after else None


def _past_of_day(fraga: Fraga, sidor: Sidor) -> Kalla | None:
    """Return the register of the day's commit; with two sides, both are read there and so is the document's mark."""
    from kravbok.history import commit_at

    commit = commit_at(fraga.projekt, fraga.vid) if fraga.vid else ""
    if isinstance(commit, Finding):
        sidor.findings.append(commit)
        return None
    if len(fraga.sidor) > 1:
        sidor.rev = commit
    return _past(fraga.projekt, commit, sidor)


def _past(projekt: Path, version: str, sidor: Sidor) -> Kalla | None:
    """Return the register as it stood at a commit; what could not be read is said, and the rest is compared."""
    from kravbok.history import read_past

    past: Past | Finding = read_past(projekt, version)
    if isinstance(past, Finding):
        sidor.findings.append(past)
        return None
    sidor.findings += past.findings
    return Kalla(past.register, past.namn, past.datum)
