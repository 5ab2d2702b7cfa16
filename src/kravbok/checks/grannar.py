"""Clauses beside each other: which two say nearly the same at the same time, and in what they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kravbok.checks.likheter import alike
from kravbok.edition import Klausul, Utgivning, place_books
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import Okand, Siffervarde

__all__ = ["Granne", "Par", "neighbours"]

MIN_SAME = 7
"""A text of fewer words than so, small ones aside, may stand in many places: ”Avtalet gäller tills vidare.”"""

MIN_LIKE = 12
"""Below so many words, one changed word already makes texts less alike than the rule asks for."""

FIRST = 16
"""So many of those that have the same words are tried: the first of them is the one to keep."""

SMALL = frozenset(
    ["och", "samt", "att", "som", "den", "det", "de", "en", "ett", "sin", "sina", "sitt", "ska", "skall", "även",
     "också", "där", "då", "så", "dess", "deras", "denna", "detta", "dessa"]
)  # fmt: skip
"""Words that can be exchanged without another duty: clauses that differ only in these are the same clause."""

_WORD = re.compile(r"#|[^\W_]+(?:-[^\W_]+)*")
_OWN = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Granne:
    """A wording with its words but the small ones, its figures in order, and the editions and times it stands in."""

    krav: Krav
    index: int
    words: tuple[str, ...]
    figures: tuple[Siffervarde | None, ...]
    chapter: tuple[str, str]
    editions: frozenset[tuple[str, str]]
    times: Mapping[str, tuple[date, date]]

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.krav.id

    @property
    def lydelse(self) -> Lydelse:
        """The wording."""
        return self.krav.lydelser[self.index]

    @property
    def shared(self) -> bool:
        """Whether the requirement is shared by books."""
        return self.lydelse.plats is None

    @property
    def books(self) -> list[str]:
        """The books that the wording stands in."""
        return place_books(self.lydelse)

    @property
    def shown(self) -> str:
        """The text with the figures in their places."""
        figures = self.lydelse.siffror
        return _OWN.sub(lambda match: str(figures.get(match[1], match[0])), self.lydelse.text).strip()


@dataclass(frozen=True, slots=True)
class Par:
    """Two clauses that are alike: whether they stand in one edition, and whether words or figures differ."""

    first: Granne
    second: Granne
    together: bool
    ord: bool
    figures: bool


def neighbours(utgivningar: Sequence[Utgivning]) -> list[Par]:
    """Return each two requirements that are alike, in their latest wordings that stand side by side.

    The first of the two is the one to keep: the shared one, else the one whose id comes first.
    """
    everyone = sorted(_grannar(utgivningar), key=lambda item: (not item.shared, item.id, item.index))
    found: dict[tuple[str, str], Par] = {}
    for first, second in _pairs(everyone):
        if first.id != second.id and _is_beside(first, second):
            found[first.id, second.id] = _compare(first, second)
    return list(found.values())


def _pairs(everyone: list[Granne]) -> Iterator[tuple[Granne, Granne]]:
    """Yield the pairs to compare: each text with the others of the same words, and the different texts that are alike.

    Of many clauses with the same words, each is paired with the first one, and only that one with texts that are alike.
    """
    same: dict[tuple[str, ...], list[Granne]] = {}
    for granne in everyone:
        if len(granne.words) >= MIN_SAME:
            same.setdefault(granne.words, []).append(granne)
    for group in same.values():
        for number, second in enumerate(group):
            first = next((item for item in group[: min(number, FIRST)] if _is_beside(item, second)), None)
            if first is not None:
                yield first, second
    long = [words for words in same if len(words) >= MIN_LIKE]
    for one, other in alike(long):
        for first in same[long[one]][:2]:
            for second in same[long[other]][:2]:
                yield (second, first) if second.shared and not first.shared else (first, second)


def _compare(first: Granne, second: Granne) -> Par:
    pair = zip(first.figures, second.figures, strict=False)
    figures = len(first.figures) != len(second.figures) or any(is_other(one, two) for one, two in pair)
    together = not first.editions.isdisjoint(second.editions)
    return Par(first, second, together, first.words != second.words, figures)


def is_other(first: Siffervarde | None, second: Siffervarde | None) -> bool:
    """Whether two figures contradict each other; what is unknown contradicts nothing."""
    if first is None or second is None or isinstance(first, Okand) or isinstance(second, Okand):
        return False
    return first != second


def _is_beside(first: Granne, second: Granne) -> bool:
    """Whether two wordings hold at the same time and bind the same, without that one takes the place of the other."""
    if first.id == second.id or first.id in second.lydelse.ersatter or second.id in first.lydelse.ersatter:
        return False
    if (first.lydelse.vem, set(first.lydelse.galler_for)) != (second.lydelse.vem, set(second.lydelse.galler_for)):
        return False
    if not first.editions.isdisjoint(second.editions):
        return True
    return any(
        book != other and begin <= last and start <= end
        for book, (begin, end) in first.times.items()
        for other, (start, last) in second.times.items()
    )


def _grannar(utgivningar: Sequence[Utgivning]) -> Iterator[Granne]:
    """Yield each wording that a book has as a clause, with all the editions that hold it."""
    seen: dict[tuple[str, int], list[tuple[Klausul, Utgivning]]] = {}
    for utgivning in utgivningar:
        for part in utgivning.avsnitt:
            for clause in part.klausuler:
                seen.setdefault((clause.id, clause.index), []).append((clause, utgivning))
    for held in seen.values():
        clause, utgivning = held[0]
        text, figures = clause.lydelse.text, clause.lydelse.siffror
        words = tuple(word for word in _WORD.findall(_OWN.sub(" # ", text).lower()) if word not in SMALL)
        values = tuple(figures.get(name) for name in _OWN.findall(text))
        editions = frozenset((item.bok.id, item.upplaga.id) for _, item in held)
        chapter = (utgivning.bok.id, clause.kapitel)
        yield Granne(clause.krav, clause.index, words, values, chapter, editions, _times([item for _, item in held]))


def _times(held: list[Utgivning]) -> dict[str, tuple[date, date]]:
    """Return by book the first and last day of the editions; what is unknown is taken to hold."""
    times: dict[str, tuple[date, date]] = {}
    for item in held:
        own = item.bok.upplagor
        after = next((other.fran.dag for other in own[own.index(item.upplaga) + 1 :]), None)
        begin, end = item.upplaga.fran.dag or date.min, after or date.max
        known = times.get(item.bok.id, (begin, end))
        times[item.bok.id] = (min(known[0], begin), max(known[1], end))
    return times
