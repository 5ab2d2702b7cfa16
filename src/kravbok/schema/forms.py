"""How a value that is read from text looks: a pattern, the kinds of YAML value it may be, examples, and what to write.

kravbok reads every value as text, but an editor's YAML makes numbers of some: a form says which of them are meant.
"""

from __future__ import annotations

import inspect
import re
from typing import Any, get_args

from kravbok.model import bas, webbplats
from kravbok.model.bas import (
    Adress,
    BokId,
    Dag,
    Forgegrupp,
    Hash,
    Heltal,
    KravId,
    Kravserie,
    Namn,
    Rader,
    Siffra,
    SiffraNamn,
    TidVarde,
)
from kravbok.model.farg import Farg

__all__ = ["FORMS", "Schema", "make_text", "pattern_of", "word_form"]

Schema = dict[str, Any]

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_UNKNOWN = "okänt|okänd|källan anger inte"
_DAY_OR_UNKNOWN = {
    "type": "string",
    "pattern": f"^({_DAY}|{_UNKNOWN})$",
    "patternErrorMessage": "Skriv dagen som 2022-01-01, eller okänt.",
}
_ADDRESS = "https?://[^\\s<>\"'`{}|\\\\^]+"
_COUNTS = ("1", "2022", "1" * 64)
_NUMBERS = ("1.5", "1e5", "1" * 31 + "e" + "1" * 32)


def pattern_of(pattern: str, message: str, *examples: str) -> Schema:
    """Return the form of a text that is the pattern from end to end; a number may stand where its digits match."""
    whole = re.compile(pattern)
    kinds = ["string"]
    if any(map(whole.fullmatch, _COUNTS)):
        kinds.append("integer")
    if any(map(whole.fullmatch, _NUMBERS)):
        kinds[1:] = ["number"]
    return {
        "type": kinds if len(kinds) > 1 else kinds[0],
        "pattern": f"^(?:{pattern})$",
        "patternErrorMessage": message,
        "errorMessage": message,
        **({"examples": list(examples)} if examples else {}),
    }


def make_text(shortest: int, longest: int | None) -> Schema:
    """Return the form of free text; its length is a pattern, since only a pattern can say what is wrong in Swedish."""
    message = "Skriv text. Ordet true eller false ska stå inom citattecken."
    if longest is None and not shortest:
        return {"type": ["string", "number"], "errorMessage": message}
    return {
        "type": ["string", "number"],
        "pattern": rf"^[\s\S]{{{shortest},{'' if longest is None else longest}}}$",
        "patternErrorMessage": f"Texten ska ha {shortest}–{longest} tecken: korta den, eller ta bort raden.",
        "errorMessage": message,
    }


def word_form(schema: Schema, *words: str) -> Schema:
    """Return a record's form where a single word may stand in its place."""
    message = f"Skriv nycklar och värden, eller {' eller '.join(words)}."
    pattern = {"pattern": f"^({'|'.join(words)})$", "patternErrorMessage": message} if words else {}
    return {**schema, "type": ["object", "string"], **pattern}


def _named(kind: Any, *examples: str) -> Schema:
    """Return the form of a name as the model itself has it: its pattern and its remedy."""
    inside = inspect.getclosurevars(_check(kind)).nonlocals
    return pattern_of(inside["pattern"].pattern, inside["hint"], *examples)


def _check(kind: Any) -> Any:
    """Return the function that reads or checks a type."""
    return get_args(kind)[-1].func


def _tid() -> Schema:
    message = "Skriv dagen som 2022-01-01, månaden som 2022-01, året som 2022, {senast: 2022-01-01} eller okänt."
    return {
        "type": ["string", "integer", "object"],
        "pattern": f"^([0-9]{{4}}(-[0-9]{{2}}){{0,2}}|{_UNKNOWN})$",
        "minimum": 1000,
        "maximum": 9999,
        "if": {"type": "object"},
        "then": {
            "properties": {
                "senast": {"title": "senast", "description": "Senast den dagen.", **_DAY_OR_UNKNOWN},
                "tidigast": {"title": "tidigast", "description": "Tidigast den dagen.", **_DAY_OR_UNKNOWN},
            },
            "additionalProperties": False,
            "errorMessage": message,
        },
        "minProperties": 1,
        "maxProperties": 1,
        "patternErrorMessage": message,
        "errorMessage": message,
        "examples": ["2022-01-01"],
    }


def _siffra() -> Schema:
    message = (
        "Skriv talet och enheten, t.ex. 1 000 kr/vecka, 7,5 % eller minst 2/år; en dag som 2022-01-01; eller okänt."
    )
    blank = "[ \u00a0\u202f\u2009]"
    figure = rf"(?:(?:minst|högst|mer{blank}än|mindre{blank}än){blank}+)?[-−]?[0-9].{{0,60}}"
    return {
        **pattern_of(rf"{blank}*(?:{_UNKNOWN}|{figure}){blank}*", message, "1 000 kr/vecka", "minst 55 %"),
        "type": ["string", "integer"],
    }


def _heltal() -> Schema:
    form = pattern_of("[0-9]{1,6}", "Skriv ett heltal med siffror, t.ex. 40.", "10")
    return {**form, "minimum": 0, "maximum": 999_999}


FORMS: dict[Any, Schema] = {
    _check(KravId): _named(KravId, "HV-LIST-001"),
    _check(Kravserie): _named(Kravserie, "HV-PAF"),
    _check(Forgegrupp): _named(Forgegrupp, "@regionen/jurister"),
    _check(BokId): _named(BokId),
    _check(bas.UpplagaId): _named(bas.UpplagaId, "2022"),
    _check(Namn): _named(Namn),
    _check(SiffraNamn): _named(SiffraNamn, "sats"),
    _check(Hash): _named(Hash),
    _check(Heltal): _heltal(),
    _check(Dag): pattern_of(_DAY, "Skriv datumet som 2022-01-01.", "2022-01-01"),
    _check(TidVarde): _tid(),
    _check(Siffra): _siffra(),
    _check(Rader): pattern_of("[0-9]{1,6}(?:-[0-9]{1,6})?", "Skriv första och sista raden, t.ex. 870-872.", "870-872"),
    _check(Adress): pattern_of(_ADDRESS, "Skriv en adress som börjar med https://.", "https://exempel.se/"),
    _check(Farg): pattern_of(
        "#[0-9a-fA-F]{6}", 'Skriv sex siffror 0–9 och a–f efter #, inom citattecken: "#00567a".', "#00567a"
    ),
    _check(webbplats.Webbplats): pattern_of(
        "https://[^\\s<>\"'`{}|\\\\^?#]+",
        "Skriv adressen till webbplatsens första sida, t.ex. https://krav.exempel.se/.",
    ),
    _check(webbplats.Felrapport): pattern_of(
        "(?:https://|mailto:)[^\\s<>\"'`|\\\\^]+", "Börja med https:// eller mailto:; {fil}, {rad} och {krav} byts ut."
    ),
    _check(webbplats.Logotyp): pattern_of(
        r"[a-z0-9][a-z0-9-]{0,59}\.(?:svg|png)", "Döp filen med a–z, siffror och bindestreck, t.ex. regionen.svg."
    ),
}
"""The form of what each function of the model reads or checks; a type with another has no schema."""
