"""The frozen objects that every page of the website is: its address, its words, its content, and how it is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kravbok.model.organisation import Organisation
from kravbok.view.parts import Bit, Faktum
from kravbok.view.webb.adress import json_adress

__all__ = ["INTERN", "START", "Sida", "Sokuppgifter", "WebbVy", "rot"]

INTERN = "\ue004"
"""What an internal link begins with in a view: the writer of a page puts the way to the root in its place.

It is a sign that no text may hold (K009), so nobody can write it; templates have it as `rot`.
"""


def rot(adress: str) -> str:
    """Return an address of the website as a view links to it; that of the start page is empty."""
    return INTERN + adress


START = Bit("Start", rot(""))
"""The first of every page's breadcrumbs."""


@dataclass(frozen=True, slots=True)
class Sokuppgifter:
    """What a page is found by beside its text: the values of the filters, and the hidden words (parts of compounds)."""

    bok: tuple[str, ...] = ()
    upplaga: tuple[str, ...] = ()
    typ: tuple[str, ...] = ()
    omrade: tuple[str, ...] = ()
    kravniva: tuple[str, ...] = ()
    ord: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sida:
    """A page: `adress` ends with a slash and is empty for the start page; `slag` names its template and its schema.

    `organisation` is the id of the one whose colours it has, empty for none. A page without `sok` is not searched.
    `floden` are the feeds about it: a name and an address each.
    `skript` are the scripts it has beside the site's own. A page that is nothing without its script has neither
    fragment nor data.
    """

    adress: str
    slag: str
    titel: str
    beskrivning: str
    vy: Any
    brodsmulor: tuple[Bit, ...] = ()
    organisation: str = ""
    sok: Sokuppgifter | None = None
    jsonld: Mapping[str, Any] | None = None
    floden: tuple[Bit, ...] = ()
    skript: tuple[str, ...] = ()
    fragment: bool = True

    @property
    def data(self) -> str:
        """The address of the data behind the page; empty for one that has none."""
        return json_adress(self.adress) if self.fragment else ""


@dataclass(frozen=True, slots=True)
class WebbVy:
    """What all pages share: the site's name and address (empty when unknown), its menu, and what it was made from.

    `per` is the day that the pages are checked up to, in words, and `dag` the same as a date; empty when no day is
    known. `organisationer` are those
    of the books, by id.
    """

    namn: str
    adress: str
    meny: tuple[Bit, ...]
    fot: tuple[Bit, ...]
    per: str
    uppgifter: tuple[Faktum, ...] = ()
    organisationer: Mapping[str, Organisation] = field(default_factory=dict)
    utkast: str = ""
    dag: date | None = None

    @property
    def kontrollerad(self) -> str:
        """The sentence of every page that says up to which day it is checked."""
        if not self.per:
            return "Vilken dag uppgifterna är kontrollerade till är inte känt."
        return f"Uppgifterna är kontrollerade till och med {self.per}."
