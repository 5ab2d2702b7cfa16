"""A document of parts as one accessible HTML document, the source of PDF, Word and Markdown too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kravbok.dokument import Dokument
from kravbok.export.html import style_sheet
from kravbok.templates import Mallar
from kravbok.view.handling import HandlingVy

__all__ = ["make_handlingsdokument"]

TEMPLATE = "handling.html"


def make_handlingsdokument(
    vy: HandlingVy, mallar: Mallar, datum: date, filer: Mapping[str, bytes] | None = None
) -> Dokument:
    """Return the document; `filer` are the pictures it names. MallFel when its template cannot be filled in."""
    return Dokument(
        html=mallar.render(TEMPLATE, handling=vy, stil=style_sheet(mallar)),
        titel=f"{vy.titel} – {vy.bok}",
        sidhuvud=vy.sidhuvud,
        datum=datum,
        forfattare=vy.organisation,
        amne=vy.status,
        nyckelord=("vårdval", vy.titel),
        filer=filer or {},
    )
