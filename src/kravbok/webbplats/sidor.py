"""Every page of the website, in the order of its addresses: the one list of what a site holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok.view.parts import Bit
from kravbok.view.webb.adress import krav_adress
from kravbok.view.webb.avsnitt import part_sidor
from kravbok.view.webb.bocker import NedladdningVy, bok_sida, first_shown, upplaga_sida
from kravbok.view.webb.handelser import handelser
from kravbok.view.webb.idsida import id_sida
from kravbok.view.webb.krav import krav_sida
from kravbok.view.webb.lagdata import plats_lagdata
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.startsida import start_sida
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy
from kravbok.webbplats.egna import own_sidor
from kravbok.webbplats.jamforelser import jamforelsesidor
from kravbok.webbplats.nedladdningar import downloads
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["make_sidor"]


def make_sidor(underlag: Webbunderlag) -> Iterator[Sida]:
    """Yield every page of the site."""
    utgivningar = [item.utgivning for book in underlag.bocker for item in book.upplagor]
    start = start_sida(underlag.webb, underlag.bocker, handelser(underlag.register, utgivningar))
    yield replace(start, jsonld=plats_lagdata(underlag.webb))
    for book in underlag.bocker:
        yield from _book(underlag, book)
    for krav in _all_krav(underlag):
        yield id_sida(krav, underlag.bocker)
    yield from jamforelsesidor(underlag)
    yield from own_sidor(underlag)


def _book(underlag: Webbunderlag, book: BokensUpplagor) -> Iterator[Sida]:
    yield bok_sida(book, _files(underlag, first_shown(book)))
    for item in book.upplagor:
        yield upplaga_sida(item, book, _files(underlag, item))
        yield from part_sidor(item, book)
        yield from _clauses(underlag, item)


def _clauses(underlag: Webbunderlag, item: Upplagevy) -> Iterator[Sida]:
    clauses = list(item.utgivning.klausuler.values())
    ways: list[Bit | None] = [Bit(_named(item, krav.id), rot(krav_adress(item.utgivning, krav.id))) for krav in clauses]
    around: list[Bit | None] = [None, *ways, None]
    for at, clause in enumerate(clauses):
        yield krav_sida(item, clause, underlag.bocker, (around[at], around[at + 2]))


def _named(item: Upplagevy, krav: str) -> str:
    shown = item.krav[krav]
    return f"{shown.nummer} {shown.rubrik}".strip()


def _files(underlag: Webbunderlag, item: Upplagevy) -> tuple[NedladdningVy, ...]:
    return tuple(downloads(f"{item.utgivning.bok.id}/{item.utgivning.upplaga.id}/", underlag.filer))


def _all_krav(underlag: Webbunderlag) -> list[str]:
    """Return every requirement that any edition holds, in order of id."""
    return sorted({name for book in underlag.bocker for item in book.upplagor for name in item.utgivning.klausuler})
