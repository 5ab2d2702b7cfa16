"""The small valid project in tests/data/grund, the edits in tests/cases/regler, and what the rules then find.

A case is a heading, the edits and what is found. An edit is the name of a file, the lines taken away (-) and the lines
put there instead (+); a file with only + is new, ”- (hela filen)” takes all of it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kravbok.checks import run_checks
from kravbok.finding import Finding, without_information
from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.sources import File, read_folder

TESTS = Path(__file__).parents[1]
GRUND = TESTS / "data" / "grund"
FALL = TESTS / "cases" / "regler"
ALL = " (hela filen)"
_HUNK = re.compile(r"((?:^-.*\n)*)((?:^\+.*\n)*)", re.MULTILINE)

Andring = tuple[str, str | None, str | None]
"""An edit: the file below krav/, the words to replace (None: the whole file), the words instead (None: no file)."""


@dataclass(frozen=True)
class Fall:
    """A case: its heading, its edits, the day of the check, and what is to be found."""

    namn: str
    edits: tuple[Andring, ...]
    datum: date | None
    expected: list[str]


@cache
def base() -> dict[str, str]:
    """The files of the valid project by path."""
    files, findings = read_folder(GRUND, "krav")
    assert not findings
    return {file.path: file.data.decode() for file in files}


def edited(*edits: Andring) -> list[File]:
    """The files of the project after the edits; words that are to be replaced must stand there."""
    whole = dict(base())
    for name, old, new in edits:
        path = f"krav/{name}"
        if new is None:
            del whole[path]
        elif old is None:
            whole[path] = new
        else:
            text = "\n" + whole[path]  # so that a line can be found by the break before it
            assert old in text, (path, old)
            whole[path] = text.replace(old, new, 1)[1:]
    return [File(path, text.encode()) for path, text in sorted(whole.items())]


def register_with(*edits: Andring) -> Register:
    """The register of the project after the edits."""
    return load_register(edited(*edits))[0]


def findings_with(*edits: Andring, datum: date | None = None) -> list[Finding]:
    """Everything that is found after the edits but sources (K5), language (K6) and information."""
    register, findings = load_register(edited(*edits))
    found = sorted([*findings, *run_checks(register, datum)])
    return [item for item in without_information(found) if item.code[:2] not in ("K5", "K6")]


def found(*edits: Andring, datum: date | None = None) -> list[str]:
    """Each finding as ”KOD path:line:column” with the path from krav/, in order."""
    items = findings_with(*edits, datum=datum)
    return [f"{item.code} {str(item.position).removeprefix('krav/')}" for item in items]


def read_cases() -> Iterator[Fall]:
    """Every case in tests/cases/regler."""
    for path in sorted(FALL.glob("*.txt")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            days = re.findall(r"^datum: (.+)$", body, re.MULTILINE)
            expected = [line for line in re.findall(r"^=> (.+)$", body, re.MULTILINE) if line != "inget"]
            datum = date.fromisoformat(days[0]) if days else None
            yield Fall(f"{path.stem}: {heading}", tuple(edits_of(body)), datum, expected)


def edits_of(body: str) -> Iterator[Andring]:
    """The edits of a case."""
    for name, text in re.findall(r"^([a-z][^\s:]*\.[a-z]+)\n((?:^[-+].*\n)+)", body, re.MULTILINE):
        for minus, plus in _HUNK.findall(text):
            old, new = (re.sub(r"^[-+]", "", lines, flags=re.MULTILINE) for lines in (minus, plus))
            if old.strip() == ALL.strip():
                yield name, None, new or None
            elif old or new:
                yield name, "\n" + old if old else None, "\n" + new if old else new
