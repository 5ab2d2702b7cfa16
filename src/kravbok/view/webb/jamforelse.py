"""What differs between two editions as the website shows it: links to pages, and what each change is chosen by."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.edition import Klausul, Utgivning
from kravbok.expand import describe_beslut
from kravbok.model.lydelse import Kravniva, Typ, Vem
from kravbok.swedish import fold, sort_key
from kravbok.view.andringar.delar import AndringsVy, AndringVy, AvsnittVy
from kravbok.view.andringar.ord import NAMN
from kravbok.view.andringar.siffror import BELOPP
from kravbok.view.parts import Bit, Bitar, Faktum, bits
from kravbok.view.webb.adress import krav_adress, record_adress
from kravbok.view.webb.sida import rot

__all__ = [
    "GRUPPER",
    "FilterVy",
    "TillaggVy",
    "ValVy",
    "choices",
    "chosen_by",
    "link_andringar",
    "side_id",
    "view_filter",
]

GRUPPER = {
    "slag": "Vad som hänt",
    "belopp": "Belopp",
    "typ": "Typ",
    "omrade": "Område",
    "kapitel": "Kapitel",
    "kravniva": "Kravnivå",
    "vem": "Vem kravet avser",
}
"""What changes are chosen by, in the order of the form; the keys stand in the page's address."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class TillaggVy:
    """What a change is chosen by, and the ways on from it.

    `slag`, `fore` and `efter` are words such as ”slag:ny” and ”typ:krav” with blanks between them. A change is chosen
    when what is asked for stands in `slag` and in one of the sides; a side is empty where the requirement is not.
    """

    slag: str
    fore: str
    efter: str
    lankar: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class ValVy:
    """A choice in the form: its word in the address, its name, and how many changes it fits."""

    id: str
    namn: str
    antal: int


@dataclass(frozen=True, slots=True)
class FilterVy:
    """A group of choices; those of one group are alternatives."""

    id: str
    rubrik: str
    val: tuple[ValVy, ...]


def side_id(utgivning: Utgivning) -> str:
    """Return how an edition is named in an address and to `kravbok diff`: halsoval@2021."""
    return f"{utgivning.bok.id}@{utgivning.upplaga.id}"


@lru_cache(maxsize=4096)
def token(value: str) -> str:
    """Return a value as one word of an address: ”ändrad text” is andrad-text."""
    return _NOT_WORD.sub("-", fold(value)).strip("-") or "-"


def chosen_by(jamforelse: Jamforelse, vy: AndringsVy) -> dict[str, TillaggVy]:
    """Return what each requirement that differs is chosen by, and where it can be read, by id."""
    amounts = {item.id for item in _all(vy) if any(figure.grupp == BELOPP for figure in item.siffror)}
    return {item.id: _added(jamforelse, item, amount=item.id in amounts) for item in jamforelse.krav}


def _all(vy: AndringsVy) -> Iterator[AndringVy]:
    for part in vy.avsnitt:
        yield from part.andringar
    yield from vy.dolda


def _added(jamforelse: Jamforelse, item: Skillnad, *, amount: bool) -> TillaggVy:
    kinds = [f"slag:{token(kind)}" for kind in item.slag] + (["belopp:ja"] if amount else [])
    sides = ((jamforelse.fore, item.fore), (jamforelse.efter, item.efter))
    two_books = jamforelse.fore.bok.id != jamforelse.efter.bok.id
    links = tuple(_link(side, clause, whole=two_books) for side, clause in sides if clause is not None)
    return TillaggVy(" ".join(kinds), _side(item.fore), _side(item.efter), links)


def _side(clause: Klausul | None) -> str:
    """Return what a side is chosen by; nothing for one that is not there."""
    if clause is None:
        return ""
    lydelse = clause.lydelse
    words = [("typ", lydelse.typ), *(("omrade", name) for name in lydelse.omrade), ("kapitel", clause.kapitel)]
    words += [("kravniva", lydelse.kravniva), ("vem", lydelse.vem)]
    return " ".join(f"{group}:{token(value)}" for group, value in words)


def _link(utgivning: Utgivning, clause: Klausul, *, whole: bool) -> Bit:
    name = f"{utgivning.bok.titel} {utgivning.upplaga.id}" if whole else utgivning.upplaga.id
    return Bit(f"Kravet i {name}", rot(krav_adress(utgivning, clause.id)))


def link_andringar(jamforelse: Jamforelse, vy: AndringsVy) -> AndringsVy:
    """Return the view with each decision leading to its page."""
    found = {item.id: item for item in jamforelse.krav}
    avsnitt = tuple(_link_avsnitt(jamforelse, part, found) for part in vy.avsnitt)
    return replace(vy, avsnitt=avsnitt, dolda=tuple(_link_krav(jamforelse, item, found[item.id]) for item in vy.dolda))


def _link_avsnitt(jamforelse: Jamforelse, part: AvsnittVy, found: Mapping[str, Skillnad]) -> AvsnittVy:
    return replace(part, andringar=tuple(_link_krav(jamforelse, item, found[item.id]) for item in part.andringar))


def _link_krav(jamforelse: Jamforelse, item: AndringVy, skillnad: Skillnad) -> AndringVy:
    links = dict(_decisions(jamforelse, skillnad))
    if not links:
        return item
    return replace(item, fakta=tuple(_link_fact(fact, links) if fact.term == "Beslut" else fact for fact in item.fakta))


def _decisions(jamforelse: Jamforelse, skillnad: Skillnad) -> Iterator[tuple[str, str]]:
    """Yield the decisions of a change as they are named, with their addresses."""
    for name in skillnad.beslut:
        for side in (jamforelse.efter, jamforelse.fore):
            if (record := side.register.beslut.get(name)) is not None:
                yield describe_beslut(jamforelse.efter, record), rot(record_adress("beslut", name))
                break


def _link_fact(fact: Faktum, links: Mapping[str, str]) -> Faktum:
    return replace(fact, varden=tuple(_link_words(value, links) for value in fact.varden))


def _link_words(value: Bitar, links: Mapping[str, str]) -> Bitar:
    """Return a decision's line with its name as a link; any other line as it is."""
    words = value[0].text
    name = next((name for name in links if words.startswith(f"{name}: ")), "")
    return bits(Bit(name, links[name]), words.removeprefix(name)) if name else value


def view_filter(jamforelse: Jamforelse, tillagg: Mapping[str, TillaggVy]) -> tuple[FilterVy, ...]:
    """Return the form of choices: each that some change fits, with how many it fits when nothing else is chosen."""
    shown = [tillagg[item.id] for item in jamforelse.krav if not item.doljbar]
    counts: dict[str, int] = {}
    for item in shown:
        for word in dict.fromkeys(f"{item.slag} {item.fore} {item.efter}".split()):
            counts[word] = counts.get(word, 0) + 1
    names = choices(jamforelse.efter, jamforelse.fore)
    groups = (_group(group, names[group], counts) for group in GRUPPER)
    return tuple(group for group in groups if group.val)


def _group(group: str, names: Mapping[str, str], counts: Mapping[str, int]) -> FilterVy:
    found = ((name, words, counts.get(f"{group}:{name}", 0)) for name, words in names.items())
    return FilterVy(group, GRUPPER[group], tuple(ValVy(*item) for item in found if item[2]))


def choices(*sidor: Utgivning) -> dict[str, dict[str, str]]:
    """Return each choice that any requirement of the editions makes possible, with its name, by group.

    Subjects are in the order of the alphabet, chapters in that of the first edition, and the rest in the model's.
    """
    wordings = [clause.lydelse for side in sidor for clause in side.klausuler.values()]
    subjects = {name for lydelse in wordings for name in lydelse.omrade}
    chapters = [part for side in reversed(sidor) for part in reversed(side.avsnitt)]
    found = {
        "slag": {token(kind): words for kind, words in NAMN.items()},
        "belopp": {"ja": "Bara krav där ett belopp ändras"},
        "typ": _named(get_args(Typ), {lydelse.typ for lydelse in wordings}),
        "omrade": _named(sorted(subjects, key=sort_key), subjects),
        "kapitel": {token(part.kapitel.id): part.lydelse.rubrik for part in chapters},
        "kravniva": _named(get_args(Kravniva), {lydelse.kravniva for lydelse in wordings}),
        "vem": _named(get_args(Vem), {lydelse.vem for lydelse in wordings}),
    }
    found["kapitel"] = dict(reversed(found["kapitel"].items()))
    for clause in (clause for side in sidor for clause in side.utanfor):
        found["kapitel"].setdefault(token(clause.kapitel), "Utanför kraven")
    return found


def _named(order: Iterable[str], used: Container[str]) -> dict[str, str]:
    return {token(value): value for value in order if value in used}
