"""recompute: a kontrollräkning -> Dom, what its formula comes to and what that says of each claim.

The verdict is derived here and stands in no record: change one given value and it turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from kravbok.formel import Formelfel, Led, Rakning, Spann, Tal, evaluate, names, parse_formel, reach
from kravbok.formel.trad import Minus, show_formel
from kravbok.model.inspel import Kontrollrakning, Pastaende
from kravbok.model.storhet import Storhet, StorhetFel, change
from kravbok.register import Register
from kravbok.rules.kontrolldom import Fall, PastaendeDom, Utslag, judge
from kravbok.rules.kontrollenhet import in_units
from kravbok.rules.kontrollvarden import Varde, read_varden, show_figure, show_spann
from kravbok.swedish import MINUS, closest

__all__ = ["Dom", "PastaendeDom", "Raknefel", "Utslag", "recompute"]

MAX_COMPARED = 10
"""Claims of one record that are held against each other."""


@dataclass(frozen=True, slots=True)
class Raknefel:
    """A fault that keeps a record from being recomputed: its code, where in the record, and where in that text."""

    code: str
    path: tuple[str, ...]
    message: str
    hint: str
    offset: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True)
class Dom:
    """A kontrollräkning recomputed: its values, the working as lines, the result and what it says of each claim."""

    rakning: Kontrollrakning
    varden: tuple[Varde, ...]
    trad: Led | None
    resultat: Storhet | None
    spann: Spann | None
    saknar: tuple[str, ...]
    rader: tuple[str, ...]
    pastaenden: tuple[PastaendeDom, ...]
    skillnader: tuple[str, ...]
    fel: tuple[Raknefel, ...]

    @property
    def formel(self) -> str:
        """The formula as people read it."""
        return show_formel(self.trad, lambda name: name) if self.trad is not None else self.rakning.formel

    @property
    def med_siffror(self) -> str:
        """The formula with each known value in its name's place."""
        words = {item.namn: _inside(item.skrivet) for item in self.varden if item.varde is not None}
        return show_formel(self.trad, lambda name: words.get(name, name)) if self.trad is not None else self.formel

    @property
    def svar(self) -> str:
        """The working in one sentence: the formula with its figures, and what it comes to."""
        if self.resultat is None:
            return f"{self.med_siffror}."
        shown = show_figure(self.resultat)
        return f"{self.med_siffror} {shown if shown.startswith('≈') else f'= {shown}'}."

    def pastaende_rader(self, claim: PastaendeDom) -> tuple[str, ...]:
        """Return the working and what it assumes or would take, as sentences about one claim."""
        last = self.pastaenden and claim is self.pastaenden[-1]
        return (self.svar, *claim.rader, *(self.skillnader if last else ()))


def recompute(register: Register, rakning: Kontrollrakning) -> Dom:
    """Return what a kontrollräkning comes to; one with faults has no verdicts."""
    varden = read_varden(register, rakning)
    trad, faults = parse_formel(rakning.formel)
    fel = [*_value_faults(varden), *(_formula_fault("K350", fault) for fault in faults)]
    if trad is not None:
        fel += _name_faults(trad, rakning)
    if trad is None or fel or any(item.trasig for item in varden):
        return Dom(rakning, varden, trad, None, None, (), (), (), (), tuple(fel))
    known = {item.namn: item.varde for item in varden if item.varde is not None}
    missing = tuple(dict.fromkeys(item.namn for item in names(trad) if item.namn not in known))
    loose = {item.namn: item.spann for item in varden if item.spann is not None}
    try:
        return _judged(rakning, varden, trad, known, loose, missing)
    except StorhetFel as fault:
        wrong = Formelfel(fault.message, fault.hint, fault.offset, max(1, fault.length))
        return Dom(rakning, varden, trad, None, None, missing, (), (), (), (_formula_fault("K353", wrong),))


def _judged(
    rakning: Kontrollrakning,
    varden: tuple[Varde, ...],
    trad: Led,
    known: Mapping[str, Storhet],
    loose: Mapping[str, Spann],
    missing: tuple[str, ...],
) -> Dom:
    """Return the verdicts of a record whose formula and values can be read."""
    result = None if missing else evaluate(trad, known)
    span = None if missing or not loose else reach(trad, known, loose)
    case = Fall(trad, known, loose, missing, rakning.los_ut, result, span)
    verdicts = tuple(judge(case, claim) for claim in rakning.pastaende)
    dom = Dom(rakning, varden, trad, result, span, missing, (), verdicts, tuple(_apart(rakning.pastaende)), ())
    return replace(dom, rader=tuple(_working(dom, known)))


def _value_faults(varden: tuple[Varde, ...]) -> Iterator[Raknefel]:
    for item in varden:
        if item.fel is not None:
            place = (item.fel.offset, max(1, item.fel.length))
            yield Raknefel("K354", ("givet", item.namn, "varde"), item.fel.message, item.fel.hint, *place)


def _formula_fault(code: str, fault: Formelfel) -> Raknefel:
    return Raknefel(code, ("formel",), fault.message, fault.hint, fault.offset, fault.length)


def _name_faults(trad: Led, rakning: Kontrollrakning) -> Iterator[Raknefel]:
    """Yield a fault for each name that is not given, and for each given value that nothing uses or misspells."""
    meant = set()
    for item in names(trad):
        near = None if item.namn in rakning.givet else closest(item.namn, rakning.givet)
        meant |= {item.namn, near}
        if item.namn not in rakning.givet:
            hint = f"Menade du {near}?" if near else f"Lägg till {item.namn} under givet, med värdet eller okänt."
            start, end = item.plats
            yield Raknefel("K351", ("formel",), f"{item.namn} finns inte under givet", hint, start, end - start)
    for name in rakning.givet:
        if name not in meant:
            hint = "Använd det i formeln, eller ta bort det."
            yield Raknefel("K352", ("givet", name), f"{name[:40]} används inte i formeln", hint)


def _working(dom: Dom, known: Mapping[str, Storhet]) -> Iterator[str]:
    """Yield the working, a line a step: each value with its source, the formula, its figures, and each result."""
    for item in dom.varden:
        yield f"{item.namn} = {item.skrivet}" + (f" ({item.kalla})" if item.kalla else "")
    yield f"formeln: {dom.formel}"
    yield f"med siffror: {dom.med_siffror}"
    if dom.resultat is not None and dom.trad is not None:
        yield from _steps(dom.trad, known)
    if dom.spann is not None and not dom.spann.is_single:
        yield f"med ca-värdenas spann: {show_spann(dom.spann)}"


def _inside(words: str) -> str:
    """Return a value as it stands inside a formula: a negative one in parentheses."""
    return f"({words})" if words.startswith(MINUS) else words


def _steps(led: Led, known: Mapping[str, Storhet]) -> Iterator[str]:
    """Yield each step of the reckoning with its result, the inner ones first."""
    if isinstance(led, Minus):
        yield from _steps(led.av, known)
    elif isinstance(led, Rakning):
        yield from _steps(led.vanster, known)
        yield from _steps(led.hoger, known)
        parts = Rakning(led.tecken, Tal(evaluate(led.vanster, known)), Tal(evaluate(led.hoger, known)))
        shown = show_figure(evaluate(led, known))
        yield f"{show_formel(parts, _inside)} {shown if shown.startswith('≈') else f'= {shown}'}"


def _apart(claims: tuple[Pastaende, ...]) -> Iterator[str]:
    """Yield how each pair of claims about one thing differs."""
    for first, second in combinations(claims[:MAX_COMPARED], 2):
        one, other = first.varde, second.varde
        if not isinstance(one, Storhet) or not isinstance(other, Storhet) or one.dimension != other.dimension:
            continue
        where = f"{_said(first)} och {_said(second)}"
        if one == other and first.ungefar != second.ungefar:
            yield f"Samma tal, men bara det ena är ungefärligt: {where}."
        elif one != other and one.is_exact and other.is_exact:
            share = change(one, in_units(other, one)).procent
            yield f"Påståendena skiljer sig: {where}" + (f", {show_figure(share)}." if share is not None else ".")


def _said(claim: Pastaende) -> str:
    return f"{'ca ' if claim.ungefar == 'ja' else ''}{claim.varde} ({claim.dokument} rad {claim.rad})"
