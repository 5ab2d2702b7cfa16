"""Show findings as text, one line each, JSON and annotations; nothing here decides anything."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from kravbok.codes import CODES, Allvar
from kravbok.encoding import hide
from kravbok.finding import Finding, Position, Sammanhang
from kravbok.swedish import plural

__all__ = ["FORMATS", "count_line", "show"]

_COLOURS = {Allvar.FEL: "31", Allvar.VARNING: "33", Allvar.UPPLYSNING: "36"}


def show(findings: Sequence[Finding], sources: Mapping[str, bytes], form: str, *, colour: bool = False) -> str:
    """Return all findings in one of the formats; text shows the line with a caret under the fault."""
    if form == "text":
        return "\n".join(_show_text(item, sources, colour) for item in findings)
    return FORMATS[form](findings)


def _show_text(item: Finding, sources: Mapping[str, bytes], colour: bool) -> str:
    head = f"{item.severity}[{item.code}]"
    if colour:
        head = f"\x1b[1;{_COLOURS[item.severity]}m{head}\x1b[0m"
    lines = [f"{head} {hide(item.message)}", *_excerpt(item.position, sources, hide(item.hint))]
    for other in item.related:
        lines += [f"   = {hide(other.text)}:", *_excerpt(other.position, sources, "")]
    lines.append(f"   = hjälp: kravbok forklara {item.code}")
    return "\n".join(lines) + "\n"


def _excerpt(position: Position, sources: Mapping[str, bytes], hint: str) -> list[str]:
    """Return the arrow line and, where the file can be shown, its line with carets and the hint."""
    arrow = f"  --> {hide(str(position))}"
    line = _source_line(sources.get(position.path), position.line)
    if line is None:
        return [arrow] + ([f"   = {hint}"] if hint else [])
    number = str(position.line)
    start = max(0, position.column - 60)
    shown = hide(line[start : start + 110].replace("\t", " "))
    caret = " " * (position.column - 1 - start) + "^" * max(
        1, min(position.length, 110 - (position.column - 1 - start))
    )
    edge = " " * len(number)
    return [arrow, f"{edge} |", f"{number} | {shown}", f"{edge} | {caret} {hint}".rstrip()]


def _source_line(data: bytes | None, number: int) -> str | None:
    if data is None:
        return None
    rows = _rows(data)
    return rows[number - 1].decode("utf-8-sig", "replace").rstrip("\r") if number <= len(rows) else None


@lru_cache(maxsize=16)
def _rows(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def _show_short(findings: Sequence[Finding]) -> str:
    return "\n".join(f"{hide(str(f.position))} {f.severity}[{f.code}] {hide(f.message)}" for f in findings)


def _as_dict(item: Finding) -> dict[str, object]:
    return {
        "kod": item.code,
        "namn": item.name,
        "allvar": str(item.severity),
        "fil": hide(item.position.path),
        "rad": item.position.line,
        "kolumn": item.position.column,
        "langd": item.position.length,
        "meddelande": hide(item.message),
        "hjalp": hide(item.hint),
        "aven": [_as_place(other) for other in item.related],
    }


def _as_place(other: Sammanhang) -> dict[str, object]:
    place = other.position
    return {"fil": hide(place.path), "rad": place.line, "kolumn": place.column, "text": hide(other.text)}


def _show_json(findings: Sequence[Finding]) -> str:
    return json.dumps(
        {"schema": "kravbok/fynd/1", "fynd": [_as_dict(f) for f in findings]}, ensure_ascii=False, indent=2
    )


def _show_github(findings: Sequence[Finding]) -> str:
    kinds = {Allvar.FEL: "error", Allvar.VARNING: "warning", Allvar.UPPLYSNING: "notice"}
    return "\n".join(
        f"::{kinds[f.severity]} file={_escape(f.position.path, extra=True)},line={f.position.line},"
        f"col={f.position.column},title={_title(f)}::{_escape(f'{f.message}. {f.hint}')}"
        for f in findings
    )


def _title(item: Finding) -> str:
    return f"{item.code} {_escape(CODES[item.code].rubrik, extra=True)}"


def _escape(text: str, *, extra: bool = False) -> str:
    text = hide(text).replace("%", "%25")
    return text.replace(":", "%3A").replace(",", "%2C") if extra else text


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "kort": _show_short,
    "json": _show_json,
    "github": _show_github,
}


def count_line(findings: Iterable[Finding]) -> str:
    """Return how many findings of each weight there are, in words."""
    weights = [item.severity for item in findings]
    fel, varningar = weights.count(Allvar.FEL), weights.count(Allvar.VARNING)
    return f"{plural(fel, 'fel', 'fel')}, {plural(varningar, 'varning', 'varningar')}"


def wants_colour(stream_is_terminal: bool) -> bool:
    """Whether colours are wanted: only on a terminal, and never with NO_COLOR set."""
    return stream_is_terminal and not os.environ.get("NO_COLOR")
