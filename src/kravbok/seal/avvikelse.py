"""What differs between what was sealed and what stands now, record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from kravbok.seal.innehall import Innehall

__all__ = ["STANGDA", "Avvikelse", "compare"]

STANGDA = ("krav", "kapitel", "bilaga", "begrepp", "leverans")
"""The kinds of records of which a sealed edition takes no more; other registers live on beside it."""


@dataclass(frozen=True, slots=True)
class Avvikelse:
    """A record that is not as it was sealed, with both checksums (or both places, for one that was moved)."""

    slag: Literal["ändrad", "tillkommen", "borttagen", "flyttad"]
    post: str
    forseglad: str = ""
    nu: str = ""


def compare(sealed: Innehall, now: Innehall) -> list[Avvikelse]:
    """Return every record that differs, each once and in order of name."""
    found = {item.post: item for item in (*_order(sealed, now), *_lists(sealed, now), *_records(sealed, now))}
    return [found[name] for name in sorted(found)]


def _records(sealed: Innehall, now: Innehall) -> Iterator[Avvikelse]:
    for name, before in sealed.poster.items():
        after = now.poster.get(name)
        if after is None:
            yield Avvikelse("borttagen", name, before)
        elif after != before:
            yield Avvikelse("ändrad", name, before, after)
    for name, after in now.poster.items():
        if name not in sealed.poster and name.partition("/")[0] in STANGDA:
            yield Avvikelse("tillkommen", name, "", after)


def _lists(sealed: Innehall, now: Innehall) -> Iterator[Avvikelse]:
    """Yield each record with a growing list that has lost something, or has it no more as it was."""
    for name, before in sealed.vaxer.items():
        for value in Counter(before) - Counter(now.vaxer.get(name, ())):
            yield Avvikelse("ändrad", name.rpartition("/")[0], value, "saknas")


def _order(sealed: Innehall, now: Innehall) -> Iterator[Avvikelse]:
    """Yield what stands in another order, each list for itself; what came or went is told elsewhere."""
    after = dict(now.kapitel)
    yield from _moved("kapitel", "boken", [name for name, _ in sealed.kapitel], list(after))
    for chapter, clauses in sealed.kapitel:
        yield from _moved("krav", chapter, clauses, after.get(chapter, ()))
    yield from _moved("krav", "utanför kraven", sealed.utanfor, now.utanfor)
    yield from _moved("bilaga", "boken", sealed.bilagor, now.bilagor)


def _moved(kind: str, where: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Avvikelse]:
    if before == after:
        return
    old, new = [name for name in before if name in set(after)], [name for name in after if name in set(before)]
    for tag, start, end, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for name in old[start:end] if tag in ("delete", "replace") else ():
            places = (f"nr {names.index(name) + 1} i {where}" for names in (old, new))
            yield Avvikelse("flyttad", f"{kind}/{name}", *places)
