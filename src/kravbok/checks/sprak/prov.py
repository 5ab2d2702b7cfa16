"""One text of a wording on trial: what the language rules share of it, and where a stretch of it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kravbok.checks.satser import Modal, blank_out, lower_out, modal_verbs, tokens, words
from kravbok.checks.textfel import mark
from kravbok.finding import Finding, Position, finding
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.places import Path
from kravbok.register import Register

__all__ = ["KRAVANDE", "Prov", "Same", "make_prov", "one_line"]

KRAVANDE = frozenset({"ska", "bör", "får", "har rätt", "villkor"})
"""The levels at which a wording binds someone."""


@dataclass(frozen=True)
class Prov:
    """A text or heading of a wording, and what all rules look at.

    `plain` is the text with quotations, expressions and addresses blanked out, place for place, `lower` the same in
    small letters, `tokens` its words, points and list marks in order, and `words` the different ones among them.
    """

    register: Register
    krav: Krav
    index: int
    lydelse: Lydelse
    field: str
    text: str
    plain: str
    lower: str
    tokens: list[str]
    words: frozenset[str]

    @property
    def path(self) -> Path:
        """The path to the text in its record."""
        return ("lydelser", self.index, self.field)

    @cached_property
    def modals(self) -> list[Modal]:
        """The modal verbs in order."""
        return modal_verbs(self.text)

    @cached_property
    def demand(self) -> Modal | None:
        """The first ska or bör of a main clause, where the level is that verb: the demand itself."""
        level = self.lydelse.kravniva
        if level not in ("ska", "bör"):
            return None
        return next((item for item in self.modals if item.main and item.verb == level), None)

    def place(self, start: int, end: int) -> Position:
        """Return where a stretch of the text stands; for `end` below `start`, its first word."""
        return mark(self.register, self.krav, self.path, self.text, start, end)

    def found(self, code: str, start: int, end: int, message: str, hint: str) -> Finding:
        """Return the finding at a stretch of the text."""
        return finding(code, self.place(start, end), message, hint)

    def at_key(self, code: str, message: str, hint: str, *keys: str) -> Finding:
        """Return the finding at another value of the wording."""
        position = self.register.position(self.krav, "lydelser", self.index, *keys)
        return finding(code, position, message, hint)


def make_prov(register: Register, krav: Krav, index: int, field: str) -> Prov:
    """Return the text or heading of a wording, ready for the rules."""
    lydelse = krav.lydelser[index]
    text = lydelse.text if field == "text" else lydelse.rubrik
    views = blank_out(text), lower_out(text), tokens(text), words(text)
    return Prov(register, krav, index, lydelse, field, text, *views)


class Same:
    """A register as the key of something remembered: the same object is the same key."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def __hash__(self) -> int:
        return id(self.register)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.register is self.register


def one_line(text: str) -> str:
    """Return the words of a stretch of text with single spaces."""
    return " ".join(text.split())
