"""The changes between two editions as one accessible HTML document, the source of PDF, Word and Markdown too."""

from __future__ import annotations

from datetime import date

from kravbok.dokument import Dokument
from kravbok.export.html import style_sheet
from kravbok.templates import Mallar
from kravbok.view.andringar.delar import ADDED, STRUCK, AndringsVy

__all__ = ["make_andringsdokument"]

TEMPLATE = "andringar.html"
STYLE = "andringar.css"


def make_andringsdokument(vy: AndringsVy, mallar: Mallar, datum: date) -> Dokument:
    """Return the document of changes; MallFel when its template cannot be filled in."""
    from markupsafe import Markup

    own = Markup(mallar.text(STYLE).replace("</", "<\\/"))  # noqa: S704 - the project's own style sheet
    said = {"struket": STRUCK, "tillagt": ADDED}
    return Dokument(
        html=mallar.render(TEMPLATE, andringar=vy, sagt=said, stil=style_sheet(mallar) + own),
        titel=f"{vy.titel} – {vy.bok}",
        sidhuvud=vy.sidhuvud,
        datum=datum,
        forfattare=vy.organisation,
        amne=vy.status,
        nyckelord=("vårdval", "ändringar"),
    )
