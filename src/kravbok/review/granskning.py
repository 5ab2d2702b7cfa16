"""A branch and where it began -> GranskningsVy: everything that the comment tells, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from kravbok.codes import Allvar
from kravbok.diff.ord import diff_ord
from kravbok.diff.skillnad import Ordbit
from kravbok.finding import Finding, not_among, without_information
from kravbok.review.godkannande import make_godkannande
from kravbok.review.lage import Lage
from kravbok.review.poster import Postandring, changed_posts
from kravbok.sources import File
from kravbok.view.granskning import view_bockerna
from kravbok.view.granskningsdelar import GranskningsVy, PostVy
from kravbok.view.granskningspar import Jamforda, compare_bockerna

__all__ = ["make_granskning"]

_KINDS: Mapping[str, str] = {
    "Arende": "ärende",
    "Begrepp": "begrepp",
    "Beslut": "beslut",
    "Bilaga": "bilaga",
    "Bok": "bok",
    "Dokument": "källa",
    "Indikator": "indikator",
    "Inspel": "inspel",
    "Kapitel": "kapitel",
    "Kontrollrakning": "kontrollräkning",
    "Krav": "krav",
    "Kravbok": "projektets inställningar",
    "Kravuppfoljning": "kravuppföljning",
    "Leverans": "leverans",
    "Organisation": "organisation",
    "Rattelseblad": "rättelseblad",
    "Styrdokument": "styrdokument",
}


def make_granskning(lage: Lage) -> GranskningsVy:
    """Return what a branch does; the books are compared only where every record on both sides could be read."""
    unread = bool(lage.fore.register.unread or lage.efter.register.unread or _is_broken(lage))
    jamforda = Jamforda() if unread else compare_bockerna(lage.fore.register, lage.efter.register)
    posts = tuple(_known_posts(lage))
    new, gone = _differing(lage.fore.findings, lage.efter.findings)
    errors = sum(item.severity is Allvar.FEL for item in lage.efter.findings)
    return GranskningsVy(
        gren=lage.gren,
        bas=lage.bas,
        grund=lage.grund,
        bockerna=view_bockerna(lage.fore.register, lage.efter.register, jamforda),
        godkannande=make_godkannande(lage, jamforda, posts),
        nya_fynd=tuple(new),
        borta_fynd=tuple(gone),
        gamla_fel=errors - sum(item.severity is Allvar.FEL for item in new),
        samtidiga=lage.samtidiga,
        poster=tuple(_posts(lage, posts)),
        mallar=tuple(_changed_files(lage.fore.mallar, lage.efter.mallar)),
        andra_filer=lage.andra_filer,
        olasta=unread,
    )


def _is_broken(lage: Lage) -> bool:
    """Whether the branch has files that are not YAML, or are refused: their records are in no register."""
    return any(item.severity is Allvar.FEL and item.code < "K200" for item in lage.efter.findings)


def _known_posts(lage: Lage) -> Iterator[Postandring]:
    """Yield the records that differ; one whose file or folder the branch cannot read is not known to have ended."""
    refused = {item.position.path for item in lage.efter.findings if item.severity is Allvar.FEL and item.code < "K100"}
    for item in changed_posts(lage.fore.register, lage.efter.register):
        places = {item.path, *map(str, PurePosixPath(item.path).parents)}
        if item.vad != "borttagen" or not places & refused:
            yield item


def _differing(fore: Iterable[Finding], efter: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that came and those that went; one that only stands on another line is the same."""
    old, new = without_information(fore), without_information(efter)
    return not_among(sorted(new), old, _same), not_among(sorted(old), new, _same)


def _same(item: Finding) -> tuple[str, str, str]:
    return item.code, item.position.path, item.message


def _posts(lage: Lage, changes: Iterable[Postandring]) -> Iterator[PostVy]:
    for item in changes:
        name = "" if item.id == item.path else item.id
        words = _definition(lage, item.id) if item.slag == "Begrepp" else ()
        yield PostVy(_KINDS.get(item.slag, item.slag.lower()), name, item.vad, item.path, words)


def _definition(lage: Lage, name: str) -> tuple[Ordbit, ...]:
    """Return the words of a term's last definition before and after; nothing where it reads the same."""
    records = (side.register.begrepp.get(name) for side in (lage.fore, lage.efter))
    fore, efter = (f"{item.lydelser[-1].term}: {item.lydelser[-1].definition}" if item else "" for item in records)
    return diff_ord(" ".join(fore.split()), " ".join(efter.split())) if fore != efter else ()


def _changed_files(fore: Iterable[File], efter: Iterable[File]) -> Iterator[str]:
    """Yield the files that came, went or hold other bytes."""
    old, new = ({file.path: file.data for file in files} for files in (fore, efter))
    yield from sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
