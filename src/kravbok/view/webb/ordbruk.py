"""Which requirements use the words of a term: its form and those allowed beside it, with any Swedish ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kravbok.edition import Klausul
from kravbok.model.register import Begrepp
from kravbok.view.webb.bruk import Namner, Post
from kravbok.view.webb.upplagor import Upplagevy

__all__ = ["naming_words"]

_WORD = re.compile(r"[^\W_]+(?:[-:][^\W_]+)*")
_ENDINGS = (
    "", "s", "en", "ens", "et", "ets", "n", "ns", "t", "ts", "e", "er", "ers", "ar", "ars", "or", "ors", "a", "na",
    "nas", "erna", "ernas", "arna", "arnas", "orna", "ornas", ":s", ":n", ":er", ":erna",
)  # fmt: skip
"""How a noun ends beside its form in the register; a compound is another word."""

_Form = tuple[tuple[str, ...], frozenset[str], Begrepp]
"""What follows the first word of a term: the words between, how the last may be written, and the term."""


def naming_words(begrepp: Iterable[Begrepp]) -> Namner:
    """Return what tells which terms a requirement's words name, in the books that each term belongs to."""
    forms = _index(begrepp)

    def named(item: Upplagevy, clause: Klausul) -> Iterator[Post]:
        shown, bok = item.krav[clause.id], item.utgivning.bok.id
        words = _WORD.findall(" . ".join((shown.rubrik, *shown.block, *shown.regel)).casefold())
        for at, word in enumerate(words):
            for between, last, record in forms.get(word, ()):
                if (not record.bocker or bok in record.bocker) and _goes_on(words[at + 1 :], between, last):
                    yield "begrepp", record.id

    return named


def _goes_on(words: Sequence[str], between: tuple[str, ...], last: frozenset[str]) -> bool:
    """Whether the words after the first are those of the term; a term of one word has no more."""
    count = len(between)
    return not last or (len(words) > count and tuple(words[:count]) == between and words[count] in last)


def _index(begrepp: Iterable[Begrepp]) -> Mapping[str, Sequence[_Form]]:
    """Return the forms of all terms by their first word; only the last word of a term may have an ending."""
    found: dict[str, list[_Form]] = {}
    for record in begrepp:
        forms = {form: None for lydelse in record.lydelser for form in (lydelse.term, *lydelse.tillatna)}
        for first, *rest in filter(None, (_WORD.findall(form.casefold()) for form in forms)):
            if rest:
                found.setdefault(first, []).append((tuple(rest[:-1]), _inflected(rest[-1]), record))
            else:
                for word in sorted(_inflected(first)):
                    found.setdefault(word, []).append(((), frozenset(), record))
    return found


def _inflected(word: str) -> frozenset[str]:
    """Return the ways that the last word of a term is written in a text."""
    return frozenset(f"{word}{ending}" for ending in _ENDINGS)
