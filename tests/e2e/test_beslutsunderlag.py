"""kravbok beslutsunderlag and kravbok indikatorer as a user runs them, and what a build makes of the real books."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from kravbok.view.beslutsunderlag.vy import SLAG
from verktyg import vnu
from verktyg.bygge import Bygge, copy_project, copy_real, files_in, kravbok

BOOKS = ("allmantandvard-unga", "fotvard", "halsoval")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def projekt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project("grund", tmp_path_factory.mktemp("underlag") / "projekt")


@pytest.fixture(scope="module")
def riktiga(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_real(tmp_path_factory.mktemp("indikatorer") / "projekt")


def test_the_drafts_come_into_the_build_beside_what_is_there(projekt: Path) -> None:
    assert kravbok("bygg", "--format", "html", folder=projekt).returncode == 0
    built = files_in(projekt / "build")
    assert not any("underlag" in name for name in built)
    done = kravbok("beslutsunderlag", "provbok", "2021", "2022", folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr
    now = files_in(projekt / "build")
    new = {f"provbok/2021-2022/underlag/provbok-2021-2022-{slag}.{form}" for slag in SLAG for form in ("docx", "md")}
    assert set(now) - set(built) == new
    assert set(done.stdout.splitlines()) == {f"build/{name}" for name in new}
    assert all(now[name] == data for name, data in built.items() if name != "manifest.json")
    assert kravbok("bygg", "--format", "html", folder=projekt).returncode == 0


def test_a_folder_and_formats_are_chosen_and_bytes_are_the_same(projekt: Path, tmp_path: Path) -> None:
    for name in ("ett", "tva"):
        done = kravbok(
            "beslutsunderlag",
            "provbok",
            "2021",
            "2022",
            "--till",
            tmp_path / name,
            "--format",
            "pdf,docx",
            folder=projekt,
        )
        assert done.returncode == 0, done.stdout
    first, second = files_in(tmp_path / "ett"), files_in(tmp_path / "tva")
    assert set(first) == {f"provbok-2021-2022-{slag}.{form}" for slag in SLAG for form in ("pdf", "docx")}
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("provbok", "2021", "2023"), 1, "K206"),
        (("provbokn", "2021", "2022"), 1, "K205"),
        (("provbok", "2022", "2021"), 2, "äldre upplagan först"),
        (("provbok", "2022", "2022"), 2, "äldre upplagan först"),
        (("provbok", "2021", "2022", "--format", "rtf"), 2, "rtf"),
        (("provbok", "2021"), 2, ""),
    ],
)
def test_what_cannot_be_done_is_said(projekt: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = kravbok("beslutsunderlag", *arguments, folder=projekt)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_a_finding(projekt: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    done = kravbok("beslutsunderlag", "provbok", "2021", "2022", "--till", tmp_path / "fil", folder=projekt)
    assert done.returncode == 1
    assert "K708" in done.stdout


@pytest.mark.parametrize("bok", BOOKS)
def test_a_build_has_the_drafts_of_every_pair(bygge: Bygge, bok: str) -> None:
    folder = bygge.folder / bok / "2021-2022" / "underlag"
    assert {path.name for path in folder.iterdir()} == {
        f"{bok}-2021-2022-{slag}.{form}" for slag in SLAG for form in ("docx", "md")
    }


def test_the_real_paper_names_every_change_and_calls_none_decided(bygge: Bygge) -> None:
    folder = bygge.folder / "halsoval" / "2021-2022" / "underlag"
    changes = (bygge.folder / "halsoval" / "2021-2022" / "halsoval-2021-2022.md").read_text(encoding="utf-8")
    named = set(re.findall(r'^### <a id="([A-Z]+-[A-Z]+-[0-9]{3})">', changes, re.MULTILINE))
    assert len(named) > 40
    for slag in ("tjansteskrivelse", "samverkan", "brev-till-vardgivare"):
        text = (folder / f"halsoval-2021-2022-{slag}.md").read_text(encoding="utf-8")
        assert {name for name in named if f"({name})" not in text} == set()
        assert "uppgift saknas" in text
        assert "De är inte beslutade" in text
    paper = (folder / "halsoval-2021-2022-tjansteskrivelse.md").read_text(encoding="utf-8")
    assert "Regionstyrelsen föreslår att regionfullmäktige beslutar följande." in paper
    assert "RS/60/2021" in paper
    assert "Programmet räknar på det som posterna säger. Regionen beslutar." in paper


def test_the_word_file_has_real_headings_and_heads_that_repeat(bygge: Bygge) -> None:
    path = bygge.folder / "halsoval" / "2021-2022" / "underlag" / "halsoval-2021-2022-tjansteskrivelse.docx"
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        styles = package.read("word/styles.xml").decode()
    assert sum(style.get(f"{W}val") == "Heading1" for style in root.iter(f"{W}pStyle")) >= 10
    tables = list(root.iter(f"{W}tbl"))
    assert len(tables) > 10
    assert all(table.find(f".//{W}tblHeader") is not None for table in tables)
    assert "sv-SE" in styles


def test_the_indicators_of_the_real_book(riktiga: Path, tmp_path: Path) -> None:
    done = kravbok("indikatorer", "halsoval", "--datum", "2026-11-23", "--till", tmp_path, folder=riktiga)
    assert done.returncode == 0, done.stdout
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"halsoval-2022-indikatorer.{form}" for form in ("html", "pdf", "docx", "xlsx")} | {"filer"}
    text = (tmp_path / "halsoval-2022-indikatorer.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "<td>62 %</td><td>minst 65 %</td><td>−3 procentenheter</td><td>når inte målet</td>" in text
    assert text.count("frist passerad: inget utfall är känt den 23 november 2026") >= 10  # five targets, in two places
    assert vnu.validate(tmp_path / "halsoval-2022-indikatorer.html") == []


def test_without_a_day_no_deadline_is_judged(riktiga: Path, tmp_path: Path) -> None:
    done = kravbok("indikatorer", "halsoval@2022", "--till", tmp_path, "--format", "html", folder=riktiga)
    assert done.returncode == 0, done.stdout
    text = (tmp_path / "halsoval-2022-indikatorer.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "passerad" not in text
    assert "senast 31 december 2022" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("halsoval@2099",), 1),
        (("halsovald",), 1),
        (("halsoval", "--datum", "igår"), 2),
        (("halsoval", "--format", "x"), 2),
    ],
)
def test_what_cannot_be_shown_is_said(riktiga: Path, arguments: tuple[str, ...], code: int) -> None:
    done = kravbok("indikatorer", *arguments, folder=riktiga)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
