"""The summary of a comparison: a few sentences of plain Swedish with the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.diff.skillnad import Slag
from kravbok.swedish import format_list, plural
from kravbok.view.andringar.delar import AndringVy, SidaVy

__all__ = ["Antal", "summary"]

_SIGNS = (("+", "nytt", "nya"), ("~", "ändrat", "ändrade"), ("-", "upphävt", "upphävda"))


@dataclass(frozen=True, slots=True)
class Antal:
    """How much differs besides the requirements: appendices and tables, and inputs that became nothing."""

    bilagor: int
    tabeller: int
    inspel: int


def summary(sides: tuple[SidaVy, SidaVy], shown: Sequence[AndringVy], hidden: int, antal: Antal) -> Iterator[str]:
    """Yield the summary, a sentence at a time."""
    names = f"{sides[0].namn} och {sides[1].namn}"
    inside, outside = [item for item in shown if item.nummer], [item for item in shown if not item.nummer]
    if inside:
        yield f"Mellan {names} skiljer {plural(len(inside), 'krav', 'krav')}: {_by_sign(inside)}."
        yield from _by_weight(inside)
    elif outside or antal.bilagor or antal.tabeller:
        yield f"Inget krav skiljer i sak mellan {names}."
    else:
        yield f"Inget skiljer i sak mellan {names}."
    if outside:
        many = plural(len(outside), "åtagande eller rekommendation", "åtaganden och rekommendationer")
        yield f"Utanför kraven skiljer {many}: {_by_sign(outside)}."
    counts = ((antal.bilagor, "bilaga", "bilagor"), (antal.tabeller, "tabell eller register", "tabeller och register"))
    if parts := [plural(*count) for count in counts if count[0]]:
        yield f"{format_list(parts)} skiljer också." if shown else f"{format_list(parts)} skiljer."
    if hidden:
        word = "krav" if not shown else "annat krav" if hidden == 1 else "andra krav"
        yield f"{plural(hidden, word, word)} har bara fått nytt nummer, ny typografi eller en ny källa."
    if antal.inspel:
        yield f"{plural(antal.inspel, 'förslag eller synpunkt', 'förslag och synpunkter')} blev inte krav."


def _by_sign(shown: Sequence[AndringVy]) -> str:
    counts = Counter(item.tecken for item in shown)
    return format_list([plural(counts[sign], one, many) for sign, one, many in _SIGNS if counts[sign]])


def _by_weight(shown: Sequence[AndringVy]) -> Iterator[str]:
    """Yield how many figures differ in what stands on both sides, and how many requirements bind harder or less."""
    figures = sum(len(item.siffror) for item in shown if item.tecken == "~")
    if figures:
        yield f"{plural(figures, 'siffra ändras', 'siffror ändras')}."
    weights: tuple[tuple[Slag, str], ...] = (("skärpt", "skärps"), ("lindrad", "lindras"))
    parts = [f"{plural(count, 'krav', 'krav')} {verb}" for kind, verb in weights if (count := _count(shown, kind))]
    if parts:
        yield f"{format_list(parts)}."


def _count(shown: Sequence[AndringVy], kind: Slag) -> int:
    return sum(kind in item.slag for item in shown)
