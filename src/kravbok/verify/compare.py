"""Compare a file that was read back with what it must hold, word for word.

Blanks of all kinds are one blank, and soft hyphens are nothing; every other character must agree. On a page, list
markers stand before blocks, cells may run together, and lines are broken at hyphens; there, and only there, that is
forgiven.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kravbok.verify.bevis import Bevis

__all__ = ["BREAK", "Avvikelse", "clean", "compare"]

BREAK = "\x02"
"""What stands where a line was broken at a hyphen: it may be the line's own, or the word's (e-tjänst)."""

_NOTHING = "\u00ad\u200b\u2060\ufeff"
_LIGATURES = {"\ufb01": "fi", "\ufb02": "fl"}
"""Letters that a page reads as two."""

_MARKER = re.compile(r"(?:[•‣◦]|[0-9]{1,3}\.) ")
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Avvikelse:
    """Where a finished file differs from what it must hold: the section, the anchor of the record, and in what way."""

    id: str
    post: str
    message: str
    code: str = "K704"


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a section as they were read; `page` says that they stand on pages, with lines and markers."""

    words: str
    page: bool

    def end(self, block: str, at: int) -> int | None:
        """Return where a block ends that begins here, or None."""
        at += self.words.startswith(" ", at)
        if self.words.startswith(block, at):
            return at + len(block)
        if not self.page:
            return None
        marker = _MARKER.match(self.words, at)
        return _end_on_page(block, self.words, marker.end() if marker else at)

    def later(self, block: str, at: int) -> int | None:
        """Return where a block ends that begins here or further on, or None; it is not a part of longer words."""
        ends = (self.end(block, spot) for spot in self.spots(block, at))
        return next((end for end in ends if end is not None and not self.words[end : end + 1].isalnum()), None)

    def spots(self, block: str, at: int) -> Iterator[int]:
        """Yield where a block may begin: here, or further on where a word begins."""
        yield at
        spot = self.words.find(block[0], at)
        while spot >= 0:
            if spot == 0 or not self.words[spot - 1].isalnum():
                yield spot
            spot = self.words.find(block[0], spot + 1)

    def run(self, blocks: Iterable[str], at: int) -> tuple[int, str]:
        """Return where blocks end that follow one another from here, and the first that does not (empty for none)."""
        for block in filter(None, map(clean, blocks)):
            apart = at == 0 or self.page or self.words.startswith(" ", at)
            end = self.end(block, at) if apart else None
            if end is None:
                return at, block
            at = end
        return at, ""


def clean(text: str) -> str:
    """Return a text composed, its ligatures taken apart, with single blanks and without what cannot be seen."""
    if not text.isascii():
        for sign in _NOTHING:  # each is looked for far quicker than any of them
            text = text.replace(sign, "")
        text = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
        for one, two in _LIGATURES.items():
            text = text.replace(one, two)
    return " ".join(text.split())


def compare(bevis: Iterable[Bevis], sections: Mapping[str, str], *, page: bool = False) -> Iterator[Avvikelse]:
    """Yield where the sections that were read back, in order of reading, differ from what they must hold."""
    places = {name: number for number, name in enumerate(sections)}
    last = -1
    for part in bevis:
        if part.id not in sections:
            yield Avvikelse(part.id, part.id, "rubriken saknas", "K705")
            continue
        if places[part.id] < last:
            yield Avvikelse(part.id, part.id, "avsnittet står på fel plats")
        last = max(last, places[part.id])
        text = Text(clean(sections[part.id]), page)
        fault = _fault_in_krav(part, text) if part.krav else _fault_in_part(part, text)
        if fault is not None:
            yield fault


def _fault_in_krav(part: Bevis, text: Text) -> Avvikelse | None:
    """Return the first word of a requirement that is missing, changed, out of order or too much, or None."""
    if text.words == clean(" ".join(part.block)):
        return None
    at, wrong = text.run(part.block, 0)
    if wrong:
        return _wrong(part.id, part.id, wrong, text, [at])
    rest = text.words[at:].strip()
    return Avvikelse(part.id, part.id, f"efter kravets sista ord står ”{rest[:_SHOWN]}”") if rest else None


def _fault_in_part(part: Bevis, text: Text) -> Avvikelse | None:
    """Return the first word of a chapter or register that is missing, changed or out of order, or None."""
    at = 0
    heads = [" ".join(part.rader[0].celler)] if part.rader else []
    for block in filter(None, map(clean, (*part.block, *heads))):
        end = text.later(block, at)
        if end is None:
            return _wrong(part.id, part.id, block, text, text.spots(block, at))
        at = end
    return _fault_in_rows(part, text, at)


def _fault_in_rows(part: Bevis, text: Text, at: int) -> Avvikelse | None:
    """Return the first word of a table's rows that is missing, changed, out of order or too much, or None."""
    for row in part.rader[1:]:
        at, wrong = text.run(row.celler, at)
        if wrong:
            return _wrong(part.id, row.post or part.id, wrong, text, [at])
    if text.words[at : at + 1].isalnum():
        return Avvikelse(part.id, part.rader[-1].post or part.id, f"efter tabellen står ”{text.words[at:][:_SHOWN]}”")
    return None


def _wrong(name: str, post: str, block: str, text: Text, spots: Iterable[int]) -> Avvikelse:
    """Return the fault in a block, at the first word that does not agree where most of the words before it do."""
    words = block.split()
    number, at = max((_agreeing(words, text, spot) for spot in spots), default=(0, 0))
    wanted = " ".join(words[max(0, number - 1) : number + 1])
    found = text.words[at:].strip()[:_SHOWN]
    return Avvikelse(name, post, f"”{wanted}” saknas eller står fel, där står ”{found}”")


def _agreeing(words: list[str], text: Text, at: int) -> tuple[int, int]:
    """Return how many of the words stand here one after another, and where the last of them begins."""
    here = at
    for number, word in enumerate(words):
        end = text.end(word, here)
        if end is None or text.words[end : end + 1].isalnum():
            return number, at
        at, here = here, end
    return len(words), at


def _end_on_page(block: str, words: str, at: int) -> int | None:
    """Return where a block ends whose lines are broken: inside a word, or after a hyphen that is the word's own."""
    before = ""
    for char in block:
        while words.startswith((BREAK, " "), at) and char != " " and not (char == "-" and words[at] == BREAK):
            at += 1
        if words.startswith(char, at) or (char == "-" and words.startswith(BREAK, at)):
            at += 1
        elif not (char == " " and before == "-" and words.startswith(BREAK, at - 1)):
            return None
        before = char
    return at
