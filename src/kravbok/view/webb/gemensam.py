"""What the pages about all books share: how such a page is made, and a record's times, sources and gaps in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kravbok.edition import Utgivning
from kravbok.model.bas import Saknas, Ursprung
from kravbok.view.krav import describe_sources
from kravbok.view.parts import Bit, Bitar, Faktum, bits
from kravbok.view.webb.lankar import link_bitar, linker
from kravbok.view.webb.sida import START, Sida, Sokuppgifter
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["any_utgivning", "fact", "gap_facts", "gemensam_sida", "one_line", "only_organisation", "source_facts"]


def gemensam_sida(
    adress: str, titel: str, beskrivning: str, vy: Any, bocker: Sequence[BokensUpplagor], *, sok: bool = False
) -> Sida:
    """Return a page about all books; one that is searched is found by every book. Its kind is its address's name."""
    books = Sokuppgifter(bok=tuple(book.bok.titel for book in bocker))
    return Sida(
        adress=adress,
        slag=adress.rstrip("/"),
        titel=titel,
        beskrivning=beskrivning,
        vy=vy,
        brodsmulor=(START,),
        organisation=only_organisation(bocker),
        sok=books if sok else None,
    )


def only_organisation(bocker: Sequence[BokensUpplagor]) -> str:
    """Return the organisation whose all the books are; empty where there are several."""
    names = {book.bok.organisation for book in bocker}
    return names.pop() if len(names) == 1 else ""


def any_utgivning(bocker: Sequence[BokensUpplagor]) -> Utgivning:
    """Return an edition to read the registers by: what the books share is the same in all of them."""
    return bocker[0].upplagor[0].utgivning


def fact(term: str, *values: str | Bit | Bitar) -> Iterator[Faktum]:
    """Yield a line of facts with the values that say anything; nothing when none does."""
    said = [value if isinstance(value, tuple) else bits(value) for value in values if value]
    if said:
        yield Faktum(term, tuple(said))


def source_facts(utgivning: Utgivning, ursprung: Iterable[Ursprung]) -> Iterator[Faktum]:
    """Yield where a record comes from, with the way to each source."""
    to = linker(utgivning)
    yield from fact("Källa", *(link_bitar(value, to) for value in describe_sources(utgivning, ursprung)))


def gap_facts(saknas: Iterable[Saknas]) -> Iterator[Faktum]:
    """Yield what a record says is missing in it."""
    yield from fact("Uppgift som saknas", *(one_line(gap.motivering) for gap in saknas))


def one_line(text: str | None) -> str:
    """Return a text of a record as one paragraph; empty for none."""
    return " ".join((text or "").split())
