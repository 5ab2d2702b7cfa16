"""Which of an edition's clauses the follow-up is about, and how their follow-up reads in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kravbok.edition import Klausul, Utgivning
from kravbok.model.lydelse import Lydelse, Uppfoljning
from kravbok.model.register import Indikator, Leverans
from kravbok.model.tid import is_unknown
from kravbok.model.uppfoljning import Kravuppfoljning
from kravbok.swedish import format_list, sort_key
from kravbok.view.krav import view_krav
from kravbok.view.rad import join_figures
from kravbok.view.tabeller import is_asked_for

__all__ = [
    "NO_PERSPECTIVE", "UNKNOWN", "binds_provider", "binds_region", "by_perspective", "clause_text", "clauses",
    "deliveries", "demands", "indicators", "is_report", "methods", "name_of", "notes", "reason", "year_of",
]  # fmt: skip

UNKNOWN = "ingen uppgift"
NO_PERSPECTIVE = "Utan perspektiv"

_PROVIDER = ("vårdgivaren", "båda parter", "endera parten", "leverantörens underbiträde")
_REGION = ("regionen", "båda parter", "endera parten")
_REPORT = re.compile(r"(?:verksamhets|års)berättelse", re.IGNORECASE)


def clauses(utgivning: Utgivning) -> list[Klausul]:
    """Return the clauses of the book in order of reading; what stands outside the requirements is not followed up."""
    return [clause for part in utgivning.avsnitt for clause in part.klausuler]


def demands(utgivning: Utgivning) -> list[Klausul]:
    """Return the ska-krav of the book, whomever they bind."""
    return [clause for clause in clauses(utgivning) if clause.lydelse.kravniva == "ska"]


def binds_provider(clause: Klausul) -> bool:
    """Whether a clause binds the provider, alone or with the region."""
    return clause.lydelse.vem in _PROVIDER


def binds_region(clause: Klausul) -> bool:
    """Whether a clause binds the region, alone or with the provider."""
    return clause.lydelse.vem in _REGION


def name_of(clause: Klausul) -> str:
    """Return a clause as a document names it: number, heading and id."""
    return f"{clause.nummer} {clause.lydelse.rubrik} ({clause.id})"


def clause_text(utgivning: Utgivning, clause: Klausul) -> str:
    """Return the words of a clause with what its rule lists, a line each."""
    vy = view_krav(utgivning, clause)
    return "\n".join((*vy.block, *vy.regel))


def deliveries(utgivning: Utgivning) -> list[Leverans]:
    """Return what the edition's clauses ask for, what they punish the lack of, and what the book itself asks for."""
    causes = [clause.lydelse.utloses_av for clause in clauses(utgivning)]
    named = {name for cause in causes if cause is not None for name in cause.leveranser}
    own = [item for item in utgivning.register.leveranser.values() if item.id in named or is_asked_for(item, utgivning)]
    return sorted(own, key=lambda item: (sort_key(item.namn), item.id))


def is_report(words: str) -> bool:
    """Whether words name the yearly report: verksamhetsberättelse or årsberättelse."""
    return _REPORT.search(words) is not None


def indicators(utgivning: Utgivning, lydelse: Lydelse) -> list[Indikator]:
    """Return the known indicators that a wording is followed up or measured with."""
    holders = (lydelse.uppfoljning, lydelse.regel)
    names = dict.fromkeys(item.indikator for item in holders if item is not None and item.indikator is not None)
    shelf = utgivning.register.indikatorer
    return [shelf[name] for name in names if name in shelf]


def methods(follow: Uppfoljning | None) -> str:
    """Return how a requirement is followed up, and that it is the editors' proposal where it is."""
    if follow is None or not follow.metod:
        return UNKNOWN
    words = join_figures(format_list(list(follow.metod)))
    return f"{words} (redaktionens förslag)" if follow.angiven_av == "redaktionen" else words


def reason(lydelse: Lydelse) -> str:
    """Return why a requirement cannot be followed up, or only in part, as its record says it."""
    follow = lydelse.uppfoljning
    if follow is None:
        return "Kravet säger inte hur det följs upp."
    return follow.motivering or "Skälet är inte antecknat."


def by_perspective(utgivning: Utgivning, items: Iterable[Klausul]) -> Iterator[tuple[str, list[Klausul]]]:
    """Yield the organisation's perspectives in its own order, each with its clauses, and last what has none."""
    found: dict[str, list[Klausul]] = {name: [] for name in utgivning.organisation.perspektiv}
    for clause in items:
        follow = clause.lydelse.uppfoljning
        name = follow.perspektiv if follow is not None else None
        found.setdefault(NO_PERSPECTIVE if name is None or is_unknown(name) else name, []).append(clause)
    own = [name for name in found if name != NO_PERSPECTIVE]
    yield from ((name, found[name]) for name in (*own, NO_PERSPECTIVE) if found.get(name))


def year_of(utgivning: Utgivning, datum: date | None) -> int | None:
    """Return the year that is followed up: that of the day, or the one when the edition begins; None when unknown."""
    day = datum or utgivning.upplaga.fran.dag
    return day.year if day is not None else None


def notes(utgivning: Utgivning, year: int | None) -> Mapping[str, Kravuppfoljning]:
    """Return what is noted of the follow-up of the book's requirements that year, by requirement."""
    mine = utgivning.register.uppfoljningar.values()
    return {item.krav: item for item in mine if item.bok == utgivning.bok.id and item.ar == year}
