"""A book as a redline in all its formats: made, written, read back as either edition and proven."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kravbok.diff.skillnad import Jamforelse
from kravbok.dokument import Dokument
from kravbok.export.failure import ExportFel
from kravbok.export.html import write_html
from kravbok.export.redline_html import make_redlinedokument
from kravbok.finding import Finding, Position, finding
from kravbok.production import Utgava
from kravbok.settings import FALLBACK_DATE
from kravbok.templates import Mallar
from kravbok.verify.compare import Avvikelse
from kravbok.verify.redline import prove_redline
from kravbok.view.parts import BokVy
from kravbok.view.redline import view_redline
from kravbok.view.redline_delar import RedlineVy

if TYPE_CHECKING:
    from kravbok.cache import Cache

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
    old, new = fore.dokument.filer, efter.dokument.filer
    renamed = {
        name: f"filer/fore/{name.removeprefix('filer/')}" for name in old if new.get(name, old[name]) != old[name]
    }
    parts = tuple(replace(part, bild=renamed.get(part.bild, part.bild)) for part in fore.vy.bilagor)
    filer = {renamed.get(name, name): data for name, data in old.items()} | dict(new)
    return Redline(fore, efter, replace(fore.vy, bilagor=parts), jamforelse, mallar, filer)


def write_redline(
    redline: Redline, stam: Path, formats: tuple[str, ...] = REDLINEFORMAT, cache: Cache | None = None
) -> list[Finding]:
    """Write the redline in each format as `stam`.format, and prove it; return what was found.

    Raises MallFel for a template that cannot be filled in.
    """
    stam.parent.mkdir(parents=True, exist_ok=True)
    own = (form for form in formats if form in REDLINEFORMAT)
    return [
        found for form in own for found in _write_proven(redline, stam.with_name(f"{stam.name}.{form}"), form, cache)
    ]


def _write_proven(redline: Redline, path: Path, form: str, cache: Cache | None) -> list[Finding]:
    """Write one file and return where it does not hold both editions."""
    vy, _ = redline.word if form == "docx" else redline.page
    try:
        _write(redline, path, form, cache)
    except (ExportFel, RecursionError) as error:
        said = "dokumentet har för många nivåer i varandra" if isinstance(error, RecursionError) else str(error)
        return [_fault("K703", path, said)]
    return [
        _deviation(path, item)
        for item in prove_redline(path, form, redline.fore.bevis, redline.efter.bevis, vy.flyttade)
    ]


def _write(redline: Redline, path: Path, form: str, cache: Cache | None) -> None:
    """Write one file; what pandoc and Typst make is taken from the cache when nothing it depends on has changed."""
    if form == "html":
        write_html(redline.page[1], path)
        return
    key = _key(redline, form)
    kept = cache.get(key) if cache else None
    if kept is not None:
        path.write_bytes(kept)
        return
    _WRITERS[form](redline, path)
    if cache:
        cache.put(key, path.read_bytes())


def _key(redline: Redline, form: str) -> str:
    from kravbok.cache import key_of
    from kravbok.export.key import export_key

    vy, dokument = redline.word if form == "docx" else redline.page
    return key_of(
        b"redline", form.encode(), repr(vy.kommentarer).encode(), export_key(dokument, redline.mallar).encode()
    )


def _pdf(redline: Redline, path: Path) -> None:
    from kravbok.export.pandoc import read_ast
    from kravbok.export.pdf import write_pdf
    from kravbok.export.redline_tree import page_tree

    _, dokument = redline.page
    write_pdf(dokument, page_tree(read_ast(dokument)), path, redline.mallar)


def _docx(redline: Redline, path: Path) -> None:
    from kravbok.export.pandoc import read_ast
    from kravbok.export.redline_docx import write_redline_docx

    vy, dokument = redline.word
    write_redline_docx(dokument, read_ast(dokument), path, redline.mallar, vy.kommentarer)


_WRITERS: dict[str, Callable[[Redline, Path], None]] = {"pdf": _pdf, "docx": _docx}


def _deviation(path: Path, item: Avvikelse) -> Finding:
    return _fault(item.code, path, f"I {path.name}, {item.id or 'före första avsnittet'}: {item.message}")


def _fault(code: str, path: Path, message: str) -> Finding:
    hint = "Bygget stoppas. Meddela den som sköter mallarna, eller kravbok om mallarna är orörda."
    return finding(code, Position(path.name), message, hint)
