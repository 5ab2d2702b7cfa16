"""The pages about all books: the registers, what follows from the requirements, and what the site says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.export.webb.beloppsdiagram import make_beloppsdiagram
from kravbok.export.webb.saknad import write_saknad
from kravbok.templates import Mallar
from kravbok.view.webb.adress import upplaga_adress
from kravbok.view.webb.begreppssida import BegreppssidaVy, begreppssida
from kravbok.view.webb.beloppssida import BeloppssidaVy, beloppssida
from kravbok.view.webb.beslutssida import BeslutssidaVy, beslutssida
from kravbok.view.webb.bruk import find_uses
from kravbok.view.webb.kallsida import KallorVy, kallsida
from kravbok.view.webb.kolofonsida import KolofonVy, kolofonsida
from kravbok.view.webb.lucksida import LuckorVy, lucksida
from kravbok.view.webb.omsida import OmVy, omsida
from kravbok.view.webb.sida import INTERN, Sida
from kravbok.view.webb.styrsida import StyrdokumentsidaVy, styrsida
from kravbok.view.webb.tillganglighetssida import TillganglighetVy, tillganglighetssida
from kravbok.view.webb.vardgivarsida import VardgivarsidaVy, vardgivarsida
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["EGNA_SLAG", "own_files", "own_sidor"]

EGNA_SLAG: dict[str, type] = {
    "begrepp": BegreppssidaVy,
    "beslut": BeslutssidaVy,
    "kallor": KallorVy,
    "styrdokument": StyrdokumentsidaVy,
    "belopp": BeloppssidaVy,
    "vardgivare": VardgivarsidaVy,
    "luckor": LuckorVy,
    "om": OmVy,
    "tillganglighet": TillganglighetVy,
    "kolofon": KolofonVy,
}
"""The kinds of these pages, with the type that their schema is made from."""


def own_sidor(underlag: Webbunderlag) -> Iterator[Sida]:
    """Yield the pages about all books."""
    register, bocker, webb = underlag.register, underlag.bocker, underlag.webb
    bruk = find_uses(bocker)
    yield begreppssida(register, bocker, bruk)
    yield beslutssida(register, bocker, bruk)
    yield kallsida(register, bocker, bruk)
    yield styrsida(register, bocker, bruk)
    yield beloppssida(underlag.belopp, bocker)
    yield vardgivarsida(bocker)
    yield lucksida(register, bocker, underlag.per)
    yield omsida(webb, bocker)
    yield tillganglighetssida(webb, bocker)
    yield kolofonsida(webb, bocker)


def own_files(underlag: Webbunderlag, mallar: Mallar) -> Iterator[tuple[str, bytes]]:
    """Yield the files that pages show but no format of a book has written: pictures, and what a server has for none."""
    for book in underlag.belopp.bocker:
        for picture in book.diagram:
            yield picture.adress.removeprefix(INTERN), make_beloppsdiagram(picture).encode()
    yield from _appendix_pictures(underlag)
    yield "404.html", write_saknad(underlag.webb, mallar).encode()


def _appendix_pictures(underlag: Webbunderlag) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of appendices that no format has brought with it: a site may be built alone."""
    for book in underlag.bocker:
        for item in book.upplagor:
            folder = upplaga_adress(book.bok, item.utgivning.upplaga)
            for part in item.bok.bilagor:
                if part.bild and f"{folder}{part.bild}" not in underlag.filer:
                    yield f"{folder}{part.bild}", underlag.register.filer[f"krav/{book.bok.id}/{part.bild}"]
