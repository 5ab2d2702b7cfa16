"""Every book and edition in every format, judged by the real validators and read by the real readers."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pikepdf
import pypdfium2
import pytest
from docx.text.paragraph import Paragraph
from lxml import html

from kravbok.settings import BOOK_FORMATS
from kravbok.verify.compare import clean
from verktyg import axe, libreoffice, verapdf, vnu
from verktyg.sparning import load_krav

if TYPE_CHECKING:
    from verktyg.browser import ColorScheme
    from verktyg.bygge import Bygge

EDITIONS = [(bok.id, upplaga.id) for bok in load_krav().bocker.values() for upplaga in bok.upplagor]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RECONSTRUCTION = "ekonstruktion"
Edition = tuple[str, str]

every_edition = pytest.mark.parametrize("edition", EDITIONS, ids="-".join)


def read_json(bygge: Bygge, edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bygge.file(*edition, "json").read_bytes())
    return found


def clauses(book: dict[str, Any]) -> list[dict[str, Any]]:
    """The requirements of a book in order, and what stands outside them."""
    return [*(clause for part in book["kapitel"] for clause in part["krav"]), *book["utanfor"]]


def heading(clause: dict[str, Any]) -> str:
    """A requirement's heading as it is printed, without its id."""
    return clean(f"{clause['nummer']} {clause['rubrik']}")


def test_there_are_four_books_in_seven_editions() -> None:
    assert sorted(EDITIONS) == [
        ("allmantandvard-unga", "2021"),
        ("allmantandvard-unga", "2022"),
        ("fotvard", "2021"),
        ("fotvard", "2022"),
        ("fysioterapi", "2024"),
        ("halsoval", "2021"),
        ("halsoval", "2022"),
    ]


def test_the_command_says_in_one_line_what_it_made(bygge: Bygge) -> None:
    assert bygge.done.stdout == ""
    closing = r"4 böcker, 7 upplagor, ([\d\xa0]+) filer; 0 fel, 0 varningar; \d+,\d s\n"
    found = re.fullmatch(closing, bygge.done.stderr)
    assert found is not None, bygge.done.stderr
    made = [path for path in bygge.folder.rglob("*") if path.is_file()]
    assert len(made) - 1 == int(found[1].replace("\xa0", "")), "all but the manifest of the build"


def test_nothing_but_the_build_and_the_cache_is_left(bygge: Bygge) -> None:
    assert sorted(path.name for path in bygge.projekt.iterdir()) == [".kravbok-cache", "build", "krav", "mallar"]


def test_the_manifest_holds_every_file_with_its_checksum(bygge: Bygge) -> None:
    manifest = json.loads((bygge.folder / "manifest.json").read_bytes())
    assert {name: hashlib.sha256((bygge.folder / name).read_bytes()).hexdigest() for name in manifest["filer"]} == (
        manifest["filer"]
    )
    made = {path.relative_to(bygge.folder).as_posix() for path in bygge.folder.rglob("*") if path.is_file()}
    assert made == {*manifest["filer"], "manifest.json"}
    assert {f"{bok}/{upplaga}/{bok}-{upplaga}.{form}" for bok, upplaga in EDITIONS for form in BOOK_FORMATS} <= made


@every_edition
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_the_pdf_is_accessible_and_archivable(bygge: Bygge, edition: Edition, flavour: str) -> None:
    assert verapdf.validate(bygge.file(*edition, "pdf"), (flavour,)) == []


@every_edition
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(bygge: Bygge, edition: Edition, width: int, scheme: ColorScheme) -> None:
    assert axe.validate(bygge.file(*edition, "html"), width=width, color_scheme=scheme) == []


def test_vnu_finds_nothing(bygge: Bygge) -> None:
    assert vnu.validate(*(bygge.file(*edition, "html") for edition in EDITIONS)) == []


@every_edition
def test_libreoffice_reads_every_requirement(bygge: Bygge, edition: Edition, tmp_path: Path) -> None:
    path = libreoffice.convert(bygge.file(*edition, "docx"), tmp_path, "txt")
    text = clean(path.read_text(encoding="utf-8-sig"))
    book = read_json(bygge, edition)
    assert [clause["id"] for clause in clauses(book) if f"{heading(clause)} {clause['id']}" not in text] == []
    assert [words for clause in clauses(book) for words in clause["text"] if clean(words) not in text] == []


@every_edition
def test_every_requirement_is_a_place_that_can_be_linked_to(bygge: Bygge, edition: Edition) -> None:
    ids = {clause["id"] for clause in clauses(read_json(bygge, edition))}
    page = html.parse(bygge.file(*edition, "html")).getroot()
    assert ids <= {str(element.get("id")) for element in page.iter("h3")}
    with pikepdf.open(bygge.file(*edition, "pdf")) as pdf:
        assert ids <= {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    document = docx.Document(str(bygge.file(*edition, "docx")))
    marks = document.element.body.iter("{*}bookmarkStart")
    assert ids <= {value for mark in marks for key, value in mark.attrib.items() if key.endswith("name")}


@every_edition
def test_every_requirement_tells_the_file_and_line_it_was_read_from(bygge: Bygge, edition: Edition) -> None:
    for clause in clauses(read_json(bygge, edition)):
        lines = (bygge.projekt / clause["fil"]).read_text(encoding="utf-8").splitlines()
        assert f"id: {clause['id']}" in lines
        assert lines[clause["rad"] - 1].lstrip().startswith("- ")


@every_edition
def test_the_table_of_contents_is_whole(bygge: Bygge, edition: Edition) -> None:
    book = read_json(bygge, edition)
    wanted = [heading(part) for chapter in book["kapitel"] for part in (chapter, *chapter["krav"])]
    wanted += [clean(f"{part['nummer']} {part['rubrik']}") for part in book["bilagor"]]
    wanted += [part["rubrik"] for part in book["register"]]
    page = html.parse(bygge.file(*edition, "html")).getroot()
    links = [clean(link.text_content()) for link in page.xpath("//nav//a")]
    assert [line for line in links if line in wanted] == wanted
    assert {link.get("href")[1:] for link in page.xpath("//nav//a")} <= {str(name) for name in page.xpath("//@id")}
    for words in (contents_of_pdf(bygge.file(*edition, "pdf")), contents_of_docx(bygge.file(*edition, "docx"))):
        at = 0
        for line in wanted:
            place = words.find(line, at)
            assert place >= 0, f"{line} saknas i innehållsförteckningen"
            at = place + len(line)


def contents_of_pdf(path: Path) -> str:
    """What stands between the heading of the contents and the first chapter."""
    document = pypdfium2.PdfDocument(path)
    text = clean(" ".join(page.get_textpage().get_text_bounded() for page in document))
    document.close()
    return re.sub(r"(?: \.)+", "", text[text.index(" Innehåll ") :])


def contents_of_docx(path: Path) -> str:
    """What stands in the lines of the table of contents."""
    lines = [Paragraph(line, None) for line in docx.Document(str(path)).element.body.iter(f"{W}p")]  # type: ignore[arg-type]
    entries = [line.text for line in lines if (line._p.style or "").startswith("TOC")]
    return clean(" ".join(entries))


@every_edition
def test_every_page_says_that_it_is_a_reconstruction(bygge: Bygge, edition: Edition) -> None:
    document = pypdfium2.PdfDocument(bygge.file(*edition, "pdf"))
    assert [
        number
        for number, page in enumerate(document, 1)
        if RECONSTRUCTION not in page.get_textpage().get_text_bounded()
    ] == []
    document.close()
    book = read_json(bygge, edition)
    assert RECONSTRUCTION in book["sidhuvud"]
    assert RECONSTRUCTION in book["notiser"][0]["text"]
    word = docx.Document(str(bygge.file(*edition, "docx")))
    assert any(RECONSTRUCTION in line.text for section in word.sections for line in section.header.paragraphs)
    for form in ("html", "md"):
        assert book["notiser"][0]["text"] in bygge.file(*edition, form).read_text(encoding="utf-8")


@every_edition
def test_the_page_needs_nothing_from_outside(bygge: Bygge, edition: Edition) -> None:
    path = bygge.file(*edition, "html")
    page = html.parse(path).getroot()
    assert page.xpath("//script | //iframe | //object | //embed | //link") == []
    sources = [str(source) for source in page.xpath("//@src")]
    assert [source for source in sources if not (path.parent / source).is_file()] == []
    assert "@import" not in path.read_text(encoding="utf-8")
    assert {url.split(":")[0] for url in re.findall(r"url\(([^)]*)", path.read_text(encoding="utf-8"))} <= {"data"}


@every_edition
def test_every_link_inside_the_book_leads_somewhere(bygge: Bygge, edition: Edition) -> None:
    page = html.parse(bygge.file(*edition, "html")).getroot()
    ids = [str(name) for name in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {str(link)[1:] for link in page.xpath("//a/@href") if str(link).startswith("#")} <= set(ids)


@every_edition
def test_the_word_file_has_real_headings_tables_and_a_language(bygge: Bygge, edition: Edition) -> None:
    word = docx.Document(str(bygge.file(*edition, "docx")))
    book = read_json(bygge, edition)
    styles = [str(line.style.name) for line in word.paragraphs if line.style is not None]
    assert styles.count("Heading 2") >= len(clauses(book))
    assert len(word.tables) >= len(book["register"])
    assert {mark.get(f"{W}val") for mark in word.styles.element.iter(f"{W}lang")} == {"sv-SE"}
