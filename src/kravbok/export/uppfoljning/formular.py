"""Forms in Word: headings, locked words, and content controls whose titles and tags name the requirement.

Made by python-docx on the reference document of the books, so that they look like them; the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.etree import _Element

from kravbok.dokument import Dokument
from kravbok.export.docx_lines import WORD, W
from kravbok.export.docx_package import mend, pack, read_parts
from kravbok.templates import Mallar
from kravbok.view.handling import DelVy
from kravbok.view.parts import Faktum, Tabellrad, plain
from kravbok.view.uppfoljning.delar import BladVy, FaltVy, FormulardelVy, Svar, UppfoljningsVy, value_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

__all__ = ["kravlista_docx", "svarsmall_docx"]

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_NS = f'xmlns:w="{WORD}" xmlns:w14="{W14}"'
_BOX = "\u2610"
_PLACEHOLDER = {
    "text": "Skriv här.",
    "tal": "Skriv ett tal.",
    "dag": "Välj eller skriv ett datum.",
    "val": "Välj svar.",
}
_LIST_WIDTHS = (42, 58, 34, 24)
_FIELD_WIDTHS = (44, 114)
"""The widths of columns in mm: together the 158 that the running head has too."""


class Formular:
    """A form being written: the Word file, and the numbers of its controls."""

    def __init__(self, mallar: Mallar) -> None:
        import docx

        self.file: Document = docx.Document(BytesIO(mallar.files["reference.docx"]))
        self.controls = 0
        body = self.file.element.body
        for part in list(body)[:-1]:
            body.remove(part)

    def line(self, words: str, style: str = "Body Text") -> Any:
        """Add a paragraph, and return it."""
        return self.file.add_paragraph(words, style=style)

    def fact(self, faktum: Faktum) -> None:
        """Add a line of facts as the books have them: the term, and after a tab its values."""
        line = self.line("", "Uppgifter")
        line.add_run(faktum.term).bold = True
        line.add_run(f"\t{'; '.join(map(plain, faktum.varden))}")

    def heading(self, words: str, level: int) -> None:
        """Add a heading."""
        self.file.add_paragraph(words, style=f"Heading {level}")

    def table(self, rows: int, widths: Sequence[int]) -> Table:
        """Add a table with columns of so many mm; rows may not be broken over pages."""
        from docx.shared import Mm

        table: Table = self.file.add_table(rows, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def control(self, cell: _Cell, field: FaltVy) -> None:
        """Put a content control in a cell, alone on its line."""
        self.controls += 1
        line = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx has no content controls of its own
        line.append(_control(field, self.controls))

    def boxes(self, cell: _Cell, field: FaltVy) -> None:
        """Put a box to tick for each choice in a cell, a line each."""
        for number, choice in enumerate(field.svar.val):
            line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self.controls += 1
            line._p.append(_box(f"{field.namn}: {choice}", f"{field.marke}.{choice}", self.controls))  # noqa: SLF001
            line.add_run(f"\u00a0{choice}")


def svarsmall_docx(vy: UppfoljningsVy, mallar: Mallar, dokument: Dokument) -> bytes:
    """Return the form for the yearly report: a table of fields under each requirement and measure."""
    form = _start(vy, mallar)
    for part in vy.formular:
        _form_part(form, part)
    return _finish(form, vy, dokument)


def kravlista_docx(vy: UppfoljningsVy, mallar: Mallar, dokument: Dokument) -> bytes:
    """Return the checklist: a table for each party, with boxes to tick in its last column."""
    form = _start(vy, mallar)
    for at, part in enumerate(vy.handling.delar):
        _list_part(form, part, vy.blad[at] if at < len(vy.blad) else None)
    return _finish(form, vy, dokument)


def _start(vy: UppfoljningsVy, mallar: Mallar) -> Formular:
    """Return a form with its title page's words: organisation, title, edition, facts and notices."""
    form = Formular(mallar)
    form.line(vy.handling.organisation, "Organisation")
    form.line(vy.handling.titel, "Title")
    form.line(f"{vy.handling.bok}. {vy.handling.status}", "Upplaga")
    for faktum in vy.handling.uppgifter:
        form.fact(faktum)
    for notis in vy.handling.notiser:
        line = form.line("", "Notis")
        line.add_run(f"{notis.rubrik}. ").bold = True
        line.add_run(notis.text)
    return form


def _form_part(form: Formular, part: FormulardelVy) -> None:
    form.heading(part.rubrik, part.niva - 1)
    for words in part.stycken:
        form.line(words).paragraph_format.keep_with_next = bool(part.falt)
    if not part.falt:
        return
    table = form.table(len(part.falt), _FIELD_WIDTHS)
    for row, field in zip(table.rows, part.falt, strict=True):
        row.cells[0].text = field.namn
        form.control(row.cells[1], FaltVy(f"{field.namn}, {part.rubrik}", field.marke, field.svar))
    _keep_together(table)
    _look(table, head=False)


def _keep_together(table: Table) -> None:
    """Keep the fields of a requirement on one page, with the words above them."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True


def _list_part(form: Formular, part: DelVy, blad: BladVy | None) -> None:
    """Write a party's requirements; the sheet has their ids, and the choices of an answer."""
    form.heading(part.rubrik, 1)
    for words in part.stycken:
        form.line(words)
    if part.tabell is None or blad is None:
        return
    ids = [value_of(row[1]) for row in blad.rader]
    svar = next(cell for cell in blad.rader[0] if isinstance(cell, Svar))
    table = form.table(1 + len(part.tabell.rader), _LIST_WIDTHS)
    for cell, name in zip(table.rows[0].cells, part.tabell.kolumner, strict=True):
        cell.text = name
    for row, shown, krav in zip(table.rows[1:], part.tabell.rader, ids, strict=True):
        _list_row(form, list(row.cells), shown, FaltVy(krav, f"{part.id}.{krav}", svar))
    _look(table, head=True)


def _list_row(form: Formular, cells: list[_Cell], shown: Tabellrad, field: FaltVy) -> None:
    for cell, words in zip(cells[:-1], shown.celler, strict=False):
        cell.text = plain(words)
    form.boxes(cells[-1], field)


def _look(table: Table, *, head: bool) -> None:
    """Give a table thin lines, a first row that is repeated, and say which cells are headings."""
    properties = table._tbl.tblPr  # noqa: SLF001
    for name in ("tblStyle", "tblBorders", "tblLook"):
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A97A3"/>' for side in ("top", "bottom", "insideH")
    )
    layout = properties.find(f"{W}tblLayout")
    borders = etree.fromstring(f"<w:tblBorders {_NS}>{lines}</w:tblBorders>")
    look = etree.fromstring(
        f'<w:tblLook {_NS} w:val="0{"4" if head else "0"}A0" w:firstRow="{int(head)}" w:lastRow="0" '
        f'w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    properties.append(borders)
    if layout is not None:
        properties.append(layout)
    properties.append(look)
    if head:
        row = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
        row.append(etree.fromstring(f"<w:tblHeader {_NS}/>"))


def _control(field: FaltVy, number: int) -> _Element:
    """Return a content control: a list, a day or a text, with its title and tag; it cannot be taken away."""
    svar = field.svar
    kinds = {
        "val": "<w:dropDownList>"
        + "".join(f'<w:listItem w:displayText="{item}" w:value="{item}"/>' for item in svar.val)
        + "</w:dropDownList>",
        "dag": '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="sv-SE"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>',
    }
    kind = kinds.get(svar.slag, '<w:text w:multiLine="1"/>')
    control = etree.fromstring(
        f"<w:sdt {_NS}><w:sdtPr><w:alias/><w:tag/><w:id/>"
        f'<w:lock w:val="sdtLocked"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:color w:val="4D5A68"/></w:rPr><w:t/></w:r></w:sdtContent></w:sdt>'
    )
    _name(control, field.namn, field.marke, number)
    words = control.find(f".//{W}t")
    if words is not None:
        words.text = _PLACEHOLDER[svar.slag]
    return control


def _box(title: str, tag: str, number: int) -> _Element:
    """Return a box to tick."""
    font = 'w14:font="MS Gothic"'
    state = f'<w14:checkedState w14:val="2612" {font}/><w14:uncheckedState w14:val="2610" {font}/>'
    box = etree.fromstring(
        f'<w:sdt {_NS}><w:sdtPr><w:alias/><w:tag/><w:id/><w:lock w:val="sdtLocked"/>'
        f'<w14:checkbox><w14:checked w14:val="0"/>{state}</w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" '
        f'w:hint="eastAsia"/></w:rPr><w:t>{_BOX}</w:t></w:r></w:sdtContent></w:sdt>'
    )
    _name(box, title, tag, number)
    return box


def _name(control: _Element, title: str, tag: str, number: int) -> None:
    """Write a control's title, tag and number as attributes, where no word can become markup."""
    for name, value in (("alias", title[:64]), ("tag", tag[:64]), ("id", str(number))):
        part = control.find(f".//{W}{name}")
        if part is not None:
            part.set(f"{W}val", value)


def _finish(form: Formular, vy: UppfoljningsVy, dokument: Dokument) -> bytes:
    """Return the file with its colophon, its header and its properties."""
    form.heading("Kolofon", 1)
    for faktum in vy.handling.kolofon:
        form.fact(faktum)
    target = BytesIO()
    form.file.save(target)
    return pack(mend(read_parts(target.getvalue()), dokument))
