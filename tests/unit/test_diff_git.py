"""kravbok diff through git: how the book read before the correction, in whole, bare and shallow repositories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kravbok.cli import main
from verktyg.gitrepo import git
from verktyg.tio import Tio, make_tio


@pytest.fixture(scope="module")
def tio(tmp_path_factory: pytest.TempPathFactory) -> Tio:
    made = make_tio(tmp_path_factory.mktemp("tio") / "a")
    git(made.root.parent, "clone", "-q", "--bare", "a", "bar.git")
    git(made.root.parent, "clone", "-q", "--depth=2", f"file://{made.root}", "grund")
    return made


def diff(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["diff", *arguments, "--projekt", str(root), "--format", "json"], prog_name="kravbok"
    )


def changed(result: Result) -> dict[str, list[str]]:
    """The requirements that differ, with their kinds."""
    assert result.exit_code == 0, result.output
    data: Any = json.loads(result.stdout)
    assert "enligt git" in result.stdout
    return {item["id"]: item["slag"] for item in data["krav"]}


def test_what_has_changed_since_before_the_correction_has_a_one_line_answer(tio: Tio) -> None:
    assert set(changed(diff(tio.root, "provbok@2021", "--vid", "2021-03-14"))) == {
        "PR-LIST-001",
        "PR-LIST-002",  # its text prints the first one's figure
        "PR-LIST-003",
        "PR-PAF-002",
    }
    assert set(changed(diff(tio.root, "provbok@2021", "--vid", "2021-11-20"))) == {"PR-LIST-001", "PR-LIST-002"}
    assert changed(diff(tio.root, "provbok@2021", "--vid", "2022-03-15")) == {}


@pytest.mark.parametrize("folder", ["a", "bar.git"])
def test_two_commits_are_compared_also_in_a_bare_clone(tio: Tio, folder: str) -> None:
    root = tio.root.parent / folder
    found = changed(diff(root, "provbok@2021", "--rev", f"{tio.commits[2]}..{tio.commits[3]}"))
    assert list(found) == ["PR-PAF-002"]
    moved = changed(diff(root, "provbok@2021", "--rev", f"{tio.commits[4]}..{tio.commits[6]}"))
    assert moved == {}


def test_a_record_that_today_rejects_is_said_and_the_rest_compared(tio: Tio) -> None:
    result = diff(tio.root, "provbok@2021", "--rev", f"{tio.commits[7]}..{tio.commits[8]}")
    assert "K805" in result.stderr
    assert tio.commits[7][:10] in result.stderr


def test_a_shallow_clone_answers_as_far_as_it_goes(tio: Tio) -> None:
    root = tio.root.parent / "grund"
    assert changed(diff(root, "provbok@2021", "--vid", "2022-03-15")) == {}
    result = diff(root, "provbok@2021", "--vid", "2022-03-14")
    assert (result.exit_code, "K804" in result.stderr) == (1, True)


def test_a_day_after_what_is_known_is_answered_unknown(tio: Tio) -> None:
    result = diff(tio.root, "provbok@2021-06-01", "provbok@2022-02-01")
    assert (result.exit_code, "K802" in result.stderr, result.stdout) == (1, True, "")
