"""Show findings as text, one line each, JSON and annotations; nothing here decides anything."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from kravbok.codes import CODES, Allvar
from kravbok.finding import Finding, Position, Sammanhang
from kravbok.swedish import plural

__all__ = ["FORMATS", "count_line", "show"]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
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
    lines = [f"{head} {_clean(item.message)}", *_excerpt(item.position, sources, _clean(item.hint))]
    for other in item.related:
        lines += [f"   = {_clean(other.text)}:", *_excerpt(other.position, sources, "")]
    lines.append(f"   = hjälp: kravbok forklara {item.code}")
    return "\n".join(lines) + "\n"


def _excerpt(position: Position, sources: Mapping[str, bytes], hint: str) -> list[str]:
    """Return the arrow line and, where the file can be shown, its line with carets and the hint."""
    arrow = f"  --> {_clean(str(position))}"
    line = _source_line(sources.get(position.path), position.line)
    if line is None:
        return [arrow] + ([f"   = {hint}"] if hint else [])
    number = str(position.line)
    start = max(0, position.column - 60)
    shown = _clean(line[start : start + 110].replace("\t", " "))
    caret = " " * (position.column - 1 - start) + "^" * max(
        1, min(position.length, 110 - (position.column - 1 - start))
    )
    edge = " " * len(number)
    return [arrow, f"{edge} |", f"{number} | {shown}", f"{edge} | {caret} {hint}".rstrip()]


def _source_line(data: bytes | None, number: int) -> str | None:
    if data is None:
        return None
    rows = data.split(b"\n", number)
    return rows[number - 1].decode("utf-8-sig", "replace").rstrip("\r") if number <= len(rows) else None


def _clean(text: str) -> str:
    """Make hostile text harmless on a terminal: control and direction signs are shown as a middle dot."""
    return _CONTROL.sub("·", text).replace("\n", " ")


def _show_short(findings: Sequence[Finding]) -> str:
    return "\n".join(f"{_clean(str(f.position))} {f.severity}[{f.code}] {_clean(f.message)}" for f in findings)


def _as_dict(item: Finding) -> dict[str, object]:
    return {
        "kod": item.code,
        "namn": item.name,
        "allvar": str(item.severity),
        "fil": item.position.path,
        "rad": item.position.line,
        "kolumn": item.position.column,
        "langd": item.position.length,
        "meddelande": item.message,
        "hjalp": item.hint,
        "aven": [_as_place(other) for other in item.related],
    }


def _as_place(other: Sammanhang) -> dict[str, object]:
    place = other.position
    return {"fil": place.path, "rad": place.line, "kolumn": place.column, "text": other.text}


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
    text = _clean(text).replace("%", "%25")
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
