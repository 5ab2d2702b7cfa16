"""Series: the same part twice between commas (K633), undertakings in different stages without a status (K646)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kravbok.checks.satser import lower_out
from kravbok.checks.textfel import mark
from kravbok.finding import Finding, finding
from kravbok.register import Register

__all__ = ["check_upprakningar"]

_ITEM = re.compile(
    r"^[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(\S.*(?:\n[ \t]+(?![-*+][ \t]|[0-9]{1,3}[.)][ \t])\S.*)*)", re.MULTILINE
)
_PART = r"(?!(?:och|eller|samt)\b)[^\W_]+(?: (?!(?:och|eller|samt)\b)[^\W_]+){0,2}"
_SERIES = re.compile(rf"(?<![^\W_]){_PART}(?:, {_PART}){{2,}}(?: (?:och|eller|samt) {_PART})?")
_STATUS = re.compile(
    r"\b(?:status|klart?|klara|färdigt?|pågår|pågående|genomför[td]|genomförda|ej påbörja[dt]|inte påbörja[dt])\b"
)
_STAGES = {
    "gjort": re.compile(r"\b(?:har|är) (?:redan |nu )?\w+(?:at|it|tt|rt|ts|ad|ats|its|rts)\b|\binför(?:des|de|t)\b"),
    "pågående": re.compile(r"\b(?:arbetar|arbetas|håller på|utvecklas|förbereds|pågår|tas fram)\b"),
    "planerat": re.compile(r"\b(?:ska|bör|kommer att|föreslås|föreslår|planeras|planerar|avser)\b"),
}


class _Led(NamedTuple):
    """An item of a list: its words in small letters, and where it stands in the text."""

    text: str
    start: int
    end: int


def check_upprakningar(register: Register) -> Iterator[Finding]:
    """Yield what is wrong with the lists in the wordings; an inherited text is judged once."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            text, path = lydelse.text, ("lydelser", index, "text")
            if "text" in lydelse.som_foregaende or ("\n" not in text and text.count(",") < 2):
                continue
            items = list(_items(text))
            for again in _twice_in_series(text):
                message = f"”{' '.join(text[again.start : again.end].split())}” står två gånger i uppräkningen"
                position = mark(register, krav, path, text, again.start, again.end)
                yield finding("K633", position, message, "Ta bort det ena, eller säg vad som skiljer dem.")
            if lydelse.stallning != "klausul" and (led := _without_status(items)) is not None:
                message = "Uppräkningen blandar det som är gjort, det som pågår och det som är planerat, utan status"
                hint = "Skriv status i varje led (klart, pågår, inte påbörjat), eller dela upp åtagandet."
                yield finding("K646", mark(register, krav, path, text, led.start, led.end), message, hint)


def _items(text: str) -> Iterator[_Led]:
    """Yield the items of the lists of a text."""
    if _ITEM.search(text):
        for match in _ITEM.finditer(lower_out(text)):
            yield _Led(match[1].strip(), match.start(1), match.end(1))


def _twice_in_series(text: str) -> Iterator[_Led]:
    """Yield each repeated part of ”gäller diabetes, psoriasis, artrit och psoriasis”; the first part is not judged."""
    for match in _SERIES.finditer(lower_out(text)) if text.count(",") > 1 else ():
        parts, start = [], match.start()
        for part in re.split(r"(, | och | eller | samt )", match[0]):
            if part not in (", ", " och ", " eller ", " samt "):
                parts.append(_Led(part, start, start + len(part)))
            start += len(part)
        known: set[str] = set()
        for led in parts[1:]:
            if led.text in known and "¤" not in led.text:
                yield led
            known.add(led.text)


def _without_status(items: list[_Led]) -> _Led | None:
    """Return the first item in another stage than those before it, when no item says its status."""
    if any(_STATUS.search(item.text) for item in items):
        return None
    stages: set[str] = set()
    for item in items:
        stages |= {stage for stage, words in _STAGES.items() if words.search(item.text)}
        if len(stages) > 1:
            return item
    return None
