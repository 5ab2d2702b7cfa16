"""The colophon: what made the site, from what, with which checksums and seals, and whose fonts and libraries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.seal.forsegling import read_forsegling
from kravbok.view.bok import group_digest
from kravbok.view.parts import Bit, Faktum, Tabellrad, TabellVy, cells
from kravbok.view.webb.bruk import edition_bit
from kravbok.view.webb.gemensam import fact, gemensam_sida
from kravbok.view.webb.sida import Sida, WebbVy
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy

__all__ = ["BokkolofonVy", "KolofonVy", "UpplagekolofonVy", "kolofonsida"]

_OWN = ("Innehållets kontrollsumma", "Försegling", "Senaste ändring i git", "Utkast")
"""The lines of an edition's colophon that are its own; the rest is the same for the whole site."""

_PARTS = TabellVy(
    "Typsnitt och bibliotek",
    ("Del", "Licens", "Används till"),
    tuple(
        Tabellrad(cells(*row))
        for row in (
            ("Kravbok Sans, ur Source Sans 3.052 (Adobe)", "SIL Open Font License 1.1", "text på sidorna och i PDF"),
            ("Pagefind 1.5", "MIT", "sökningen, i läsarens webbläsare"),
            ("kravboks egna stilar och skript", "EUPL-1.2", "sidornas form, jämförelsen"),
        )
    ),
)
"""What of others' making lies on the site."""


@dataclass(frozen=True, slots=True)
class UpplagekolofonVy:
    """Where an edition comes from: its checksums, its seal and the seal before it in the chain."""

    upplaga: Bit
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class BokkolofonVy:
    """A book's editions in the order of the chain of seals, and in a sentence how that chain stands."""

    titel: str
    kedja: str
    upplagor: tuple[UpplagekolofonVy, ...]


@dataclass(frozen=True, slots=True)
class KolofonVy:
    """Where the site comes from: the program, the books, and what of others' making lies on it."""

    uppgifter: tuple[Faktum, ...]
    bocker: tuple[BokkolofonVy, ...]
    delar: TabellVy


def kolofonsida(webb: WebbVy, bocker: Sequence[BokensUpplagor]) -> Sida:
    """Return the colophon."""
    facts = (
        *webb.uppgifter,
        *fact("Kontrollerad till och med", webb.per or "okänt"),
        *fact("Utkast", webb.utkast),
    )
    vy = KolofonVy(facts, tuple(_book(book) for book in bocker), _PARTS)
    about = "Vad webbplatsen är gjord av: program, kontrollsummor, förseglingar, typsnitt och bibliotek."
    return gemensam_sida("kolofon/", "Kolofon", about, vy, bocker)


def _book(book: BokensUpplagor) -> BokkolofonVy:
    sealed = [item for item in book.upplagor if _is_sealed(item)]
    said = f"{len(sealed)} av {len(book.upplagor)} upplagor är förseglade." if sealed else "Ingen upplaga är förseglad."
    return BokkolofonVy(book.bok.titel, said, tuple(_edition(item) for item in book.upplagor))


def _is_sealed(item: Upplagevy) -> bool:
    utgivning = item.utgivning
    return read_forsegling(utgivning.register, utgivning.bok.id, utgivning.upplaga.id) is not None


def _edition(item: Upplagevy) -> UpplagekolofonVy:
    utgivning = item.utgivning
    return UpplagekolofonVy(
        upplaga=edition_bit(utgivning.bok, utgivning.upplaga),
        fakta=(*(fact for fact in item.bok.kolofon if fact.term in _OWN), *_chain(item)),
    )


def _chain(item: Upplagevy) -> Iterator[Faktum]:
    """Yield what an edition's seal says of the seal before it, and how many finished files it counts."""
    utgivning = item.utgivning
    seal = read_forsegling(utgivning.register, utgivning.bok.id, utgivning.upplaga.id)
    if seal is None:
        return
    before = seal.foregaende
    linked = (
        f"upplaga {before.upplaga}, SHA-256 {group_digest(before.kontrollsumma)}" if before else "ingen: den första"
    )
    yield from fact("Föregående försegling i kedjan", linked)
    yield from fact("Förseglade filer", str(len(seal.filer)) if seal.filer else "inga")
