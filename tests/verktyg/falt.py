"""Every field of the model, filled and exchanged: values are found from the types; a new field needs nothing here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kravbok.model.bas import Modell

_WORDS = (
    "ett ord", "ett annat", "aaa", "bbb", "AA-BBB-001", "AA-BBB-002", "a" * 64, "b" * 64, "https://a.se",
    "https://b.se", "#102030", "#405060", "a.svg", "b.png", "2020-01-02", "2020-03-04", "11", "12", "3-4",
    "5-6", "1 kr", "2 kr", "{nummer}/{år}", "{nummer}-{år}", "1", "@a/b", "@c/d",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Falt:
    """A field of a record or a part: the models and keys that lead to it, and its own model and key."""

    path: tuple[str | int, ...]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The field as ”Model.key”."""
        return self.names[-1]


def values(model: type[Modell], key: str) -> tuple[Any, ...]:
    """Some different values that a field may have, the first used to fill it."""
    return tuple(value for _, value in _valid(model, key))


@cache
def _valid(model: type[Modell], key: str) -> tuple[tuple[Any, Any], ...]:
    """What an editor may write in a field, and what it is read as."""
    field = model.model_fields[key]
    whole = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    kind: Any = whole
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    found: list[tuple[Any, Any]] = []
    for raw in _raw(whole):
        try:
            value = adapter.validate_python(raw)
        except ValidationError:
            continue
        if value is not None and value not in [known for _, known in found]:
            found.append((raw, value))
    return tuple(found)


def _raw(kind: Any) -> Iterator[Any]:
    """Values as an editor may write them, for a type."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _raw(parts[0])
        yield from _WORDS
    elif origin in (Union, UnionType):
        for part in parts:
            if part is not NoneType:
                yield from _raw(part)
    elif origin is Literal:
        yield from parts
    elif origin is tuple:
        yield from ([raw] for raw in _raw(parts[0]))
    elif origin is not None and issubclass(origin, Mapping):
        yield from ({name: raw} for name in _raw(parts[0]) for raw in _raw(parts[1]))
    elif isinstance(kind, type) and issubclass(kind, Modell):
        yield from ({**_required(kind, nth), **extra} for nth in (0, 1) for extra in ({}, {"slag": "återkommande"}))
    else:
        yield from _WORDS if kind is not Any else ({"a": "b"}, {"a": "c"}, *_WORDS)


def _required(model: type[Modell], nth: int) -> dict[str, Any]:
    """What a part must have, as an editor writes it."""
    needed = {"minst": "aaa"} if "nagon_av" in model.model_fields else {}
    needed |= {"i_ord": "aaa"} if "i_ord" in model.model_fields else {}
    keys = [key for key, field in model.model_fields.items() if field.is_required()]
    found = {key: _valid(model, key) for key in keys}
    return {key: rows[min(nth, len(rows) - 1)][0] for key, rows in found.items() if rows} | needed


def fill(value: Any, kept: frozenset[str]) -> Any:
    """A record with every empty field filled, but those that are kept as they are (”Model.key”)."""
    if isinstance(value, Modell):
        model = type(value)
        new = {
            key: fill(getattr(value, key) or values(model, key)[0], kept)
            for key in model.model_fields
            if f"{model.__name__}.{key}" not in kept
        }
        return value.model_copy(update=new)
    if isinstance(value, Mapping):
        return {key: fill(item, kept) for key, item in value.items()}
    return tuple(fill(item, kept) for item in value) if isinstance(value, tuple) else value


def fields(value: Any, path: tuple[str | int, ...] = (), names: tuple[str, ...] = ()) -> Iterator[Falt]:
    """Every field of a record and of the parts in it."""
    if isinstance(value, Modell):
        for key in type(value).model_fields:
            name = f"{type(value).__name__}.{key}"
            inner = list(fields(getattr(value, key), (*path, key), (*names, name)))
            yield from inner or [Falt((*path, key), (*names, name))]
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from fields(item, (*path, key), names)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from fields(item, (*path, index), names)


def exchange(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The same record with one field exchanged."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, Modell):
        return value.model_copy(update={str(first): exchange(getattr(value, str(first)), rest, new)})
    if isinstance(value, Mapping):
        return {**value, first: exchange(value[first], rest, new)}
    return tuple(exchange(item, rest, new) if index == first else item for index, item in enumerate(value))


def value_at(value: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path, and the part that holds it."""
    for key in path:
        value = getattr(value, str(key)) if isinstance(value, Modell) else value[key]
    return value
