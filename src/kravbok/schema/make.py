"""make_schema: the JSON Schema of a kind of record, from its model, so that an editor says what kravbok would say."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BeforeValidator
from pydantic.fields import FieldInfo

from kravbok.model.bas import Modell
from kravbok.model.inspel import Blev, Fran, Givet
from kravbok.model.lydelse import IBok
from kravbok.schema.conditions import conditions_of
from kravbok.schema.forms import FORMS, Schema, make_text, pattern_of, word_form
from kravbok.schema.slag import SLAG
from kravbok.schema.snippets import snippets_of
from kravbok.schema.words import meaning_of_post, meanings_of_values, title_of
from kravbok.swedish import format_list

__all__ = ["make_schema"]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""What editors read best; it names the language of the schema, and nothing is fetched from there."""

MAX_LISTED = 12
"""So many keys may a message list."""

_WORDS: dict[type[Modell], tuple[str, ...]] = {Fran: ("okänd",), Blev: ("okänt", "okänd"), IBok: ("okänt",), Givet: ()}
"""The records that a word may stand for; any text for a given value."""

_CASE: Schema = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": r"^[\s\S]{1,200}$"},
    "additionalProperties": {
        "type": ["string", "number"],
        "pattern": r"^[\s\S]{1,200}$",
        "errorMessage": "Varje värde ska vara ett ord eller ett tal.",
    },
    "errorMessage": "Skriv nycklar och värden, t.ex. {person: A, veckor: 12}.",
}
_FIELDS: dict[str, Schema] = {
    "Exempel.givet": {**_CASE, "type": ["object", "array"], "minItems": 1, "items": _CASE},
    "Kravbok.format": pattern_of("1", 'Skriv format: "1".', "1"),
    "Organisation.diarienummer": {
        **pattern_of(r".*\{nummer\}.*", "Skriv t.ex. {organ}/{nummer}/{år}.", "{organ}/{nummer}/{år}"),
        "maxLength": 60,
    },
}
"""The fields whose own check no form tells of."""


def make_schema(slag: str) -> Schema:
    """Return the schema of a kind of record (a name in SLAG): draft-07, in Swedish, and without references."""
    word, meaning = meaning_of_post(SLAG[slag].__name__)
    head = {"$schema": DRAFT, "title": word.capitalize(), "description": meaning}
    return {**head, **_record(SLAG[slag])}


def _record(model: type[Modell]) -> Schema:
    properties = {name: _property(model, name, field) for name, field in model.model_fields.items()}
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "errorMessage": _remedy(meaning_of_post(model.__name__)[0], list(properties)),
    }
    if conditions := conditions_of(model):
        schema["allOf"] = conditions
    if snippets := snippets_of(model):
        schema["defaultSnippets"] = snippets
    return schema


def _remedy(word: str, keys: list[str]) -> str:
    """Return what to do about a key that is not there, and about a value where keys should stand."""
    start = f"Här ska stå nycklar ur posten ”{word}”, rätt stavade"
    return f"{start}: {format_list(keys)}." if len(keys) <= MAX_LISTED else f"{start}. Ctrl+mellanslag visar dem."


def _property(model: type[Modell], name: str, field: FieldInfo) -> Schema:
    full = f"{model.__name__}.{name}"
    schema = _FIELDS.get(full) or _value(field.annotation, tuple(field.metadata), full)
    return {"title": title_of(name), "description": field.description, **schema}


def _value(annotation: Any, checks: tuple[Any, ...], field: str) -> Schema:
    """Return the form of a type with its checks; `field` names where it stands, for the meanings of its words."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(parts[0], (*parts[1:], *checks), field)
    if origin in (Union, UnionType):
        (one,) = (part for part in parts if part is not type(None))
        return _value(one, checks, field)
    if isinstance(annotation, type) and issubclass(annotation, Modell):
        return _record_or_word(annotation)
    return _read_by(checks) or _plain(annotation, checks, field)


def _plain(annotation: Any, checks: tuple[Any, ...], field: str) -> Schema:
    """Return the form of a word, a list, a mapping or free text; any other type is a fault of the program."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return _choice(parts, field)
    if origin is tuple:
        return _list(parts[0], checks, field)
    if origin is Mapping:
        return _mapping(parts, field)
    if annotation is not str:
        raise TypeError(f"{field}: {annotation} has no form")
    return make_text(_limit(checks, "min_length") or 0, _limit(checks, "max_length"))


def _read_by(checks: tuple[Any, ...]) -> Schema | None:
    """Return the form of what a check lets through; the last one says most."""
    functions = [check.func for check in checks if isinstance(check, AfterValidator | BeforeValidator)]
    return FORMS[functions[-1]] if functions else None


def _limit(checks: tuple[Any, ...], name: str) -> int | None:
    """Return a limit of length, which stands bare or within a Field."""
    bare = [item for check in checks for item in (check.metadata if isinstance(check, FieldInfo) else [check])]
    found = [limit for item in bare if (limit := getattr(item, name, None)) is not None]
    return found[-1] if found else None


def _choice(words: tuple[str, ...], field: str) -> Schema:
    meanings = [meanings_of_values(field)[word] for word in words]
    return {
        "type": "string",
        "enum": list(words),
        "enumDescriptions": meanings,
        "markdownEnumDescriptions": meanings,
        "errorMessage": f"Det kan inte stå här. Välj mellan {format_list(list(words))}.",
    }


def _record_or_word(model: type[Modell]) -> Schema:
    schema = _record(model)
    return word_form(schema, *_WORDS[model]) if model in _WORDS else schema


def _list(kind: Any, checks: tuple[Any, ...], field: str) -> Schema:
    schema: Schema = {
        "type": "array",
        "items": _value(kind, (), field),
        "errorMessage": "Skriv en lista: [ett, två], eller ett värde per rad efter bindestreck.",
    }
    least, most = _limit(checks, "min_length"), _limit(checks, "max_length")
    return schema | ({"minItems": least} if least else {}) | ({"maxItems": most} if most else {})


def _mapping(parts: tuple[Any, ...], field: str) -> Schema:
    names = _value(parts[0], (), field)
    return {
        "type": "object",
        "propertyNames": {key: names[key] for key in ("pattern", "patternErrorMessage") if key in names},
        "additionalProperties": _value(parts[1], (), field),
        "errorMessage": "Skriv en nyckel per rad, indragna, var och en med sitt värde.",
    }
