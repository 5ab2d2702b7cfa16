"""A document in its formats: each file made or taken from the cache, read back and proven; faults are findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kravbok.cache import Cache, key_of
from kravbok.dokument import Dokument
from kravbok.export.failure import ExportFel
from kravbok.export.html import write_html
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.templates import Mallar
from kravbok.verify.compare import Avvikelse

if TYPE_CHECKING:
    from kravbok.export.pandoc import Ast

__all__ = ["NO_CACHE", "Maker", "Skrift", "file_fault", "write_skrift"]

NO_CACHE = Cache(None)
"""Remembers nothing."""

Maker = Callable[["Skrift", Path], None]
"""Writes one file of a document; raises ExportFel when it cannot be made, MallFel for a template."""


@dataclass(frozen=True)
class Skrift:
    """A document on its way to its files: `own` makes the formats that its kind has in a way of its own.

    `slag` is what a kept file depends on beside the document and the templates: the kind, and what `own` adds.
    """

    dokument: Dokument
    mallar: Mallar
    cache: Cache = NO_CACHE
    slag: bytes = b""
    own: Mapping[str, Maker] = field(default_factory=dict)

    @cached_property
    def ast(self) -> Ast:
        """The syntax tree, read by pandoc when the first format needs it."""
        from kravbok.export.pandoc import read_ast

        return read_ast(self.dokument)


def write_skrift(
    skrift: Skrift,
    stam: Path,
    formats: Iterable[str],
    prove: Callable[[Path, str], Iterable[Avvikelse]],
    *,
    folder: str = "",
    place: Callable[[str], Position | None] = lambda _: None,
) -> list[Finding]:
    """Write `stam`.format for each format, and return where a file does not hold what it must.

    `folder` is where findings say that the files lie; `place` is where the record with an anchor is written.
    """
    stam.parent.mkdir(parents=True, exist_ok=True)
    findings: list[Finding] = []
    for form in formats:
        path = stam.with_name(f"{stam.name}.{form}")
        name = f"{folder}/{path.name}" if folder else path.name
        if refusal := _refusal(skrift, path, form):
            findings.append(file_fault("K703", name, refusal))
            continue
        for item in prove(path, form):
            message = f"I {name}, {item.id or 'före första avsnittet'}: {item.message}"
            findings.append(file_fault(item.code, name, message, place(item.post)))
    return findings


def _refusal(skrift: Skrift, path: Path, form: str) -> str:
    """Write one file, or return why it cannot be made."""
    try:
        _write(skrift, path, form)
    except ExportFel as error:
        return str(error)
    except RecursionError:
        return "dokumentet har för många nivåer i varandra"
    return ""


def _write(skrift: Skrift, path: Path, form: str) -> None:
    """Write one file; what pandoc and Typst make is taken from the cache when nothing it depends on has changed."""
    make = skrift.own.get(form) or _MAKERS[form]
    if form not in _KEPT:
        make(skrift, path)
        return
    from kravbok.export.key import export_key

    key = key_of(skrift.slag, form.encode(), export_key(skrift.dokument, skrift.mallar).encode())
    kept = skrift.cache.get(key)
    if kept is not None:
        path.write_bytes(kept)
        return
    make(skrift, path)
    skrift.cache.put(key, path.read_bytes())


def _html(skrift: Skrift, path: Path) -> None:
    write_html(skrift.dokument, path)


def _pdf(skrift: Skrift, path: Path) -> None:
    from kravbok.export.pdf import write_pdf

    write_pdf(skrift.dokument, skrift.ast, path, skrift.mallar)


def _docx(skrift: Skrift, path: Path) -> None:
    from kravbok.export.docx import write_docx

    write_docx(skrift.dokument, skrift.ast, path, skrift.mallar)


def _markdown(skrift: Skrift, path: Path) -> None:
    from kravbok.export.markdown import write_markdown

    write_markdown(skrift.dokument, skrift.ast, path)


_MAKERS: dict[str, Maker] = {"html": _html, "pdf": _pdf, "docx": _docx, "md": _markdown}
_KEPT = ("pdf", "docx", "md")
"""The formats that take time to make."""


def file_fault(code: str, name: str, message: str, source: Position | None = None) -> Finding:
    """Return a finding on a finished file, placed at the record that it fails to show where that is known."""
    hint = "Bygget stoppas. Meddela den som sköter mallarna, eller kravbok om mallarna är orörda."
    position = Position(name)
    if source is None:
        return finding(code, position, message, hint)
    return finding(code, source, message, hint, (Sammanhang(position, "den färdiga filen"),))
