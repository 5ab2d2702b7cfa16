"""The tasks that VS Code offers: each is a command that there is, and what the check prints is read line by line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from kravbok.cli import main
from verktyg.bygge import copy_project, kravbok

ROOT = Path(__file__).resolve().parents[2]
MALL = ROOT / "src/kravbok/start/mall/vscode/tasks.json"
TASKS: list[dict[str, Any]] = json.loads(MALL.read_text(encoding="utf-8"))["tasks"]
LEVELS = {"error": "fel", "warning": "varning", "info": "upplysning"}


def test_this_repository_has_the_tasks_of_the_package() -> None:
    assert (ROOT / ".vscode/tasks.json").read_bytes() == MALL.read_bytes()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task["label"]))
def test_a_task_is_a_command_that_there_is(task: dict[str, Any]) -> None:
    assert (task["command"], task["type"]) == ("kravbok", "process")
    name, *given = task["args"]
    assert isinstance(main, click.Group)
    command = main.get_command(click.Context(main), name)
    assert command is not None
    command.make_context(name, list(given))  # a word that it does not know stops it here


def test_each_finding_is_read_with_its_place_and_its_weight(tmp_path: Path) -> None:
    projekt = copy_project("grund", tmp_path / "projekt")
    first, second = sorted(projekt.glob("krav/provbok/pafoljder/*.yaml"))[:2]
    first.write_text(first.read_text(encoding="utf-8").replace("kravniva:", "kravnvia:", 1), encoding="utf-8")
    second.rename(second.with_name("PR-PAF-099.yaml"))
    (check,) = (task for task in TASKS if task.get("group", {}).get("isDefault"))
    said = kravbok(*check["args"], "--alla", "--datum", "2022-01-01", folder=projekt).stdout.splitlines()
    levels = set()
    for line in said:
        ((level, found),) = (
            (matcher["severity"], found)
            for matcher in check["problemMatcher"]
            if (found := re.fullmatch(matcher["pattern"]["regexp"], line))
        )
        file, row, column, code, _ = (found[number] for number in range(1, 6))
        assert (projekt / file).is_file()
        assert line.startswith(f"{file}:{row}:{column} {LEVELS[level]}[{code}] ")
        levels.add(level)
    assert levels == set(LEVELS)
