"""The frozen objects of a document that is neither a book nor a comparison: a title page and its parts, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok import __version__
from kravbok.settings import Ursprungsmarke
from kravbok.view.bok import group_digest
from kravbok.view.parts import Bitar, Faktum, NotisVy, Tabellrad, TabellVy, bits, cells

__all__ = ["BildVy", "DelVy", "HandlingVy", "all_delar", "fact", "kolofon", "points", "rows"]


@dataclass(frozen=True, slots=True)
class BildVy:
    """A picture, and what it shows in words for who does not see it."""

    fil: str
    alt: str


@dataclass(frozen=True, slots=True)
class DelVy:
    """A part: paragraphs, points, facts, a picture and a table, those that there are; then its own parts.

    `ordnad` says that the points are numbered.
    """

    id: str
    rubrik: str
    stycken: tuple[str, ...] = ()
    punkter: tuple[Bitar, ...] = ()
    fakta: tuple[Faktum, ...] = ()
    bild: BildVy | None = None
    tabell: TabellVy | None = None
    delar: tuple[DelVy, ...] = ()
    ordnad: bool = False


@dataclass(frozen=True, slots=True)
class HandlingVy:
    """A document as it is shown: `slag` is the name of its kind, which its files end with.

    A letter has no table of contents.
    """

    slag: str
    titel: str
    bok: str
    organisation: str
    status: str
    sidhuvud: str
    uppgifter: tuple[Faktum, ...]
    notiser: tuple[NotisVy, ...]
    delar: tuple[DelVy, ...]
    kolofon: tuple[Faktum, ...] = ()
    har_innehall: bool = False


def all_delar(vy: HandlingVy) -> Iterator[DelVy]:
    """Yield every part in order of reading, each before its own parts."""
    for part in vy.delar:
        yield from _within(part)


def _within(part: DelVy) -> Iterator[DelVy]:
    yield part
    for inner in part.delar:
        yield from _within(inner)


def fact(term: str, *values: str) -> Faktum:
    """Return a line of facts from plain words."""
    return Faktum(term, tuple(map(bits, values)))


def points(*lines: str) -> tuple[Bitar, ...]:
    """Return the points of a list from plain words."""
    return tuple(map(bits, lines))


def rows(heading: str, columns: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> TabellVy | None:
    """Return a table from plain words; None when it would have no rows."""
    return TabellVy(heading, columns, tuple(Tabellrad(cells(*line)) for line in lines)) if lines else None


def kolofon(marke: Ursprungsmarke, sources: tuple[str, ...], licens: str) -> Iterator[Faktum]:
    """Yield where the document comes from: the hash of what it says, what it was made from, the commit, the program."""
    yield fact("Innehållets kontrollsumma", f"SHA-256 {group_digest(marke.hash)}")
    yield fact("Gjort av", *sources)
    yield fact("Senaste ändring i git", marke.commit or "okänd: posterna ligger inte i git")
    if marke.utkast:
        yield fact("Utkast", "Posterna eller mallarna skiljer sig från det som är sparat i git.")
    if marke.stod:
        yield fact("Som boken stod", marke.stod)
    yield fact("Licens", licens)
    yield fact("Framställd med", f"kravbok {__version__}")
