"""A follow-up document as a workbook: what is known is locked, what is to be answered is open and holds only answers.

Every cell is written as text, a number or a day, never as a formula or a link, whatever an author wrote in it.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from kravbok.view.parts import plain
from kravbok.view.uppfoljning.delar import XLSX_LIMIT, BladVy, Cell, Svar, UppfoljningsVy, value_of

__all__ = ["uppfoljning_xlsx"]

Workbook = Any
Worksheet = Any
"""XlsxWriter has no types of its own, and nobody has written them."""

_PLAIN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_LONGEST = 32_767
"""Letters that a cell of a workbook can hold."""

_LINE, _TALLEST = 15, 405
"""The height of a line of a cell and of the tallest row, in points; Excel has no row above 409."""

_NAME = 31
"""Letters that a sheet's name can hold."""

_ABOUT = (30, 90)
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_FORMS: dict[str, dict[str, Any]] = {
    "cell": {},
    "rad": {"bottom": 7},
    "head": {"bold": True, "bottom": 2, "bg_color": "#EEF3F7"},
    "titel": {"bold": True, "font_size": 14, "text_wrap": False},
    "val": {"locked": False, "border": 1},
    "text": {"locked": False, "border": 1, "num_format": "@"},
    "tal": {"locked": False, "border": 1, "num_format": "#,##0.##", "align": "right"},
    "dag": {"locked": False, "border": 1, "num_format": "yyyy-mm-dd", "align": "left"},
}


def uppfoljning_xlsx(vy: UppfoljningsVy, datum: date) -> bytes:
    """Return the workbook; `datum` is the only day in its properties, so that the same content gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _PLAIN)
    book.set_properties(
        {
            "title": f"{vy.titel} – {vy.bok}",
            "author": vy.organisation,
            "subject": vy.status,
            "created": datetime(datum.year, datum.month, datum.day),  # noqa: DTZ001 - a day, not a moment
        }
    )
    forms = {name: book.add_format({"text_wrap": True, "valign": "top", **more}) for name, more in _FORMS.items()}
    _about(book, vy, forms)
    for blad in vy.blad:
        _sheet(book, blad, forms, vy.sidhuvud)
    book.close()
    return target.getvalue()


def _about(book: Workbook, vy: UppfoljningsVy, forms: dict[str, Any]) -> None:
    """Write the first sheet: what the document is, its notices and summary, and where it comes from."""
    sheet = book.add_worksheet("Om")
    for column, width in enumerate(_ABOUT):
        sheet.set_column(column, column, width)
    facts = [(fact.term, plain(value)) for fact in (*vy.uppgifter, *vy.kolofon) for value in fact.varden]
    rows = [("Bok", vy.bok), ("Upplaga", vy.status), *((item.rubrik, item.text) for item in vy.notiser), *facts]
    rows += [("Hur arket fylls i", _HELP)] if any(blad.last for blad in vy.blad) else []
    sheet.write_string(0, 0, f"{vy.titel} – {vy.bok}"[:_LONGEST], forms["titel"])
    for at, cells in enumerate(rows, start=2):
        _height(sheet, at, cells, _ABOUT)
        for column, words in enumerate(cells):
            _text(sheet, (at, column), words, forms["cell"])
    _page(sheet, vy.sidhuvud)


_HELP = (
    "Rutor med ram går att fylla i; resten är låst utan lösenord. En ruta tar bara emot det som passar: ett val ur "
    "listan, ett tal inom gränserna, ett datum eller en text."
)


def _sheet(book: Workbook, blad: BladVy, forms: dict[str, Any], header: str) -> None:
    """Write a sheet with a head that stays; filters where all of it can be changed, else only its answers open."""
    sheet = book.add_worksheet(blad.namn[:_NAME])
    widths = [column.bredd for column in blad.kolumner]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    names = [column.namn for column in blad.kolumner]
    _height(sheet, 0, names, widths)
    for column, name in enumerate(names):
        _text(sheet, (0, column), name, forms["head"])
    for at, row in enumerate(blad.rader, start=1):
        _row(sheet, at, row, widths, forms)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if blad.last:
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    sheet.autofilter(0, 0, max(1, len(blad.rader)), len(names) - 1)
    _page(sheet, header)


def _row(sheet: Worksheet, at: int, row: Sequence[Cell], widths: Sequence[int], forms: dict[str, Any]) -> None:
    _height(sheet, at, [value_of(cell) for cell in row], widths)
    for column, cell in enumerate(row):
        if isinstance(cell, Svar):
            _answer(sheet, (at, column), cell, forms)
        else:
            _text(sheet, (at, column), cell, forms["rad"])


def _answer(sheet: Worksheet, place: tuple[int, int], svar: Svar, forms: dict[str, Any]) -> None:
    """Write a cell to fill in: open, with what stands there already, and refusing what is no answer."""
    if svar.varde:
        sheet.write_string(*place, svar.varde[:_LONGEST], forms[svar.slag])
    else:
        sheet.write_blank(*place, None, forms[svar.slag])
    sheet.data_validation(*place, *place, {**_rule(svar), "ignore_blank": True, "error_title": "Passar inte här"})


def _rule(svar: Svar) -> dict[str, Any]:
    """Return what a cell takes, and what is said when something else is written."""
    if svar.slag == "val":
        said = f"Välj {', '.join(svar.val[:-1])} eller {svar.val[-1]}."
        return {"validate": "list", "source": list(svar.val), "error_message": said}
    if svar.slag == "dag":
        limits = {"minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        return {"validate": "date", "criteria": "between", **limits, "error_message": "Skriv ett datum: 2022-03-14."}
    if svar.slag == "tal":
        return {"validate": "decimal", **_limits(svar), "error_message": _said(svar)}
    longest = svar.hogst or XLSX_LIMIT
    said = f"Skriv högst {longest} tecken."
    return {"validate": "length", "criteria": "<=", "value": longest, "error_message": said}


def _limits(svar: Svar) -> dict[str, Any]:
    """Return the limits of a figure; one without a lower limit takes any number that a sheet can hold."""
    if svar.minst is not None and svar.hogst is not None:
        return {"criteria": "between", "minimum": svar.minst, "maximum": svar.hogst}
    return {"criteria": ">=", "value": svar.minst if svar.minst is not None else -(10**15)}


def _said(svar: Svar) -> str:
    """Return what is said about a figure, in the 255 letters that a sheet has room for."""
    bounds = f" från {svar.minst} till {svar.hogst}" if svar.minst is not None and svar.hogst is not None else ""
    lower = f", minst {svar.minst}" if svar.minst is not None and not bounds else ""
    return f"Skriv ett tal{bounds}{lower}. Enhet: {svar.enhet}."[:255]


def _page(sheet: Worksheet, header: str) -> None:
    """Set how a sheet is printed: lying down, as wide as the paper, with the document's name and the page's number."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{header.replace('&', '&&')[:200]}")
    sheet.set_footer("&CSida &P av &N")


def _height(sheet: Worksheet, at: int, cells: Sequence[str], widths: Iterable[int]) -> None:
    """Make a row tall enough for its words: not every program reckons that when it opens the file."""
    lines = [_lines(text, width) for text, width in zip(cells, widths, strict=True)]
    sheet.set_row(at, min(_TALLEST, _LINE * max(lines)))


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes at most in a column that is so many digits wide."""
    return sum(max(1, len(textwrap.wrap(line, width))) for line in text.split("\n"))


def _text(sheet: Worksheet, place: tuple[int, int], text: str, form: Any) -> None:
    """Write a cell of text; an empty one stays empty."""
    if text:
        sheet.write_string(*place, text[:_LONGEST], form)
