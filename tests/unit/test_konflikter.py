"""Merge conflicts that are left in a record: real merges by git, small files, and what only looks like a conflict."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.finding import Finding
from kravbok.reader import read_documents
from kravbok.yaml_errors import find_conflicts

CASES = sorted((Path(__file__).parents[1] / "cases" / "konflikter").glob("*.yaml"))
EXPECTED = "# finns: K029 "
MARKERS = ("<<<<<<< HEAD", "||||||| grund", "=======", ">>>>>>> andra", "a: 1", "  =======", "")


def expected(text: str) -> list[str]:
    """What the case says of itself: each conflict's place and record, then the line and words of both sides."""
    return [row.removeprefix(EXPECTED) for row in text.splitlines() if row.startswith(EXPECTED)]


def describe(item: Finding) -> str:
    """A conflict as a case writes it."""
    sides = [f"{other.position.line} {other.text.partition(' har skrivit ')[2].strip('”')}" for other in item.related]
    record = item.message.partition(": ")[0]
    return " | ".join([f"{item.position.line}:{item.position.column} {record}", *sides])


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_case_gives_its_conflicts(case: Path, ending: str) -> None:
    text = case.read_text(encoding="utf-8")
    _, findings = read_documents(case.name, text.replace("\n", ending).encode())
    assert [describe(item) for item in findings if item.code == "K029"] == expected(text)


def test_a_conflict_is_all_that_is_said_of_its_file() -> None:
    text = "id: A\n<<<<<<< HEAD\n\tx: [\n=======\ny: 1\n>>>>>>> andra\n"
    documents, findings = read_documents("krav/A.yaml", text.encode())
    assert documents == []
    assert [(item.code, item.position.line) for item in findings] == [("K029", 2)]


def git(folder: Path, *arguments: str) -> int:
    """Run git with nothing of the machine's own settings; return how it ended."""
    own = ["-c", "user.name=A", "-c", "user.email=a@example.se", "-c", "init.defaultBranch=main"]
    run = subprocess.run(["git", *own, *arguments], cwd=folder, capture_output=True, check=False)
    return run.returncode


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_a_real_merge_that_was_left_is_found(tmp_path: Path, style: str) -> None:
    record = tmp_path / "HV-LIST-001.yaml"

    def commit(words: str) -> None:
        record.write_text(f"id: HV-LIST-001\ntyp: krav\ntext: {words}\nvem: alla\n", encoding="utf-8")
        assert git(tmp_path, "add", ".") == git(tmp_path, "commit", "-m", words) == 0

    git(tmp_path, "init")
    commit("Inom fyra veckor.")
    git(tmp_path, "switch", "-c", "kortare")
    commit("Inom två veckor.")
    git(tmp_path, "switch", "main")
    commit("Inom tre veckor.")
    assert git(tmp_path, "-c", f"merge.conflictStyle={style}", "merge", "kortare") == 1
    (found,) = read_documents("krav/HV-LIST-001.yaml", record.read_bytes())[1]
    assert describe(found).startswith("3:1 HV-LIST-001 | 4 text: Inom tre veckor. | ")
    assert describe(found).endswith("text: Inom två veckor.")
    assert "kortare" in found.message


def test_no_more_than_ten_are_told() -> None:
    text = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n" * 8_000
    assert [item.position.line for item in find_conflicts("A.yaml", text)] == [1 + 5 * n for n in range(10)]


@given(st.lists(st.sampled_from(MARKERS), max_size=30))
def test_a_conflict_has_its_three_markers_in_order_and_none_share_a_line(rows: list[str]) -> None:
    found = find_conflicts("A.yaml", "\n".join(rows))
    for item in found:
        ours, theirs = (other.position.line for other in item.related)
        assert rows[item.position.line - 1].startswith("<<<<<<<")
        assert ours == item.position.line + 1
        assert rows[theirs - 2] == "======="
        assert any(row.startswith(">>>>>>>") for row in rows[theirs - 1 :])
    assert all(one.position.line < two.position.line for one, two in pairwise(found))
