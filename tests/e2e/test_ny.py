"""kravbok ny as a stranger runs it: a wheel in a new environment, and from an empty folder to a change under review."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from kravbok.cli import COMMANDS
from kravbok.start.svar import SMEDJOR
from test_packaging import fresh_bin, run, wheel
from verktyg.bygge import COMMAND, ROOT, files_in, kravbok
from verktyg.gitrepo import ENV, commit, git
from verktyg.handbok import follow
from verktyg.lsp import open_editor

__all__ = ["fresh_bin", "wheel"]  # fixtures of test_packaging: the wheel, and a new environment with it

BORJA = ROOT / "docs" / "borja.md"
FLODE = ROOT / "src" / "kravbok" / "start" / "mall" / "flode" / "github"
TILL = "krav/exempelbok/tillganglighet/EX-TILL-001.yaml"


@pytest.fixture(scope="module")
def path(fresh_bin: Path) -> str:
    """The PATH of a stranger: their own kravbok first."""
    return f"{fresh_bin}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def region(path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new region's repository, made by the installed wheel and committed, far from this one."""
    folder = tmp_path_factory.mktemp("en annan region")
    made = run("kravbok", "ny", "region-exempel", folder=folder, PATH=path)
    assert (made.returncode, made.stdout) == (0, "region-exempel\n"), made.stderr
    assert [line.strip() for line in made.stderr.splitlines()[1:-1]] == [
        "cd region-exempel",
        "git init -b main",
        "git add .",
        'git commit -m "Ett nytt förråd"',
        "kravbok visa --oppna",
    ]
    assert [entry.name for entry in folder.iterdir()] == ["region-exempel"]
    commit(folder / "region-exempel", {}, "Ett nytt förråd")
    return folder / "region-exempel"


@pytest.mark.parametrize(
    "command", [["kontrollera", "--strikt"], ["formatera", "--kontrollera"], ["schema", "--kontrollera"]]
)
def test_a_new_repository_passes_each_check(region: Path, path: str, command: list[str]) -> None:
    done = run("kravbok", *command, folder=region, PATH=path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_editor_has_no_remark_on_a_new_repository(region: Path) -> None:
    texts = {
        file.relative_to(region).as_posix(): file.read_text(encoding="utf-8") for file in region.rglob("krav/**/*.yaml")
    }
    with open_editor(region) as editor:
        said = editor.faults_of({**texts, "krav/kravbok.yaml": "format: 1\nfel: x\n"})
    assert len(texts) == 14
    assert {path for path, faults in said.items() if faults} == {"krav/kravbok.yaml"}


def test_a_new_repository_builds_in_every_format_and_git_sees_nothing_of_it(region: Path, path: str) -> None:
    done = run("kravbok", "bygg", folder=region, PATH=path)
    assert done.returncode == 0, done.stderr
    (edition,) = (region / "build" / "exempelbok").iterdir()
    formats = {file.suffix for file in edition.iterdir() if file.is_file()}
    assert formats == {".docx", ".html", ".json", ".md", ".pdf"}
    assert (region / "build" / "webbplats" / "index.html").is_file()
    (book,) = edition.glob("*.md")
    words = book.read_text(encoding="utf-8")
    assert "Alla krav är omskrivna" not in words  # that is said of a book made from somebody else's report
    assert "- **Licens:** okänd" in words
    assert git(region, "status", "--porcelain") == ""


def test_a_change_is_seen_and_reviewed(region: Path, path: str) -> None:
    git(region, "switch", "-q", "-c", "langre-oppettider")
    text = (region / TILL).read_text(encoding="utf-8")
    commit(region, {TILL: text.replace("tid: 8 timmar", "tid: 9 timmar")}, "Längre öppettider")
    checked = run("kravbok", "kontrollera", "--strikt", folder=region, PATH=path)
    reviewed = run("kravbok", "granska", "--bas", "main", folder=region, PATH=path)
    git(region, "switch", "-q", "main")
    assert (checked.returncode, reviewed.returncode) == (0, 0), checked.stdout + reviewed.stderr
    assert "EX-TILL-001" in reviewed.stdout
    assert "~~8~~ **9**" in reviewed.stdout


def test_the_lock_is_the_one_of_this_release(region: Path) -> None:
    assert (region / "verktyg" / "lasta.txt").read_bytes() == (ROOT / "requirements.txt").read_bytes()


def test_the_pages_name_what_is_there(region: Path) -> None:
    page = (region / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", page)
    files = [word for word in re.findall(r"^\| `([^`]+)`", page, re.MULTILINE) if word != "build/"]
    assert len(links) > 3
    assert len(files) > 5
    assert [name for name in [*links, *files] if not (region / name).exists()] == []
    named = set(re.findall(r"(?:`|^    )kravbok ([a-z-]+)", page, re.MULTILINE))
    assert {"visa", "kontrollera", "bygg", "granska", "ny-krav"} <= named <= set(COMMANDS)


@pytest.mark.parametrize("smedja", SMEDJOR)
def test_the_installed_one_and_this_one_make_the_same_bytes(path: str, tmp_path: Path, smedja: str) -> None:
    names = ("--namn", 'Region Å: "Ö" & O\'Hara', "--kort", "rao", "--diarium", "{organ} {nummer}-{år}")
    given = (*names, "--smedja", smedja)
    for number, binaries in enumerate((path, f"{COMMAND.parent}{os.pathsep}{ENV['PATH']}")):
        command = ("kravbok", "ny", f"{number}", *given, "--datum", "2026-05-01")
        assert run(*command, folder=tmp_path, PATH=binaries).returncode == 0
    assert files_in(tmp_path / "0") == files_in(tmp_path / "1")
    assert kravbok("kontrollera", "--strikt", "--datum", "2026-05-01", folder=tmp_path / "0").returncode == 0
    assert (tmp_path / "0" / "krav" / "register" / "arenden" / "RS-1-2026.yaml").is_file()


def test_a_folder_with_something_in_it_and_a_name_that_cannot_be_are_refused(tmp_path: Path) -> None:
    (tmp_path / "min").mkdir()
    (tmp_path / "min" / "brev.txt").write_bytes(b"Hej!\n")
    before = files_in(tmp_path)
    for code, arguments in (
        ("K880", ("min",)),
        ("K880", (".",)),
        ("K880", ("ny\nrad",)),
        ("K880", ("nul.txt",)),
        ("K708", ("x" * 300,)),
        ("K881", ("ny", "--namn", "Region {{ x }}")),
        ("K881", ("ny", "--kort", "con")),
        ("K613", ("ny", "--namn", "Region \u05d0\u05d1")),
    ):
        done = kravbok("ny", *arguments, folder=tmp_path)
        assert (done.returncode, f"fel[{code}]" in done.stdout) == (1, True), done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert files_in(tmp_path) == before


@pytest.mark.parametrize(("mapp", "hint"), [("lydelse", "kravbok ny-lydelse?"), ("region-b", "utanför")])
def test_a_repository_inside_another_is_a_slip_of_the_hand(tmp_path: Path, mapp: str, hint: str) -> None:
    assert kravbok("ny", "region-a", folder=tmp_path).returncode == 0
    done = kravbok("ny", mapp, folder=tmp_path / "region-a")
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr
    assert not (tmp_path / "region-a" / mapp).exists()


def test_on_a_terminal_it_asks_with_a_proposal(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    os.write(master, "Region Åsikt\n\n\ngitlab\n".encode())
    done = subprocess.run(
        [COMMAND, "ny", "asikt"],
        cwd=tmp_path,
        stdin=slave,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 0, done.stderr
    assert "Regionens namn [Asikt]" in done.stderr
    text = (tmp_path / "asikt" / "krav" / "organisationer" / "region-asikt.yaml").read_text(encoding="utf-8")
    assert "namn: Region Åsikt\n" in text
    assert not (tmp_path / "asikt" / ".github").exists()


def test_the_page_for_a_new_region_is_followed(tmp_path: Path) -> None:
    assert follow(BORJA, tmp_path) == []


def test_the_page_tells_of_every_file(region: Path) -> None:
    text = BORJA.read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)
    told = {word.strip("/") for cell in cells for word in re.findall("`([^`]+)`", cell)}
    later = (".git/", "build/", ".kravbok-cache/")
    files = {file for file in files_in(region) if not file.startswith(later)} - files_in(FLODE).keys()
    assert [file for file in files if not any(file == name or file.startswith(f"{name}/") for name in told)] == []
