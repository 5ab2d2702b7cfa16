"""Mends what pandoc's Word writer leaves undone in a finished file's parts, and packs them the same each time."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element

from kravbok.dokument import Dokument
from kravbok.export.docx_lines import WORD, W, first_child, mend_lines, put_property, style_of

CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

LIST_INDENT = 1134
"""How far the lists of the running text are moved in, to stand under it, in twentieths of a point."""

WIDEST_PICTURE = 5_040_000
"""The width of the running text, in Word's measure for pictures (140 mm)."""

SHORT_TABLE = 8
"""Rows up to which a table is kept on one page; of a longer one the head and the first row are kept with the next."""

BULLETS = {"\uf0b7": "•", "o": "–", "\uf0a7": "•"}
"""The marks of pandoc's lists, which stand in fonts of their own, and those that stand in the font of the text."""

HIGHEST_PICTURE = 6_300_000
"""175 mm, as in the PDF."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The time that every packed part is given: the earliest that a zip file can hold."""


def read_parts(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a Word file: same parts, same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            info = ZipInfo(name, ZIP_TIME)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, parts[name])
    return packed.getvalue()


def within(element: _Element) -> _Element:
    """Return the element that holds this one, which stands inside a part."""
    parent = element.getparent()
    if parent is None:
        message = f"{element.tag} holds the whole part"
        raise ValueError(message)
    return parent


def mend(parts: Mapping[str, bytes], dokument: Dokument) -> dict[str, bytes]:
    """Return the parts with a table of contents field, sturdy tables, indented lists and the document's own facts."""
    mended = dict(parts)
    mended["word/document.xml"] = _mend_document(parts["word/document.xml"])
    mended["word/numbering.xml"] = _mend_numbering(parts["word/numbering.xml"])
    mended["docProps/core.xml"] = _core(dokument)
    words = {"SIDHUVUD": dokument.sidhuvud, "TITEL": dokument.titel}
    for name in parts:
        if name.startswith(("word/header", "word/footer")):
            mended[name] = _fill_in(parts[name], words)
    return mended


def _mend_document(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    body = root[0]
    _add_contents_field(body)
    for table in list(body.iter(f"{W}tbl")):
        _mend_table(table)
    _name_tables(body)
    mend_lines(root)
    for size in root.iter("{*}extent", "{*}ext"):
        _shrink(size)
    return _to_bytes(root)


def _add_contents_field(body: _Element) -> None:
    """Make the lines of the table of contents one field that Word can renew, in the box that Word knows it by."""
    lines = [line for line in body if style_of(line).startswith("TOC") and style_of(line) != "TOCHeading"]
    heading = next((line for line in body if style_of(line) == "TOCHeading"), None)
    if not lines:
        return
    following = next(lines[-1].itersiblings(f"{W}p"), None)
    deepest = max(int(style_of(line).removeprefix("TOC")) for line in lines)
    code = _instruction(f'TOC \\o "1-{deepest}" \\h \\z \\u')
    lines[0][0].addnext(code)
    code.addprevious(_field_mark("begin"))
    code.addnext(_field_mark("separate"))
    lines[-1].append(_field_mark("end"))
    for looks in [looks for line in lines for looks in line.iter(f"{W}rStyle")]:
        within(looks).remove(looks)
    box = etree.fromstring(CONTENTS_BOX)
    (lines[0] if heading is None else heading).addprevious(box)
    box[-1].extend([*([] if heading is None else [heading]), *lines])
    if following is not None:
        put_property(following, etree.Element(f"{W}pageBreakBefore"))


CONTENTS_BOX = (
    f'<w:sdt xmlns:w="{WORD}"><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    "</w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
)


def _field_mark(kind: str) -> _Element:
    return etree.fromstring(f'<w:r xmlns:w="{WORD}"><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _instruction(text: str) -> _Element:
    run = etree.fromstring(f'<w:r xmlns:w="{WORD}"><w:instrText xml:space="preserve"/></w:r>')
    run[0].text = f" {text} "
    return run


def _mend_table(table: _Element) -> None:
    """Keep rows whole, set cells in the styles for tables, and keep the table apart from what follows."""
    rows = list(table.iterchildren(f"{W}tr"))
    kept = rows[:-1] if len(rows) <= SHORT_TABLE else rows[:2]
    for row in rows:
        properties = first_child(row, "trPr")
        is_head = properties.find(f"{W}tblHeader") is not None
        properties.insert(0, etree.Element(f"{W}cantSplit"))
        for line in row.iter(f"{W}p"):
            _mend_cell(line, "Tabellrubrik" if is_head else "Tabelltext")
            if row in kept:
                put_property(line, etree.Element(f"{W}keepNext"))
    _keep_with_table(table.getprevious())
    gap = etree.fromstring(f'<w:p xmlns:w="{WORD}"><w:pPr><w:pStyle w:val="Tabellslut"/></w:pPr></w:p>')
    table.addnext(gap)


def _name_tables(body: _Element) -> None:
    """Give a table that has no caption of its own the words of its heading as alternative text."""
    heading = ""
    for part in body.iter(f"{W}p", f"{W}tbl"):
        if style_of(part).startswith("Heading"):
            heading = " ".join("".join(text.text or "" for text in run.iter(f"{W}t")) for run in part.iter(f"{W}r"))
        properties = part.find(f"{W}tblPr")
        if heading and properties is not None and properties.find(f"{W}tblCaption") is None:
            named = etree.SubElement(properties, f"{W}tblCaption")
            named.set(f"{W}val", " ".join(heading.split()))


def _keep_with_table(line: _Element | None) -> None:
    """Keep a table's caption, and the line that leads up to it, on the page where the table begins."""
    if line is not None and style_of(line) == "TableCaption":
        line = line.getprevious()
    if line is not None and line.tag == f"{W}p":
        put_property(line, etree.Element(f"{W}keepNext"))


def _mend_cell(line: _Element, style: str) -> None:
    properties = first_child(line, "pPr")
    first_child(properties, "pStyle").set(f"{W}val", style)
    level = properties.find(f"{W}numPr/{W}ilvl")
    if level is not None:
        indent = etree.Element(f"{W}ind")
        indent.set(f"{W}left", str(284 * (1 + int(level.get(f"{W}val") or 0))))
        indent.set(f"{W}hanging", "284")
        put_property(line, indent)


def _shrink(size: _Element) -> None:
    """Make a picture no wider than the text, and no higher than leaves room for its heading."""
    wide, high = int(size.get("cx") or 0), int(size.get("cy") or 0)
    if wide > WIDEST_PICTURE:
        wide, high = WIDEST_PICTURE, high * WIDEST_PICTURE // wide
    if high > HIGHEST_PICTURE:
        wide, high = wide * HIGHEST_PICTURE // high, HIGHEST_PICTURE
    if wide and high:
        size.set("cx", str(wide))
        size.set("cy", str(high))


def _mend_numbering(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for indent in root.iter(f"{W}ind"):
        indent.set(f"{W}left", str(int(indent.get(f"{W}left") or 0) // 2 + LIST_INDENT))
        indent.set(f"{W}hanging", "320")
    for level in root.iter(f"{W}lvl"):
        _mend_bullet(level)
    return _to_bytes(root)


def _mend_bullet(level: _Element) -> None:
    """Give a list's level the mark that the PDF has, in the font of the text."""
    mark = level.find(f"{W}lvlText")
    if mark is not None and mark.get(f"{W}val") in BULLETS:
        mark.set(f"{W}val", BULLETS[mark.get(f"{W}val") or ""])
        for font in list(level.iter(f"{W}rFonts")):
            within(font).remove(font)


def _fill_in(xml: bytes, words: Mapping[str, str]) -> bytes:
    root = etree.fromstring(xml)
    for text in root.iter(f"{W}t"):
        text.text = words.get(text.text or "", text.text)
    return _to_bytes(root)


def _core(dokument: Dokument) -> bytes:
    """Return the properties of the file: the only dates in them are the document's own."""
    root = etree.Element(
        f"{{{CORE}}}coreProperties", nsmap={"cp": CORE, "dc": DUBLIN, "dcterms": TERMS, "xsi": INSTANCE}
    )
    facts: Iterable[tuple[str, str]] = (
        (f"{{{DUBLIN}}}title", dokument.titel),
        (f"{{{DUBLIN}}}creator", dokument.forfattare),
        (f"{{{DUBLIN}}}subject", dokument.amne),
        (f"{{{DUBLIN}}}language", dokument.sprak),
        (f"{{{CORE}}}keywords", ", ".join(dokument.nyckelord)),
    )
    for name, text in facts:
        etree.SubElement(root, name).text = text
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{TERMS}}}{name}")
        moment.set(f"{{{INSTANCE}}}type", "dcterms:W3CDTF")
        moment.text = _midnight(dokument.datum)
    return _to_bytes(root)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _to_bytes(root: _Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
