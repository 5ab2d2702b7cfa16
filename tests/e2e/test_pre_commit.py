"""The hook is taken in by another repository as pre-commit does it: cloned, installed, and run at a commit.

Nothing is fetched: the hook's environment borrows what kravbok depends on from our own; kravbok itself is built there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from verktyg.bygge import ROOT, copy_project
from verktyg.gitrepo import ENV, commit, git, write

HOOK = "kravbok-kontrollera"
FORMAT = "kravbok-formatera"
PARTS = (".pre-commit-hooks.yaml", "LICENSES", "README.md", "mallar", "pyproject.toml", "src")
BROKEN: dict[str, str | bytes] = {"krav/provbok/HV-FEL-001.yaml": "id: HV-FEL-001\nrubrk: Fel\n"}


@pytest.fixture(scope="module")
def krokar(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with what kravbok is made from, and its commit."""
    folder = tmp_path_factory.mktemp("krokar") / "kravbok"
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder, commit(folder, {})


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a machine gives pre-commit: a home with its store, and no way to the network."""
    home = str(tmp_path_factory.mktemp("hem"))
    lent = {
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip's way to say: build with the hatchling that is lent
    }
    return {**ENV, **lent, "HOME": home, "PRE_COMMIT_HOME": f"{home}/pre-commit"}


@pytest.fixture
def forrad(krokar: tuple[Path, str], environment: dict[str, str], tmp_path: Path) -> Path:
    """Another repository, which takes in the hook."""
    folder = copy_project("blandat", tmp_path / "region")
    return take_in(folder, krokar, environment, {"id": HOOK})


def take_in(folder: Path, krokar: tuple[Path, str], environment: dict[str, str], hook: dict[str, object]) -> Path:
    """A repository made of a folder, with a hook that runs at each commit."""
    entry = {"repo": str(krokar[0]), "rev": krokar[1], "hooks": [hook]}
    commit(folder, {".pre-commit-config.yaml": yaml.safe_dump({"repos": [entry]}), ".gitignore": ".kravbok-cache/\n"})
    done = run(folder, environment, sys.executable, "-m", "pre_commit", "install")
    assert done.returncode == 0, done.stderr
    return folder


def run(folder: Path, environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=300
    )


def try_commit(folder: Path, environment: dict[str, str], *paths: str) -> tuple[bool, str]:
    """Whether a commit of the paths came about, and what was said."""
    git(folder, "add", "--", *paths)
    before = git(folder, "rev-parse", "HEAD")
    done = run(folder, environment, "git", "commit", "-m", "prov")
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert (done.returncode == 0) == (git(folder, "rev-parse", "HEAD") != before)
    return done.returncode == 0, said


def test_a_fault_stops_the_commit_and_a_remedy_lets_it_through(forrad: Path, environment: dict[str, str]) -> None:
    write(forrad, BROKEN)
    made, said = try_commit(forrad, environment, "krav")
    assert not made
    assert f"hook id: {HOOK}" in said
    assert re.search(r"^fel\[K101\] .*\n  --> krav/provbok/HV-FEL-001\.yaml:2:1$", said, re.MULTILINE)
    (forrad / next(iter(BROKEN))).unlink()
    post = next((forrad / "krav" / "provbok").rglob("*.yaml"))
    post.write_text(post.read_text(encoding="utf-8") + "# rättad\n", encoding="utf-8")
    made, said = try_commit(forrad, environment, "krav")
    assert made
    assert re.search(r"^kravbok kontrollera\.+Passed$", said, re.MULTILINE)


def test_what_is_no_record_is_not_checked(forrad: Path, environment: dict[str, str]) -> None:
    write(forrad, {**BROKEN, "LÄSMIG.md": "Regionens böcker\n"})
    made, said = try_commit(forrad, environment, "LÄSMIG.md")
    assert made
    assert re.search(r"^kravbok kontrollera\.*\(no files to check\)Skipped$", said, re.MULTILINE)


def test_what_is_changed_but_not_on_its_way_in_is_not_checked(forrad: Path, environment: dict[str, str]) -> None:
    first, second = sorted((forrad / "krav" / "provbok").rglob("*.yaml"))[:2]
    first.write_text(first.read_text(encoding="utf-8") + "# rättad\n", encoding="utf-8")
    broken = second.read_text(encoding="utf-8") + "rubrk: Fel\n"
    second.write_text(broken, encoding="utf-8")
    made, said = try_commit(forrad, environment, first.relative_to(forrad).as_posix())
    assert made, said
    assert second.read_text(encoding="utf-8") == broken


def test_the_hook_runs_the_program_of_the_commit_that_is_named(
    forrad: Path, krokar: tuple[Path, str], environment: dict[str, str]
) -> None:
    assert run(forrad, environment, sys.executable, "-m", "pre_commit", "run", "--all-files").returncode == 0
    (program,) = Path(environment["PRE_COMMIT_HOME"]).glob("repo*/py_env-*/lib/python*/site-packages/kravbok")
    assert (program / "__init__.py").read_bytes() == (krokar[0] / "src" / "kravbok" / "__init__.py").read_bytes()
    assert not program.is_symlink()


@pytest.mark.parametrize("inside", ["", "bocker"], ids=["overst", "undermapp"])
def test_what_is_on_its_way_in_is_written_in_the_common_form_and_nothing_else(
    krokar: tuple[Path, str], environment: dict[str, str], tmp_path: Path, inside: str
) -> None:
    folder = tmp_path / "region"
    projekt = copy_project("blandat", folder / inside)
    args = {"args": ["--projekt", inside]} if inside else {}
    take_in(folder, krokar, environment, {"id": FORMAT, **args})
    first, second = sorted((projekt / "krav" / "provbok").rglob("PR-*.yaml"))[:2]
    for file in (first, second):
        file.write_text("\n\n" + file.read_text(encoding="utf-8") + "# rättad\n", encoding="utf-8")
    made, said = try_commit(folder, environment, first.relative_to(folder).as_posix())
    assert not made
    assert re.search(r"^- files were modified by this hook$", said, re.MULTILINE)
    assert first.relative_to(projekt).as_posix() in said
    assert not first.read_text(encoding="utf-8").startswith("\n")
    assert second.read_text(encoding="utf-8").startswith("\n\n")
    made, said = try_commit(folder, environment, first.relative_to(folder).as_posix())
    assert made, said
