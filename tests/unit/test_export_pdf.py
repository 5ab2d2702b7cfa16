"""The PDF of a book: valid, navigable, and word for word what the document says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.export.failure import ExportFel
from kravbok.export.pandoc import read_ast
from kravbok.export.pdf import write_pdf
from kravbok.templates import Mallar, MallFel, packaged_templates
from verktyg import verapdf
from verktyg.provbok import provbok

MALLAR = Mallar(packaged_templates())
HOSTILE = (
    """#read("/etc/passwd") #import "x": y $x$ *a* _b_ `c` @ref <lab> ~ \\ [x] {y} // /* */ = - + / 1. a-?b -5 -- """
    """--- ... "raka" 'enkla' ”svenska” 5 ≥ 3 → ja https://example.se//x #[a] \\u{41} ]) #let 2022-01-01 HV-PAF-004 """
    """RS/60/2021 kr/plats/år"""
)
MARKS = "#$*_`@<>~\\[]{}/=-+.?\"'():;,!&%|^ 1aåÄ\u00a0"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "provbok.pdf"
    dokument = provbok()
    write_pdf(dokument, read_ast(dokument), path, MALLAR)
    return path


def _write(tmp_path: Path, body: str, mallar: Mallar = MALLAR, filer: dict[str, bytes] | None = None) -> Path:
    html = f'<html lang="sv"><body><h1>Titel</h1><main><h2 id="a">Rubrik</h2>{body}</main></body></html>'
    dokument = replace(provbok(), html=html, filer=filer or {})
    path = tmp_path / "x.pdf"
    write_pdf(dokument, read_ast(dokument), path, mallar)
    return path


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def _letters(text: str) -> str:
    """Return the text without blanks and without the marks of words broken at the end of a line."""
    return re.sub(r"[\s\u00ad\ufffe]", "", text)


def test_verapdf_finds_nothing_to_object_to(book: Path) -> None:
    assert verapdf.validate(book, ("ua1", "3a")) == []


def test_every_heading_with_an_id_is_a_named_destination(book: Path) -> None:
    ids = set(re.findall(r'<h[2-6] id="([^"]+)"', provbok().html))
    with pikepdf.open(book) as pdf:
        named = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    assert len(ids) > 15
    assert ids <= named


def test_the_bookmarks_are_the_headings_with_their_numbers(book: Path) -> None:
    with pypdfium2.PdfDocument(book) as pdf:
        bookmarks = [(entry.level, entry.get_title()) for entry in pdf.get_toc()]
    assert (0, "4 Påföljder") in bookmarks
    assert (1, "4.2 Vite när en patient inte tas emot") in bookmarks
    assert (0, "Kolofon") in bookmarks


def test_the_notice_and_the_page_number_stand_on_every_page_but_the_title_page(book: Path) -> None:
    first, *others = _pages(book)
    assert provbok().sidhuvud not in first
    assert all(provbok().sidhuvud in page for page in others)
    assert [f"Sida {at} av {len(others) + 1}" in page for at, page in enumerate(others, 2)] == [True] * len(others)


def test_the_facts_of_the_file_are_the_document_s(book: Path) -> None:
    with pikepdf.open(book) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == provbok().titel
        assert metadata["dc:language"] == {"sv"}
        assert str(metadata["xmp:CreateDate"]).startswith("2021-06-22")
        assert str(pdf.Root.Lang) == "sv"


def test_only_the_books_own_fonts_are_used(book: Path) -> None:
    with pikepdf.open(book) as pdf:
        fonts = {str(font["/BaseFont"]).partition("+")[2] for font in _fonts(pdf)}
    assert {"KravbokSans-Regular", "KravbokSans-SemiBold"} <= fonts
    assert all(font.startswith(("KravbokSans-", "DejaVuSansMono")) for font in fonts)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            yield thing


def test_a_table_over_several_pages_repeats_its_head_and_breaks_no_row(book: Path) -> None:
    pages = [page for page in _pages(book) if "kr/" in page and "HV-PAF-003" in page and "Översyn 2022" in page]
    with_rows = [page for page in pages if page.count("HV-PAF-00") > 3]
    assert len(with_rows) > 1
    assert all(re.search(r"Avsnitt\s+Krav\s+Rubrik\s+Sats\s+Tak\s+Beslut\s+Källa", page) for page in with_rows)


def _table(caption: str) -> str:
    rows = "<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody>"
    return f"<p>Inledning.</p><table><caption>{caption}</caption>{rows}</table>"


def test_a_caption_that_repeats_its_heading_is_not_printed(tmp_path: Path) -> None:
    (page,) = _pages(_write(tmp_path, _table("Rubrik")))
    assert page.count("Rubrik") == 1
    (page,) = _pages(_write(tmp_path, _table("Rubrik för tabellen")))
    assert re.search(r"Inledning\.\s+Rubrik för tabellen\s+a", page)


def _krav(number: int, text: str, facts: int) -> str:
    listed = "".join(f"<dt>Term {at}</dt><dd>Faktum {at} i krav {number}. {FILLING}</dd>" for at in range(facts))
    return (
        f'<section class="kb-krav"><h3 id="K-{number}"><span class="kb-nr">1.{number}</span> Krav {number}</h3>'
        f'<p class="kb-markning">Märkning {number}</p><div class="kb-lydelse"><p>{text}</p></div>'
        f'<dl class="kb-fakta">{listed}</dl></section>'
    )


FILLING = "Källan anger inte hur kravet följs upp. " * 3


@pytest.mark.parametrize("lines", range(14, 40, 2))
def test_a_chapter_and_a_krav_never_begin_alone_at_the_foot_of_a_page(tmp_path: Path, lines: int) -> None:
    """Wherever on the page they land: heading, introduction, the krav's text and first fact stand on one page."""
    filling = "<p>Fyllning.</p>" * lines
    chapter = f"<h2 id='b'>Nytt kapitel</h2><p>Kapitlets inledning.</p>{_krav(1, 'Lydelsen ett.', 9)}"
    pages = _pages(
        _write(tmp_path, f"{filling}<section class='kb-kapitel'>{chapter}{_krav(2, 'Lydelsen två.', 3)}</section>")
    )
    together = ("Nytt kapitel", "Kapitlets inledning", "Märkning 1", "Lydelsen ett", "Faktum 0 i krav 1")
    assert any(all(words in page for words in together) for page in pages)
    assert any(all(words in page for words in ("Märkning 2", "Lydelsen två", "Faktum 0 i krav 2")) for page in pages)


def test_many_facts_run_on_over_the_page_and_leave_no_empty_half(tmp_path: Path) -> None:
    pages = _pages(_write(tmp_path, "".join(_krav(number, "Lydelsen.", 14) for number in range(1, 7))))
    assert all(page.count("Faktum") >= 18 for page in pages[:-1])


@pytest.mark.parametrize("chapters", [5, 17, 34, 35, 51, 52])
def test_the_contents_end_on_a_page_of_more_than_a_few_lines(tmp_path: Path, chapters: int) -> None:
    parts = [
        f"<h2 id='c{at}'>Kapitel {at}</h2><h3 id='a{at}'>Första</h3><h3 id='b{at}'>Andra</h3>" for at in range(chapters)
    ]
    links = "".join(
        f"<li><a href='#c{at}'>x</a><ol><li><a href='#a{at}'>y</a></li></ol></li>" for at in range(chapters)
    )
    nav = f'<nav class="kb-innehall"><h2>Innehåll</h2><ol>{links}</ol></nav>'
    pages = _pages(_write(tmp_path, f"{nav}<p>Här börjar boken.</p>{''.join(parts)}"))
    start = next(at for at, page in enumerate(pages) if "Här börjar boken" in page)
    listed = [len(re.findall("Kapitel|Första|Andra", page)) for page in pages[:start]]
    assert sum(listed) == 3 * chapters
    assert listed[-1] >= 6


def test_what_an_author_writes_stands_there_letter_for_letter(tmp_path: Path) -> None:
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    text = "".join(_pages(_write(tmp_path, f"<p>Början {escaped} slut.</p>")))
    assert _letters(f"Början {HOSTILE} slut.") in _letters(text)


@settings(max_examples=60)
@given(st.lists(st.text(MARKS, min_size=1, max_size=40), min_size=1, max_size=12))
def test_no_mix_of_typst_s_marks_changes_a_letter(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]
) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    body = "".join(f"<p>{text}å</p><ul><li>{text}å</li></ul>" for text in escaped)
    (page,) = _pages(_write(tmp_path_factory.mktemp("tecken"), body))
    assert _letters(page).replace("•", "") == "TitelRubrik" + "".join(_letters(f"{text}å") * 2 for text in paragraphs)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>中</p>", "tecknet 中 finns inte"),
        ("<h4>Överhoppad nivå</h4><p>x</p>", "heading level"),
        ('<p><img src="filer/kedja.png" alt="x"></p>', "image"),
    ],
)
def test_what_typst_refuses_is_said_with_the_name_of_the_document(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(ExportFel, match=said) as refused:
        _write(tmp_path, body, filer={"filer/kedja.png": b"ingen bild"})
    assert provbok().titel in str(refused.value)


def test_a_picture_cannot_be_laid_outside_the_document_s_own_folder(tmp_path: Path) -> None:
    with pytest.raises(ExportFel, match="utanför"):
        _write(tmp_path, "<p>x</p>", filer={"../../x.png": b""})


def test_a_project_s_own_template_gives_a_class_its_look(tmp_path: Path) -> None:
    own = packaged_templates()["bok.typ"] + "\n#let kb-ny(body) = [Före #body efter]\n".encode()
    path = _write(tmp_path, '<p class="kb-ny">texten</p>', Mallar({**packaged_templates(), "bok.typ": own}))
    assert re.search(r"Före\s+texten\s+efter", "".join(_pages(path)))


def test_a_template_that_is_no_utf_8_is_a_fault_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(MallFel) as refused:
        _write(tmp_path, "<p>x</p>", Mallar({**packaged_templates(), "bok.typ": b"\xff\xfe"}))
    assert (refused.value.fault.code, refused.value.fault.position.path) == ("K701", "mallar/bok.typ")


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    own = packaged_templates()["bok.typ"] + b'\n#let kb-ny(body) = read("../../../../etc/hostname")\n'
    with pytest.raises(ExportFel):
        _write(tmp_path, '<p class="kb-ny">x</p>', Mallar({**packaged_templates(), "bok.typ": own}))
