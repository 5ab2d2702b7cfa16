"""Hostile input through the real command: every fault is a finding with its place, exit 1, and never a traceback."""

import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest

from verktyg.byggda_fel import project
from verktyg.fientliga import Fientlig, byte_cases, harmless, lay_special_files, text_cases

CASES = [*text_cases(), *byte_cases()]
MAX_SECONDS = 20


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kravbok", "kontrollera", "--projekt", str(folder), "--datum", "2026-01-01"]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def lay(folder: Path, cases: list[Fientlig]) -> Path:
    for case in cases:
        (folder / case.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / case.path).write_bytes(case.data)
    return folder


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """One project with every hostile file in it, and the special files with their codes."""
    folder = lay(project(tmp_path_factory.mktemp("fientlig")), [*CASES, *harmless()])
    return folder, lay_special_files(folder)


@pytest.fixture(scope="module")
def found(everything: tuple[Path, dict[str, str]]) -> dict[str, list[str]]:
    """What the command finds in each file, in one run over all of them."""
    started = time.monotonic()
    result = run(everything[0], "--format", "json")
    assert time.monotonic() - started < MAX_SECONDS
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    by_file: dict[str, list[str]] = defaultdict(list)
    for item in json.loads(result.stdout)["fynd"]:
        by_file[item["fil"]].append(f"{item['kod']} {item['rad']}:{item['kolumn']}")
        assert item["meddelande"]
        assert item["hjalp"], item
    return by_file


def test_there_are_enough_of_them_and_of_many_kinds() -> None:
    codes = {place.split()[0] for case in CASES for place in case.expected}
    assert len(CASES) >= 60
    assert len(codes) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_gives_its_findings_in_their_places(case: Fientlig, found: dict[str, list[str]]) -> None:
    assert sorted(found[case.path]) == sorted(case.expected)


@pytest.mark.parametrize("case", harmless(), ids=lambda case: case.name)
def test_an_odd_but_right_file_gives_nothing(case: Fientlig, found: dict[str, list[str]]) -> None:
    assert found.get(case.path, []) == []


def test_what_is_no_ordinary_file_is_told_and_left_alone(
    everything: tuple[Path, dict[str, str]], found: dict[str, list[str]]
) -> None:
    given = {path: places for path, places in found.items() if path not in {case.path for case in CASES}}
    codes = sorted(place.split()[0] for places in given.values() for place in places)
    assert codes == sorted(
        [*everything[1].values(), "K634"]
    )  # so many requirements, and none says how it is followed up


@pytest.mark.parametrize("form", ["text", "kort", "github"])
def test_nothing_steers_the_terminal(form: str, everything: tuple[Path, dict[str, str]]) -> None:
    result = run(everything[0], "--format", form)
    shown = result.stdout + result.stderr
    assert "Traceback" not in shown
    steering = {sign for sign in shown if not sign.isprintable() and sign not in "\n\N{NO-BREAK SPACE}"}
    assert steering == set()


@pytest.mark.parametrize("name", ["tagg-python-kommando", "djup-bomb", "text-klass", "utf-16", "escape"])
def test_one_alone_stops_the_command(name: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == name)
    result = run(lay(project(tmp_path), [case]), "--format", "kort")
    assert result.returncode == 1
    assert result.stdout.startswith(f"{case.path}:{case.expected[0].split()[1]} fel[{case.expected[0].split()[0]}] ")
    assert len(result.stdout.splitlines()) == len(case.expected)
    assert "Traceback" not in result.stderr
