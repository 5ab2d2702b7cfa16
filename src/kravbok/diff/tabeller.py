"""Two tables side by side: rows by their keys, cells by the headings of their columns, each cell word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kravbok.diff.ord import diff_ord
from kravbok.diff.platser import find_moved, shown_order
from kravbok.diff.skillnad import Cellskillnad, Radskillnad

__all__ = ["Rutnat", "diff_tabeller"]


@dataclass(frozen=True, slots=True)
class Rutnat:
    """A table as keys and words: its columns, and each row's cells in their order, by the row's key."""

    kolumner: tuple[str, ...]
    rader: Mapping[str, tuple[str, ...]]

    def cell(self, nyckel: str, kolumn: str) -> str:
        """Return a cell's words; empty where the table has no such row or column."""
        row = dict(zip(self.kolumner, self.rader.get(nyckel, ()), strict=False))
        return row.get(kolumn, "")


def diff_tabeller(fore: Rutnat, efter: Rutnat) -> tuple[Radskillnad, ...]:
    """Return the rows that differ in the new order, ended ones where they stood; a changed row may have moved too."""
    both = fore.rader.keys() & efter.rader.keys()
    moved = find_moved([key for key in fore.rader if key in both], [key for key in efter.rader if key in both])
    columns = tuple(dict.fromkeys((*efter.kolumner, *fore.kolumner)))
    found: list[Radskillnad] = []
    for key in shown_order(fore.rader, efter.rader, moved):
        cells = tuple(_cells(fore, efter, key, columns))
        if key not in both:
            found.append(Radskillnad(key, "ny" if key in efter.rader else "upphävd", cells))
        elif cells or key in moved:
            found.append(Radskillnad(key, "ändrad" if cells else "flyttad", cells))
    return tuple(found)


def _cells(fore: Rutnat, efter: Rutnat, key: str, columns: tuple[str, ...]) -> Iterator[Cellskillnad]:
    for column in columns:
        old, new = fore.cell(key, column), efter.cell(key, column)
        if old != new:
            yield Cellskillnad(column, old, new, diff_ord(old, new))
