"""Whether a requirement's difference meets a condition of approval; what it was and what it becomes both count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kravbok.diff.skillnad import Skillnad
from kravbok.edition import Klausul
from kravbok.model.godkannande import Godkannandevillkor, Vad
from kravbok.model.lydelse import Lydelse
from kravbok.register import Register
from kravbok.swedish import format_list
from kravbok.text import parse_fragment
from kravbok.view.andringar.siffror import BELOPP, view_siffra
from kravbok.view.tabeller import vitesrad

__all__ = ["OM_KRAV", "Kravandring", "describe", "is_met"]


@dataclass(frozen=True)
class Kravandring:
    """A requirement's difference in an edition of a book, and whether it has no decision of its own."""

    bok: str
    skillnad: Skillnad
    saknar_beslut: bool

    @property
    def sidor(self) -> tuple[Klausul, ...]:
        """The requirement before and after, where it is there."""
        return tuple(side for side in (self.skillnad.fore, self.skillnad.efter) if side is not None)


def is_met(villkor: Godkannandevillkor, andring: Kravandring) -> bool:
    """Whether a difference in substance is what the condition is about, in a requirement that it is about."""
    return not andring.skillnad.doljbar and _is_about(villkor, andring) and _KINDS[villkor.vad](andring)


def _is_about(villkor: Godkannandevillkor, andring: Kravandring) -> bool:
    """Whether every limit holds: of each, one of its values is enough."""
    sides = andring.sidor
    wordings = [side.lydelse for side in sides]
    return (
        (not villkor.bocker or andring.bok in villkor.bocker)
        and (not villkor.kapitel or any(side.kapitel in villkor.kapitel for side in sides))
        and (not villkor.typ or any(lydelse.typ in villkor.typ for lydelse in wordings))
        and (not villkor.omrade or any(set(lydelse.omrade) & set(villkor.omrade) for lydelse in wordings))
        and (not villkor.krav or any(_is_in(side.id, name) for side in sides for name in villkor.krav))
        and (not villkor.ord or any(_has_word(lydelse, villkor.ord) for lydelse in wordings))
    )


def _is_in(krav: str, series: str) -> bool:
    return krav == series or krav.startswith(f"{series}-")


def _has_word(lydelse: Lydelse, words: tuple[str, ...]) -> bool:
    text = " ".join(_words_of(lydelse))
    return _pattern(words).search(text) is not None


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a word that begins as one of them; blanks within it may be of any kind."""
    starts = (r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"\b(?:{'|'.join(starts)})", re.IGNORECASE)


def _words_of(lydelse: Lydelse) -> Iterator[str]:
    """Yield everything in a wording that says in words what it is about."""
    yield from (lydelse.rubrik, lydelse.text)
    yield from (word for pair in lydelse.roller.items() for word in pair)
    if lydelse.kraver is not None and lydelse.kraver.avtal:
        yield lydelse.kraver.avtal
    yield from (lagrum.forfattning for lagrum in lydelse.lagrum)


def _has_kind(*kinds: str) -> Callable[[Kravandring], bool]:
    return lambda andring: bool(set(kinds) & set(andring.skillnad.slag))


def _amount(andring: Kravandring) -> bool:
    """Whether an amount of money differs: a figure in kronor, or the funding."""
    figures = (view_siffra(figure, {}, "").grupp for figure in andring.skillnad.siffror)
    return any(group == BELOPP for group in figures) or _differs(andring, lambda lydelse: lydelse.finansiering)


def _penalty(andring: Kravandring) -> bool:
    rows = [vitesrad(side) for side in andring.sidor]
    return any(row is not None and bool(row.sats or row.tak or row.anges_inte) for row in rows)


def _differs(andring: Kravandring, part: Callable[[Lydelse], object]) -> bool:
    """Whether a part of the wording differs; what is not there is nothing."""
    sides = (andring.skillnad.fore, andring.skillnad.efter)
    fore, efter = ((part(side.lydelse) or None) if side else None for side in sides)
    return fore != efter


def _documents(lydelse: Lydelse) -> frozenset[str]:
    """Return the governing documents that a wording leans on or names."""
    named = (item.argument[0] for item in parse_fragment(lydelse.text).uttryck if item.funktion == "styrdokument")
    own = (lydelse.bygger_pa.styrdokument,) if lydelse.bygger_pa is not None else ()
    return frozenset((*named, *own))


def _asks_for_lawyer(andring: Kravandring) -> bool:
    needs = (side.lydelse.kraver for side in andring.sidor)
    return any(need is not None and need.jurist == "ja" for need in needs)


_KINDS: Mapping[Vad, Callable[[Kravandring], bool]] = {
    "krav ändras": lambda _: True,
    "krav tillkommer": lambda andring: andring.skillnad.fore is None,
    "krav upphör": lambda andring: andring.skillnad.efter is None,
    "kravnivå skärps": _has_kind("skärpt"),
    "kravnivå ändras": _has_kind("skärpt", "lindrad", "ändrad kravnivå"),
    "belopp ändras": _amount,
    "vite ändras": _penalty,
    "frist ändras": _has_kind("ändrad frist"),
    "ansvar ändras": _has_kind("ändrat ansvar"),
    "lagrum ändras": lambda andring: _differs(andring, lambda lydelse: lydelse.lagrum),
    "styrdokument ändras": lambda andring: _differs(andring, _documents),
    "jurist behövs": _asks_for_lawyer,
    "beslut saknas": lambda andring: andring.saknar_beslut,
}

OM_KRAV: frozenset[Vad] = frozenset(_KINDS)
"""What is told of one requirement at a time; the rest is told of whole editions, or of the rules."""


def describe(villkor: Godkannandevillkor, register: Register) -> str:
    """Return a condition in words: ”krav ändras i ämnet IT-säkerhet”."""
    books = [register.bocker[name].titel if name in register.bocker else name for name in villkor.bocker]
    limits = (
        ("i", books),
        ("i kapitlet", list(_chapters(villkor, register))),
        ("av typen", villkor.typ),
        ("i ämnet", villkor.omrade),
        ("bland", villkor.krav),
        ("där ett ord börjar på", [f"”{word}”" for word in villkor.ord]),
    )
    return " ".join([villkor.vad, *(f"{word} {format_list(list(names), 'eller')}" for word, names in limits if names)])


def _chapters(villkor: Godkannandevillkor, register: Register) -> Iterator[str]:
    """Yield the headings of a condition's chapters; the books may call a chapter different things."""
    for name in villkor.kapitel:
        found = [item.lydelser[-1].rubrik for (bok, own), item in sorted(register.kapitel.items()) if own == name]
        yield from dict.fromkeys(found) if found else (name,)
