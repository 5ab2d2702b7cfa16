"""Fast belopp and bedömning: an amount times the quantities that it is per; a range where the region judges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kravbok.model.storhet import Storhet
from kravbok.rules.fall import Last, Uppgift
from kravbok.rules.sak import Sak, figure, quantities, units_below
from kravbok.rules.svar import Rad, RegelFel, Utfall, add, multiply
from kravbok.swedish import format_list

__all__ = ["answer_bedomning", "answer_fast", "ask_bedomning", "ask_fast", "check_units", "times_quantities"]


def ask_fast(sak: Sak) -> list[Uppgift]:
    """Return the quantities that the amount is per; RegelFel K343 for one below nought."""
    sak.check_amounts("belopp")
    return quantities(sak.storhet("belopp"))


def ask_bedomning(sak: Sak) -> list[Uppgift]:
    """Return the quantities that the cap is per; RegelFel K343 for one that is no ceiling."""
    sak.check_amounts("minst", "tak")
    return quantities(sak.storhet("tak"))


def answer_fast(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return the amount for all cases together."""
    condition = [Rad(f"Gäller bara om: {sak.regel.villkor}.")] if sak.regel.villkor else []
    total, rows = _sum(sak.storhet("belopp"), cases)
    return [Utfall(total, "", (*condition, *rows))]


def answer_bedomning(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return the range that the region decides within; nothing inside it is computed."""
    total, rows = _sum(_span(sak), cases)
    judged = f"Regionen bedömer beloppet inom intervallet efter {format_list(list(sak.regel.bedoms_efter))}."
    return [Utfall(total, "", (*rows, Rad(judged)))]


def check_units(sak: Sak) -> None:
    """Raise StorhetFel or RegelFel for a floor that is not of the cap's kind, above it, or said twice."""
    _span(sak)


def _span(sak: Sak) -> Storhet:
    """Return the range for one: from the floor, or nought, to the cap."""
    tak, golv = sak.storhet("tak"), sak.known("minst")
    if tak.is_intervall and golv is not None:
        message = f"Taket {tak} är ett intervall, och regeln har också ett lägsta belopp, {golv}"
        raise RegelFel("K343", message, "Ta bort minst, eller skriv taket som ett enda belopp.")
    if tak.is_intervall:
        return tak
    most = tak.without_grans()
    nought = replace(most, lag=Fraction(0), hog=Fraction(0))
    low = nought if golv is None else nought + golv.without_grans()
    if low.lag > most.hog:
        raise RegelFel("K343", f"Det lägsta beloppet {golv} är mer än taket {tak}", "Kontrollera siffrorna.")
    return replace(most, lag=low.lag)


def _sum(amount: Storhet, cases: list[Last]) -> tuple[Storhet, list[Rad]]:
    totals, rows = [], []
    for case in cases:
        total, lines = times_quantities(amount, case)
        totals.append(total)
        rows += lines
    total, lines = add(totals)
    return total, [*rows, *lines]


def times_quantities(amount: Storhet, case: Last) -> tuple[Storhet, list[Rad]]:
    """Return an amount times the quantities of a case, and the lines of working; time that is not given stays."""
    given = [figure(case, unit.plural) for unit in units_below(amount) if unit.plural in case]
    total, row = multiply([amount, *given])
    left = [unit.plural for unit in units_below(amount) if unit.plural not in case]
    note = [Rad(f"Hur många {format_list(left, 'eller')} det gäller är inte givet: svaret är per tid.")] if left else []
    return total, [row, *note]
