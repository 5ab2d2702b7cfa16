"""What the website is made of: every book's editions with what changed between them, and the site as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from kravbok import __version__
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning
from kravbok.model.organisation import Organisation
from kravbok.production import Utgava
from kravbok.register import Register
from kravbok.swedish import sort_key
from kravbok.upplagepar import Upplagepar
from kravbok.view.andringar.delar import AndringsVy, AndringVy, all_andringar
from kravbok.view.parts import Bit, Faktum, bits
from kravbok.view.webb.beloppssida import BeloppssidaVy, view_belopp
from kravbok.view.webb.bruk import Bruk, find_uses
from kravbok.view.webb.handelse import Handelse
from kravbok.view.webb.handelser import handelser
from kravbok.view.webb.jamforelsedata import Jamforelseplan, plan_jamforelser
from kravbok.view.webb.lage import day_in_words
from kravbok.view.webb.sida import WebbVy, rot
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy

__all__ = ["Parvy", "Webbunderlag", "make_webb", "make_webbunderlag"]

_MENY = (("Böcker", ""), ("Sök", "sok/"), ("Jämför", "jamfor/"), ("För vårdgivare", "vardgivare/"), ("Om", "om/"))
_FOT = (
    ("Om webbplatsen", "om/"), ("Tillgänglighet", "tillganglighet/"), ("Begrepp", "begrepp/"), ("Beslut", "beslut/"),
    ("Källor", "kallor/"), ("Styrdokument", "styrdokument/"), ("Belopp över åren", "belopp/"),
    ("Det som inte är känt", "luckor/"), ("Kolofon", "kolofon/"),
)  # fmt: skip


@dataclass(frozen=True)
class Parvy:
    """Two consecutive editions compared: as data, and as it is shown."""

    jamforelse: Jamforelse
    vy: AndringsVy


@dataclass(frozen=True)
class Webbunderlag:
    """All that the pages are made of; `filer` are the finished files to fetch, by address, with their size in bytes."""

    register: Register
    bocker: tuple[BokensUpplagor, ...]
    par: tuple[Parvy, ...]
    webb: WebbVy
    per: date | None
    filer: Mapping[str, int]

    @property
    def utgivningar(self) -> list[Utgivning]:
        """Every edition, in order of book and time."""
        return [item.utgivning for book in self.bocker for item in book.upplagor]

    @cached_property
    def handelser(self) -> tuple[Handelse, ...]:
        """All that has happened to the books, the newest first: the feeds tell it, and the start page the latest."""
        return handelser(self.register, self.utgivningar)

    @cached_property
    def bruk(self) -> Bruk:
        """Who leans on each record: four of the registers tell it."""
        return find_uses(self.bocker)

    @cached_property
    def belopp(self) -> BeloppssidaVy:
        """The amounts over the years, that a page shows and pictures draw."""
        return view_belopp(self.bocker)

    @cached_property
    def jamforelser(self) -> tuple[Jamforelseplan, ...]:
        """The files of comparisons to make."""
        return tuple(plan_jamforelser([[item.utgivning for item in book.upplagor] for book in self.bocker]))


def make_webbunderlag(
    utgavor: Sequence[Utgava], pairs: Sequence[Upplagepar], per: date | None, filer: Mapping[str, int], *, utkast: bool
) -> Webbunderlag:
    """Return what the website is made of: all editions, in order of title and time, and their comparisons."""
    register = utgavor[0].utgivning.register
    found = {par.efter.utgivning.namn: par for par in pairs}
    books = [
        BokensUpplagor(tuple(_edition(item, found.get(item.utgivning.namn)) for item in own), per)
        for _, own in groupby(utgavor, key=lambda item: item.utgivning.bok.id)
    ]
    books.sort(key=lambda book: sort_key(book.bok.titel))
    mine = [register.organisationer[name] for name in dict.fromkeys(book.bok.organisation for book in books)]
    return Webbunderlag(
        register=register,
        bocker=tuple(books),
        par=tuple(Parvy(par.jamforelse, par.vy) for par in pairs),
        webb=make_webb(mine, per, utkast=utkast),
        per=per,
        filer=filer,
    )


def _edition(utgava: Utgava, par: Upplagepar | None) -> Upplagevy:
    vy = utgava.vy
    shown = {krav.id: krav for krav in (*(krav for part in vy.kapitel for krav in part.krav), *vy.utanfor)}
    changes: dict[str, AndringVy] = {}
    if par is not None:
        changes = {item.id: item for item in (*all_andringar(par.vy), *par.vy.dolda)}
    return Upplagevy(utgava.utgivning, lambda: vy, shown, changes, par.fore.utgivning if par is not None else None)


def make_webb(organisationer: Sequence[Organisation], per: date | None, *, utkast: bool) -> WebbVy:
    """Return what all pages share: the site has the name and the address of the organisation, where there is one."""
    addresses = {item.webbplats for item in organisationer if item.webbplats}
    first = organisationer[0]
    return WebbVy(
        namn=f"Krav och kvalitet, {first.namn}" if len(organisationer) == 1 else "Krav- och kvalitetsböcker",
        adress=addresses.pop() if len(addresses) == 1 else "",
        meny=tuple(Bit(words, rot(adress)) for words, adress in _MENY),
        fot=tuple(Bit(words, rot(adress)) for words, adress in _FOT),
        per=day_in_words(per),
        dag=per,
        uppgifter=(Faktum("Framställd med", (bits(f"kravbok {__version__}"),)),),
        organisationer={item.id: item for item in organisationer},
        utkast="Posterna eller mallarna skiljer sig från det som är sparat i git." if utkast else "",
    )
