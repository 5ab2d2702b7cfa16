"""The svarsmall: what a provider answers in its verksamhetsberättelse, requirements first and then measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kravbok.edition import Klausul, Utgivning
from kravbok.model.enheter import KRONA, PROCENT
from kravbok.model.register import Indikator
from kravbok.model.storhet import Storhet
from kravbok.swedish import format_list
from kravbok.view.handling import fact
from kravbok.view.mal import describe_mal
from kravbok.view.uppfoljning.delar import XLSX_LIMIT, BladVy, FaltVy, FormulardelVy, Kolumn, Svar, UppfoljningsVy
from kravbok.view.uppfoljning.grund import make_handling
from kravbok.view.uppfoljning.kravlista import SVAR
from kravbok.view.uppfoljning.urval import (
    binds_provider,
    clause_text,
    clauses,
    deliveries,
    demands,
    indicators,
    is_report,
    methods,
    name_of,
    year_of,
)

__all__ = ["measure", "view_svarsmall"]

_ABOUT = (
    "Mallen är sammanställd av programmet ur kraven. Den tar upp krav vars uppföljning eller leverans är verksamhets- "
    "eller årsberättelsen, och de mått som kraven på vårdgivaren följs upp med. Regionen avgör vad som ska lämnas."
)
_TEXT = Svar("text", hogst=XLSX_LIMIT)
_SENDER = (Kolumn("Uppgift", 30), Kolumn("Svar", 60))
_QUESTIONS = (
    Kolumn("Avsnitt", 9), Kolumn("Krav-id", 14), Kolumn("Rubrik", 28), Kolumn("Krav", 56),
    Kolumn("Följs upp genom", 30),
    Kolumn("Uppfyllt", 13), Kolumn("Beskrivning", 56), Kolumn("Åtgärdat senast", 16),
)  # fmt: skip
_MEASURES = (
    Kolumn("Mått-id", 24), Kolumn("Mått", 34), Kolumn("Täljare", 30), Kolumn("Nämnare", 30), Kolumn("Period", 16),
    Kolumn("Krav", 16), Kolumn("Mål", 18), Kolumn("Enhet", 14), Kolumn("Utfall", 12), Kolumn("Kommentar", 44),
)  # fmt: skip
_NONE = "Upplagan har inget krav som den säger ska besvaras i verksamhets- eller årsberättelsen."
_NO_MEASURES = "Kraven på vårdgivaren nämner inget registrerat mått."


def view_svarsmall(utgivning: Utgivning, datum: date | None = None) -> UppfoljningsVy:
    """Return the form of an edition for the year of the day, or for the year when the edition begins."""
    asked = [clause for clause in clauses(utgivning) if _is_asked(utgivning, clause)]
    measures = _measures(utgivning)
    year = year_of(utgivning, datum)
    facts = (
        fact("År", str(year or "okänt")),
        fact("Krav att besvara", str(len(asked))),
        fact("Övriga ska-krav", _elsewhere(utgivning, asked)),
        fact("Mått att redovisa", str(len(measures))),
    )
    return UppfoljningsVy(
        make_handling(utgivning, "svarsmall", ("Svarsmall för verksamhetsberättelse", _ABOUT), facts),
        utgivning.namn,
        blad=(
            BladVy("Vårdgivaren", _SENDER, tuple((name, svar) for name, _, svar in _sender()), last=True),
            BladVy("Krav", _QUESTIONS, tuple(_question(utgivning, clause) for clause in asked), last=True),
            BladVy("Mått", _MEASURES, tuple(_measure_row(item, krav) for item, krav in measures), last=True),
        ),
        formular=tuple(_form(utgivning, asked, measures)),
    )


def _elsewhere(utgivning: Utgivning, asked: Sequence[Klausul]) -> str:
    """Return how many of the provider's ska-krav the form leaves out, since no record says that the report has them."""
    ids = {clause.id for clause in asked}
    count = sum(binds_provider(clause) and clause.id not in ids for clause in demands(utgivning))
    if not count:
        return "inga"
    return f"{count} på vårdgivaren; posterna säger inte att de besvaras här. De står i kravlistan."


def _sender() -> tuple[tuple[str, str, Svar], ...]:
    return (
        ("Vårdgivare", "vardgivare", Svar("text", hogst=200)),
        ("Enhet", "enhet", Svar("text", hogst=200)),
        ("Uppgifterna lämnade", "lamnad", Svar("dag")),
    )


def _is_asked(utgivning: Utgivning, clause: Klausul) -> bool:
    """Whether a clause on the provider is followed up by, or asks for, the yearly report."""
    if not binds_provider(clause) or clause.lydelse.kravniva == "upplysning":
        return False
    follow = clause.lydelse.uppfoljning
    by_method = follow is not None and any(map(is_report, follow.metod))
    return by_method or any(item.krav == clause.id and is_report(item.namn) for item in deliveries(utgivning))


def _measures(utgivning: Utgivning) -> list[tuple[Indikator, tuple[str, ...]]]:
    """Return the measures that requirements on the provider are followed up with, each with those requirements."""
    found: dict[str, tuple[Indikator, list[str]]] = {}
    for clause in clauses(utgivning):
        if binds_provider(clause):
            for item in indicators(utgivning, clause.lydelse):
                found.setdefault(item.id, (item, []))[1].append(clause.id)
    return [(item, tuple(krav)) for item, krav in found.values()]


def _question(utgivning: Utgivning, clause: Klausul) -> tuple[str | Svar, ...]:
    about = (clause.nummer, clause.id, clause.lydelse.rubrik, clause_text(utgivning, clause))
    return (*about, methods(clause.lydelse.uppfoljning), Svar("val", val=SVAR), _TEXT, Svar("dag"))


def _measure_row(item: Indikator, krav: Sequence[str]) -> tuple[str | Svar, ...]:
    unit = measure(item)
    words = (item.id, item.namn, item.taljare, item.namnare, item.period, ", ".join(krav), _target(item), unit.enhet)
    return (*words, unit, _TEXT)


def measure(item: Indikator) -> Svar:
    """Return the cell for an outcome: limits by the unit of the target or an earlier outcome; any text without."""
    figure = next(iter(_figures(item)), None)
    if figure is None:
        return Svar("text", hogst=200, enhet="okänd")
    if figure.taljare == (PROCENT,) and not figure.namnare:
        return Svar("tal", minst=0, hogst=100, enhet="procent")
    above = "kronor" if figure.taljare == (KRONA,) else " ".join(unit.plural for unit in figure.taljare) or "tal"
    below = "".join(f" per {unit.singular}" for unit in figure.namnare)
    return Svar("tal", minst=None if figure.taljare == (KRONA,) else 0, enhet=above + below)


def _figures(item: Indikator) -> Iterator[Storhet]:
    """Yield the figures that tell an indicator's unit: its outcomes and its target, which an increase does not."""
    yield from (row.varde for row in item.utfall if isinstance(row.varde, Storhet))
    if item.mal is not None and isinstance(item.mal.niva, Storhet):
        yield item.mal.niva


def _target(item: Indikator) -> str:
    return describe_mal(item.mal) if item.mal is not None else "okänt"


def _form(
    utgivning: Utgivning, asked: Sequence[Klausul], measures: Sequence[tuple[Indikator, tuple[str, ...]]]
) -> Iterator[FormulardelVy]:
    yield FormulardelVy("Vårdgivaren", (), tuple(FaltVy(name, tag, svar) for name, tag, svar in _sender()))
    yield FormulardelVy("Krav att besvara", () if asked else (_NONE,))
    for clause in asked:
        lines = (
            *clause_text(utgivning, clause).split("\n"),
            f"Följs upp genom: {methods(clause.lydelse.uppfoljning)}.",
        )
        fields = (
            FaltVy("Uppfyllt", f"{clause.id}.uppfyllt", Svar("val", val=SVAR)),
            FaltVy("Beskrivning", f"{clause.id}.beskrivning", _TEXT),
            FaltVy("Åtgärdat senast", f"{clause.id}.atgardat", Svar("dag")),
        )
        yield FormulardelVy(f"{clause.nummer} {clause.lydelse.rubrik} ({clause.id})", lines, fields, niva=3)
    yield FormulardelVy("Mått att redovisa", () if measures else (_NO_MEASURES,))
    for item, krav in measures:
        unit = measure(item)
        said = f"Räknas: {item.taljare}. Av: {item.namnare}. Period: {item.period}. Mål: {_target(item)}."
        outcome = (
            FaltVy(f"Utfall ({unit.enhet if unit.slag == 'tal' else 'enheten är okänd'})", f"{item.id}.utfall", unit),
            FaltVy("Kommentar", f"{item.id}.kommentar", _TEXT),
        )
        own = format_list([name_of(utgivning.klausuler[name]) for name in krav])
        yield FormulardelVy(item.namn, (said, f"Hör till {own}."), outcome, niva=3)
