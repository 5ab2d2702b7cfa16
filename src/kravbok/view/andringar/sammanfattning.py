"""The summary of a comparison: a few sentences of plain Swedish with the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kravbok.diff.skillnad import Slag
from kravbok.swedish import capitalize, format_list, format_number
from kravbok.view.andringar.delar import AndringsVy, AndringVy, all_andringar

__all__ = ["summary"]

_SIGNS = (("+", "nytt", "nya"), ("~", "ändrat", "ändrade"), ("-", "upphävt", "upphävda"))
_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def summary(vy: AndringsVy) -> Iterator[str]:
    """Yield the summary, a sentence at a time."""
    yield from (f"{capitalize(sentence)}." for sentence in _sentences(vy))


def _sentences(vy: AndringsVy) -> Iterator[str]:
    """Yield the sentences without their capitals and full stops."""
    names, shown = f"{vy.fore.namn} och {vy.efter.namn}", list(all_andringar(vy))
    inside, outside = [item for item in shown if item.nummer], [item for item in shown if not item.nummer]
    if inside:
        yield f"{_many(len(inside), 'ett krav', 'krav')} skiljer sig mellan {names}: {_by_sign(inside)}"
        yield from _by_weight(inside)
    else:
        yield f"{'inget' if vy.tom else 'inget krav'} skiljer i sak mellan {names}"
    if outside:
        yield f"utanför kraven skiljer sig {_by_standing(outside)}: {_by_sign(outside)}"
    yield from _parts(vy, also=bool(shown))
    if hidden := len(vy.dolda):
        one, many = ("ett annat krav", "andra krav") if shown else ("ett krav", "krav")
        yield f"{_many(hidden, one, many)} har bara fått nytt nummer, ny typografi eller en ny källa"
    if vy.inspel and vy.inspel.forslag:
        named = _many(len(vy.inspel.forslag), "ett förslag eller en synpunkt", "förslag och synpunkter")
        yield f"{named} blev inte krav"


def _many(count: int, one: str, many: str) -> str:
    """Return how many there are of something, small numbers in words: a sentence may begin with it."""
    number = _WORDS[count] if count < len(_WORDS) else format_number(Decimal(count))
    return one if count == 1 else f"{number} {many}"


def _parts(vy: AndringsVy, *, also: bool) -> Iterator[str]:
    """Yield what differs in the book itself and in its parts; `also` says that requirements differ too."""
    if vy.boken:
        yield vy.boken.mening.removesuffix(".")
    if chapters := sum(part.tecken == "~" and bool(part.par) for part in vy.kapitel):
        yield f"{_many(chapters, 'ett kapitel', 'kapitel')} har ändrad rubrik eller inledning"
    names = (
        (len(vy.bilagor), "en bilaga", "bilagor"),
        (len(vy.tabeller), "en tabell eller ett register", "tabeller eller register"),
    )
    if counts := [_many(*name) for name in names if name[0]]:
        yield f"{'även ' if also else ''}{format_list(counts)} skiljer sig"


def _by_sign(shown: Sequence[AndringVy]) -> str:
    """Return how many are new, changed and ended: ”28 är nya, 7 ändrade och 1 upphävt”, ”alla är nya”."""
    counts = Counter(item.tecken for item in shown)
    found = [(counts[sign], one, many) for sign, one, many in _SIGNS if counts[sign]]
    if len(found) == 1:
        ((count, one, many),) = found
        return f"det är {one}" if count == 1 else f"alla är {many}"
    verbs = ("är ", *("" for _ in found[1:]))
    said = zip(verbs, found, strict=True)
    return format_list([f"{count} {verb}{one if count == 1 else many}" for verb, (count, one, many) in said])


def _by_standing(shown: Sequence[AndringVy]) -> str:
    """Return how many promises and recommendations there are."""
    counts = Counter(item.stallning for item in shown)
    names = (("åtagande", "ett åtagande", "åtaganden"), ("rekommendation", "en rekommendation", "rekommendationer"))
    return format_list([_many(counts[kind], one, many) for kind, one, many in names if counts[kind]])


def _by_weight(shown: Sequence[AndringVy]) -> Iterator[str]:
    """Yield how many figures differ in what stands on both sides, and how many requirements bind harder or less."""
    if figures := sum(len(item.siffror) for item in shown if item.tecken == "~"):
        yield f"{_many(figures, 'ett belopp eller annat tal', 'belopp eller andra tal')} ändras"
    weights: tuple[tuple[Slag, str], ...] = (("skärpt", "skärps"), ("lindrad", "lindras"))
    parts = [f"{_many(count, 'ett krav', 'krav')} {verb}" for kind, verb in weights if (count := _count(shown, kind))]
    if parts:
        yield format_list(parts)


def _count(shown: Sequence[AndringVy], kind: Slag) -> int:
    return sum(kind in item.slag for item in shown)
