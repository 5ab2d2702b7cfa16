"""Views of the book made fit for the website: what links within the book's one document links between pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kravbok.edition import Utgivning
from kravbok.view.parts import Bit, Bitar, Faktum, KravVy, RegisterVy, Tabellrad, TabellVy
from kravbok.view.webb.adress import resolve_anchor
from kravbok.view.webb.sida import INTERN

__all__ = ["link_bitar", "link_fakta", "link_html", "link_krav", "link_register", "link_tabell", "linker"]

Linker = Callable[[str], str]
"""Gives the address of what has an anchor."""

_HREF = re.compile(r'href="#([^"]*)"')


def linker(utgivning: Utgivning) -> Linker:
    """Return what gives the address of an edition's anchors."""
    return partial(resolve_anchor, utgivning)


def link_html(html: str, to: Linker) -> str:
    """Return a text whose links lead to pages."""
    return _HREF.sub(lambda found: f'href="{INTERN}{to(found[1])}"', html) if 'href="#' in html else html


def link_bitar(bitar: Bitar, to: Linker) -> Bitar:
    """Return words whose links lead to pages."""
    if not any(bit.href.startswith("#") for bit in bitar):
        return bitar
    return tuple(Bit(bit.text, INTERN + to(bit.href[1:])) if bit.href.startswith("#") else bit for bit in bitar)


def link_fakta(fakta: tuple[Faktum, ...], to: Linker) -> tuple[Faktum, ...]:
    """Return lines of facts whose links lead to pages."""
    return tuple(Faktum(item.term, tuple(link_bitar(value, to) for value in item.varden)) for item in fakta)


def link_krav(krav: KravVy, to: Linker) -> KravVy:
    """Return a requirement whose links lead to pages."""
    return replace(krav, html=link_html(krav.html, to), fakta=link_fakta(krav.fakta, to))


def link_tabell(tabell: TabellVy, to: Linker) -> TabellVy:
    """Return a table whose links lead to pages."""
    rows = tuple(Tabellrad(tuple(link_bitar(cell, to) for cell in row.celler), row.id) for row in tabell.rader)
    return TabellVy(tabell.rubrik, tabell.kolumner, rows)


def link_register(part: RegisterVy, to: Linker) -> RegisterVy:
    """Return a register whose links lead to pages."""
    return replace(part, tabell=link_tabell(part.tabell, to))
