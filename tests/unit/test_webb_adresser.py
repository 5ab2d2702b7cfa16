"""The addresses of a finished website: no book can take one that the site has, and no change takes one away."""

from __future__ import annotations

from pathlib import Path

import pytest

from kravbok.build import build
from kravbok.model.webbplats import SIDOR
from kravbok.settings import Byggval
from kravbok.view.webb.adress import json_adress
from kravbok.webbplats.nycklar import Nycklar
from kravbok.webbplats.sidor import plan_sidor
from verktyg.bygge import copy_project, files_in
from verktyg.webbsidor import mallar, site_with


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """A small project with several books and editions, and an address where its site is."""
    folder = copy_project("upplagor", tmp_path / "projekt")
    replace(folder, "organisationer/provlandet.yaml", "\nnamn:", "\nwebbplats: https://krav.exempel.se/\nnamn:")
    return folder


def replace(projekt: Path, file: str, old: str, new: str) -> None:
    """Put words in place of others in a record."""
    path = projekt / "krav" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(projekt: Path, file: str, text: str) -> None:
    """Put words at the end of a record."""
    path = projekt / "krav" / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def site(projekt: Path) -> set[str]:
    """The files of the site that the project builds, by address."""
    result = build(Byggval(projekt, projekt / "build", format=("webbplats",)))
    assert result.findings == ()
    return set(files_in(projekt / "build/webbplats"))


def test_no_book_can_have_a_name_that_the_site_has(projekt: Path) -> None:
    files = site(projekt)
    books = {path.name for path in (projekt / "krav").iterdir() if (path / "bok.yaml").is_file()}
    folders = {path.partition("/")[0] for path in files if "/" in path}
    taken = {name for name in (path.partition("/")[0] for path in files) if json_adress(f"{name[:-5]}/") == name}
    assert books < folders
    assert {*folders, *(name.removesuffix(".json") for name in taken)} - books <= {*SIDOR}


def test_no_change_of_a_book_takes_an_address_away(projekt: Path) -> None:
    before = site(projekt)
    replace(projekt, "narvard/kapitel/kapitel.yaml", "rubrik: Påföljder", "rubrik: Viten och varningar")
    replace(projekt, "narvard/krav/NV-IT-002.yaml", "rubrik: '<b>Fientlig</b>", "rubrik: '<b>Vänlig</b>")
    end = "upphor:\n  galler_till: 2024-12-31\n  beslut: RF-2022-11-24-123\n  motiv: Regionen varnar på annat sätt.\n"
    add(projekt, "narvard/krav/NV-PAF-002.yaml", end)
    decided = "galler_fran: 2025-01-01\n    status: beslutad\n    arende: RF/13/2022\n    beslut: RF-2022-11-24-123"
    add(projekt, "narvard/bok.yaml", f'  - id: "2025"\n    {decided}\n')
    after = site(projekt)
    assert "narvard/2025/index.html" in after
    assert "narvard/2025/NV-PAF-002/index.html" not in after
    assert {path for path in before - after if not path.startswith(("pagefind/", "stil/"))} == set()


def test_every_page_stands_where_it_was_planned() -> None:
    underlag = site_with()
    plans = list(plan_sidor(underlag, Nycklar(underlag, mallar())))
    assert [plan.make().adress for plan in plans] == [plan.adress for plan in plans]
    assert len({plan.adress for plan in plans}) == len(plans)
