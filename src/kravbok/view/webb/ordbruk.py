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

_Ord = tuple[str, ...]


def naming_words(begrepp: Iterable[Begrepp]) -> Namner:
    """Return what tells which terms a requirement's words name, in the books that each term belongs to."""
    forms = _index(begrepp)

    def named(item: Upplagevy, clause: Klausul) -> Iterator[Post]:
        shown, bok = item.krav[clause.id], item.utgivning.bok.id
        words = tuple(_WORD.findall(" . ".join((shown.rubrik, *shown.block, *shown.regel)).casefold()))
        for at in range(len(words)):
            for record in _at(words, at, forms):
                if not record.bocker or bok in record.bocker:
                    yield "begrepp", record.id

    return named


def _index(begrepp: Iterable[Begrepp]) -> Mapping[str, Sequence[tuple[_Ord, Begrepp]]]:
    """Return the forms of all terms by their first word."""
    found: dict[str, list[tuple[_Ord, Begrepp]]] = {}
    for record in begrepp:
        forms = {form: None for lydelse in record.lydelser for form in (lydelse.term, *lydelse.tillatna)}
        for form in forms:
            if words := tuple(_WORD.findall(form.casefold())):
                found.setdefault(words[0], []).append((words, record))
    return found


def _at(words: _Ord, at: int, forms: Mapping[str, Sequence[tuple[_Ord, Begrepp]]]) -> Iterator[Begrepp]:
    """Yield the terms that begin with a word of the text; only the last word of a term may have an ending."""
    for base in _bases(words[at]):
        for form, record in forms.get(base, ()):
            spoken = words[at : at + len(form)]
            if len(spoken) == len(form) and spoken[:-1] == form[:-1] and form[-1] in _bases(spoken[-1]):
                yield record


def _bases(word: str) -> tuple[str, ...]:
    """Return what a word may be a form of."""
    return tuple(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
