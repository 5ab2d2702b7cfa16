"""Every kind of page and fragment of the real site is valid HTML, and every page's data is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from verktyg import vnu
from verktyg.bygge import copy_real, kravbok

DOCUMENT = '<!DOCTYPE html>\n<html lang="sv"><head><title>Fragment</title></head><body>\n{}</body></html>\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real website, built alone."""
    projekt = copy_real(tmp_path_factory.mktemp("riktig") / "projekt")
    done = kravbok("bygg", "--format", "webbplats", folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr
    return projekt / "build" / "webbplats"


def data_of(site: Path) -> dict[str, list[dict[str, object]]]:
    """The data of every page, by its kind."""
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted(site.rglob("*.json")):
        data = json.loads(path.read_bytes())
        if isinstance(data, dict) and data.get("schema") == "kravbok/sida/1":
            found.setdefault(data["slag"], []).append(data)
    return found


def test_vnu_finds_nothing_on_any_kind_of_page(site: Path, tmp_path: Path) -> None:
    pages = [path for path in (site / "404.html", site / "sok" / "index.html") if path.exists()]
    for slag, found in data_of(site).items():
        largest = max(found, key=lambda data: (site / str(data["adress"]) / "index.html").stat().st_size)
        folder = site / str(largest["adress"])
        fragment = tmp_path / f"{slag}.html"
        text = (folder / "fragment.html").read_text(encoding="utf-8")
        fragment.write_text(DOCUMENT.format(text), encoding="utf-8")
        pages += [folder / "index.html", fragment]
    assert len(pages) > 20
    assert vnu.validate(*pages) == []


def test_a_fragment_has_nothing_that_a_cms_takes_away(site: Path) -> None:
    for path in site.rglob("fragment.html"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in ("<script", "<style", "<svg", "<time", " style=") if name in text], path


def test_every_pages_data_is_what_its_schema_says(site: Path) -> None:
    kinds = data_of(site)
    assert {"krav", "id", "kapitel", "bok", "upplaga", "start"} <= kinds.keys()
    for slag, found in kinds.items():
        validator = Draft202012Validator(json.loads((site / "schema" / f"{slag}.json").read_bytes()))
        for data in found:
            assert [error.message for error in validator.iter_errors(data)] == [], data["adress"]
