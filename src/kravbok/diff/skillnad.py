"""Skillnad: what differs between two editions, as data; how it is shown is for others to say."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from kravbok.edition import Avsnitt, BilagaDel, Klausul, Utgivning
from kravbok.model.bas import Siffervarde
from kravbok.model.storhet import Storhet

__all__ = [
    "DOLJBARA", "SLAG", "Blockskillnad", "Bokskillnad", "Cellskillnad", "Delskillnad", "Jamforelse", "Ordbit",
    "Radskillnad", "Sifferskillnad", "Skillnad", "Slag", "Uppgiftsskillnad",
]  # fmt: skip

Slag = Literal[
    "ny", "upphävd", "delad", "sammanslagen", "ändrad text", "ändrad siffra", "skärpt", "lindrad", "ändrad kravnivå",
    "ändrad frist", "ändrat ansvar", "ändrad uppgift", "flyttad", "omnumrerad", "typografi", "ändrat beslut",
    "ändrat ursprung", "rättad",
]  # fmt: skip
SLAG: tuple[Slag, ...] = get_args(Slag)
"""Every kind of difference, in the order that a difference lists its own."""

DOLJBARA: frozenset[Slag] = frozenset({"omnumrerad", "typografi", "ändrat ursprung"})
"""The kinds that a reader may hide: a difference with no other kind changes nothing for anyone."""


@dataclass(frozen=True, slots=True)
class Ordbit:
    """Words that stand in both texts (`=`), only in the old one (`-`) or only in the new one (`+`)."""

    tecken: Literal["=", "-", "+"]
    text: str


@dataclass(frozen=True, slots=True)
class Blockskillnad:
    """A paragraph, list item or cell of a text, word by word; an added or removed one has words of one sign only."""

    ord: tuple[Ordbit, ...]


@dataclass(frozen=True, slots=True)
class Sifferskillnad:
    """A figure before and after; `absolut` and `procent` only where both are known and of one kind.

    For figures that are themselves percentages `procent` is None and `absolut` is in percentage points.
    """

    namn: str
    fore: Siffervarde | None
    efter: Siffervarde | None
    absolut: Storhet | None = None
    procent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Uppgiftsskillnad:
    """A fact about a clause before and after, by the model's own key (`kravniva`, `vem`, `regel`), in words."""

    falt: str
    fore: str
    efter: str


@dataclass(frozen=True, slots=True)
class Skillnad:
    """One requirement's difference: its kinds, both sides, and what was decided about it.

    `fore` is None for a new requirement and `efter` for one that ended. `beslut` holds ids of decisions and may hold
    `okänt`. `ersatter` are the ids that a new requirement splits or merges, `ersatts_av` those after an ended one.
    """

    id: str
    slag: tuple[Slag, ...]
    fore: Klausul | None
    efter: Klausul | None
    rubrik: tuple[Ordbit, ...] = ()
    text: tuple[Blockskillnad, ...] = ()
    siffror: tuple[Sifferskillnad, ...] = ()
    uppgifter: tuple[Uppgiftsskillnad, ...] = ()
    beslut: tuple[str, ...] = ()
    arende: str = ""
    typ: tuple[str, ...] = ()
    motiv: str = ""
    ersatter: tuple[str, ...] = ()
    ersatts_av: tuple[str, ...] = ()
    rattelser: tuple[str, ...] = ()

    @property
    def doljbar(self) -> bool:
        """Whether the difference changes nothing for anyone: numbers, typography and origin only."""
        return set(self.slag) <= DOLJBARA


@dataclass(frozen=True, slots=True)
class Delskillnad:
    """A chapter's or an appendix' difference, of heading, number and own text."""

    id: str
    slag: tuple[Slag, ...]
    fore: Avsnitt | BilagaDel | None
    efter: Avsnitt | BilagaDel | None
    rubrik: tuple[Ordbit, ...] = ()
    text: tuple[Blockskillnad, ...] = ()


@dataclass(frozen=True, slots=True)
class Bokskillnad:
    """What differs in a book itself: its title, which kind of document it is, and the words before its first chapter.

    `titel` and `dokumenttyp` are empty where they are the same, and between two books, which have each their own.
    """

    slag: tuple[Slag, ...]
    titel: tuple[Ordbit, ...] = ()
    dokumenttyp: tuple[Ordbit, ...] = ()
    inledning: tuple[Blockskillnad, ...] = ()


@dataclass(frozen=True, slots=True)
class Cellskillnad:
    """A table cell before and after, under the heading of its column, word by word."""

    kolumn: str
    fore: str
    efter: str
    ord: tuple[Ordbit, ...]


@dataclass(frozen=True, slots=True)
class Radskillnad:
    """A table row's difference: the row's key, what happened to it, and the cells that changed (all, for a new row)."""

    nyckel: str
    slag: Literal["ny", "upphävd", "ändrad", "flyttad"]
    celler: tuple[Cellskillnad, ...]


@dataclass(frozen=True, slots=True)
class Jamforelse:
    """Two editions compared: each requirement that differs in the new edition's order, ended ones where they stood."""

    fore: Utgivning
    efter: Utgivning
    krav: tuple[Skillnad, ...]
    kapitel: tuple[Delskillnad, ...] = ()
    bilagor: tuple[Delskillnad, ...] = ()
    bok: Bokskillnad | None = None
