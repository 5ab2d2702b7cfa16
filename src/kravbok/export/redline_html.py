"""A book as a redline: the accessible HTML document that is an output, and the one that Word is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kravbok.dokument import Dokument
from kravbok.export.html import style_sheet
from kravbok.templates import Mallar
from kravbok.view.redline_delar import RedlineVy

__all__ = ["make_redlinedokument"]

TEMPLATE = "redline.html"
STYLE = "redline.css"


def make_redlinedokument(vy: RedlineVy, mallar: Mallar, datum: date, filer: Mapping[str, bytes]) -> Dokument:
    """Return the document of a redline; MallFel when its template cannot be filled in."""
    from markupsafe import Markup

    own = Markup(mallar.text(STYLE).replace("</", "<\\/"))  # noqa: S704 - the project's own style sheet
    return Dokument(
        html=mallar.render(TEMPLATE, bok=vy, stil=style_sheet(mallar) + own),
        titel=vy.titel,
        sidhuvud=vy.sidhuvud,
        datum=datum,
        forfattare=vy.utgivare,
        amne=vy.jamfor,
        nyckelord=("vårdval", "ändringar"),
        filer=filer,
    )
