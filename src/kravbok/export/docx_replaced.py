"""Makes a table that was removed and the one that stands in its place one table, whose rows have columns of their own.

Two tables after one another would leave an empty line between them, or run together, when the changes are accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from lxml import etree
from lxml.etree import _Element

from kravbok.export.docx_lines import W, first_child, style_of

__all__ = ["join_replaced"]


def join_replaced(table: _Element) -> None:
    """Give a removed table the rows of the added one that follows it, in place."""
    gap = table.getnext()
    following = gap.getnext() if gap is not None and style_of(gap) == "Tabellslut" else None
    if gap is None or following is None or following.tag != f"{W}tbl":
        return
    if _sign(table) != {"del"} or _sign(following) != {"ins"}:
        return
    edges = [_edges(each) for each in (table, following)]
    grid = sorted({*edges[0], *edges[1]})
    for each, own in zip((table, following), edges, strict=True):
        for row in each.iterchildren(f"{W}tr"):
            _span(row, own, grid)
    _set_grid(table, grid)
    table.extend(list(following.iterchildren(f"{W}tr")))
    after = following.getnext()
    for part in (gap, following):
        parent = part.getparent()
        if parent is not None:
            parent.remove(part)
    if after is not None:
        _unmark(after)


def _sign(table: _Element) -> set[str]:
    """Return what has happened to the rows of a table: `ins`, `del`, or nothing."""
    signs = set()
    for row in table.iterchildren(f"{W}tr"):
        marks = [str(child.tag).removeprefix(W) for child in row.iterfind(f"{W}trPr/*")]
        signs.add(next((mark for mark in marks if mark in ("ins", "del")), ""))
    return signs


def _edges(table: _Element) -> list[int]:
    """Return where the columns of a table begin and end, from its left side."""
    widths = [int(column.get(f"{W}w") or 0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return list(accumulate(widths, initial=0))


def _span(row: _Element, own: Sequence[int], grid: Sequence[int]) -> None:
    """Let the cells of a row span as many of the grid's columns as their own column is wide."""
    for cell, (start, end) in zip(row.iterchildren(f"{W}tc"), pairwise(own), strict=False):
        properties = first_child(cell, "tcPr")
        width = etree.Element(f"{W}tcW", {f"{W}w": str(end - start), f"{W}type": "dxa"})
        count = grid.index(end) - grid.index(start)
        for old in properties.findall(f"{W}tcW"):
            properties.remove(old)
        properties.insert(0, width)
        if count > 1:
            properties.insert(1, etree.Element(f"{W}gridSpan", {f"{W}val": str(count)}))


def _set_grid(table: _Element, grid: Sequence[int]) -> None:
    columns = first_child(table, "tblGrid")
    for old in list(columns):
        columns.remove(old)
    for start, end in pairwise(grid):
        etree.SubElement(columns, f"{W}gridCol", {f"{W}w": str(end - start)})


def _unmark(line: _Element) -> None:
    """Let the empty line after the added table stay, which stands after the removed one too."""
    for looks in line.findall(f"{W}pPr/{W}rPr"):
        for change in list(looks):
            looks.remove(change)
