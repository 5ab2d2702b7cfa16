"""An edit of a file at a place: every change that kravbok makes to a record is a list of these, and is shown first.

What an edit does not touch keeps every byte: line endings, a byte order mark, comments and blank lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import groupby, pairwise
from pathlib import Path

from kravbok.finding import Finding, Position
from kravbok.report.plain import harmless
from kravbok.swap import write_whole

__all__ = ["Edit", "apply", "offset", "show", "write"]

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Text put in place of what a file has from `start` to `end`, counted in characters after any byte order mark.

    `text` has line feeds alone; in a file with carriage returns they get theirs.
    """

    path: str
    start: int
    end: int
    text: str


def offset(text: str, position: Position) -> int:
    """Return how many characters of a file's text stand before a place in it."""
    lines = text.split("\n")[: position.line - 1]
    return sum(len(line) + 1 for line in lines) + position.column - 1


def apply(edits: Iterable[Edit], sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that the edits change, whole; a file that is not there is as if it were empty.

    Raises ValueError for edits of a file that overlap or reach outside it.
    """
    grouped = groupby(sorted(set(edits)), key=lambda item: item.path)
    made = ((path, _edited(sources.get(path, b""), list(own))) for path, own in grouped)
    return {path: data for path, data in made if data != sources.get(path)}


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    text = data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    ending = "\r\n" if "\r\n" in text else "\n"
    if edits[-1].end > len(text) or any(one.end > other.start for one, other in pairwise(edits)):
        raise ValueError(f"Edits of {edits[0].path} overlap or reach outside it")
    return (mark + "".join(_pieces(text, edits, ending))).encode("utf-8")


def _pieces(text: str, edits: Iterable[Edit], ending: str) -> Iterator[str]:
    at = 0
    for edit in edits:
        yield text[at : edit.start]
        yield edit.text.replace("\n", ending)
        at = edit.end
    yield text[at:]


def show(made: Mapping[str, bytes], sources: Mapping[str, bytes]) -> str:
    """Return what files become beside what they are, as a unified difference; new files too.

    Signs that cannot be seen are middle dots, so that the reader sees them go and they steer no terminal or forge.
    """
    return "".join(line for path in sorted(made) for line in _difference(path, sources.get(path), made[path]))


def _difference(path: str, old: bytes | None, new: bytes) -> Iterator[str]:
    before, after = _lines(old or b""), _lines(new)
    for line in unified_diff(before, after, f"före/{path}" if old is not None else "(ny fil)", f"efter/{path}"):
        yield "\t".join(map(harmless, line.removesuffix("\n").split("\t"))) + "\n"


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").removeprefix(_BOM).replace("\r\n", "\n").splitlines(keepends=True)


def write(projekt: Path, made: Mapping[str, bytes]) -> list[Finding]:
    """Write files into a project, each whole or not at all; return what could not be written (K708)."""
    faults = (write_whole(projekt / path, data) for path, data in sorted(made.items()))
    return [fault for fault in faults if fault is not None]
