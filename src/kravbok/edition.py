"""Register × bok × upplaga -> Utgivning: one numbered tree, with the wording that the edition holds of each clause.

The rule: of each requirement in the book, the wording with the latest beginning not after the edition's; a proposed
edition puts the wordings that name it on top. On a given day (`dag`) a wording holds when it has begun that day, and no
proposal does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from kravbok.model.bok import Bilaga, BilagaLydelse, Bok, Kapitel, KapitelLydelse, Upplaga
from kravbok.model.krav import Krav
from kravbok.model.lydelse import IBok, Lydelse
from kravbok.model.organisation import Organisation
from kravbok.model.register import Begrepp, BegreppLydelse
from kravbok.model.tid import Tid
from kravbok.register import Register

__all__ = [
    "Avsnitt",
    "BilagaDel",
    "Klausul",
    "Utgivning",
    "begreppslydelse",
    "book_ids",
    "choose",
    "klausul_in",
    "make_utgivning",
    "place_in",
    "previous_upplaga",
]


T = TypeVar("T", KapitelLydelse, BilagaLydelse)


class Daterad(Protocol):
    """Anything with dated wordings: a requirement, a chapter, an appendix."""

    @property
    def fran(self) -> Tid: ...
    @property
    def foreslagen(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Klausul:
    """A requirement as one edition holds it: its number, wording, the wording before, and its place."""

    nummer: str
    krav: Krav
    index: int
    kapitel: str
    ordning: int
    i_bok: IBok | None
    foregaende: Lydelse | None

    @property
    def lydelse(self) -> Lydelse:
        """The wording that the edition holds."""
        return self.krav.lydelser[self.index]

    @property
    def id(self) -> str:
        """The requirement's permanent id."""
        return self.krav.id


@dataclass(frozen=True, slots=True)
class Avsnitt:
    """A chapter as one edition holds it, with its clauses in order."""

    nummer: str
    kapitel: Kapitel
    lydelse: KapitelLydelse
    klausuler: tuple[Klausul, ...]


@dataclass(frozen=True, slots=True)
class BilagaDel:
    """An appendix as one edition holds it."""

    nummer: str
    bilaga: Bilaga
    lydelse: BilagaLydelse


@dataclass(frozen=True, eq=False)
class Utgivning:
    """One edition of one book: chapters, clauses outside the requirements, appendices; itself and equal to no other."""

    register: Register
    bok: Bok
    upplaga: Upplaga
    organisation: Organisation
    avsnitt: tuple[Avsnitt, ...]
    utanfor: tuple[Klausul, ...]
    bilagor: tuple[BilagaDel, ...]
    klausuler: Mapping[str, Klausul]
    dag: date | None = None

    @property
    def namn(self) -> str:
        """The edition's file name without suffix: halsoval-2022, or halsoval-2022-03-14 as it was on a day."""
        return f"{self.bok.id}-{self.dag or self.upplaga.id}"

    @cached_property
    def pafoljder(self) -> Mapping[str, tuple[str, ...]]:
        """The consequences of breaking each requirement, by its id: its own, and those of what it asks to hand in."""
        found: dict[str, dict[str, None]] = {}
        for clause in self.klausuler.values():
            if (cause := clause.lydelse.utloses_av) is not None:
                deliveries = (self.register.leveranser.get(name) for name in cause.leveranser)
                for name in (*cause.krav, *(item.krav for item in deliveries if item is not None)):
                    found.setdefault(name or "", {})[clause.id] = None
        return {name: tuple(ids) for name, ids in found.items()}


def make_utgivning(register: Register, bok: Bok, upplaga: Upplaga, dag: date | None = None) -> Utgivning:
    """Return the edition, or what holds of it on a day; the register must have passed its checks."""
    found = (klausul_in(krav, bok, upplaga, dag) for krav in register.krav.values())
    clauses = [clause for clause in found if clause is not None]
    clauses.sort(key=lambda clause: (clause.ordning, clause.id))
    inside = [clause for clause in clauses if clause.lydelse.stallning == "klausul"]
    avsnitt = tuple(_number_chapters(_chapters(register, bok, upplaga, dag), inside))
    utanfor = tuple(clause for clause in clauses if clause.lydelse.stallning != "klausul")
    numbered = {clause.id: clause for part in avsnitt for clause in part.klausuler}
    return Utgivning(
        register=register,
        bok=bok,
        upplaga=upplaga,
        organisation=register.organisationer[bok.organisation],
        avsnitt=avsnitt,
        utanfor=utanfor,
        bilagor=tuple(_appendices(register, bok, upplaga, dag)),
        klausuler={**numbered, **{clause.id: clause for clause in utanfor}},
        dag=dag,
    )


def book_ids(krav: Krav) -> list[str]:
    """Return the books that any of the requirement's wordings has a place in."""
    ids = {book: None for lydelse in krav.lydelser for book in place_books(lydelse)}
    return list(ids)


def place_books(lydelse: Lydelse) -> list[str]:
    """Return the books that a wording has a known place in."""
    if lydelse.plats is not None:
        return [lydelse.plats.bok]
    return [book for book, place in lydelse.i_bok.items() if place is not None]


def place_in(lydelse: Lydelse, bok: str) -> tuple[str, int, IBok | None] | None:
    """Return the wording's chapter, order and shared place in a book; None when it has none there."""
    if lydelse.plats is not None:
        return (lydelse.plats.kapitel, lydelse.plats.ordning, None) if lydelse.plats.bok == bok else None
    place = lydelse.i_bok.get(bok)
    return None if place is None else (place.kapitel, place.ordning, place)


def edition_of(lydelse: Lydelse, bok: str) -> str | None:
    """Return the edition that a wording names for a book."""
    place = lydelse.i_bok.get(bok)
    return place.upplaga if place is not None and place.upplaga is not None else lydelse.upplaga


def choose(
    wordings: Sequence[Daterad], named: Sequence[str | None], bok: Bok, upplaga: Upplaga, dag: date | None = None
) -> int | None:
    """Return the index of the wording that the edition holds, or None; `named` is the edition each one names.

    With a day, what begins later than that day does not hold yet, and what begins during the edition's time does.
    """
    order = {item.id: number for number, item in enumerate(bok.upplagor)}
    chosen = None
    for index, (wording, edition) in enumerate(zip(wordings, named, strict=True)):
        if wording.foreslagen:
            chosen = index if edition == upplaga.id and dag is None else chosen
        elif edition is not None:
            later = order.get(edition, len(order)) > order[upplaga.id] or _is_ahead(wording.fran, dag)
            chosen = chosen if later else index
        elif _has_begun(wording.fran, dag or upplaga.fran.dag):
            chosen = index
    return chosen


def _has_begun(wording: Tid, day: date | None) -> bool:
    return wording.latest is not None and day is not None and wording.latest <= day


def _is_ahead(wording: Tid, day: date | None) -> bool:
    """Whether a wording that names its edition begins after the day; one without any day begins with its edition."""
    begins = wording.latest or wording.dag
    return begins is not None and day is not None and begins > day


def previous_upplaga(bok: Bok, upplaga: Upplaga) -> Upplaga | None:
    """Return the edition that this one is compared with: the one it names, or the latest decided before it."""
    before = bok.upplagor[: bok.upplagor.index(upplaga)]
    if upplaga.jamfor_med is not None:
        return next((item for item in before if item.id == upplaga.jamfor_med), None)
    return next((item for item in reversed(before) if not item.foreslagen), None)


def klausul_in(krav: Krav, bok: Bok, upplaga: Upplaga, dag: date | None = None) -> Klausul | None:
    """Return the requirement as the edition holds it (on a day), not yet numbered."""
    index = _index(krav, bok, upplaga, dag)
    if index is None or _has_ended(krav, bok, upplaga, dag):
        return None
    place = place_in(krav.lydelser[index], bok.id)
    if place is None:
        return None
    before = previous_upplaga(bok, upplaga)
    earlier = _index(krav, bok, before) if before else None
    return Klausul("", krav, index, *place, krav.lydelser[earlier] if earlier is not None else None)


def _index(krav: Krav, bok: Bok, upplaga: Upplaga, dag: date | None = None) -> int | None:
    if bok.id not in book_ids(krav):
        return None
    return choose(krav.lydelser, [edition_of(item, bok.id) for item in krav.lydelser], bok, upplaga, dag)


def _has_ended(krav: Krav, bok: Bok, upplaga: Upplaga, dag: date | None) -> bool:
    """Whether the requirement has ended when the edition begins, or ends in the very proposal that the edition is."""
    end = krav.upphor
    if end is None:
        return False
    last = end.galler_till.latest if end.galler_till else None
    if end.upplaga is not None and (dag is None or last is None):
        return _ends_by(end.upplaga, bok, upplaga)
    begins = dag or upplaga.fran.dag
    return last is not None and begins is not None and last < begins


def _ends_by(named: str, bok: Bok, upplaga: Upplaga) -> bool:
    """Whether an edition is the one that ends a requirement, or comes after it once that one is decided."""
    order = {item.id: number for number, item in enumerate(bok.upplagor)}
    ending = next((item for item in bok.upplagor if item.id == named), None)
    if ending is None or named == upplaga.id:
        return named == upplaga.id
    return not ending.foreslagen and order[named] < order[upplaga.id]


def _chapters(register: Register, bok: Bok, upplaga: Upplaga, dag: date | None) -> list[tuple[Kapitel, KapitelLydelse]]:
    """Return the chapters that the edition has, in order."""
    found = []
    for (book, _), kapitel in register.kapitel.items():
        if book == bok.id and (lydelse := _dated(kapitel.lydelser, bok, upplaga, dag)) is not None:
            found.append((kapitel, lydelse))
    return sorted(found, key=lambda pair: (pair[1].ordning, pair[0].id))


def _dated(wordings: Sequence[T], bok: Bok, upplaga: Upplaga, dag: date | None) -> T | None:
    """Return the wording that the edition holds; one without any day holds until another does."""
    dated = [item for item in wordings if item.galler_fran or item.avses_galla_fran]
    index = choose(dated, [item.upplaga for item in dated], bok, upplaga, dag)
    if index is not None:
        return dated[index]
    return next((item for item in wordings if item not in dated), None)


def begreppslydelse(begrepp: Begrepp, upplaga: Upplaga) -> BegreppLydelse | None:
    """Return the wording of a term that an edition holds: the latest that has begun on the edition's day."""
    day = upplaga.fran.dag
    begun = [item for item in begrepp.lydelser if not item.fran.known or (day and (item.fran.latest or day) <= day)]
    return begun[-1] if begun else None


def _number_chapters(chapters: list[tuple[Kapitel, KapitelLydelse]], clauses: list[Klausul]) -> Iterator[Avsnitt]:
    """Yield the chapters that have clauses, numbered from 1, and their clauses numbered 1.1, 1.2 and so on."""
    number = 0
    for kapitel, lydelse in chapters:
        own = [clause for clause in clauses if clause.kapitel == kapitel.id]
        if not own:
            continue
        number += 1
        yield Avsnitt(str(number), kapitel, lydelse, tuple(_numbered(own, number)))


def _numbered(clauses: list[Klausul], chapter: int) -> Iterator[Klausul]:
    for position, clause in enumerate(clauses, start=1):
        yield replace(clause, nummer=f"{chapter}.{position}")


def _appendices(register: Register, bok: Bok, upplaga: Upplaga, dag: date | None) -> Iterator[BilagaDel]:
    """Yield the edition's appendices, numbered from 1."""
    found = []
    for (book, _), bilaga in register.bilagor.items():
        if book == bok.id and (lydelse := _dated(bilaga.lydelser, bok, upplaga, dag)) is not None:
            found.append((lydelse.ordning, bilaga.id, bilaga, lydelse))
    for number, (_, _, bilaga, lydelse) in enumerate(sorted(found, key=lambda item: item[:2]), start=1):
        yield BilagaDel(str(number), bilaga, lydelse)
