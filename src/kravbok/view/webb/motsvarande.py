"""Requirements of other books that correspond to a requirement, as `motsvarar` of either of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kravbok.swedish import sort_key
from kravbok.view.parts import Bit
from kravbok.view.webb.adress import krav_adress
from kravbok.view.webb.lage import name_upplaga
from kravbok.view.webb.sida import rot
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["Motsvarande", "find_motsvarande"]

Motsvarande = Mapping[str, tuple[Bit, ...]]
"""By a requirement's id, the ways to those that correspond to it, each where its book holds it last."""


def find_motsvarande(bocker: Sequence[BokensUpplagor]) -> Motsvarande:
    """Return what corresponds to each requirement; one that only one of the two names goes both ways."""
    pairs: dict[str, dict[str, None]] = {}
    for book in bocker:
        for item in book.upplagor:
            for clause in item.utgivning.klausuler.values():
                for there in clause.lydelse.motsvarar:
                    pairs.setdefault(clause.id, {})[there] = None
                    pairs.setdefault(there, {})[clause.id] = None
    return {krav: tuple(_ways(bocker, sorted(others, key=sort_key))) for krav, others in pairs.items()}


def _ways(bocker: Sequence[BokensUpplagor], names: Sequence[str]) -> list[Bit]:
    return [
        Bit(
            f"{item.utgivning.klausuler[name].lydelse.rubrik} ({name}) i {book.bok.titel} "
            f"{name_upplaga(item.utgivning.upplaga)}",
            rot(krav_adress(item.utgivning, name)),
        )
        for name in names
        for book in bocker
        for item in book.holding(name)[-1:]
    ]
