"""Gives a table's columns widths that read well on A4, from the words that stand in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from kravbok.export.tree import Node, plain_text

BREAKABLE = 26
"""Length from which even a single word may be broken."""

SPARE = 1.15
"""How much wider than its longest word a column is made: letters are not all equally wide."""

PADDING = 3.0
"""Width of the blank around a cell, in characters."""

NARROW = 0.6
"""A table that needs less of the line than this is not stretched over it."""


def set_widths(table: Node, line: int) -> Node:
    """Return the table with relative column widths, for a page where a line of table text holds `line` characters."""
    attributes, caption, _columns, head, bodies, foot = table["c"]
    widths = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in column_widths(table, line)]
    return {"t": "Table", "c": [attributes, caption, widths, head, bodies, foot]}


def column_widths(table: Node, line: int) -> list[float]:
    """Return each column's share of the line, to four decimals so that every machine prints the same."""
    return [round(share, 4) for share in column_shares(_texts(table, len(table["c"][2])), line)]


def column_shares(texts: Sequence[Sequence[str]], line: int) -> list[float]:
    """Return each column's share of the line: 1 in all, or less where the table is narrow.

    Between its longest word and its longest text a column is as wide as makes the sum of the cubes of all cells' line
    counts least, which keeps the tallest cells low.
    """
    least = [_widest((word for text in column for word in _words(text)), BREAKABLE) * SPARE for column in texts]
    wanted = [max(low, _widest(column, line) * SPARE) for low, column in zip(least, texts, strict=True)]
    room = line - PADDING * len(texts)
    if sum(wanted) > room:
        need = [sum(_width(text) ** 3 for text in column) ** 0.25 for column in texts]
        wanted = _share_out(least, wanted, need, room)
    widths = [width + PADDING for width in wanted]
    full = line / 1.2 if sum(widths) < line * NARROW else sum(widths)
    return [width / full for width in widths]


def table_rows(table: Node) -> list[list[Any]]:
    """Return the cells of every row, head and foot included."""
    _attributes, _caption, _columns, head, bodies, foot = table["c"]
    groups = [head[1], *(rows for body in bodies for rows in body[2:4]), foot[1]]
    return [row[1] for rows in groups for row in rows]


def _share_out(least: list[float], wanted: list[float], need: list[float], room: float) -> list[float]:
    """Return widths in proportion to the needs, inside their bounds, that fill the room as well as they can."""
    low, high = 0.0, max(want / (each or 1) for want, each in zip(wanted, need, strict=True))
    widths = least
    for _step in range(40):
        scale = (low + high) / 2
        bounds = zip(least, need, wanted, strict=True)
        widths = [max(bottom, min(scale * each, top)) for bottom, each, top in bounds]
        low, high = (scale, high) if sum(widths) < room else (low, scale)
    return widths


def _texts(table: Node, count: int) -> list[list[str]]:
    """Return the texts of each column; a cell that spans several columns says nothing about any of them."""
    columns: list[list[str]] = [[] for _ in range(count)]
    for row in table_rows(table):
        at = 0
        for _attributes, _alignment, _rowspan, colspan, blocks in row:
            if colspan == 1 and at < count:
                columns[at].append(plain_text(blocks).strip())
            at += colspan
    return columns


def _words(text: str) -> list[str]:
    """Return what is not broken over two lines; after a slash a line may end."""
    return text.replace("/", "/ ").split(" ")


def _widest(texts: Iterable[str], most: float) -> float:
    return max(1.0, min(most, max(map(_width, texts), default=1.0)))


def _width(text: str) -> float:
    """Return how wide a text is, counted in ordinary small letters."""
    return len(text) + 0.25 * sum(map(str.isupper, text))
