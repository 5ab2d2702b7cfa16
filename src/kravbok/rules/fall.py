"""The cases that a rule is asked about: names and values as written, read as what the rule asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kravbok.model.enheter import ENHETER, KRONA, Enhet
from kravbok.model.fel import ModellFel
from kravbok.model.storhet import Storhet, StorhetFel, parse_storhet
from kravbok.model.tid import parse_day
from kravbok.rules.svar import RegelFel, Saknat, number
from kravbok.swedish import closest, format_list

__all__ = ["MAX_FALL", "Last", "Uppgift", "counted", "day", "parse_fall", "read_fall", "word"]

MAX_FALL = 500
MAX_NAMES = 20
MAX_VALUE = 200
MAX_TEXT = 1000
HELA = frozenset({"behandling", "besök", "brist", "gång", "handling", "patient", "person", "tillfälle"})
"""What there is no half of: half a person has no cap of its own. Places and hours may be an average."""

_NUMBER = re.compile(r"[-−]?[0-9][0-9 \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]*(?:,[0-9]+)?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

Last = dict[str, Storhet | date | str]
"""A case as it was read: values by the name that the rule asks for."""


@dataclass(frozen=True, slots=True)
class Uppgift:
    """What a rule asks for: its name, what sort of value, the unit of a count, other names, and if it must be there."""

    namn: str
    sort: Literal["antal", "storhet", "belopp", "värde", "dag", "ord"]
    vad: str
    enhet: Enhet | None = None
    former: tuple[str, ...] = ()
    val: tuple[str, ...] = ()
    kravs: bool = True
    som: Storhet | None = None  # a figure whose kind the value must be of

    @property
    def namnen(self) -> tuple[str, ...]:
        """Every name that the value may be written under."""
        return (self.namn, *self.former)


def counted(enhet: Enhet, vad: str, *, kravs: bool = True) -> Uppgift:
    """Return the question how many of a unit there are; what converts to it may be given instead (dagar for veckor)."""
    alike = (unit for unit in ENHETER.values() if unit.bas == enhet.bas and unit.bas)
    forms = dict.fromkeys(form for unit in (enhet, *alike) for form in (unit.singular, unit.plural) if " " not in form)
    return Uppgift(enhet.plural, "antal", vad, enhet, tuple(forms), kravs=kravs)


def day(namn: str, vad: str, *former: str, kravs: bool = True) -> Uppgift:
    """Return the question on what day something is."""
    return Uppgift(namn, "dag", vad, former=former, kravs=kravs)


def word(namn: str, vad: str, val: Iterable[str] = (), *, kravs: bool = True) -> Uppgift:
    """Return the question for a word; with `val` it is one of those."""
    return Uppgift(namn, "ord", vad, val=tuple(val), kravs=kravs)


def parse_fall(text: str, names: Iterable[str] = ()) -> dict[str, str]:
    """Return the names and values of a case written ”person=A veckor=12”; `names` may have blanks in them.

    A value runs to the next name; a semicolon parts them where that is not plain. Raises RegelFel K371–K373.
    """
    if len(text) > MAX_TEXT:
        raise RegelFel(
            "K373", f"Fallet är längre än {MAX_TEXT} tecken", "Skriv bara de uppgifter som regeln frågar efter."
        )
    if _UNSEEN.search(text):
        raise RegelFel("K372", "Fallet har ett tecken som inte syns", "Skriv om det för hand.")
    known = sorted((name for name in names if " " in name), key=len, reverse=True)
    found: dict[str, str] = {}
    for part in text.split(";"):
        for name, value in _pairs(part, known):
            if name in found:
                raise RegelFel("K371", f"{name} står två gånger i samma fall", "Skriv ett --fall för varje fall.")
            found[name] = value
    if not found:
        raise RegelFel("K371", "Fallet är tomt", "Skriv t.ex. person=A veckor=12.")
    return found


def _pairs(text: str, known: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return names and values of one part: what stands before each = ends with its name."""
    pieces = text.split("=")
    if not text.strip():
        return []
    if len(pieces) == 1:
        raise RegelFel("K371", f"”{text.strip()[:40]}” saknar likhetstecken", "Skriv namn=värde, t.ex. veckor=12.")
    names, values = [], []
    for at, piece in enumerate(pieces):
        value, name = (piece, "") if at == len(pieces) - 1 else _split(piece, known)
        names.append(name)
        values.append(value.strip(" ").strip("\"”'"))
    if values[0] or any(not value for value in values[1:]) or not all(names[:-1]):
        raise RegelFel("K371", f"”{text.strip()[:40]}” är inte namn och värde", "Skriv namn=värde, t.ex. veckor=12.")
    return list(zip(names[:-1], values[1:], strict=True))


def _split(piece: str, known: Sequence[str]) -> tuple[str, str]:
    """Return what stands before a name, and the name: a known one with blanks, or the last word."""
    piece = piece.rstrip(" ")
    for name in known:
        if piece.casefold() == name.casefold() or piece.casefold().endswith(" " + name.casefold()):
            return piece[: len(piece) - len(name)], name
    before, _, last = piece.rpartition(" ")
    return before, last


def read_fall(fall: Sequence[Mapping[str, str]], asked: Sequence[Uppgift]) -> tuple[list[Last], list[Saknat]]:
    """Return the cases as values by name, and what is missing; RegelFel for what the rule does not ask for."""
    if len(fall) > MAX_FALL:
        raise RegelFel("K373", f"Fallen är fler än {MAX_FALL}", "Räkna dem i omgångar.")
    cases = [_read(one, asked) for one in fall or [{}]]
    missing = {item: None for case in cases for item in asked if item.kravs and item.namn not in case}
    return cases, [_missing(item) for item in missing]


def _missing(item: Uppgift) -> Saknat:
    units = {"dag": "en dag, t.ex. 2022-03-14", "ord": format_list(item.val, "eller") if item.val else "ett namn"}
    unit = item.enhet.plural if item.enhet else str(item.som.taljare[0].plural) if item.som and item.som.taljare else ""
    return Saknat(item.namn, units.get(item.sort, unit or "ett tal"), item.vad)


def _read(one: Mapping[str, str], asked: Sequence[Uppgift]) -> Last:
    if len(one) > MAX_NAMES:
        raise RegelFel("K373", f"Fallet har fler än {MAX_NAMES} uppgifter", "Skriv bara dem som regeln frågar efter.")
    by_name = _by_name(asked)
    case: Last = {}
    for name, text in one.items():
        if len(name) > MAX_VALUE or len(text) > MAX_VALUE:
            raise RegelFel("K373", f"Ett värde är längre än {MAX_VALUE} tecken", "Korta det.")
        item = by_name.get(name.casefold())
        if item is None:
            raise RegelFel("K371", f"Regeln frågar inte efter ”{name[:40]}”", _known(name, asked))
        if item.namn in case:
            raise RegelFel("K371", f"{item.namn} står två gånger i samma fall", "Skriv ett fall för varje.")
        case[item.namn] = _value(item, name, text.strip())
    return case


def _by_name(asked: Sequence[Uppgift]) -> dict[str, Uppgift]:
    """Return the questions by the names they answer to; a unit's own names come before what merely converts to it."""
    found: dict[str, Uppgift] = {}
    for item in asked:
        own = (item.namn, *((item.enhet.singular, item.enhet.plural) if item.enhet else ()))
        for name in own:
            found.setdefault(name.casefold(), item)
    for item in asked:
        for name in item.former:
            found.setdefault(name.casefold(), item)
    return found


def _known(name: str, asked: Sequence[Uppgift]) -> str:
    near = closest(name, [form for item in asked for form in item.namnen])
    names = list(dict.fromkeys(item.namn for item in asked))
    known = f"Regeln frågar efter {format_list(names)}." if names else "Regeln frågar inte efter något."
    return f"Menade du {near}?" if near else known


def _value(item: Uppgift, name: str, text: str) -> Storhet | date | str:
    """Return one value as what the rule asks for."""
    if item.sort == "ord":
        return _word(item, text)
    if item.sort == "dag":
        return _day(item, text)
    figure = _figure(item, name, text)
    wanted = item.som if item.som is not None else number(1, *((item.enhet,) if item.enhet else ()))
    if figure.dimension != wanted.dimension and item.sort not in ("belopp", "värde"):
        message = f"{name} är {figure}, men regeln räknar med {_kind(wanted)}"
        raise RegelFel("K372", message, f"Frågan är {item.vad}; skriv det i {_kind(wanted)}.")
    if figure.lag < 0:
        raise RegelFel("K372", f"{name} är mindre än noll: {figure}", "Skriv noll eller mer.")
    if item.enhet is not None and item.enhet.singular in HELA and figure.lag.denominator != 1:
        raise RegelFel("K372", f"{name} är {figure}, men antalet måste vara helt", "Skriv ett helt tal.")
    return figure


def _kind(figure: Storhet) -> str:
    """Return the unit of a figure in words, as after a number of many."""
    over = "·".join(unit.short(one=False) for unit in figure.taljare) or "tal utan enhet"
    return over + "".join(f"/{unit.short(one=True)}" for unit in figure.namnare)


def _word(item: Uppgift, text: str) -> str:
    for allowed in item.val:
        if allowed.casefold() == text.casefold():
            return allowed
    if item.val:
        near = closest(text, item.val)
        hint = f"Menade du {near}?" if near else f"Välj mellan {format_list(item.val, 'och')}."
        raise RegelFel("K372", f"{item.namn} kan inte vara ”{text[:40]}”", hint)
    return text


def _day(item: Uppgift, text: str) -> date:
    try:
        return parse_day(text)
    except ModellFel as error:
        context = error.context or {}
        raise RegelFel("K372", f"{item.namn}: {context['message']}", str(context["hint"])) from None


def _figure(item: Uppgift, name: str, text: str) -> Storhet:
    """Return a figure; a bare number has the unit of the name it is written under, or of what is asked for."""
    unit = ENHETER.get(name.casefold()) if item.enhet else None
    default = unit or item.enhet or (KRONA if item.sort == "belopp" else None)
    if default is None and item.som is not None and len(item.som.taljare) == 1 and not item.som.namnare:
        default = item.som.taljare[0]
    plain = text
    if _NUMBER.fullmatch(text) and default is not None:
        plain = f"{text} {default.tecken or default.plural}"
    try:
        figure = parse_storhet(plain)
    except StorhetFel as error:
        raise RegelFel("K372", f"{name}: {error.message}", error.hint) from None
    if not isinstance(figure, Storhet) or not figure.is_exact:
        hint = f"Frågan är {item.vad}; skriv ett bestämt tal."
        raise RegelFel("K372", f"{name} är {text[:40]}: det går inte att räkna med", hint)
    return figure
