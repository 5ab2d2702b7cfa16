"""A follow-up document as one accessible HTML document, the source of PDF and Word too."""

from __future__ import annotations

from datetime import date

from kravbok.dokument import Dokument
from kravbok.export.html import style_sheet
from kravbok.templates import Mallar
from kravbok.view.uppfoljning.delar import UppfoljningsVy

__all__ = ["make_uppfoljningsdokument"]

TEMPLATE = "uppfoljning.html"


def make_uppfoljningsdokument(vy: UppfoljningsVy, mallar: Mallar, datum: date) -> Dokument:
    """Return the document; MallFel when its template cannot be filled in."""
    return Dokument(
        html=mallar.render(TEMPLATE, uppfoljning=vy, stil=style_sheet(mallar)),
        titel=f"{vy.titel} – {vy.bok}",
        sidhuvud=vy.sidhuvud,
        datum=datum,
        forfattare=vy.organisation,
        amne=vy.status,
        nyckelord=("vårdval", "uppföljning"),
    )
