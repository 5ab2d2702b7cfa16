"""The indicators as a workbook: the way from requirement to outcome, and every outcome; no cell is ever a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kravbok.export.arbetsbok import close_book, fit_on_paper, open_book, set_height, write_text
from kravbok.model.rakning import exact_decimal
from kravbok.model.storhet import Storhet
from kravbok.view.handling import HandlingVy
from kravbok.view.indikatorer import COLUMNS
from kravbok.view.matt import IndikatorVy
from kravbok.view.parts import plain

__all__ = ["indikatorer_xlsx"]

_CHAIN = ("Krav", "Uppföljning och om den går", "Indikator", "Mål", "Senaste utfall", "Frist")
_OUTCOMES = ("Indikator", *COLUMNS, "Utfall som tal", "Mål som tal", "Skillnad som tal", "Enhet för talen")


def indikatorer_xlsx(vy: HandlingVy, matt: Sequence[IndikatorVy], datum: date) -> bytes:
    """Return the workbook; `datum` is the only day in its properties, so that the same content gives the same bytes."""
    book = open_book(datum, title=f"{vy.titel} – {vy.bok}", author=vy.organisation, subject=vy.status)
    forms = (book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True, "bottom": 2}))
    facts = [(item.term, plain(value)) for item in (*vy.uppgifter, *vy.kolofon) for value in item.varden]
    notices = [(item.rubrik, item.text) for item in vy.notiser]
    _sheet(
        book, "Om", ("Uppgift", "Värde"), [*facts[: len(vy.uppgifter)], *notices, *facts[len(vy.uppgifter) :]], forms
    )
    chain = vy.delar[0].tabell
    lines = [tuple(plain(cell) for cell in row.celler) for row in chain.rader] if chain is not None else []
    _sheet(book, "Krav till utfall", _CHAIN, lines, forms)
    _sheet(book, "Utfall", _OUTCOMES, [row for item in matt for row in _rows(item)], forms)
    return close_book(book)


Cell = str | Decimal


def _rows(item: IndikatorVy) -> list[tuple[Cell, ...]]:
    """Return a row for each outcome: the words, and the figures as numbers where they are such."""
    found: list[tuple[Cell, ...]] = []
    for row in item.utfall:
        judged = row.bedomning
        figures = (judged.utfall.varde, judged.mal, judged.skillnad)
        unit = str(judged.utfall.varde).partition("\u00a0")[2] if isinstance(judged.utfall.varde, Storhet) else ""
        found.append((item.namn, *row.celler, *map(_number, figures), unit))
    return found


def _number(figure: object) -> Cell:
    if not isinstance(figure, Storhet) or figure.is_intervall:
        return ""
    return exact_decimal(figure.lag) or (Decimal(0) if not figure.lag else "")


def _sheet(
    book: Any, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], forms: tuple[Any, Any]
) -> None:
    """Write a sheet with a head that stays and filters; text is text and a number a number, whatever it begins with."""
    sheet = book.add_worksheet(name)
    widths = [min(48, 3 + max(map(len, map(str, cells)))) for cells in zip(columns, *rows, strict=True)]
    for column, heading in enumerate(columns):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(0, column, heading, forms[1])
    for at, row in enumerate(rows, start=1):
        set_height(sheet, at, [str(cell) for cell in row], widths)
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                sheet.write_number(at, column, cell, forms[0])
            else:
                write_text(sheet, at, column, cell, forms[0])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.repeat_rows(0)
    fit_on_paper(sheet)
