"""Two states of one record compared: which wording is which, and what differs, by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kravbok.model.fel import ModellFel
from kravbok.model.tid import parse_tid

__all__ = ["Stand", "compare", "make_stand"]

Wording = Mapping[str, Any]
Slag = Literal["först i git", "ändrad", "ändrad i efterhand", "flyttad", "borttagen", "åter i git"]
_BEGINS = ("galler_fran", "avses_galla_fran")


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """How a record stands: its file, its keys, its wordings under numbers that follow them, and how it stood before."""

    path: str
    post: Mapping[str, Any]
    lydelser: tuple[tuple[int, Wording], ...]
    fore: Stand | None = None
    borta: bool = False

    def is_same(self, other: Stand) -> bool:
        """Whether nothing has happened between the two."""
        return self.path == other.path and self.post == other.post and self.borta == other.borta

    def has_been(self, other: Stand) -> bool:
        """Whether the record stood as the other on its way here."""
        stand = self.fore
        while stand is not None and stand is not other:
            stand = stand.fore
        return stand is not None


def make_stand(path: str, post: Mapping[str, Any], before: Stand | None, free: int) -> Stand:
    """Return a state whose wordings have the numbers of those before that they continue, or new ones from `free`."""
    written = post.get("lydelser")
    wordings = _filled([item for item in written if isinstance(item, dict)] if isinstance(written, list) else [])
    known = _pair([item for _, item in before.lydelser] if before else [], wordings)
    numbers = []
    for index in range(len(wordings)):
        if before is not None and index in known:
            numbers.append(before.lydelser[known[index]][0])
        else:
            numbers.append(free)
            free += 1
    return Stand(path, post, tuple(zip(numbers, wordings, strict=True)), before)


def _filled(wordings: list[dict[str, Any]]) -> list[Wording]:
    """Return the wordings with what they say is the same as in the one before (`som_foregaende`)."""
    filled: list[Wording] = []
    for wording in wordings:
        names = wording.get("som_foregaende")
        before = filled[-1] if filled else {}
        taken = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
        own = {key: value for key, value in wording.items() if key != "som_foregaende"}
        filled.append({**{name: before[name] for name in taken if name in before}, **own})
    return filled


def _pair(before: list[Wording], after: list[Wording]) -> dict[int, int]:
    """Return which wording before each one continues: same day and edition, then same day, then same place."""
    found: dict[int, int] = {}
    for key in (lambda item: (_begins(item), str(item.get("upplaga"))), _begins):
        places: dict[Any, list[int]] = {}
        for at, item in enumerate(before):
            if at not in found.values():
                places.setdefault(key(item), []).append(at)
        for at, item in enumerate(after):
            if at not in found and places.get(key(item)):
                found[at] = places[key(item)].pop(0)
    for at in range(min(len(before), len(after))):
        if at not in found and at not in found.values():
            found[at] = at
    return found


def _begins(wording: Wording) -> str:
    """Return the day that a wording is to hold from, as written, decided or proposed."""
    return str(next((wording[key] for key in _BEGINS if key in wording), ""))


def compare(before: Stand | None, after: Stand, day: date | None) -> Iterator[tuple[Slag, int | None, tuple[str, ...]]]:
    """Yield what happened between two states: kind, the number of the wording (None for the record) and the keys.

    A wording that had begun to hold by the day before the change is changed afterwards (”i efterhand”).
    """
    old = dict(before.lydelser) if before is not None else {}
    if before is not None and before.borta:
        yield "åter i git", None, ()
    if before is not None and before.path != after.path:
        yield "flyttad", None, ()
    for number, wording in after.lydelser:
        if number not in old:
            yield "först i git", number, ()
        elif keys := _differing(old[number], wording):
            yield "ändrad i efterhand" if _had_begun(old[number], day) else "ändrad", number, keys
    for number in old.keys() - dict(after.lydelser).keys():
        yield "borttagen", number, ()
    if before is not None and (keys := _differing(before.post, after.post, skip=("lydelser",))):
        yield "ändrad", None, keys


def _differing(before: Wording, after: Wording, skip: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the keys whose values differ; of a value with keys of its own, those (`siffror.tak`)."""
    found: list[str] = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if key in skip or old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            found += [f"{key}.{name}" for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
        else:
            found.append(key)
    return tuple(found)


def _had_begun(wording: Wording, day: date | None) -> bool:
    """Whether a decided wording certainly held before the day; a change that is not committed has no day."""
    try:
        last = parse_tid(wording.get("galler_fran")).latest
    except ModellFel:
        return False
    return last is not None and day is not None and last < day
