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

__all__ = ["LuckorVy", "luckor_sida"]

_COLUMNS = ("Gäller", "Vad som saknas", "Fynd som tystas", "Antecknad av", "Ses över senast")
_SHARED = "Krav som flera böcker delar"
_NOWHERE = "Krav utan känd plats"
_NAMES = {kod.namn: kod.rubrik for kod in CODES.values()}


@dataclass(frozen=True, slots=True)
class LuckorVy:
    """Every declared gap: how many in a sentence, and a table for each book and each kind of record."""

    mening: str
    grupper: tuple[TabellVy, ...]


def luckor_sida(register: Register, bocker: Sequence[BokensUpplagor], per: date | None) -> Sida:
    """Return the page of what is not known; `per` is the day that the site is checked up to."""
    groups = tuple(_groups(register, bocker, per))
    many, late = sum(len(group.rader) for group in groups), _late(register, bocker, per)
    count = plural(many, "brist är antecknad", "brister är antecknade")
    passed = f" För {late} av dem har dagen för översyn passerat." if late else ""
    vy = LuckorVy(f"{count}.{passed}" if many else "", groups)
    about = "Uppgifter som saknas i posterna, med skäl, vem som antecknade bristen och när den ska ses över."
    return gemensam_sida("luckor/", "Det som inte är känt", about, vy, bocker)


def _groups(register: Register, bocker: Sequence[BokensUpplagor], per: date | None) -> Iterator[TabellVy]:
    """Yield a table for each book, one for the requirements that books share, and one for each kind of record."""
    found: dict[str, list[Tabellrad]] = {book.bok.titel: [] for book in bocker}
    for krav in sorted(register.krav.values(), key=lambda item: sort_key(item.id)):
        found.setdefault(_group(register, krav), []).extend(_row(_to_krav(krav), gap, per) for gap in _own(krav))
    for kind, shown, record in other_records(register, bocker):
        gaps: tuple[Saknas, ...] = getattr(record, "saknas", ())
        found.setdefault(kind, []).extend(_row(bits(shown), gap, per) for gap in gaps)
    for heading, rows in found.items():
        if rows:
            yield informative(TabellVy(heading, _COLUMNS, tuple(rows)))


def _group(register: Register, krav: Krav) -> str:
    """Return the book that has the requirement; one of several books, or of none that is known, stands by itself."""
    books = book_ids(krav)
    return register.bocker[books[0]].titel if len(books) == 1 else _SHARED if books else _NOWHERE


def _own(krav: Krav) -> tuple[Saknas, ...]:
    """Return the gaps of a requirement; one that stands in several wordings once."""
    gaps = (*krav.saknas, *(gap for lydelse in krav.lydelser for gap in lydelse.saknas))
    return tuple({(gap.vad, gap.motivering): gap for gap in gaps}.values())


def _to_krav(krav: Krav) -> Bitar:
    return krav_cell(krav.id, krav.lydelser[-1].rubrik, id_adress(krav.id))


def _row(shown: Bitar, gap: Saknas, per: date | None) -> Tabellrad:
    return Tabellrad(
        (
            shown,
            bits(one_line(gap.motivering)),
            bits("–" if gap.vad == "uppgift" else _NAMES.get(gap.vad, gap.vad)),
            bits(gap.antecknad_av or "okänt"),
            bits(_watched(gap, per)),
        )
    )


def _watched(gap: Saknas, per: date | None) -> str:
    if gap.bevakas is None:
        return "ingen dag är satt"
    passed = ", dagen har passerat" if per is not None and gap.bevakas < per else ""
    return f"{format_date(gap.bevakas)}{passed}"


def _late(register: Register, bocker: Sequence[BokensUpplagor], per: date | None) -> int:
    """Return how many gaps should have been looked at before the day."""
    if per is None:
        return 0
    others = (gap for _, _, record in other_records(register, bocker) for gap in getattr(record, "saknas", ()))
    gaps = (*(gap for krav in register.krav.values() for gap in _own(krav)), *others)
    return sum(gap.bevakas is not None and gap.bevakas < per for gap in gaps)
