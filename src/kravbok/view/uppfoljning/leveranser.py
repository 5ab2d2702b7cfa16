"""The leveranskalender: what is handed in, when, and what each delay draws; days that are unknown are listed so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kravbok.edition import Klausul, Utgivning
from kravbok.model.arsdag import PERIODER, parse_arsdag
from kravbok.model.register import Leverans
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_date, format_list
from kravbok.view.handling import DelVy, fact
from kravbok.view.parts import Tabellrad, TabellVy, cells
from kravbok.view.uppfoljning.delar import BladVy, DagVy, Kolumn, UppfoljningsVy
from kravbok.view.uppfoljning.grund import CLAIM, make_handling
from kravbok.view.uppfoljning.pafoljder import amount_of, cap_reached, working
from kravbok.view.uppfoljning.urval import clauses, deliveries, name_of

__all__ = ["view_leveranser"]

_ABOUT = "Kalendern är sammanställd av programmet ur kraven och leveranserna. Kravet gäller, inte kalendern."
_SHEET = (
    Kolumn("Leverans", 30), Kolumn("Till", 30), Kolumn("Hur ofta", 14), Kolumn("Senast", 18), Kolumn("Nästa dag", 14),
    Kolumn("Krav", 34), Kolumn("Påföljd", 34), Kolumn("Belopp", 34), Kolumn("Taket nås", 18), Kolumn("Anmärkning", 50),
)  # fmt: skip


def view_leveranser(utgivning: Utgivning, datum: date | None = None) -> UppfoljningsVy:
    """Return the calendar of an edition; the next day of a delivery is counted from the day, or the edition's first."""
    own = deliveries(utgivning)
    begins = datum or utgivning.upplaga.fran.dag
    days = {item.id: _next(item, begins) for item in own}
    known = [item for item in own if days[item.id]]
    facts = (
        fact("Leveranser", str(len(own))),
        fact("Med känd dag", str(len(known))),
        fact("Räknat från", _day(begins)),
    )
    parts = tuple(_parts(utgivning, own, days, begins))
    return UppfoljningsVy(
        make_handling(utgivning, "leveranskalender", ("Leveranskalender", _ABOUT), facts, parts, (CLAIM,)),
        utgivning.namn,
        blad=(
            BladVy(
                "Leveranser",
                _SHEET,
                tuple(row for item in own for row in _sheet_rows(utgivning, item, days[item.id], begins)),
            ),
        ),
        dagar=tuple(_event(utgivning, item, day) for item in known if (day := days[item.id])),
        utan_dag=tuple(f"{item.namn}: {_why(item, begins)}" for item in own if not days[item.id]),
    )


def _next(item: Leverans, begins: date | None) -> date | None:
    """Return the first day that the delivery is due, not before the day; None when that cannot be known."""
    day = parse_arsdag(item.frist.senast)
    if day is None or begins is None:
        return None
    if day.ar is None and PERIODER.get(item.frist.varje) is None:
        return None
    return day.on_or_after(begins)


def _day(day: date | None) -> str:
    return format_date(day) if day else "okänt"


def _how_often(item: Leverans) -> str:
    return "okänt" if is_unknown(item.frist.varje) else f"varje {item.frist.varje}"


def _why(item: Leverans, begins: date | None) -> str:
    """Return why a delivery has no day in the calendar."""
    day = parse_arsdag(item.frist.senast)
    if is_unknown(item.frist.senast):
        gaps = " ".join(gap.motivering for gap in item.saknas)
        return gaps or "källan anger ingen dag"
    if day is None:
        return f"”{item.frist.senast}” är ingen dag"
    if begins is None:
        return "upplagans första dag är okänd"
    return "dagen har passerat" if day.ar else "källan anger inte hur ofta"


def _penalties(utgivning: Utgivning, item: Leverans) -> list[Klausul]:
    causes = [(clause, clause.lydelse.utloses_av) for clause in clauses(utgivning)]
    return [clause for clause, cause in causes if cause is not None and item.id in cause.leveranser]


def _parts(
    utgivning: Utgivning, own: Sequence[Leverans], days: dict[str, date | None], begins: date | None
) -> Iterator[DelVy]:
    if not own:
        yield DelVy("leveranser", "Leveranser", ("Upplagan nämner inga leveranser.",))
        return
    columns = ("Leverans", "Till", "Hur ofta", "Senast", "Nästa dag")
    rows = tuple(_row(utgivning, item, days[item.id]) for item in own)
    yield DelVy("leveranser", "Leveranser", tabell=TabellVy("Leveranser", columns, rows))
    late = tuple(row for item in own for row in _late_rows(utgivning, item))
    if late:
        said = (
            "Beloppen är de som reglerna i boken ger. Från vilken dag vitet räknas, och om en påbörjad vecka räknas, "
            "framgår av kravet, om boken säger det."
        )
        columns = ("Leverans", "Påföljd", "Belopp", "Taket nås", "Exempel")
        heading = "Vad en försening kan dra"
        yield DelVy("forsening", heading, (said,), tabell=TabellVy(heading, columns, late))
    unknown = tuple(_unknown_row(item, begins) for item in own if not days[item.id])
    if unknown:
        said = "De här leveranserna kan inte stå som dagar i en kalender."
        table = TabellVy("Leveranser utan känd dag", ("Leverans", "Varför"), unknown)
        yield DelVy("utan-dag", "Leveranser utan känd dag", (said,), tabell=table)


def _row(utgivning: Utgivning, item: Leverans, day: date | None) -> Tabellrad:
    clause = utgivning.klausuler.get(item.krav or "")
    named = f"{item.namn}, krav {name_of(clause)}" if clause else item.namn
    return Tabellrad(cells(named, item.till, _how_often(item), item.frist.senast, _day(day)), item.id)


def _late_rows(utgivning: Utgivning, item: Leverans) -> Iterator[Tabellrad]:
    for clause in _penalties(utgivning, item):
        lydelse = clause.lydelse
        said = (
            item.namn,
            name_of(clause),
            amount_of(lydelse),
            cap_reached(lydelse) or "okänt",
            working(lydelse) or "–",
        )
        yield Tabellrad(cells(*said))


def _unknown_row(item: Leverans, begins: date | None) -> Tabellrad:
    return Tabellrad(cells(item.namn, _why(item, begins)))


def _sheet_rows(
    utgivning: Utgivning, item: Leverans, day: date | None, begins: date | None
) -> Iterator[tuple[str, ...]]:
    clause = utgivning.klausuler.get(item.krav or "")
    about = (item.namn, item.till, _how_often(item), item.frist.senast, day.isoformat() if day else "okänt")
    named = name_of(clause) if clause else "–"
    remark = "" if day else _why(item, begins)
    consequences = [
        (name_of(clause), amount_of(clause.lydelse), cap_reached(clause.lydelse) or "okänt")
        for clause in _penalties(utgivning, item)
    ]
    yield from ((*about, named, *own, remark) for own in consequences or [("–", "–", "–")])


def _event(utgivning: Utgivning, item: Leverans, day: date) -> DagVy:
    """Return a delivery as a day of the calendar, with what it draws if it is late."""
    bok, upplaga = utgivning.bok, utgivning.upplaga
    penalties = [f"{name_of(clause)}: {amount_of(clause.lydelse)}" for clause in _penalties(utgivning, item)]
    clause = utgivning.klausuler.get(item.krav or "")
    lines = [f"Lämnas till {item.till}."]
    lines += [f"Krav: {name_of(clause)}."] if clause else []
    lines += [f"Vid försening: {format_list(penalties)}. {CLAIM.rubrik}."] if penalties else []
    end = upplaga.kand_till.latest if upplaga.kand_till is not None else None
    own = parse_arsdag(item.frist.senast)
    months = PERIODER.get(item.frist.varje, 0) if own is not None and own.ar is None else 0
    title = f"{item.namn} ({bok.titel})"
    return DagVy(f"{item.id}.{bok.id}.{upplaga.id}", day, title, " ".join(lines), months, end)
