"""The page of the sources: what each document is, how it was read, and everything that leans on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.expand import anchor
from kravbok.model.register import Dokument
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.swedish import sort_key
from kravbok.view.bok import group_digest
from kravbok.view.parts import Bit, Faktum
from kravbok.view.webb.bruk import BokbrukVy, Bruk
from kravbok.view.webb.gemensam import fact, gap_facts, gemensam_sida, one_line
from kravbok.view.webb.kallposter import PosterVy, leaning_records
from kravbok.view.webb.sida import Sida
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["KallaVy", "KallorVy", "kallsida"]


@dataclass(frozen=True, slots=True)
class KallaVy:
    """A source: what it is and how it was read, the requirements that come from it, and the other records."""

    id: str
    titel: str
    anmarkning: str
    fakta: tuple[Faktum, ...]
    bruk: tuple[BokbrukVy, ...]
    poster: tuple[PosterVy, ...]


@dataclass(frozen=True, slots=True)
class KallorVy:
    """All sources, in Swedish order of title."""

    kallor: tuple[KallaVy, ...]


def kallsida(register: Register, bocker: Sequence[BokensUpplagor], bruk: Bruk) -> Sida:
    """Return the page of the sources."""
    leaning = leaning_records(register, bocker)
    records = sorted(register.dokument.values(), key=lambda item: (sort_key(item.titel), item.id))
    shown = tuple(
        KallaVy(
            id=anchor("dokument", item.id),
            titel=item.titel,
            anmarkning=one_line(item.anmarkning),
            fakta=tuple(_facts(item)),
            bruk=bruk.get(("dokument", item.id), ()),
            poster=leaning.get(item.id, ()),
        )
        for item in records
    )
    about = "Dokumenten som krav, beslut och begrepp är hämtade ur, och allt som lutar sig mot vart och ett av dem."
    return gemensam_sida("kallor/", "Källor", about, KallorVy(shown), bocker)


def _facts(item: Dokument) -> Iterator[Faktum]:
    yield from fact("Utgivare", item.utgivare)
    yield from fact("Datum", str(item.datum))
    yield from fact("Diarienummer", item.diarienummer or "")
    yield from fact("Webbadress", Bit(item.lank, item.lank) if item.lank else "")
    yield from fact("Hur texten lästes", one_line(item.utlast))
    yield from fact("SHA-256 för den lästa texten", _digest(item.sha256_utlasning or "okänd"))
    yield from fact("SHA-256 för originalet", _digest(item.sha256_original))
    yield from gap_facts(item.saknas)


def _digest(value: str) -> str:
    return value if is_unknown(value) else group_digest(value)
