"""The pages about whole books: a book, an edition with its contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kravbok.edition import Utgivning
from kravbok.seal.forsegling import seal_of
from kravbok.view.bok import group_digest
from kravbok.view.parts import Bit, Faktum, NotisVy, RegisterVy
from kravbok.view.webb.adress import (
    bilagor_adress,
    bok_adress,
    kapitel_adress,
    krav_adress,
    par_adress,
    rattad_adress,
    register_adress,
    upplaga_adress,
    utanfor_adress,
)
from kravbok.view.webb.lagdata import bok_lagdata, upplaga_lagdata
from kravbok.view.webb.lage import LageVy, current_upplaga, lage
from kravbok.view.webb.lankar import link_fakta, link_html, linker
from kravbok.view.webb.sida import Sida, Sokuppgifter, rot
from kravbok.view.webb.upplagor import UTANFOR, BokensUpplagor, Upplagevy, bokflode, crumbs, edition_ways

__all__ = [
    "BoksidaVy", "ForseglingVy", "InnehallVy", "KapitelradVy", "KravradVy", "NedladdningVy", "UpplagekortVy",
    "UpplagesidaVy", "boksida", "edition_cards", "upplagesida",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class UpplagekortVy:
    """An edition in a list: how it stands, and what it changed."""

    namn: str
    adress: str
    lage: LageVy
    andringar: Bit | None


@dataclass(frozen=True, slots=True)
class KravradVy:
    """A requirement in a table of contents."""

    nummer: str
    rubrik: str
    id: str
    adress: str
    andring: str


@dataclass(frozen=True, slots=True)
class KapitelradVy:
    """A chapter in a table of contents."""

    nummer: str
    rubrik: str
    adress: str
    krav: tuple[KravradVy, ...]


@dataclass(frozen=True, slots=True)
class InnehallVy:
    """An edition's table of contents: its chapters, and what stands beside them."""

    kapitel: tuple[KapitelradVy, ...]
    utanfor: KapitelradVy | None
    bilagor: tuple[Bit, ...]
    register: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class NedladdningVy:
    """A file to fetch: what it is, its form in words, and its size in words."""

    namn: str
    adress: str
    form: str
    storlek: str


@dataclass(frozen=True, slots=True)
class BoksidaVy:
    """A book: its editions, and the contents of the one that a reader meets first."""

    titel: str
    organisation: str
    dokumenttyp: str
    notiser: tuple[NotisVy, ...]
    inledning: str
    upplagor: tuple[UpplagekortVy, ...]
    visas: str
    innehall: InnehallVy
    nedladdningar: tuple[NedladdningVy, ...]


@dataclass(frozen=True, slots=True)
class ForseglingVy:
    """An edition's seal: its checksum, and the files where the book reads with its corrections, if it has any."""

    kontrollsumma: str
    rattade: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class UpplagesidaVy:
    """An edition: how it stands, its contents, its files, and where it comes from."""

    bok: str
    upplaga: str
    dokumenttyp: str
    lage: LageVy
    uppgifter: tuple[Faktum, ...]
    forsegling: ForseglingVy | None
    notiser: tuple[NotisVy, ...]
    inledning: str
    upplagor: tuple[Bit, ...]
    andringar: Bit | None
    innehall: InnehallVy
    nedladdningar: tuple[NedladdningVy, ...]
    kolofon: tuple[Faktum, ...]


def boksida(book: BokensUpplagor, nedladdningar: tuple[NedladdningVy, ...]) -> Sida:
    """Return a book's page: it shows the contents of the edition in force, or of the last one."""
    shown = first_shown(book)
    utgivning = shown.utgivning
    bok, to = utgivning.bok, linker(utgivning)
    vy = BoksidaVy(
        titel=bok.titel,
        organisation=utgivning.organisation.namn,
        dokumenttyp=bok.dokumenttyp,
        notiser=tuple(notis for notis in shown.bok.notiser if notis.rubrik == "Rekonstruktion"),
        inledning=link_html(shown.bok.inledning, to),
        upplagor=tuple(edition_cards(book)),
        visas=utgivning.upplaga.id,
        innehall=contents(shown),
        nedladdningar=nedladdningar,
    )
    adress = bok_adress(bok.id)
    return Sida(
        adress=adress,
        slag="bok",
        titel=bok.titel,
        beskrivning=f"{bok.dokumenttyp.capitalize()}: {bok.titel}, {_count(book)}.",
        vy=vy,
        brodsmulor=crumbs(utgivning)[:1],
        organisation=bok.organisation,
        sok=Sokuppgifter(bok=(bok.titel,)),
        jsonld=bok_lagdata(bok, [item.utgivning for item in book.upplagor]),
        floden=(bokflode(bok),),
    )


def upplagesida(item: Upplagevy, book: BokensUpplagor, nedladdningar: tuple[NedladdningVy, ...]) -> Sida:
    """Return an edition's page."""
    utgivning, to = item.utgivning, linker(item.utgivning)
    bok, upplaga = utgivning.bok, utgivning.upplaga
    adress = upplaga_adress(bok, upplaga)
    vy = UpplagesidaVy(
        bok=bok.titel,
        upplaga=upplaga.id,
        dokumenttyp=bok.dokumenttyp,
        lage=lage(bok, upplaga, book.per),
        uppgifter=link_fakta(item.bok.uppgifter, to),
        forsegling=_seal(utgivning, nedladdningar),
        notiser=item.bok.notiser,
        inledning=link_html(item.bok.inledning, to),
        upplagor=tuple(edition_ways(book.upplagor, upplaga, lambda other: upplaga_adress(bok, other.upplaga))),
        andringar=_changes(item),
        innehall=contents(item),
        nedladdningar=nedladdningar,
        kolofon=item.bok.kolofon,
    )
    return Sida(
        adress=adress,
        slag="upplaga",
        titel=f"{bok.titel}, upplaga {upplaga.id}",
        beskrivning=f"{bok.dokumenttyp.capitalize()}: {bok.titel}, {item.bok.status.lower()}.",
        vy=vy,
        brodsmulor=crumbs(utgivning)[:2],
        organisation=bok.organisation,
        jsonld=upplaga_lagdata(utgivning, book.per),
        floden=(bokflode(bok),),
    )


def _seal(utgivning: Utgivning, nedladdningar: tuple[NedladdningVy, ...]) -> ForseglingVy | None:
    """Return an edition's seal, with the files that lie beside the sealed ones once it has been corrected."""
    checksum = seal_of(utgivning)
    if not checksum:
        return None
    beside = rot(rattad_adress(utgivning.bok, utgivning.upplaga))
    mended = (Bit(item.form, item.adress) for item in nedladdningar if item.adress.startswith(beside))
    return ForseglingVy(group_digest(checksum), tuple(mended))


def first_shown(book: BokensUpplagor) -> Upplagevy:
    """Return the edition that a reader meets first: the one in force, or the last where none is."""
    now = current_upplaga(book.bok, book.per)
    return next((item for item in book.upplagor if item.utgivning.upplaga is now), book.upplagor[-1])


def contents(item: Upplagevy) -> InnehallVy:
    """Return an edition's table of contents, with addresses."""
    utgivning = item.utgivning
    chapters = tuple(
        KapitelradVy(
            part.nummer,
            part.lydelse.rubrik,
            rot(kapitel_adress(utgivning, part.kapitel.id)),
            tuple(_line(item, clause.id) for clause in part.klausuler),
        )
        for part in utgivning.avsnitt
    )
    outside = tuple(_line(item, clause.id) for clause in utgivning.utanfor)
    return InnehallVy(
        kapitel=chapters,
        utanfor=KapitelradVy("", UTANFOR, rot(utanfor_adress(utgivning)), outside) if outside else None,
        bilagor=tuple(
            Bit(f"{part.nummer} {part.rubrik}", rot(f"{bilagor_adress(utgivning)}#{part.id}"))
            for part in item.bok.bilagor
        ),
        register=tuple(_register_line(utgivning, part) for part in item.bok.register),
    )


def _register_line(utgivning: Utgivning, part: RegisterVy) -> Bit:
    return Bit(part.rubrik, rot(f"{register_adress(utgivning)}#{part.id}"))


def _line(item: Upplagevy, krav: str) -> KravradVy:
    shown = item.krav[krav]
    return KravradVy(shown.nummer, shown.rubrik, krav, rot(krav_adress(item.utgivning, krav)), shown.andring)


def edition_cards(book: BokensUpplagor) -> Iterator[UpplagekortVy]:
    """Yield the editions, the last first."""
    for item in reversed(book.upplagor):
        upplaga = item.utgivning.upplaga
        adress = rot(upplaga_adress(book.bok, upplaga))
        yield UpplagekortVy(f"Upplaga {upplaga.id}", adress, lage(book.bok, upplaga, book.per), _changes(item))


def _changes(item: Upplagevy) -> Bit | None:
    """Return the way to what changed since the edition before; None for a first edition."""
    if item.fore is None:
        return None
    bok, fore = item.utgivning.bok, item.fore.upplaga
    return Bit(f"Ändringar sedan {fore.id}", rot(par_adress(bok, fore, item.utgivning.upplaga)))


def _count(book: BokensUpplagor) -> str:
    many = len(book.upplagor)
    return "en upplaga" if many == 1 else f"{many} upplagor"
