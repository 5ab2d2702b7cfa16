"""Traces of a pasted file (K628), and what stands twice (K629)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import eq

from kravbok.checks.satser import token_place
from kravbok.checks.sprak.listor import STAR_ALDRIG, STAR_TVA_GANGER
from kravbok.checks.sprak.prov import Prov, Same, one_line
from kravbok.finding import Finding

__all__ = ["check_dubbelt", "check_sidrester"]

_PAGE = re.compile(
    r"(?<![\w.,§/])(?P<page>[0-9]{1,3})\s?\((?P<pages>[0-9]{1,3})\)(?![\w(])"
    r"|\bsid(?:a|an|\.)?\s+[0-9]{1,3}\s?(?:av|/|\()\s?[0-9]{1,3}\)?"
)
_ALONE = re.compile(r"[-–][ \t]*[0-9]{1,3}[ \t]*[-–]|[0-9]{1,3}")
_LABEL = re.compile(r"(?:artikel|artiklarna|art\.|punkt|stycke|not)\s+$")
_SPLIT = re.compile(
    r"(?<![\w-])[^\W\d_]{2,}-(?:[ \t]+|[ \t]*\n[ \t]*)"
    r"(?!(?:och|eller|samt|till|respektive|resp|men|som|alternativt|kontra|både|i|på|än)\b)[^\W\d_]{2,}(?![\w-])"
)
_ITEM = re.compile(r"^([ \t]*)(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(.+)$", re.MULTILINE)
_HINT = "Ta bort resten av den inklistrade filen."


def check_sidrester(prov: Prov) -> Iterator[Finding]:
    """Yield K628 for page numbers, words that a line break split, and page headers inside a text."""
    if "(" in prov.lower or "sid" in prov.lower:
        for match in _PAGE.finditer(prov.lower):
            if _is_page(prov, match) and not _in_table(prov, match.start()):
                message = f"”{one_line(prov.text[slice(*match.span())])}” ser ut som ett sidnummer"
                yield prov.found("K628", *match.span(), message, _HINT)
    if "- " in prov.lower or "-\n" in prov.lower:
        for match in _SPLIT.finditer(prov.lower):
            message = f"”{one_line(prov.text[slice(*match.span())])}” ser ut som ett avstavat ord"
            yield prov.found("K628", match.start(), match.start() - 1, message, "Skriv ihop ordet.")
    if "\n" in prov.text:
        yield from _lines(prov)


def _is_page(prov: Prov, match: re.Match[str]) -> bool:
    """Whether the numbers are a page of pages, not a place in an act (artikel 5(1)) or a row of a list."""
    if match["page"] is None:
        return True
    if _LABEL.search(prov.lower, max(0, match.start() - 15), match.start()):
        return False
    return 0 < int(match["page"]) <= int(match["pages"]) > 1


def _in_table(prov: Prov, start: int) -> bool:
    """Whether the place is in a row of a table, where 2 (3) is a count of a count."""
    return "|" in prov.text and prov.text[prov.text.rfind("\n", 0, start) + 1 : start].lstrip().startswith("|")


def _lines(prov: Prov) -> Iterator[Finding]:
    """Yield K628 for each line that is just a page number, or the name of a book or its organisation."""
    names = _names(Same(prov.register))
    start = 0
    for line in prov.lower.split("\n"):
        words = line.strip()
        if words in names or (words and words[-1] in "0123456789-–" and _ALONE.fullmatch(words)):
            begin = start + line.index(words)
            kind = "sidhuvud" if words in names else "sidnummer"
            message = f"”{prov.text[begin : begin + len(words)]}” ser ut som ett {kind}"
            yield prov.found("K628", begin, begin + len(words), message, _HINT)
        start += len(line) + 1


@lru_cache(maxsize=2)
def _names(same: Same) -> frozenset[str]:
    """Return what the page headers of the register's books would say, in small letters."""
    register = same.register
    titles = (bok.titel for bok in register.bocker.values())
    return frozenset(name.lower() for name in (*titles, *(each.namn for each in register.organisationer.values())))


def check_dubbelt(prov: Prov) -> Iterator[Finding]:
    """Yield K629 for a word that stands twice in a row, and for a list item that stands twice in its list."""
    words = prov.tokens
    if any(map(eq, words, islice(words, 1, None))):
        for index in range(1, len(words)):
            word = words[index]
            if word == words[index - 1] and len(word) > 1 and word.isalpha() and not _may_repeat(word):
                start, end = token_place(prov.text, index)
                yield prov.found("K629", start, end, f"”{word}” står två gånger i följd", "Ta bort det ena.")
    if prov.text.count("\n") > 1:
        yield from _items(prov)


def _may_repeat(word: str) -> bool:
    """Whether the word can end one clause and begin the next (”det som gäller gäller alla”)."""
    return word not in STAR_ALDRIG and (word in STAR_TVA_GANGER or word.endswith(("r", "s", "de", "te", "t")))


def _items(prov: Prov) -> Iterator[Finding]:
    """Yield K629 for each item that its own list already has; a list in a list is a list of its own."""
    seen: set[tuple[int, str]] = set()
    end = 0
    for match in _ITEM.finditer(prov.text):
        if prov.text[end : match.start()].strip():
            seen.clear()  # running text between the items
        end, depth = match.end(), len(match[1])
        seen = {item for item in seen if item[0] <= depth}
        item = depth, one_line(match[2]).rstrip(".,;").lower()
        if item in seen:
            message = f"Punkten ”{one_line(match[2])[:60]}” står två gånger i listan"
            yield prov.found("K629", *match.span(2), message, "Ta bort den ena, eller säg vad som skiljer dem.")
        seen.add(item)
