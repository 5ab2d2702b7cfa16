"""What an edition is made of: its records, and of each record that has several wordings the one that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kravbok.edition import Klausul, Utgivning, begreppslydelse, make_utgivning, previous_upplaga
from kravbok.model.bas import Modell
from kravbok.model.bok import Bilaga, Bok, Kapitel
from kravbok.model.krav import Krav
from kravbok.model.register import Begrepp
from kravbok.places import Path
from kravbok.seal.register import records
from kravbok.view.parts import Bit

__all__ = ["Omfang", "make_omfang"]

_NAMES = {
    "Bok": "Boken",
    "Kapitel": "Kapitlet",
    "Bilaga": "Bilagan",
    "Organisation": "Organisationen",
    "Begrepp": "Begreppet",
    "Beslut": "Beslutet",
    "Arende": "Ärendet",
    "Dokument": "Dokumentet",
    "Styrdokument": "Styrdokumentet",
    "Indikator": "Indikatorn",
    "Leverans": "Leveransen",
    "Inspel": "Inspelet",
    "Rattelseblad": "Rättelsebladet",
}


@dataclass(frozen=True)
class Omfang:
    """An edition, the clauses that ended with it, and the records of both with the part of each that it holds."""

    utgivning: Utgivning
    upphorda: tuple[Klausul, ...]
    delar: Mapping[int, int | None]

    def has(self, record: Modell, path: Path) -> bool:
        """Whether a place in a record belongs to the edition: not another wording or edition of the same record."""
        if id(record) not in self.delar:
            return False
        return path[:1] not in (("lydelser",), ("upplagor",)) or path[1] == self.delar[id(record)]

    def order(self, record: Modell) -> int:
        """Return where in the book a record stands; what is no clause comes last."""
        return self._places.get(record.id, len(self._places)) if isinstance(record, Krav) else len(self._places)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: at for at, name in enumerate(self.utgivning.klausuler)}

    def name(self, record: Modell) -> Bit:
        """Return what a record is called, and where in the book it stands."""
        if not isinstance(record, Krav):
            return Bit(
                f"{_NAMES.get(type(record).__name__, type(record).__name__)} {getattr(record, 'id', '')}".strip()
            )
        clause = self.utgivning.klausuler.get(record.id)
        if clause is None:
            return Bit(f"{record.id} (upphört)")
        return Bit(f"{clause.nummer} {clause.id}".strip(), f"../bok/{self.utgivning.namn}.html#{clause.id}")


def make_omfang(utgivning: Utgivning) -> Omfang:
    """Return what an edition is made of."""
    ended = tuple(_ended(utgivning))
    parts: dict[int, int | None] = {id(clause.krav): -1 for clause in ended}  # no wording of it holds
    parts |= {id(record): at for record, at in _parts(utgivning)}
    return Omfang(utgivning, ended, parts)


def _ended(utgivning: Utgivning) -> Iterator[Klausul]:
    """Yield the clauses of the edition before that this one does not have, as that one had them."""
    before = previous_upplaga(utgivning.bok, utgivning.upplaga)
    if before is None:
        return
    earlier = make_utgivning(utgivning.register, utgivning.bok, before)
    for name, clause in earlier.klausuler.items():
        if name not in utgivning.klausuler:
            yield clause


def _parts(utgivning: Utgivning) -> Iterator[tuple[Modell, int | None]]:
    """Yield each record of the edition, with the number of the wording or edition in it."""
    bok: Bok = utgivning.bok
    yield bok, bok.upplagor.index(utgivning.upplaga)
    for part in utgivning.avsnitt:
        yield part.kapitel, _number(part.kapitel, part.lydelse)
    for clause in utgivning.klausuler.values():
        yield clause.krav, clause.index
    for appendix in utgivning.bilagor:
        yield appendix.bilaga, _number(appendix.bilaga, appendix.lydelse)
    for _, _, record in records(utgivning):
        yield record, _term(record, utgivning) if isinstance(record, Begrepp) else None
    for sheet in utgivning.register.rattelseblad.values():
        if sheet.upplaga == f"{bok.id}/{utgivning.upplaga.id}":
            yield sheet, None


def _number(record: Kapitel | Bilaga | Begrepp, wording: Modell) -> int:
    """Return which of a record's wordings one is."""
    return next(number for number, item in enumerate(record.lydelser) if item is wording)


def _term(record: Begrepp, utgivning: Utgivning) -> int:
    return _number(record, begreppslydelse(record, utgivning.upplaga) or record.lydelser[0])
