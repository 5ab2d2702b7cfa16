"""Which records beside the requirements lean on each source, with the way to each where it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kravbok.expand import anchor, name_beslut
from kravbok.model.bas import Modell, Ursprung
from kravbok.model.inspel import Pastaende
from kravbok.register import Register
from kravbok.swedish import SortKey, sort_key
from kravbok.view.parts import Bit
from kravbok.view.webb.adress import record_adress, register_adress
from kravbok.view.webb.bruk import titled_bit
from kravbok.view.webb.sida import rot
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["PosterVy", "leaning_records", "other_records"]


@dataclass(frozen=True, slots=True)
class PosterVy:
    """Records of a kind, in Swedish order: what the kind is called, and each with the way to it, if there is one."""

    slag: str
    poster: tuple[Bit, ...]


def leaning_records(register: Register, bocker: Sequence[BokensUpplagor]) -> Mapping[str, tuple[PosterVy, ...]]:
    """Return by source the records that lean on it."""
    found: dict[str, dict[str, dict[Bit, None]]] = {}
    for slag, shown, record in other_records(register, bocker):
        for name in _documents(record):
            found.setdefault(name, {}).setdefault(slag, {})[shown] = None
    return {
        name: tuple(PosterVy(slag, tuple(sorted(rows, key=_by_words))) for slag, rows in kinds.items())
        for name, kinds in found.items()
    }


def _by_words(bit: Bit) -> SortKey:
    return sort_key(bit.text)


def _row_adresses(bocker: Sequence[BokensUpplagor]) -> Mapping[str, str]:
    """Return where a record with a row of its own in the registers of the books is shown, by its anchor."""
    return {
        row.id: rot(f"{register_adress(item.utgivning)}#{row.id}")
        for book in bocker
        for item in book.upplagor
        for part in item.bok.register
        for row in part.tabell.rader
        if row.id
    }


def other_records(register: Register, bocker: Sequence[BokensUpplagor]) -> Iterator[tuple[str, Bit, Modell]]:
    """Yield each record that may have a source or a gap, beside the requirements: its kind, how it is shown, itself."""
    rows = _row_adresses(bocker)
    for bok in register.bocker.values():
        for upplaga in bok.upplagor:
            yield "Upplagor", titled_bit(bok, upplaga), upplaga
    for beslut in register.beslut.values():
        yield "Beslut", _shared("beslut", beslut.id, name_beslut(register, beslut)), beslut
    for arende in register.arenden.values():
        way = rot(f"beslut/#{anchor('arende', arende.id)}")
        yield "Ärenden", Bit(f"{arende.id}: {arende.rubrik}", way), arende
    for begrepp in register.begrepp.values():
        yield "Begrepp", _shared("begrepp", begrepp.id, begrepp.lydelser[-1].term), begrepp
    for styrdokument in register.styrdokument.values():
        yield "Styrdokument", _shared("styrdokument", styrdokument.id, styrdokument.namn), styrdokument
    for inspel in register.inspel.values():
        way = rows.get(anchor("inspel", inspel.id), "")
        yield "Förslag och synpunkter", Bit(f"{inspel.rubrik} ({inspel.id})", way), inspel
    for indikator in register.indikatorer.values():
        yield "Indikatorer", Bit(indikator.namn, rows.get(anchor("indikator", indikator.id), "")), indikator
    yield from _others(register)


def _others(register: Register) -> Iterator[tuple[str, Bit, Modell]]:
    """Yield the records that have no place of their own on the site."""
    for leverans in register.leveranser.values():
        yield "Leveranser", Bit(leverans.namn), leverans
    for rakning in register.kontrollrakningar.values():
        yield "Kontrollräkningar", Bit(f"{rakning.rubrik} ({rakning.id})"), rakning
    for organisation in register.organisationer.values():
        yield "Organisationer", Bit(organisation.namn), organisation
    for uppfoljning in register.uppfoljningar.values():
        yield "Uppföljningar", Bit(uppfoljning.id), uppfoljning


def _shared(kind: str, name: str, words: str) -> Bit:
    return Bit(words, rot(record_adress(kind, name)))


def _documents(value: object) -> Iterator[str]:
    """Yield the sources that a record names anywhere in it."""
    if isinstance(value, (Ursprung, Pastaende)):
        yield value.dokument
    elif isinstance(value, Modell):
        for name in type(value).model_fields:
            yield from _documents(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _documents(item)
    elif isinstance(value, Mapping):
        yield from _documents(tuple(value.values()))
