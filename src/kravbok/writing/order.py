"""The canonical order of keys: that of the model's fields. Names that editors choose themselves keep their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from kravbok.model.bas import Modell
from kravbok.writing.nodes import Collection, Entry, Page, Scalar

__all__ = ["arrange", "arrange_page"]


def arrange_page(page: Page, model: type[Modell]) -> None:
    """Put the keys of a record in order; comments that a blank line parts from the first key stay at the top."""
    if page.root is None or not page.root.entries:
        return
    first = page.root.entries[0]
    if "" in first.lead:
        cut = len(first.lead) - first.lead[::-1].index("")
        page.start.lead += first.lead[:cut]
        first.lead = first.lead[cut:]
    arrange(page.root, model)
    first = page.root.entries[0]
    while page.start.lead and first.lead[:1] == [""]:
        first.lead.pop(0)


def arrange(value: Scalar | Collection | None, kind: Any) -> None:
    """Put the keys of a value of a kind, and of all in it, in the order of the model's fields; unknown keys last."""
    if not isinstance(value, Collection):
        return
    if value.kind == "list":
        inner = next(_arguments(kind, tuple), Any)
        for entry in value.entries:
            arrange(entry.value, inner)
        return
    model = _model(kind, {_name(entry) for entry in value.entries})
    if model is not None:
        places = {name: number for number, name in enumerate(model.model_fields)}
        value.entries.sort(key=lambda entry: places.get(_name(entry), len(places)))
        for entry in value.entries:
            known = model.model_fields.get(_name(entry))
            arrange(entry.value, known.annotation if known is not None else Any)
        return
    inner = next(_arguments(kind, Mapping, -1), Any)
    for entry in value.entries:
        arrange(entry.value, inner)


def _name(entry: Entry) -> str:
    return entry.key.value if entry.key is not None else ""


def _kinds(kind: Any) -> Iterator[Any]:
    """Yield what an annotation may stand for, without its validators."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _kinds(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for item in get_args(kind):
            yield from _kinds(item)
    else:
        yield kind


def _arguments(kind: Any, wanted: type, number: int = 0) -> Iterator[Any]:
    """Yield what a tuple or a mapping holds, for each that the annotation allows."""
    for item in _kinds(kind):
        origin = get_origin(item)
        if isinstance(origin, type) and issubclass(origin, wanted):
            yield get_args(item)[number]


def _model(kind: Any, names: set[str]) -> type[Modell] | None:
    """Return the model that knows most of the keys."""
    models = [item for item in _kinds(kind) if isinstance(item, type) and issubclass(item, Modell)]
    return max(models, key=lambda model: len(names & model.model_fields.keys()), default=None)
