"""What a record must have, and what may not stand together, as conditions that each say in Swedish what to do.

A key that is demanded is a condition of its own, so that the editor names the key; `required` could only speak English.
"""

from __future__ import annotations

from collections.abc import Iterable

from kravbok.model.bas import Modell
from kravbok.model.bok import BilagaLydelse, Upplaga
from kravbok.model.lydelse import Lydelse
from kravbok.model.regel import REGELSLAG, Regel
from kravbok.model.register import Mal
from kravbok.schema.forms import Schema

__all__ = ["conditions_of"]

GIVEN_BY_FOLDER = ("Bilaga.bok",)
"""The keys that the file's place fills in."""

_TIMES = ("galler_fran", "avses_galla_fran")


def conditions_of(model: type[Modell]) -> list[Schema]:
    """Return every condition on a record."""
    demanded = [
        key
        for key, field in model.model_fields.items()
        if field.is_required() and f"{model.__name__}.{key}" not in GIVEN_BY_FOLDER
    ]
    inherits = model is Lydelse
    found = [_demand(key, f"Nyckeln {key} saknas. Lägg till raden ”{key}: …”.", inherits=inherits) for key in demanded]
    return [*found, *_own(model)]


def _own(model: type[Modell]) -> Iterable[Schema]:
    """Return what a record asks of several keys together (the validators of the model)."""
    if model in (Lydelse, Upplaga):
        yield _either(*_TIMES)
    if model is Lydelse:
        yield _either("plats", "i_bok", inherits=True)
    if model is BilagaLydelse:
        yield _any(("text", "fil"), "Bilagan har varken text eller fil. Skriv text eller fil.")
        yield {"if": {"required": ["fil"]}, "then": _missing("alt", "Beskriv vad bilden eller filen visar: ”alt: …”.")}
    if model is Mal:
        yield _any(("niva", "okning", "i_ord"), "Målet saknar niva, okning och i_ord. Skriv t.ex. ”niva: minst 55 %”.")
    if model is Regel:
        for slag, keys in REGELSLAG.items():
            for key in keys:
                hint = f"Regeln ”{slag}” saknar {key}. Skriv {key}, eller skriv ”källan anger inte”."
                yield {"if": _having("slag", {"const": slag}), "then": _missing(key, hint)}


def _missing(key: str, message: str) -> Schema:
    return {"required": [key], "errorMessage": message}


def _having(key: str, form: Schema) -> Schema:
    return {"properties": {key: form}, "required": [key]}


def _inherited(key: str) -> Schema:
    """Return the condition that a wording takes a key from the one before."""
    return _having("som_foregaende", {"contains": {"const": key}})


def _demand(key: str, message: str, *, inherits: bool) -> Schema:
    missing = _missing(key, message)
    return {"if": _inherited(key), "else": missing} if inherits else missing


def _any(keys: tuple[str, ...], message: str) -> Schema:
    """Return the condition that at least one of the keys is there."""
    *before, last = keys
    found = _missing(last, message)
    for key in reversed(before):
        found = {"if": {"required": [key]}, "else": found}
    return found


def _either(one: str, other: str, *, inherits: bool = False) -> Schema:
    """Return the condition that exactly one of two keys is there."""
    lacking: Schema = _missing(one, f"Skriv antingen {one} eller {other}.")
    if inherits:
        for key in (one, other):
            lacking = {"if": _inherited(key), "else": lacking}
    both = {"properties": {other: False}, "errorMessage": f"Här står redan {one}. Ta bort {one} eller {other}."}
    return {"if": {"required": [one]}, "then": both, "else": {"if": {"required": [other]}, "else": lacking}}
