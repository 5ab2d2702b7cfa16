"""Differences as a workbook: a sheet each of all, of every kind, of figures and of what lacks a decision or effect.

The sheets have filters and fixed heads. Every cell is written as text or as a number, never as a formula or a link,
whatever an author wrote in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kravbok.export.andringar_rader import FIGURE_COLUMNS, KRAV_COLUMNS, figure_rows, krav_row, sheets, shown_rows
from kravbok.export.arbetsbok import Forms, Sheet, Workbook, close_book, make_forms, open_book, set_height, write_text
from kravbok.view.andringar.delar import TACKNING, AndringsVy
from kravbok.view.parts import plain

__all__ = ["andringar_xlsx"]

_WIDEST = 300
"""Digits beside each other that a reader can make out on one paper; only the sheets of requirements have more."""

_NAME = 31
"""Letters that a sheet's name can hold."""

_WIDTHS = {
    "Avsnitt": 9, "Nummer före": 9, "Nummer efter": 9, "Krav-id": 14, "Rubrik": 34, "Vad som hänt": 10, "Slag": 20,
    "Kapitel": 24, "Typ": 12, "Kravnivå": 11, "Vem": 14, "Område": 18, "Lydelse före": 60, "Lydelse efter": 60,
    "Siffror": 40, "Skäl": 40, "Ändringens slag": 20, "Beslut": 32, "Ärende": 13, "Svarar på": 36, "Uppföljning": 36,
    "Uppgift som saknas": 36, "Krav": 34, "Varför beslutet saknas": 60, "Vad beslutet gäller": 60,
    "Vad som är antecknat": 60, "Siffra": 24, "Före": 24, "Efter": 24, "Skillnad": 24, "Procent": 10,
}  # fmt: skip


_ABOUT_WIDTHS = (30, 90)


def andringar_xlsx(vy: AndringsVy, datum: date, *, visa_allt: bool = True) -> bytes:
    """Return the workbook; `datum` is the only day in its properties, so that the same content gives the same bytes."""
    book = open_book(datum, title=f"{vy.titel} – {vy.bok}", author=vy.organisation, subject=vy.status)
    items = shown_rows(vy, visa_allt=visa_allt)
    forms = make_forms(book, _FORMS)
    _about(book, vy, forms)
    _sheet(book, "Alla", KRAV_COLUMNS, [krav_row(item) for item in items], forms)
    for name, found in sheets(items):
        _sheet(book, name, KRAV_COLUMNS, [krav_row(item) for item in found], forms)
    _figures(book, items, forms)
    for part in vy.efter_kraven:
        if part.id in TACKNING:
            cells = ([plain(cell) for cell in row.celler] for row in part.tabell.rader)
            _sheet(book, part.rubrik, part.tabell.kolumner, cells, forms)
    return close_book(book)


_FORMS: dict[str, dict[str, Any]] = {
    "cell": {},
    "head": {"bold": True, "bottom": 2, "bg_color": "#EEF3F7"},
    "procent": {"num_format": '+0.0" %";-0.0" %";0" %"'},
    "titel": {"bold": True, "font_size": 14, "text_wrap": False},
}


def _about(book: Workbook, vy: AndringsVy, forms: Forms) -> None:
    """Write the first sheet: what is compared, the summary, and where the document comes from."""
    sheet = book.add_worksheet("Om")
    for column, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(column, column, width)
    rows = [(fact.term, plain(value)) for fact in vy.uppgifter for value in fact.varden]
    rows += [(notis.rubrik, notis.text) for notis in vy.notiser]
    rows += [("Sammanfattning", sentence) for sentence in vy.sammanfattning]
    rows += [("Omfattning", vy.omfattning)] if vy.omfattning else []
    rows += [(fact.term, plain(value)) for fact in vy.kolofon for value in fact.varden]
    write_text(sheet, 0, 0, f"{vy.titel} – {vy.bok}", forms["titel"])
    for at, cells in enumerate(rows, start=2):
        _row(sheet, at, cells, _ABOUT_WIDTHS, forms["cell"])
    _page(sheet)


def _sheet(book: Workbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], forms: Forms) -> Sheet:
    """Write a sheet with a head that stays and filters on every column."""
    sheet = book.add_worksheet(name[:_NAME])
    _head(sheet, columns, forms)
    last = 0
    for at, row in enumerate(rows, start=1):
        last = at
        _row(sheet, at, row, [_WIDTHS[column] for column in columns], forms["cell"])
    sheet.autofilter(0, 0, last, len(columns) - 1)
    return sheet


def _head(sheet: Sheet, columns: Sequence[str], forms: Forms) -> None:
    widths = [_WIDTHS[name] for name in columns]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _row(sheet, 0, columns, widths, forms["head"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _page(sheet, wide=sum(widths) > _WIDEST)


def _page(sheet: Sheet, *, wide: bool = False) -> None:
    """Set how a sheet is printed: lying down, as wide as the paper; a wide one on two A3, its first columns on both."""
    sheet.set_landscape()
    sheet.set_paper(8 if wide else 9)
    sheet.fit_to_pages(2 if wide else 1, 0)
    if wide:
        sheet.repeat_columns(0, KRAV_COLUMNS.index("Rubrik"))


def _figures(book: Workbook, items: list[Any], forms: Forms) -> None:
    """Write the sheet of figures, the percentages as numbers that can be sorted."""
    found = list(figure_rows(items))
    if not found:
        return
    sheet = _sheet(book, "Siffror", FIGURE_COLUMNS, [cells for cells, _ in found], forms)
    for at, (_, share) in enumerate(found, start=1):
        if share is not None:
            sheet.write_number(at, len(FIGURE_COLUMNS) - 1, share, forms["procent"])


def _row(sheet: Sheet, at: int, cells: Sequence[str], widths: Sequence[int], form: Any) -> None:
    """Write a row that is tall enough for its words."""
    set_height(sheet, at, cells, widths)
    for column, text in enumerate(cells):
        write_text(sheet, at, column, text, form)
