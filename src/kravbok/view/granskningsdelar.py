"""The frozen objects of a review: what a branch does to the books, nothing but words and their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kravbok.diff.skillnad import Ordbit
from kravbok.finding import Finding
from kravbok.swedish import format_list
from kravbok.view.andringar.delar import AndringVy, DelVy

__all__ = [
    "Bockerna",
    "GodkannandeVy",
    "GodkannareVy",
    "GranskadDel",
    "GranskadUpplaga",
    "GranskatKrav",
    "GranskningsVy",
    "Kostnad",
    "PostVy",
    "SkalVy",
    "TraffVy",
    "Upplagenamn",
    "UtanBeslut",
    "name_editions",
]  # fmt: skip


Upplagenamn = tuple[str, str]
"""An edition's names: the book's title and the edition's own."""


def name_editions(names: Iterable[Upplagenamn]) -> str:
    """Return editions in words, each book once: ”Fotvård 2022 samt Hälsoval 2021 och 2022”."""
    found: dict[str, dict[str, None]] = {}
    for bok, upplaga in names:
        found.setdefault(bok, {})[upplaga] = None
    several = any(len(editions) > 1 for editions in found.values())
    said = [f"{bok} {format_list(list(editions))}" for bok, editions in found.items()]
    return format_list(said, "samt" if several else "och")


@dataclass(frozen=True, slots=True)
class GranskadUpplaga:
    """An edition that came, differs or went: its names, what a new one is compared with, and how much of it differs.

    `adress` and `redline` are paths on the website and in the build; empty where there is nothing to show.
    """

    bok: str
    upplaga: str
    anmarkning: str
    omfattning: str
    vad: Literal["ny", "ändrad", "borttagen"] = "ändrad"
    nya: int = 0
    andrade: int = 0
    upphavda: int = 0
    dolda: int = 0
    delar: int = 0
    adress: str = ""
    redline: str = ""

    @property
    def namn(self) -> Upplagenamn:
        """The book and the edition."""
        return self.bok, self.upplaga


@dataclass(frozen=True, slots=True)
class GranskatKrav:
    """A requirement's difference, once, and every edition that has it; `angivet` is its class as the branch says it."""

    andring: AndringVy
    upplagor: tuple[Upplagenamn, ...]
    angivet: tuple[str, ...] = ()

    @property
    def skarpt(self) -> bool:
        """Whether it binds harder than before, by its level or by what the branch says."""
        return "skärpt" in (*self.andring.slag, *self.angivet)


@dataclass(frozen=True, slots=True)
class GranskadDel:
    """A difference of a chapter, an appendix or the book itself, and every edition that has it."""

    egen: DelVy
    upplagor: tuple[Upplagenamn, ...]


@dataclass(frozen=True, slots=True)
class UtanBeslut:
    """A change that no decision of its own carries, and why in which editions, as far as it is known."""

    krav: str
    rubrik: str
    varfor: tuple[tuple[str, tuple[Upplagenamn, ...]], ...]


@dataclass(frozen=True, slots=True)
class Kostnad:
    """What an edition costs beside the one before it, as reckoned before the branch and after it; empty if it was not.

    `luckor_fore` and `luckor` are how many values are missing before it and after it.
    """

    upplaga: Upplagenamn
    jamfort: str
    fore: str
    efter: str
    luckor_fore: int
    luckor: int


@dataclass(frozen=True, slots=True)
class Bockerna:
    """Everything that the branch does to the books; `ojamforda` are editions that could not be compared.

    `synliga` are the requirements that differ in some edition, if only in number, typography or source.
    """

    upplagor: tuple[GranskadUpplaga, ...] = ()
    krav: tuple[GranskatKrav, ...] = ()
    delar: tuple[GranskadDel, ...] = ()
    utan_beslut: tuple[UtanBeslut, ...] = ()
    kostnader: tuple[Kostnad, ...] = ()
    ojamforda: tuple[str, ...] = ()
    synliga: frozenset[str] = frozenset()

    @property
    def tom(self) -> bool:
        """Whether no book differs."""
        return not (self.upplagor or self.ojamforda)


@dataclass(frozen=True, slots=True)
class TraffVy:
    """What meets a condition: a requirement with its heading, an edition, or an organisation's rules.

    `upplagor` are the editions where it does, and `adress` a path on the website; empty where there is none.
    """

    namn: str
    rubrik: str = ""
    upplagor: tuple[Upplagenamn, ...] = ()
    adress: str = ""


@dataclass(frozen=True, slots=True)
class SkalVy:
    """A condition in words, and what meets it."""

    villkor: str
    traffar: tuple[TraffVy, ...]


@dataclass(frozen=True, slots=True)
class GodkannareVy:
    """A role that is to approve, its group at the forge (or nothing), and why.

    `enligt_grenen` says that these reasons are those of rules that the branch itself has written.
    """

    roll: str
    grupp: str
    skal: tuple[SkalVy, ...]
    enligt_grenen: bool = False


@dataclass(frozen=True, slots=True)
class GodkannandeVy:
    """Who is to approve, by the rules of the base.

    `filer` are the files that have rules, or could have; `andrade` the organisations whose rules the branch
    changes, and `olasta` the files that cannot be read in the base, so that nobody knows what they ask for.
    """

    roller: tuple[GodkannareVy, ...] = ()
    filer: tuple[str, ...] = ()
    regler: bool = False
    andrade: tuple[str, ...] = ()
    olasta: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostVy:
    """A record that differs: what it is in words, its id, what happened, and its file.

    `ord` are the words of a term's definition before and after, in one line of reading; empty for other records.
    """

    slag: str
    id: str
    vad: str
    path: str
    ord: tuple[Ordbit, ...] = ()


@dataclass(frozen=True, slots=True)
class GranskningsVy:
    """A branch reviewed: what it is compared with, the books, the findings, and what collides with the base.

    `nya_fynd` and `borta_fynd` are those that came and went with the branch, `gamla_fel` how many errors were there
    before it. `olasta` says that records could not be read, so that the books are not compared.
    `andra_filer` are files beside them that differ, or None where that cannot be told.
    """

    gren: str
    bas: str
    grund: str
    bockerna: Bockerna
    godkannande: GodkannandeVy = GodkannandeVy()
    nya_fynd: tuple[Finding, ...] = ()
    borta_fynd: tuple[Finding, ...] = ()
    gamla_fel: int = 0
    samtidiga: tuple[str, ...] = ()
    poster: tuple[PostVy, ...] = ()
    mallar: tuple[str, ...] = ()
    andra_filer: tuple[str, ...] | None = ()
    olasta: bool = False

    @property
    def tom(self) -> bool:
        """Whether the branch does nothing to books, records or templates."""
        return self.bockerna.tom and not (self.poster or self.mallar or self.olasta)
