"""A fault is a value with a place: Position, Finding and the three severities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kravbok.codes import CODES, Allvar, Kod

__all__ = [
    "CODES", "Allvar", "Brist", "Finding", "Kod", "Position", "Sammanhang", "finding", "from_list",
    "not_among", "to_list", "without_information", "worst",
]  # fmt: skip


class Utfall(StrEnum):
    """The three answers a run of checks can give."""

    RENT = "rent"
    VARNINGAR = "varningar"
    FEL = "fel"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file: path from the project root, line and column from 1, length in characters."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Sammanhang:
    """A second place that a finding points at, with a few words on its part in the matter."""

    position: Position
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What was seen, where, and what to write instead; `replacement` where those are the very words for that place."""

    position: Position
    code: str
    message: str
    hint: str = ""
    related: tuple[Sammanhang, ...] = ()
    replacement: str | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The short name that a `saknas` entry may silence."""
        return CODES[self.code].namn

    @property
    def severity(self) -> Allvar:
        """How much the finding weighs."""
        return CODES[self.code].allvar


def finding(
    code: str,
    position: Position,
    message: str,
    hint: str = "",
    related: tuple[Sammanhang, ...] = (),
    replacement: str | None = None,
) -> Finding:
    """Return a finding with a registered code; an unregistered one is a fault in the program."""
    if code not in CODES:
        raise KeyError(code)
    return Finding(position, code, message, hint, related, replacement)


@dataclass(frozen=True, slots=True)
class Brist:
    """What is wrong, by one who does not know where it is written: code, message and remedy."""

    code: str
    message: str
    hint: str
    replacement: str | None = None

    def at(self, position: Position, related: tuple[Sammanhang, ...] = ()) -> Finding:
        """Return it as a finding at a place."""
        return finding(self.code, position, self.message, self.hint, related, self.replacement)


def worst(findings: list[Finding]) -> Utfall:
    """Return how a run ended, from its findings."""
    severities = {item.severity for item in findings}
    if Allvar.FEL in severities:
        return Utfall.FEL
    return Utfall.VARNINGAR if Allvar.VARNING in severities else Utfall.RENT


def without_information(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors and warnings; what is only information is told by kontrollera, and by no other command."""
    return [item for item in findings if item.severity is not Allvar.UPPLYSNING]


def not_among(
    these: Iterable[Finding], others: Iterable[Finding], mark: Callable[[Finding], Hashable]
) -> list[Finding]:
    """Return the findings that are not among others by a mark of theirs; of several alike, those that are more."""
    known = Counter(map(mark, others))
    left = []
    for item in these:
        known[mark(item)] -= 1
        if known[mark(item)] < 0:
            left.append(item)
    return left


def to_list(item: Finding) -> list[Any]:
    """Return a finding as plain values, from which `from_list` makes it again."""
    place = item.position
    related = [[o.position.path, o.position.line, o.position.column, o.position.length, o.text] for o in item.related]
    return [
        item.code,
        place.path,
        place.line,
        place.column,
        place.length,
        item.message,
        item.hint,
        related,
        item.replacement,
    ]


def from_list(row: list[Any]) -> Finding:
    """Return the finding that became these plain values."""
    code, path, line, column, length, message, hint, related, replacement = row
    others = tuple(Sammanhang(Position(*o[:4]), o[4]) for o in related)
    return Finding(Position(path, line, column, length), code, message, hint, others, replacement)
