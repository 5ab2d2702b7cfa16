"""Differences as text for a terminal: + for new, ~ for changed, - for ended, the facts indented under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kravbok.diff.skillnad import Ordbit
from kravbok.encoding import hide
from kravbok.swedish import format_series, plural
from kravbok.view.andringar.delar import AndringsVy, AndringVy, AvsnittVy, DelVy, InspelVy, ParVy, TabellandringVy
from kravbok.view.parts import RegisterVy, plain

__all__ = ["show_andringar"]

_COLOURS: Mapping[str, str] = {"+": "32", "-": "31", "~": "33", "=": ""}
_MARKS: Mapping[str, tuple[str, str]] = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
"""What stands around words that are struck or added, as in git's own word differences."""

Line = tuple[tuple[str, str], ...]
"""A line as runs of words, each with its sign: it is only when a run is written that it may get a colour."""


def show_andringar(vy: AndringsVy, *, colour: bool = False, visa_allt: bool = False) -> str:
    """Return the differences as text with a final newline; `visa_allt` lists what changes nothing for anyone too."""
    return "".join("".join(_run(*run, colour=colour) for run in line) + "\n" for line in _lines(vy, visa_allt))


def _run(sign: str, text: str, *, colour: bool) -> str:
    words = hide(text)
    return f"\x1b[{_COLOURS[sign]}m{words}\x1b[0m" if colour and _COLOURS[sign] else words


def _say(text: str, depth: int = 0) -> Line:
    return (("=", "  " * depth + text),)


def _lines(vy: AndringsVy, visa_allt: bool) -> Iterator[Line]:
    yield _say(f"{vy.titel}. {vy.bok}")
    for fact in vy.uppgifter:
        yield from (_say(f"{fact.term}: {plain(value)}", 1) for value in fact.varden)
    yield from (_say(f"{notis.rubrik}: {notis.text}", 1) for notis in vy.notiser)
    yield _say("")
    yield from map(_say, vy.sammanfattning)
    if vy.omfattning:
        yield _say(f"Omfattning: {vy.omfattning}")
    for avsnitt in vy.avsnitt:
        yield from _chapter(avsnitt)
    for part in vy.bilagor:
        yield from _part(part)
    for table in vy.tabeller:
        yield from _table(table)
    yield from _registers(vy.efter_kraven)
    if vy.inspel is not None:
        yield from _inputs(vy.inspel)
    if vy.dolda:
        yield from _hidden(vy, visa_allt)


def _chapter(avsnitt: AvsnittVy) -> Iterator[Line]:
    yield _say("")
    yield _say(f"{avsnitt.nummer} {avsnitt.rubrik}".strip())
    if avsnitt.egen is not None:
        yield (("=", "  "), (avsnitt.egen.tecken, f"{avsnitt.egen.tecken} {avsnitt.egen.mening}"))
        yield from _columns(avsnitt.egen.par)
    for item in avsnitt.andringar:
        yield from _change(item)


def _change(item: AndringVy) -> Iterator[Line]:
    """Yield a requirement's difference: one line that says what it is, and the facts indented under it."""
    heading = " ".join(word for word in (item.nummer, item.rubrik, item.id) if word)
    yield (("=", "  "), (item.tecken, f"{item.tecken} {heading}"))
    yield _say(" · ".join(item.markning), 3)
    if item.anmarkning:
        yield _say(item.anmarkning, 3)
    yield from _columns(item.par)
    for fact in item.fakta:
        for value in fact.varden:
            yield _say(f"{fact.term}: {plain(value)}", 3)


def _columns(parts: Iterable[ParVy]) -> Iterator[Line]:
    """Yield paragraphs in one line of reading each, with signs around the words that are struck and added."""
    for part in parts:
        whole = part.ord[0].tecken if len(part.ord) == 1 else ""
        marker = f"{marker} " if (marker := part.punkt_efter or part.punkt_fore) else ""
        if whole in ("+", "-"):
            yield (("=", "      "), (whole, f"{whole} {marker}{part.ord[0].text}"))
        else:
            yield (("=", f"      {marker}"), *map(_marked, part.ord))


def _marked(bit: Ordbit) -> tuple[str, str]:
    before, after = _MARKS[bit.tecken]
    words = bit.text.strip()
    blanks = bit.text[: len(bit.text) - len(bit.text.lstrip())], bit.text[len(bit.text.rstrip()) :]
    return bit.tecken, f"{blanks[0]}{before}{words}{after}{blanks[1]}" if words else bit.text


def _part(part: DelVy) -> Iterator[Line]:
    yield _say("")
    yield ((part.tecken, f"{part.tecken} {part.rubrik}"), ("=", f": {part.mening}"))
    yield from _columns(part.par)


def _table(table: TabellandringVy) -> Iterator[Line]:
    yield _say("")
    yield _say(table.rubrik)
    for row in table.rader:
        sign = {"ny": "+", "utgår": "-"}.get(row.vad, "~")
        if sign == "~":
            yield (("=", "  "), ("~", f"~ {row.rad}, {row.kolumn}: "), *map(_marked, row.par.ord))
        else:
            yield (("=", "  "), (sign, f"{sign} {row.rad}: {row.par.ord[0].text}"))


def _registers(registers: Iterable[RegisterVy]) -> Iterator[Line]:
    for register in registers:
        yield _say("")
        yield _say(register.rubrik)
        for row in register.tabell.rader:
            yield _say(format_series(plain(cell) for cell in row.celler), 1)


def _inputs(part: InspelVy) -> Iterator[Line]:
    yield _say("")
    yield _say(part.rubrik)
    for item in part.forslag:
        yield _say(item.rubrik, 1)
        if item.text:
            yield _say(item.text, 3)
        yield from (_say(f"{fact.term}: {plain(value)}", 3) for fact in item.fakta for value in fact.varden)


def _hidden(vy: AndringsVy, visa_allt: bool) -> Iterator[Line]:
    yield _say("")
    if not visa_allt:
        count = plural(len(vy.dolda), "ändring", "ändringar")
        yield _say(f"{count} som inte ändrar något i sak visas med --visa-allt.")
        return
    yield _say(vy.dolda_tabell.rubrik if vy.dolda_tabell else "")
    for item in vy.dolda:
        words = " ".join(word for word in (item.nummer, item.rubrik, item.id) if word)
        yield (("=", "  "), (item.tecken, f"{item.tecken} {words}"), ("=", f" ({' · '.join(item.markning)})"))
