"""The book as one accessible HTML document, which is both an output and the source of PDF, Word and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kravbok.dokument import Dokument
from kravbok.templates import Mallar
from kravbok.view.parts import BokVy

__all__ = ["make_dokument", "write_html"]

_FACES = (("KravbokSans-Regular", 400), ("KravbokSans-SemiBold", 600))


def make_dokument(vy: BokVy, mallar: Mallar, datum: date, filer: Mapping[str, bytes]) -> Dokument:
    """Return the document for a book; `filer` are the pictures it names."""
    return Dokument(
        html=mallar.render("bok.html", bok=vy, stil=style_sheet(mallar)),
        titel=f"{vy.titel} – {vy.status}",
        sidhuvud=vy.sidhuvud,
        datum=datum,
        forfattare=vy.organisation,
        amne=vy.dokumenttyp,
        nyckelord=("vårdval", vy.dokumenttyp, vy.upplaga),
        filer=filer,
    )


def style_sheet(mallar: Mallar) -> str:
    """Return the style sheet with its own fonts, so that the document needs nothing from outside."""
    from markupsafe import Markup

    faces = "".join(
        f'@font-face{{font-family:"Kravbok Sans";font-weight:{weight};font-display:swap;'
        f"src:url(data:font/woff2;base64,{mallar.embed(f'typsnitt/{name}.woff2')}) format('woff2')}}"
        for name, weight in _FACES
    )
    return Markup(faces + mallar.text("bok.css").replace("</", "<\\/"))  # noqa: S704 - the project's own style sheet


def write_html(dokument: Dokument, path: Path) -> None:
    """Write the document, and beside it the pictures it names."""
    path.write_text(dokument.html, encoding="utf-8", newline="\n")
    for name, data in dokument.filer.items():
        target = path.parent / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
