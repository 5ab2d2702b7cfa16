"""The page for the provider: what is new in each book's latest edition, then every clause that must be obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.edition import Avsnitt, Klausul
from kravbok.swedish import capitalize, plural
from kravbok.view.andringar.delar import AndringVy
from kravbok.view.parts import Bit, Bitar, NotisVy, Tabellrad, TabellVy, bits, informative
from kravbok.view.webb.adress import krav_adress, par_adress
from kravbok.view.webb.bocker import first_shown
from kravbok.view.webb.bruk import book_bit, edition_bit, krav_cell
from kravbok.view.webb.bundet import CELLER, Bunden, binds
from kravbok.view.webb.gemensam import gemensam_sida
from kravbok.view.webb.lage import LageVy, lage, proposals
from kravbok.view.webb.lankar import link_tabell, linker
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy, reconstruction

__all__ = ["BundnaVy", "NyttVy", "VardgivarbokVy", "VardgivarsidaVy", "vardgivarsida"]


@dataclass(frozen=True, slots=True)
class NyttVy:
    """What an edition changes for the provider: how it stands, how much in a sentence, a table, and all its changes."""

    upplaga: Bit
    lage: LageVy
    mening: str
    tabell: TabellVy | None
    andringar: Bit


@dataclass(frozen=True, slots=True)
class BundnaVy:
    """What binds the provider in an edition: by chapter, and what is to be handed in."""

    upplaga: Bit
    lage: LageVy
    mening: str
    kapitel: tuple[TabellVy, ...]
    leveranser: TabellVy | None


@dataclass(frozen=True, slots=True)
class VardgivarbokVy:
    """A book as the provider needs it: what is new, the last edition first, then all that binds."""

    bok: Bit
    notiser: tuple[NotisVy, ...]
    nytt: tuple[NyttVy, ...]
    bundna: BundnaVy


@dataclass(frozen=True, slots=True)
class VardgivarsidaVy:
    """Every book as the provider needs it."""

    bocker: tuple[VardgivarbokVy, ...]


def vardgivarsida(bocker: Sequence[BokensUpplagor]) -> Sida:
    """Return the page for the provider."""
    about = "Det som binder vårdgivaren i varje bok: vad som är nytt, frister, leveranser, påföljder och uppföljning."
    vy = VardgivarsidaVy(tuple(_book(book) for book in bocker))
    return gemensam_sida("vardgivare/", "För vårdgivare", about, vy, bocker, sok=True)


def _book(book: BokensUpplagor) -> VardgivarbokVy:
    shown = _first(book)
    ahead = proposals(book.bok, book.per)
    news = [item for item in book.upplagor if item is shown or item.utgivning.upplaga in ahead]
    return VardgivarbokVy(
        bok=book_bit(book.bok),
        notiser=tuple(reconstruction(shown.utgivning)),
        nytt=tuple(_news(book, item) for item in reversed(news) if item.fore is not None),
        bundna=_bound(book, shown),
    )


def _first(book: BokensUpplagor) -> Upplagevy:
    """Return the edition that holds, or the first proposal of a book where none does."""
    shown = first_shown(book)
    return book.upplagor[0] if shown.utgivning.upplaga.foreslagen else shown


def _news(book: BokensUpplagor, item: Upplagevy) -> NyttVy:
    utgivning, fore = item.utgivning, item.fore or item.utgivning
    changes = [(change, _clause(item, change.id)) for change in item.andringar.values() if _concerns(item, change)]
    table = TabellVy(
        f"Det som ändras i {book.bok.titel} {utgivning.upplaga.id}",
        ("Krav", "Vad som händer", *CELLER),
        tuple(_changed(Bunden(item), change, clause) for change, clause in changes),
    )
    return NyttVy(
        upplaga=edition_bit(book.bok, utgivning.upplaga),
        lage=lage(book.bok, utgivning.upplaga, book.per),
        mening=f"{_how_many(len(changes))} sedan upplaga {fore.upplaga.id}.",
        tabell=informative(table) if changes else None,
        andringar=Bit(
            f"Alla ändringar sedan {fore.upplaga.id}", rot(par_adress(book.bok, fore.upplaga, utgivning.upplaga))
        ),
    )


def _how_many(changes: int) -> str:
    if changes > 1:
        return f"{plural(changes, 'krav', 'krav')} som binder vårdgivaren är nya, ändrade eller upphävda"
    return f"{'1' if changes else 'Inget'} krav som binder vårdgivaren är nytt, ändrat eller upphävt"


def _clause(item: Upplagevy, krav: str) -> Klausul | None:
    """Return a requirement as an edition holds it, or as the one before did."""
    found = item.utgivning.klausuler.get(krav)
    return found if found is not None or item.fore is None else item.fore.klausuler.get(krav)


def _concerns(item: Upplagevy, change: AndringVy) -> bool:
    """Whether a change is more than a new number, and the requirement binds the provider after it or did before."""
    if set(change.slag) <= {"omnumrerad"}:
        return False
    after = item.utgivning.klausuler.get(change.id)
    before = item.fore.klausuler.get(change.id) if item.fore is not None else None
    return any(clause is not None and binds(clause.lydelse) for clause in (after, before))


def _changed(bound: Bunden, change: AndringVy, clause: Klausul | None) -> Tabellrad:
    figures = "; ".join(capitalize(figure.mening) for figure in change.siffror if change.tecken == "~")
    words = ", ".join((change.markning[0], *(mark.lower() for mark in change.markning[1:])))
    said = bits(f"{words}. {figures}" if figures else words)
    if clause is None or clause.id not in bound.item.utgivning.klausuler:
        return Tabellrad((_gone(bound.item, change), said, *(bits("–") for _ in CELLER)))
    return Tabellrad((bound.krav(clause), said, *bound.cells(clause)))


def _gone(item: Upplagevy, change: AndringVy) -> Bitar:
    """Return the way to an ended requirement, in the edition that held it last."""
    fore = item.fore or item.utgivning
    return krav_cell(change.id, change.rubrik, krav_adress(fore, change.id))


def _bound(book: BokensUpplagor, item: Upplagevy) -> BundnaVy:
    utgivning = item.utgivning
    chapters = tuple(_chapters(item))
    handed = next((part.tabell for part in item.bok.register if part.id == "leveranser"), None)
    many = sum(len(table.rader) for table in chapters)
    return BundnaVy(
        upplaga=edition_bit(book.bok, utgivning.upplaga),
        lage=lage(book.bok, utgivning.upplaga, book.per),
        mening=f"{plural(many, 'ska-krav', 'ska-krav')} binder vårdgivaren."
        if many
        else "Inget ska-krav binder vårdgivaren.",
        kapitel=chapters,
        leveranser=link_tabell(handed, linker(utgivning)) if handed is not None else None,
    )


def _chapters(item: Upplagevy) -> Iterator[TabellVy]:
    """Yield a table for each chapter that has a clause that binds."""
    bound = Bunden(item)
    for part in item.utgivning.avsnitt:
        if rows := tuple(_row(bound, part)):
            heading = f"{part.nummer} {part.lydelse.rubrik}"
            yield informative(TabellVy(heading, ("Krav", *CELLER), rows))


def _row(bound: Bunden, part: Avsnitt) -> Iterator[Tabellrad]:
    for clause in part.klausuler:
        if binds(clause.lydelse):
            yield Tabellrad((bound.krav(clause), *bound.cells(clause)))
