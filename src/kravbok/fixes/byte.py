"""A requirement under a new id: its file, its place in the chapter, and the references that mean it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kravbok.edition import place_books, place_in
from kravbok.encoding import decode
from kravbok.finding import Finding, Position, finding
from kravbok.fixes.minne import Sidor, mentions
from kravbok.loader import load_register
from kravbok.places import Data
from kravbok.reader import read_documents
from kravbok.register import Register, places_of
from kravbok.underlag import Underlag, with_files
from kravbok.writing.edit import Edit, apply, offset
from kravbok.writing.krav import in_chapter

__all__ = ["Byte", "Sida", "exchange"]


@dataclass(frozen=True, slots=True)
class Sida:
    """One of two requirements with the same id: its file as that side has it, and its document there."""

    path: str
    data: bytes
    number: int

    @property
    def alone(self) -> bool:
        """Whether the file holds this record and no other."""
        return len(read_documents(self.path, self.data)[0]) == 1

    @property
    def record(self) -> Data:
        """The record as it is written; empty where there is none to read."""
        documents, _ = read_documents(self.path, self.data)
        return documents[self.number].data if self.number < len(documents) else {}

    @property
    def id(self) -> str:
        """The record's id."""
        found = self.record.get("id")
        return found if isinstance(found, str) else ""

    @property
    def lydelse(self) -> Data:
        """The record's first wording."""
        wordings = self.record.get("lydelser")
        first = wordings[0] if isinstance(wordings, list) and wordings else None
        return first if isinstance(first, dict) else {}

    @property
    def rubrik(self) -> str:
        """The heading of the first wording, on one line."""
        return " ".join(str(self.lydelse.get("rubrik", "")).split())


@dataclass(frozen=True, slots=True)
class Byte:
    """A requirement that gets a new id: its heading, the id it had and the one it gets, its file before and after."""

    rubrik: str
    fran: str
    till: str
    path: str
    ny_path: str


def exchange(
    underlag: Underlag, byte: Byte, kvar: Sida, bytt: Sida, sidor: Sidor, egen: str
) -> tuple[Underlag, list[Finding]]:
    """Return the project with a new id for `bytt`, and the references of which nobody can know what they mean (K866).

    `egen` is the side of history that `bytt` came from: its references follow, those of the other side stay.
    """
    made = {byte.ny_path: apply(_renamed(byte, bytt), {bytt.path: bytt.data}).get(bytt.path, bytt.data)}
    gone = frozenset({byte.path} - {byte.ny_path})
    if kvar.path == bytt.path and kvar.data != bytt.data:
        made[kvar.path], gone = kvar.data, frozenset()
    own = frozenset({kvar.path, bytt.path})
    edits, unsure = _references(underlag, byte, sidor, egen, own)
    made |= apply(edits, {file.path: file.data for file in underlag.krav})
    after = with_files(underlag, made, gone)
    register, _ = load_register(after.krav)
    sources = {file.path: file.data for file in after.krav}
    moved = apply(_new_places(register, byte.till, sources), sources)
    return with_files(after, moved), unsure


def _renamed(byte: Byte, bytt: Sida) -> Iterator[Edit]:
    """Yield the edits that give a record its new id, also where it names itself."""
    text = decode(bytt.path, bytt.data)[0]
    places = places_of(bytt.data)[bytt.number].values()
    start, end = min(place.start for place in places), max(place.end for place in places)
    for match in mentions(byte.fran).finditer(text, start, end):
        yield Edit(bytt.path, *match.span(), byte.till)


def _references(
    underlag: Underlag, byte: Byte, sidor: Sidor, egen: str, own: frozenset[str]
) -> tuple[list[Edit], list[Finding]]:
    """Return the edits of the references that mean the requirement, and a finding for each that may mean either."""
    pattern, edits, unsure = mentions(byte.fran), list[Edit](), list[Finding]()
    for file in underlag.krav:
        if file.path in own or not file.path.endswith(".yaml") or byte.fran.encode() not in file.data:
            continue
        text = decode(file.path, file.data)[0]
        for number, line in enumerate(text.split("\n"), 1):
            owner = sidor.owner(file.path, line)
            for match in pattern.finditer(line):
                place = Position(file.path, number, match.start() + 1, len(byte.fran))
                start = offset(text, place)
                if owner == egen:
                    edits.append(Edit(file.path, start, start + len(byte.fran), byte.till))
                elif owner is None:
                    unsure.append(_unsure(byte, place))
    return edits, unsure


def _unsure(byte: Byte, place: Position) -> Finding:
    message = f"{byte.fran} kan mena kravet som heter så nu, eller det som har blivit {byte.till}"
    return finding("K866", place, message, f"Läs vad som står här. Menas det andra kravet: skriv {byte.till}.")


def _new_places(register: Register, krav_id: str, sources: Mapping[str, bytes]) -> Iterator[Edit]:
    """Yield the edits that put a requirement last in its chapter, where another one has its place (K212)."""
    krav = register.krav.get(krav_id)
    for index, lydelse in enumerate(krav.lydelser if krav else ()):
        for bok in place_books(lydelse):
            kapitel, order, shared = place_in(lydelse, bok) or ("", 0, None)
            taken = {number for other, number in in_chapter(register, bok, kapitel) if other.id != krav_id}
            if krav is not None and order in taken:
                middle = ("plats",) if shared is None else ("i_bok", bok)
                place = register.position(krav, "lydelser", index, *middle, "ordning")
                yield from _new_order(place, sources, order, max(taken) // 10 * 10 + 10)


def _new_order(place: Position, sources: Mapping[str, bytes], old: int, new: int) -> Iterator[Edit]:
    start = offset(text := decode(place.path, sources[place.path])[0], place)
    if text[start : start + place.length] == str(old):
        yield Edit(place.path, start, start + place.length, str(new))
