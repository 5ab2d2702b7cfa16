"""The page of the governing documents: versions, when each was last checked, and what leans on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kravbok.edition import Utgivning
from kravbok.expand import anchor
from kravbok.model.register import Styrdokument, StyrdokumentVersion
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.swedish import sort_key, uncapitalize
from kravbok.view.parts import Bit, Faktum
from kravbok.view.tidsord import say_since
from kravbok.view.webb.bruk import BokbrukVy, Bruk, book_bit
from kravbok.view.webb.gemensam import any_utgivning, fact, gap_facts, gemensam_sida, one_line, source_facts
from kravbok.view.webb.sida import Sida
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["StyrdokumentVy", "StyrdokumentsidaVy", "StyrdokumentslagVy", "styrsida"]

_SLAG = {
    "lag": "Lagar",
    "förordning": "Förordningar",
    "EU-rättsakt": "EU-rättsakter",
    "förfrågningsunderlag": "Förfrågningsunderlag",
    "regiondokument": "Regionens dokument",
    "rutin": "Rutiner",
    "avtal": "Avtal",
    "överenskommelse": "Överenskommelser",
    "nationell kunskapskälla": "Nationella kunskapskällor",
    "system": "System",
    "utredning": "Utredningar",
    "rapport": "Rapporter",
}
"""The kinds of governing documents, in the order of the page."""

_ORDER = tuple(_SLAG)


@dataclass(frozen=True, slots=True)
class StyrdokumentVy:
    """A governing document: its facts, what is particular about it, and the requirements that lean on it."""

    id: str
    namn: str
    kontrollerad: str
    anmarkning: str
    fakta: tuple[Faktum, ...]
    bruk: tuple[BokbrukVy, ...]


@dataclass(frozen=True, slots=True)
class StyrdokumentslagVy:
    """The governing documents of a kind, in Swedish order."""

    rubrik: str
    dokument: tuple[StyrdokumentVy, ...]


@dataclass(frozen=True, slots=True)
class StyrdokumentsidaVy:
    """The governing documents by kind, and in a sentence how many of them nobody is known to have checked."""

    slag: tuple[StyrdokumentslagVy, ...]
    okontrollerade: str


def styrsida(register: Register, bocker: Sequence[BokensUpplagor], bruk: Bruk) -> Sida:
    """Return the page of the governing documents."""
    utgivning = any_utgivning(bocker)
    every = register.styrdokument.values()
    records = sorted(every, key=lambda item: (_ORDER.index(item.slag), sort_key(item.namn), item.id))
    vy = StyrdokumentsidaVy(
        tuple(
            StyrdokumentslagVy(_SLAG[slag], tuple(_document(utgivning, item, bruk) for item in items))
            for slag, items in groupby(records, key=lambda item: item.slag)
        ),
        _unchecked(records),
    )
    about = "Lagar, avtal, rutiner och system som böckerna lutar sig mot: versioner och när de senast kontrollerades."
    return gemensam_sida("styrdokument/", "Styrdokument", about, vy, bocker, sok=True)


def _unchecked(records: Sequence[Styrdokument]) -> str:
    many = sum(not item.kontrollerad.known for item in records)
    return f"För {many} av {len(records)} styrdokument är ingen kontrolldag känd." if many else ""


def _document(utgivning: Utgivning, item: Styrdokument, bruk: Bruk) -> StyrdokumentVy:
    return StyrdokumentVy(
        id=anchor("styrdokument", item.id),
        namn=item.namn,
        kontrollerad=f"Kontrollerat {item.kontrollerad}." if item.kontrollerad.known else "Kontrollerat: okänt när.",
        anmarkning=one_line(item.anmarkning),
        fakta=tuple(_facts(utgivning, item)),
        bruk=bruk.get(("styrdokument", item.id), ()),
    )


def _facts(utgivning: Utgivning, item: Styrdokument) -> Iterator[Faktum]:
    books = utgivning.register.bocker
    yield from fact("Utgivare", item.utgivare)
    yield from fact("Beteckning", item.beteckning or "")
    yield from fact("Versioner", *(_version(version) for version in item.versioner))
    yield from fact("Webbadress", Bit(item.lank, item.lank) if item.lank else "")
    yield from fact("Böcker", *(book_bit(books[name]) for name in item.bocker if name in books))
    yield from source_facts(utgivning, item.ursprung)
    yield from gap_facts(item.saknas)


def _version(version: StyrdokumentVersion) -> str:
    """Return a version with its days and what is particular about it."""
    name = "Okänd beteckning" if is_unknown(version.version) else version.version
    until = f" till och med {version.galler_till}" if version.galler_till and version.galler_till.known else ""
    day = f"gäller {say_since(version.galler_fran)}"
    remark = f" ({uncapitalize(one_line(version.anmarkning).rstrip('.'))})" if version.anmarkning else ""
    return f"{name}: {day}{until}{remark}"
