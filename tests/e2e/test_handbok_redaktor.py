"""The editor's handbook is true: each command answers as it says, and the journey it tells of can be taken."""

from __future__ import annotations

import re
from pathlib import Path

from verktyg.bygge import ROOT
from verktyg.handbok import follow
from verktyg.redaktor import DAG, make_redaktor, meanwhile
from verktyg.resa import travel

PAGE = ROOT / "docs" / "redaktor.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_command_answers_as_the_page_says(tmp_path: Path) -> None:
    faults = follow(PAGE, make_redaktor(tmp_path), meanwhile, DAG)
    assert not faults, "\n\n".join(faults)


def test_every_task_in_the_table_is_there_and_in_order() -> None:
    tasks = re.findall(r"^\| .* \| \[(\d+)\]\(#(\d+)-", TEXT, re.MULTILINE)
    headings = re.findall(r"^## (\d+)\. ", TEXT, re.MULTILINE)
    assert [number for number, _ in tasks] == [anchor for _, anchor in tasks] == headings


def test_a_task_begins_with_what_the_editor_would_ask() -> None:
    tasks = re.findall(r"^## \d+\. .*\n\n(.*)$", TEXT, re.MULTILINE)
    assert len(tasks) == len(re.findall(r"^## \d+\. ", TEXT, re.MULTILINE))
    assert [line for line in tasks if not re.fullmatch(r"\*”.*”\*", line)] == []


# The journey


def told_steps() -> list[str]:
    """The steps of the journey as the page tells them."""
    return [said.strip("`") for said in re.findall(r"^\| \d+ \| (.*?) \| [\d,]+ s \|$", TEXT, re.MULTILINE)]


def test_the_journey_is_as_many_steps_as_the_page_says(tmp_path: Path) -> None:
    steps = [said for said, _ in travel(tmp_path).steg]
    told = told_steps()
    assert len(steps) == len(told)
    assert [said for said, short in zip(steps, told, strict=True) if not said.startswith(short)] == []
    by_hand = sum(said.startswith("för hand") for said in steps)
    assert f"**{len(steps)} steg, varav {len(steps) - by_hand} kommandon och en ändring för hand." in TEXT
    assert by_hand == 1


def test_the_seconds_of_the_journey_are_the_sum_of_its_steps() -> None:
    seconds = re.findall(r"^\| \d+ \| .* \| (\d+),(\d) s \|$", TEXT, re.MULTILINE)
    told = re.search(r"Datorn arbetade i (\d+) sekunder", TEXT)
    assert told is not None
    assert round(sum(int(whole + tenths) for whole, tenths in seconds) / 10) == int(told[1])
