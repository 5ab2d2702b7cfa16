"""What runs a handbook: what it takes as a step, when an answer is the promised one, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from verktyg.gitrepo import commit, git
from verktyg.handbok import Steg, answers, follow, read_pictures, read_steps

FENCE = "```"


def block(kind: str, text: str, said: str = "") -> str:
    return f"{said}\n\n{FENCE}{kind}\n{text}\n{FENCE}\n\nOrd.\n\n"


def follow_text(text: str, folder: Path) -> list[str]:
    """What goes wrong when a page with the text is followed."""
    page = folder / "sida.md"
    page.write_text(text, encoding="utf-8")
    return follow(page, folder)


def test_a_command_has_the_next_block_as_its_answer() -> None:
    page = block("console", "git status") + block("text", "rent") + block("console", "git log")
    assert read_steps(page) == [
        Steg(3, "console", "git status\n", "rent\n"),
        Steg(19, "console", "git log\n"),
    ]


def test_an_answer_belongs_to_the_command_before_it_alone() -> None:
    page = block("console", "git status") + block("text", "rent") + block("text", "rent")
    assert [(step.slag, step.svar) for step in read_steps(page)] == [("console", "rent\n"), ("text", None)]


def test_what_is_not_run_takes_its_answer_with_it() -> None:
    page = block("console", "kravbok visa", "<!-- körs inte: den slutar aldrig -->") + block("text", "http")
    assert read_steps(page) == []
    assert [step.slag for step in read_steps(page + block("text", "till"))] == ["text"]


def test_a_comment_further_up_says_nothing_of_a_block() -> None:
    (step,) = read_steps(block("console", "git status", "<!-- körs inte: skäl -->\n\nOrd."))
    assert step.kors


def test_an_exit_code_stands_before_its_command() -> None:
    (step,) = read_steps(block("console", "kravbok kontrollera", "<!-- slutkod: 1 -->"))
    assert step.slutkod == 1


@pytest.mark.parametrize(
    ("promised", "said", "same"),
    [
        ("ett\ntvå", "ett\ntvå\n", True),
        ("ett", "ett\ntvå\n", False),
        ("ett\ntvå", "ett\n", False),
        ("ett\n…", "ett\ntvå\ntre\n", True),
        ("…\ntre", "ett\ntvå\ntre\n", True),
        ("ett\n…\ntre", "ett\ntre\n", True),
        ("ett\n…\nfyra", "ett\ntvå\ntre\n", False),
        ("på … s", "på 0,8 s\n", True),
        ("på … s", "på 0,8\nminuter s\n", False),
        ("1 000 kr", "1\u00a0000 kr  \n", True),
        ("a.c", "abc", False),
        ("…", "", True),
        ("", "något", False),
    ],
)
def test_when_an_answer_is_the_promised_one(promised: str, said: str, *, same: bool) -> None:
    assert answers(promised, said) is same


def test_a_page_is_followed_in_order(tmp_path: Path) -> None:
    commit(tmp_path, {"krav/a.yaml": "a: 1\n"})
    change = "--- a/krav/a.yaml\n+++ b/krav/a.yaml\n@@ -1 +1 @@\n-a: 1\n+a: 2"
    page = (
        block("yaml", "# krav/ny/b.yaml\nb: 1")
        + block("diff", change)
        + block("console", "git status --short krav")
        + block("text", " M krav/a.yaml\n?? krav/ny/")
        + block("console", "git finns-inte", "<!-- slutkod: 1 -->")
    )
    assert follow_text(page, tmp_path) == []
    assert (tmp_path / "krav/ny/b.yaml").read_text(encoding="utf-8") == "b: 1\n"
    assert git(tmp_path, "diff", "--name-only") == "krav/a.yaml"


def test_the_reader_moves_between_folders(tmp_path: Path) -> None:
    commit(tmp_path, {"krav/a.yaml": "a: 1\n"})
    page = (
        block("console", "cd krav")
        + block("console", "git ls-files")
        + block("text", "a.yaml")
        + block("console", "cd ..")
        + block("console", "git ls-files")
        + block("text", "krav/a.yaml")
    )
    assert follow_text(page, tmp_path) == []


def test_what_others_do_is_done_where_the_reader_stands(tmp_path: Path) -> None:
    commit(tmp_path, {"krav/a.yaml": "a: 1\n"})
    page = tmp_path / "sida.md"
    page.write_text(
        "Ord.\n\n<!-- under tiden: a ändras -->\n\n" + block("console", "git diff --stat"), encoding="utf-8"
    )
    done: list[tuple[str, Path]] = []
    assert follow(page, tmp_path, lambda said, folder: done.append((said, folder))) == []
    assert done == [("a ändras", tmp_path)]
    assert follow(page, tmp_path) == ["sida.md:3: ett block av slaget ”under tiden” som inte hör till ett kommando"]


@pytest.mark.parametrize(
    "page",
    [
        block("console", "git finns-inte"),
        block("console", "git --version") + block("text", "git version 0"),
        block("console", "git --version", "<!-- slutkod: 1 -->"),
        block("console", "git --version | sort"),
        block("console", "git --version > fil"),
        block("console", "git --version\ngit --version"),
        block("console", "git log --format %h,%s"),
        block("console", "rm -r krav"),
        block("console", "cd finns-inte"),
        block("console", "cd .."),
        block("diff", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b"),
        block("yaml", "a: 1"),
        block("sh", "git --version"),
        block("text", "git version"),
    ],
)
def test_what_goes_otherwise_is_told_with_its_line(page: str, tmp_path: Path) -> None:
    commit(tmp_path, {})
    faults = follow_text(page, tmp_path)
    assert faults != []
    assert all(fault.startswith("sida.md:3: ") for fault in faults)


def test_pictures_are_read_with_their_words() -> None:
    assert read_pictures("Se ![En sida](bilder/a.png) och `![inte](b.png)`.") == [("bilder/a.png", "En sida")]
