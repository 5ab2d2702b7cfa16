"""The running texts of the records, and the expressions and inner links in them, each with its way back to a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kravbok.expand import anchor
from kravbok.finding import Position
from kravbok.model.bas import Modell
from kravbok.model.bok import BilagaLydelse, KapitelLydelse
from kravbok.places import Path
from kravbok.register import Register
from kravbok.text import Uttryck, parse_fragment

__all__ = ["Textuttryck", "expressions", "expressions_in", "is_anchor", "links", "links_in", "parts", "texts"]


class Textuttryck(NamedTuple):
    """An expression or a link in a text of a record, and which time the same words stand there."""

    record: Modell
    path: Path
    uttryck: Uttryck
    nth: int

    def position(self, register: Register) -> Position:
        """Return where the expression stands."""
        return register.position_in(self.record, self.uttryck.kalla, *self.path, nth=self.nth)


def texts(register: Register) -> Iterator[tuple[Modell, Path, str]]:
    """Yield every text that is printed with its expressions replaced."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            yield krav, ("lydelser", index, "text"), lydelse.text
    for bok in register.bocker.values():
        if bok.inledning is not None:
            yield bok, ("inledning",), bok.inledning
    for _, record, wordings in parts(register):
        for index, wording in enumerate(wordings):
            key = "inledning" if isinstance(wording, KapitelLydelse) else "text"
            if text := getattr(wording, key):
                yield record, ("lydelser", index, key), text


def parts(register: Register) -> Iterator[tuple[str, Modell, Sequence[KapitelLydelse | BilagaLydelse]]]:
    """Yield each chapter and appendix with the folder of its book and its wordings."""
    yield from ((folder, record, record.lydelser) for (folder, _), record in register.kapitel.items())
    yield from ((folder, record, record.lydelser) for (folder, _), record in register.bilagor.items())


def expressions(register: Register) -> Iterator[Textuttryck]:
    """Yield every expression in the texts of the records."""
    for record, path, text in texts(register):
        if "{{" in text:
            yield from expressions_in(record, path, text)


def expressions_in(record: Modell, path: Path, text: str) -> Iterator[Textuttryck]:
    """Yield the expressions of one text."""
    seen: Counter[str] = Counter()
    for uttryck in parse_fragment(text).uttryck:
        yield Textuttryck(record, path, uttryck, seen[uttryck.kalla])
        seen[uttryck.kalla] += 1


def links(register: Register) -> Iterator[Textuttryck]:
    """Yield every link within the document, as if it were a call of `krav`."""
    for record, path, text in texts(register):
        if "#" in text:
            yield from links_in(record, path, text)


def links_in(record: Modell, path: Path, text: str) -> Iterator[Textuttryck]:
    """Yield the links within the document that one text has."""
    seen: Counter[str] = Counter()
    for href in parse_fragment(text).links:
        if href.startswith("#") and len(href) > 1:
            yield Textuttryck(record, path, Uttryck("krav", (href[1:],), href), seen[href])
            seen[href] += 1


def is_anchor(register: Register, name: str) -> bool:
    """Whether a document can have that anchor besides those of the requirements."""
    kind, _, rest = name.partition("-")
    if kind in ("kap", "bilaga"):
        return any(key[1] == rest for key in (register.kapitel if kind == "kap" else register.bilagor))
    shelves = {"begrepp": register.begrepp, "styrdokument": register.styrdokument, "beslut": register.beslut,
               "dokument": register.dokument, "indikator": register.indikatorer, "inspel": register.inspel}  # fmt: skip
    return any(anchor(kind, record) == name for record in shelves.get(kind, {}))
