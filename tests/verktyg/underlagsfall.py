"""The cases in tests/cases/beslutsunderlag: edits of tests/data/grund, and words that a draft must or must not hold.

”=> SLAG/DEL: words” stands in that part of that draft, ”!> SLAG/DEL: words” does not; DEL is a part's id, or `*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.andringsdokument import make_andringar
from kravbok.beslutsunderlag import make_beslutsunderlag
from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.register import Register
from kravbok.settings import Ursprungsmarke
from kravbok.verify.bevis import fact_words
from kravbok.view.beslutsunderlag.underlag import Underlag
from kravbok.view.handling import DelVy, HandlingVy, all_delar
from kravbok.view.parts import plain
from verktyg.grund import Andring, edits_of
from verktyg.skillnader import edition

FALL = Path(__file__).parents[1] / "cases" / "beslutsunderlag"
SIDOR = ("provbok@2021", "provbok@2022")


@dataclass(frozen=True)
class Underlagsfall:
    """A case: its heading, its edits, what stands in which part of which draft, and what does not."""

    namn: str
    edits: tuple[Andring, ...]
    star: tuple[tuple[str, str, str], ...]
    star_inte: tuple[tuple[str, str, str], ...]


def read_fall() -> Iterator[Underlagsfall]:
    """Every case."""
    for path in sorted(FALL.glob("*.txt")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            yield Underlagsfall(f"{path.stem}: {heading}", tuple(edits_of(body)), _rows("=>", body), _rows("!>", body))


def _rows(sign: str, body: str) -> tuple[tuple[str, str, str], ...]:
    found = re.findall(rf"^{sign} ([a-z-]+)/([\w*-]+): (.+)$", body, re.MULTILINE)
    return tuple((kind, name, clean(words)) for kind, name, words in found)


def clean(text: str) -> str:
    """A text with single plain blanks."""
    return " ".join(text.split())


def make_underlag(register: Register) -> Underlag:
    """What the drafts of the project's new edition start from."""
    fore, efter = (edition(register, side) for side in SIDOR)
    jamforelse = diff_utgivningar(fore, efter)
    return Underlag(jamforelse, make_andringar(fore, efter, jamforelse=jamforelse))


def make_drafts(register: Register) -> dict[str, HandlingVy]:
    """The four drafts of the project's new edition by kind."""
    underlag = make_underlag(register)
    made = make_beslutsunderlag(underlag.jamforelse, underlag.andringar, Ursprungsmarke(""))
    return {item.slag: item for item in made}


def words_of(vy: HandlingVy, name: str = "*") -> str:
    """The words of a part of a draft with the parts inside it, or of the whole with its title page."""
    parts = [part for part in all_delar(vy) if name in ("*", part.id)]
    assert parts, (vy.slag, name)
    front = [words for item in (*vy.uppgifter, *vy.kolofon) for words in fact_words(item)] if name == "*" else []
    return clean(" ".join([*front, *(words for part in parts for words in _words(part, deep=name != "*"))]))


def _words(part: DelVy, *, deep: bool) -> Iterator[str]:
    yield from (part.rubrik, *part.stycken, *map(plain, part.punkter))
    yield from (words for item in part.fakta for words in fact_words(item))
    if part.tabell is not None:
        yield from part.tabell.kolumner
        yield from (plain(cell) for row in part.tabell.rader for cell in row.celler)
    for inner in part.delar if deep else ():
        yield from _words(inner, deep=True)
