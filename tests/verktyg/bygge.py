"""Projects to build: a copy of one, the installed command on it, and its editions made in this process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kravbok.build import choose_editions
from kravbok.check import check_underlag
from kravbok.finding import Utfall, worst
from kravbok.production import Utgava, make_utgava
from kravbok.settings import Byggval
from kravbok.templates import Mallar, project_templates
from kravbok.underlag import gather

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
COMMAND = Path(sys.executable).with_name("kravbok")


@dataclass(frozen=True)
class Bygge:
    """A project, what the command said about it, and the folder with the finished build."""

    projekt: Path
    done: subprocess.CompletedProcess[str]

    @property
    def folder(self) -> Path:
        """The finished build."""
        return self.projekt / "build"

    def file(self, bok: str, upplaga: str, form: str) -> Path:
        """Where a format of an edition lies."""
        return self.folder / bok / upplaga / f"{bok}-{upplaga}.{form}"


def copy_project(name: str, folder: Path) -> Path:
    """A copy of the small project in tests/data/grund, with another one of tests/data laid over it."""
    for part in dict.fromkeys(("grund", name)):
        shutil.copytree(DATA / part, folder, ignore=_made, dirs_exist_ok=True)
    return folder


def _made(_folder: str, names: list[str]) -> list[str]:
    """What a build leaves in a project."""
    return [name for name in names if name == "build" or name.startswith(".")]


def copy_real(folder: Path) -> Path:
    """A copy of this repository's own records and templates."""
    for part in ("krav", "mallar"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def kravbok(*arguments: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the installed command did in a folder, in a locale that is not Swedish unless another is given."""
    given = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", **environment}
    command = [COMMAND, *arguments]
    return subprocess.run(
        command, cwd=folder, env=given, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@cache
def utgavor(name: str) -> dict[str, Utgava]:
    """The editions of a project in tests/data by name (provbok-2022), made but not written."""
    with TemporaryDirectory(prefix="kravbok-prov-") as folder:
        projekt = copy_project(name, Path(folder))
        val = Byggval(projekt, projekt / "build")
        underlag = gather(projekt)
    register, findings = check_underlag(underlag)
    assert worst(findings) is Utfall.RENT, findings
    mallar = Mallar(project_templates(list(underlag.mallar)))
    chosen, _ = choose_editions(register, val)
    return {item.namn: make_utgava(item, mallar, val, utkast=False) for item in chosen}
