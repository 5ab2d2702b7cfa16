"""The frozen objects of a redline: all texts in them are HTML already, with what was added and removed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kravbok.view.parts import Faktum, TabellVy

__all__ = ["Kommentar", "RedlineDel", "RedlineKrav", "RedlineRegister", "RedlineVy"]

EMPTY = Markup("")


@dataclass(frozen=True, slots=True)
class Kommentar:
    """The reason for a change, as Word shows it in the margin: at which clause, by whom, when (empty for unknown)."""

    krav: str
    vem: str
    nar: str
    stycken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RedlineKrav:
    """A clause; one that only tells where a clause went has nothing but `anmarkning`."""

    id: str
    rubrik: Markup = EMPTY
    innehall: Markup = EMPTY
    markning: Markup = EMPTY
    html: Markup = EMPTY
    regel: tuple[Markup, ...] = ()
    fakta: tuple[Faktum, ...] = ()
    anmarkning: Markup = EMPTY


@dataclass(frozen=True, slots=True)
class RedlineDel:
    """A chapter, an appendix, or what stands outside the requirements."""

    slag: str
    id: str
    rubrik: Markup = EMPTY
    innehall: Markup = EMPTY
    html: Markup = EMPTY
    krav: tuple[RedlineKrav, ...] = ()
    bild: Markup = EMPTY
    anmarkning: Markup = EMPTY


@dataclass(frozen=True, slots=True)
class RedlineRegister:
    """A part at the end of the book; a table whose columns are others stands twice in Word: as it was, as it is."""

    id: str
    rubrik: Markup
    inledning: Markup
    titel: str
    tabeller: tuple[TabellVy, ...]


@dataclass(frozen=True, slots=True)
class RedlineVy:
    """A whole book as a redline between two of its editions.

    `om` is what a reader must know first, each under a heading of its own. `flyttade` are the ids of the headings that
    stand at another place than in the old edition.
    """

    titel: str
    jamfor: str
    sidhuvud: str
    utgivare: str
    om: tuple[tuple[str, Markup], ...]
    organisation: Markup
    rubrik: Markup
    status: Markup
    uppgifter: tuple[Faktum, ...]
    notiser: tuple[tuple[Markup, Markup], ...]
    inledning: Markup
    delar: tuple[RedlineDel, ...]
    register: tuple[RedlineRegister, ...]
    kolofon: tuple[Faktum, ...]
    kommentarer: tuple[Kommentar, ...]
    flyttade: frozenset[str]
