"""Every page of the website, in the order of its addresses: the one list of what a site holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from kravbok.edition import Klausul
from kravbok.view.parts import Bit
from kravbok.view.webb.adress import (
    bok_adress,
    id_adress,
    kapitel_adress,
    krav_adress,
    upplaga_adress,
    utanfor_adress,
)
from kravbok.view.webb.avsnitt import kapitelsida, tabellsidor, utanforsida
from kravbok.view.webb.bocker import NedladdningVy, boksida, first_shown, upplagesida
from kravbok.view.webb.idsida import idsida
from kravbok.view.webb.krav import kravsida
from kravbok.view.webb.lagdata import plats_lagdata
from kravbok.view.webb.motsvarande import Motsvarande, find_motsvarande
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.soksida import soksida
from kravbok.view.webb.startsida import startsida
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy
from kravbok.webbplats.egna import own_sidor
from kravbok.webbplats.jamforelser import jamforelsesidor
from kravbok.webbplats.nedladdningar import downloads
from kravbok.webbplats.nycklar import Nycklar
from kravbok.webbplats.plan import STOR, Sidplan, planned
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["plan_sidor"]


def plan_sidor(underlag: Webbunderlag, nycklar: Nycklar | None) -> Iterator[Sidplan]:
    """Yield every page of the site before it is made; the many have keys, and are made only when these are new.

    Without keys nothing is read but the editions, until a page is made.
    """
    motsvarande = find_motsvarande(underlag.bocker)
    for book in underlag.bocker:
        for item in book.upplagor:
            yield from _chapters(item, book, nycklar)
            yield from _clauses(underlag, item, nycklar, motsvarande)
    for krav in _all_krav(underlag):
        yield Sidplan(
            id_adress(krav), nycklar.permanent(krav) if nycklar else "", partial(idsida, krav, underlag.bocker)
        )
    yield from _whole(underlag)


def _whole(underlag: Webbunderlag) -> Iterator[Sidplan]:
    """Yield the pages that show the whole, or much of it: they are made in every build."""
    yield Sidplan("", "", partial(_start, underlag), STOR)
    for book in underlag.bocker:
        shown = first_shown(book)
        yield Sidplan(bok_adress(book.bok.id), "", partial(boksida, book, _files(underlag, shown)), STOR)
        for item in book.upplagor:
            adress = upplaga_adress(book.bok, item.utgivning.upplaga)
            yield Sidplan(adress, "", partial(upplagesida, item, book, _files(underlag, item)), STOR)
            yield from map(planned, tabellsidor(item, book))
    yield from jamforelsesidor(underlag)
    yield from own_sidor(underlag)
    yield Sidplan("sok/", "", partial(_search, underlag), STOR)


def _start(underlag: Webbunderlag) -> Sida:
    start = startsida(underlag.webb, underlag.bocker, underlag.handelser)
    return replace(start, jsonld=plats_lagdata(underlag.webb))


def _search(underlag: Webbunderlag) -> Sida:
    return soksida((_found(underlag, krav) for krav in _all_krav(underlag)), underlag.webb.fot)


def _chapters(item: Upplagevy, book: BokensUpplagor, nycklar: Nycklar | None) -> Iterator[Sidplan]:
    for number, part in enumerate(item.utgivning.avsnitt):
        adress, weight = kapitel_adress(item.utgivning, part.kapitel.id), 1 + len(part.klausuler) // 5
        key = nycklar.kapitel(item, number) if nycklar else ""
        yield Sidplan(adress, key, partial(kapitelsida, item, book, number), weight)
    if item.utgivning.utanfor:
        key = nycklar.utanfor(item) if nycklar else ""
        yield Sidplan(utanfor_adress(item.utgivning), key, partial(utanforsida, item, book))


def _clauses(
    underlag: Webbunderlag, item: Upplagevy, nycklar: Nycklar | None, motsvarande: Motsvarande
) -> Iterator[Sidplan]:
    clauses = list(item.utgivning.klausuler.values())
    ways: list[Bit | None] = [Bit(_named(krav), rot(krav_adress(item.utgivning, krav.id))) for krav in clauses]
    around: list[Bit | None] = [None, *ways, None]
    for at, clause in enumerate(clauses):
        beside, others = (around[at], around[at + 2]), motsvarande.get(clause.id, ())
        make = partial(kravsida, item, clause, underlag.bocker, beside, others)
        key = nycklar.krav(item, clause.id, beside, others) if nycklar else ""
        yield Sidplan(krav_adress(item.utgivning, clause.id), key, make)


def _named(clause: Klausul) -> str:
    return f"{clause.nummer} {clause.lydelse.rubrik}".strip()


def _files(underlag: Webbunderlag, item: Upplagevy) -> tuple[NedladdningVy, ...]:
    return tuple(downloads(f"{item.utgivning.bok.id}/{item.utgivning.upplaga.id}/", underlag.filer))


def _found(underlag: Webbunderlag, krav: str) -> Bit:
    """Return the way to a requirement's own page, named as the last edition that holds it does."""
    last = [item for book in underlag.bocker for item in book.holding(krav)][-1]
    return Bit(f"{last.krav[krav].rubrik} ({krav})", rot(id_adress(krav)))


def _all_krav(underlag: Webbunderlag) -> list[str]:
    """Return every requirement that any edition holds, in order of id."""
    return sorted({name for book in underlag.bocker for item in book.upplagor for name in item.utgivning.klausuler})
