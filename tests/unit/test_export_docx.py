"""The Word file of a book: its styles, bookmarks, contents and tables, and every letter of its text."""

import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from lxml.etree import _Element

from kravbok.export.docx import write_docx
from kravbok.export.failure import ExportFel
from kravbok.export.pandoc import read_ast
from kravbok.export.wordmall import make_wordmall
from kravbok.templates import Mallar, packaged_templates
from verktyg import libreoffice
from verktyg.provbok import provbok

MALLAR = Mallar(packaged_templates())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<w:t>x</w:t> ]]> {{x}} SIDHUVUD TITEL \"a\" 'b' & \\ * _ ` 1 000 kr – ”ö” ≥ →"
ORDER = re.findall(
    r"\w+",
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
)
"""The order in which Word wants the properties of a paragraph (ECMA-376, CT_PPr); another is a broken file to it."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "provbok.docx"
    dokument = provbok()
    write_docx(dokument, read_ast(dokument), path, MALLAR)
    return path


def _part(path: Path, name: str = "word/document.xml") -> _Element:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def _write(tmp_path: Path, body: str) -> _Element:
    html = f'<html lang="sv"><body><h1>Titel</h1><main><h2 id="a">Rubrik</h2>{body}</main></body></html>'
    dokument = replace(provbok(), html=html)
    path = tmp_path / "x.docx"
    write_docx(dokument, read_ast(dokument), path, MALLAR)
    return _part(path)


def _text(element: _Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{W}t"))


def _styled(root: _Element, style: str) -> list[str]:
    return [_text(line) for line in root.iter(f"{W}p") if _style(line) == style]


def _style(line: _Element) -> str | None:
    named = line.find(f"{W}pPr/{W}pStyle")
    return None if named is None else named.get(f"{W}val")


def test_every_heading_with_an_id_is_a_bookmark_and_every_link_has_one(book: Path) -> None:
    root = _part(book)
    bookmarks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    links = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    assert set(re.findall(r'<h[2-6] id="([^"]+)"', provbok().html)) <= set(bookmarks)
    assert len(bookmarks) == len(set(bookmarks))
    assert links <= set(bookmarks)
    assert "HV-LIST-001" in links


def test_the_contents_are_a_filled_field_in_word_s_own_styles(book: Path) -> None:
    root = _part(book)
    (box,) = root.iter(f"{W}sdt")
    assert _styled(box, "TOC1")[:2] == ["1Inledning", "2Listning och tillgänglighet"]
    assert "4.2Vite när en patient inte tas emot" in _styled(box, "TOC2")
    marks = [mark.get(f"{W}fldCharType") for mark in box.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"]
    assert [(code.text or "").strip() for code in box.iter(f"{W}instrText")] == ['TOC \\o "1-2" \\h \\z \\u']


def test_headings_markings_facts_and_notices_have_styles_of_their_own(book: Path) -> None:
    root = _part(book)
    assert _styled(root, "Title") == ["Provbok vårdval"]
    assert "4Påföljder" in _styled(root, "Heading1")
    assert "4.2Vite när en patient inte tas emot HV-PAF-004" in _styled(root, "Heading2")
    assert _styled(root, "Markning")[0] == "Ska-krav · Listning · Gäller vårdgivaren"
    assert _styled(root, "Fakta")[1] == "Beslutokänt"
    assert _styled(root, "Notis")[0].startswith("Det här är en rekonstruktion")


def test_tables_repeat_their_head_and_break_no_row(book: Path) -> None:
    tables = list(_part(book).iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        first, *others = table.iterchildren(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in [first, *others])


def _lines(root: _Element, style: str) -> list[_Element]:
    return [line for line in root.iter(f"{W}p") if _style(line) == style]


def _is_kept(line: _Element) -> bool:
    return line.find(f"{W}pPr/{W}keepNext") is not None


def test_a_short_table_is_kept_on_one_page_and_the_head_of_a_long_one_with_its_first_rows(tmp_path: Path) -> None:
    for rows, kept in ((4, 4), (20, 2)):
        body = "".join(f"<tr><td>{at}</td><td>b</td></tr>" for at in range(rows))
        table = f"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{body}</tbody></table>"
        root = _write(tmp_path, f"<p>Leder fram.</p>{table}")
        found = [all(_is_kept(line) for line in row.iter(f"{W}p")) for row in root.iter(f"{W}tr")]
        assert found == [True] * kept + [False] * (rows + 1 - kept)
        assert [_is_kept(line) for line in root.iter(f"{W}p") if _text(line) == "Leder fram."] == [True]


@pytest.mark.parametrize(("caption", "printed"), [("Rubrik", 0), ("Rubrik för tabellen", 1)])
def test_a_caption_that_repeats_its_heading_is_alternative_text_only(
    tmp_path: Path, caption: str, printed: int
) -> None:
    root = _write(tmp_path, f"<table><caption>{caption}</caption><thead><tr><th>a</th></tr></thead></table>")
    assert len(_lines(root, "TableCaption")) == printed
    assert [named.get(f"{W}val") for named in root.iter(f"{W}tblCaption")] == [caption]


def test_ids_and_dates_are_not_broken_in_tables_and_stay_as_written_in_running_text(tmp_path: Path) -> None:
    words = "Se GEM-IT-005 före 2030-06-30, i e-tjänsten."
    root = _write(tmp_path, f"<p>{words}</p><table><thead><tr><th>a</th></tr></thead><tr><td>{words}</td></tr></table>")
    (cell,) = _lines(root, "Tabelltext")
    signs = [child for run in cell.iter(f"{W}r") for child in run if child.tag != f"{W}rPr"]
    shown = "".join({f"{W}noBreakHyphen": "_"}.get(str(sign.tag), sign.text or "") for sign in signs)
    assert shown == "Se GEM_IT_005 före 2030_06_30, i e-tjänsten."
    assert words in [_text(line) for line in root.iter(f"{W}p")]


def _terms(*terms: str, style: str = "kb-fakta") -> str:
    return f'<dl class="{style}">{"".join(f"<dt>{term}</dt><dd>Värde för {term}</dd>" for term in terms)}</dl>'


def test_a_column_of_terms_is_as_wide_as_its_longest_term(tmp_path: Path) -> None:
    for terms, size in ((_terms("Källa", "Innehållets kontrollsumma"), 8.5), (_terms("Kort", "Term"), 8.5)):
        lines = _lines(_write(tmp_path, terms), "Fakta")
        indents = {int(line.find(f"{W}pPr/{W}ind").get(f"{W}hanging", "0")) for line in lines}  # type: ignore[union-attr]
        longest = max(len(_text(line).partition("Värde")[0]) for line in lines)
        (width,) = indents
        assert width > 0.5 * longest * size * 20
        assert all(line.find(f".//{W}tab") is not None for line in lines)


def test_a_term_longer_than_any_column_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    first, second = _lines(_write(tmp_path, _terms("Ett " * 30, "Källa")), "Fakta")
    assert first.find(f"{W}r/{W}br") is not None
    assert second.find(f"{W}r/{W}br") is None


def test_a_krav_keeps_its_text_with_its_first_and_last_facts(tmp_path: Path) -> None:
    names = [f"Term {at} {'x' * 100}" for at in range(6)]
    root = _write(
        tmp_path,
        '<section class="kb-kapitel"><h2>Kapitel</h2><p>Inledning.</p><section class="kb-krav"><h3>Krav</h3>'
        '<p class="kb-markning">Märkning</p><div class="kb-lydelse"><p>Lydelse:</p><ul><li>punkt</li></ul></div>'
        f"{_terms(*names)}</section></section>",
    )
    kept = {_text(line)[:9]: _is_kept(line) for line in root.iter(f"{W}p")}
    assert [kept[words] for words in ("Inledning", "Lydelse:", "punkt")] == [True, True, True]
    assert [_is_kept(line) for line in _lines(root, "Fakta")] == [True, False, False, False, True, False]


def test_lists_are_lists_that_word_knows(book: Path) -> None:
    listed = [line for line in _part(book).iter(f"{W}p") if line.find(f"{W}pPr/{W}numPr") is not None]
    levels = {_text(line): line.findtext(f"{W}pPr/{W}numPr/{W}ilvl") for line in listed}
    assert {"tillsvidareanställda läkare,", "antalet listade per läkare,", "med villkor."} <= set(levels)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_the_properties_of_paragraphs_stand_in_the_order_that_word_wants(book: Path, part: str) -> None:
    for properties in _part(book, part).iter(f"{W}pPr"):
        names = [ORDER.index(str(child.tag).removeprefix(W)) for child in properties]
        assert names == sorted(names), etree.tostring(properties)


def test_header_footer_language_and_first_page(book: Path) -> None:
    assert _text(_part(book, "word/header1.xml")) == provbok().sidhuvud
    assert _text(_part(book, "word/footer1.xml")).startswith(f"{provbok().titel}Sida ")
    fields = [field.get(f"{W}instr", "").strip() for field in _part(book, "word/footer1.xml").iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert _part(book).find(f".//{W}sectPr/{W}titlePg") is not None
    languages = {lang.get(f"{W}val") for lang in _part(book, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"sv-SE"}


def test_the_facts_of_the_file_are_the_document_s(book: Path) -> None:
    core = {etree.QName(fact).localname: fact.text for fact in _part(book, "docProps/core.xml")}
    assert core["title"] == provbok().titel
    assert core["language"] == "sv"
    assert core["created"] == core["modified"] == "2021-06-22T00:00:00Z"


def test_a_picture_is_embedded_with_its_alternative_text_and_fits_the_page(book: Path) -> None:
    root = _part(book)
    (described,) = root.iter("{*}docPr")
    (extent,) = root.iter("{*}extent")
    assert "Kedjan från föreläggande" in str(described.get("descr"))
    assert int(extent.get("cx", "0")) <= 5_040_000
    with ZipFile(book) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert pictures == list(provbok().filer.values())


def test_what_an_author_writes_stands_there_letter_for_letter(tmp_path: Path) -> None:
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    assert f"Början {HOSTILE} slut." in [
        _text(line) for line in _write(tmp_path, f"<p>Början {escaped} slut.</p>").iter(f"{W}p")
    ]


def test_a_changed_word_is_a_tracked_change_with_author_and_date(tmp_path: Path) -> None:
    root = _write(
        tmp_path,
        '<p>Vite om <del data-author="Förslag" data-date="2022-01-01T00:00:00Z">5 000</del>'
        '<ins data-author="Förslag" data-date="2022-01-01T00:00:00Z">10 000</ins> kronor</p>',
    )
    (inserted,), (deleted,) = root.iter(f"{W}ins"), root.iter(f"{W}del")
    assert (_text(inserted), inserted.get(f"{W}author")) == ("10 000", "Förslag")
    assert "".join(part.text or "" for part in deleted.iter(f"{W}delText")) == "5 000"


def test_libreoffice_shows_the_text_in_order(book: Path, tmp_path: Path) -> None:
    text = libreoffice.convert(book, tmp_path, "txt").read_text(encoding="utf-8-sig")
    wanted = [
        "Provbok vårdval",
        "Innehåll",
        "Vårdgivaren ska ta emot varje patient",
        "1 000 kr/person/vecka",
        "3f9ac1d2",
    ]
    places = [text.replace("\u00a0", " ").index(words) for words in wanted]
    assert places == sorted(places)


def test_two_wordings_side_by_side_have_no_line_between_their_paragraphs(tmp_path: Path) -> None:
    rows = "<tr><td>Ett</td><td>Två</td></tr>"
    body = "".join(f"<table{name}><tbody>{rows}</tbody></table>" for name in (' class="kb-spalter"', ""))
    used = [style.get(f"{W}val") for style in _write(tmp_path, body).iter(f"{W}tblStyle")]
    assert used == ["Spalter", "Table"]
    looks = _part(tmp_path / "x.docx", "word/styles.xml")
    (style,) = (style for style in looks.iter(f"{W}style") if style.get(f"{W}styleId") == "Spalter")
    assert [line.get(f"{W}val") for line in style.iter(f"{W}insideH")] == ["nil"]


def test_the_reference_file_is_the_one_that_its_maker_makes() -> None:
    assert packaged_templates()["reference.docx"] == make_wordmall()


def test_a_reference_file_that_is_no_word_file_is_named(tmp_path: Path) -> None:
    dokument = provbok()
    broken = Mallar({**packaged_templates(), "reference.docx": b"ingen zip"})
    with pytest.raises(ExportFel, match=r"reference\.docx"):
        write_docx(dokument, read_ast(dokument), tmp_path / "x.docx", broken)


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#0b4a6f"/>'
    b'<text x="10" y="30" fill="#fff" font-family="Kravbok Sans">Vite</text></svg>'
)


def test_a_drawing_is_a_picture_of_points_in_its_own_size_in_word(tmp_path: Path) -> None:
    html = '<html><body><h2 id="a">A</h2><p><img src="filer/x.svg" alt="En ritning"></p></body></html>'
    dokument = replace(provbok(), html=html, filer={"filer/x.svg": SVG})
    made = []
    for name in ("a.docx", "b.docx"):
        write_docx(dokument, read_ast(dokument), tmp_path / name, MALLAR)
        with ZipFile(tmp_path / name) as archive:
            (picture,) = [archive.read(part) for part in archive.namelist() if part.startswith("word/media/")]
        made.append(picture)
    (extent,) = _part(tmp_path / "a.docx").iter("{*}extent")
    assert made[0].startswith(b"\x89PNG")
    assert made[0] == made[1]
    assert int(extent.get("cx", "0")) / int(extent.get("cy", "1")) == pytest.approx(4, rel=0.02)


def test_a_drawing_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    dokument = replace(provbok(), html='<p><img src="filer/x.svg" alt="x"></p>', filer={"filer/x.svg": b"<svg><trasig"})
    with pytest.raises(ExportFel, match=r"filer/x\.svg"):
        write_docx(dokument, read_ast(dokument), tmp_path / "x.docx", MALLAR)
