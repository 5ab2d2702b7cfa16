"""A book as a redline in all its formats: made, written, read back as either edition and proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from kravbok.cache import Cache
from kravbok.diff.skillnad import Jamforelse
from kravbok.dokument import Dokument
from kravbok.export.redline_html import make_redlinedokument
from kravbok.finding import Finding
from kravbok.production import Utgava
from kravbok.settings import FALLBACK_DATE
from kravbok.skrift import NO_CACHE, Maker, Skrift, write_skrift
from kravbok.templates import Mallar
from kravbok.verify.redline import prove_redline
from kravbok.view.parts import BokVy
from kravbok.view.redline import view_redline
from kravbok.view.redline_delar import RedlineVy

__all__ = ["REDLINEFORMAT", "Redline", "make_redline", "write_redline"]

REDLINEFORMAT = ("html", "pdf", "docx")
"""The formats of a redline, in the order they are written."""


@dataclass(frozen=True)
class Redline:
    """Two editions on their way to one document; what a format needs is made when it is asked for."""

    fore: Utgava
    efter: Utgava
    fore_vy: BokVy
    jamforelse: Jamforelse
    mallar: Mallar
    filer: Mapping[str, bytes]

    @cached_property
    def page(self) -> tuple[RedlineVy, Dokument]:
        """The redline for the screen and for paper."""
        return self._make(exact=False)

    @cached_property
    def word(self) -> tuple[RedlineVy, Dokument]:
        """The redline for Word, where what has moved is removed at one place and added at another."""
        return self._make(exact=True)

    def _make(self, *, exact: bool) -> tuple[RedlineVy, Dokument]:
        vy = view_redline(self.fore_vy, self.efter.vy, self.jamforelse, exact=exact)
        datum = self.efter.utgivning.upplaga.fran.dag or FALLBACK_DATE
        return vy, make_redlinedokument(vy, self.mallar, datum, self.filer)


def make_redline(fore: Utgava, efter: Utgava, jamforelse: Jamforelse, mallar: Mallar) -> Redline:
    """Return the redline between two editions; a picture that is another under the same name gets a name of its own."""
    old, new = fore.filer, efter.filer
    renamed = {
        name: f"filer/fore/{name.removeprefix('filer/')}" for name in old if new.get(name, old[name]) != old[name]
    }
    parts = tuple(replace(part, bild=renamed.get(part.bild, part.bild)) for part in fore.vy.bilagor)
    filer = {renamed.get(name, name): data for name, data in old.items()} | dict(new)
    return Redline(fore, efter, replace(fore.vy, bilagor=parts), jamforelse, mallar, filer)


def write_redline(
    redline: Redline, stam: Path, formats: tuple[str, ...] = REDLINEFORMAT, cache: Cache = NO_CACHE
) -> list[Finding]:
    """Write the redline in each format as `stam`.format, and prove it; return what was found.

    Raises MallFel for a template that cannot be filled in.
    """
    own = [form for form in formats if form in REDLINEFORMAT]
    return [found for form in own for found in _write_format(redline, stam, form, cache)]


def _write_format(redline: Redline, stam: Path, form: str, cache: Cache) -> list[Finding]:
    """Write one file and return where it does not hold both editions."""
    vy, dokument = redline.word if form == "docx" else redline.page
    own: dict[str, Maker] = {"pdf": _pdf, "docx": partial(_docx, vy)}
    skrift = Skrift(dokument, redline.mallar, cache, b"redline" + repr(vy.kommentarer).encode(), own)
    proof = partial(prove_redline, fore=redline.fore.bevis, efter=redline.efter.bevis, moved=vy.flyttade)
    return write_skrift(skrift, stam, [form], proof)


def _pdf(skrift: Skrift, path: Path) -> None:
    from kravbok.export.pdf import write_pdf
    from kravbok.export.redline_tree import page_tree

    write_pdf(skrift.dokument, page_tree(skrift.ast), path, skrift.mallar)


def _docx(vy: RedlineVy, skrift: Skrift, path: Path) -> None:
    from kravbok.export.redline_docx import write_redline_docx

    write_redline_docx(skrift.dokument, skrift.ast, path, skrift.mallar, vy.kommentarer)
