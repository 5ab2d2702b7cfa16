"""Writes a document as one PDF that is both PDF/UA-1 (accessible) and PDF/A-3a (archivable)."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

from kravbok.dokument import Dokument
from kravbok.export.pandoc import Ast
from kravbok.export.typesetter import Sats, set_pdf
from kravbok.export.typst_text import write_typst
from kravbok.templates import Mallar

TEMPLATE = "bok.typ"
FACTS = "uppgifter.json"
START = f'#import "{TEMPLATE}": *\n#show: bok.with(json("{FACTS}"))\n\n'


def write_pdf(dokument: Dokument, ast: Ast, path: Path, mallar: Mallar) -> None:
    """Write the document to `path` as PDF; raises ExportFel when Typst refuses it, MallFel for a template."""
    files = {**dokument.filer, TEMPLATE: mallar.files[TEMPLATE], FACTS: _facts(dokument)}
    source = START + write_typst(ast.blocks, mallar.text(TEMPLATE))
    path.write_bytes(_shrink(set_pdf(Sats(f"PDF-filen för ”{dokument.titel}”", source, files, dokument.datum), mallar)))


def _facts(dokument: Dokument) -> bytes:
    """Return what the template prints around the text, and what the file says about itself."""
    facts: Mapping[str, str | list[str] | list[int]] = {
        "titel": dokument.titel,
        "sidhuvud": dokument.sidhuvud,
        "datum": [dokument.datum.year, dokument.datum.month, dokument.datum.day],
        "forfattare": dokument.forfattare,
        "amne": dokument.amne,
        "nyckelord": list(dokument.nyckelord),
        "sprak": dokument.sprak,
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def _shrink(pdf: bytes) -> bytes:
    """Return the same PDF with its objects packed; the file's id follows from its content."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
