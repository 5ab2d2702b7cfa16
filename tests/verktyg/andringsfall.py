"""The cases in tests/cases/andringar: edits of tests/data/grund, and lines that the text of its differences must hold.

A line after => stands in the text, one after !> is no part of it; indentation and kinds of blanks do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.andringsdokument import make_andringar
from kravbok.edition import Utgivning, make_utgivning
from kravbok.export.andringar_text import show_andringar
from kravbok.register import Register
from kravbok.view.andringar.delar import AndringsVy
from kravbok.view.andringar.urval import Urval
from verktyg.grund import Andring, edits_of, register_with

FALL = Path(__file__).parents[1] / "cases" / "andringar"


@dataclass(frozen=True)
class Andringsfall:
    """A case: its heading, its edits, what stands in the text of the differences, and what does not."""

    namn: str
    edits: tuple[Andring, ...]
    star: tuple[str, ...]
    star_inte: tuple[str, ...]


def read_fall() -> Iterator[Andringsfall]:
    """Every case."""
    for path in sorted(FALL.glob("*.txt")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            there = tuple(re.findall(r"^=> (.+)$", body, re.MULTILINE))
            absent = tuple(re.findall(r"^!> (.+)$", body, re.MULTILINE))
            yield Andringsfall(f"{path.stem}: {heading}", tuple(edits_of(body)), there, absent)


def two_editions(register: Register) -> tuple[Utgivning, Utgivning]:
    """The two editions of the small book."""
    bok = register.bocker["provbok"]
    return make_utgivning(register, bok, bok.upplagor[0]), make_utgivning(register, bok, bok.upplagor[1])


def andringar_with(*edits: Andring, urval: Urval | None = None) -> AndringsVy:
    """What differs between the two editions after the edits."""
    return make_andringar(*two_editions(register_with(*edits)), urval=urval)


def text_of(vy: AndringsVy, *, visa_allt: bool = False) -> list[str]:
    """The lines of the differences as text, without indentation and with plain blanks."""
    return [" ".join(line.split()) for line in show_andringar(vy, visa_allt=visa_allt).splitlines()]
