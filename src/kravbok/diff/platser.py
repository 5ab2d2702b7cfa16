"""Places in two editions: the fewest that must have moved, and the order to show differences in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from kravbok.diff.ord import trim
from kravbok.edition import Klausul, Utgivning

__all__ = ["find_moved", "moved_clauses", "shown_order"]

Vikt = tuple[int, int]


def moved_clauses(fore: Utgivning, efter: Utgivning) -> frozenset[str]:
    """Return the clauses that stand in another chapter, or in another order among those that stayed in theirs."""
    old, new = _inside(fore), _inside(efter)
    moved = {name for name in old.keys() & new.keys() if old[name].kapitel != new[name].kapitel}
    stayed = (old.keys() & new.keys()) - moved
    for part in efter.avsnitt:
        here = [clause.id for clause in part.klausuler if clause.id in stayed]
        there = [name for name in old if name in stayed and old[name].kapitel == part.kapitel.id]
        calm = {name for name in here if old[name].ordning == new[name].ordning}
        moved |= find_moved(there, here, calm)
    return frozenset(moved)


def _inside(utgivning: Utgivning) -> dict[str, Klausul]:
    return {clause.id: clause for part in utgivning.avsnitt for clause in part.klausuler}


def find_moved(fore: Sequence[str], efter: Sequence[str], calm: Container[str] = ()) -> set[str]:
    """Return the smallest set whose move makes one order the other; `calm` are those that would rather stand still.

    The two sequences hold the same names, each once. The answer is the same in both directions.
    """
    if list(efter) < list(fore):
        fore, efter = efter, fore
    first, last = trim(fore, efter)
    names = efter[first : len(efter) - last]
    place = {name: number for number, name in enumerate(fore[first : len(fore) - last])}
    kept = _heaviest_rising([place[name] for name in names], [(1, int(name in calm)) for name in names])
    return {name for number, name in enumerate(names) if number not in kept}


def _heaviest_rising(places: Sequence[int], weights: Sequence[Vikt]) -> set[int]:
    """Return the numbers of the heaviest subsequence that rises, in time n log n (a tree of best ends by place)."""
    tree: list[tuple[int, int, int]] = [(0, 0, -1)] * (len(places) + 1)
    came_from: list[int] = []
    for number, (place, weight) in enumerate(zip(places, weights, strict=True)):
        best, at = (0, 0, -1), place
        while at > 0:
            best = max(best, tree[at], key=lambda item: item[:2])
            at -= at & -at
        came_from.append(best[2])
        mine, at = (best[0] + weight[0], best[1] + weight[1], number), place + 1
        while at < len(tree):
            tree[at] = max(tree[at], mine, key=lambda item: item[:2])
            at += at & -at
    at = max(tree, key=lambda item: item[:2])[2]
    kept = set()
    while at >= 0:
        kept.add(at)
        at = came_from[at]
    return kept


def shown_order(fore: Iterable[str], efter: Iterable[str], moved: Container[str]) -> list[str]:
    """Return all names in the new order, each that ended after the nearest before it that stands where it stood."""
    new = list(efter)
    left = set(new)
    after: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for name in fore:
        if name not in left:
            after.setdefault(anchor, []).append(name)
        elif name not in moved:
            anchor = name
    return [*after.get(None, ()), *(item for name in new for item in (name, *after.get(name, ())))]
