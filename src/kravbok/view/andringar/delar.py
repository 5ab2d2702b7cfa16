"""The frozen objects of a document of changes: nothing but words, signs and their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kravbok.diff.skillnad import Ordbit, Slag
from kravbok.view.parts import Faktum, NotisVy, RegisterVy

__all__ = [
    "ADDED", "BOKEN", "STRUCK", "TACKNING", "AndringVy", "AndringsVy", "AvsnittVy", "DelVy", "ForslagVy", "InspelVy",
    "ParVy", "SidaVy", "SiffraVy", "TabellandringVy", "Tabellradsvy", "UppgiftVy", "all_andringar", "marked_words",
    "words_of",
]  # fmt: skip


BOKEN = "boken"
"""The anchor of the part about the book itself: its title and the words before its first chapter."""

TACKNING = ("utan-beslut", "utan-verkan")
"""The anchors of the registers that hold changes and decisions against each other."""


@dataclass(frozen=True, slots=True)
class SidaVy:
    """One side of a comparison: its name in a sentence, the heading of its column, what git says of it (or nothing)."""

    namn: str
    spalt: str
    uppgift: str
    enligt_git: str = ""


@dataclass(frozen=True, slots=True)
class ParVy:
    """A paragraph in two columns: `fore` has words that stand and words struck, `efter` words that stand and new ones.

    `ord` are the words of both in one line of reading. A side is empty where the paragraph is not there, and
    `i_stallet` is what stands in its column. `punkt_fore` and `punkt_efter` are the bullets or numbers of list items.
    """

    fore: tuple[Ordbit, ...]
    efter: tuple[Ordbit, ...]
    ord: tuple[Ordbit, ...]
    i_stallet: str = ""
    punkt_fore: str = ""
    punkt_efter: str = ""


@dataclass(frozen=True, slots=True)
class SiffraVy:
    """A figure before and after as a table shows it; `skillnad` and `procent` are empty where nobody can compute them.

    `grupp` says which of the tables it stands in, `andel` is the exact percentage.
    """

    namn: str
    grupp: str
    fore: str
    efter: str
    skillnad: str
    procent: str
    mening: str
    andel: Fraction | None = None


@dataclass(frozen=True, slots=True)
class UppgiftVy:
    """A fact about a requirement before and after: the model's own key, its name in words, and both values."""

    falt: str
    namn: str
    fore: str
    efter: str


@dataclass(frozen=True, slots=True)
class AndringVy:
    """One requirement's difference as it is shown; `tecken` is + for new, - for ended, ~ for changed.

    `nummer` says that it is the old one where the new edition has none: ”(förut 9.6)”.
    """

    id: str
    tecken: str
    nummer: str
    nummer_fore: str
    nummer_efter: str
    rubrik: str
    rubrik_fore: str
    kapitel: str
    slag: tuple[Slag, ...]
    stallning: str
    markning: tuple[str, ...]
    anmarkning: str
    par: tuple[ParVy, ...]
    lydelse_fore: str
    lydelse_efter: str
    siffror: tuple[SiffraVy, ...]
    uppgifter: tuple[UppgiftVy, ...]
    fakta: tuple[Faktum, ...]
    kravniva: str
    vem: str
    typ: str
    omrade: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DelVy:
    """A chapter's or an appendix' own difference: its heading, what happened in a sentence, its text in two columns."""

    id: str
    rubrik: str
    slag: tuple[Slag, ...]
    tecken: str
    mening: str
    par: tuple[ParVy, ...]


@dataclass(frozen=True, slots=True)
class AvsnittVy:
    """A chapter of the document of changes: its anchor, heading, own difference (or none) and its requirements'.

    The book itself, where it differs, is the first of them; its anchor is BOKEN.
    """

    id: str
    nummer: str
    rubrik: str
    egen: DelVy | None
    andringar: tuple[AndringVy, ...]


@dataclass(frozen=True, slots=True)
class TabellandringVy:
    """A register or computed table that differs: its anchor and heading, and its rows as two columns of words."""

    id: str
    rubrik: str
    rader: tuple[Tabellradsvy, ...]


@dataclass(frozen=True, slots=True)
class Tabellradsvy:
    """A row that differs: what it is about, which column, what happened, and both values as they are shown."""

    rad: str
    kolumn: str
    vad: str
    par: ParVy


@dataclass(frozen=True, slots=True)
class ForslagVy:
    """Something that was proposed and became no requirement: what it was, and who, the lawyer's verdict and why."""

    id: str
    rubrik: str
    text: str
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class InspelVy:
    """The part about what was proposed and became no requirement."""

    id: str
    rubrik: str
    inledning: str
    forslag: tuple[ForslagVy, ...]


@dataclass(frozen=True, slots=True)
class AndringsVy:
    """Two editions compared, as the document of changes shows it; `dolda` changes nothing for anyone."""

    titel: str
    bok: str
    organisation: str
    status: str
    sidhuvud: str
    fore: SidaVy
    efter: SidaVy
    uppgifter: tuple[Faktum, ...]
    notiser: tuple[NotisVy, ...]
    sammanfattning: tuple[str, ...]
    omfattning: str
    lasanvisning: str
    fore_kraven: tuple[RegisterVy, ...]
    avsnitt: tuple[AvsnittVy, ...]
    bilagor: tuple[DelVy, ...]
    tabeller: tuple[TabellandringVy, ...]
    efter_kraven: tuple[RegisterVy, ...]
    inspel: InspelVy | None
    dolda: tuple[AndringVy, ...]
    dolda_tabell: RegisterVy | None
    kolofon: tuple[Faktum, ...]

    @property
    def tom(self) -> bool:
        """Whether nothing differs but what a reader may hide."""
        return not (self.avsnitt or self.bilagor or self.tabeller)

    @property
    def boken(self) -> DelVy | None:
        """What differs in the book itself, or None."""
        return next((part.egen for part in self.avsnitt if part.id == BOKEN), None)

    @property
    def kapitel(self) -> tuple[DelVy, ...]:
        """The chapters' own differences."""
        return tuple(part.egen for part in self.avsnitt if part.egen and part.id != BOKEN)


def all_andringar(vy: AndringsVy) -> Iterator[AndringVy]:
    """Yield every requirement's difference that is shown, in the order of the book."""
    for avsnitt in vy.avsnitt:
        yield from avsnitt.andringar


def words_of(bits: tuple[Ordbit, ...]) -> str:
    """Return the words without their signs."""
    return "".join(bit.text for bit in bits)


# What is said aloud before and after words that are struck or added.
STRUCK = ("struket: ", " (slut på struket)")
ADDED = ("tillagt: ", " (slut på tillagt)")


def marked_words(bits: tuple[Ordbit, ...]) -> str:
    """Return the words with what is said aloud before and after those that are struck or added."""
    said = {"=": ("", ""), "-": STRUCK, "+": ADDED}
    return "".join(f"{said[bit.tecken][0]}{bit.text}{said[bit.tecken][1]}" for bit in bits)
