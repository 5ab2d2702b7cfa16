"""The summary of a comparison: a few sentences of plain Swedish with the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kravbok.diff.skillnad import Slag
from kravbok.swedish import format_list, plural
from kravbok.view.andringar.delar import AndringsVy, AndringVy, all_andringar

__all__ = ["summary"]

_SIGNS = (("+", "nytt", "nya"), ("~", "ändrat", "ändrade"), ("-", "upphävt", "upphävda"))


def summary(vy: AndringsVy) -> Iterator[str]:
    """Yield the summary, a sentence at a time."""
    names, shown = f"{vy.fore.namn} och {vy.efter.namn}", list(all_andringar(vy))
    inside, outside = [item for item in shown if item.nummer], [item for item in shown if not item.nummer]
    if inside:
        yield f"Mellan {names} skiljer {plural(len(inside), 'krav', 'krav')}: {_by_sign(inside)}."
        yield from _by_weight(inside)
    else:
        yield f"{'Inget' if vy.tom else 'Inget krav'} skiljer i sak mellan {names}."
    if outside:
        many = plural(len(outside), "åtagande eller rekommendation", "åtaganden och rekommendationer")
        yield f"Utanför kraven skiljer {many}: {_by_sign(outside)}."
    yield from _parts(vy, also=bool(shown))
    if hidden := len(vy.dolda):
        word = "krav" if not shown else "annat krav" if hidden == 1 else "andra krav"
        yield f"{plural(hidden, word, word)} har bara fått nytt nummer, ny typografi eller en ny källa."
    if vy.inspel and vy.inspel.forslag:
        yield f"{plural(len(vy.inspel.forslag), 'förslag eller synpunkt', 'förslag och synpunkter')} blev inte krav."


def _parts(vy: AndringsVy, *, also: bool) -> Iterator[str]:
    """Yield what differs in the book itself and in its parts; `also` says that requirements differ too."""
    if vy.boken:
        yield vy.boken.mening
    if chapters := sum(part.tecken == "~" and bool(part.par) for part in vy.kapitel):
        yield f"{plural(chapters, 'kapitel', 'kapitel')} har ändrad rubrik eller inledning."
    names = (
        (len(vy.bilagor), "bilaga", "bilagor"),
        (len(vy.tabeller), "tabell eller register", "tabeller och register"),
    )
    if counts := [plural(*name) for name in names if name[0]]:
        yield f"{format_list(counts)} skiljer också." if also else f"{format_list(counts)} skiljer."


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
