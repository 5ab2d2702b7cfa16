"""One edition in all its formats: rendered, written to the staging folder, read back and proven."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kravbok.cache import Cache, key_of
from kravbok.check import Underlag
from kravbok.dokument import Dokument
from kravbok.edition import Utgivning
from kravbok.export.failure import ExportFel
from kravbok.export.html import make_dokument, write_html
from kravbok.export.json import write_json
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.settings import FALLBACK_DATE, Byggval, Ursprungsmarke
from kravbok.templates import Mallar
from kravbok.verify.bevis import Avvikelse, Bevis, compare, content_hash, proof
from kravbok.view.bok import view_bok
from kravbok.view.parts import BokVy

if TYPE_CHECKING:
    from kravbok.export.pandoc import Ast

__all__ = ["Utgava", "make_utgava", "write_utgava"]


@dataclass(frozen=True)
class Utgava:
    """An edition ready to be written: its view, its document, and what every file of it must hold."""

    utgivning: Utgivning
    vy: BokVy
    dokument: Dokument
    bevis: tuple[Bevis, ...]

    @property
    def folder(self) -> str:
        """Where its files lie below the build folder."""
        return f"{self.utgivning.bok.id}/{self.utgivning.upplaga.id}"


def make_utgava(utgivning: Utgivning, mallar: Mallar, underlag: Underlag, val: Byggval) -> Utgava:
    """Return the edition as a document, marked with the hash of what it prints and the commit that last touched it."""
    bare = view_bok(utgivning, Ursprungsmarke(""))
    bevis = proof(bare)
    vy = replace(bare, kolofon=view_bok(utgivning, make_mark(utgivning, bevis, underlag, val)).kolofon)
    filer = {part.bild: picture(utgivning, part.bild) for part in vy.bilagor if part.bild}
    dokument = make_dokument(vy, mallar, utgivning.upplaga.fran.dag or FALLBACK_DATE, filer)
    return Utgava(utgivning, vy, dokument, bevis)


def make_mark(utgivning: Utgivning, bevis: tuple[Bevis, ...], underlag: Underlag, val: Byggval) -> Ursprungsmarke:
    """Return what the edition was made from: its content hash, and what git knows."""
    digest = content_hash(bevis)
    if not (val.projekt / ".git").exists():
        return Ursprungsmarke(digest)
    from kravbok.git import is_draft, last_commit

    paths = sorted({utgivning.register.post(clause.krav).path for clause in utgivning.klausuler.values()})
    draft = val.rev is None and is_draft(val.projekt, [*underlag.krav, *underlag.mallar])
    return Ursprungsmarke(digest, last_commit(val.projekt, paths, val.rev or "HEAD"), draft)


def picture(utgivning: Utgivning, name: str) -> bytes:
    """Return a picture from the book's own folder; the checks have seen that it is there."""
    return utgivning.register.filer[f"krav/{utgivning.bok.id}/{name}"]


def write_utgava(utgava: Utgava, mallar: Mallar, stage: Path, cache: Cache, formats: tuple[str, ...]) -> list[Finding]:
    """Write the edition in each format and prove each file; return where a file does not hold what it must."""
    folder = stage / utgava.folder
    folder.mkdir(parents=True, exist_ok=True)
    findings: list[Finding] = []
    tree = Tree(utgava.dokument)
    for form in formats:
        path = folder / f"{utgava.utgivning.namn}.{form}"
        try:
            _write(utgava, mallar, path, form, cache, tree)
        except ExportFel as error:
            findings.append(_fault("K703", utgava, path, str(error)))
            continue
        findings += [_deviation(utgava, path, item) for item in verify_file(path, form, utgava.bevis)]
    return findings


class Tree:
    """The document's syntax tree, read by pandoc when the first format needs it and then kept for the others."""

    def __init__(self, dokument: Dokument) -> None:
        self.dokument = dokument
        self.ast: Ast | None = None

    def read(self) -> Ast:
        """Return the tree."""
        if self.ast is None:
            from kravbok.export.pandoc import read_ast

            self.ast = read_ast(self.dokument)
        return self.ast


def _write(utgava: Utgava, mallar: Mallar, path: Path, form: str, cache: Cache, tree: Tree) -> None:
    """Write one file; what pandoc and Typst make is taken from the cache when nothing that it depends on has changed."""
    if form == "html":
        write_html(utgava.dokument, path)
        return
    if form == "json":
        write_json(utgava.utgivning, utgava.vy, path)
        return
    from kravbok.export.key import export_key

    key = key_of(form.encode(), export_key(utgava.dokument, mallar).encode())
    kept = cache.get(key)
    if kept is not None:
        path.write_bytes(kept)
        return
    _WRITERS[form](utgava.dokument, tree, path, mallar)
    cache.put(key, path.read_bytes())


def _write_pdf(dokument: Dokument, tree: Tree, path: Path, mallar: Mallar) -> None:
    from kravbok.export.pdf import write_pdf

    write_pdf(dokument, tree.read(), path, mallar)


def _write_docx(dokument: Dokument, tree: Tree, path: Path, mallar: Mallar) -> None:
    from kravbok.export.docx import write_docx

    write_docx(dokument, tree.read(), path, mallar)


def _write_markdown(dokument: Dokument, tree: Tree, path: Path, mallar: Mallar) -> None:
    from kravbok.export.markdown import write_markdown

    write_markdown(dokument, tree.read(), path)


_WRITERS: dict[str, Callable[[Dokument, Tree, Path, Mallar], None]] = {
    "pdf": _write_pdf,
    "docx": _write_docx,
    "md": _write_markdown,
}


def verify_file(path: Path, form: str, bevis: tuple[Bevis, ...]) -> Iterator[Avvikelse]:
    """Yield where a finished file does not hold what it must; a file that cannot be read holds nothing."""
    if form == "html":
        from kravbok.verify.read_html import read_html

        yield from compare(bevis, read_html(path.read_bytes()))
    elif form == "pdf":
        from kravbok.verify.read_pdf import read_pdf

        yield from compare(bevis, read_pdf(path, bevis))
    elif form == "docx":
        from kravbok.verify.read_docx import read_docx

        yield from compare(bevis, read_docx(path, frozenset(part.id for part in bevis)))


def _deviation(utgava: Utgava, path: Path, item: Avvikelse) -> Finding:
    name = f"{utgava.folder}/{path.name}"
    if item.missing:
        return _fault("K705", utgava, path, f"{item.id} saknas i {name}", item.id)
    message = f"I {name}, {item.id}: ”{item.wanted}” saknas eller står fel, där står ”{item.found}”"
    return _fault("K704", utgava, path, message, item.id)


def _fault(code: str, utgava: Utgava, path: Path, message: str, krav_id: str = "") -> Finding:
    """Return a finding on a finished file, placed at the record that it fails to show."""
    hint = "Bygget stoppas. Meddela den som sköter mallarna, eller kravbok om mallarna är orörda."
    clause = utgava.utgivning.klausuler.get(krav_id)
    position = Position(f"{utgava.folder}/{path.name}")
    if clause is None:
        return finding(code, position, message, hint)
    source = utgava.utgivning.register.position(clause.krav, "lydelser", clause.index, "text")
    return finding(code, source, message, hint, (Sammanhang(position, "den färdiga filen"),))
