"""The page of the terms: what each means and has meant, its forms, and where it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kravbok.edition import Utgivning
from kravbok.expand import anchor
from kravbok.model.register import Begrepp, BegreppLydelse
from kravbok.register import Register
from kravbok.swedish import format_list, sort_key
from kravbok.view.parts import Bit, Faktum
from kravbok.view.webb.bruk import BokbrukVy, Bruk, book_bit, find_uses
from kravbok.view.webb.gemensam import any_utgivning, fact, gemensam_sida, one_line, source_facts
from kravbok.view.webb.handelse import say_beginning
from kravbok.view.webb.ordbruk import naming_words
from kravbok.view.webb.sida import Sida
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["BegreppVy", "BegreppslydelseVy", "BegreppssidaVy", "begreppssida"]


@dataclass(frozen=True, slots=True)
class BegreppslydelseVy:
    """A wording of a term: from when, what it means, and its other forms and sources as facts."""

    term: str
    borjan: str
    definition: str
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class BegreppVy:
    """A term: its wordings, the last first, the books it belongs to (none for all), and the requirements that use it.

    `namns` are those whose text points at the term; `ord` are those that only use its words.
    """

    id: str
    term: str
    bocker: tuple[Bit, ...]
    lydelser: tuple[BegreppslydelseVy, ...]
    namns: tuple[BokbrukVy, ...]
    ord: tuple[BokbrukVy, ...]


@dataclass(frozen=True, slots=True)
class BegreppssidaVy:
    """All terms in Swedish order; `bokstaver` leads to the first of each letter."""

    begrepp: tuple[BegreppVy, ...]
    bokstaver: tuple[Bit, ...]


def begreppssida(register: Register, bocker: Sequence[BokensUpplagor], bruk: Bruk) -> Sida:
    """Return the page of the terms."""
    records = sorted(register.begrepp.values(), key=lambda item: sort_key(item.lydelser[-1].term))
    words, utgivning = find_uses(bocker, naming_words(records)), any_utgivning(bocker)
    shown = tuple(_term(utgivning, record, bruk, words) for record in records)
    letters = groupby(shown, key=lambda item: item.term[:1].upper())
    ways = tuple(Bit(letter, f"#{next(items).id}") for letter, items in letters)
    return gemensam_sida(
        "begrepp/",
        "Begrepp",
        "Vad orden i böckerna betyder, i dag och tidigare, och vilka krav som använder dem.",
        BegreppssidaVy(shown, ways),
        bocker,
        sok=True,
    )


def _term(utgivning: Utgivning, record: Begrepp, bruk: Bruk, words: Bruk) -> BegreppVy:
    books = utgivning.register.bocker
    named = bruk.get(("begrepp", record.id), ())
    return BegreppVy(
        id=anchor("begrepp", record.id),
        term=record.lydelser[-1].term,
        bocker=tuple(book_bit(books[name]) for name in record.bocker if name in books),
        lydelser=tuple(_wording(utgivning, item) for item in reversed(record.lydelser)),
        namns=named,
        ord=tuple(_without(words.get(("begrepp", record.id), ()), named)),
    )


def _wording(utgivning: Utgivning, lydelse: BegreppLydelse) -> BegreppslydelseVy:
    return BegreppslydelseVy(
        term=lydelse.term,
        borjan=say_beginning(lydelse.fran, foreslagen=False),
        definition=one_line(lydelse.definition),
        fakta=(
            *fact("Också", format_list(list(lydelse.tillatna))),
            *fact("Skriv inte", format_list(list(lydelse.avradda), "eller")),
            *source_facts(utgivning, lydelse.ursprung),
        ),
    )


def _without(words: Sequence[BokbrukVy], named: Sequence[BokbrukVy]) -> Iterator[BokbrukVy]:
    """Yield the requirements that use a term's words without pointing at it."""
    pointed = {row.krav.href for use in named for row in use.krav}
    for use in words:
        if rows := tuple(row for row in use.krav if row.krav.href not in pointed):
            yield BokbrukVy(use.bok, rows)
