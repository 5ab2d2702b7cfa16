"""Where the records of the registers are used: which requirements lean on each, in which editions of which books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kravbok.edition import Klausul
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.krav import Krav
from kravbok.swedish import sort_key
from kravbok.text import parse_fragment
from kravbok.view.parts import Bit, Bitar, bits
from kravbok.view.webb.adress import bok_adress, id_adress, krav_adress, upplaga_adress
from kravbok.view.webb.lage import name_upplaga
from kravbok.view.webb.sida import rot
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy

__all__ = [
    "BokbrukVy", "Bruk", "KravbrukVy", "Namner", "Post", "book_bit", "edition_bit", "find_uses", "krav_bit",
    "krav_cell", "record_bit", "titled_bit",
]  # fmt: skip

Post = tuple[str, str]
"""A record of a register: its kind and its id."""

Namner = Callable[[Upplagevy, Klausul], Iterable[Post]]
"""Tells which records a requirement names, as an edition holds it."""


@dataclass(frozen=True, slots=True)
class KravbrukVy:
    """A requirement that leans on a record: the way to its own page, and to it in each edition where it does."""

    krav: Bit
    upplagor: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class BokbrukVy:
    """The requirements of a book that lean on a record, in order of their ids."""

    bok: Bit
    krav: tuple[KravbrukVy, ...]


Bruk = Mapping[Post, tuple[BokbrukVy, ...]]
"""Who leans on each record, book by book."""


def named_in_records(_item: Upplagevy, clause: Klausul) -> Iterator[Post]:
    """Yield the records that a requirement names: its decisions and sources, what it builds on, and in its text."""
    lydelse, end = clause.lydelse, clause.krav.upphor
    for name in (lydelse.beslut, clause.i_bok.beslut if clause.i_bok else None, end.beslut if end else None):
        if name:
            yield "beslut", name
    yield from (("dokument", source.dokument) for source in lydelse.ursprung)
    if lydelse.bygger_pa is not None:
        yield "styrdokument", lydelse.bygger_pa.styrdokument
    if "(" in lydelse.text:
        yield from ((item.funktion, item.argument[0]) for item in parse_fragment(lydelse.text).uttryck if item.funktion)


def find_uses(bocker: Sequence[BokensUpplagor], named: Namner = named_in_records) -> Bruk:
    """Return who leans on each record, as `named` tells it."""
    found: dict[Post, list[BokbrukVy]] = {}
    for book in bocker:
        for post, uses in _in_book(book, named).items():
            rows = tuple(_row(krav, uses[krav]) for krav in sorted(uses, key=sort_key))
            found.setdefault(post, []).append(BokbrukVy(book_bit(book.bok), rows))
    return {post: tuple(rows) for post, rows in found.items()}


def _in_book(book: BokensUpplagor, named: Namner) -> Mapping[Post, dict[str, list[Upplagevy]]]:
    """Return by record and requirement the editions where the one names the other; a wording is read once."""
    found: dict[Post, dict[str, list[Upplagevy]]] = {}
    read: dict[tuple[str, int], tuple[Post, ...]] = {}
    for item in book.upplagor:
        for clause in item.utgivning.klausuler.values():
            wording = (clause.id, clause.index)
            if wording not in read:
                read[wording] = tuple(dict.fromkeys(named(item, clause)))
            for post in read[wording]:
                found.setdefault(post, {}).setdefault(clause.id, []).append(item)
    return found


def _row(krav: str, editions: Sequence[Upplagevy]) -> KravbrukVy:
    heading = editions[-1].utgivning.klausuler[krav].lydelse.rubrik
    ways = (Bit(name_upplaga(item.utgivning.upplaga), rot(krav_adress(item.utgivning, krav))) for item in editions)
    return KravbrukVy(krav_bit(krav, heading), tuple(ways))


def book_bit(bok: Bok) -> Bit:
    """Return the way to a book."""
    return Bit(bok.titel, rot(bok_adress(bok.id)))


def edition_bit(bok: Bok, upplaga: Upplaga) -> Bit:
    """Return the way to an edition, which says when it is a proposal."""
    return Bit(name_upplaga(upplaga), rot(upplaga_adress(bok, upplaga)))


def titled_bit(bok: Bok, upplaga: Upplaga) -> Bit:
    """Return the way to an edition among those of other books."""
    return Bit(f"{bok.titel}, upplaga {name_upplaga(upplaga)}", rot(upplaga_adress(bok, upplaga)))


def krav_bit(krav: str, rubrik: str) -> Bit:
    """Return the way to a requirement's own page."""
    return Bit(f"{rubrik} ({krav})", rot(id_adress(krav)))


def record_bit(krav: Krav) -> Bit:
    """Return the way to a requirement's own page, under its last heading."""
    return krav_bit(krav.id, krav.lydelser[-1].rubrik)


def krav_cell(krav: str, rubrik: str, adress: str) -> Bitar:
    """Return the cell of a table that leads to a requirement; its id is never broken at its hyphens."""
    return bits(Bit(rubrik, rot(adress)), " ", Bit(krav, odelad=True))
