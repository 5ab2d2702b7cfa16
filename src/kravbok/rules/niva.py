"""Levels: whether what was done reaches what is asked, and omfattning, a level over a period."""

from __future__ import annotations

from dataclasses import replace

from kravbok.model.enheter import scale
from kravbok.model.storhet import Storhet
from kravbok.rules.fall import Last, Uppgift, counted
from kravbok.rules.sak import Sak, Saknas, figure, units_below
from kravbok.rules.svar import Rad, RegelFel, Saknat, Utfall

__all__ = ["UPPFYLLT", "answer", "ask", "holds", "level_of"]

UPPFYLLT = "uppfyllt"
INTE = "inte uppfyllt"


def holds(value: Storhet, needed: Storhet) -> str:
    """Return whether an exact figure reaches what is needed; a bare figure is the least, a range has an upper end."""
    if value.dimension != needed.dimension:
        message = f"{value} går inte att jämföra med {needed}"
        raise RegelFel("K343", message, "Enheterna ska vara lika.")
    low, high = needed.bas
    size = value.bas[0]
    if needed.is_intervall:
        above = f"mer än {needed}" if size > high else ""
        return INTE if size < low else above or UPPFYLLT
    kept = {
        "": size >= low,
        "minst": size >= low,
        "mer än": size > low,
        "högst": size <= high,
        "mindre än": size < high,
    }[needed.grans]
    return UPPFYLLT if kept else INTE


def level_of(sak: Sak) -> Storhet:
    """Return the level that is asked: from `minst`, up to `hogst` where the rule has both."""
    level, most = sak.storhet("minst"), sak.known("hogst")
    if most is None:
        return level
    if level.dimension != most.dimension:
        raise RegelFel("K343", f"Nivåerna {level} och {most} har olika enheter", "Skriv båda i samma enhet.")
    high = most.bas[1] / scale(level.taljare, level.namnare)
    if high < level.lag:
        raise RegelFel("K343", f"Den lägsta nivån {level} är mer än den högsta {most}", "Kontrollera siffrorna.")
    return replace(level, hog=high, grans="")


def ask(sak: Sak) -> list[Uppgift]:
    """Return how much there was, and of what it is per."""
    level = level_of(sak)
    if len(level.taljare) != 1:
        raise RegelFel("K343", f"{level} är inte ett antal av något", "Skriv t.ex. 40 timmar/vecka.")
    unit = level.taljare[0]
    below = [counted(item, f"antal {item.plural}") for item in units_below(level)]
    return [counted(unit, f"antal {unit.plural}"), *below]


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return whether the level was kept: over all cases together where it is evened out, else in each."""
    level = level_of(sak)
    if len(cases) == 1:
        verdict, rows = _judged(level, cases[0], "")
        return [Utfall(verdict, "", rows)]
    if sak.regel.utjamnas_over is not None:
        together = _together(level, cases)
        verdict, rows = _judged(level, together, f"Utjämnat över {sak.regel.utjamnas_over}: ")
        return [Utfall(verdict, "", rows)]
    verdicts = [_judged(level, case, f"Fall {number}: ") for number, case in enumerate(cases, start=1)]
    kept = all(verdict == UPPFYLLT for verdict, _ in verdicts)
    return [Utfall(UPPFYLLT if kept else INTE, "", tuple(row for _, rows in verdicts for row in rows))]


def _together(level: Storhet, cases: list[Last]) -> Last:
    names = [unit.plural for unit in (level.taljare[0], *units_below(level))]
    if len(names) == 1:
        raise Saknas(Saknat("ett fall", "", "nivån är inte per något, så flera fall kan inte jämnas ut"))
    return {name: sum((figure(case, name) for case in cases[1:]), figure(cases[0], name)) for name in names}


def _judged(level: Storhet, case: Last, lead: str) -> tuple[str, tuple[Rad, ...]]:
    many = figure(case, level.taljare[0].plural)
    given = [figure(case, unit.plural) for unit in units_below(level)]
    needed = level
    for item in given:
        needed *= item
    verdict = holds(many, needed)
    asked = " × ".join(map(str, (level, *given)))
    rows = [Rad(f"{lead}{asked} = {needed}", (level, *given), needed)] if given else []
    return verdict, (*rows, Rad(f"{lead}{many} mot {needed}: {verdict}", (many, needed), verdict))
