"""The cases in tests/cases/skillnader: the small project on two sides, and what differs between them.

A case is a heading, edits as in tests/cases/regler, and what differs. Edits under ”förut” make the old side (without
them it is the small project itself), those under ”nu”, or under the heading, are made to that for the new one. ”sidor”
names the two editions when they are not provbok@2021 on both sides. ”=> ID: slag” is a requirement that differs, ”=>
boken: slag”, ”=> kapitel ID: slag” and ”=> bilaga ID: slag” the book or a part of it, and ”=> ID siffra: …” a figure's
change; in the new edition's order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse, Sifferskillnad
from kravbok.edition import Utgivning, make_utgivning
from kravbok.loader import load_register
from kravbok.model.storhet import format_tabell
from kravbok.register import Register
from kravbok.sources import File
from verktyg.grund import TESTS, Andring, edited, edits_of

FALL = TESTS / "cases" / "skillnader"
SIDOR = ("provbok@2021", "provbok@2021")


@dataclass(frozen=True)
class Skillnadsfall:
    """A case: its heading, the edits of both sides, the editions that are compared, and what is to differ."""

    namn: str
    fore: tuple[Andring, ...]
    efter: tuple[Andring, ...]
    sidor: tuple[str, str]
    delar: list[str]
    siffror: list[str]

    def files(self) -> tuple[list[File], list[File]]:
        """The files of both sides."""
        return edited(*self.fore), edited(*self.fore, *self.efter)

    @property
    def krav(self) -> list[str]:
        """The requirements that are to differ, without the parts."""
        return [line for line in self.delar if not line.startswith(("boken:", "kapitel ", "bilaga "))]


def read_cases() -> Iterator[Skillnadsfall]:
    """Every case in tests/cases/skillnader."""
    for path in sorted(FALL.glob("*.txt")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            yield _read_case(f"{path.stem}: {heading}", body)


def _read_case(name: str, body: str) -> Skillnadsfall:
    before, found, after = f"\n{body}".partition("\nförut\n")
    old, _, new = after.partition("\nnu\n") if found else ("", "", before)
    sides = re.findall(r"^sidor: (\S+) (\S+)$", body, re.MULTILINE)
    expected = [line for line in re.findall(r"^=> (.+)$", body, re.MULTILINE) if line != "inget"]
    figures = [line for line in expected if re.match(r"[A-Z]+-[A-Z]+-[0-9]+ ", line)]
    return Skillnadsfall(
        namn=name,
        fore=tuple(edits_of(f"{old}\n")),
        efter=tuple(edits_of(f"{new}\n")),
        sidor=sides[0] if sides else SIDOR,
        delar=[line for line in expected if line not in figures],
        siffror=figures,
    )


def edition(register: Register, side: str) -> Utgivning:
    """The edition that a side names: provbok@2021."""
    book, _, name = side.partition("@")
    bok = register.bocker[book]
    return make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == name))


def compare(fore: list[File], efter: list[File], sidor: tuple[str, str] = SIDOR) -> Jamforelse:
    """How two editions differ, each read from its own files."""
    old, new = load_register(fore)[0], load_register(efter)[0]
    return diff_utgivningar(edition(old, sidor[0]), edition(new, sidor[1]))


def told(jamforelse: Jamforelse) -> list[str]:
    """What differs, as a case writes it."""
    lines = [f"{item.id}: {', '.join(item.slag)}" for item in jamforelse.krav]
    lines += [f"boken: {', '.join(jamforelse.bok.slag)}"] if jamforelse.bok else []
    lines += [f"kapitel {item.id}: {', '.join(item.slag)}" for item in jamforelse.kapitel]
    return lines + [f"bilaga {item.id}: {', '.join(item.slag)}" for item in jamforelse.bilagor]


def figures(jamforelse: Jamforelse) -> list[str]:
    """The figures that changed, as a case writes them."""
    changed = [item for item in jamforelse.krav if item.fore is not None and item.efter is not None]
    return [f"{item.id} {figure.namn}: {_change(figure)}" for item in changed for figure in item.siffror]


def _change(figure: Sifferskillnad) -> str:
    words = []
    if figure.absolut is not None:
        words.append(
            ("+" if figure.absolut.lag > 0 else "") + format_tabell(figure.absolut).replace("\N{NO-BREAK SPACE}", " ")
        )
    if figure.procent is not None:
        words.append(f"{figure.procent} procent")
    return ", ".join(words) or "inget"


def write_files(files: list[File], folder: Path) -> Path:
    """A folder with the files of a side."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder
