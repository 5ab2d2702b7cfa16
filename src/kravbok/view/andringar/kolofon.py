"""Where a document of changes comes from: what was compared, the hash of what it says, the commit, the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok import __version__
from kravbok.edition import Utgivning
from kravbok.settings import Ursprungsmarke
from kravbok.view.andringar.delar import AndringsVy, SidaVy
from kravbok.view.bok import group_digest
from kravbok.view.marke import standing_notices
from kravbok.view.parts import Faktum, bits

__all__ = ["with_kolofon"]


def with_kolofon(vy: AndringsVy, efter: Utgivning, marke: Ursprungsmarke) -> AndringsVy:
    """Return the document with its colophon: it names the hash of all the rest, so it is made last.

    A draft, and records read as they stood on a day, are told of on every page, as in the book: then without the book's
    name, which the foot of the page has, so that it is one line.
    """
    vy = replace(vy, kolofon=tuple(_colophon(vy, efter, marke)))
    for notis in standing_notices(marke):
        header = vy.sidhuvud.removeprefix(f"{vy.bok} · ")
        vy = replace(vy, sidhuvud=f"{notis.rubrik} · {header}", notiser=(notis, *vy.notiser))
    return vy


def _colophon(vy: AndringsVy, efter: Utgivning, marke: Ursprungsmarke) -> Iterator[Faktum]:
    yield Faktum("Innehållets kontrollsumma", (bits(f"SHA-256 {group_digest(marke.hash)}"),))
    yield Faktum("Jämfört", tuple(bits(_compared(side)) for side in (vy.fore, vy.efter)))
    yield Faktum("Senaste ändring i git", (bits(marke.commit or "okänd: posterna ligger inte i git"),))
    if marke.stod:
        yield Faktum("Som boken stod", (bits(marke.stod),))
    if marke.utkast:
        yield Faktum("Utkast", (bits("Posterna eller mallarna skiljer sig från det som är sparat i git."),))
    yield Faktum("Licens", (bits(efter.organisation.licens),))
    yield Faktum("Framställd med", (bits(f"kravbok {__version__}"),))


def _compared(side: SidaVy) -> str:
    return f"{side.uppgift}; {side.enligt_git}" if side.enligt_git else side.uppgift
