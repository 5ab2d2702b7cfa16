"""What every follow-up document begins and ends with: the edition, notices, and where the document comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok.edition import Utgivning
from kravbok.settings import Ursprungsmarke
from kravbok.swedish import format_date
from kravbok.view.bok import is_reconstruction, standing
from kravbok.view.handling import DelVy, HandlingVy, kolofon
from kravbok.view.marke import standing_notices
from kravbok.view.parts import Faktum, NotisVy
from kravbok.view.sidhuvud import running_header
from kravbok.view.uppfoljning.delar import UppfoljningsVy

__all__ = ["CLAIM", "make_handling", "with_kolofon"]

MANY_PARTS = 7
"""Sections up to which a document is read without a list of its contents."""

Om = tuple[str, str]

CLAIM = NotisVy(
    "Kravbok räknar, regionen beslutar",
    "Ett vite är ett avtalsrättsligt anspråk. Här står vad reglerna i boken säger; inget är prövat eller beslutat.",
)


def make_handling(
    utgivning: Utgivning,
    slag: str,
    om: Om,
    uppgifter: tuple[Faktum, ...],
    delar: tuple[DelVy, ...] = (),
    notiser: tuple[NotisVy, ...] = (),
) -> HandlingVy:
    """Return a document without its colophon: `om` is its title, and in one sentence what it is."""
    titel, about = om
    return HandlingVy(
        slag=slag,
        titel=titel,
        bok=utgivning.bok.titel,
        organisation=utgivning.organisation.namn,
        status=_status(utgivning),
        sidhuvud=_header(utgivning, titel),
        uppgifter=uppgifter,
        notiser=(NotisVy("Om dokumentet", about), *_notices(utgivning), *notiser),
        delar=delar,
        har_innehall=len(delar) > MANY_PARTS,
    )


def _header(utgivning: Utgivning, titel: str, *notices: str) -> str:
    """Return the line of every page; the foot of the page has the title too, so that it is what gives way."""
    proposal = " (förslag)" if utgivning.upplaga.foreslagen else ""
    name = f"{utgivning.bok.titel} {utgivning.upplaga.id}{proposal}"
    titles = (titel, titel.partition(":")[0], "")
    return running_header(*((notice,) for notice in notices), titles, (name,), standing(utgivning))


def _status(utgivning: Utgivning) -> str:
    upplaga = utgivning.upplaga
    if upplaga.foreslagen:
        return f"Förslag till upplaga {upplaga.id}"
    return f"Upplaga {upplaga.id}, {upplaga.status}"


def _notices(utgivning: Utgivning) -> Iterator[NotisVy]:
    if is_reconstruction(utgivning):
        text = "Boken är en rekonstruktion ur offentliga rapporter. Det är inte regionens eget dokument."
        yield NotisVy("Rekonstruktion", text)
    if utgivning.upplaga.foreslagen:
        yield NotisVy("Förslag", "Upplagan är ett förslag. Kraven gäller först när de är beslutade.")
    if utgivning.dag is not None:
        yield NotisVy("En dag", f"Dokumentet visar vad som gällde den {format_date(utgivning.dag)}.")


def with_kolofon(vy: UppfoljningsVy, utgivning: Utgivning, marke: Ursprungsmarke) -> UppfoljningsVy:
    """Return the document with its colophon, which names the hash of all the rest; a draft says so on every page."""
    notices = tuple(standing_notices(marke))
    source = f"{utgivning.bok.titel}, upplaga {utgivning.upplaga.id}"
    handling = replace(
        vy.handling,
        kolofon=tuple(kolofon(marke, (source,), utgivning.organisation.licens)),
        sidhuvud=_header(utgivning, vy.handling.titel, *(notis.rubrik for notis in notices)),
        notiser=(*notices, *vy.handling.notiser),
    )
    return replace(vy, handling=handling)
