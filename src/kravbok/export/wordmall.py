"""Makes `mallar/reference.docx`, the Word file whose styles, header and footer every book is given.

Run as `python -m kravbok.export.wordmall mallar/reference.docx` after a change here; the made file is committed.
It starts from pandoc's own reference file, because pandoc's writer leans on the names of its styles.
"""

import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from kravbok.export.docx_lines import W
from kravbok.export.docx_package import CONTENT_TYPES, RELATIONS, pack, within
from kravbok.export.pandoc import pandoc_program

FONT = "Calibri"
BLUE = "0B4A6F"
GREY = "4A5560"
PALE = "EEF3F7"
LINE = "B9C4CD"
MARGIN = 1134
"""Width of the column where the numbers stand, in twentieths of a point (20 mm)."""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Style:
    """One Word style; `paragraph` and `run` are the XML of its properties."""

    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    kind: str = "paragraph"
    following: str = ""

    @property
    def id(self) -> str:
        """Return the id that Word gives a style of this name."""
        if self.name.startswith("toc "):
            return self.name.upper().replace(" ", "")
        return "".join(word[0].upper() + word[1:] for word in self.name.split())

    def to_xml(self) -> etree._Element:
        """Return the style as Word stores it."""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.kind == "paragraph" else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return etree.fromstring(
            f'<w:style {NAMESPACES} w:type="{self.kind}" w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            f"{following}<w:qFormat/>{paragraph}<w:rPr>{self.run}</w:rPr></w:style>"
        )


def space(  # noqa: PLR0913 - a paragraph has that many measures
    before: int,
    after: int,
    line: int = 264,
    *,
    keep: bool = False,
    on_new_page: bool = False,
    indent: int = MARGIN,
    hang: int = 0,
) -> str:
    """Return paragraph properties: blank above and below, line height, indent; all in twentieths of a point."""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    opened = "<w:pageBreakBefore/>" if on_new_page else ""
    return (
        f'{kept}{opened}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
        f'<w:ind w:left="{indent}" w:hanging="{hang}"/>'
    )


def letters(half_points: int, color: str = "", *, bold: bool = False) -> str:
    """Return run properties: size in half points, colour, weight."""
    weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
    tint = f'<w:color w:val="{color}"/>' if color else ""
    return f'{weight}<w:i w:val="0"/>{tint}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def heading(level: int, size: int, before: int, color: str) -> Style:
    """Return the style of a heading whose number stands in the margin column."""
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{MARGIN}"/></w:tabs>'
    fixed = space(before, 100, 240, keep=True, hang=MARGIN).replace("<w:spacing", f"{tabs}<w:spacing")
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"heading {level}", fixed + outline, letters(size, color, bold=True), following="BodyText")


def contents(level: int, before: int, *, bold: bool) -> Style:
    """Return the style of an entry in the table of contents."""
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{MARGIN - 284}"/></w:tabs>'
    fixed = space(before, 0, 240, indent=MARGIN - 284, hang=MARGIN - 284).replace("<w:spacing", f"{tabs}<w:spacing")
    return Style(f"toc {level}", fixed, letters(20, bold=bold))


def term_list(name: str, size: int, color: str, width: int, *, keep: bool) -> Style:
    """Return the style of a line with a term, a tab to where the line hangs, and its explanation."""
    fixed = space(100, 120, 252, indent=MARGIN + width, hang=width)
    kept = "<w:keepLines/>" if keep else ""
    return Style(name, f"{kept}{fixed}<w:contextualSpacing/>", letters(size, color))


SHADED = (
    f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{BLUE}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>'
)
MARKED = f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{LINE}"/></w:pBdr>'

STYLES = (
    Style("Normal", '<w:spacing w:before="0" w:after="0"/>', based_on=""),
    Style("Body Text", space(50, 110)),
    Style("First Paragraph", based_on="BodyText"),
    Style("Compact", space(0, 60), based_on="BodyText"),
    Style("Block Text", space(60, 160, indent=MARGIN + 400), based_on="BodyText"),
    Style("Title", space(0, 160, 228), letters(60, bold=True), following="BodyText"),
    heading(1, 34, 480, BLUE),
    heading(2, 24, 320, "000000"),
    heading(3, 21, 240, "000000"),
    heading(4, 21, 240, GREY),
    Style("TOC Heading", space(0, 160, 240, keep=True, on_new_page=True, indent=0), letters(34, BLUE, bold=True)),
    contents(1, 80, bold=True),
    contents(2, 0, bold=False),
    contents(3, 0, bold=False),
    Style("Caption", space(200, 100, 240, keep=True, indent=0), letters(19, bold=True)),
    Style("Table Caption", "<w:keepNext/>", based_on="Caption"),
    Style("Image Caption", based_on="Caption"),
    Style("Tabelltext", space(30, 30, 240, indent=0), letters(17)),
    Style("Tabellrubrik", space(30, 30, 240, keep=True, indent=0), letters(17, BLUE, bold=True)),
    Style("Tabellslut", '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>', letters(4)),
    Style("Organisation", space(2600, 160), letters(26, BLUE, bold=True)),
    Style("Upplaga", space(0, 480), letters(28, GREY)),
    Style("Notis", SHADED + space(480, 240, indent=MARGIN + 200), letters(21)),
    Style("Markning", space(0, 80, 240, keep=True), letters(17, BLUE, bold=True)),
    term_list("Fakta", 17, GREY, 1700, keep=True),
    term_list("Uppgifter", 21, "", 3000, keep=False),
    Style("Forslag", MARKED + space(120, 160, indent=MARGIN + 200), letters(19)),
    Style("Bildtext", space(60, 160), letters(18, GREY)),
    Style("header", space(0, 0, 240, indent=0), letters(17, GREY)),
    Style("footer", space(0, 0, 240, indent=0), letters(17, GREY)),
    Style("Id", run=letters(16, GREY), based_on="DefaultParagraphFont", kind="character"),
    Style("Spalttext", run=letters(19), based_on="DefaultParagraphFont", kind="character"),
    Style("Verbatim Char", run='<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>', based_on="", kind="character"),
    Style("Hyperlink", run=f'<w:color w:val="{BLUE}"/>', based_on="DefaultParagraphFont", kind="character"),
)

TABLE_HEAD = (
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
)
TABLE = (
    f'<w:style {NAMESPACES} w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/><w:tblPr>'
    f'<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f"{TABLE_HEAD}</w:style>"
)

COLUMNS = (
    f'<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="Spalter"><w:name w:val="Spalter"/>'
    '<w:basedOn w:val="Table"/><w:tblPr><w:tblBorders><w:insideH w:val="nil"/></w:tblBorders></w:tblPr>'
    f"{TABLE_HEAD}</w:style>"
)
"""Two wordings side by side: text to be read, without a line between its paragraphs."""

LOOKS = (
    f'<w:rPrDefault {NAMESPACES}><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
)


def field(instruction: str) -> str:
    """Return a field that Word fills in, such as the number of the page."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


HEADER = (
    f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" '
    f'w:color="{LINE}"/></w:pBdr></w:pPr><w:r><w:t>SIDHUVUD</w:t></w:r></w:p></w:hdr>'
)
FOOTER = (
    f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/>'
    '<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs></w:pPr>'
    '<w:r><w:t>TITEL</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">Sida </w:t></w:r>'
    f'{field("PAGE")}<w:r><w:t xml:space="preserve"> av </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>'
)
EMPTY_HEADER = f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
EMPTY_FOOTER = f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
EDGES = {"header1": HEADER, "footer1": FOOTER, "header2": EMPTY_HEADER, "footer2": EMPTY_FOOTER}

SECTION = (
    f"<w:sectPr {NAMESPACES}>"
    '<w:headerReference w:type="default" r:id="rIdheader1"/><w:headerReference w:type="first" r:id="rIdheader2"/>'
    '<w:footerReference w:type="default" r:id="rIdfooter1"/><w:footerReference w:type="first" r:id="rIdfooter2"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1588" w:right="1417" w:bottom="1361" w:left="1417" w:header="737" w:footer="624" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)


def make_wordmall() -> bytes:
    """Return the reference file."""
    command = [str(pandoc_program()), "--print-default-data-file", "reference.docx"]
    original = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own program
    with ZipFile(BytesIO(original)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    parts["word/settings.xml"] = _settings(parts["word/settings.xml"])
    parts["word/document.xml"] = _document(parts["word/document.xml"])
    for name, xml in EDGES.items():
        parts[f"word/{name}.xml"] = etree.tostring(etree.fromstring(xml), xml_declaration=True, encoding="UTF-8")
    parts[CONTENT_TYPES] = _content_types(parts[CONTENT_TYPES])
    parts["word/_rels/document.xml.rels"] = _relations(parts["word/_rels/document.xml.rels"])
    return pack(parts)


def _styles(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for old in root.iter(f"{W}rPrDefault"):
        within(old).replace(old, etree.fromstring(LOOKS))
    for new in [*(style.to_xml() for style in STYLES), *map(etree.fromstring, (TABLE, COLUMNS))]:
        _replace_style(root, new)
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}styleId") == "Normal":
            style.set(f"{W}default", "1")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _replace_style(root: etree._Element, new: etree._Element) -> None:
    key = f"{W}styleId"
    for old in root.findall(f"{W}style"):
        if (old.get(key) or "").lower() == (new.get(key) or "").lower():
            new.set(key, old.get(key) or "")
            root.remove(old)
    root.append(new)


def _settings(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for name, value in (("themeFontLang", "sv-SE"), ("decimalSymbol", ","), ("listSeparator", ";")):
        for setting in root.iter(f"{W}{name}"):
            setting.set(f"{W}val", value)
    modern = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    compatible = etree.fromstring(f"<w:compat {NAMESPACES}>{modern}</w:compat>")
    for setting in root.iter(f"{W}rsids"):
        setting.addprevious(compatible)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _document(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for old in root.iter(f"{W}sectPr"):
        within(old).replace(old, etree.fromstring(SECTION))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _content_types(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for name in EDGES:
        part = etree.SubElement(root, f"{{{root.nsmap[None]}}}Override")
        part.set("PartName", f"/word/{name}.xml")
        part.set("ContentType", f"{OFFICE}.{name[:-1]}+xml")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _relations(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for name in EDGES:
        part = etree.SubElement(root, f"{{{root.nsmap[None]}}}Relationship")
        part.set("Id", f"rId{name}")
        part.set("Type", f"{RELATIONS}/{name[:-1]}")
        part.set("Target", f"{name}.xml")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make_wordmall())
