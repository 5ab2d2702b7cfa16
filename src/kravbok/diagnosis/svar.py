"""Svar: what is known of one question, how it is judged, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Bedomning", "Svar", "fel", "name_some", "obesvarad", "ok", "se_over"]

_SHOWN = 3


class Bedomning(StrEnum):
    """How an answer is judged, in the words that are shown."""

    OK = "ok"
    SE_OVER = "att se över"
    FEL = "fel"
    OBESVARAD = "obesvarad"


@dataclass(frozen=True, slots=True)
class Svar:
    """The answer to a question in a sentence, and a command or a step where there is something to do."""

    bedomning: Bedomning
    text: str
    atgard: str = ""


def ok(text: str) -> Svar:
    """Return an answer with nothing to do."""
    return Svar(Bedomning.OK, text)


def se_over(text: str, atgard: str) -> Svar:
    """Return an answer that somebody ought to look into."""
    return Svar(Bedomning.SE_OVER, text, atgard)


def fel(text: str, atgard: str) -> Svar:
    """Return an answer that stands in the way."""
    return Svar(Bedomning.FEL, text, atgard)


def obesvarad(text: str, atgard: str) -> Svar:
    """Return that a question cannot be answered, and where the answer is to be found."""
    return Svar(Bedomning.OBESVARAD, text, atgard)


def name_some(names: Sequence[str]) -> str:
    """Return the first few names, and how many more there are."""
    shown = ", ".join(name if len(name) <= 80 else f"{name[:80]}…" for name in names[:_SHOWN])
    return f"{shown} och {len(names) - _SHOWN} till" if len(names) > _SHOWN else shown
