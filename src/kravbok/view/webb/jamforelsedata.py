"""Every pair of editions compared when the site is built: what the free comparison chooses from, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product

from kravbok.diff.jamforelse import diff_gemensamma, diff_utgivningar
from kravbok.diff.motsvarigheter import common_clauses
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning
from kravbok.swedish import plural
from kravbok.view.andringar.delar import AndringsVy
from kravbok.view.andringar.vy import view_andringar
from kravbok.view.webb.adress import par_adress, upplaga_adress
from kravbok.view.webb.jamforelse import TillaggVy, choices, chosen_by, link_andringar, side_id
from kravbok.view.webb.lage import name_upplaga

__all__ = [
    "Jamforelsedata", "Jamforelseplan", "Parjamforelse", "Upplagedata", "jamforelsedata", "pair_key",
    "plan_jamforelser",
]  # fmt: skip

Par = Mapping[tuple[str, str], Jamforelse]
"""Comparisons that are already made, by the names of their sides."""


@dataclass(frozen=True, slots=True)
class Upplagedata:
    """An edition that can be compared: its name, address, and each requirement's number and heading by id."""

    id: str
    bok: str
    upplaga: str
    adress: str
    krav: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Parjamforelse:
    """Two editions compared: `sida` is the address of the page that shows it without scripts, empty where none does.

    `motsvarar` are the ids of requirements that two books have in common, as the first and the second calls them.
    """

    fore: str
    efter: str
    sida: str
    vy: AndringsVy
    tillagg: Mapping[str, TillaggVy]
    motsvarar: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Jamforelsedata:
    """A file of comparisons: the editions, every ordered pair of them, and the names of the choices by group."""

    adress: str
    upplagor: tuple[Upplagedata, ...]
    par: tuple[Parjamforelse, ...]
    val: Mapping[str, Mapping[str, str]]


def pair_key(fore: Utgivning, efter: Utgivning) -> tuple[str, str]:
    """Return what a comparison is found by."""
    return side_id(fore), side_id(efter)


@dataclass(frozen=True, slots=True)
class Jamforelseplan:
    """A file of comparisons to make: its address, its editions, and the ordered pairs of them."""

    adress: str
    upplagor: tuple[Utgivning, ...]
    par: tuple[tuple[Utgivning, Utgivning], ...]


def plan_jamforelser(bocker: Sequence[Sequence[Utgivning]]) -> Iterator[Jamforelseplan]:
    """Yield a file for each book with editions to compare, and for each two books with a requirement in common."""
    for book in bocker:
        if len(book) > 1:
            yield Jamforelseplan(f"jamfor/{book[0].bok.id}.json", tuple(book), tuple(permutations(book, 2)))
    for one, other in combinations(bocker, 2):
        pairs = [pair for pair in product(one, other) if common_clauses(*pair)]
        if pairs:
            both_ways = tuple(side for fore, efter in pairs for side in ((fore, efter), (efter, fore)))
            yield Jamforelseplan(f"jamfor/{one[0].bok.id}+{other[0].bok.id}.json", (*one, *other), both_ways)


def jamforelsedata(plan: Jamforelseplan, gjorda: Par | None = None) -> Jamforelsedata:
    """Return every pair of a file compared; `gjorda` are the comparisons that the site has pages of."""
    found = (_within(*par, gjorda or {}) if par[0].bok.id == par[1].bok.id else _between(*par) for par in plan.par)
    return Jamforelsedata(
        plan.adress, tuple(map(_edition, plan.upplagor)), tuple(found), choices(*reversed(plan.upplagor))
    )


def _edition(utgivning: Utgivning) -> Upplagedata:
    upplaga, adress = utgivning.upplaga, upplaga_adress(utgivning.bok, utgivning.upplaga)
    clauses = {clause.id: (clause.nummer, clause.lydelse.rubrik) for clause in utgivning.klausuler.values()}
    return Upplagedata(side_id(utgivning), utgivning.bok.titel, name_upplaga(upplaga), adress, clauses)


def _within(fore: Utgivning, efter: Utgivning, made: Par) -> Parjamforelse:
    done = made.get(pair_key(fore, efter))
    page = par_adress(fore.bok, fore.upplaga, efter.upplaga) if done is not None else ""
    return _compared(done or diff_utgivningar(fore, efter), page)


def _between(fore: Utgivning, efter: Utgivning) -> Parjamforelse:
    """Return what two books have in common, compared; what only one of them has is read off the editions."""
    found = _compared(diff_gemensamma(fore, efter), "")
    common = tuple((old, new) for new, old in common_clauses(fore, efter).items())
    said = f"Böckerna har {plural(len(common), 'krav', 'krav')} gemensamt."
    if len(common) != 1:
        said = said.replace("gemensamt", "gemensamma")
    vy = replace(found.vy, sammanfattning=(said, *found.vy.sammanfattning))
    return replace(found, vy=vy, motsvarar=common)


def _compared(jamforelse: Jamforelse, sida: str) -> Parjamforelse:
    vy = view_andringar(jamforelse, register=False)
    linked = link_andringar(jamforelse, vy)
    fore, efter = pair_key(jamforelse.fore, jamforelse.efter)
    return Parjamforelse(fore, efter, sida, linked, chosen_by(jamforelse, vy))
