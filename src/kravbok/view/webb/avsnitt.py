"""The pages that are read as parts of an edition: a chapter, the appendices, what stands outside, the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kravbok.edition import Utgivning
from kravbok.model.bok import Upplaga
from kravbok.view.parts import Bit, KapitelVy, KravVy, NotisVy, RegisterVy
from kravbok.view.webb.adress import (
    bilagor_adress,
    flode_adress,
    kapitel_adress,
    kapitelflode_adress,
    krav_adress,
    register_adress,
    upplaga_adress,
    utanfor_adress,
)
from kravbok.view.webb.inom import chapter_notices
from kravbok.view.webb.lage import LageVy, lage
from kravbok.view.webb.lankar import link_html, link_krav, link_register, linker
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.upplagor import UTANFOR, BokensUpplagor, Upplagevy, crumbs, edition_ways, reconstruction

__all__ = [
    "BilagorVy",
    "KapitelkravVy",
    "KapitelsidaVy",
    "RegistersidaVy",
    "kapitelsida",
    "tabellsidor",
    "utanforsida",
]


@dataclass(frozen=True, slots=True)
class KapitelkravVy:
    """A requirement on its chapter's page, with the address of its own."""

    krav: KravVy
    adress: str


@dataclass(frozen=True, slots=True)
class KapitelsidaVy:
    """A chapter with the whole text of its requirements; also what stands outside them, which has no number."""

    bok: str
    upplaga: str
    lage: LageVy
    notiser: tuple[NotisVy, ...]
    nummer: str
    rubrik: str
    inledning: str
    krav: tuple[KapitelkravVy, ...]
    upplagor: tuple[Bit, ...]
    foregaende: Bit | None
    nasta: Bit | None


@dataclass(frozen=True, slots=True)
class BilagorVy:
    """An edition's appendices."""

    bok: str
    upplaga: str
    lage: LageVy
    notiser: tuple[NotisVy, ...]
    bilagor: tuple[KapitelVy, ...]


@dataclass(frozen=True, slots=True)
class RegistersidaVy:
    """The tables that are computed from an edition, and its registers."""

    bok: str
    upplaga: str
    lage: LageVy
    notiser: tuple[NotisVy, ...]
    register: tuple[RegisterVy, ...]


def tabellsidor(item: Upplagevy, book: BokensUpplagor) -> Iterator[Sida]:
    """Yield the pages of an edition's appendices and of its tables, those that it has."""
    utgivning = item.utgivning
    where = f"{utgivning.bok.titel} {utgivning.upplaga.id}"
    stands, notiser = lage(utgivning.bok, utgivning.upplaga, book.per), tuple(reconstruction(utgivning))
    if item.bok.bilagor:
        appendices = tuple(_appendix(item, part) for part in item.bok.bilagor)
        vy = BilagorVy(utgivning.bok.titel, utgivning.upplaga.id, stands, notiser, appendices)
        yield _sida(
            utgivning, bilagor_adress(utgivning), "bilagor", f"Bilagor, {where}", f"Bilagorna till {where}.", vy
        )
    if item.bok.register:
        tables = tuple(link_register(part, linker(utgivning)) for part in item.bok.register)
        own = RegistersidaVy(utgivning.bok.titel, utgivning.upplaga.id, stands, notiser, tables)
        about = f"Viten, ersättningar, frister, begrepp, beslut och källor i {where}."
        yield _sida(utgivning, register_adress(utgivning), "register", f"Tabeller och register, {where}", about, own)


def kapitelsida(item: Upplagevy, book: BokensUpplagor, number: int) -> Sida:
    """Return the page of an edition's chapter, by its place among them."""
    utgivning = item.utgivning
    part = utgivning.avsnitt[number]
    shown = item.bok.kapitel[number]
    vy = KapitelsidaVy(
        bok=utgivning.bok.titel,
        upplaga=utgivning.upplaga.id,
        lage=lage(utgivning.bok, utgivning.upplaga, book.per),
        notiser=(*reconstruction(utgivning), *chapter_notices(utgivning, part.klausuler)),
        nummer=part.nummer,
        rubrik=part.lydelse.rubrik,
        inledning=link_html(shown.html, linker(utgivning)),
        krav=tuple(_with_address(utgivning, krav) for krav in shown.krav),
        upplagor=tuple(_same_chapter(book, part.kapitel.id, utgivning.upplaga)),
        foregaende=_way(utgivning, number - 1),
        nasta=_way(utgivning, number + 1),
    )
    titel = f"{part.nummer} {part.lydelse.rubrik}, {utgivning.bok.titel} {utgivning.upplaga.id}"
    about = f"Kapitlet {part.lydelse.rubrik} i {utgivning.bok.titel}, upplaga {utgivning.upplaga.id}."
    page = _sida(utgivning, kapitel_adress(utgivning, part.kapitel.id), "kapitel", titel, about, vy)
    feed = rot(flode_adress(kapitelflode_adress(utgivning.bok.id, part.kapitel.id)))
    return replace(page, floden=(Bit(f"Ändringar i {part.lydelse.rubrik}", feed),))


def utanforsida(item: Upplagevy, book: BokensUpplagor) -> Sida:
    """Return the page of what stands outside an edition's requirements."""
    utgivning = item.utgivning
    vy = KapitelsidaVy(
        bok=utgivning.bok.titel,
        upplaga=utgivning.upplaga.id,
        lage=lage(utgivning.bok, utgivning.upplaga, book.per),
        notiser=(*reconstruction(utgivning), *chapter_notices(utgivning, utgivning.utanfor)),
        nummer="",
        rubrik=UTANFOR,
        inledning="<p>Det som står här har en part lovat eller rekommenderat, men det är inte krav i boken.</p>",
        krav=tuple(_with_address(utgivning, krav) for krav in item.bok.utanfor),
        upplagor=(),
        foregaende=_way(utgivning, len(utgivning.avsnitt) - 1),
        nasta=None,
    )
    where = f"{utgivning.bok.titel} {utgivning.upplaga.id}"
    return _sida(utgivning, utanfor_adress(utgivning), "kapitel", f"{UTANFOR}, {where}", f"{UTANFOR} i {where}.", vy)


def _sida(utgivning: Utgivning, adress: str, slag: str, titel: str, beskrivning: str, vy: object) -> Sida:
    return Sida(
        adress=adress,
        slag=slag,
        titel=titel,
        beskrivning=beskrivning,
        vy=vy,
        brodsmulor=crumbs(utgivning),
        organisation=utgivning.bok.organisation,
    )


def _with_address(utgivning: Utgivning, krav: KravVy) -> KapitelkravVy:
    return KapitelkravVy(link_krav(krav, linker(utgivning)), rot(krav_adress(utgivning, krav.id)))


def _appendix(item: Upplagevy, part: KapitelVy) -> KapitelVy:
    """Return an appendix whose picture is found from any page."""
    utgivning = item.utgivning
    picture = rot(f"{upplaga_adress(utgivning.bok, utgivning.upplaga)}{part.bild}") if part.bild else ""
    return replace(part, html=link_html(part.html, linker(utgivning)), bild=picture)


def _way(utgivning: Utgivning, number: int) -> Bit | None:
    """Return the way to another chapter; None where there is none."""
    if not 0 <= number < len(utgivning.avsnitt):
        return None
    part = utgivning.avsnitt[number]
    return Bit(f"{part.nummer} {part.lydelse.rubrik}", rot(kapitel_adress(utgivning, part.kapitel.id)))


def _same_chapter(book: BokensUpplagor, kapitel: str, mine: Upplaga) -> Iterator[Bit]:
    """Yield each edition that has the chapter; this one without a link."""
    having = (item for item in book.upplagor if any(part.kapitel.id == kapitel for part in item.utgivning.avsnitt))
    return edition_ways(having, mine, lambda other: kapitel_adress(other, kapitel))
