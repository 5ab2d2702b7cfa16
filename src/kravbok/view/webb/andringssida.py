"""The pages of what changed: two consecutive editions without any script, and the free choice of two editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning
from kravbok.view.andringar.delar import ADDED, STRUCK, AndringsVy
from kravbok.view.parts import Bit
from kravbok.view.webb.adress import par_adress
from kravbok.view.webb.bocker import NedladdningVy
from kravbok.view.webb.jamforelse import FilterVy, TillaggVy, chosen_by, link_andringar, side_id, view_filter
from kravbok.view.webb.lage import name_upplaga
from kravbok.view.webb.sida import START, Sida, rot
from kravbok.view.webb.upplagor import bokflode, crumbs

__all__ = ["SKRIPT", "AndringssidaVy", "JamforbokVy", "JamforsidaVy", "andringssida", "jamforsida"]

SKRIPT = "jamfor.js"
"""The script of both pages."""

_SAID = {"struket": STRUCK, "tillagt": ADDED}


@dataclass(frozen=True, slots=True)
class AndringssidaVy:
    """Two consecutive editions compared; `fri` leads to the free choice and `kommando` makes the same documents.

    `tillagg` says by id what each change is chosen by, `sagt` what is said aloud before and after words.
    """

    andringar: AndringsVy
    fore: str
    efter: str
    tillagg: Mapping[str, TillaggVy]
    filter: tuple[FilterVy, ...]
    nedladdningar: tuple[NedladdningVy, ...]
    fri: Bit
    kommando: str
    sagt: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class JamforbokVy:
    """A book in the free choice: its editions by name, and the pages of consecutive editions."""

    id: str
    titel: str
    upplagor: tuple[tuple[str, str], ...]
    par: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class JamforsidaVy:
    """The free choice: the books, and the files of comparisons that there are."""

    bocker: tuple[JamforbokVy, ...]
    filer: tuple[str, ...]


def andringssida(jamforelse: Jamforelse, vy: AndringsVy, nedladdningar: Sequence[NedladdningVy]) -> Sida:
    """Return the page of what changed between two editions of a book."""
    fore, efter = jamforelse.fore, jamforelse.efter
    bok, adress = efter.bok, par_adress(efter.bok, fore.upplaga, efter.upplaga)
    before, after = side_id(fore), side_id(efter)
    added = chosen_by(jamforelse, vy)
    page = AndringssidaVy(
        andringar=link_andringar(jamforelse, vy),
        fore=before,
        efter=after,
        tillagg=added,
        filter=view_filter(jamforelse, added),
        nedladdningar=tuple(nedladdningar),
        fri=Bit("Jämför andra upplagor", rot(f"jamfor/?fore={before}&efter={after}")),
        kommando=f"kravbok diff {before} {after}",
        sagt=_SAID,
    )
    return Sida(
        adress=adress,
        slag="andringar",
        titel=f"{vy.titel}: {bok.titel}",
        beskrivning=" ".join(vy.sammanfattning[:2]),
        vy=page,
        brodsmulor=crumbs(efter)[:2],
        organisation=bok.organisation,
        floden=(bokflode(bok),),
        skript=(SKRIPT,),
    )


def jamforsida(bocker: Sequence[Sequence[Utgivning]], par: Sequence[Jamforelse], filer: Sequence[str]) -> Sida:
    """Return the page where a reader chooses two editions; without scripts it leads to the consecutive ones."""
    books = tuple(_book(book, tuple(_pairs(book, par))) for book in bocker)
    return Sida(
        adress="jamfor/",
        slag="jamfor",
        titel="Jämför upplagor",
        beskrivning="Jämför två upplagor av en bok, eller två böcker, ord för ord.",
        vy=JamforsidaVy(books, tuple(filer)),
        brodsmulor=(START,),
        skript=(SKRIPT,),
        fragment=False,
    )


def _book(book: Sequence[Utgivning], pairs: tuple[Bit, ...]) -> JamforbokVy:
    names = tuple((side_id(item), name_upplaga(item.upplaga)) for item in book)
    return JamforbokVy(book[0].bok.id, book[0].bok.titel, names, pairs)


def _pairs(book: Sequence[Utgivning], par: Sequence[Jamforelse]) -> Iterator[Bit]:
    """Yield the pages of a book's consecutive editions, the last first."""
    for item in reversed(par):
        if item.efter.bok.id == book[0].bok.id:
            old, new = item.fore.upplaga, item.efter.upplaga
            yield Bit(f"{old.id} och {new.id}", rot(par_adress(item.efter.bok, old, new)))
