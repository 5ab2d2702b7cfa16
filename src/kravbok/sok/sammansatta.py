"""Compounds and their parts, so that ”verksamhet” finds ”akutverksamhet”.

The search itself finds what a word begins with, so only the parts that come after are added to a page. A word that no
dictionary splits for certain is left whole: a page too few is found then, never one that has nothing to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kravbok.sok.ordlista import Ordlista, read_ordlista

__all__ = ["hidden_words", "parts_of", "words_in"]

_WORD = re.compile(r"[^\W\d_]+")

_SHORTEST = 5
"""Letters of the shortest word that is tried."""

_PREFIXES = frozenset(
    (
        "an", "av", "be", "bi", "bort", "e", "er", "fram", "från", "för", "före", "genom", "han", "hän", "in", "inne",
        "kring", "med", "miss", "mot", "ned", "ner", "o", "om", "på", "sam", "till", "um", "und", "under", "upp", "ut",
        "van", "vid", "å", "åter", "över",
    )
)  # fmt: skip
"""What words begin with without being compounds: ”förskola” is no kind of ”skola”, ”uppdrag” no kind of ”drag”."""

_SUFFIXES = frozenset({"dom", "domar", "domen", "domarna", "domars", "lek", "lekar", "leken", "skap", "vis"})
"""Endings that are spelled like words: ”sjukdom” is no ”dom”, ”storlek” no ”lek”."""

_LINKED = re.compile(r".{3,}(?:ings|hets|tets|ions|skaps|doms|ments)")
"""How a word shows by its s that a compound goes on after it, although the dictionary does not say so."""


def words_in(text: str) -> set[str]:
    """Return the words of a text in lower case."""
    return {word.lower() for word in _WORD.findall(text)}


def hidden_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the parts that the words of some texts end with or hold, where they are not words of the texts already."""
    words = {word for text in texts for word in words_in(text)}
    parts = {part for word in words for part in parts_of(word) if not word.startswith(part)}
    return tuple(sorted(parts - words))


@lru_cache(maxsize=65536)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of a compound in their order, and the parts of those; none for a word that is no compound."""
    plain = word.lower()
    if len(plain) < _SHORTEST or not plain.isalpha():
        return ()
    found: dict[str, None] = {}
    for split in _fewest(plain, read_ordlista()):
        for part in split:
            found.update(dict.fromkeys((part, *parts_of(part))))
    return tuple(found)


def _fewest(word: str, ordlista: Ordlista) -> list[tuple[str, ...]]:
    """Return the ways to split a word into the fewest parts."""
    latest = min((len(base) for base in ordlista.bases(word)), default=len(word)) - 3
    cuts = [at for at in range(2, latest + 1) if word[at:] not in _SUFFIXES]
    ends = [at for at in cuts if ordlista.ends(word[at:])]
    two = [(word[:at], word[at:]) for at in ends if _begins(word[:at], ordlista)]
    if two:
        return _told(two, ordlista)
    three = [(*begin, word[at:]) for at in ends for begin in _two_beginnings(word[:at], ordlista)]
    if three:
        return _told(three, ordlista)
    sure = [at for at in cuts if _LINKED.fullmatch(word[:at]) and len(word) - at > 3]
    return _told([(word[:at], word[at:]) for at in sure if ordlista.knows(word[at:])], ordlista)


def _begins(form: str, ordlista: Ordlista) -> bool:
    return form not in _PREFIXES and ordlista.begins(form)


def _two_beginnings(form: str, ordlista: Ordlista) -> Iterator[tuple[str, str]]:
    for at in range(2, len(form) - 1):
        if _begins(form[:at], ordlista) and _begins(form[at:], ordlista):
            yield form[:at], form[at:]


def _told(splits: Sequence[tuple[str, ...]], ordlista: Ordlista) -> list[tuple[str, ...]]:
    """Return the splits with words of their own for what they begin with: ”vård” for ”vårds”, nothing for ”läkar”."""
    return [(*filter(None, (_word(form, ordlista) for form in split[:-1])), split[-1]) for split in splits]


def _word(form: str, ordlista: Ordlista) -> str:
    return ordlista.word_of(form) or (form.removesuffix("s") if _LINKED.fullmatch(form) else "")
