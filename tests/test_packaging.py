"""The package, its licences, its locks and the two commands are what a stranger gets: each is tried as they would."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kravbok import __version__
from verktyg import publiccode
from verktyg.bygge import files_in

ROOT = Path(__file__).parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-test.txt")
SCRIPT_TOOLS = ("cat", "cksum", "dirname", "grep", "sh")


def run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A finished command, with only the named variables beside PATH and HOME."""
    basis = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    arguments = [str(part) for part in command]
    return subprocess.run(
        arguments, cwd=folder, env=basis | environment, check=False, capture_output=True, encoding="utf-8", timeout=120
    )


def build_wheel(folder: Path) -> Path:
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("hjul"))


@pytest.fixture(scope="module")
def fresh_bin(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin of a new environment with the wheel in it; what kravbok depends on is lent from our own."""
    home = tmp_path_factory.mktemp("främmande dator") / "venv"
    made = run(sys.executable, "-m", "venv", home, folder=home.parent)
    assert made.returncode == 0, made.stderr
    scheme = {"base": str(home), "platbase": str(home)}
    lent = Path(sysconfig.get_path("purelib", "venv", scheme)) / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    binaries = Path(sysconfig.get_path("scripts", "venv", scheme))
    done = run(binaries / "python", "-m", "pip", "install", "--no-deps", "--no-index", wheel, folder=home.parent)
    assert done.returncode == 0, done.stderr
    return binaries


def test_the_wheel_carries_code_templates_and_licences(wheel: Path) -> None:
    carried = set(ZipFile(wheel).namelist())
    code = {f"kravbok/{name}" for name in files_in(ROOT / "src/kravbok")}
    templates = {f"kravbok/mallar/{name}" for name in files_in(ROOT / "mallar")}
    licences = {f"kravbok-{__version__}.dist-info/licenses/LICENSES/{path.name}" for path in ROOT.glob("LICENSES/*")}
    wanted = {name for name in code | templates | licences if not name.endswith(".pyc")}
    assert {name for name in wanted if name.endswith((".ttf", ".typ", "/py.typed", "/EUPL-1.2.txt"))}
    assert wanted <= carried
    assert not {name for name in carried if not name.startswith(("kravbok/", f"kravbok-{__version__}.dist-info/"))}


def test_the_same_source_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    assert build_wheel(tmp_path).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize("command", [("kravbok",), ("python", "-m", "kravbok")])
def test_an_installed_kravbok_runs_outside_the_repository(
    fresh_bin: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = run(fresh_bin / command[0], *command[1:], "--version", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout


def test_an_installed_kravbok_brings_its_own_templates(fresh_bin: Path, tmp_path: Path) -> None:
    program = "import kravbok, pathlib; print(pathlib.Path(kravbok.__file__).parent)"
    package = Path(run(fresh_bin / "python", "-c", program, folder=tmp_path).stdout.strip())
    assert package.is_relative_to(fresh_bin.parent)
    assert (package / "mallar" / "typsnitt").is_dir()


def pins(lock: str) -> dict[str, str]:
    """The exact version of each package that a lock file names."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    found = (Requirement(line.removesuffix("\\")) for line in lines if line[:1].isalnum())
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in found}


def group(name: str) -> list[str]:
    """The requirements of a dependency group, with those of the groups it includes."""
    entries = PYPROJECT["dependency-groups"][name]
    return [
        text for entry in entries for text in ([entry] if isinstance(entry, str) else group(entry["include-group"]))
    ]


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.txt", PYPROJECT["project"]["dependencies"] + group("build")),
        ("requirements-test.txt", PYPROJECT["project"]["dependencies"] + group("test")),
    ],
)
def test_the_lock_holds_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    locked = pins(lock)
    stale = [text for text in wanted if not allows(Requirement(text), locked)]
    assert stale == [], "kör scripts/las"


def allows(requirement: Requirement, locked: dict[str, str]) -> bool:
    return requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"), prereleases=True)


def test_both_commands_use_the_same_versions() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-test.txt").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    blocks = (ROOT / lock).read_text(encoding="utf-8").split("\n    # via")
    assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", [*LOCKS, "tests/verktyg/package-lock.json"])
def test_a_lock_names_no_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_checkers_from_npm_are_locked() -> None:
    asked = json.loads((ROOT / "tests/verktyg/package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((ROOT / "tests/verktyg/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert all(entry["integrity"].startswith("sha512-") for name, entry in locked.items() if name)


def test_every_file_has_a_licence() -> None:
    done = run(Path(sysconfig.get_path("scripts")) / "reuse", "lint", "--lines", folder=ROOT)
    assert (done.stdout, done.returncode) == ("", 0)


def test_publiccode_follows_the_standard() -> None:
    assert publiccode.validate(ROOT / "publiccode.yml") == []


def test_publiccode_tells_the_same_as_the_project() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert told["softwareVersion"] == __version__
    assert told["legal"]["license"] == PYPROJECT["project"]["license"]


def test_the_publiccode_check_finds_faults(tmp_path: Path) -> None:
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    bad = tmp_path / "publiccode.yml"
    bad.write_text(text.replace("procurement", "upphandling").replace("shortDescription", "kort"), encoding="utf-8")
    places = {line.partition(":")[0] for line in publiccode.validate(bad)}
    assert {"categories.2", "description.sv.shortDescription", "description.sv.kort"} <= places


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """A folder with our scripts, and beside them a bin with the few tools that every system has, but no Python."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for name in (*LOCKS, "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in SCRIPT_TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path


@pytest.mark.parametrize("script", ["bygg", "test"])
def test_without_python_the_remedy_is_told(bare_machine: Path, script: str) -> None:
    done = run(bare_machine / "scripts" / script, folder=bare_machine, PATH=str(bare_machine / "bin"))
    assert done.returncode == 2
    assert "Python 3.11 eller senare, men hittar ingen Python." in done.stderr
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_an_old_python_is_named(bare_machine: Path) -> None:
    old = bare_machine / "bin" / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n', encoding="ascii")
    old.chmod(0o755)
    done = run(bare_machine / "scripts/bygg", folder=bare_machine, PATH=str(bare_machine / "bin"))
    assert done.returncode == 2
    assert "men hittar Python 3.9.2." in done.stderr


def test_a_python_without_venv_is_told(bare_machine: Path) -> None:
    (bare_machine / "bin" / "python3").symlink_to(sys.executable)
    (bare_machine / "ensurepip.py").write_text("raise ImportError('som på Debian')\n", encoding="utf-8")
    path, modules = str(bare_machine / "bin"), str(bare_machine)
    done = run(bare_machine / "scripts/bygg", folder=bare_machine, PATH=path, PYTHONPATH=modules)
    assert done.returncode == 2
    assert "saknar venv" in done.stderr
    assert not (bare_machine / ".venv").exists()
