"""The auditor's handbook is true: each command answers as it says, and what it says of the website is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt

from verktyg.bygge import ROOT, Bygge
from verktyg.handbok import follow
from verktyg.ovning import make_ovning

PAGE = ROOT / "docs" / "revisor.md"
TEXT = PAGE.read_text(encoding="utf-8")
DAG = date(2024, 12, 31)
"""The day that the auditor asks: three years after the seal."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The practice repository after the handbook has been followed from beginning to end, and what went otherwise."""
    folder = make_ovning(tmp_path_factory.mktemp("revisor") / "ovning")
    return folder, follow(PAGE, folder, dag=DAG)


def words(path: Path) -> str:
    """The words of a page, with one space between them."""
    return " ".join(" ".join(map(str, html.document_fromstring(path.read_bytes()).itertext())).split())


# The commands


def test_every_command_answers_as_the_page_says(followed: tuple[Path, list[str]]) -> None:
    assert not followed[1], "\n\n".join(followed[1])


def test_what_the_page_reads_in_the_files_of_follow_up_stands_there(followed: tuple[Path, list[str]]) -> None:
    made = followed[0] / "uppfoljningen"
    told = re.search(
        r"att (\d+) av (\d+) ska-krav går att följa upp, (\d+) går delvis, (\d+) går inte, och för (\d+)", TEXT
    )
    late = re.search(r"har (\d+) mål en dag som har passerat", TEXT)
    assert told is not None
    assert late is not None
    can, all_of_them, partly, cannot, unknown = told.groups()
    coverage = words(made / "halsoval-2021-tackning.html")
    assert f"{can} av {all_of_them} ska-krav går att följa upp. {partly} går delvis, {cannot} går inte" in coverage
    assert f"för {unknown} är det okänt" in coverage
    assert f"Frist passerad {late[1]}" in words(made / "halsoval-2021-indikatorer.html")


def test_the_pack_that_was_unpacked_begins_with_the_page_that_is_named(followed: tuple[Path, list[str]]) -> None:
    assert "läs mig först" in words(followed[0] / "paket" / "LAS-MIG.html")
    assert (followed[0] / "boken-da" / "halsoval" / "2022" / "halsoval-2022.pdf").is_file()


# The website


def named_on_site() -> set[str]:
    """What the page says that its reader finds on the website: the words in italics in the parts about it."""
    parts = re.findall(r"^\*\*På webbplatsen\.\*\*.*?(?=^\*\*|^#)", TEXT, re.MULTILINE | re.DOTALL)
    tokens = (child for part in parts for token in MarkdownIt().parse(part) for child in token.children or [])
    tokens_of = [token for token in tokens if token.type in ("em_open", "text", "em_close")]
    return {tokens_of[number + 1].content for number, token in enumerate(tokens_of[:-1]) if token.type == "em_open"}


def test_what_the_page_names_on_the_website_is_there(bygge: Bygge) -> None:
    site = bygge.folder / "webbplats"
    pages = ("index.html", "halsoval/index.html", "halsoval/2021/index.html", "halsoval/2021-2022/index.html")
    seen = " ".join(words(site / page) for page in pages)
    named = named_on_site()
    assert {"Kolofon", "Jämför", "Ändringar sedan 2021"} <= named
    assert {word for word in named if word not in seen} == set()
    assert all((site / f"{adress}index.html").is_file() for adress in re.findall(r"`(id/[\w-]+/)`", TEXT))
