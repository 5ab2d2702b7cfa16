"""The document of changes in all its formats: made, written, read back and proven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse
from kravbok.dokument import Dokument
from kravbok.edition import Utgivning
from kravbok.export.andringar_html import make_andringsdokument
from kravbok.export.failure import ExportFel
from kravbok.export.html import write_html
from kravbok.finding import Finding, Position, finding
from kravbok.settings import Ursprungsmarke
from kravbok.templates import Mallar
from kravbok.verify.bevis import content_hash
from kravbok.verify.bevis_andringar import proof_andringar
from kravbok.verify.compare import Avvikelse
from kravbok.verify.prove import prove
from kravbok.view.andringar.delar import AndringsVy
from kravbok.view.andringar.kolofon import with_kolofon
from kravbok.view.andringar.ord import Sidlasning
from kravbok.view.andringar.urval import Urval
from kravbok.view.andringar.vy import view_andringar

if TYPE_CHECKING:
    from kravbok.cache import Cache
    from kravbok.export.pandoc import Ast

__all__ = ["ANDRINGSFORMAT", "make_andringar", "render_andringar", "write_andringar"]

ANDRINGSFORMAT = ("html", "pdf", "docx", "xlsx", "json", "md")
"""The formats of a document of changes in a build, in the order they are written."""

Mark = Callable[[str], Ursprungsmarke]


def make_andringar(
    fore: Utgivning,
    efter: Utgivning,
    marke: Mark = Ursprungsmarke,
    *,
    jamforelse: Jamforelse | None = None,
    urval: Urval | None = None,
    lasning: tuple[Sidlasning, Sidlasning] | None = None,
) -> AndringsVy:
    """Return what differs between two editions as it is shown; `marke` is given the hash of what the document says.

    `jamforelse` spares a comparison that is already made; `lasning` says how each side was read.
    """
    vy = view_andringar(jamforelse or diff_utgivningar(fore, efter), urval, lasning)
    return with_kolofon(vy, efter, marke(content_hash(proof_andringar(vy, spoken=False))))


def write_andringar(
    vy: AndringsVy,
    mallar: Mallar,
    stam: Path,
    *,
    datum: date,
    formats: tuple[str, ...] = ANDRINGSFORMAT,
    cache: Cache | None = None,
) -> list[Finding]:
    """Write the document in each format as `stam`.format, and prove it; return what was found.

    `datum` is the only day that reaches a file; MallFel for a template that cannot be filled in.
    """
    stam.parent.mkdir(parents=True, exist_ok=True)
    skrift = Skrift(vy, make_andringsdokument(vy, mallar, datum), mallar, cache)
    return [found for form in formats for found in _write_proven(skrift, stam.with_name(f"{stam.name}.{form}"), form)]


def render_andringar(
    vy: AndringsVy, mallar: Mallar, datum: date, form: str, *, visa_allt: bool
) -> tuple[bytes, list[Finding]]:
    """Return the document in one format as bytes, and what the proof of it found."""
    from tempfile import TemporaryDirectory

    if form in _ROWS:
        return _ROWS[form](vy, datum, visa_allt), []
    with TemporaryDirectory(prefix="kravbok-") as folder:
        path = Path(folder) / f"andringar.{form}"
        skrift = Skrift(vy, make_andringsdokument(vy, mallar, datum), mallar)
        findings = _write_proven(skrift, path, form)
        return path.read_bytes() if path.exists() else b"", findings


class Skrift:
    """A document of changes on its way to its files; pandoc reads it when the first format needs it."""

    def __init__(self, vy: AndringsVy, dokument: Dokument, mallar: Mallar, cache: Cache | None = None) -> None:
        self.vy = vy
        self.dokument = dokument
        self.mallar = mallar
        self.cache = cache
        self.ast: Ast | None = None

    def read(self) -> Ast:
        """Return the document's syntax tree."""
        if self.ast is None:
            from kravbok.export.pandoc import read_ast

            self.ast = read_ast(self.dokument)
        return self.ast


def _write_proven(skrift: Skrift, path: Path, form: str) -> list[Finding]:
    """Write one file and return where it does not hold what it must."""
    try:
        _write(skrift, path, form)
    except (ExportFel, RecursionError) as error:
        said = "dokumentet har för många nivåer i varandra" if isinstance(error, RecursionError) else str(error)
        return [_fault("K703", path, said)]
    wanted = proof_andringar(skrift.vy, spoken=form == "html") if form in PROVEN else ()
    return [_deviation(path, item) for item in prove(path, form, wanted)]


def _write(skrift: Skrift, path: Path, form: str) -> None:
    """Write one file; what pandoc and Typst make is taken from the cache when nothing it depends on has changed."""
    if form == "html":
        write_html(skrift.dokument, path)
        return
    if form in _ROWS:
        path.write_bytes(_ROWS[form](skrift.vy, skrift.dokument.datum, True))
        return
    key = _key(skrift, form)
    kept = skrift.cache.get(key) if skrift.cache else None
    if kept is not None:
        path.write_bytes(kept)
        return
    _OF_TREE[form](skrift, path)
    if skrift.cache:
        skrift.cache.put(key, path.read_bytes())


def _key(skrift: Skrift, form: str) -> str:
    from kravbok.cache import key_of
    from kravbok.export.key import export_key

    return key_of(b"andringar", form.encode(), export_key(skrift.dokument, skrift.mallar).encode())


def _json(vy: AndringsVy, _datum: date, _visa_allt: bool) -> bytes:
    from kravbok.export.andringar_json import andringar_json

    return andringar_json(vy).encode()


def _csv(vy: AndringsVy, _datum: date, visa_allt: bool) -> bytes:
    from kravbok.export.csv_rows import andringar_csv

    return andringar_csv(vy, visa_allt=visa_allt)


def _xlsx(vy: AndringsVy, datum: date, visa_allt: bool) -> bytes:
    from kravbok.export.xlsx import andringar_xlsx

    return andringar_xlsx(vy, datum, visa_allt=visa_allt)


def _pdf(skrift: Skrift, path: Path) -> None:
    from kravbok.export.pdf import write_pdf

    write_pdf(skrift.dokument, skrift.read(), path, skrift.mallar)


def _docx(skrift: Skrift, path: Path) -> None:
    from kravbok.export.docx import write_docx
    from kravbok.export.underlined import underline_changes

    write_docx(skrift.dokument, underline_changes(skrift.read()), path, skrift.mallar)


def _markdown(skrift: Skrift, path: Path) -> None:
    from kravbok.export.markdown import write_markdown

    write_markdown(skrift.dokument, skrift.read(), path)


_ROWS: dict[str, Callable[[AndringsVy, date, bool], bytes]] = {"json": _json, "csv": _csv, "xlsx": _xlsx}
"""Formats that are made from the view alone."""

_OF_TREE: dict[str, Callable[[Skrift, Path], None]] = {"pdf": _pdf, "docx": _docx, "md": _markdown}
PROVEN = ("html", "pdf", "docx")
"""The formats that are read back."""


def _deviation(path: Path, item: Avvikelse) -> Finding:
    return _fault(item.code, path, f"I {path.name}, {item.id or 'före första avsnittet'}: {item.message}")


def _fault(code: str, path: Path, message: str) -> Finding:
    hint = "Bygget stoppas. Meddela den som sköter mallarna, eller kravbok om mallarna är orörda."
    return finding(code, Position(path.name), message, hint)
