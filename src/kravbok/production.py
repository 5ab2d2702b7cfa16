"""One edition in all its formats: rendered, written to the staging folder, read back and proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from kravbok.cache import Cache
from kravbok.dokument import Dokument
from kravbok.edition import Utgivning
from kravbok.expand import anchor
from kravbok.export.html import make_dokument
from kravbok.export.json import write_json
from kravbok.finding import Finding, Position
from kravbok.git import FOLDERS, commit_day, is_draft, last_commit
from kravbok.model.bas import Modell
from kravbok.register import Register
from kravbok.settings import BOOK_FORMATS, FALLBACK_DATE, Byggval, Ursprungsmarke
from kravbok.skrift import Skrift, write_skrift
from kravbok.swedish import format_date
from kravbok.templates import Mallar
from kravbok.underlag import Underlag
from kravbok.verify.bevis import Bevis, content_hash, proof
from kravbok.verify.prove import prove
from kravbok.view.bok import marked, view_bok
from kravbok.view.parts import BokVy

__all__ = ["Utgava", "is_utkast", "last_day", "make_mark", "make_utgava", "write_utgava"]


@dataclass(frozen=True)
class Utgava:
    """An edition ready to be written: its view, its pictures, and what every file of it must hold."""

    utgivning: Utgivning
    vy: BokVy
    mallar: Mallar
    filer: Mapping[str, bytes]
    bevis: tuple[Bevis, ...]

    @cached_property
    def dokument(self) -> Dokument:
        """The edition as a document, made when a format needs it; MallFel for a template that cannot be filled in."""
        return make_dokument(self.vy, self.mallar, self.utgivning.upplaga.fran.dag or FALLBACK_DATE, self.filer)

    @property
    def namn(self) -> str:
        """The edition's file name without suffix."""
        return self.utgivning.namn

    @property
    def folder(self) -> str:
        """Where its files lie below the build folder."""
        return f"{self.utgivning.bok.id}/{self.utgivning.upplaga.id}"


def make_utgava(utgivning: Utgivning, mallar: Mallar, val: Byggval, *, utkast: bool) -> Utgava:
    """Return the edition, marked with the hash of what it prints and the commit that last touched it."""
    bare = view_bok(utgivning)
    mark = make_mark(utgivning, content_hash(proof(bare)), val, utkast=utkast)
    vy = marked(bare, utgivning, mark)
    filer = {part.bild: picture(utgivning, part.bild) for part in vy.bilagor if part.bild}
    return Utgava(utgivning, vy, mallar, filer, proof(vy))


def make_mark(utgivning: Utgivning, digest: str, val: Byggval, *, utkast: bool) -> Ursprungsmarke:
    """Return what the edition was made from: its content hash, and what git knows."""
    stod = f"{format_date(val.vid)}, enligt git (commit {(val.rev or '')[:10]})" if val.vid else ""
    return Ursprungsmarke(digest, last_commit(val.projekt, touched_by(utgivning), val.rev or "HEAD"), utkast, stod)


def touched_by(utgivning: Utgivning) -> list[str]:
    """Return the files and folders whose change is a change of the edition: its book, its clauses and the templates."""
    shared = {utgivning.register.post(clause.krav).path for clause in utgivning.klausuler.values()}
    return sorted({f"krav/{utgivning.bok.id}", "mallar", *shared})


def is_utkast(underlag: Underlag, val: Byggval) -> bool:
    """Whether what is built differs from what is committed; a build of a commit never does."""
    return val.rev is None and is_draft(val.projekt, [*underlag.krav, *underlag.mallar])


def last_day(val: Byggval) -> date | None:
    """Return the day of the last commit that touched any record or template; None where git does not know."""
    return commit_day(val.projekt, last_commit(val.projekt, FOLDERS, val.rev or "HEAD"))


def picture(utgivning: Utgivning, name: str) -> bytes:
    """Return a picture from the book's own folder; the checks have seen that it is there."""
    return utgivning.register.filer[f"krav/{utgivning.bok.id}/{name}"]


def write_utgava(
    utgava: Utgava, mallar: Mallar, stage: Path, cache: Cache, formats: Iterable[str], *, som: str = ""
) -> list[Finding]:
    """Write the edition in each format and prove each file; return where a file does not hold what it must.

    `som` names a version that is not the edition's own, in a folder of that name: rattad/halsoval-2021-rattad.pdf.
    """
    folder = f"{utgava.folder}/{som}" if som else utgava.folder
    own = [form for form in formats if form in BOOK_FORMATS]
    if not own:  # a website alone: the document is not even filled in
        return []

    def write_data(_skrift: Skrift, path: Path) -> None:
        write_json(utgava.utgivning, utgava.vy, path)

    return write_skrift(
        Skrift(utgava.dokument, mallar, cache, own={"json": write_data}),
        stage / folder / (f"{utgava.namn}-{som}" if som else utgava.namn),
        own,
        partial(prove, bevis=utgava.bevis),
        folder=folder,
        place=partial(record_position, utgava.utgivning),
    )


def record_position(utgivning: Utgivning, name: str) -> Position | None:
    """Return where the record with an anchor is written: the wording that the edition prints, for a clause."""
    register = utgivning.register
    if (clause := utgivning.klausuler.get(name)) is not None:
        return register.position(clause.krav, "lydelser", clause.index, "text")
    parts: Iterator[tuple[str, Modell]] = chain(
        ((f"kap-{part.kapitel.id}", part.kapitel) for part in utgivning.avsnitt),
        ((f"bilaga-{part.bilaga.id}", part.bilaga) for part in utgivning.bilagor),
        ((anchor(kind, key), record) for kind, records in _rows(register) for key, record in records.items()),
    )
    return next((register.position(record) for own, record in parts if own == name), None)


def _rows(register: Register) -> Iterator[tuple[str, Mapping[str, Modell]]]:
    """Yield the kinds of records that have rows of their own in the registers, as their anchors name them."""
    yield "begrepp", register.begrepp
    yield "inspel", register.inspel
    yield "indikator", register.indikatorer
    yield "beslut", register.beslut
    yield "styrdokument", register.styrdokument
    yield "dokument", register.dokument
