"""Every kind of difference from two small folders of YAML, by function and through the command."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from kravbok.diff.skillnad import Slag
from verktyg.bygge import COMMAND
from verktyg.skillnader import Skillnadsfall, compare, figures, read_cases, told, write_files

CASES = list(read_cases())
IDS = [fall.namn for fall in CASES]


@pytest.mark.parametrize("fall", CASES, ids=IDS)
def test_two_folders_differ_as_the_case_says(fall: Skillnadsfall) -> None:
    found = compare(*fall.files(), fall.sidor)
    assert told(found) == fall.delar
    if fall.siffror:
        assert figures(found) == fall.siffror


def test_every_kind_has_two_cases_and_nothing_has_some_too() -> None:
    kinds = Counter(kind for fall in CASES for line in fall.delar for kind in line.partition(": ")[2].split(", "))
    assert {kind for kind in get_args(Slag) if kinds[kind] < 2} == set()
    assert sum(not fall.delar for fall in CASES) >= 5
    assert len(CASES) >= 40


def test_every_edit_of_a_case_is_read() -> None:
    assert all(fall.fore or fall.efter or fall.sidor[0] != fall.sidor[1] for fall in CASES)


@pytest.mark.parametrize("fall", CASES, ids=IDS)
def test_the_command_says_the_same(fall: Skillnadsfall, tmp_path: Path) -> None:
    before, after = fall.files()
    write_files(before, tmp_path / "fore")
    folder = write_files(after, tmp_path / "efter")
    command: list[str | Path] = [COMMAND, "diff", *fall.sidor, "--fran", "../fore", "--format", "json", "--visa-allt"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    shown = json.loads(done.stdout)["krav"]
    assert sorted(f"{item['id']}: {', '.join(item['slag'])}" for item in shown) == sorted(fall.krav)
