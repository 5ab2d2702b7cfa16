"""The choice of words: bare figures (K601), vague time or amount (K604, K617), obsolete words (K605), terms (K606)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from kravbok.checks.ordlistor import FORALDRADE, VAGA_TIDER
from kravbok.checks.sprak.listor import VAGA_MANGDER
from kravbok.checks.sprak.prov import KRAVANDE, Prov, one_line
from kravbok.checks.tal import bare_figures
from kravbok.finding import Finding
from kravbok.model.register import BegreppLydelse
from kravbok.register import Register
from kravbok.swedish import capitalize, fold

__all__ = ["Termer", "check_foraldrat", "check_siffror_i_text", "check_termer", "check_vagt", "make_termer"]


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in phrases) + r")\b")


def _by_last_word(phrases: Iterable[str]) -> dict[str, list[frozenset[str]]]:
    """Return the words of each phrase, by its last one."""
    found: dict[str, list[frozenset[str]]] = {}
    for phrase in phrases:
        found.setdefault(phrase.split()[-1], []).append(frozenset(phrase.split()))
    return found


_TIME, _TIME_WORDS = _phrases(VAGA_TIDER), _by_last_word(VAGA_TIDER)
_AMOUNT, _AMOUNT_WORDS = _phrases(VAGA_MANGDER), _by_last_word(VAGA_MANGDER)
_OLD_WORDS = frozenset(FORALDRADE)
_OLD = re.compile(rf"\b(?:{'|'.join(FORALDRADE)}|landstings\w+)\b")
_COUNTED = re.compile(r"\s+(?:(?:av|om|på)\s+)?(?:¤|\w+\s+¤|som\b|\w+\s+som\b)")
_OTHERS = re.compile(r"\b(?:som|inte(?: är| har)?)\s+$")
_CALM = frozenset({"landstingsprisindex", "landstingsprisindexet"})


def check_siffror_i_text(prov: Prov) -> Iterator[Finding]:
    """Yield K601 for each figure that stands in the text itself."""
    for start, end in bare_figures(prov.text):
        message = f"”{one_line(prov.text[start:end])}” står i löpande text"
        yield prov.found("K601", start, end, message, "Ge siffran ett namn under siffror och skriv {{ namnet }} här.")


def check_vagt(prov: Prov) -> Iterator[Finding]:
    """Yield K604 where the text does not say when, and K617 where a binding one does not say how much."""
    if _may_say(prov.words, _TIME_WORDS):
        for match in _TIME.finditer(prov.lower):
            hint = "Skriv en frist i siffror, t.ex. frist: 2 veckor, och {{ frist }} här."
            yield prov.found("K604", *match.span(), f"”{_said(prov, match)}” säger inte när", hint)
    if prov.field == "text" and prov.lydelse.kravniva in KRAVANDE and _may_say(prov.words, _AMOUNT_WORDS):
        for match in _AMOUNT.finditer(prov.lower):
            if not _is_told(prov.lower, match):
                hint = "Skriv en siffra, t.ex. hur_ofta: minst 2 gånger/år, eller vem som bedömer det och efter vad."
                message = f"”{_said(prov, match)}” säger inte hur mycket, hur ofta eller när"
                yield prov.found("K617", *match.span(), message, hint)


def _is_told(lower: str, match: re.Match[str]) -> bool:
    """Whether the quantity is given after all (ett antal om …), a need of something, or what others do or lack."""
    if match[0].endswith("antal"):
        return _COUNTED.match(lower, match.end()) is not None
    if match[0].endswith("behov"):
        return lower.startswith(" av ", match.end())
    return _OTHERS.search(lower, max(0, match.start() - 20), match.start()) is not None


def _may_say(words: frozenset[str], phrases: dict[str, list[frozenset[str]]]) -> bool:
    """Whether all the words of any phrase are there: far cheaper than to look for the phrases."""
    if words.isdisjoint(phrases):
        return False
    return any(phrase <= words for last in words.intersection(phrases) for phrase in phrases[last])


def _said(prov: Prov, match: re.Match[str]) -> str:
    return one_line(prov.text[slice(*match.span())])


def check_foraldrat(prov: Prov, termer: Termer) -> Iterator[Finding]:
    """Yield K605 for each word that official Swedish has left behind, real names apart."""
    if prov.words.isdisjoint(_OLD_WORDS) and "landstings" not in prov.lower:
        return
    for match in _OLD.finditer(prov.lower):
        word = _said(prov, match)
        if not _is_name(prov.plain, word, match.start(), termer):
            new = FORALDRADE.get(match[0], "ett ord med region")
            yield prov.found("K605", *match.span(), f"”{word}” är föråldrat", f"Skriv {new}.")


def _is_name(plain: str, word: str, start: int, termer: Termer) -> bool:
    """Whether the old word is part of a real name: Jämtlands läns landsting, Sveriges Kommuner och Landsting."""
    if word.lower() in _CALM or word in termer.refused.values():
        return True
    before = plain[:start].rstrip()
    return before.endswith(("läns", "Kommuner och")) or (
        word[0].isupper() and before != "" and before[-1] not in ".!?:|-*"
    )


class Termer:
    """The forms of terms that are refused, each with the one that is right, and the allowed ones that begin alike."""

    def __init__(self, refused: dict[str, str], allowed: frozenset[str]) -> None:
        self.refused = refused
        self.heads = frozenset(re.split(r"[\W_]+", form.lower(), maxsplit=1)[0] for form in refused)
        self.longer = {form: tuple(other for other in allowed if other.startswith(f"{form} ")) for form in refused}

    def pattern(self) -> re.Pattern[str]:
        """Return what finds a refused form, also as the first part of a hyphenated word."""
        return _pattern(tuple(sorted(self.refused, key=len, reverse=True)))


def make_termer(register: Register) -> Termer:
    """Return the refused forms of the terms, those that are refused outright or have other capitals."""
    wordings = [wording for begrepp in register.begrepp.values() for wording in begrepp.lydelser]
    allowed = frozenset(form for wording in wordings for form in (wording.term, *wording.tillatna))
    forms = {form: wording.term for wording in wordings for form in _refused(wording)}
    return Termer({form: term for form, term in forms.items() if form not in allowed}, allowed)


def _refused(wording: BegreppLydelse) -> Iterator[str]:
    for form in wording.avradda:
        yield form
        yield capitalize(form)
    if wording.term.isupper() and len(wording.term) > 1:
        yield wording.term.lower()
        yield wording.term.capitalize()


def check_termer(prov: Prov, termer: Termer) -> Iterator[Finding]:
    """Yield K606 for each refused form of a term."""
    if not _may_have(prov, termer.heads):
        return
    for match in termer.pattern().finditer(prov.plain):
        form, start = match[0], match.start()
        if not prov.plain.startswith(termer.longer[form], start):
            term = termer.refused[form]
            message = f"”{form}” skrivs ”{term}” i begreppsregistret"
            found = prov.found("K606", start, start + len(form), message, f"Skriv {term}.")
            yield replace(found, replacement=term if fold(form) == fold(term) else None)


def _may_have(prov: Prov, heads: frozenset[str]) -> bool:
    """Whether any word, or first part of a hyphenated word, begins a refused form."""
    if not prov.words.isdisjoint(heads):
        return True
    return "-" in prov.lower and any(word.partition("-")[0] in heads for word in prov.words)


@lru_cache(maxsize=4)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?!\w)")
