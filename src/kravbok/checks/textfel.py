"""Faults in the running texts themselves: expressions, Markdown, links, tables, emptiness (K607–K612)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.checks.texter import texts
from kravbok.finding import Finding, Position, finding
from kravbok.model.bas import Modell
from kravbok.places import Path
from kravbok.register import Register
from kravbok.text import parse_fragment

__all__ = ["check_texter", "mark"]

_DELIMITER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


def check_texter(register: Register) -> Iterator[Finding]:
    """Yield a finding for each thing in a text that the dialect does not have."""
    for record, path, text in texts(register):
        yield from _check_text(register, record, path, text)


def _check_text(register: Register, record: Modell, path: Path, text: str) -> Iterator[Finding]:
    fragment = parse_fragment(text)
    for fault in fragment.faults:
        position = register.position_in(record, fault.needle, *path, nth=fault.nth)
        yield finding(fault.code, position, fault.message, fault.hint)
    if not fragment.faults and not any(block.strip() for block in fragment.plain):
        yield finding(
            "K610", register.position(record, *path), "Texten har inga ord", "Skriv texten, eller ta bort raden."
        )
    if "|" in text:
        for start, message, hint in _table_faults(text):
            yield finding("K612", mark(register, record, path, text, start, 1), message, hint)


def mark(register: Register, record: Modell, path: Path, text: str, start: int, end: int) -> Position:
    """Return the place in the file of a stretch of a text; for `end` below `start`, of its first word only."""
    whole = text[start : max(end, start)]
    word = re.match(r"\S+", text[start:])
    needle = word[0] if word else whole
    if not needle:
        return register.position(record, *path)
    place = register.position_in(record, needle, *path, nth=text[:start].count(needle))
    length = max(len(needle) if end <= start else end - start, 1)
    return Position(place.path, place.line, place.column, length) if "\n" not in whole else place


def _table_faults(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the start of each table row that would lose or gain a cell in print, what is wrong and the remedy."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    row = 0
    while row < len(lines):
        if _is_table(lines, row):
            end = next((i for i in range(row, len(lines)) if not lines[i].strip()), len(lines))
            width = _cells(lines[row])
            for number in range(row + 1, end):
                if _cells(lines[number]) != width:
                    message = f"Raden har {_cells(lines[number])} celler, tabellens första rad har {width}"
                    hint = "Skriv lika många celler på varje rad, och en tom rad efter tabellen."
                    yield starts[number] + _indent(lines[number]), message, hint
            row = end
        elif lines[row].lstrip().startswith("|"):
            hint = "Skriv tabellens rubrikrad, sedan en rad som |---|---|, sedan raderna."
            yield starts[row] + _indent(lines[row]), "Raden ser ut som en tabell men blir ingen", hint
            row = next((i for i in range(row, len(lines)) if not lines[i].strip()), len(lines))
        else:
            row += 1


def _is_table(lines: list[str], row: int) -> bool:
    """Whether a table begins at the row: a header over a line of dashes."""
    if row + 1 >= len(lines) or "|" not in lines[row] or "-" not in lines[row + 1]:
        return False
    return _DELIMITER.fullmatch(lines[row + 1]) is not None and "|" in lines[row + 1]


def _cells(line: str) -> int:
    body = line.strip()
    body = body.removeprefix("|")
    body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
    return len(_PIPE.findall(body)) + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
