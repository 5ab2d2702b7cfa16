"""How a rule is shown: what it lists beside the text, and its worked examples with their working."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kravbok.edition import Utgivning
from kravbok.model.enheter import ENHETER
from kravbok.model.lydelse import Exempel, Lydelse
from kravbok.model.regel import Grupp, Regel
from kravbok.model.storhet import Okand, Storhet, format_text
from kravbok.model.tid import is_unknown
from kravbok.rules.exempel import cases_of
from kravbok.rules.fall import Last
from kravbok.rules.rakna import calculate, read_cases
from kravbok.rules.svar import Utfall, say
from kravbok.swedish import capitalize, format_date, format_list, uncapitalize
from kravbok.view.parts import Faktum, bits

__all__ = ["FORBEHALL", "examples_in", "view_exempel", "view_regel"]

FORBEHALL = "Programmet räknar, regionen beslutar."
RAKNEEXEMPEL = "Räkneexempel"

_PERIOD = {"år": "året", "kalenderår": "kalenderåret", "månad": "månaden", "vecka": "veckan"}

_TIDSRAKNING = {"kalenderdagar": "Alla dagar räknas.", "arbetsdagar": "Bara arbetsdagar räknas."}
_HANDELSEDAGEN = {
    "räknas": "Dagen då händelsen inträffar räknas in.",
    "räknas inte": "Dagen då händelsen inträffar räknas inte in.",
}
_HELGDAG = {
    "flyttas till nästa vardag": "Slutar fristen en lördag, söndag eller helgdag flyttas den till nästa vardag.",
    "flyttas inte": "Slutar fristen en lördag, söndag eller helgdag flyttas den inte.",
}
_PABORJAD = {
    "räknas hel": "Påbörjad tid räknas som hel.",
    "räknas inte": "Bara hela perioder räknas.",
    "räknas del": "Påbörjad tid räknas till den del som gått.",
}
_GRANSER = {
    "till och med": "Radens högsta värde hör till raden.",
    "till men inte med": "Radens högsta värde hör till nästa rad.",
}
_RAKNAS_SOM = {
    "ökning": "Målet är en ökning från utgångsvärdet.",
    "ökning i procent": "Målet är en ökning i procent av utgångsvärdet.",
    "ökning i procentenheter": "Målet är en ökning i procentenheter från utgångsvärdet.",
}
_STATED = (
    ("tidsrakning", _TIDSRAKNING), ("handelsedagen", _HANDELSEDAGEN), ("helgdag", _HELGDAG),
    ("paborjad_vecka", _PABORJAD), ("granser", _GRANSER), ("raknas_som", _RAKNAS_SOM),
)  # fmt: skip
"""How the book says that it is counted, in the order it is printed; what the source does not say stands elsewhere."""


def view_regel(utgivning: Utgivning, lydelse: Lydelse) -> Iterator[str]:
    """Yield what the rule lists beside the text; it is part of what the reader is bound by."""
    regel = lydelse.regel
    if regel is None:
        return
    if regel.per:
        yield f"Räknas för sig per {format_list(list(regel.per))}."
    if regel.bedoms_efter:
        yield f"Bedöms efter {format_list(list(regel.bedoms_efter))}."
    yield from (_group(item) for item in regel.nagon_av)
    yield from (f"{row.namn}: {format_text(row.varde)}" for row in regel.rader)
    yield from _conditions(utgivning, regel)
    yield from (words[value] for key, words in _STATED if (value := getattr(regel, key)) in words)


def _group(group: Grupp) -> str:
    words = group.grupp
    if group.krav:
        words += f", efter {format_list(list(group.krav))}"
    if group.hogst is not None and not isinstance(group.hogst, Okand):
        words += f", högst {format_text(group.hogst)}"
    return capitalize(words)


def _conditions(utgivning: Utgivning, regel: Regel) -> Iterator[str]:
    if regel.slag == "frist" and regel.fran and not is_unknown(regel.fran):
        yield f"Fristen räknas från {regel.fran}."
    if regel.indikator and (indikator := utgivning.register.indikatorer.get(regel.indikator)):
        yield f"Mäts med indikatorn {indikator.namn}."
    if regel.delar:
        names = [_part(utgivning, part) for part in regel.delar]
        own = ", där andelen själv ingår" if regel.innefattar_sig_sjalv == "ja" else ""
        yield f"Räknas av summan av {format_list(names)}{own}."
    if regel.utjamnas_over:
        yield f"Tiden jämnas ut över {_PERIOD.get(regel.utjamnas_over, regel.utjamnas_over)}."
    if regel.villkor:
        yield f"Villkor: {regel.villkor}."
    if regel.bas and not is_unknown(regel.bas):
        yield f"Räknas på {regel.bas}."


def _part(utgivning: Utgivning, name: str) -> str:
    clause = utgivning.klausuler.get(name)
    return f"{uncapitalize(clause.lydelse.rubrik)} ({name})" if clause else name


def view_exempel(lydelse: Lydelse, krav: str) -> Iterator[Faktum]:
    """Yield each worked example: what is given, the working line by line, and the answer."""
    for number, example in enumerate(lydelse.exempel, start=1):
        term = RAKNEEXEMPEL if len(lydelse.exempel) == 1 else f"{RAKNEEXEMPEL} {number}"
        yield Faktum(term, tuple(bits(line) for line in _worked(lydelse, example, krav)))


def examples_in(fakta: tuple[Faktum, ...]) -> list[Faktum]:
    """Return the worked examples among the facts of a clause."""
    return [fact for fact in fakta if fact.term.startswith(RAKNEEXEMPEL)]


def _worked(lydelse: Lydelse, example: Exempel, krav: str) -> Iterator[str]:
    """Yield the lines of an example; one of the past that its rule cannot run says what it said."""
    yield f"Givet: {_given(lydelse, example, krav)}."
    found = calculate(lydelse, cases_of(lydelse, example), krav)
    if not found.gar:
        yield f"Svar: {example.ger}."
        return
    for outcome in found.utfall:
        yield from (f"{row.text.rstrip('.')}." for row in outcome.rader)
        yield _answer(outcome)
    yield FORBEHALL


def _answer(outcome: Utfall) -> str:
    return f"Svar{f', {outcome.antar}' if outcome.antar else ''}: {say(outcome.varde)}."


def _given(lydelse: Lydelse, example: Exempel, krav: str) -> str:
    """Return the cases in words: ”person A, 12 veckor; person B, 3 veckor”."""
    read = read_cases(lydelse, cases_of(lydelse, example), krav)
    if read is None:
        return "; ".join(
            ", ".join(f"{name} {value}" for name, value in case.items()) for case in cases_of(lydelse, example)
        )
    return "; ".join(", ".join(_named(case)) for case in read)


def _named(case: Last) -> Iterator[str]:
    for name, value in case.items():
        if isinstance(value, Storhet):
            yield str(value) if name in ENHETER else f"{name} {value}"
        else:
            yield f"{name} {format_date(value) if isinstance(value, date) else value}"
