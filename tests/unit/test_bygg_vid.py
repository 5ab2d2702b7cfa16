"""kravbok bygg --vid: the book as it stood in git at the end of a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kravbok.cli import main
from verktyg.tio import Tio, make_tio


@pytest.fixture(scope="module")
def tio(tmp_path_factory: pytest.TempPathFactory) -> Tio:
    return make_tio(tmp_path_factory.mktemp("tio") / "a")


def bygg(tio: Tio, target: Path, *arguments: str) -> Result:
    fixed = ["bygg", "--projekt", str(tio.root), "--till", str(target), "--format", "json", *arguments]
    return CliRunner().invoke(main, fixed, prog_name="kravbok")


def book(target: Path) -> Any:
    """The built edition 2021."""
    return json.loads((target / "provbok/2021/provbok-2021.json").read_text(encoding="utf-8"))


def tak(target: Path) -> str:
    """PR-PAF-002's tak in the built edition 2021."""
    clauses = {krav["id"]: krav for part in book(target)["kapitel"] for krav in part["krav"]}
    return str(clauses["PR-PAF-002"]["siffror"]["tak"]["tabell"]).replace("\u00a0", " ")


def test_a_day_is_built_as_it_stood_and_says_which_commit(tio: Tio, tmp_path: Path) -> None:
    for day, number, expected in (("2021-03-14", 2, "10 000 kr"), ("2021-03-15", 3, "12 000 kr")):
        result = bygg(tio, tmp_path / day, "--vid", day)
        assert result.exit_code == 0, result.output
        assert f"enligt git: commit {tio.commits[number][:10]}" in result.output
        assert tak(tmp_path / day) == expected


def test_a_day_gives_the_same_book_as_its_commit(tio: Tio, tmp_path: Path) -> None:
    assert bygg(tio, tmp_path / "a", "--vid", "2021-03-14").exit_code == 0
    assert bygg(tio, tmp_path / "b", "--rev", tio.commits[2]).exit_code == 0
    assert book(tmp_path / "a")["kapitel"] == book(tmp_path / "b")["kapitel"]


def test_the_changes_of_a_day_say_on_every_page_and_in_their_colophon_that_they_are_git_s(
    tio: Tio, tmp_path: Path
) -> None:
    said = f"14\u00a0mars 2021, enligt git (commit {tio.commits[2][:10]})"
    assert bygg(tio, tmp_path / "a", "--vid", "2021-03-14", "--format", "html,json").exit_code == 0
    stem = tmp_path / "a/provbok/2021-2022/provbok-2021-2022"
    data = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    assert data["kolofon"]["Som boken stod"] == [said]
    assert data["notiser"][0]["rubrik"] == f"Som boken stod {said}"
    assert f"Som boken stod {said}" in stem.with_suffix(".html").read_text(encoding="utf-8")
    assert bygg(tio, tmp_path / "b").exit_code == 0
    now = json.loads((tmp_path / "b/provbok/2021-2022/provbok-2021-2022.json").read_text(encoding="utf-8"))
    assert "Som boken stod" not in now["kolofon"]


def test_a_day_may_be_asked_of_a_branch(tio: Tio, tmp_path: Path) -> None:
    result = bygg(tio, tmp_path / "a", "--vid", "2021-06-22", "--rev", "gren")
    assert f"enligt git: commit {tio.commits[4][:10]}" in result.output


def test_a_day_before_the_history_builds_nothing(tio: Tio, tmp_path: Path) -> None:
    result = bygg(tio, tmp_path / "a", "--vid", "2020-11-30")
    assert (result.exit_code, "K803" in result.output) == (1, True)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("day", ["i går", "2022-02-30", ""])
def test_what_is_no_day_is_misuse(tio: Tio, tmp_path: Path, day: str) -> None:
    result = bygg(tio, tmp_path / "a", "--vid", day)
    assert (result.exit_code, "är inget datum" in result.output) == (2, True)
