"""Gives a table's columns widths that read well on A4, from the words that stand in them."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from kravbok.export.tree import Node, plain_text

BREAKABLE = 18
"""Length from which even a single word may be broken."""

SPARE = 1.15
"""How much wider than its letters a text is taken to be: they are not all equally wide."""

PADDING = 3.0
"""Width of the blank around a cell, in characters."""

ROWS_WEIGHED = 60
"""How many of a table's rows, the longest, say how wide its columns are to be."""

WORD_END = re.compile(r" |(?<=/)(?=[^\W\d])")
"""Where a line may end: at a blank, and after the slash in kr/person but not in RS/60/2021."""

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

    Every column has room for its longest word. What is then left of the line goes, letter by letter, to the column
    where it lowers the rows of the table most.
    """
    least = [_widest((word for text in column for word in WORD_END.split(text)), BREAKABLE) for column in texts]
    wanted = [max(low, _widest(column, line)) for low, column in zip(least, texts, strict=True)]
    room = line / SPARE - PADDING * len(texts)
    widths = wanted if sum(wanted) <= room else _grow(least, wanted, _longest_rows(texts), room)
    padded = [width * SPARE + PADDING for width in widths]
    full = line / 1.2 if sum(padded) < line * NARROW else sum(padded)
    return [width / full for width in padded]


def table_rows(table: Node) -> list[list[Any]]:
    """Return the cells of every row, head and foot included."""
    _attributes, _caption, _columns, head, bodies, foot = table["c"]
    groups = [head[1], *(rows for body in bodies for rows in body[2:4]), foot[1]]
    return [row[1] for rows in groups for row in rows]


def _grow(least: list[float], wanted: list[float], rows: list[list[float]], room: float) -> list[float]:
    """Return the widths after the room that is left has been given away, to no column more than it wants."""
    widths = list(least)
    for _letter in range(int(room - sum(least))):
        gains = [0.0] * len(widths)
        for row in rows:
            lines = [length / width for length, width in zip(row, widths, strict=True)]
            tallest = max(range(len(lines)), key=lines.__getitem__)
            if widths[tallest] < wanted[tallest]:
                gains[tallest] += lines[tallest] / widths[tallest]
        best = max(range(len(gains)), key=gains.__getitem__)
        if gains[best]:
            widths[best] += 1
    return widths


def _longest_rows(texts: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return how wide the cells of the longest rows are."""
    rows = [[_width(text) for text in row] for row in zip_longest(*texts, fillvalue="")]
    return sorted(rows, key=max, reverse=True)[:ROWS_WEIGHED]


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


def _widest(texts: Iterable[str], most: float) -> float:
    return max(1.0, min(most, max(map(_width, texts), default=1.0)))


def _width(text: str) -> float:
    """Return how wide a text is, counted in ordinary small letters."""
    return len(text) + 0.25 * sum(map(str.isupper, text))
