"""docs/flode.md tells of the workflows as they are: every file of a forge, and nothing that is not in its files."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kravbok.start.svar import SMEDJOR
from test_packaging import pins
from verktyg.arbetsfloden import FLODE
from verktyg.bygge import ROOT

PAGE = (ROOT / "docs" / "flode.md").read_text(encoding="utf-8")
HEADINGS = {"github": "GitHub", "gitlab": "GitLab", "forgejo": "Forgejo", "azure": "Azure DevOps"}
TOLD = frozenset(
    {"#", "*", "*/10 * * * *", "/", "/srv/webb/krav", "api", "main", "ssh-keyscan", "webbplats/index.html"}
)
"""Words that are a person's to write, or to look for, and not a workflow's."""
MISSING = {"azure": {"CODEOWNERS"}, "forgejo": set(), "github": set(), "gitlab": set()}


def section(forge: str) -> str:
    """What the page says of a forge."""
    return PAGE.split(f"\n## {HEADINGS[forge]}\n")[1].partition("\n## ")[0]


def files(forge: str) -> dict[str, str]:
    """The texts of a forge's files, by path."""
    found = sorted(path for path in (FLODE / forge).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(FLODE / forge).as_posix(): path.read_text(encoding="utf-8") for path in found}


def words(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def test_every_forge_has_its_section() -> None:
    assert sorted(HEADINGS) == sorted(SMEDJOR) == sorted(path.name for path in FLODE.iterdir() if path.is_dir())


@pytest.mark.parametrize("forge", HEADINGS)
def test_the_table_has_every_file(forge: str) -> None:
    table = re.findall(r"^\| `([^`]+)` \|", section(forge), re.MULTILINE)
    assert sorted(table) == sorted(files(forge))


@pytest.mark.parametrize("forge", HEADINGS)
def test_every_word_of_the_section_is_in_the_files(forge: str) -> None:
    text = "\n".join([*files(forge), *files(forge).values()])
    known = TOLD | MISSING[forge]
    assert sorted(word for word in words(section(forge)) - known if word.strip() not in text) == []
    assert not [word for word in MISSING[forge] if word in text]


@pytest.mark.parametrize("forge", HEADINGS)
def test_every_setting_of_the_files_is_in_the_section(forge: str) -> None:
    text = "\n".join(files(forge).values())
    wanted = set(re.findall(r"KRAVBOK_[A-Z_]+", text))
    wanted |= set(re.findall(r"^ *environment:(?:\n +name:)? ([a-z-]+)$", text, re.MULTILINE))
    wanted |= set(re.findall(r"^ +image: ([^ \n]+)", text, re.MULTILINE)) if forge == "forgejo" else set()
    assert wanted
    assert sorted(wanted - words(section(forge))) == []


def test_what_sftp_needs_is_locked_in_the_versions_that_are_tested() -> None:
    locks = [path.relative_to(ROOT).as_posix() for path in sorted(FLODE.rglob("lasta-sftp.txt"))]
    (text,) = {(ROOT / lock).read_text(encoding="utf-8") for lock in locks}
    locked = pins(locks[0])
    assert "://" not in text
    assert locked.items() <= pins("requirements-test.txt").items()
    needed = {canonicalize_name(need.name) for name in locked for need in needs(name)} | {"paramiko"}
    assert needed <= {*locked, *pins("requirements.txt")}


def test_gitlab_shows_the_preview_under_a_name_that_it_takes() -> None:
    (name,) = re.findall(r"expose_as: (.+)", files("gitlab")[".gitlab-ci.yml"])
    assert re.fullmatch(r"\w[-\w ]*", name, re.ASCII)


@pytest.mark.parametrize("path", sorted(FLODE.rglob("CODEOWNERS")), ids=str)
def test_each_line_of_owners_is_one_pattern_and_its_owners(path: Path) -> None:
    _, _, lines = path.read_text(encoding="utf-8").partition("\n#\n")
    assert lines
    assert [line for line in lines.splitlines() if not re.fullmatch(r"# \S+( +@region/[a-z]+)+", line)] == []


def needs(name: str) -> list[Requirement]:
    """What a package asks for on this machine, without its extras."""
    asked = map(Requirement, metadata.requires(name) or [])
    return [need for need in asked if need.marker is None or need.marker.evaluate({"extra": ""})]


@pytest.mark.parametrize("path", [path for path in FLODE.rglob("*") if path.suffix in (".yml", ".md", ".py")], ids=str)
def test_a_file_of_a_new_repository_is_neat(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line != line.rstrip() or len(line) > 125 or "\t" in line] == []
