"""Say in Swedish what libyaml stumbled on, where, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml

from kravbok.finding import Finding, Position, Sammanhang, finding

__all__ = ["explain_error", "find_conflicts"]

_KNOWN = (
    (
        "mapping values are not allowed",
        "K011",
        "Ett kolon följt av blanksteg delar texten",
        "Sätt texten inom citattecken.",
    ),
    ("tab character", "K013", "Raden har en tabb som indrag", "Använd blanksteg i stället för tabb."),
    (
        "while scanning a quoted scalar",
        "K014",
        "Ett citattecken öppnas men avslutas inte",
        "Avsluta med samma citattecken.",
    ),
    (
        "unknown escape character",
        "K014",
        "Ett omvänt snedstreck inom citattecken",
        "Skriv texten inom enkla citattecken.",
    ),
    (
        "flow mapping",
        "K015",
        "En klammer { öppnas men avslutas inte rätt",
        "Avsluta med }, eller skriv ett värde per rad.",
    ),
    ("flow sequence", "K015", "En hakparentes [ öppnas men avslutas inte rätt", "Avsluta med ]."),
    (
        "character escape",
        "K014",
        "Ett omvänt snedstreck inom citattecken",
        "Skriv texten inom enkla citattecken.",
    ),
    ("hexdecimal", "K014", "Ett omvänt snedstreck inom citattecken", "Skriv texten inom enkla citattecken."),
    (
        "are not allowed in this context",
        "K016",
        "Värdet börjar med ett tecken som YAML använder själv",
        "Sätt värdet inom citattecken.",
    ),
    (
        "found character that cannot start",
        "K016",
        "Värdet börjar med ett tecken som YAML använder själv",
        "Sätt värdet inom citattecken.",
    ),
    ("incompatible YAML", "K020", "Raden %YAML begär en annan version", "Ta bort raden: kravbok läser YAML 1.2."),
    ("directive", "K020", "Raden börjar med %", "Ta bort raden, eller sätt värdet inom citattecken."),
    ("anchor", "K018", "Tecknet & eller * inleder ett värde", "Sätt värdet inom citattecken."),
    ("alias", "K018", "Tecknet & eller * inleder ett värde", "Sätt värdet inom citattecken."),
    ("tag", "K019", "Tecknet ! inleder ett värde", "Sätt värdet inom citattecken."),
    (
        "could not find expected ':'",
        "K012",
        "Raden är varken nyckel, värde eller fortsättning",
        "Kontrollera kolon och indrag.",
    ),
    ("block mapping", "K012", "Raden står inte i linje med de andra nycklarna", "Rätta indraget med blanksteg."),
    ("block collection", "K012", "Raden står inte i linje med de andra strecken", "Rätta indraget med blanksteg."),
    (
        "document start",
        "K012",
        "Texten fortsätter där posten redan är slut",
        "Rätta indraget eller börja en ny post med ---.",
    ),
    ("block scalar", "K012", "Texten efter | eller > är fel indragen", "Dra in alla rader lika mycket."),
)


_OPENED = ("quoted scalar", "flow mapping", "flow sequence", "expected ':'")


def explain_error(path: str, text: str, error: yaml.YAMLError) -> Finding:
    """Return the finding for a YAML text that cannot be read."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    position = Position(path, mark.line + 1, mark.column + 1) if mark else Position(path)
    if _has_tab(text, position.line):
        said = "tab character"
    if any(sign in said for sign in _OPENED) and "escape" not in said:
        position = _opening(path, error, position)
    position = _clamp(text, position)
    if "expected ':'" in said and _is_joined(text, position.line):
        return finding("K012", position, "Efter kolonet ska det stå ett blanksteg", "Skriv nyckel: värde.")
    for sign, code, message, hint in _KNOWN:
        if sign in said:
            return finding(code, position, message, hint)
    return finding("K010", position, "YAML-texten går inte att tolka här", "Jämför med en post som fungerar.")


def _has_tab(text: str, line: int) -> bool:
    lines = text.splitlines()
    return any(re.match(r" *\t", row) for row in lines[max(0, line - 2) : line])


def _is_joined(text: str, line: int) -> bool:
    """Whether a line is a key with its value written against the colon."""
    return re.match(r"[ -]*\w+:\S", text.split("\n")[line - 1]) is not None


def _opening(path: str, error: Any, position: Position) -> Position:
    """Point at the sign that was opened, or at the key without a colon: that is where the editor has to look."""
    mark = error.context_mark
    return Position(path, mark.line + 1, mark.column + 1) if mark else position


def _clamp(text: str, position: Position) -> Position:
    """Keep a place within the text: what is missing at the very end is missed after the last sign."""
    lines = text.rstrip().split("\n")
    if position.line <= len(lines):
        return position
    return Position(position.path, len(lines), len(lines[-1]) + 1)


class _Konflikt(NamedTuple):
    """A conflict by the numbers of its marker lines, from 0: `<<<<<<<`, the end of our wording, `=======`, `>>>>>>>`.

    The end of our wording is `|||||||` where the common ancestor is shown too, else `=======`.
    """

    start: int
    var_slut: int
    delning: int
    slut: int


_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")
_MOST_CONFLICTS = 10
_MOST_SHOWN = 200
_ID = re.compile(r"id:[ \t]*(\S+)")


def find_conflicts(path: str, text: str) -> list[Finding]:
    """Return the merge conflicts that are left in a text, each with both wordings; the first ten of them."""
    if "<<<<<<<" not in text:
        return []
    rows = [row.rstrip("\r") for row in text.split("\n")]
    found = [_explain_conflict(path, rows, conflict) for conflict in _conflicts(rows)]
    return found[:_MOST_CONFLICTS]


def _conflicts(rows: Sequence[str]) -> Iterator[_Konflikt]:
    """Yield where all three markers stand in the first column, in order; what lacks one of them is no conflict."""
    start = ours = split = -1
    for number, row in enumerate(rows):
        marker = found[1][0] if (found := _MARKER.fullmatch(row)) else ""
        if marker == "<":
            start, ours, split = number, -1, -1
        elif marker == "|" and start >= 0 > ours:
            ours = number
        elif marker == "=" and start >= 0 > split:
            ours, split = (number if ours < 0 else ours), number
        elif marker == ">" and split >= 0:
            yield _Konflikt(start, ours, split, number)
            start = ours = split = -1


def _explain_conflict(path: str, rows: Sequence[str], conflict: _Konflikt) -> Finding:
    """Return the finding for a conflict: which record it is in, and what each branch has written there."""
    ours = rows[conflict.start + 1 : conflict.var_slut], _name(rows[conflict.start])
    theirs = rows[conflict.delning + 1 : conflict.slut], _name(rows[conflict.slut])
    lines = (conflict.start + 1, conflict.delning + 1)
    related = tuple(
        Sammanhang(Position(path, line + 1, 1, max(1, len(rows[line]))), f"{name} har skrivit {_wording(side)}")
        for line, (side, name) in zip(lines, (ours, theirs), strict=True)
    )
    record = _record(path, rows[: conflict.start])
    message = f"{record}: {ours[1]} och {theirs[1]} har skrivit olika, och ingen har valt"
    hint = (
        "Behåll den ena lydelsen, eller skriv en ny av båda, och ta bort alla rader med <<<<<<<, ======= och >>>>>>>."
    )
    position = Position(path, conflict.start + 1, 1, len(rows[conflict.start]))
    return finding("K029", position, message, hint, related)


def _name(marker: str) -> str:
    """Return the branch that a marker names; HEAD is the one that was merged into."""
    name = marker[7:].strip()
    return f"grenen {name[:60]}" if name and name != "HEAD" else "din gren" if name else "en gren"


def _wording(rows: Sequence[str]) -> str:
    """Return what a branch has written, in one line."""
    words = " ".join(row.strip() for row in rows if row.strip())
    return f"”{words[:_MOST_SHOWN]}{'…' if len(words) > _MOST_SHOWN else ''}”" if words else "ingenting"


def _record(path: str, above: Sequence[str]) -> str:
    """Return the id of the record that a line stands in: the nearest above it in its document, else the file's name."""
    for row in reversed(above):
        if row.rstrip() == "---":
            break
        if found := _ID.match(row):
            return found[1][:60].strip("\"'")
    return PurePosixPath(path).stem[:60]
