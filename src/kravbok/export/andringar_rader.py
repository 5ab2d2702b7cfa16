"""The rows of a comparison for tables that are sorted and filtered: one row a requirement, and one a figure."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.diff.skillnad import SLAG
from kravbok.view.andringar.delar import AndringsVy, AndringVy, all_andringar
from kravbok.view.andringar.ord import NAMN
from kravbok.view.parts import plain

__all__ = ["FIGURE_COLUMNS", "KRAV_COLUMNS", "figure_rows", "krav_row", "sheets", "shown_rows"]

KRAV_COLUMNS = (
    "Avsnitt", "Nummer före", "Nummer efter", "Krav-id", "Rubrik", "Vad som hänt", "Slag", "Kapitel", "Typ",
    "Kravnivå", "Vem", "Område", "Lydelse före", "Lydelse efter", "Siffror", "Skäl", "Ändringens slag", "Beslut",
    "Ärende", "Svarar på", "Uppföljning", "Uppgift som saknas",
)  # fmt: skip
FIGURE_COLUMNS = ("Avsnitt", "Krav-id", "Rubrik", "Siffra", "Före", "Efter", "Skillnad", "Procent")

_WHAT = {"+": "nytt", "~": "ändrat", "-": "upphävt"}
_FACTS = ("Skäl", "Ändringens slag", "Beslut", "Ärende", "Svarar på", "Uppföljning", "Uppgift som saknas")


def shown_rows(vy: AndringsVy, *, visa_allt: bool) -> list[AndringVy]:
    """Return the changes that get a row: those that change something, and the others when they are asked for."""
    return [*all_andringar(vy), *(vy.dolda if visa_allt else ())]


def krav_row(item: AndringVy) -> tuple[str, ...]:
    """Return a requirement's difference as the cells of its row."""
    facts = {fact.term: "; ".join(plain(value) for value in fact.varden) for fact in item.fakta}
    return (
        item.nummer,
        item.nummer_fore,
        item.nummer_efter,
        item.id,
        item.rubrik,
        _WHAT[item.tecken],
        ", ".join(item.slag),
        item.kapitel,
        item.typ,
        item.kravniva,
        item.vem,
        ", ".join(item.omrade),
        item.lydelse_fore,
        item.lydelse_efter,
        "; ".join(figure.mening for figure in item.siffror),
        *(facts.get(term, "") for term in _FACTS),
    )


def figure_rows(items: list[AndringVy]) -> Iterator[tuple[tuple[str, ...], float | None]]:
    """Yield a row for each figure, and its change in percent as a number (None where nobody can compute it)."""
    for item in items:
        for figure in item.siffror:
            cells = (item.nummer, item.id, item.rubrik, figure.namn)
            share = None if figure.andel is None else float(round(figure.andel, 4))
            yield (*cells, figure.fore, figure.efter, figure.skillnad or "–"), share


def sheets(items: list[AndringVy]) -> Iterator[tuple[str, list[AndringVy]]]:
    """Yield the changes of each kind under the kind's name, in the fixed order of kinds."""
    for kind in SLAG:
        if found := [item for item in items if kind in item.slag]:
            yield NAMN[kind], found
