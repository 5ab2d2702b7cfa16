"""The language of requirements: figures, modal verbs, vague time, obsolete words and terms (K601–K606).

Only the wordings of requirements are judged, text and heading. Quotations are names and left alone; a wording that
gives its source's own words (`aterger: ordagrann`) is judged on figures and on what it demands, not on its style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kravbok.checks.ordlistor import FORALDRADE, VAGA_TIDER
from kravbok.checks.satser import Modal, blank_out, lower_out, modal_verbs
from kravbok.checks.tal import bare_figures
from kravbok.checks.textfel import mark
from kravbok.finding import Finding, Position, finding
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.register import BegreppLydelse
from kravbok.register import Register

__all__ = ["check_sprak"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_VAGUE = re.compile(r"\b(?:" + "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in VAGA_TIDER) + r")\b")
_OLD = re.compile(rf"\b(?:{'|'.join(FORALDRADE)}|landstings\w+)\b")
_DEMANDS = {"ska": "ska", "bör": "bör", "får": "får", "har rätt": "har rätt"}
_OPEN = ("mål", "villkor", "upplysning")
_CALM = frozenset({"landstingsprisindex", "landstingsprisindexet"})


def check_sprak(register: Register) -> Iterator[Finding]:
    """Yield what is wrong with the language of the wordings; a text that is inherited is judged once."""
    terms = _forms(register)
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            yield from _Prov(register, krav, index, lydelse).run(terms)


class _Prov:
    """One wording on trial: its text and heading, and where they stand."""

    def __init__(self, register: Register, krav: Krav, index: int, lydelse: Lydelse) -> None:
        self.register, self.krav, self.index, self.lydelse = register, krav, index, lydelse

    def run(self, terms: dict[str, str]) -> Iterator[Finding]:
        inherited = self.lydelse.som_foregaende
        if "text" not in inherited or "kravniva" not in inherited:
            yield from self.kravniva()
        for field, text in (("text", self.lydelse.text), ("rubrik", self.lydelse.rubrik)):
            if field not in inherited:
                yield from self.figures(field, text)
                if self.lydelse.aterger == "omskriven":
                    yield from self.style(field, text, terms)

    def place(self, field: str, text: str, start: int, end: int) -> Position:
        return mark(self.register, self.krav, ("lydelser", self.index, field), text, start, end)

    def figures(self, field: str, text: str) -> Iterator[Finding]:
        for start, end in bare_figures(text):
            message = f"”{_one_line(text[start:end])}” står i löpande text"
            hint = "Ge siffran ett namn under siffror och skriv {{ namnet }} här."
            yield finding("K601", self.place(field, text, start, end), message, hint)

    def kravniva(self) -> Iterator[Finding]:
        """Yield K602 where the text and the level contradict each other, else K603 for each modal verb too many."""
        text, level = self.lydelse.text, self.lydelse.kravniva
        modals = modal_verbs(text)
        contradiction = _contradiction(level, modals)
        if contradiction is not None:
            yield self.contradicts(contradiction, modals)
        elif self.lydelse.aterger == "omskriven" and "text" not in self.lydelse.som_foregaende:
            yield from self.too_many([item for item in modals if item.main])

    def contradicts(self, verb: Modal | str, modals: list[Modal]) -> Finding:
        level = self.lydelse.kravniva
        inherited = "text" in self.lydelse.som_foregaende
        seen = verb if isinstance(verb, Modal) else next((item for item in modals if item.main), None)
        if seen is None or inherited:
            position = self.register.position(self.krav, "lydelser", self.index, "kravniva")
            message = f"Kravnivån är {level}, men texten har inget ”{level}”"
        else:
            position = self.place("text", self.lydelse.text, seen.start, seen.start + len(seen.ord))
            message = f"Texten säger ”{seen.verb}”, men kravnivån är {level}"
        want = f"Skriv om texten med ”{level}”" if level not in _OPEN else "Skriv om texten utan modalverb"
        return finding("K602", position, message, f"{want}, eller ändra kravniva.")

    def too_many(self, modals: list[Modal]) -> Iterator[Finding]:
        for item in modals[1:]:
            message = f"Ännu ett modalverb, ”{item.verb}”, efter ”{modals[0].verb}”"
            hint = "Dela upp kravet i två, eller skriv om meningen: ett krav, en skyldighet."
            position = self.place("text", self.lydelse.text, item.start, item.start + len(item.ord))
            yield finding("K603", position, message, hint)

    def style(self, field: str, text: str, terms: dict[str, str]) -> Iterator[Finding]:
        plain, lower = blank_out(text), lower_out(text)
        for match in _VAGUE.finditer(lower):
            hint = "Skriv en frist i siffror, t.ex. frist: 2 veckor, och {{ frist }} här."
            message = f"”{_one_line(text[slice(*match.span())])}” säger inte när"
            yield finding("K604", self.place(field, text, *match.span()), message, hint)
        for match in _OLD.finditer(lower):
            word = text[slice(*match.span())]
            if not _is_name(plain, word, match.start(), terms):
                new = FORALDRADE.get(match[0], "ett ord med region")
                yield finding("K605", self.place(field, text, *match.span()), f"”{word}” är föråldrat", f"Skriv {new}.")
        for start, form, term in _misspelt(plain, terms):
            message = f"”{form}” skrivs ”{term}” i begreppsregistret"
            yield finding("K606", self.place(field, text, start, start + len(form)), message, f"Skriv {term}.")


def _contradiction(level: str, modals: list[Modal]) -> Modal | str | None:
    """Return the verb that contradicts the level, the level itself when its verb is missing, or None."""
    if level in _OPEN:
        return next((item for item in modals if item.main and item.verb in ("ska", "bör", "måste")), None)
    wanted = [item for item in modals if item.verb == level]
    forbids = level == "ska" and any(item.nekad for item in modals)
    if not wanted and not forbids:
        return level
    return next((item for item in modals if item.main and {level, item.verb} == {"ska", "bör"}), None)


def _is_name(plain: str, word: str, start: int, terms: dict[str, str]) -> bool:
    """Whether the old word is part of a real name: Jämtlands läns landsting, Sveriges Kommuner och Landsting."""
    if word.lower() in _CALM or word in terms.values():
        return True
    before = plain[:start].rstrip()
    return before.endswith(("läns", "Kommuner och")) or (
        word[0].isupper() and before != "" and before[-1] not in ".!?:|-*"
    )


def _forms(register: Register) -> dict[str, str]:
    """Return every refused form of a term with the form that is right, refused or in other capitals."""
    forms: dict[str, str] = {}
    for begrepp in register.begrepp.values():
        for wording in begrepp.lydelser:
            forms |= dict.fromkeys(_refused(wording), wording.term)
    allowed = {form for item in register.begrepp.values() for w in item.lydelser for form in (w.term, *w.tillatna)}
    return {form: term for form, term in forms.items() if form not in allowed}


def _refused(wording: BegreppLydelse) -> Iterator[str]:
    for form in wording.avradda:
        yield form
        yield form[0].upper() + form[1:]
    if wording.term.isupper() and len(wording.term) > 1:
        yield wording.term.lower()
        yield wording.term.capitalize()


def _misspelt(plain: str, terms: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield each refused form in a text, also as the first part of a compound (Säbo-plats, säboplats)."""
    if terms:
        for match in _pattern(tuple(sorted(terms, key=len, reverse=True))).finditer(plain):
            yield match.start(), match[0], terms[match[0]]


@lru_cache(maxsize=4)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def _one_line(text: str) -> str:
    return " ".join(text.split())
