"""The frozen objects that templates and exporters read: nothing but words, links and their order."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "Bit",
    "BokVy",
    "Faktum",
    "KapitelVy",
    "KravVy",
    "NotisVy",
    "RegisterVy",
    "TabellVy",
    "bits",
    "cells",
    "informative",
    "plain",
]


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of words, with what it links to (empty for nothing); one that is `odelad` has no line end in it."""

    text: str
    href: str = ""
    odelad: bool = False


Bitar = tuple[Bit, ...]

_ID = re.compile(r"(\b[A-ZÅÄÖ]{2,}(?:-[A-ZÅÄÖ0-9]+)+\b)")


def bits(*parts: str | Bit) -> Bitar:
    """Return runs of words from plain strings and links."""
    return tuple(Bit(part) if isinstance(part, str) else part for part in parts)


def cells(*parts: str) -> tuple[Bitar, ...]:
    """Return the cells of a row from plain words; an id in them is never broken at its hyphens."""
    return tuple(tuple(Bit(own, odelad=at % 2 == 1) for at, own in enumerate(_ID.split(part)) if own) for part in parts)


def plain(parts: Bitar) -> str:
    """Return the words without their links."""
    return "".join(part.text for part in parts)


@dataclass(frozen=True, slots=True)
class Faktum:
    """A line of facts about a clause: its term, and one or more values."""

    term: str
    varden: tuple[Bitar, ...]


@dataclass(frozen=True, slots=True)
class KravVy:
    """A clause as it is shown."""

    id: str
    nummer: str
    rubrik: str
    markning: tuple[str, ...]
    html: str
    block: tuple[str, ...]
    regel: tuple[str, ...]
    andring: str
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class KapitelVy:
    """A chapter as it is shown."""

    id: str
    nummer: str
    rubrik: str
    html: str
    block: tuple[str, ...]
    krav: tuple[KravVy, ...]
    bild: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Tabellrad:
    """A row: its own id (empty for none) and its cells; the first is the row's heading."""

    celler: tuple[Bitar, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class TabellVy:
    """A computed table: caption, column headings and rows."""

    rubrik: str
    kolumner: tuple[str, ...]
    rader: tuple[Tabellrad, ...]


_SILENT = frozenset({"–", "okänt", "okänd"})


def informative(table: TabellVy) -> TabellVy:
    """Return the table without the columns that tell the reader nothing in any row; the first two always stay."""
    columns = range(len(table.kolumner))
    kept = [at for at in columns if at < 2 or any(plain(row.celler[at]) not in _SILENT for row in table.rader)]
    rows = tuple(Tabellrad(tuple(row.celler[at] for at in kept), row.id) for row in table.rader)
    return TabellVy(table.rubrik, tuple(table.kolumner[at] for at in kept), rows)


@dataclass(frozen=True, slots=True)
class RegisterVy:
    """A part at the end of the book: heading, introduction and a table."""

    id: str
    rubrik: str
    inledning: str
    tabell: TabellVy


@dataclass(frozen=True, slots=True)
class NotisVy:
    """A notice that the reader must not miss."""

    rubrik: str
    text: str


@dataclass(frozen=True, slots=True)
class BokVy:
    """A whole book as it is shown."""

    titel: str
    organisation: str
    dokumenttyp: str
    upplaga: str
    status: str
    sidhuvud: str
    uppgifter: tuple[Faktum, ...]
    notiser: tuple[NotisVy, ...]
    inledning: str
    inledning_block: tuple[str, ...]
    kapitel: tuple[KapitelVy, ...]
    utanfor: tuple[KravVy, ...]
    bilagor: tuple[KapitelVy, ...]
    register: tuple[RegisterVy, ...]
    kolofon: tuple[Faktum, ...]
