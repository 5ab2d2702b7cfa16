"""Names that are addresses: which books, editions and chapters can be called what."""

from __future__ import annotations

import pytest

from kravbok.checks.adresser import I_BOK, I_UPPLAGA, check_adresser
from kravbok.edition import make_utgivning
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.model.webbplats import SIDOR
from kravbok.sources import File
from kravbok.view.webb.adress import bilagor_adress, register_adress, utanfor_adress
from verktyg.grund import base

BOOK = "krav/provbok/bok.yaml"


def loaded(files: dict[str, str]) -> list[str]:
    """What reading the files and the names in them finds."""
    register, findings = load_register([File(path, data.encode()) for path, data in sorted(files.items())])
    found: list[Finding] = [*findings, *check_adresser(register)]
    return [f"{item.code} {item.position}" for item in found]


def renamed(edition: str) -> dict[str, str]:
    """The project with its later edition named otherwise in the book's own record."""
    files = dict(base())
    assert '  - id: "2022"\n' in files[BOOK]
    return {**files, BOOK: files[BOOK].replace('  - id: "2022"\n', f'  - id: "{edition}"\n')}


def with_third(edition: str) -> dict[str, str]:
    files = dict(base())
    return {**files, BOOK: files[BOOK] + f'  - {{id: "{edition}", avses_galla_fran: 2023-01-01, status: utkast}}\n'}


@pytest.mark.parametrize("name", SIDOR)
def test_a_book_cannot_be_called_as_a_page(name: str) -> None:
    files = {path.replace("/provbok/", f"/{name}/"): data for path, data in base().items()}
    files[f"krav/{name}/bok.yaml"] = files[f"krav/{name}/bok.yaml"].replace("id: provbok", f"id: {name}")
    assert f"K845 krav/{name}/bok.yaml:1:5" in loaded(files)


@pytest.mark.parametrize("edition", ["2021-2022", "2022-2021", *I_BOK])
def test_an_edition_cannot_be_called_as_a_page_of_its_book(edition: str) -> None:
    line = with_third(edition)[BOOK].rstrip("\n").count("\n") + 1
    assert loaded(with_third(edition)) == [f"K846 {BOOK}:{line}:10"]


@pytest.mark.parametrize("edition", ["2023", "2022-host", "2021-2023", "version2", "2023-1"])
def test_an_edition_may_be_called_much(edition: str) -> None:
    assert loaded(with_third(edition)) == []


@pytest.mark.parametrize(
    "edition",
    ["../2022", "2022/1", "2022 höst", "-2022", "2022-", "20--22", "2022.pdf", ".", "A", "2022\\\\1", "å", "9" * 41],
)
def test_what_is_no_plain_name_is_no_edition(edition: str) -> None:
    assert [item for item in loaded(renamed(edition)) if item.startswith("K108")] == [f"K108 {BOOK}:14:9"]


@pytest.mark.parametrize("name", I_UPPLAGA)
def test_a_chapter_cannot_be_called_as_a_page_of_the_edition(name: str) -> None:
    path = f"krav/provbok/kapitel/{name}.yaml"
    chapter = f"id: {name}\nlydelser: [{{rubrik: Annat, ordning: 90}}]\n"
    assert loaded({**base(), path: chapter}) == [f"K847 {path}:1:5"]


def test_the_names_are_those_of_the_pages() -> None:
    register = load_register([File(path, data.encode()) for path, data in sorted(base().items())])[0]
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, bok.upplagor[0])
    pages = (bilagor_adress(utgivning), register_adress(utgivning), utanfor_adress(utgivning))
    assert tuple(page.rstrip("/").rpartition("/")[2] for page in pages) == I_UPPLAGA
