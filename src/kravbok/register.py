"""Register: every record of a project, typed and frozen, and the way back from a value to its place in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kravbok.encoding import decode
from kravbok.finding import Position
from kravbok.model.bas import Modell
from kravbok.model.bok import Bilaga, Bok, Kapitel
from kravbok.model.inspel import Inspel, Kontrollrakning, Rattelseblad
from kravbok.model.krav import Krav
from kravbok.model.organisation import Kravbok, Organisation
from kravbok.model.register import Arende, Begrepp, Beslut, Dokument, Indikator, Leverans, Styrdokument
from kravbok.model.uppfoljning import Kravuppfoljning
from kravbok.places import Path, Place

__all__ = ["Post", "Register", "file_stem", "places_of"]


def file_stem(name: str) -> str:
    """Return the file name, without its ending, of the record with an id: RS/60/2021 stands in RS-60-2021."""
    return name.replace("/", "-").replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Post:
    """A record and where it was read: the file and the number of the YAML document in it."""

    record: Modell
    path: str
    number: int


@dataclass(frozen=True)
class Register:
    """All records by kind and id; chapters and appendices also by book; `unread` are ids in files with faults."""

    kravbok: Kravbok | None = None
    organisationer: Mapping[str, Organisation] = field(default_factory=dict)
    bocker: Mapping[str, Bok] = field(default_factory=dict)
    kapitel: Mapping[tuple[str, str], Kapitel] = field(default_factory=dict)
    bilagor: Mapping[tuple[str, str], Bilaga] = field(default_factory=dict)
    krav: Mapping[str, Krav] = field(default_factory=dict)
    beslut: Mapping[str, Beslut] = field(default_factory=dict)
    arenden: Mapping[str, Arende] = field(default_factory=dict)
    dokument: Mapping[str, Dokument] = field(default_factory=dict)
    styrdokument: Mapping[str, Styrdokument] = field(default_factory=dict)
    begrepp: Mapping[str, Begrepp] = field(default_factory=dict)
    inspel: Mapping[str, Inspel] = field(default_factory=dict)
    leveranser: Mapping[str, Leverans] = field(default_factory=dict)
    indikatorer: Mapping[str, Indikator] = field(default_factory=dict)
    kontrollrakningar: Mapping[str, Kontrollrakning] = field(default_factory=dict)
    rattelseblad: Mapping[str, Rattelseblad] = field(default_factory=dict)
    uppfoljningar: Mapping[str, Kravuppfoljning] = field(default_factory=dict)
    filer: Mapping[str, bytes] = field(default_factory=dict)
    forseglingar: Mapping[str, bytes] = field(default_factory=dict)
    posts: Mapping[int, Post] = field(default_factory=dict)
    sources: Mapping[str, bytes] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    @property
    def sifferord(self) -> Mapping[str, str]:
        """What the project calls its figures, by their names in the records."""
        return self.kravbok.sifferord if self.kravbok is not None else {}

    def is_unread(self, name: str) -> bool:
        """Whether a record with that id stands in a file that has faults: then nothing is known about it."""
        return name in self.unread or file_stem(name) in self.unread

    def post(self, record: Modell) -> Post:
        """Return where the record was read."""
        return self.posts[id(record)]

    def position(self, record: Modell, *path: str | int, key: bool = False) -> Position:
        """Return where a value (or its key) stands; the nearest enclosing value when it is not written out."""
        post = self.post(record)
        return locate(post.path, self.sources[post.path], post.number, path, key=key)

    def position_in(self, record: Modell, needle: str, *path: str | int, nth: int = 0) -> Position:
        """Return where the nth occurrence of `needle` stands inside a text value."""
        post = self.post(record)
        return locate_text(post.path, self.sources[post.path], post.number, path, needle, nth)


@lru_cache(maxsize=256)
def places_of(data: bytes) -> list[dict[Path, Place]]:
    """Return, per document of a file, where each value stands."""
    from kravbok.reader import read_places

    return read_places(data)


@lru_cache(maxsize=16)
def _text(data: bytes) -> str:
    return decode("", data)[0]


def locate(path: str, data: bytes, number: int, where: Path, *, key: bool = False) -> Position:
    """Return the position of a value in a file; inherited values are found where they are written."""
    places = places_of(data)
    if number >= len(places):
        return Position(path)
    place = _find(places[number], where)
    if key and place.key is not None:
        return Position(path, *place.key)
    return Position(path, place.line, place.column, place.length)


def _find(places: dict[Path, Place], where: Path) -> Place:
    """Return the place of a value, of the same value in the wording before, or of what encloses it."""
    if where in places:
        return places[where]
    if where[:1] == ("lydelser",) and len(where) > 2:
        number: Any = where[1]
        for earlier in range(number - 1, -1, -1):
            if (found := (where[0], earlier, *where[2:])) in places:
                return places[found]
    while where and where not in places:
        where = where[:-1]
    return places.get(where, Place(1, 1, 1, 0, 0))


def locate_text(path: str, data: bytes, number: int, where: Path, needle: str, nth: int) -> Position:
    """Return where the nth `needle` stands inside a value, or where the value begins."""
    places = places_of(data)
    if number >= len(places):
        return Position(path)
    place = _find(places[number], where)
    text = _text(data)
    block = text.startswith(("|", ">"), place.start)
    begin = text.find("\n", place.start) if block else place.start  # past the block's own sign
    start = _nth(text[: place.end], needle, begin, nth)
    if start < 0:
        return Position(path, place.line, place.column, place.length)
    line_start = text.rfind("\n", 0, start) + 1
    return Position(path, text.count("\n", 0, start) + 1, start - line_start + 1, max(1, len(needle)))


def _nth(text: str, needle: str, start: int, nth: int) -> int:
    for _ in range(nth + 1):
        start = text.find(needle, start) + 1
        if start == 0:
            return -1
    return start - 1
