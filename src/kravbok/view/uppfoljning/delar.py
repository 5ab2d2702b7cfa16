"""The frozen objects of the follow-up documents: sheets with cells to fill in, forms, days, and the document itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kravbok.view.handling import HandlingVy

__all__ = [
    "XLSX_LIMIT",
    "BladVy",
    "Cell",
    "DagVy",
    "FaltVy",
    "FormulardelVy",
    "Kolumn",
    "Svar",
    "UppfoljningsVy",
    "value_of",
]  # fmt: skip

XLSX_LIMIT = 2000
"""Letters that an answer in a form may have."""

SvarSlag = Literal["val", "text", "tal", "dag"]


@dataclass(frozen=True, slots=True)
class Svar:
    """A cell to fill in: what kind of answer, the choices, the limits and the unit of a figure, and what stands there.

    `minst` and `hogst` are whole numbers; None is no limit.
    """

    slag: SvarSlag
    val: tuple[str, ...] = ()
    minst: int | None = None
    hogst: int | None = None
    enhet: str = ""
    varde: str = ""


Cell = str | Svar


def value_of(cell: Cell) -> str:
    """Return the words of a cell: those of an answer are what is already filled in."""
    return cell.varde if isinstance(cell, Svar) else cell


@dataclass(frozen=True, slots=True)
class Kolumn:
    """A column of a sheet: its heading and its width in letters."""

    namn: str
    bredd: int


@dataclass(frozen=True, slots=True)
class BladVy:
    """A sheet of a workbook; `last` says that only the answers can be changed."""

    namn: str
    kolumner: tuple[Kolumn, ...]
    rader: tuple[tuple[Cell, ...], ...]
    last: bool = False


@dataclass(frozen=True, slots=True)
class FaltVy:
    """A field of a form in Word: its label, the tag that names it in the file, and the kind of answer."""

    namn: str
    marke: str
    svar: Svar


@dataclass(frozen=True, slots=True)
class FormulardelVy:
    """A part of a form: a heading, paragraphs that cannot be changed, and fields (or lines of boxes to tick)."""

    rubrik: str
    stycken: tuple[str, ...]
    falt: tuple[FaltVy, ...] = ()
    niva: int = 2


@dataclass(frozen=True, slots=True)
class DagVy:
    """A delivery as a day of a calendar: `var` is how many months lie between two, 0 for once; `till` the last day."""

    uid: str
    dag: date
    rubrik: str
    text: str
    var: int = 0
    till: date | None = None


@dataclass(frozen=True, slots=True)
class UppfoljningsVy:
    """A follow-up document: what it says on paper and on the screen, and the forms of it that other formats have."""

    handling: HandlingVy
    namn: str
    blad: tuple[BladVy, ...] = ()
    formular: tuple[FormulardelVy, ...] = ()
    dagar: tuple[DagVy, ...] = ()
    utan_dag: tuple[str, ...] = ()
