"""The pages about all books: the registers, what follows from the requirements, and what the site says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kravbok.export.webb.beloppsdiagram import make_beloppsdiagram
from kravbok.export.webb.saknad import write_saknad
from kravbok.templates import Mallar
from kravbok.view.webb.adress import upplaga_adress
from kravbok.view.webb.begreppssida import BegreppssidaVy, begreppssida
from kravbok.view.webb.beloppssida import BeloppssidaVy, beloppssida
from kravbok.view.webb.beslutssida import BeslutssidaVy, beslutssida
from kravbok.view.webb.kallsida import KallorVy, kallsida
from kravbok.view.webb.kolofonsida import KolofonVy, kolofonsida
from kravbok.view.webb.lucksida import LuckorVy, lucksida
from kravbok.view.webb.omsida import OmVy, omsida
from kravbok.view.webb.sida import INTERN, Sida
from kravbok.view.webb.styrsida import StyrdokumentsidaVy, styrsida
from kravbok.view.webb.tillganglighetssida import TillganglighetVy, tillganglighetssida
from kravbok.view.webb.vardgivarsida import VardgivarsidaVy, vardgivarsida
from kravbok.webbplats.plan import STOR, Sidplan
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


_MAKERS: dict[str, Callable[[Webbunderlag], Sida]] = {
    "begrepp": lambda site: begreppssida(site.register, site.bocker, site.bruk),
    "beslut": lambda site: beslutssida(site.register, site.bocker, site.bruk),
    "kallor": lambda site: kallsida(site.register, site.bocker, site.bruk),
    "styrdokument": lambda site: styrsida(site.register, site.bocker, site.bruk),
    "belopp": lambda site: beloppssida(site.belopp, site.bocker),
    "vardgivare": lambda site: vardgivarsida(site.bocker),
    "luckor": lambda site: lucksida(site.register, site.bocker, site.per),
    "om": lambda site: omsida(site.webb, site.bocker),
    "tillganglighet": lambda site: tillganglighetssida(site.webb, site.bocker),
    "kolofon": lambda site: kolofonsida(site.webb, site.bocker),
}


def own_sidor(underlag: Webbunderlag) -> Iterator[Sidplan]:
    """Yield the pages about all books, each at the address that is its name."""
    for name, make in _MAKERS.items():
        yield Sidplan(f"{name}/", "", partial(make, underlag), STOR)


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
