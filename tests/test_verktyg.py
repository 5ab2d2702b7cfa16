"""The validators find faults: each is shown one good and one bad document, so that its silence means something."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import pikepdf
import pytest
import typst
from PIL import Image

from verktyg import axe, libreoffice, machine, screenshots, verapdf, vnu

GOOD_PAGE = """<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Krav</title></head>
<body><main><h1>Krav</h1><p>Vårdgivaren ska lämna uppgifterna inom tio dagar.</p></main></body>
</html>
"""
GREY_TEXT = '<p style="color: #bbb">Grå text på vitt går inte att läsa.</p>'

GOOD_PDF = """
#set document(title: "Krav", date: datetime(year: 2022, month: 1, day: 1))
#set text(lang: "sv")
= Krav
Vårdgivaren ska lämna uppgifterna inom tio dagar.
"""


def write_pdf(path: Path, standards: "list[typst.PDFStandard]") -> Path:
    path.with_suffix(".typ").write_text(GOOD_PDF, encoding="utf-8")
    typst.compile(path.with_suffix(".typ"), path, pdf_standards=standards)
    return path


@pytest.fixture
def good_page(tmp_path: Path) -> Path:
    path = tmp_path / "bra.html"
    path.write_text(GOOD_PAGE, encoding="utf-8")
    return path


@pytest.fixture
def bad_page(tmp_path: Path) -> Path:
    path = tmp_path / "dålig.html"
    path.write_text(GOOD_PAGE.replace("</main>", f'{GREY_TEXT}<img src="x.png"></main>'), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def good_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("pdf") / "bra.pdf", ["ua-1", "a-3a"])


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Krav", level=1)
    document.add_paragraph("Vårdgivaren ska lämna uppgifterna inom tio dagar.")
    path = tmp_path / "krav.docx"
    document.save(str(path))
    return path


def test_axe_passes_a_good_page(good_page: Path) -> None:
    assert axe.validate(good_page) == []


def test_axe_finds_poor_contrast_and_a_picture_without_text(bad_page: Path) -> None:
    assert {line.split(" ")[0] for line in axe.validate(bad_page)} == {"color-contrast", "image-alt"}


def test_vnu_passes_a_good_page(good_page: Path) -> None:
    assert vnu.validate(good_page) == []


def test_vnu_places_the_fault(bad_page: Path, good_page: Path) -> None:
    (message,) = vnu.validate(good_page, bad_page)
    assert message.startswith("dålig.html:4:")
    assert "“alt”" in message


def test_verapdf_passes_both_standards_in_one_file(good_pdf: Path) -> None:
    assert verapdf.validate(good_pdf) == []


def test_verapdf_finds_a_lost_language_and_title_bar(good_pdf: Path, tmp_path: Path) -> None:
    bad = tmp_path / "dålig.pdf"
    with pikepdf.open(good_pdf) as pdf:
        del pdf.Root.Lang
        del pdf.Root.ViewerPreferences
        pdf.save(bad)
    failures = verapdf.validate(bad)
    assert [line.partition(":")[0] for line in failures] == ["ua1 7.1-10", "ua1 7.2-2", "ua1 7.2-33", "ua1 7.2-34"]


def test_verapdf_tells_the_standards_apart(tmp_path: Path) -> None:
    accessible = write_pdf(tmp_path / "utan-arkiv.pdf", ["ua-1"])
    assert verapdf.validate(accessible, ("ua1",)) == []
    assert verapdf.validate(accessible, ("3a",)) != []


def test_verapdf_fails_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    bad = tmp_path / "text.pdf"
    bad.write_text("Detta är ingen PDF.", encoding="utf-8")
    assert len(verapdf.validate(bad)) == 2


def test_libreoffice_reads_a_word_file(word_file: Path, tmp_path: Path) -> None:
    assert libreoffice.convert(word_file, tmp_path).read_bytes().startswith(b"%PDF-")
    text = libreoffice.convert(word_file, tmp_path, "txt").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["Krav", "Vårdgivaren ska lämna uppgifterna inom tio dagar."]


def test_libreoffice_refuses_a_word_file_that_was_cut_off(word_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "avhuggen.docx"
    bad.write_bytes(word_file.read_bytes()[:3000])
    with pytest.raises(libreoffice.ConversionError, match="avhuggen"):
        libreoffice.convert(bad, tmp_path)


def test_libreoffice_shows_what_a_broken_word_file_lost(word_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "trasig.docx"
    with ZipFile(word_file) as source, ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<trasig" if name == "word/document.xml" else source.read(name))
    assert "tio dagar" not in libreoffice.convert(bad, tmp_path, "txt").read_text(encoding="utf-8-sig")


def test_a_screenshot_is_as_wide_as_the_phone(good_page: Path, bad_page: Path, tmp_path: Path) -> None:
    good = screenshots.take(good_page, tmp_path / "bra.png", width=390)
    bad = screenshots.take(bad_page, tmp_path / "dålig.png", width=390)
    with Image.open(good) as picture:
        assert picture.width == 390
    assert good.read_bytes() != bad.read_bytes()


@pytest.fixture
def empty_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    yield
    assert shutil.which("chromium") is None


@pytest.mark.usefixtures("empty_path")
def test_a_missing_program_skips_with_its_remedy() -> None:
    with pytest.raises(pytest.skip.Exception, match="chromium saknas: apt install chromium"):
        machine.find_program("chromium", package="chromium")
