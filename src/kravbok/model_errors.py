"""Turn what pydantic says about a record into findings in Swedish, each at the place of its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kravbok.finding import Brist, Finding
from kravbok.model.bas import Modell
from kravbok.register import locate
from kravbok.swedish import closest, format_list, misspelt

__all__ = ["explain_errors", "known_keys"]

_KINDS = {
    "string_type": Brist("K107", "Här ska stå text", "Skriv värdet på samma rad, utan klamrar."),
    "tuple_type": Brist("K107", "Här ska stå en lista", "Skriv [ett, två], eller ett värde per rad efter bindestreck."),
    "list_type": Brist("K107", "Här ska stå en lista", "Skriv [ett, två], eller ett värde per rad efter bindestreck."),
    "dict_type": Brist("K107", "Här ska stå nycklar och värden", "Skriv en nyckel per rad, indragna."),
    "mapping_type": Brist("K107", "Här ska stå nycklar och värden", "Skriv en nyckel per rad, indragna."),
    "model_type": Brist("K107", "Här ska stå nycklar och värden", "Skriv en nyckel per rad, indragna."),
    "too_short": Brist("K102", "Listan är tom", "Skriv minst ett värde, eller ta bort raden."),
    "string_too_short": Brist("K023", "Värdet är tomt", "Skriv ett värde, skriv okänt, eller ta bort raden."),
}


def explain_errors(model: type[Modell], error: ValidationError, path: str, data: bytes, number: int) -> list[Finding]:
    """Return a finding for each fault in a record."""
    real = (item for item in error.errors(include_url=False) if item["type"] != "too_short" or not item["input"])
    return [_explain(model, item, path, data, number) for item in real]


def _explain(model: type[Modell], item: Any, path: str, data: bytes, number: int) -> Finding:
    where = tuple(part for part in item["loc"] if part != "[key]")
    kind = item["type"]
    on_key = kind in ("extra_forbidden", "missing") or "[key]" in item["loc"]
    position = locate(path, data, number, where if kind != "missing" else where[:-1], key=on_key)
    return _say(model, item, kind, where).at(position)


def _say(model: type[Modell], item: Any, kind: str, where: tuple[Any, ...]) -> Brist:
    """Return what is wrong, for one of pydantic's errors."""
    context = item.get("ctx", {})
    if kind == "kravbok":
        return Brist(context["code"], context["message"], context["hint"])
    if kind == "extra_forbidden":
        return _unknown_key(model, where)
    if kind == "missing":
        return Brist("K102", f"Nyckeln {where[-1]} saknas", f"Lägg till raden ”{where[-1]}: …”.")
    if kind == "literal_error":
        return _not_allowed(str(item["input"]), context["expected"])
    if kind in ("string_too_long", "too_long"):
        what = "Värdet är längre än {} tecken" if kind == "string_too_long" else "Listan har fler än {} värden"
        return Brist("K109", what.format(context["max_length"]), "Korta det, eller dela upp det.")
    return _KINDS.get(kind, Brist("K107", "Värdet är av fel slag", "Jämför med en post som fungerar."))


def _unknown_key(model: type[Modell], where: tuple[Any, ...]) -> Brist:
    keys = known_keys(model, where[:-1])
    near = closest(str(where[-1]), keys)
    hint = f"Menade du {near}?" if near else f"Här kan stå: {', '.join(keys)}."
    return Brist("K101", f"Nyckeln ”{str(where[-1])[:40]}” finns inte", hint, misspelt(str(where[-1]), keys))


def _not_allowed(value: str, expected: str) -> Brist:
    allowed = re.findall(r"'([^']*)'", expected)
    near = closest(value, allowed)
    hint = f"Menade du {near}?" if near else f"Välj mellan {format_list(allowed)}."
    return Brist("K104", f"”{value[:40]}” kan inte stå här", hint, misspelt(value, allowed))


def known_keys(model: type[BaseModel], where: tuple[Any, ...]) -> list[str]:
    """Return the keys that may stand at a place in a record."""
    models = [model]
    for part in where:
        if not isinstance(part, str) or not any(part in item.model_fields for item in models):
            continue
        models = [
            found
            for item in models
            if part in item.model_fields
            for found in _models(item.model_fields[part].annotation)
        ]
    return [name for item in models for name in item.model_fields]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
