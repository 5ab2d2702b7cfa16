"""A follow-up document as a workbook: what is known is locked, what is to be answered is open and holds only answers.

Every cell is written as text, a number or a day, never as a formula or a link, whatever an author wrote in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kravbok.export.arbetsbok import (
    Forms,
    Sheet,
    Workbook,
    close_book,
    fit_on_paper,
    make_forms,
    open_book,
    set_height,
    write_text,
)
from kravbok.view.parts import plain
from kravbok.view.uppfoljning.delar import XLSX_LIMIT, BladVy, Cell, Svar, UppfoljningsVy, value_of

__all__ = ["uppfoljning_xlsx"]

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
    own = vy.handling
    book = open_book(datum, title=f"{own.titel} – {own.bok}", author=own.organisation, subject=own.status)
    forms = make_forms(book, _FORMS)
    _about(book, vy, forms)
    for blad in vy.blad:
        _sheet(book, blad, forms, own.sidhuvud)
    return close_book(book)


def _about(book: Workbook, vy: UppfoljningsVy, forms: Forms) -> None:
    """Write the first sheet: what the document is, its notices and summary, and where it comes from."""
    sheet = book.add_worksheet("Om")
    for column, width in enumerate(_ABOUT):
        sheet.set_column(column, column, width)
    own = vy.handling
    facts = [(fact.term, plain(value)) for fact in (*own.uppgifter, *own.kolofon) for value in fact.varden]
    rows = [("Bok", own.bok), ("Upplaga", own.status), *((item.rubrik, item.text) for item in own.notiser), *facts]
    rows += [("Hur arket fylls i", _HELP)] if any(blad.last for blad in vy.blad) else []
    write_text(sheet, 0, 0, f"{own.titel} – {own.bok}", forms["titel"])
    for at, cells in enumerate(rows, start=2):
        set_height(sheet, at, cells, _ABOUT)
        for column, words in enumerate(cells):
            write_text(sheet, at, column, words, forms["cell"])
    _page(sheet, own.sidhuvud)


_HELP = (
    "Rutor med ram går att fylla i; resten är låst utan lösenord. En ruta tar bara emot det som passar: ett val ur "
    "listan, ett tal inom gränserna, ett datum eller en text."
)


def _sheet(book: Workbook, blad: BladVy, forms: Forms, header: str) -> None:
    """Write a sheet with a head that stays; filters where all of it can be changed, else only its answers open."""
    sheet = book.add_worksheet(blad.namn[:_NAME])
    widths = [column.bredd for column in blad.kolumner]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    names = [column.namn for column in blad.kolumner]
    set_height(sheet, 0, names, widths)
    for column, name in enumerate(names):
        write_text(sheet, 0, column, name, forms["head"])
    for at, row in enumerate(blad.rader, start=1):
        _row(sheet, at, row, widths, forms)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if blad.last:
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    sheet.autofilter(0, 0, max(1, len(blad.rader)), len(names) - 1)
    _page(sheet, header)


def _row(sheet: Sheet, at: int, row: Sequence[Cell], widths: Sequence[int], forms: Forms) -> None:
    set_height(sheet, at, [value_of(cell) for cell in row], widths)
    for column, cell in enumerate(row):
        if isinstance(cell, Svar):
            _answer(sheet, (at, column), cell, forms)
        else:
            write_text(sheet, at, column, cell, forms["rad"])


def _answer(sheet: Sheet, place: tuple[int, int], svar: Svar, forms: Forms) -> None:
    """Write a cell to fill in: open, with what stands there already, and refusing what is no answer."""
    write_text(sheet, *place, svar.varde, forms[svar.slag])
    if not svar.varde:
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


def _page(sheet: Sheet, header: str) -> None:
    """Set how a sheet is printed: lying down, as wide as the paper, with the document's name and the page's number."""
    fit_on_paper(sheet)
    sheet.set_header(f"&L{header.replace('&', '&&')[:200]}")
    sheet.set_footer("&CSida &P av &N")
