"""Findings as text: for people, with an excerpt, and one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kravbok.codes import Allvar
from kravbok.finding import Finding, Position
from kravbok.report.plain import harmless, remark

__all__ = ["show_short", "show_text"]

_COLOURS = {Allvar.FEL: "31", Allvar.VARNING: "33", Allvar.UPPLYSNING: "36"}


def show_text(findings: Sequence[Finding], sources: Mapping[str, bytes], *, colour: bool = False) -> str:
    """Return each finding with the line it is in, a caret under the fault, and the remedy."""
    return "\n".join(_show(item, sources, colour) for item in findings)


def _show(item: Finding, sources: Mapping[str, bytes], colour: bool) -> str:
    head = f"{item.severity}[{item.code}]"
    if colour:
        head = f"\x1b[1;{_COLOURS[item.severity]}m{head}\x1b[0m"
    lines = [f"{head} {harmless(item.message)}", *_excerpt(item.position, sources, harmless(item.hint))]
    for other in item.related:
        lines += [f"   = {harmless(other.text)}:", *_excerpt(other.position, sources, "")]
    lines.append(f"   = hjälp: kravbok forklara {item.code}")
    return "\n".join(lines) + "\n"


def _excerpt(position: Position, sources: Mapping[str, bytes], hint: str) -> list[str]:
    """Return the arrow line and, where the file can be shown, its line with carets and the hint."""
    arrow = f"  --> {harmless(str(position))}"
    line = _source_line(sources.get(position.path), position.line)
    if line is None:
        return [arrow] + ([f"   = {hint}"] if hint else [])
    number = str(position.line)
    start = max(0, position.column - 60)
    shown = harmless(line[start : start + 110].replace("\t", " "))
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


def show_short(findings: Sequence[Finding]) -> str:
    """Return one line for each finding: its place, what was seen and what to do."""
    return "\n".join(f"{harmless(str(f.position))} {f.severity}[{f.code}] {remark(f)}" for f in findings)
