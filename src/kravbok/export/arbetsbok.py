"""An Excel workbook: opened with no clock in it, text written as text, rows as tall as their words.

XlsxWriter has no types of its own, and nobody has written them.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

__all__ = ["Forms", "Sheet", "Workbook", "close_book", "fit_on_paper", "make_forms", "open_book", "set_height",
           "write_text"]  # fmt: skip

Workbook = Any
Sheet = Any
Forms = dict[str, Any]

_PLAIN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_LONGEST = 32_767
"""Letters that a cell can hold."""

_LINE, _TALLEST = 15, 405
"""The height of a line of a cell and of the tallest row, in points; Excel has no row above 409."""

_A4 = 9
_UNIX = 3


def open_book(datum: date, **properties: str) -> Workbook:
    """Return an empty workbook; `datum` is the only day in it, so that the same content gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(io.BytesIO(), _PLAIN)
    created = datetime(datum.year, datum.month, datum.day)  # noqa: DTZ001 - a day, not a moment
    book.set_properties({**properties, "created": created})
    return book


def close_book(book: Workbook) -> bytes:
    """Return a finished workbook, the same bytes on every system."""
    book.close()
    packed = io.BytesIO()
    with ZipFile(book.filename) as made, ZipFile(packed, "w") as archive:
        for part in made.infolist():
            part.create_system = _UNIX  # zipfile writes which system it runs on
            archive.writestr(part, made.read(part.filename))
    return packed.getvalue()


def make_forms(book: Workbook, forms: Mapping[str, Mapping[str, Any]]) -> Forms:
    """Return the formats of cells by name; words break into lines from the top of their cell."""
    return {name: book.add_format({"text_wrap": True, "valign": "top", **more}) for name, more in forms.items()}


def write_text(sheet: Sheet, row: int, column: int, text: str, form: Any) -> None:
    """Write words as words, whatever they begin with; an empty cell stays empty."""
    if text:
        sheet.write_string(row, column, text[:_LONGEST], form)


def set_height(sheet: Sheet, row: int, cells: Sequence[str], widths: Iterable[int]) -> None:
    """Make a row tall enough for its words: not every program reckons that when it opens the file."""
    lines = [_lines(text, width) for text, width in zip(cells, widths, strict=False)]
    sheet.set_row(row, min(_TALLEST, _LINE * max(lines, default=1)))


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes at most in a column that is so many digits wide."""
    return sum(max(1, len(textwrap.wrap(line, width))) for line in text.split("\n"))


def fit_on_paper(sheet: Sheet) -> None:
    """Print a sheet on lying A4, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
