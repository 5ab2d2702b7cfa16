"""Reading a formula: text to tree, with the place of every fault, in time and memory bounded by the limits below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from kravbok.formel.trad import Led, Minus, Namn, Plats, Rakning, Tal
from kravbok.model.storhet import Storhet, StorhetFel, parse_storhet

if TYPE_CHECKING:
    from kravbok.formel.trad import Tecken

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_PARTS", "Formelfel", "parse_formel"]

MAX_LENGTH = 600
MAX_PARTS = 120
MAX_DEPTH = 20
_SHOWN = 20

_HINT = "En formel har namn ur givet, tal, + - * / och parenteser."
_BLANKS = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\n\t", " "))
_ANDRA_TECKEN = {
    "×": "Skriv * för gånger.", "·": "Skriv * för gånger.", "−": "Skriv ett vanligt bindestreck som minus.",
    "–": "Skriv ett vanligt bindestreck som minus.", "÷": "Skriv / för delat med.", ":": "Skriv / för delat med.",
    "^": "Upphöjt till finns inte; skriv ut gångerna.", "%": "Skriv procenttecknet direkt efter ett tal, t.ex. 2 %.",
    ".": "Skriv decimaler med komma, t.ex. 7,5.", "=": "Skriv bara det som ska räknas ut.",
}  # fmt: skip

# Each alternative begins with its own kind of character and repeats only inside one bounded text: linear in its length.
_NAME = r"[a-z][a-z0-9_]{0,39}(?!\w)"
_FIGURE = r"[0-9]+(?: [0-9]+)*(?:,[0-9]+)?(?: ?%(?:/[^\W\d]\w*)*| ?(?:[^\W\d]\w*(?:·[^\W\d]\w*)*)?(?:/[^\W\d]\w*)*)"
_TOKEN = re.compile(rf"(?P<namn>{_NAME})|(?P<tal>{_FIGURE})|(?P<tecken>[-+*/()])| +")


@dataclass(frozen=True, slots=True)
class Formelfel:
    """A fault in a formula: what is wrong, what to write, and where it stands in the text."""

    message: str
    hint: str
    offset: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class _Del:
    """A part of the text: a sign, a name or a figure, and its place."""

    slag: str
    text: str
    plats: Plats
    varde: Storhet | None = None


class _Avbruten(Exception):
    """Carries one fault out of the recursion, never further."""

    def __init__(self, fel: Formelfel) -> None:
        super().__init__(fel.message)
        self.fel = fel


def parse_formel(text: str) -> tuple[Led | None, tuple[Formelfel, ...]]:
    """Return the tree of a formula, or None and its faults; a text over the limits is refused before it is read."""
    if len(text) > MAX_LENGTH:
        message = f"Formeln är längre än {MAX_LENGTH} tecken"
        return None, (Formelfel(message, "Dela upp den i flera kontrollräkningar.", MAX_LENGTH, 1),)
    parts, faults = _split(text.translate(_BLANKS))
    if faults:
        return None, tuple(faults)
    if len(parts) > MAX_PARTS:
        message, at = f"Formeln har fler än {MAX_PARTS} delar", parts[MAX_PARTS].plats[0]
        return None, (Formelfel(message, "Dela upp den i flera kontrollräkningar.", at),)
    try:
        return _Reader(parts, len(text)).whole(), ()
    except _Avbruten as stop:
        return None, (stop.fel,)


def _split(text: str) -> tuple[list[_Del], list[Formelfel]]:
    """Return the parts of a text, and a fault for each piece that is none; one is enough for each word."""
    parts: list[_Del] = []
    faults: list[Formelfel] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            faults.append(_stray(text, position))
            blank = text.find(" ", faults[-1].offset + faults[-1].length)
            position = blank if blank >= 0 else len(text)
            continue
        if match.lastgroup is not None:
            part = _part(match, faults)
            parts += [part] if part is not None else []
        position = match.end()
    return parts, faults


def _part(match: re.Match[str], faults: list[Formelfel]) -> _Del | None:
    """Return one part; a figure that cannot be read adds its fault."""
    text = match[0].rstrip(" ")
    place = (match.start(), match.start() + len(text))
    if match.lastgroup != "tal":
        return _Del(match[0] if match.lastgroup == "tecken" else "namn", match[0], place)
    try:
        value = parse_storhet(text)
    except StorhetFel as fault:
        hint = fault.hint + (" Delat med skrivs med mellanslag: 10 kr / antal." if "/" in text else "")
        faults.append(Formelfel(fault.message, hint, place[0] + fault.offset, max(1, fault.length)))
        return None
    if not isinstance(value, Storhet):  # a figure begins with a digit and has no dash: neither okänt nor a day
        raise TypeError(text)
    return _Del("tal", text, place, value)


def _stray(text: str, start: int) -> Formelfel:
    """Make the fault of a piece that is neither sign, name nor figure."""
    sign = text[start]
    if sign in _ANDRA_TECKEN:
        return Formelfel(f"Tecknet {sign} hör inte hemma i en formel", _ANDRA_TECKEN[sign], start)
    if sign.isalnum() or sign == "_":
        end = start + 1
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        hint = "Ett namn har små bokstäver a–z, siffror och understreck, högst 40 tecken."
        return Formelfel(f"”{text[start : min(end, start + _SHOWN)]}” är inget namn", hint, start, end - start)
    return Formelfel(f"Tecknet {sign!r} hör inte hemma i en formel", _HINT, start)


class _Reader:
    """Reads parts by the rules of precedence: one method a level, and a count of how deep it has come."""

    def __init__(self, parts: list[_Del], end: int) -> None:
        self.parts = parts
        self.end = end
        self.at = 0
        self.depth = 0

    def whole(self) -> Led:
        """Read the whole formula."""
        led = self.sum()
        if self.at < len(self.parts):
            part = self.parts[self.at]
            self.stop("Här saknas ett räknetecken" if part.slag != ")" else "Parentesen har ingen början", part)
        return led

    def sum(self) -> Led:
        """Read terms with plus or minus between them."""
        led = self.product()
        while (sign := self.sign("+", "-")) is not None:
            right = self.product()
            led = Rakning(sign, led, right, (led.plats[0], right.plats[1]))
        return led

    def product(self) -> Led:
        """Read factors with times or divided by between them."""
        led = self.factor()
        while (sign := self.sign("*", "/")) is not None:
            right = self.factor()
            led = Rakning(sign, led, right, (led.plats[0], right.plats[1]))
        return led

    def factor(self) -> Led:
        """Read a name, a figure, a parenthesis or one of these with minus before it."""
        if self.at == len(self.parts):
            raise _Avbruten(Formelfel("Formeln slutar för tidigt", "Skriv ett namn eller ett tal sist.", self.end))
        part = self.parts[self.at]
        self.at += 1
        if part.varde is not None:
            return Tal(part.varde, part.plats)
        if part.slag == "namn":
            return Namn(part.text, part.plats)
        if part.slag not in ("(", "-"):
            self.stop(f"Här ska stå ett namn eller ett tal, inte {part.text}", part)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.stop(f"Formeln är nästlad djupare än {MAX_DEPTH} steg", part, "Ta bort överflödiga parenteser.")
        led = self.enclosed(part) if part.slag == "(" else self.negated(part)
        self.depth -= 1
        return led

    def negated(self, part: _Del) -> Led:
        """Read what a minus sign turns."""
        led = self.factor()
        return Minus(led, (part.plats[0], led.plats[1]))

    def enclosed(self, part: _Del) -> Led:
        """Read to the end of a parenthesis."""
        led = self.sum()
        if self.at == len(self.parts):
            self.stop("Parentesen är inte avslutad", part, "Sätt ) där den slutar.")
        if self.parts[self.at].slag != ")":
            self.stop("Här saknas ett räknetecken", self.parts[self.at])
        self.at += 1
        return led

    def sign(self, *wanted: Tecken) -> Tecken | None:
        """Take the next part when it is one of these signs."""
        slag = self.parts[self.at].slag if self.at < len(self.parts) else ""
        found = next((sign for sign in wanted if sign == slag), None)
        self.at += found is not None
        return found

    def stop(self, message: str, part: _Del, hint: str = _HINT) -> NoReturn:
        """Leave the reading with a fault at a part."""
        raise _Avbruten(Formelfel(message, hint, part.plats[0], part.plats[1] - part.plats[0]))
