"""Delning: how a page shows when someone shares its address (Open Graph)."""

from __future__ import annotations

from dataclasses import dataclass

from kravbok.view.webb.sida import INTERN, Sida, WebbVy, rot

__all__ = ["Delning", "make_delning"]

_ARTICLES = ("krav", "id", "kapitel", "andringar")


@dataclass(frozen=True, slots=True)
class Delning:
    """The values of Open Graph: og:title, og:description, og:type, og:locale, og:site_name and og:url.

    `url` is empty when the site's address is not known: it must be a whole address, and nothing else may stand there.
    """

    titel: str
    beskrivning: str
    typ: str
    plats: str
    url: str
    locale: str = "sv_SE"


def make_delning(sida: Sida, webb: WebbVy) -> Delning:
    """Return how a page shows when it is shared."""
    return Delning(
        titel=sida.titel,
        beskrivning=sida.beskrivning,
        typ="article" if sida.slag in _ARTICLES else "website",
        plats=webb.namn,
        url=rot(sida.adress).replace(INTERN, webb.adress) if webb.adress else "",
    )
