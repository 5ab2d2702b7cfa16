"""kravbok uppfoljning as a user runs it: files, formats, faults; and the real books' documents, judged by others."""

from __future__ import annotations

from pathlib import Path

import pytest

from verktyg import axe, verapdf, vnu
from verktyg.bygge import Bygge, copy_real, files_in, kravbok
from verktyg.grund import base
from verktyg.kalkyl import read_cells, recalculated
from verktyg.libreoffice import convert
from verktyg.uppfoljningsfall import FOLDER, read_fall

EDITION = "halsoval-2022"
PDFS = ("uppfoljningsplan", "kravlista", "leveranskalender", "tackning")
PAGES = ("uppfoljningsplan", "leveranskalender", "tackning")
BOOKS = ("uppfoljningsplan", "kravlista", "svarsmall", "leveranskalender", "tackning")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real books with a noted follow-up, and a delivery with a day, in a folder of their own."""
    folder = copy_real(tmp_path_factory.mktemp("riktiga") / "projekt")
    notes = folder / "krav/register/uppfoljningar"
    notes.mkdir(parents=True)
    (notes / "KU-1.yaml").write_text(NOTE, encoding="utf-8")
    delivery = folder / "krav/register/leveranser/LEV-VERKSAMHETSBERATTELSE.yaml"
    text = delivery.read_text(encoding="utf-8")
    assert "senast: okänt" in text
    delivery.write_text(text.replace("senast: okänt", "senast: 1 mars"), encoding="utf-8")
    return folder


NOTE = """id: KU-1
bok: halsoval
ar: 2022
krav: HV-TILL-002
status: påbörjad
kommentar: =SUMMA(A1) är ingen formel
ansvarig: hälsovalskansliet
nar: 2022-03
"""


@pytest.fixture(scope="module")
def made(real: Path) -> Path:
    """The documents of one edition, written by the command."""
    target = real / "ut"
    done = kravbok("uppfoljning", "halsoval@2022", "--till", str(target), folder=real)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {Path(line) for line in done.stdout.splitlines()} == {target / name for name in files_in(target)}
    return target


def test_the_files_are_there(made: Path) -> None:
    names = {path.name for path in made.iterdir()}
    assert {f"{EDITION}-{slag}.pdf" for slag in PDFS} <= names
    assert {f"{EDITION}-{slag}.html" for slag in PAGES} <= names
    assert {f"{EDITION}-{slag}.xlsx" for slag in BOOKS} <= names
    assert f"{EDITION}-leveranskalender.ics" in names


def test_a_second_run_gives_the_same_bytes(real: Path, made: Path, tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7"}
    done = kravbok("uppfoljning", "halsoval@2022", "--till", str(tmp_path), folder=real, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_in(tmp_path) == files_in(made)


@pytest.mark.parametrize("slag", PDFS)
def test_the_pdf_is_accessible_and_archivable(made: Path, slag: str) -> None:
    assert verapdf.validate(made / f"{EDITION}-{slag}.pdf") == []


def test_the_pages_are_correct(made: Path) -> None:
    assert vnu.validate(*(made / f"{EDITION}-{slag}.html" for slag in PAGES)) == []


@pytest.mark.parametrize("slag", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_accessible(made: Path, slag: str, width: int) -> None:
    assert axe.validate(made / f"{EDITION}-{slag}.html", width=width) == []


@pytest.mark.parametrize("slag", BOOKS)
def test_libreoffice_reads_the_same_cells(made: Path, slag: str, tmp_path: Path) -> None:
    data = (made / f"{EDITION}-{slag}.xlsx").read_bytes()
    own = read_cells(data)
    assert recalculated(data, tmp_path) == own
    assert sum(map(len, own.values())) > 20


def test_a_comment_that_looks_like_a_formula_is_a_comment(made: Path) -> None:
    cells = read_cells((made / f"{EDITION}-uppfoljningsplan.xlsx").read_bytes())["Uppföljningsplan"]
    assert "=SUMMA(A1) är ingen formel" in cells.values()


@pytest.mark.parametrize(
    ("slag", "words"),
    [("kravlista", "Krav som binder vårdgivaren"), ("svarsmall", "Krav att besvara"), ("tackning", "Sammanfattning")],
)
def test_libreoffice_reads_the_words_of_the_word_files(made: Path, slag: str, words: str, tmp_path: Path) -> None:
    text = convert(made / f"{EDITION}-{slag}.docx", tmp_path, "txt").read_text(encoding="utf-8")
    assert words in text


def test_what_is_noted_and_known_is_shown(made: Path) -> None:
    plan = (made / f"{EDITION}-uppfoljningsplan.html").read_text(encoding="utf-8")
    assert "Ansvarig: hälsovalskansliet." in plan
    assert "påbörjad. =SUMMA(A1) är ingen formel" in plan
    calendar = (made / f"{EDITION}-leveranskalender.ics").read_bytes().decode().replace("\r\n ", "")
    assert "UID:LEV-VERKSAMHETSBERATTELSE.halsoval.2022@kravbok\r\n" in calendar
    assert "DTSTART;VALUE=DATE:20220301\r\n" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


def test_the_coverage_of_the_real_book(made: Path) -> None:
    page = (made / f"{EDITION}-tackning.html").read_text(encoding="utf-8")
    assert "ska-krav går att följa upp." in page
    assert "redaktionens bedömning" in page


def test_the_day_decides_the_year(real: Path, tmp_path: Path) -> None:
    arguments = ("uppfoljning", "halsoval@2022", "--format", "html", "--till", str(tmp_path))
    assert kravbok(*arguments, "--datum", "2023-05-01", folder=real).returncode == 0
    page = (tmp_path / f"{EDITION}-uppfoljningsplan.html").read_text(encoding="utf-8")
    assert "Uppföljningsplan 2023" in page
    assert "hälsovalskansliet" not in page
    assert "1\u00a0mars 2024" in (tmp_path / f"{EDITION}-leveranskalender.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("halsovall",), 1, "K205"),
        (("halsoval@2030",), 1, "K206"),
        (("halsoval", "--datum", "i går"), 2, "2022-03-14"),
        (("halsoval", "--format", "exe"), 2, "exe"),
        ((), 2, "BOK"),
    ],
)
def test_what_cannot_be_meant_is_said(real: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = kravbok("uppfoljning", *arguments, "--till", str(real / "tom"), folder=real)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (real / "tom").exists()


def test_a_folder_that_cannot_be_written_is_a_finding(real: Path, tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("en fil", encoding="utf-8")
    done = kravbok("uppfoljning", "fotvard", "--format", "ics", "--till", str(tmp_path / "ut"), folder=real)
    assert done.returncode == 1
    assert "K708" in done.stdout


def test_a_case_is_a_whole_project(tmp_path: Path) -> None:
    files = {name: text.encode() for name, text in base().items()} | read_fall(FOLDER / "varje-ar.md").poster
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert kravbok("uppfoljning", "provbok@2021", "--till", str(tmp_path / "ut"), folder=tmp_path).returncode == 0
    assert (tmp_path / "ut" / "provbok-2021-leveranskalender.ics").read_bytes().count(b"BEGIN:VEVENT") == 1


def test_a_build_has_the_follow_up_of_every_edition(bygge: Bygge) -> None:
    folders = {path.parent.parent.name for path in bygge.folder.glob("*/*/uppfoljning/*-tackning.pdf")}
    assert folders == {"2021", "2022", "2024"}
    assert len(list(bygge.folder.glob("*/*/uppfoljning/*.ics"))) == 7


def test_a_build_of_html_alone_makes_none(real: Path, tmp_path: Path) -> None:
    assert kravbok("bygg", "fotvard", "--format", "html", "--till", str(tmp_path / "ut"), folder=real).returncode == 0
    assert list((tmp_path / "ut").rglob("uppfoljning")) == []
