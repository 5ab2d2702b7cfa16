"""Registers and computed tables that differ, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kravbok.diff.ord import diff_ord
from kravbok.diff.skillnad import Ordbit
from kravbok.edition import Utgivning
from kravbok.view.andringar.delar import ParVy, TabellandringVy, Tabellradsvy
from kravbok.view.andringar.par import pair
from kravbok.view.parts import Bitar, RegisterVy, Tabellrad, bits, plain
from kravbok.view.register import register_parts
from kravbok.view.tabeller import clause_tables

__all__ = ["view_tabeller"]

_OWN = frozenset({"inspel", "saknas"})
"""Registers that the document tells of elsewhere: in a part of their own, and among the facts about each change."""

_OF_CLAUSES = frozenset({"viten", "ersattningar", "frister"})
"""Tables that are made from the requirements: a whole row that is new or gone is told by its requirement."""

_EARLIER = "Tidigare"
"""A column that says what stood in the edition before: it always differs."""

_NOTHING = frozenset({"", "–"})
_SILENT = frozenset({"", "okänt", "okänd"})
_WHOLE = "hela raden"

_UNTOLD = bits("inget känt")
"""What stands for a cell of a column that a table leaves out because it tells nothing in any row."""


def view_tabeller(fore: Utgivning, efter: Utgivning) -> tuple[TabellandringVy, ...]:
    """Return the tables and registers that differ, in the order of the book."""
    before, after = _tables(fore), _tables(efter)
    names = dict.fromkeys((*after, *before))
    found = (_table(name, before.get(name), after.get(name)) for name in names)
    return tuple(table for table in found if table.rader)


def _tables(utgivning: Utgivning) -> dict[str, RegisterVy]:
    return {part.id: part for part in (*clause_tables(utgivning), *register_parts(utgivning)) if part.id not in _OWN}


def _table(name: str, before: RegisterVy | None, after: RegisterVy | None) -> TabellandringVy:
    shown = after or before
    rows = tuple(_rows(_by_key(before), _by_key(after), whole=name not in _OF_CLAUSES))
    return TabellandringVy(f"tabell-{name}", shown.rubrik if shown else name, rows)


Row = Mapping[str, Bitar]
"""A row's cells by the heading of their column."""


def _by_key(part: RegisterVy | None) -> dict[str, Row]:
    """Return the rows of a table by what they are about: the record's anchor, or the words of the first cell."""
    if part is None:
        return {}
    rows: dict[str, Row] = {}
    for row in part.tabell.rader:
        key = _key(row)
        while key in rows:
            key += "'"
        rows[key] = dict(zip(part.tabell.kolumner, row.celler, strict=True))
    return rows


def _key(row: Tabellrad) -> str:
    links = (bit.href for bit in row.celler[0] if bit.href)
    return row.id or next(links, plain(row.celler[0]))


def _rows(before: Mapping[str, Row], after: Mapping[str, Row], *, whole: bool) -> Iterator[Tabellradsvy]:
    for key, row in after.items():
        if key in before:
            yield from _cells(before[key], row)
        elif whole:
            yield _whole(row, new=True)
    if whole:
        yield from (_whole(row, new=False) for key, row in before.items() if key not in after)


def _cells(before: Row, after: Row) -> Iterator[Tabellradsvy]:
    """Yield the cells that differ; a link to the same place is the same, whatever number it has."""
    for column in dict.fromkeys((*after, *before)):
        old, new = before.get(column, _UNTOLD), after.get(column, _UNTOLD)
        words = _words(old), _words(new)
        if _UNTOLD in (old, new) and any(word in _SILENT for word in words):
            continue
        if column == _EARLIER or words[0] == words[1] or (_links(old) and _links(old) == _links(new)):
            continue
        yield Tabellradsvy(_label(after), column, "ändrad", pair(diff_ord(*words)))


def _words(cell: Bitar) -> str:
    """Return a cell's words; a dash says nothing."""
    words = plain(cell)
    return "" if words in _NOTHING else words


def _links(cell: Bitar) -> list[str]:
    return [bit.href for bit in cell if bit.href]


def _label(row: Row) -> str:
    """Return what a row is about: its first cell, and the second one where the first is only a number."""
    cells = [plain(cell) for cell in row.values()]
    numbered = bool(_links(next(iter(row.values()), ())))
    return " ".join(cells[:2]) if numbered else cells[0]


def _whole(row: Row, *, new: bool) -> Tabellradsvy:
    """Return a row that is new or gone; its words need no marks."""
    cells = list(row.items())
    said = "; ".join(_said(cells))
    words, sign = (Ordbit("=", said),), (Ordbit("+" if new else "-", said),)
    par = ParVy((), words, sign) if new else ParVy(words, (), sign)
    return Tabellradsvy(_label(row), _WHOLE, "ny" if new else "utgår", par)


def _said(cells: Iterable[tuple[str, Bitar]]) -> Iterator[str]:
    """Yield the cells of a whole row with their headings, but for the first, which is the row's label."""
    for number, (column, cell) in enumerate(cells):
        if number and _words(cell):
            yield f"{column.lower()}: {plain(cell)}"
