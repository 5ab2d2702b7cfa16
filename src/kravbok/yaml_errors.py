"""Say in Swedish what libyaml stumbled on, where, and what to write instead."""

from __future__ import annotations

import re
from typing import Any

import yaml

from kravbok.finding import Finding, Position, finding

__all__ = ["explain_error"]

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
    for sign, code, message, hint in _KNOWN:
        if sign in said:
            return finding(code, position, message, hint)
    return finding("K010", position, "YAML-texten går inte att tolka här", "Jämför med en post som fungerar.")


def _has_tab(text: str, line: int) -> bool:
    lines = text.splitlines()
    return any(re.match(r" *\t", row) for row in lines[max(0, line - 2) : line])


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
