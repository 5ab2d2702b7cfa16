"""The page of what is not known: every declared gap with its reason, who noted it, and when it is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kravbok.codes import CODES
from kravbok.edition import book_ids
from kravbok.model.bas import Saknas
from kravbok.model.krav import Krav
from kravbok.register import Register
from kravbok.swedish import format_date, plural, sort_key
from kravbok.view.parts import Bitar, Tabellrad, TabellVy, bits, informative
from kravbok.view.webb.adress import id_adress
from kravbok.view.webb.bruk import krav_cell
from kravbok.view.webb.gemensam import gemensam_sida, one_line
from kravbok.view.webb.kallposter import other_records
from kravbok.view.webb.sida import Sida
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["LuckorVy", "lucksida"]

_COLUMNS = ("Gäller", "Vad som saknas", "Programmets anmärkning", "Antecknad av", "Ses över senast")
_SHARED = "Krav som flera böcker delar"
_NOWHERE = "Krav utan känd plats"
_NAMES = {kod.namn: kod.rubrik for kod in CODES.values()}


@dataclass(frozen=True, slots=True)
class LuckorVy:
    """Every declared gap: how many in a sentence, and a table for each book and each kind of record."""

    mening: str
    grupper: tuple[TabellVy, ...]


@dataclass(frozen=True, slots=True)
class _Lucka:
    """A declared gap: the table that it stands in, the record that it is a gap of, and itself."""

    grupp: str
    galler: Bitar
    saknas: Saknas


def lucksida(register: Register, bocker: Sequence[BokensUpplagor], per: date | None) -> Sida:
    """Return the page of what is not known; `per` is the day that the site is checked up to."""
    gaps = tuple(_gaps(register, bocker))
    late = sum(_is_late(item.saknas, per) for item in gaps)
    count = plural(len(gaps), "brist är antecknad", "brister är antecknade")
    passed = f" För {late} av dem har dagen för översyn passerat." if late else ""
    vy = LuckorVy(f"{count}.{passed}" if gaps else "", tuple(_tables(bocker, gaps, per)))
    about = "Uppgifter som saknas i posterna, med skäl, vem som antecknade bristen och när den ska ses över."
    return gemensam_sida("luckor/", "Det som inte är känt", about, vy, bocker)


def _gaps(register: Register, bocker: Sequence[BokensUpplagor]) -> Iterator[_Lucka]:
    """Yield every gap: those of the requirements in order of id, then those of the other records by kind."""
    for krav in sorted(register.krav.values(), key=lambda item: sort_key(item.id)):
        shown = krav_cell(krav.id, krav.lydelser[-1].rubrik, id_adress(krav.id))
        yield from (_Lucka(_group(register, krav), shown, gap) for gap in _own(krav))
    for kind, way, record in other_records(register, bocker):
        gaps: tuple[Saknas, ...] = getattr(record, "saknas", ())  # not every kind of record may have any
        yield from (_Lucka(kind, bits(way), gap) for gap in gaps)


def _tables(bocker: Sequence[BokensUpplagor], gaps: Sequence[_Lucka], per: date | None) -> Iterator[TabellVy]:
    """Yield a table for each book, one for the requirements that books share, and one for each kind of record."""
    for heading in dict.fromkeys((*(book.bok.titel for book in bocker), *(item.grupp for item in gaps))):
        if rows := tuple(_row(item, per) for item in gaps if item.grupp == heading):
            yield informative(TabellVy(heading, _COLUMNS, rows))


def _group(register: Register, krav: Krav) -> str:
    """Return the book that has the requirement; one of several books, or of none that is known, stands by itself."""
    books = book_ids(krav)
    return register.bocker[books[0]].titel if len(books) == 1 else _SHARED if books else _NOWHERE


def _own(krav: Krav) -> tuple[Saknas, ...]:
    """Return the gaps of a requirement; one that stands in several wordings once."""
    gaps = (*krav.saknas, *(gap for lydelse in krav.lydelser for gap in lydelse.saknas))
    return tuple({(gap.vad, gap.motivering): gap for gap in gaps}.values())


def _row(item: _Lucka, per: date | None) -> Tabellrad:
    gap = item.saknas
    return Tabellrad(
        (
            item.galler,
            bits(one_line(gap.motivering)),
            bits("–" if gap.vad == "uppgift" else _NAMES.get(gap.vad, gap.vad)),
            bits(gap.antecknad_av or "okänt"),
            bits(_watched(gap, per)),
        )
    )


def _watched(gap: Saknas, per: date | None) -> str:
    if gap.bevakas is None:
        return "ingen dag är satt"
    return f"{format_date(gap.bevakas)}{', dagen har passerat' if _is_late(gap, per) else ''}"


def _is_late(gap: Saknas, per: date | None) -> bool:
    """Whether a gap should have been looked at before the day; of an unknown day nothing is said."""
    return per is not None and gap.bevakas is not None and gap.bevakas < per
