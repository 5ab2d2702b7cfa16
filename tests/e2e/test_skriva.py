"""The commands that write records, in real projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from verktyg.bygge import copy_project, files_in, kravbok


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """The small project, in canonical form."""
    folder = copy_project("grund", tmp_path / "projekt")
    assert kravbok("formatera", folder=folder).returncode == 0
    return folder


def krav_file(projekt: Path) -> Path:
    """A requirement's file."""
    return next(path for path in sorted((projekt / "krav" / "provbok").rglob("*.yaml")) if "-" in path.stem)


def test_formatera_writes_only_what_deviates_and_is_then_content(projekt: Path) -> None:
    file = krav_file(projekt)
    wanted = file.read_bytes()
    file.write_bytes(b"\n# min anteckning\n" + wanted.replace(b"id: ", b"id:   ", 1) + b"\n\n")
    before = files_in(projekt)
    name = file.relative_to(projekt).as_posix()

    checked = kravbok("formatera", "--kontrollera", folder=projekt)
    assert (checked.returncode, checked.stdout.count("K860]")) == (1, 1)
    assert f"{name}:1:1" in checked.stdout
    shown = kravbok("formatera", "--visa", folder=projekt)
    assert (shown.returncode, f"efter/{name}" in shown.stdout) == (0, True)
    assert files_in(projekt) == before

    done = kravbok("formatera", folder=projekt)
    assert (done.returncode, done.stdout) == (0, f"{name}\n")
    assert file.read_bytes() == b"# min anteckning\n" + wanted
    again = kravbok("formatera", "--kontrollera", folder=projekt)
    assert (again.returncode, again.stdout) == (0, "")


def test_formatera_leaves_a_file_that_cannot_be_read_and_formats_the_rest(projekt: Path) -> None:
    file = krav_file(projekt)
    broken = projekt / "krav" / "register" / "arenden" / "RS-9-2021.yaml"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(b"id: RS/9/2021\nid: RS/9/2021\n")
    file.write_bytes(file.read_bytes() + b"\n\n")
    done = kravbok("formatera", folder=projekt)
    assert (done.returncode, "K017" in done.stdout) == (1, True)
    assert broken.read_bytes() == b"id: RS/9/2021\nid: RS/9/2021\n"
    assert not file.read_bytes().endswith(b"\n\n")


def test_formatera_says_that_a_path_leads_nowhere(projekt: Path) -> None:
    done = kravbok("formatera", "krav/finns-inte/", folder=projekt)
    assert (done.returncode, "krav/finns-inte/" in done.stderr, done.stdout) == (2, True, "")
