"""The page of the amounts over the years: a table for each book, and a picture of each amount that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kravbok.model.storhet import format_tabell
from kravbok.swedish import uncapitalize
from kravbok.view.parts import Bit, Bitar
from kravbok.view.webb.adress import id_adress, krav_adress
from kravbok.view.webb.beloppserier import Beloppserie, Punkt, series
from kravbok.view.webb.bruk import book_bit, edition_bit, krav_cell
from kravbok.view.webb.gemensam import gemensam_sida
from kravbok.view.webb.lage import name_upplaga
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy

__all__ = ["BeloppVy", "BeloppgruppVy", "BeloppradVy", "BeloppsbokVy", "BeloppssidaVy", "DiagramVy", "StapelVy"]
__all__ += ["beloppssida", "view_belopp"]

_GROUPS = {"påföljd": "Viten och andra påföljder", "ersättning": "Ersättningar"}
_OTHER = "Andra belopp"
FULL = 1000
"""The length of the longest bar of a picture."""


@dataclass(frozen=True, slots=True)
class BeloppVy:
    """An amount in an edition: in words, with the way to the requirement there, and what changed since before."""

    varde: str
    adress: str
    andring: str


@dataclass(frozen=True, slots=True)
class BeloppradVy:
    """An amount of a requirement: what it is called, and how much it is in each edition of the book."""

    krav: Bitar
    namn: str
    belopp: tuple[BeloppVy, ...]


@dataclass(frozen=True, slots=True)
class BeloppgruppVy:
    """The amounts of a kind in a book."""

    rubrik: str
    rader: tuple[BeloppradVy, ...]


@dataclass(frozen=True, slots=True)
class StapelVy:
    """A bar: the edition, the amount in words, its length of a thousand, and whether it is only proposed."""

    namn: str
    varde: str
    langd: int
    foreslagen: bool


@dataclass(frozen=True, slots=True)
class DiagramVy:
    """A picture of an amount over the years: where it lies, what it is about, all that it shows in words, its bars."""

    adress: str
    namn: str
    alt: str
    staplar: tuple[StapelVy, ...]


@dataclass(frozen=True, slots=True)
class BeloppsbokVy:
    """The amounts of a book by kind; the editions are the columns."""

    bok: Bit
    upplagor: tuple[Bit, ...]
    grupper: tuple[BeloppgruppVy, ...]
    diagram: tuple[DiagramVy, ...]


@dataclass(frozen=True, slots=True)
class BeloppssidaVy:
    """The amounts of every book that has any."""

    bocker: tuple[BeloppsbokVy, ...]


def beloppssida(vy: BeloppssidaVy, bocker: Sequence[BokensUpplagor]) -> Sida:
    """Return the page of the amounts over the years."""
    about = "Viten, avgifter, ersättningar och andra belopp, upplaga för upplaga, med skillnaden i kronor och procent."
    return gemensam_sida("belopp/", "Belopp över åren", about, vy, bocker, sok=True)


def view_belopp(bocker: Sequence[BokensUpplagor]) -> BeloppssidaVy:
    """Return the amounts of every book that has any."""
    return BeloppssidaVy(tuple(part for book in bocker if (part := _book(book)).grupper))


def _book(book: BokensUpplagor) -> BeloppsbokVy:
    found = tuple(series(book))
    headings = (*_GROUPS.values(), _OTHER)
    groups = (
        BeloppgruppVy(heading, tuple(_row(book, item) for item in found if _heading(item) == heading))
        for heading in headings
    )
    return BeloppsbokVy(
        bok=book_bit(book.bok),
        upplagor=tuple(edition_bit(book.bok, item.utgivning.upplaga) for item in book.upplagor),
        grupper=tuple(group for group in groups if group.rader),
        diagram=tuple(_pictures(book, found)),
    )


def _heading(item: Beloppserie) -> str:
    return _GROUPS.get(item.lydelse.typ, _OTHER)


def _row(book: BokensUpplagor, item: Beloppserie) -> BeloppradVy:
    cells = (_cell(item, edition, item.at(edition)) for edition in book.upplagor)
    return BeloppradVy(krav_cell(item.krav, item.lydelse.rubrik, id_adress(item.krav)), item.namn, tuple(cells))


def _cell(item: Beloppserie, edition: Upplagevy, point: Punkt | None) -> BeloppVy:
    if point is None:
        return BeloppVy("finns inte", "", "")
    way = rot(krav_adress(edition.utgivning, item.krav))
    return BeloppVy(format_tabell(point.varde), way, point.andring)


def _pictures(book: BokensUpplagor, found: Sequence[Beloppserie]) -> Iterator[DiagramVy]:
    """Yield a picture of each amount that is known in two editions or more, and not the same in all."""
    number: dict[str, int] = {}
    for item in found:
        if item.differs:
            number[item.krav] = number.get(item.krav, 0) + 1
            adress = rot(f"belopp/{book.bok.id}-{item.krav}-{number[item.krav]}.svg")
            name = f"{item.lydelse.rubrik}: {uncapitalize(item.namn)} ({item.krav})"
            bars = tuple(_bars(item))
            said = ", ".join(f"{bar.namn} {bar.varde}" for bar in bars)
            yield DiagramVy(adress, name, f"Stapeldiagram. {name}. {said}.", bars)


def _bars(item: Beloppserie) -> Iterator[StapelVy]:
    greatest = max((figure.bas[0] for _, figure in item.known), default=Fraction(0))
    for point, figure in item.known:
        upplaga = point.item.utgivning.upplaga
        long = int(max(figure.bas[0], Fraction(0)) * FULL / greatest) if greatest > 0 else 0
        yield StapelVy(name_upplaga(upplaga), format_tabell(figure), long, upplaga.foreslagen)
