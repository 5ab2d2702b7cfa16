"""Writes a document as one PDF that is both PDF/UA-1 (accessible) and PDF/A-3a (archivable)."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kravbok.dokument import Dokument
from kravbok.export.failure import ExportFel
from kravbok.export.pandoc import Ast, epoch
from kravbok.export.typst_text import write_typst
from kravbok.templates import Mallar

if TYPE_CHECKING:
    from typst import PDFStandard

TYPST = "bok.typ"
FONTS = "typsnitt"
START = f'#import "{TYPST}": *\n#show: bok.with(json("uppgifter.json"))\n\n'
UNKNOWN_LETTER = re.compile("the text `(.+)` could not be displayed")
STANDARDS: "list[PDFStandard]" = ["ua-1", "a-3a"]


def write_pdf(dokument: Dokument, ast: Ast, path: Path, mallar: Mallar) -> None:
    """Write the document to `path` as PDF; raises ExportFel when Typst refuses it."""
    source = START + write_typst(ast.blocks, _template(mallar))
    path.write_bytes(_shrink(_compile(dokument, source, mallar)))


def _compile(dokument: Dokument, source: str, mallar: Mallar) -> bytes:
    """Return Typst's PDF, made in a folder of its own that holds nothing but this document's files."""
    import typst

    with TemporaryDirectory(prefix="kravbok-") as folder:
        root = Path(folder)
        _fill(root, {**_files(dokument), **_template_files(mallar), "bok-text.typ": source.encode()})
        try:
            return typst.compile(
                str(root / "bok-text.typ"),
                root=str(root),
                font_paths=[str(root / FONTS)],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=STANDARDS,
                package_path=str(root / "inga-paket"),
                package_cache_path=str(root / "inga-paket"),
                timestamp=epoch(dokument.datum),
            )
        except typst.TypstError as refused:
            raise ExportFel(_explain(dokument, refused)) from refused


def _template(mallar: Mallar) -> str:
    try:
        return mallar.text(TYPST)
    except UnicodeDecodeError as wrong:
        message = f"mallen {TYPST} är inte sparad som UTF-8"
        raise ExportFel(message) from wrong


def _template_files(mallar: Mallar) -> Mapping[str, bytes]:
    """Return the template and its fonts; the rest of mallar/ is none of Typst's business."""
    fonts = {
        name: data for name, data in mallar.files.items() if name.startswith(f"{FONTS}/") and name.endswith(".ttf")
    }
    return {TYPST: mallar.files[TYPST], **fonts}


def _files(dokument: Dokument) -> Mapping[str, bytes]:
    facts = {
        "titel": dokument.titel,
        "sidhuvud": dokument.sidhuvud,
        "datum": [dokument.datum.year, dokument.datum.month, dokument.datum.day],
        "forfattare": dokument.forfattare,
        "amne": dokument.amne,
        "nyckelord": list(dokument.nyckelord),
        "sprak": dokument.sprak,
    }
    return {"uppgifter.json": json.dumps(facts, ensure_ascii=False).encode(), **dokument.filer}


def _fill(root: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        target = (root / name).resolve()
        if not target.is_relative_to(root.resolve()):
            message = f"bilden ”{name}” ligger utanför dokumentets egen mapp"
            raise ExportFel(message)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _explain(dokument: Dokument, refused: Exception) -> str:
    unknown = UNKNOWN_LETTER.search(str(getattr(refused, "message", refused)))
    if unknown:
        letter = unknown[1].strip(chr(34))
        return f"PDF-filen för ”{dokument.titel}”: tecknet {letter} finns inte i böckernas teckensnitt"
    hints = getattr(refused, "hints", None) or []
    detail = "; ".join([str(getattr(refused, "message", refused)), *hints])
    return f"PDF-filen för ”{dokument.titel}” kunde inte sättas av Typst: {detail}"


def _shrink(pdf: bytes) -> bytes:
    """Return the same PDF with its objects packed; the file's id follows from its content."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
