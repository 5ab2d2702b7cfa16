"""A gap that is declared (`saknas`) silences the finding that it names, within the record or part that declares it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kravbok.codes import CODES
from kravbok.encoding import decode
from kravbok.finding import Finding, finding
from kravbok.model.bas import Modell, Saknas
from kravbok.places import Path, Place
from kravbok.register import Post, Register, places_of
from kravbok.swedish import closest

__all__ = ["FREE", "check_kortnamn", "declared", "silence"]

FREE = "uppgift"
"""What a declaration names when the gap is no finding of the program."""

_SILENCED = ("K2", "K3", "K4", "K5", "K6")
_NAMES = {kod.namn: kod.kod for kod in CODES.values()}


class Spann(NamedTuple):
    """The part of a file where a declaration silences: the finding's name, and offsets in the text."""

    namn: str
    start: int
    end: int


def declared(register: Register) -> Iterator[tuple[Modell, Path, Saknas]]:
    """Yield every declared gap with the path to it."""
    for post in register.posts.values():
        for holder, gaps in _holders(post.record):
            for number, gap in enumerate(gaps):
                yield post.record, (*holder, "saknas", number), gap


def _holders(record: Modell) -> Iterator[tuple[Path, tuple[Saknas, ...]]]:
    """Yield each part of a record that declares gaps: the record itself, its wordings, its editions."""
    if gaps := getattr(record, "saknas", ()):
        yield (), gaps
    for key in ("lydelser", "upplagor"):
        for index, part in enumerate(getattr(record, key, ())):
            if gaps := getattr(part, "saknas", ()):
                yield (key, index), gaps


def check_kortnamn(register: Register) -> Iterator[Finding]:
    """Yield a finding for each declared gap whose name is not that of a finding that can be declared (K104)."""
    for record, path, gap in declared(register):
        code = _NAMES.get(gap.vad, "")
        if gap.vad == FREE or code.startswith(_SILENCED):
            continue
        message = f"”{gap.vad[:40]}” är inget kortnamn på ett fynd"
        near = closest(gap.vad, [FREE, *(name for name, kod in _NAMES.items() if kod.startswith(_SILENCED))])
        hint = f"Menade du {near}?" if near else "Skriv uppgift, eller ett kortnamn ur docs/felkoder.md."
        if code:
            message = f"Felet ”{gap.vad}” går inte att anteckna som saknad uppgift"
            hint = "Rätta felet; bara det som kan saknas eller avvika går att anteckna."
        yield finding("K104", register.position(record, *path, "vad"), message, hint)


def silence(register: Register, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no declaration covers."""
    found = list(findings)
    paths = {item.position.path for item in found if item.code.startswith(_SILENCED)}
    if not paths:
        return found
    files = {path: _Fil(register.sources[path], posts) for path, posts in _posts(register, paths).items()}
    return [item for item in found if not (item.position.path in files and files[item.position.path].covers(item))]


def _posts(register: Register, paths: set[str]) -> dict[str, list[Post]]:
    """Return the records with declarations that stand in the files."""
    posts = defaultdict(list)
    for post in register.posts.values():
        if post.path in paths and next(_holders(post.record), None) is not None:
            posts[post.path].append(post)
    return posts


class _Fil:
    """A file with declarations: where each of them silences."""

    def __init__(self, data: bytes, posts: list[Post]) -> None:
        text, _ = decode("", data)
        self.starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
        places = places_of(data)
        self.spans = [span for post in posts for span in _spans(post, places)]

    def covers(self, item: Finding) -> bool:
        """Whether a declaration of the file covers a finding in it."""
        offset = self.starts[min(item.position.line, len(self.starts)) - 1] + item.position.column - 1
        name = item.name if item.code.startswith(_SILENCED) else ""
        return any(span.namn == name and span.start <= offset < span.end for span in self.spans)


def _spans(post: Post, places: list[dict[Path, Place]]) -> Iterator[Spann]:
    """Yield where the declarations of a record silence: all of the part that holds them."""
    for holder, gaps in _holders(post.record):
        inside = [place for path, place in places[post.number].items() if path[: len(holder)] == holder]
        start, end = min(place.start for place in inside), max(place.end for place in inside)
        yield from (Spann(gap.vad, start, end + 1) for gap in gaps if gap.vad != FREE)
