"""What a server shows for an address that has no page: the only page whose links are not relative."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from kravbok.export.webb.sida import make_innehall, write_sida
from kravbok.templates import Mallar
from kravbok.view.parts import Bit
from kravbok.view.webb.sida import Sida, WebbVy

__all__ = ["SaknadVy", "write_saknad"]


@dataclass(frozen=True, slots=True)
class SaknadVy:
    """The ways on from a page that does not exist."""

    vagar: tuple[Bit, ...]


def write_saknad(webb: WebbVy, mallar: Mallar) -> str:
    """Return the page; it is shown at any address, so its links begin at the server's root, or at the site's folder.

    A site whose address is not known is taken to lie in the root of its server.
    """
    sida = Sida(
        adress="404.html",
        slag="saknad",
        titel="Sidan finns inte",
        beskrivning="På den adressen finns ingen sida.",
        vy=SaknadVy(tuple({bit.href: bit for bit in (*webb.fot, *webb.meny)}.values())),
        fragment=False,
    )
    return write_sida(make_innehall(sida, webb, mallar), webb, mallar, root=server_path(webb.adress))


def server_path(adress: str) -> str:
    """Return the way from the server's root to the site."""
    return urlsplit(adress).path.rstrip("/") + "/"
