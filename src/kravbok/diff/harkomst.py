"""Lineage between two editions: which requirements were split and which were merged, by `ersatter`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kravbok.diff.skillnad import Slag
from kravbok.edition import Utgivning

__all__ = ["Harkomst", "trace_lineage"]

Lank = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Harkomst:
    """Links from a requirement of the old edition to one of the new that took over from it."""

    lankar: tuple[Lank, ...]

    def ersatter(self, krav_id: str) -> tuple[str, ...]:
        """Return what a requirement of the new edition took over from, itself not counted."""
        return tuple(old for old, new in self.lankar if new == krav_id != old)

    def ersatts_av(self, krav_id: str) -> tuple[str, ...]:
        """Return what took over from a requirement of the old edition, itself not counted."""
        return tuple(new for old, new in self.lankar if old == krav_id != new)

    def slag(self, krav_id: str) -> frozenset[Slag]:
        """Return ”delad” for a part or the whole of what became several, ”sammanslagen” for the other way."""
        old = [link for link in self.lankar if link[0] == krav_id]
        new = [link for link in self.lankar if link[1] == krav_id]
        kinds: set[Slag] = set()
        if len(old) > 1 or any(self._count(0, link[0]) > 1 for link in new):
            kinds.add("delad")
        if len(new) > 1 or any(self._count(1, link[1]) > 1 for link in old):
            kinds.add("sammanslagen")
        return frozenset(kinds)

    def _count(self, end: int, krav_id: str) -> int:
        return sum(link[end] == krav_id for link in self.lankar)


def trace_lineage(fore: Utgivning, efter: Utgivning) -> Harkomst:
    """Return the links that came between the editions; read backwards, a split is a merger."""
    links = {(old, new) for new, old in _named(efter, fore)} | set(_named(fore, efter))
    both = fore.klausuler.keys() & efter.klausuler.keys()
    links |= {(name, name) for link in tuple(links) for name in link if name in both}
    rank_old = {name: number for number, name in enumerate(fore.klausuler)}
    rank_new = {name: number for number, name in enumerate(efter.klausuler)}
    return Harkomst(tuple(sorted(links, key=lambda link: (rank_old[link[0]], rank_new[link[1]]))))


def _named(later: Utgivning, earlier: Utgivning) -> Iterator[Lank]:
    """Yield each clause of one edition with a clause of the other that it, and not yet there, says that it replaces."""
    for name, clause in later.klausuler.items():
        there = earlier.klausuler.get(name)
        known = there.lydelse.ersatter if there is not None else ()
        for old in clause.lydelse.ersatter:
            if old in earlier.klausuler and old not in known and old != name:
                yield name, old
