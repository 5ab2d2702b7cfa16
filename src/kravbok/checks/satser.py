"""What a Swedish text demands: its words without quotations and expressions, and the modal verbs of its main clauses.

A word list and the order of words decide, no dictionary: where they do not, the verb counts as subordinate, so that a
correct text is never blamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kravbok.checks.ordlistor import AKTORER, FINITA, INTE_INFINITIV, KORTA_INFINITIV, SUBJUNKTIONER

__all__ = ["SHORTENED", "Modal", "blank_out", "lower_out", "modal_verbs", "token_place", "tokens", "words"]

_NAMES = re.compile(
    r"\{\{[^{}]*\}\}|”[^”\n]*(?:\n[^”\n]+)?”|\"[^\"\n]*\"|«[^»\n]*»|\]\([^)\s]*\)|https?://\S+"
    r"|[A-ZÅÄÖ](?<!\w.)[A-ZÅÄÖ]{1,9}(?:-[A-ZÅÄÖ]{2,10})*-[0-9]+\b"
)
_MAIL = re.compile(r"(?<![\w.])[\w.]{1,64}@[\w.]+")
_TOKEN = re.compile(
    r"[^\W_]+(?:-[^\W_]+)*|¤+|\n[ \t]*(?:\n[ \t]*)?(?:[-*+]|[0-9]{1,3}[.)])[ \t]|\n[ \t]*\n|[.!?:;,|()–]"
)
_ITEM = re.compile(r"\s+(?:[-*+]|[0-9])")
_ADVERBS = frozenset(
    ["inte", "också", "även", "dock", "endast", "bara", "då", "därmed", "aldrig", "alltid", "sedan", "annars", "själv"]
)
SHORTENED = frozenset(["t", "ex", "bl", "kap", "dvs", "m", "s", "nr", "st", "p", "resp", "inkl", "exkl"])
"""After these a point ends an abbreviation, not a sentence."""
_MODALS = {"ska": "ska", "skall": "ska", "bör": "bör", "får": "får", "måste": "måste"}
_TURNS = SUBJUNKTIONER | FINITA | _MODALS.keys()
_AFTER_RATT = frozenset({"till", "att", "enligt", "när", "om", ".", ",", ":", ")", ";", "|"})


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal verb: which one, where it stands in the text, and whether it governs a main clause."""

    verb: str
    ord: str
    start: int
    main: bool
    nekad: bool = False


@lru_cache(maxsize=4096)
def blank_out(text: str) -> str:
    """Return the text with quotations, expressions, addresses and ids replaced, place for place, by a neutral sign."""
    plain = _NAMES.sub(_blank, text)
    return _MAIL.sub(_blank, plain) if "@" in plain else plain


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else "¤" for sign in match[0])


@lru_cache(maxsize=4096)
def lower_out(text: str) -> str:
    """Return the blanked-out text in small letters, place for place: cheaper to search than with the case ignored."""
    return blank_out(text).replace("İ", "I").lower()  # the one letter that becomes two


@lru_cache(maxsize=4096)
def tokens(text: str) -> list[str]:
    """Return the words, points and list marks of a text in small letters; nobody may change the list."""
    return _TOKEN.findall(lower_out(text))


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Return the different tokens of a text: what decides cheaply which rules have anything to look for."""
    return frozenset(tokens(text))


@lru_cache(maxsize=16)
def _places(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(lower_out(text))]


def token_place(text: str, index: int) -> tuple[int, int]:
    """Return where the token with that number begins and ends in the text."""
    return _places(text)[index]


def modal_verbs(text: str) -> list[Modal]:
    """Return the modal verbs of a text in order; `får` governs a main clause only where an infinitive follows."""
    return list(_walk(tokens(text), text))


def _walk(words: list[str], text: str) -> Iterator[Modal]:
    """Yield the modal verbs, keeping account of whether a subordinate clause is open."""
    clause = _Clause()
    places, passed = _TOKEN.finditer(lower_out(text)), 0
    for index, word in enumerate(words):
        if word[0].isalnum() and word not in _TURNS:
            continue
        verb = _MODALS.get(word) or ("har rätt" if word == "har" and _is_right(words, index) else None)
        if verb is not None:
            main = clause.governs(words, index) and (verb != "får" or _is_modal(words, index))
            negated = verb == "får" and words[index + 1 : index + 2] in (["inte"], ["endast"], ["bara"], ["aldrig"])
            start, end = next(islice(places, index - passed, None)).span()
            passed = index + 1
            yield Modal(verb, text[start:end], start, main, negated)
        clause.take(words, index)


@dataclass(slots=True)
class _Clause:
    """Whether the words are inside a subordinate clause, and whether that clause has had its verb."""

    sub: bool = False
    opener: str = ""
    verb: bool = False
    at_colon: bool = False
    listed: bool = False

    def take(self, words: list[str], index: int) -> None:
        """Move past one word."""
        word = words[index]
        if word[0] == "\n" and _ITEM.match(word):
            if not self.listed and words[index - 1 : index] not in (["."], [":"]):
                self.at_colon = self.sub
            self.sub, self.verb, self.listed = self.at_colon, False, True
        elif word == ":":
            self.at_colon = self.sub
        elif word in (".", "!", "?") and index and words[index - 1] not in SHORTENED:
            self.sub, self.verb = False, False
        elif word.startswith("\n") or word in ("|", ";"):
            self.sub, self.verb, self.at_colon, self.listed = False, False, False, False
        elif word in SUBJUNKTIONER:
            self.sub, self.opener, self.verb = True, word, False
        elif word in FINITA or word in _MODALS:
            self.verb = True

    def governs(self, words: list[str], index: int) -> bool:
        """Answer whether the modal verb at the index governs a main clause; then the subordinate clause has ended."""
        before = words[index - 1] if index else ""
        after = next((word for word in words[index + 1 : index + 4] if word not in _ADVERBS), "")
        turned = after in AKTORER or after.endswith(("aren", "onen", "enten"))
        ended = self.verb and self.opener != "att" and before not in ("och", "eller", "men", "som", "inte")
        if self.sub and (turned or before in (",", ")") or ended):
            self.sub = False
        return not self.sub


def _is_right(words: list[str], index: int) -> bool:
    """Whether ”har … rätt” at the index is a right (har rätt till), not a correctness (har rätt kompetens)."""
    for place in range(index + 1, min(index + 6, len(words))):
        if words[place] == "rätt":
            return place + 1 == len(words) or words[place + 1] in _AFTER_RATT or words[place + 1][0] in "¤\n"
        if not words[place][0].isalpha() and words[place][0] != "¤":
            return False
    return False


def _is_modal(words: list[str], index: int) -> bool:
    """Whether ”får” is followed by an infinitive (får ta ut), not by what one gets (får vård)."""
    rest = words[index + 1 : index + 8]
    while rest and (rest[0] in _ADVERBS or rest[0] in AKTORER or rest[0].endswith(("aren", "onen"))):
        if rest[0] in ("en", "ett"):
            return False
        rest = rest[1:]
    word = rest[0] if rest else ""
    if word in INTE_INFINITIV or word.endswith(("liga", "iska", "ella", "iga", "bara", "erade", "ande")):
        return False
    stem = word.removesuffix("s")
    return (len(stem) > 2 and stem.endswith("a")) or stem in KORTA_INFINITIV or stem.endswith(("gå", "stå", "ge", "se"))
