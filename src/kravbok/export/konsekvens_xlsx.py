"""The cost of a year's changes as a workbook with live formulas: change a volume, and the sum follows.

Every formula is written by the program, with the program's own answer beside it; what an author wrote is always text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from kravbok.export.arbetsbok import (
    Forms,
    Sheet,
    close_book,
    fit_on_paper,
    make_forms,
    open_book,
    set_height,
    write_text,
)
from kravbok.export.formelblad import digits, write_rakningar
from kravbok.rules.konsekvens import Verkan
from kravbok.rules.konsekvenspost import Volymkostnad, mkr
from kravbok.settings import FALLBACK_DATE
from kravbok.view.konsekvens import FORBEHALL, KonsekvensGrupp, KonsekvensRad, KonsekvensVy

__all__ = ["konsekvens_xlsx"]

_FORMS: dict[str, dict[str, Any]] = {
    "cell": {"indent": 1},
    "head": {"bold": True, "bottom": 2, "bg_color": "#EEF3F7"},
    "titel": {"bold": True, "font_size": 14, "text_wrap": False},
    "kr": {"num_format": "+#,##0;-#,##0;0"},
    "summa": {"num_format": "+#,##0;-#,##0;0", "bold": True, "top": 1},
    "fet": {"bold": True, "top": 1},
    "tal": {"num_format": "#,##0.######"},
}
_COLUMNS = (
    ("Grupp", 26), ("Krav", 16), ("Vad", 36), ("Budget", 30), ("Belopp (kr)", 15), ("Lägst (kr)", 15),
    ("Högst (kr)", 15), ("Så är det räknat", 70), ("Saknas", 50),
)  # fmt: skip
_VOLUME_COLUMNS = (
    ("Krav", 16), ("Siffra", 20), ("Före", 15), ("Efter", 15), ("Volym", 15), ("Volym, lägst", 15),
    ("Volym, högst", 15), ("Kronor per enhet", 15), ("Belopp (kr)", 15), ("Lägst (kr)", 15), ("Högst (kr)", 15),
)  # fmt: skip
_AMOUNT = 4
_TOP = 5


def konsekvens_xlsx(vy: KonsekvensVy) -> bytes:
    """Return the workbook; the same view gives the same bytes."""
    book = open_book(FALLBACK_DATE, title=vy.titel, subject=vy.bok)
    forms = make_forms(book, _FORMS)
    first = book.add_worksheet("Konsekvens")
    rows = [row for group in vy.grupper for row in group.rader]
    costs = [pair for row in rows for pair in zip(row.post.kostnader, row.siffror, strict=True)]
    places = _write_volumes(book, costs, forms) if costs else {}
    _write_items(first, vy, places, forms)
    if vy.domar:
        write_rakningar(book.add_worksheet("Kontrollräkningar"), vy.domar, forms)
    return close_book(book)


def write_head(sheet: Sheet, row: int, columns: Sequence[tuple[str, int]], forms: Forms) -> None:
    """Write a row of headings and set how wide the columns are."""
    for at, (name, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        write_text(sheet, row, at, name, forms["head"])
    fit_on_paper(sheet)


def _write_items(sheet: Sheet, vy: KonsekvensVy, places: dict[Volymkostnad, int], forms: Forms) -> None:
    """Write the first sheet: the items in their groups, and the sums."""
    write_text(sheet, 0, 0, f"{vy.titel} – {vy.bok}", forms["titel"])
    write_text(sheet, 1, 0, FORBEHALL, forms["titel"])
    write_head(sheet, _TOP - 1, _COLUMNS, forms)
    sheet.freeze_panes(_TOP, 0)
    row = _TOP
    spans: dict[Verkan, tuple[int, int]] = {}
    for group in vy.grupper:
        spans[group.verkan] = (row, row + len(group.rader) - 1)
        for item in group.rader:
            _write_item(sheet, row, group, item, places, forms)
            row += 1
        if group.verkan is Verkan.RAKNAS:
            _write_sum(sheet, row, "Summa", [spans[group.verkan]], vy, forms)
            row += 1
        elif group.verkan is Verkan.AVSATT:
            both = [span for kind in (Verkan.RAKNAS, Verkan.AVSATT) if (span := spans.get(kind))]
            _write_sum(sheet, row, "Med det som redan är avsatt", both, vy, forms)
            row += 1


def _write_item(
    sheet: Sheet, row: int, group: KonsekvensGrupp, item: KonsekvensRad, places: dict[Volymkostnad, int], forms: Forms
) -> None:
    """Write one item; an amount that comes from volumes is a formula over them."""
    words = (group.rubrik, ", ".join(item.krav), item.rubrik, item.budget)
    for at, text in enumerate(words):
        write_text(sheet, row, at, text, forms["cell"])
    worked, missing = "\n".join(item.rader), "\n".join(item.luckor)
    set_height(sheet, row, (group.rubrik, item.rubrik, worked, missing), [_COLUMNS[at][1] for at in (0, 2, 7, 8)])
    write_text(sheet, row, 7, worked, forms["cell"])
    write_text(sheet, row, 8, missing, forms["cell"])
    if item.varde is None:
        write_text(sheet, row, _AMOUNT, "okänt", forms["cell"])
        return
    ends = (item.varde.varde, item.varde.spann.lag, item.varde.spann.hog)
    for at, (figure, letter) in enumerate(zip(ends, "IJK", strict=True), start=_AMOUNT):
        value = digits(figure.bas[0])
        if item.post.kostnader:
            terms = "+".join(f"Volymer!{letter}{places[cost] + 1}" for cost in item.post.kostnader)
            sheet.write_formula(row, at, f"={terms}", forms["kr"], value)
        else:
            sheet.write_number(row, at, value, forms["kr"])


def _write_sum(
    sheet: Sheet, row: int, words: str, spans: Sequence[tuple[int, int]], vy: KonsekvensVy, forms: Forms
) -> None:
    """Write a row of sums over the rows of these groups."""
    items = [item.varde for group in vy.grupper for item in group.rader if _in(group.verkan, len(spans)) and item.varde]
    set_height(sheet, row, (words,), (_COLUMNS[0][1],))
    write_text(sheet, row, 0, words, forms["fet"])
    for at, letter in enumerate("EFG", start=_AMOUNT):
        ranges = ",".join(f"{letter}{first + 1}:{letter}{last + 1}" for first, last in spans)
        ends = ((item.varde, item.spann.lag, item.spann.hog)[at - _AMOUNT].bas[0] for item in items)
        sheet.write_formula(row, at, f"=SUM({ranges})", forms["summa"], digits(sum(ends, Fraction(0))))


def _in(verkan: Verkan, count: int) -> bool:
    """Whether a group is part of a sum: the counted ones, and in the second sum also what is set aside."""
    return verkan is Verkan.RAKNAS or (count > 1 and verkan is Verkan.AVSATT)


def _write_volumes(book: Any, costs: Sequence[tuple[Volymkostnad, str]], forms: Forms) -> dict[Volymkostnad, int]:
    """Write a row for each fee with a volume, under its name, and return the rows."""
    sheet = book.add_worksheet("Volymer")
    write_head(sheet, 0, _VOLUME_COLUMNS, forms)
    places = {}
    for row, (cost, name) in enumerate(costs, start=1):
        places[cost] = row
        write_text(sheet, row, 0, cost.krav, forms["cell"])
        write_text(sheet, row, 1, f"{name} ({cost.ny})", forms["cell"])
        for at, number in enumerate(_numbers(cost), start=2):
            sheet.write_number(row, at, digits(number), forms["tal"])
        line = row + 1
        low, high = f"(D{line}-C{line})*F{line}*H{line}", f"(D{line}-C{line})*G{line}*H{line}"
        formulas = (f"=(D{line}-C{line})*E{line}*H{line}", f"=MIN({low},{high})", f"=MAX({low},{high})")
        for at, (formula, value) in enumerate(zip(formulas, _results(cost), strict=True), start=8):
            sheet.write_formula(row, at, formula, forms["kr"], digits(value))
    return places


def _numbers(cost: Volymkostnad) -> Iterator[Fraction]:
    """Yield the old fee, the new one in its unit, the volume, its ends, and how many kronor one of the product is."""
    old = cost.gammal.bas[0] / (cost.ny.bas[0] / cost.ny.lag) if cost.ny.lag else cost.gammal.lag
    yield from (old, cost.ny.lag, cost.volym.lag, cost.spann.lag.lag, cost.spann.hog.lag)
    product = (cost.ny.lag - old) * cost.volym.lag
    yield _kronor(cost, cost.volym.lag) / product if product else Fraction(1)


def _results(cost: Volymkostnad) -> tuple[Fraction, Fraction, Fraction]:
    middle, *ends = (_kronor(cost, volume) for volume in (cost.volym.lag, cost.spann.lag.lag, cost.spann.hog.lag))
    return middle, min(ends), max(ends)


def _kronor(cost: Volymkostnad, volume: Fraction) -> Fraction:
    """Return what the fee's change comes to in kronor with a volume."""
    one = cost.volym.lag
    whole = mkr((cost.ny - cost.gammal) * cost.volym)
    return (whole.bas[0] if whole else Fraction(0)) * volume / one if one else Fraction(0)
