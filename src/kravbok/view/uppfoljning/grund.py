"""What every follow-up document begins and ends with: the edition, notices, and where the document comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok import __version__
from kravbok.edition import Utgivning
from kravbok.settings import Ursprungsmarke
from kravbok.swedish import format_date
from kravbok.view.bok import group_digest, is_reconstruction, standing
from kravbok.view.marke import standing_notices
from kravbok.view.parts import Faktum, NotisVy, bits
from kravbok.view.sidhuvud import running_header
from kravbok.view.uppfoljning.delar import UppfoljningsVy

__all__ = ["CLAIM", "facts", "start", "with_kolofon"]

CLAIM = NotisVy(
    "Kravbok räknar, regionen beslutar",
    "Ett vite är ett avtalsrättsligt anspråk. Här står vad reglerna i boken säger; inget är prövat eller beslutat.",
)


def start(utgivning: Utgivning, slag: str, titel: str, about: str) -> UppfoljningsVy:
    """Return a document without sections: `about` says in one sentence what it is."""
    return UppfoljningsVy(
        slag=slag,
        namn=utgivning.namn,
        titel=titel,
        bok=utgivning.bok.titel,
        organisation=utgivning.organisation.namn,
        status=_status(utgivning),
        sidhuvud=_header(utgivning, titel),
        uppgifter=(),
        notiser=(NotisVy("Om dokumentet", about), *_notices(utgivning)),
        delar=(),
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


def facts(*pairs: tuple[str, str]) -> tuple[Faktum, ...]:
    """Return facts from terms and their words."""
    return tuple(Faktum(term, (bits(words),)) for term, words in pairs)


def with_kolofon(vy: UppfoljningsVy, utgivning: Utgivning, marke: Ursprungsmarke) -> UppfoljningsVy:
    """Return the document with its colophon, which names the hash of all the rest; a draft says so on every page."""
    notices = tuple(standing_notices(marke))
    return replace(
        vy,
        kolofon=tuple(_colophon(utgivning, marke)),
        sidhuvud=_header(utgivning, vy.titel, *(notis.rubrik for notis in notices)),
        notiser=(*notices, *vy.notiser),
    )


def _colophon(utgivning: Utgivning, marke: Ursprungsmarke) -> Iterator[Faktum]:
    yield Faktum("Innehållets kontrollsumma", (bits(f"SHA-256 {group_digest(marke.hash)}"),))
    yield Faktum("Senaste ändring i git", (bits(marke.commit or "okänd: posterna ligger inte i git"),))
    yield Faktum("Licens", (bits(utgivning.organisation.licens),))
    yield Faktum("Framställd med", (bits(f"kravbok {__version__}"),))
