"""Jamforelse -> the four drafts as they are shown, each with its title page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kravbok.edition import Utgivning
from kravbok.settings import Ursprungsmarke
from kravbok.view.beslutsunderlag.annons import annons, annonsens_uppgifter
from kravbok.view.beslutsunderlag.brev import brev, brevets_uppgifter
from kravbok.view.beslutsunderlag.samverkan import samverkan, samverkans_uppgifter
from kravbok.view.beslutsunderlag.tjansteskrivelse import tjansteskrivelse, tjansteskrivelsens_uppgifter
from kravbok.view.beslutsunderlag.underlag import Underlag, proposed
from kravbok.view.bok import is_reconstruction, standing
from kravbok.view.handling import DelVy, HandlingVy, kolofon
from kravbok.view.marke import standing_notices
from kravbok.view.parts import Faktum, NotisVy
from kravbok.view.sidhuvud import running_header

__all__ = ["SLAG", "view_handling", "with_kolofon"]


@dataclass(frozen=True, slots=True)
class Slag:
    """A kind of draft: its title, the lines of its title page and its parts."""

    titel: str
    uppgifter: Callable[[Underlag], Iterator[Faktum]]
    delar: Callable[[Underlag], Iterator[DelVy]]


SLAG: dict[str, Slag] = {
    "tjansteskrivelse": Slag("Tjänsteskrivelse", tjansteskrivelsens_uppgifter, tjansteskrivelse),
    "samverkan": Slag("Underlag för facklig samverkan", samverkans_uppgifter, samverkan),
    "brev-till-vardgivare": Slag("Brev till vårdgivarna", brevets_uppgifter, brev),
    "annons": Slag("Text till annonsen på Valfrihetswebben", annonsens_uppgifter, annons),
}
"""The drafts by the name that their files end with, in order."""


def view_handling(underlag: Underlag, slag: str) -> HandlingVy:
    """Return a draft without its colophon."""
    kind, efter = SLAG[slag], underlag.efter
    return HandlingVy(
        slag=slag,
        titel=kind.titel,
        bok=efter.bok.titel,
        organisation=efter.organisation.namn,
        status=f"UTKAST inför {proposed(efter)}",
        sidhuvud=_header(efter, kind.titel),
        uppgifter=tuple(kind.uppgifter(underlag)),
        notiser=tuple(_notices(underlag)),
        delar=tuple(kind.delar(underlag)),
    )


def _header(efter: Utgivning, titel: str, *notices: NotisVy) -> str:
    """Return the line of every page; where the mark says that the records are not saved, that is said of the draft."""
    first = tuple((notis.rubrik,) for notis in notices) or (("UTKAST",),)
    return running_header(*first, (titel, ""), (f"{efter.bok.titel} {efter.upplaga.id}",), standing(efter))


def _notices(underlag: Underlag) -> Iterator[NotisVy]:
    yield NotisVy(
        "Utkast",
        "Texten är gjord av kravbok ur posterna och är inte färdig. Den som handlägger ärendet läser, fyller i där "
        "det står ”uppgift saknas” och svarar för innehållet.",
    )
    if is_reconstruction(underlag.efter):
        text = (
            "Boken är en rekonstruktion ur offentliga rapporter, gjord som referensinnehåll för kravbok. Utkastet är "
            "inte regionens handling och har ingen rättslig verkan."
        )
        yield NotisVy("Rekonstruktion", text)
    if underlag.efter.upplaga.foreslagen:
        yield NotisVy("Förslag", "Ändringarna är föreslagna, inte beslutade.")


def with_kolofon(vy: HandlingVy, underlag: Underlag, marke: Ursprungsmarke) -> HandlingVy:
    """Return the draft with its colophon, which names the hash of the rest; unsaved records are told of everywhere."""
    sides = (underlag.andringar.fore.uppgift, underlag.andringar.efter.uppgift)
    notices = tuple(standing_notices(marke))
    return replace(
        vy,
        kolofon=tuple(kolofon(marke, sides, underlag.efter.organisation.licens)),
        sidhuvud=_header(underlag.efter, vy.titel, *notices),
        notiser=(*notices, *vy.notiser),
    )
