"""A page of the website as text: its content, the page with its frame, and the fragment for a CMS."""

from __future__ import annotations

import html
from dataclasses import dataclass

from kravbok.templates import Mallar
from kravbok.view.webb.sida import INTERN, Sida, WebbVy

__all__ = ["Innehall", "make_innehall", "write_fragment", "write_sida"]


@dataclass(frozen=True, slots=True)
class Innehall:
    """A page's content as HTML, with internal links still unresolved."""

    sida: Sida
    html: str


def make_innehall(sida: Sida, webb: WebbVy, mallar: Mallar) -> Innehall:
    """Return a page's content from the template of its kind; MallFel where that fails."""
    return Innehall(sida, mallar.render(f"webb/{sida.slag}.html", vy=sida.vy, sida=sida, webb=webb, rot=INTERN))


def write_sida(innehall: Innehall, webb: WebbVy, mallar: Mallar, jsonld: str = "", *, root: str = "") -> str:
    """Return the whole page: the frame around the content, every internal link relative to the page or to `root`."""
    from markupsafe import Markup

    page = mallar.render(
        "webb/ram.html",
        sida=innehall.sida,
        webb=webb,
        rot=INTERN,
        innehall=Markup(innehall.html),  # noqa: S704 - made by a template of ours, which escapes
        jsonld=Markup(jsonld),  # noqa: S704 - made by jsonld.write_jsonld, which escapes
    )
    return page.replace(INTERN, root or way_to_root(innehall.sida.adress))


def write_fragment(innehall: Innehall, webb: WebbVy) -> str:
    """Return the content alone, for a CMS: its links lead to the site's own address, or are relative without one.

    Last stands what the frame of the page says of all its content: up to which day it is checked.
    """
    root = html.escape(webb.adress) or way_to_root(innehall.sida.adress)
    own = innehall.sida.organisation
    colours = f' data-organisation="{html.escape(own)}"' if own else ""
    content = f'<div class="kb-webb"{colours} lang="sv">\n{innehall.html.replace(INTERN, root)}</div>\n'
    said = " ".join(filter(None, (webb.utkast, webb.kontrollerad)))
    return f'{content}<p class="kb-webb kb-under" lang="sv">{html.escape(said)}</p>\n'


def way_to_root(adress: str) -> str:
    """Return the relative way from a page to the root of the site: ../ for each folder, ./ from the start page."""
    return "../" * adress.count("/") or "./"
