"""Writes a document as a Word file with real styles, lists, tables, bookmarks and a filled table of contents."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from lxml import etree

from kravbok.dokument import Dokument
from kravbok.export.docx_lines import W
from kravbok.export.docx_package import mend, pack, read_parts
from kravbok.export.docx_tree import Styles, docx_blocks, fold
from kravbok.export.failure import ExportFel
from kravbok.export.pandoc import Ast, run_pandoc
from kravbok.export.picture import word_picture
from kravbok.templates import Mallar

REFERENCE = "reference.docx"
LANGUAGES = {"sv": "sv-SE"}
"""Word wants a region with its languages."""


Parts = dict[str, bytes]


def write_docx(
    dokument: Dokument, ast: Ast, path: Path, mallar: Mallar, finish: Callable[[Parts], Parts] = lambda parts: parts
) -> None:
    """Write the document to `path` as a Word file; raises ExportFel when it cannot be made.

    `finish` is given the finished parts of the file and returns those that are written.
    """
    reference = mallar.files[REFERENCE]
    pictures = {name: word_picture(name, content, dokument.datum, mallar) for name, content in dokument.filer.items()}
    blocks = docx_blocks(ast.blocks, read_styles(reference), pictures)
    language = LANGUAGES.get(dokument.sprak, dokument.sprak)
    metadata = {"lang": {"t": "MetaInlines", "c": [{"t": "Str", "c": language}]}}
    with TemporaryDirectory(prefix=".kravbok-", dir=path.parent) as folder:
        given = Path(folder) / REFERENCE
        given.write_bytes(reference)
        arguments = ["--from=json", "--to=docx", f"--reference-doc={given}", "--output=-"]
        written = run_pandoc(arguments, ast.to_json(blocks, metadata), dokument)
    path.write_bytes(pack(finish(mend(read_parts(written), dokument))))


def read_styles(reference: bytes) -> Styles:
    """Return the names of the styles that a reference file has; raises ExportFel when it is no Word file."""
    try:
        with ZipFile(BytesIO(reference)) as archive:
            root = etree.fromstring(archive.read("word/styles.xml"))
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as broken:
        message = f"mallen reference.docx går inte att läsa som en Word-fil: {broken}"
        raise ExportFel(message) from broken
    names: dict[str, dict[str, str]] = {"paragraph": {}, "character": {}, "table": {}}
    sizes: dict[str, float] = {}
    for style in root.iter(f"{W}style"):
        named = style.find(f"{W}name")
        kind = style.get(f"{W}type") or ""
        if named is not None and kind in names:
            name = named.get(f"{W}val") or ""
            names[kind][fold(name)] = name
            for size in style.findall(f"{W}rPr/{W}sz"):
                sizes[name] = int(size.get(f"{W}val") or 0) / 2
    return Styles(names["paragraph"], names["character"], names["table"], sizes)
