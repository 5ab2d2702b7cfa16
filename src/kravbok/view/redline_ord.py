"""Running text as a redline: words that were added or removed, in valid HTML, with words for those who hear it.

The hidden words (class `kb-dolt`) are read aloud and stand in the PDF too; the proof reads a redline by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from markupsafe import Markup, escape

from kravbok.diff.ord import diff_ord
from kravbok.view.parts import Bit, Bitar

__all__ = ["Lopp", "Penna", "Tecken", "note", "plain_run", "runs_of", "text_of", "trimmed"]

Tecken = Literal["=", "-", "+"]

OPENING = {"+": "‹tillagt: ", "-": "‹struket: "}
CLOSING = {"+": " slut på tillägg‹›", "-": " slut på strykning‹›"}
WHOLE = "‹›"
"""What ends a change that is all there is of its paragraph, item or cell: the end is heard without words."""

LINE_BREAK = "\n"
"""What stands for a line break in a run."""

_TAGS = {"+": "ins", "-": "del"}


@dataclass(frozen=True, slots=True)
class Lopp:
    """A run of words that look alike: the elements around it (`strong`, `em`) and what it links to."""

    text: str
    looks: tuple[str, ...] = ()
    href: str = ""


Rad = tuple[Lopp, ...]
Piece = tuple[Tecken, Lopp]
Atom = tuple[Tecken, Markup]


@dataclass(frozen=True, slots=True)
class Penna:
    """Who made the changes and when (an ISO day, empty for unknown), as each of them is marked.

    `exact` tells apart what differs in kinds of blanks only, which a reader does not see.
    """

    vem: str
    nar: str
    exact: bool = False

    def write(self, fore: Rad | None, efter: Rad | None) -> Markup:
        """Return a line as a redline; None where an edition has no such line."""
        bits = list(self._bits(fore or (), efter or ()))
        whole = len({sign for sign, _ in bits}) == 1
        atoms = [atom for href, group in groupby(bits, _leads_to) for atom in self._atoms(href, list(group))]
        return Markup("").join(
            self.mark(sign, Markup("").join(html for _, html in run), whole=whole)
            for sign, run in groupby(atoms, _sign)
        )

    def words(self, fore: str | None, efter: str | None) -> Markup:
        """Return plain words as a redline."""
        return self.write(None if fore is None else plain_run(fore), None if efter is None else plain_run(efter))

    def links(self, fore: Bitar | None, efter: Bitar | None) -> Markup:
        """Return words with links as a redline."""
        return self.write(None if fore is None else runs_of(fore), None if efter is None else runs_of(efter))

    def mark(self, sign: Tecken, html: Markup, *, whole: bool = False) -> Markup:
        """Return HTML of running text marked as added or removed, with the words that say so."""
        if sign == "=" or not html:
            return html
        end = WHOLE if whole else CLOSING[sign]
        day = Markup(' datetime="{}"').format(self.nar) if self.nar else ""
        opened = Markup('<{}{} data-author="{}"><span class="kb-dolt">{}</span>')
        closed = Markup('<span class="kb-dolt">{}</span></{}>')
        tag = _TAGS[sign]
        return opened.format(tag, day, self.vem, OPENING[sign]) + html + closed.format(end, tag)

    def _atoms(self, href: str, bits: list[Piece]) -> Iterator[Atom]:
        """Yield neighbours that lead to one place: a link that changed in part goes around all of them."""
        parts = [(sign, _looks(run for _, run in group)) for sign, group in groupby(bits, _sign)]
        if href and len(parts) > 1:
            yield "=", _link(href, Markup("").join(self.mark(sign, html) for sign, html in parts))
        else:
            yield from ((sign, _link(href, html)) for sign, html in parts)

    def _bits(self, fore: Rad, efter: Rad) -> Iterator[Piece]:
        """Yield the runs of both lines with what happened to them; a word that only looks otherwise is unchanged."""
        old, new = _Reader(fore), _Reader(efter)
        pieces = [(bit.tecken, bit.text) for bit in diff_ord(text_of(fore), text_of(efter))]
        for sign, text in pieces if self.exact else _fold_blanks(pieces):
            if sign == "-":
                yield from (("-", run) for run in old.take(len(text)))
            elif sign == "+":
                yield from (("+", run) for run in new.take(len(text)))
            else:
                list(old.take(len(text)))
                yield from (("=", run) for run in new.take(len(text)))


def plain_run(text: str) -> Rad:
    """Return plain words as a line."""
    return runs_of((Bit(text),))


def runs_of(bits: Bitar) -> Rad:
    """Return words with links as a line."""
    return trimmed(Lopp(bit.text.replace(LINE_BREAK, " "), (), bit.href) for bit in bits)


def trimmed(runs: Iterable[Lopp]) -> Rad:
    """Return runs as a line, without blanks at either end of it or after a line break."""
    kept: list[Lopp] = []
    for run in runs:
        begins = not kept or kept[-1].text.endswith(LINE_BREAK)
        text = run.text.lstrip(" ") if begins and run.text != LINE_BREAK else run.text
        if text:
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
    return tuple(kept)


def text_of(line: Rad) -> str:
    """Return the words of a line."""
    return "".join(run.text for run in line)


def note(words: Markup | str) -> Markup:
    """Return words of the redline's own, which stand in neither edition."""
    return Markup('<span class="kb-dolt">‹anmärkning: </span>{}<span class="kb-dolt">‹›</span>').format(words)


class _Reader:
    """Hands out a line's runs by number of letters."""

    def __init__(self, line: Sequence[Lopp]) -> None:
        self.line = list(line)
        self.at = 0

    def take(self, count: int) -> Iterator[Lopp]:
        """Yield the runs of the next letters."""
        while count > 0:
            run = self.line[0]
            text = run.text[self.at : self.at + count]
            count -= len(text)
            self.at += len(text)
            if self.at == len(run.text):
                del self.line[0]
                self.at = 0
            yield Lopp(text, run.looks, run.href)


def _fold_blanks(pieces: list[tuple[Tecken, str]]) -> Iterator[tuple[Tecken, str]]:
    """Yield the pieces; where both sides are nothing but blanks, of as many letters, they count as unchanged."""
    at = 0
    while at < len(pieces):
        sign, text = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else ("=", "")
        blank = not text.strip(" \u00a0\u202f") and len(text) == len(following[1])
        if sign == "-" and following[0] == "+" and blank and not following[1].strip(" \u00a0\u202f"):
            yield "=", following[1]
            at += 2
        else:
            yield sign, text
            at += 1


def _sign(part: tuple[Tecken, object]) -> Tecken:
    return part[0]


def _leads_to(bit: Piece) -> str:
    return bit[1].href


def _link(href: str, html: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, html) if href else html


def _looks(runs: Iterable[Lopp]) -> Markup:
    """Return runs as HTML, those that look alike within one element."""
    return Markup("").join(_within(looks, group) for looks, group in groupby(runs, lambda run: run.looks))


def _within(looks: tuple[str, ...], runs: Iterable[Lopp]) -> Markup:
    html = Markup("<br>").join(escape(words) for words in "".join(run.text for run in runs).split(LINE_BREAK))
    for tag in reversed(looks):
        html = Markup("<{0}>{1}</{0}>").format(tag, html)
    return html
