"""The Swedish dictionary of hunspell-sv: which forms a compound may begin with, and which words it may end with.

Of Hunspell only what compounds need is read: the words with their flags, and the suffix rules. `X` and `U` mark what
may stand first and in the middle, `Y` what may stand last, `Z` a form that is no word of its own (”läkar”, ”hälso”).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import distribution

__all__ = ["PAKET", "Ordlista", "read_ordlista"]

PAKET = "hunspell-sv"

_FIRST, _LAST, _BOUND = frozenset("XU"), "Y", "Z"

_CERTAIN = 5
"""Letters from which a word that is left without its s is that word: ”besök” of ”besöks”, but not ”kri” of ”kris”."""


@dataclass(frozen=True, slots=True)
class _Andelse:
    """A suffix rule: words with the flag lose `bort` when they match, and what they then are is marked `sedan`."""

    flagga: str
    bort: str
    villkor: re.Pattern[str]
    sedan: str


@dataclass(frozen=True, slots=True)
class Ordlista:
    """The words with their flags, and the rules by the letters that they add."""

    ord: Mapping[str, str]
    andelser: Mapping[str, tuple[_Andelse, ...]]

    def begins(self, form: str) -> bool:
        """Return whether a compound may begin with the form, or have it in its middle."""
        return not _FIRST.isdisjoint(self.ord.get(form, "")) or any(True for _ in self._linked(form))

    def ends(self, form: str) -> bool:
        """Return whether a compound may end with the form, inflected or not."""
        return _LAST in self.ord.get(form, "") or any(_LAST in self.ord[base] for base in self.bases(form))

    def word_of(self, form: str) -> str:
        """Return the word that the beginning of a compound is, without its s: ”vård” of ”vårds”, nothing of ”hälso”."""
        plain = form.removesuffix("s")
        words = (plain, form) if len(plain) >= _CERTAIN else (form, plain)
        return next((word for word in words if _BOUND not in self.ord.get(word, _BOUND)), "")

    def knows(self, form: str) -> bool:
        """Return whether the form is a word, inflected or not."""
        return (form in self.ord and _BOUND not in self.ord[form]) or any(True for _ in self.bases(form))

    def bases(self, form: str) -> Iterator[str]:
        """Yield the words that a form is an inflection of."""
        return (base for base, rule in self._unbent(form) if not rule.sedan)

    def _linked(self, form: str) -> Iterator[str]:
        """Yield the words that are written as the form where a compound goes on after them."""
        return (base for base, rule in self._unbent(form) if not _FIRST.isdisjoint(rule.sedan))

    def _unbent(self, form: str) -> Iterator[tuple[str, _Andelse]]:
        for end in range(len(form), 0, -1):
            for rule in self.andelser.get(form[end:], ()):
                base = form[:end] + rule.bort
                if rule.flagga in self.ord.get(base, "") and rule.villkor.search(base):
                    yield base, rule


@lru_cache(maxsize=1)
def read_ordlista() -> Ordlista:
    """Return the dictionary that came with the package hunspell-sv; it takes a quarter of a second."""
    return Ordlista(_words(_text("sv_SE.dic")), _rules(_text("sv_SE.aff")))


def _text(name: str) -> str:
    """Return a file that the package brought, wherever on the machine it was put."""
    files = distribution(PAKET).files or ()
    return next(file for file in files if file.name == name).read_text("utf-8")


def _words(text: str) -> dict[str, str]:
    """Return the words that are no names, each with the flags of all its lines."""
    words: dict[str, str] = {}
    for line in text.split("\n")[1:]:
        if line[:1].islower():
            word, _, flags = line.split("\t", 1)[0].partition("/")
            words[word] = words[word] + flags if word in words else flags
    return words


def _rules(text: str) -> dict[str, tuple[_Andelse, ...]]:
    rules: defaultdict[str, list[_Andelse]] = defaultdict(list)
    for parts in (line.split() for line in text.split("\n") if line.startswith("SFX")):
        if len(parts) == 5:
            flag, less, more, when = parts[1:]
            added, _, then = more.partition("/")
            rule = _Andelse(flag, less.replace("0", ""), re.compile(f"{when}$"), then)
            rules[added.replace("0", "")].append(rule)
    return {added: tuple(some) for added, some in rules.items()}
