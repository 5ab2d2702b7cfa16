"""The uppföljningsplan: each requirement of the book with measure, method, when, who, status and comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kravbok.edition import Klausul, Utgivning
from kravbok.model.register import Leverans
from kravbok.model.tid import is_unknown
from kravbok.model.uppfoljning import Kravuppfoljning
from kravbok.swedish import NBSP, format_list, plural, uncapitalize
from kravbok.view.handling import DelVy, fact
from kravbok.view.parts import Tabellrad, TabellVy, cells
from kravbok.view.uppfoljning.delar import BladVy, Kolumn, Svar, UppfoljningsVy
from kravbok.view.uppfoljning.grund import make_handling
from kravbok.view.uppfoljning.pafoljder import consequence_parts
from kravbok.view.uppfoljning.urval import (
    NO_PERSPECTIVE,
    UNKNOWN,
    by_perspective,
    clauses,
    deliveries,
    indicators,
    methods,
    name_of,
    notes,
    year_of,
)

__all__ = ["STATUSAR", "view_plan"]

STATUSAR = ("ej påbörjad", "påbörjad", "klar")
"""The states of a follow-up; where nothing is noted the plan says that, and never that it has not begun."""

_ABOUT = (
    "Planen är sammanställd av programmet ur kraven och ur det som är antecknat om uppföljningen. Där inget är "
    "antecknat står ”ingen uppgift”; det betyder inte att uppföljningen inte har börjat."
)
_COLUMNS = ("Krav", "Följs upp genom", "När och vem", "Status och kommentar")
_SHEET = (
    Kolumn("Perspektiv", 18), Kolumn("Avsnitt", 9), Kolumn("Krav-id", 14), Kolumn("Krav", 34), Kolumn("Nivå", 10),
    Kolumn("Vem kravet binder", 16), Kolumn("Metod", 36), Kolumn("Mått", 30), Kolumn("När", 18), Kolumn("Ansvarig", 22),
    Kolumn("Status", 14), Kolumn("Kommentar", 44),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planrad:
    """A requirement's row in the plan, in words."""

    klausul: Klausul
    metod: str
    matt: str
    nar: str
    ansvarig: str
    status: str
    kommentar: str


def view_plan(utgivning: Utgivning, datum: date | None = None) -> UppfoljningsVy:
    """Return the plan of an edition for the year of the day, or for the year when the edition begins."""
    year = year_of(utgivning, datum)
    noted = notes(utgivning, year)
    chosen = [clause for clause in clauses(utgivning) if _is_followed(clause, noted)]
    rows = {clause.id: _row(utgivning, clause, noted.get(clause.id)) for clause in chosen}
    groups = [(name, [rows[clause.id] for clause in own]) for name, own in by_perspective(utgivning, chosen)]
    outside = [item for item in noted.values() if item.krav not in rows]
    handling = make_handling(
        utgivning,
        "uppfoljningsplan",
        (f"Uppföljningsplan {year or 'för okänt år'}", _ABOUT),
        (
            fact("År", str(year or "okänt")),
            fact("Krav i planen", str(len(rows))),
            fact("Status", _counts(rows.values())),
        ),
        (*_parts(utgivning, groups), *_outside(outside), *consequence_parts(utgivning)),
    )
    return UppfoljningsVy(handling, utgivning.namn, blad=(_sheet(groups),))


def _is_followed(clause: Klausul, noted: Mapping[str, Kravuppfoljning]) -> bool:
    """Whether a clause belongs in the plan: a ska-krav, one that says how it is followed up, or one that is noted."""
    return clause.lydelse.kravniva == "ska" or clause.lydelse.uppfoljning is not None or clause.id in noted


def _row(utgivning: Utgivning, clause: Klausul, noted: Kravuppfoljning | None) -> Planrad:
    named = format_list([item.namn for item in indicators(utgivning, clause.lydelse)])
    return Planrad(
        klausul=clause,
        metod=methods(clause.lydelse.uppfoljning),
        matt=named or UNKNOWN,
        nar=str(noted.nar) if noted is not None and noted.nar is not None else _when(utgivning, clause),
        ansvarig=noted.ansvarig or UNKNOWN if noted is not None else UNKNOWN,
        status=noted.status if noted is not None and noted.status in STATUSAR else UNKNOWN,
        kommentar=noted.kommentar or "" if noted is not None else "",
    )


def _when(utgivning: Utgivning, clause: Klausul) -> str:
    """Return when what the requirement asks for is handed in; that nothing is known where no delivery says it."""
    own = [item for item in deliveries(utgivning) if item.krav == clause.id]
    return format_list([f"{uncapitalize(item.namn)} lämnas {_period(item)}" for item in own]) or UNKNOWN


def _period(item: Leverans) -> str:
    often, last = item.frist.varje, item.frist.senast
    said = "hur ofta är okänt" if is_unknown(often) else f"varje {often}"
    return f"{said}, sista dagen är okänd" if is_unknown(last) else f"{said}, senast {last}"


def _counts(rows: Iterable[Planrad]) -> str:
    """Return how many requirements have each status, in the order of the statuses."""
    found = Counter(row.status for row in rows)
    return ", ".join(f"{name} {found[name]}" for name in (*STATUSAR, UNKNOWN) if found[name]) or "inga krav"


def _parts(utgivning: Utgivning, groups: Sequence[tuple[str, Sequence[Planrad]]]) -> Iterator[DelVy]:
    known = utgivning.organisation.perspektiv
    if not groups:
        yield DelVy("krav", "Krav", ("Upplagan har inga krav att följa upp.",))
    for number, (name, rows) in enumerate(groups, start=1):
        said = [f"{plural(len(rows), 'krav', 'krav')}: {_counts(rows)}."]
        if name == NO_PERSPECTIVE and known:
            said.append(f"Posterna säger inte vilket av perspektiven {format_list(list(known))} kraven hör till.")
        table = TabellVy(name, _COLUMNS, tuple(map(_table_row, rows)))
        yield DelVy(f"perspektiv-{number}", name, tuple(said), tabell=table)


def _table_row(row: Planrad) -> Tabellrad:
    how = row.metod if row.matt == UNKNOWN else f"{row.metod}. Mått: {row.matt}"
    return Tabellrad(cells(name_of(row.klausul), how, _time_and_role(row), _state(row)), row.klausul.id)


def _time_and_role(row: Planrad) -> str:
    if row.nar == row.ansvarig == UNKNOWN:
        return UNKNOWN
    return f"När: {row.nar}. Ansvarig: {row.ansvarig}."


def _state(row: Planrad) -> str:
    status = row.status.replace(" ", NBSP)
    return f"{status}. {row.kommentar}" if row.kommentar else status


def _outside(noted: Sequence[Kravuppfoljning]) -> Iterator[DelVy]:
    """Yield what is noted of requirements that this edition does not hold."""
    if noted:
        rows = tuple(Tabellrad(cells(item.krav, item.status, item.kommentar or "–")) for item in noted)
        said = "Anteckningarna gäller krav i boken som inte står i den här upplagan."
        yield DelVy(
            "utanfor-upplagan",
            "Antecknat om andra krav",
            (said,),
            tabell=TabellVy("Antecknat om andra krav", ("Krav-id", "Status", "Kommentar"), rows),
        )


def _sheet(groups: Sequence[tuple[str, Sequence[Planrad]]]) -> BladVy:
    return BladVy("Uppföljningsplan", _SHEET, tuple(_sheet_row(name, row) for name, rows in groups for row in rows))


def _sheet_row(name: str, row: Planrad) -> tuple[str | Svar, ...]:
    clause = row.klausul
    status = Svar("val", val=(*STATUSAR, UNKNOWN), varde=row.status)
    about = (name, clause.nummer, clause.id, clause.lydelse.rubrik, clause.lydelse.kravniva, clause.lydelse.vem)
    return (*about, row.metod, row.matt, row.nar, row.ansvarig, status, Svar("text", varde=row.kommentar))
