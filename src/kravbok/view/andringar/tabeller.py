"""Registers and computed tables that differ, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kravbok.diff.skillnad import Ordbit, Radskillnad
from kravbok.diff.tabeller import Rutnat, diff_tabeller
from kravbok.edition import Utgivning
from kravbok.swedish import format_series
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
    """Yield the rows that differ; one that only moved is not told, since every table is sorted by what it says."""
    columns = tuple(dict.fromkeys(column for row in (*after.values(), *before.values()) for column in row))
    for item in diff_tabeller(_grid(before, columns), _grid(after, columns)):
        if item.slag == "ändrad":
            yield from _cells(before[item.nyckel], after[item.nyckel], item)
        elif whole and item.slag != "flyttad":
            new = item.nyckel in after
            yield _whole((after if new else before)[item.nyckel], new=new)


def _grid(rows: Mapping[str, Row], columns: tuple[str, ...]) -> Rutnat:
    """Return the rows as words, in columns that both sides have."""
    kept = tuple(column for column in columns if column != _EARLIER)
    return Rutnat(kept, {key: tuple(_words(row.get(name, _UNTOLD)) for name in kept) for key, row in rows.items()})


def _cells(before: Row, after: Row, item: Radskillnad) -> Iterator[Tabellradsvy]:
    """Yield the cells that differ; a link to the same place is the same, whatever number it has."""
    for cell in item.celler:
        old, new = before.get(cell.kolumn, _UNTOLD), after.get(cell.kolumn, _UNTOLD)
        if _UNTOLD in (old, new) and {cell.fore, cell.efter} & _SILENT:
            continue
        if not (_links(old) and _links(old) == _links(new)):
            yield Tabellradsvy(_label(after), cell.kolumn, "ändrad", pair(cell.ord))


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
    said = format_series(_said(cells))
    words, sign = (Ordbit("=", said),), (Ordbit("+" if new else "-", said),)
    par = ParVy((), words, sign) if new else ParVy(words, (), sign)
    return Tabellradsvy(_label(row), _WHOLE, "ny" if new else "utgår", par)


def _said(cells: Iterable[tuple[str, Bitar]]) -> Iterator[str]:
    """Yield the cells of a whole row with their headings, but for the first, which is the row's label."""
    for number, (column, cell) in enumerate(cells):
        if number and _words(cell):
            yield f"{column.lower()}: {plain(cell)}"
