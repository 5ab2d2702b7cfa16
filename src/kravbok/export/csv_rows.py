"""Differences as CSV for a Swedish spreadsheet: UTF-8 with a mark of order, semicolons, and lines that end in CRLF.

A Swedish Excel reads a comma as a decimal sign and takes a file without the mark for another encoding. A cell that a
spreadsheet would take for a formula begins with an apostrophe, whoever wrote it.
"""

from __future__ import annotations

import csv
import io

from kravbok.export.andringar_rader import KRAV_COLUMNS, krav_row, shown_rows
from kravbok.view.andringar.delar import AndringsVy

__all__ = ["andringar_csv", "harmless"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\ufeff"


def andringar_csv(vy: AndringsVy, *, visa_allt: bool = False) -> bytes:
    """Return one row for each requirement that differs, under a row of headings."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(KRAV_COLUMNS)
    writer.writerows([harmless(cell) for cell in krav_row(item)] for item in shown_rows(vy, visa_allt=visa_allt))
    return (_BOM + target.getvalue()).encode()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell
