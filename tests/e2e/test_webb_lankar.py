"""The whole reference site: every link leads somewhere, no id stands twice, and the data keeps to its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from verktyg.bygge import Bygge
from verktyg.webblankar import Plats, refused, twice, unfit


@pytest.fixture(scope="module")
def plats(bygge: Bygge) -> Plats:
    """The website of the real books, built with every format, so that there are files to fetch."""
    return Plats(bygge.folder / "webbplats")


@pytest.fixture(scope="module")
def data(plats: Plats) -> dict[str, Any]:
    """The data behind each page, by its file."""
    paths = sorted(path for path in plats.root.rglob("*.json") if path.parent.name != "schema")
    read = {plats.adress(path): json.loads(path.read_bytes()) for path in paths}
    return {name: value for name, value in read.items() if value.get("schema") == "kravbok/sida/1"}


def test_every_link_leads_to_a_file_and_an_id(plats: Plats) -> None:
    assert len(plats.sidor) > 300
    assert [link for page in plats.sidor for link in plats.broken(page)] == []


def test_every_link_of_a_fragment_leads_somewhere(plats: Plats) -> None:
    assert len(plats.fragment) > 300
    assert [link for page in plats.fragment for link in plats.broken(page)] == []


def test_no_id_stands_twice(plats: Plats) -> None:
    found = {plats.adress(page): twice(page) for page in (*plats.sidor, *plats.fragment)}
    assert {page: names for page, names in found.items() if names} == {}


def test_the_policy_of_the_site_refuses_nothing(plats: Plats) -> None:
    found = {plats.adress(page): refused(page) for page in plats.sidor}
    assert {page: what for page, what in found.items() if what} == {}


def test_a_fragment_holds_nothing_that_a_cms_refuses(plats: Plats) -> None:
    found = {plats.adress(page): unfit(page) for page in plats.fragment}
    assert {page: what for page, what in found.items() if what} == {}


def test_the_data_of_every_page_keeps_to_its_schema(plats: Plats, data: dict[str, Any]) -> None:
    schemas = {path.stem: json.loads(path.read_bytes()) for path in (plats.root / "schema").glob("*.json")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    validators = {slag: Draft202012Validator(schema) for slag, schema in schemas.items()}
    assert len(data) > 300
    wrong = {
        name: [error.message for error in validators[value["slag"]].iter_errors(value)] for name, value in data.items()
    }
    assert {name: errors for name, errors in wrong.items() if errors} == {}


def test_every_kind_of_page_that_has_a_schema_is_there(plats: Plats, data: dict[str, Any]) -> None:
    kinds = {path.stem for path in (plats.root / "schema").glob("*.json")}
    assert {value["slag"] for value in data.values()} <= kinds
    assert {"begrepp", "beslut", "kallor", "styrdokument", "belopp", "vardgivare", "luckor"} <= {
        value["slag"] for value in data.values()
    }
    assert {"om", "tillganglighet", "kolofon", "start", "krav", "id"} <= {value["slag"] for value in data.values()}


def test_the_checker_finds_its_faults(tmp_path: Path) -> None:
    inside = '<p id="a" style="x:y"></p><p id="a"></p><a href="borta/">1</a><a href="#b">2</a><script>1</script>'
    (tmp_path / "index.html").write_text(f"<html><body>{inside}</body></html>", encoding="utf-8")
    plats = Plats(tmp_path)
    assert list(plats.broken(tmp_path / "index.html")) == ["index.html: borta/", "index.html: #b"]
    assert twice(tmp_path / "index.html") == ["a"]
    assert refused(tmp_path / "index.html") == ["style=x:y", "<script >"]
    assert unfit(tmp_path / "index.html") == ["script", "style=x:y"]
