"""Gives a table's columns widths that read well on A4, from the words that stand in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from kravbok.export.changes import sign_of
from kravbok.export.letters import text_width
from kravbok.export.tree import Node, plain_text

SPARE = 1.02
"""How much wider than its letters a text is taken to be: a line is never filled to its last point."""

PADDING = 1.45
"""Width of the blank around a cell, in em."""

STEP = 0.5
"""How much of the line is given away at a time, in em."""

NARROWEST = 2.0
"""The least width of a column, in em, where a table has too many of them."""

ROWS_WEIGHED = 60
"""How many of a table's rows, the longest, say how wide its columns are to be."""

HOLDERS = frozenset({"Plain", "Para", "Span", "Link", "Strong", "Emph", "Div"})
"""Nodes that may hold a change."""

WORD_END = re.compile(r" |(?<=/)(?=[^\W\d])")
"""Where a line may end: at a blank, and after the slash in kr/person but not in RS/60/2021."""

DATE = re.compile(r"(\d{1,2}\u00a0[a-zåäö]+) (\d{4}\b)")
"""A day with its year, which a column has room for on one line."""

READABLE = 8.0
"""The width that a column of running text has where there is room, in em: a few words on a line."""

RUNNING = 30.0
"""How wide a cell's text is, in em, when it is read as running text."""

SHORT = 7
"""Letters up to which what was removed and what was added in its place stand on one line."""

NARROW = 0.6
"""A table that needs less of the line than this is not stretched over it."""


@dataclass(frozen=True)
class Line:
    """A line of table text: its width, and the widest word that a column gives way to; both in em."""

    width: float
    longest: float


@dataclass(frozen=True)
class Columns:
    """Each column's share of the line, and the width in em from which a word is wider than its column may be."""

    shares: tuple[float, ...]
    longest: float


def set_widths(table: Node, line: Line) -> Node:
    """Return the table with relative column widths."""
    attributes, caption, _columns, head, bodies, foot = table["c"]
    widths = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in table_columns(table, line).shares]
    return {"t": "Table", "c": [attributes, caption, widths, head, bodies, foot]}


def table_columns(table: Node, line: Line) -> Columns:
    """Return the columns of a table."""
    return make_columns(_texts(table, len(table["c"][2])), line)


def make_columns(texts: Sequence[Sequence[str]], line: Line) -> Columns:
    """Return each column's share of the line: 1 in all, or less where the table is narrow.

    Every column has room for its longest word. What is then left of the line goes, step by step, to the column
    where it lowers the rows of the table most. Shares have four decimals so that every machine prints the same.
    """
    room = line.width / SPARE - PADDING * len(texts)
    words = [_widest(word for text in column for word in _words(text)) for column in texts]
    longest = _fitting(words, line.longest, room)
    widest = [_widest(column) for column in texts]
    least = [min(width, longest) for width in words]
    readable = [max(low, READABLE) if width > RUNNING else low for low, width in zip(least, widest, strict=True)]
    least = readable if sum(readable) <= room else least
    wanted = [max(low, min(width, room)) for low, width in zip(least, widest, strict=True)]
    widths = wanted if sum(wanted) <= room else _grow(least, wanted, _longest_rows(texts), room)
    padded = [width * SPARE + PADDING for width in widths]
    full = line.width / 1.2 if sum(padded) < line.width * NARROW else sum(padded)
    return Columns(tuple(round(width / full, 4) for width in padded), longest)


def table_rows(table: Node) -> list[list[Any]]:
    """Return the cells of every row, head and foot included."""
    _attributes, _caption, _columns, head, bodies, foot = table["c"]
    groups = [head[1], *(rows for body in bodies for rows in body[2:4]), foot[1]]
    return [row[1] for rows in groups for row in rows]


def _fitting(words: Sequence[float], longest: float, room: float) -> float:
    """Return the widest that a word can be for all columns to fit: the longest words give way first."""
    while longest > NARROWEST and sum(min(width, longest) for width in words) > room:
        longest -= STEP
    return longest


def _grow(least: list[float], wanted: list[float], rows: list[list[float]], room: float) -> list[float]:
    """Return the widths after the room that is left has been given away, to no column more than it wants."""
    widths = list(least)
    for _step in range(int((room - sum(least)) / STEP)):
        gains = [0.0] * len(widths)
        for row in rows:
            lines = [length / width for length, width in zip(row, widths, strict=True)]
            tallest = max(range(len(lines)), key=lines.__getitem__)
            if widths[tallest] < wanted[tallest]:
                gains[tallest] += lines[tallest] / widths[tallest]
        best = max(range(len(gains)), key=gains.__getitem__)
        if gains[best]:
            widths[best] += STEP
    return widths


def _longest_rows(texts: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return how wide the cells of the longest rows are."""
    rows = [[text_width(text) for text in row] for row in zip_longest(*texts, fillvalue="")]
    return sorted(rows, key=max, reverse=True)[:ROWS_WEIGHED]


def _texts(table: Node, count: int) -> list[list[str]]:
    """Return the texts of each column; a cell that spans several columns says nothing about any of them."""
    columns: list[list[str]] = [[] for _ in range(count)]
    for row in table_rows(table):
        at = 0
        for _attributes, _alignment, _rowspan, colspan, blocks in row:
            if colspan == 1 and at < count:
                columns[at].append(_shown(blocks).strip())
            at += colspan
    return columns


def _shown(content: object) -> str:
    """Return the words of nested nodes with the sign before each change, as a page shows them."""
    if isinstance(content, list):
        pairs = zip([None, *content[:-1]], content, strict=True) if content else ()
        return "".join(_beside(before, part) + _shown(part) for before, part in pairs)
    if not isinstance(content, dict):
        return ""
    if content.get("t") not in HOLDERS:
        return plain_text(content)
    return f"+{plain_text(content)}" if sign_of(content) else _shown(content["c"])


def _beside(before: object, part: object) -> str:
    """Return a blank between what was removed and what was added in its place, unless both are short."""
    pair = [node for node in (before, part) if isinstance(node, dict) and sign_of(node)]
    return " " if len(pair) == 2 and max(len(plain_text(node)) for node in pair) > SHORT else ""


def _words(text: str) -> list[str]:
    """Return the parts of a text that are not to be broken."""
    return WORD_END.split(DATE.sub("\\1\u00a0\\2", text))


def _widest(texts: Iterable[str]) -> float:
    return max(0.5, max(map(text_width, texts), default=0.5))
