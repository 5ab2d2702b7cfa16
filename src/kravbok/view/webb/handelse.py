"""Handelse: something that happened to a book, as a feed tells it, with an id that never changes and its day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID, uuid5

from kravbok.expand import name_beslut
from kravbok.model.bas import Ursprung
from kravbok.model.bok import Bok
from kravbok.model.organisation import Organisation
from kravbok.model.register import Beslut
from kravbok.model.tid import Tid
from kravbok.register import Register
from kravbok.settings import FALLBACK_DATE

__all__ = [
    "RECONSTRUCTION",
    "Dag",
    "Handelse",
    "Handelseslag",
    "as_sentence",
    "author_of",
    "choose_day",
    "day_in",
    "document_days",
    "known_days",
    "make_id",
    "say_beginning",
    "tell_decision",
]

Handelseslag = Literal[
    "upplaga", "förslag till upplaga", "i första upplagan", "nytt", "ändrat", "upphävt", "rättelse", "försegling"
]

RECONSTRUCTION = "Rekonstruktion ur offentliga rapporter."
"""What every entry of a book says that is put together from reports."""

_NAMESPACE = UUID("d0b5a3e4-0c1b-4e5f-9a53-6a1d2b7c8e90")
"""The name space of every id in our feeds; never changed (decision 029)."""


@dataclass(frozen=True, slots=True)
class Dag:
    """The day of an event: `publicerad` when it is known to have been decided or published then.

    Otherwise it is the nearest day that the records know, and `grund` says in words which.
    """

    datum: date
    publicerad: bool = False
    grund: str = ""


@dataclass(frozen=True, slots=True)
class Handelse:
    """An event: a wording that begins or ends, an edition, a proposal, a correction or a seal.

    `adress` is the page that shows it; `av` is who answers for the words. `upplaga`, `krav` and `kapitel` are empty
    where it has none.
    """

    id: str
    slag: Handelseslag
    titel: str
    text: str
    adress: str
    dag: Dag
    av: str
    bok: str
    upplaga: str = ""
    krav: str = ""
    kapitel: tuple[str, ...] = ()
    amnen: tuple[str, ...] = ()
    foreslagen: bool = False


def make_id(*names: str) -> str:
    """Return the id of what has these names: the same for ever, wherever the site lies."""
    return uuid5(_NAMESPACE, json.dumps(names)).urn


def known_days(beslut: Beslut | None, publicerad: Tid | None = None) -> Iterable[Tid | None]:
    """Return the days that make a thing known to all, the best first."""
    return (publicerad, beslut.publicerad if beslut else None, beslut.datum if beslut else None)


def document_days(register: Register, ursprung: Iterable[Ursprung]) -> Tid | None:
    """Return the day of the latest source; None when no source has a known day."""
    found = (register.dokument.get(item.dokument) for item in ursprung)
    days = [(day, item.datum) for item in found if item is not None and (day := day_in(item.datum)) is not None]
    return max(days, key=lambda pair: pair[0])[1] if days else None


def day_in(tid: Tid | None) -> date | None:
    """Return the day that stands for a time: the last that it can be, or its only bound; None when unknown."""
    return None if tid is None else tid.latest or tid.dag


def choose_day(known: Iterable[Tid | None], other: Iterable[tuple[str, Tid | None]]) -> Dag:
    """Return the first of the known days, else the first of the others, each with what it is; never today."""
    for tid in known:
        if (day := day_in(tid)) is not None:
            return Dag(day, publicerad=True)
    for words, tid in other:
        if (day := day_in(tid)) is not None:
            return Dag(day, grund=words if tid is None or tid.form == "dag" else f"{words} ({tid})")
    return Dag(FALLBACK_DATE, grund="ingen dag är känd")


def author_of(bok: Bok, organisation: Organisation) -> str:
    """Return who answers for a book's words: the region for its own document, and not for a reconstruction."""
    return organisation.namn if bok.aterger == "regionens dokument" else f"Rekonstruktion (inte {organisation.namn})"


def say_beginning(tid: Tid, *, foreslagen: bool) -> str:
    """Return in a sentence from when something holds, or is meant to."""
    if tid.form in ("senast", "tidigast"):
        word = "Föreslås börja" if foreslagen else "Började" if tid.form == "senast" else "Börjar"
        return f"{word} gälla {tid}."
    if foreslagen:
        return f"Föreslås gälla från {tid}." if tid.known else "När det föreslås gälla är okänt."
    return f"Gäller från {tid}." if tid.known else "När det började gälla är okänt."


def tell_decision(register: Register, beslut: Beslut | None, *, foreslagen: bool) -> str:
    """Return who decided, or that it is a proposal or not known."""
    if beslut is not None:
        return f"Beslut: {name_beslut(register, beslut)}."
    return "Förslag, inte beslutat." if foreslagen else "Beslutet är okänt."


def as_sentence(words: str) -> str:
    """Return words on one line that end with a full stop or another sign that ends a sentence."""
    plain = words.replace("\n", " ").strip()
    return plain if plain.endswith((".", "!", "?", "…", ":")) else f"{plain}."
