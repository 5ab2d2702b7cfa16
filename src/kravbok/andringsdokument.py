"""The document of changes in all its formats: made, written, read back and proven."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from kravbok.cache import Cache
from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning
from kravbok.export.andringar_html import make_andringsdokument
from kravbok.finding import Finding
from kravbok.settings import Ursprungsmarke
from kravbok.skrift import NO_CACHE, Skrift, write_skrift
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
    cache: Cache = NO_CACHE,
) -> list[Finding]:
    """Write the document in each format as `stam`.format, and prove it; return what was found.

    `datum` is the only day that reaches a file; MallFel for a template that cannot be filled in.
    """
    if not formats:
        return []
    own = {form: partial(_write_rows, vy, rows) for form, rows in _ROWS.items()} | {"docx": _docx}
    skrift = Skrift(make_andringsdokument(vy, mallar, datum), mallar, cache, b"andringar", own)
    return write_skrift(skrift, stam, formats, partial(_prove, vy))


def render_andringar(
    vy: AndringsVy, mallar: Mallar, datum: date, form: str, *, visa_allt: bool
) -> tuple[bytes, list[Finding]]:
    """Return the document in one format as bytes, and what the proof of it found."""
    from tempfile import TemporaryDirectory

    if form in _ROWS:
        return _ROWS[form](vy, datum, visa_allt), []
    with TemporaryDirectory(prefix="kravbok-") as folder:
        path = Path(folder) / f"andringar.{form}"
        findings = write_andringar(vy, mallar, path.with_suffix(""), datum=datum, formats=(form,))
        return path.read_bytes() if path.exists() else b"", findings


def _prove(vy: AndringsVy, path: Path, form: str) -> Iterator[Avvikelse]:
    return prove(path, form, proof_andringar(vy, spoken=form == "html"))


def _docx(skrift: Skrift, path: Path) -> None:
    from kravbok.export.docx import write_docx
    from kravbok.export.underlined import underline_changes

    write_docx(skrift.dokument, underline_changes(skrift.ast), path, skrift.mallar)


Rows = Callable[[AndringsVy, date, bool], bytes]


def _write_rows(vy: AndringsVy, rows: Rows, skrift: Skrift, path: Path) -> None:
    path.write_bytes(rows(vy, skrift.dokument.datum, True))


def _json(vy: AndringsVy, _datum: date, _visa_allt: bool) -> bytes:
    from kravbok.export.andringar_json import andringar_json

    return andringar_json(vy).encode()


def _csv(vy: AndringsVy, _datum: date, visa_allt: bool) -> bytes:
    from kravbok.export.csv_rows import andringar_csv

    return andringar_csv(vy, visa_allt=visa_allt)


def _xlsx(vy: AndringsVy, datum: date, visa_allt: bool) -> bytes:
    from kravbok.export.xlsx import andringar_xlsx

    return andringar_xlsx(vy, datum, visa_allt=visa_allt)


_ROWS: dict[str, Rows] = {"json": _json, "csv": _csv, "xlsx": _xlsx}
"""Formats that are made from the view alone."""
