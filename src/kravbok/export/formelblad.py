"""Kontrollräkningar as live formulas on a sheet: each value in a cell, the formula over them, and the claims beside.

Kronor and percent are scaled to kronor and parts of one, so that the cells can be reckoned with as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, NamedTuple

from kravbok.export.arbetsbok import fit_on_paper, set_height
from kravbok.formel import Led, Minus, Namn, Rakning, Tal
from kravbok.model.enheter import Enhet
from kravbok.model.storhet import Storhet
from kravbok.rules.kontroll import Dom, PastaendeDom

__all__ = ["digits", "write_rakningar"]

_COLUMNS = (("Värde", 30), ("Som det står", 30), ("Tal", 16), ("Lägst", 16), ("Högst", 16), ("Varifrån", 60))
_TIME = ("månad", "dag", "minut")


def digits(number: Fraction) -> Decimal:
    """Return a number as a sheet can hold it: fifteen figures."""
    with localcontext() as context:
        context.prec = 15
        return Decimal(number.numerator) / Decimal(number.denominator)


def write_rakningar(sheet: Any, domar: Sequence[Dom], forms: Mapping[str, Any]) -> None:
    """Write the records below each other; one with faults or without a tree is left out."""
    for at, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width)
    fit_on_paper(sheet)
    row = 0
    for dom in domar:
        if dom.trad is not None and not dom.fel:
            row = _write_dom(sheet, row, dom, dom.trad, forms) + 2


def _write_dom(sheet: Any, row: int, dom: Dom, trad: Led, forms: Mapping[str, Any]) -> int:
    """Write one record from a row on, and return its last row."""
    sheet.write_string(row, 0, f"{dom.rakning.id}: {dom.rakning.rubrik}", forms["titel"])
    for at, (name, _) in enumerate(_COLUMNS):
        sheet.write_string(row + 1, at, name, forms["head"])
    solved = {item.namn: item.varde for claim in dom.pastaenden[:1] for item in claim.skulle}
    factor = _Skala(_figures(dom, solved))
    cells: dict[str, str] = {}
    row += 2
    for item in dom.varden:
        value = item.varde or (solved.get(item.namn) if item.namn in dom.saknar else None)
        cells[item.namn] = f"C{row + 1}"
        sheet.write_string(row, 0, item.namn, forms["cell"])
        sheet.write_string(row, 1, item.skrivet, forms["cell"])
        ends = (item.spann.lag, item.spann.hog) if item.spann else ()
        for at, figure in enumerate(filter(None, (value, *ends)), start=2):
            sheet.write_number(row, at, digits(factor.of(figure)), forms["tal"])
        set_height(sheet, row, (item.skrivet, item.kalla), (_COLUMNS[1][1], _COLUMNS[5][1]))
        origin = "löst ut ur påståendet" if item.varde is None and value is not None else item.kalla
        sheet.write_string(row, 5, origin, forms["cell"])
        row += 1
    return _write_answer(sheet, row, dom, _Blad(trad, cells, factor, solved), forms)


class _Blad:
    """A formula as a sheet writes it: the tree, the cell of each name, the scale, and the values solved for."""

    def __init__(self, trad: Led, cells: Mapping[str, str], skala: _Skala, solved: Mapping[str, Storhet]) -> None:
        self.cells = cells
        self.skala = skala
        self.solved = solved
        self.formula = self.written(trad)

    def written(self, led: Led, strength: int = 0) -> str:
        """Return a part as a sheet reads it."""
        match led:
            case Namn():
                return self.cells[led.namn]
            case Tal():
                return str(digits(self.skala.of(led.varde)))
            case Minus():
                return f"(0-{self.written(led.av, 2)})"
            case Rakning():
                own = 1 if led.tecken in "+-" else 2
                words = f"{self.written(led.vanster, own)}{led.tecken}{self.written(led.hoger, own + 1)}"
                return f"({words})" if own < strength else words


def _write_answer(sheet: Any, row: int, dom: Dom, blad: _Blad, forms: Mapping[str, Any]) -> int:
    """Write the formula's row and a row for each claim, and return the last row."""
    result = _result(dom, blad)
    sheet.write_string(row, 0, "Räkningen ger", forms["fet"])
    sheet.write_string(row, 1, dom.formel, forms["fet"])
    set_height(sheet, row, (dom.formel,), (_COLUMNS[1][1],))
    used = ",".join(blad.cells.values())
    formula = f'=IF(COUNT({used})<{len(blad.cells)},"saknas",{blad.formula})'
    sheet.write_formula(row, 2, formula, forms["summa"], "saknas" if result is None else digits(result))
    answer = f"C{row + 1}"
    for claim in dom.pastaenden:
        row += 1
        _write_claim(sheet, row, claim, result, _Rad(blad.skala, answer, forms))
    return row


class _Rad(NamedTuple):
    """What a claim is written with: the scale, the cell with the formula's answer, and the forms of cells."""

    skala: _Skala
    answer: str
    forms: Mapping[str, Any]


def _write_claim(sheet: Any, row: int, claim: PastaendeDom, result: Fraction | None, rad: _Rad) -> None:
    """Write what the source says, how far it is from the answer, and the verdict when the workbook was made."""
    value, cell = claim.pastaende.varde, rad.forms["cell"]
    said = f"{claim.pastaende.dokument} rad {claim.pastaende.rad}: {claim.mening}"
    set_height(sheet, row, (said,), (_COLUMNS[5][1],))
    sheet.write_string(row, 0, "Källan anger", cell)
    sheet.write_string(row, 1, ("ca " if claim.pastaende.ungefar == "ja" else "") + str(value), cell)
    if isinstance(value, Storhet) and not value.is_intervall:
        number = rad.skala.of(value.without_grans())
        sheet.write_number(row, 2, digits(number), rad.forms["tal"])
        off = "" if result is None else digits(number - result)
        formula = f'=IF(ISNUMBER({rad.answer}),C{row + 1}-{rad.answer},"")'
        sheet.write_formula(row, 3, formula, rad.forms["tal"], off)
        sheet.write_string(row, 4, "skillnad", cell)
    sheet.write_string(row, 5, said, cell)


def _result(dom: Dom, blad: _Blad) -> Fraction | None:
    """Return what the formula's cell comes to: the result, or the first claim where its one unknown is solved for."""
    if dom.resultat is not None:
        return blad.skala.of(dom.resultat)
    claim = dom.pastaenden[0].pastaende.varde if dom.pastaenden else None
    known = all(name in blad.solved for name in dom.saknar)
    return blad.skala.of(claim) if known and isinstance(claim, Storhet) else None


class _Skala:
    """How many cells' worth one of each unit is; times are kept as written unless the record mixes them."""

    def __init__(self, figures: Iterable[Storhet]) -> None:
        times: dict[str, set[Enhet]] = {}
        for figure in figures:
            for unit in (*figure.taljare, *figure.namnare):
                times.setdefault(unit.bas, set()).add(unit)
        self.kept = {units.pop() for bas, units in times.items() if bas in _TIME and len(units) == 1}

    def of(self, figure: Storhet) -> Fraction:
        """Return the number of a figure's cell."""
        number = figure.lag
        for unit in figure.taljare:
            number *= 1 if unit in self.kept else unit.faktor
        for unit in figure.namnare:
            number /= 1 if unit in self.kept else unit.faktor
        return number


def _figures(dom: Dom, solved: Mapping[str, Storhet]) -> list[Storhet]:
    claims = [claim.pastaende.varde for claim in dom.pastaenden if isinstance(claim.pastaende.varde, Storhet)]
    return [*(item.varde for item in dom.varden if item.varde is not None), *claims, *solved.values()]
