"""What Windows is to the program, as far as it can be tried elsewhere: docs/windows.md says what is tried and how.

Line endings by real clones with core.autocrlf, consoles in cp1252, a Python without what POSIX alone has, no git, and
the length and signs of every path.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from kravbok.cache import Summor
from kravbok.cli import COMMANDS
from kravbok.export.pandoc import pandoc_program
from kravbok.sok.pagefind import pagefind_program
from kravbok.sources import MAX_PATH, works_everywhere
from verktyg import som_windows
from verktyg.bygge import ROOT, Bygge, copy_project, files_in, kravbok
from verktyg.gitrepo import commit, git
from verktyg.utan_git import run_without_git

FORMATS = "html,pdf,docx,md,json,xlsx,ics,webbplats"
CONSOLE = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
KRAV = "krav/provbok/listning/PR-LIST-001.yaml"
DAY = "2022-01-01"
MADE = shutil.ignore_patterns("build", ".kravbok-cache")
ALWAYS_UTF_8 = ("diff", "granska")
"""Commands whose answer is a document, with the same bytes whether it goes to a file, a pipe or a console."""
GUARDED = {"beside.py": ("fork", 'sys.platform != "linux"'), "publish/mapp.py": ("sync", 'hasattr(os, "sync")')}
"""What the source uses of what Windows lacks, and the question that stands before it."""
STRICT = (
    "import warnings; warnings.filterwarnings('error', category=EncodingWarning, module=r'kravbok\\b'); "
    "from kravbok.cli import main; main()"
)
"""The command, where each open() of its own that leaves the coding to the machine is an error."""


@pytest.fixture(scope="module")
def linux(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with two commits and lines that end in LF; .gitattributes speaks of drawings only."""
    folder = copy_project("grund", tmp_path_factory.mktemp("windows") / "linux")
    krav = folder / KRAV
    commit(folder, {".gitattributes": "*.svg -text\n"})
    commit(folder, {KRAV: krav.read_bytes().replace(b" ska ", b" skall ", 1)}, "andra")
    (folder / ".git" / "info" / "exclude").write_text("build/\n.kravbok-cache/\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def windows(linux: Path) -> Path:
    """The same commits as a Windows machine has them: every line of text ends in CRLF."""
    git(linux.parent, "clone", "-q", "-c", "core.autocrlf=true", linux.as_uri(), "crlf")
    folder = linux.with_name("crlf")
    (folder / ".git" / "info" / "exclude").write_text("build/\n.kravbok-cache/\n", encoding="utf-8")
    texts = [path.read_bytes() for path in folder.rglob("*.yaml")]
    assert texts
    assert all(b"\r\n" in text and b"\n" not in text.replace(b"\r\n", b"") for text in texts)
    return folder


def said(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    """What a command answered, but for its seconds."""
    return done.returncode, done.stdout, re.sub(r"; [\d,]+ s$", "", done.stderr, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "arguments",
    [
        ("kontrollera", "--datum", DAY, "--format", "kort"),
        ("kontrollera", "--datum", DAY, "--format", "json"),
        ("diff", "provbok@2021", "provbok@2022"),
        ("diff", "provbok@2021", "provbok@2022", "--format", "json"),
        ("formatera", "--kontrollera"),
        ("historik", "PR-LIST-001"),
        ("granska", "--bas", "HEAD~1"),
        ("kontrollera", "--datum", DAY, r"krav\provbok"),
        ("kontrollera", "--datum", DAY, r".\krav\provbok"),
    ],
    ids=" ".join,
)
def test_crlf_answers_the_same(linux: Path, windows: Path, arguments: tuple[str, ...]) -> None:
    answer = said(kravbok(*arguments, folder=linux))
    assert answer[0] in (0, 1), answer
    assert said(kravbok(*arguments, folder=windows)) == answer


@pytest.fixture(scope="module")
def built(linux: Path) -> dict[str, bytes]:
    """Every file of a build where lines end in LF."""
    done = kravbok("bygg", "--format", FORMATS, folder=linux)
    assert done.returncode == 0, done.stdout + done.stderr
    return files_in(linux / "build")


def test_crlf_builds_the_same_bytes(windows: Path, built: dict[str, bytes]) -> None:
    done = kravbok("bygg", "--format", FORMATS, folder=windows)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_in(windows / "build") == built


@pytest.mark.parametrize("path", ["krav\\register\\", ".\\krav\\register\\", "./krav/register/"])
def test_paths_with_backslashes_are_the_same_paths(linux: Path, tmp_path: Path, path: str) -> None:
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt", ignore=MADE))
    for name in ("register/beslut/fel.yaml", "provbok/listning/fel.yaml"):
        (projekt / "krav" / name).write_bytes(b"a: [\n")
    for form in (("kontrollera", "--format", "kort"), ("formatera", "--kontrollera")):
        wanted = kravbok(*form, "krav/register/", folder=projekt).stdout
        assert ("krav/register/beslut/fel.yaml" in wanted, "krav/provbok/" in wanted) == (True, False)
        assert kravbok(*form, path, folder=projekt).stdout == wanted


def test_without_what_posix_alone_has_every_module_loads_and_builds_the_same(
    linux: Path, built: dict[str, bytes], tmp_path: Path
) -> None:
    """The programs get their Windows names; a second build replaces the first by two renames, as there."""
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt", ignore=MADE))
    programs = {"pypandoc/files/pandoc.exe": pandoc_program(), "pagefind_bin/pagefind.exe": pagefind_program()}
    for package, program in programs.items():
        place = tmp_path / "program" / package
        place.parent.mkdir(parents=True)
        (tmp_path / "program" / package.partition("/")[0] / "__init__.py").write_bytes(b"")
        place.symlink_to(program)
    shutil.copytree(linux, tmp_path / "annat", ignore=MADE)
    first = [[name, "--projekt", str(tmp_path / "annat")] for name in ("bygg", "schema", "diagnos")]
    build = ["bygg", "--projekt", str(projekt), "--till", str(projekt / "build"), "--format"]
    commands = [
        [*build, "json"],
        [*build, FORMATS],
        ["kontrollera", "--projekt", str(projekt), "--datum", DAY, "--format", "kort"],
        ["historik", "PR-LIST-001", "--projekt", str(projekt)],
        ["schema", "--projekt", str(projekt)],
        ["diagnos", "--projekt", str(projekt)],
    ]
    done = subprocess.run(
        [sys.executable, som_windows.__file__, tmp_path / "program", json.dumps(first), json.dumps(commands)],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert [answer["kod"] for answer in answers] == [0] * len(commands), answers
    assert files_in(projekt / "build") == built
    assert answers[2]["ut"] == kravbok("kontrollera", "--datum", DAY, "--format", "kort", folder=linux).stdout
    assert (projekt / ".vscode" / "kravbok" / "krav.json").is_file()


@pytest.mark.parametrize("name", COMMANDS)
def test_python_m_kravbok_is_the_same_as_the_command(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kravbok", name, "--help"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    text = done.stdout.replace("python -m kravbok", "kravbok", 1)
    assert text.split() == kravbok(name, "--help", folder=tmp_path).stdout.split()


def in_console(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """What a command says to a console that has cp1252 alone."""
    command = [sys.executable, "-m", "kravbok", *arguments]
    given = {**os.environ, "NO_COLOR": "1", **CONSOLE}
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, check=False, timeout=300)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_in_a_console_of_cp1252(name: str, tmp_path: Path) -> None:
    done = in_console(name, "--help", folder=tmp_path)
    assert done.returncode == 0
    text = done.stdout.decode("cp1252").replace("python -m kravbok", "kravbok", 1)
    wanted = kravbok(name, "--help", folder=tmp_path).stdout
    assert text.split() == wanted.encode("cp1252", "replace").decode("cp1252").split()


@pytest.mark.parametrize(
    "arguments",
    [
        ("kontrollera", "--datum", DAY),
        ("diff", "provbok@2021", "provbok@2022"),
        ("historik", "PR-LIST-001"),
        ("forklara", "K103"),
        ("formatera", "--visa"),
        ("granska", "--bas", "HEAD~1"),
        ("diagnos",),
        ("finns-inte-å-ä-ö-≥",),
        ("historik", "HV-≥-001"),
    ],
    ids=" ".join,
)
def test_a_console_of_cp1252_has_its_letters_and_no_traceback(linux: Path, arguments: tuple[str, ...]) -> None:
    done, whole = in_console(*arguments, folder=linux), kravbok(*arguments, folder=linux)
    assert done.returncode == whole.returncode != 3
    coding = "utf-8" if arguments[0] in ALWAYS_UTF_8 else "cp1252"
    if arguments != ("diagnos",):
        assert done.stdout == whole.stdout.encode(coding, "replace")
    shown = done.stdout.decode(coding) + done.stderr.decode("cp1252")
    assert "Traceback" not in shown
    assert "\\u" not in shown
    assert re.search("[åäöÅÄÖ]", shown)


def test_signs_that_the_console_lacks_are_replaced_and_files_keep_them(linux: Path, tmp_path: Path) -> None:
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt"))
    place = projekt / "krav" / "provbok" / "å≥ö.yaml"
    place.write_text("a: ≥\n", encoding="utf-8")
    done = in_console("kontrollera", "--format", "kort", folder=projekt)
    assert "krav/provbok/å?ö.yaml:1:1 ".encode("cp1252") in done.stdout
    done = in_console("kontrollera", "--format", "kort", "--till", "fynd.txt", folder=projekt)
    assert "krav/provbok/å≥ö.yaml:1:1 " in (projekt / "fynd.txt").read_text(encoding="utf-8")


def test_no_text_is_read_or_written_in_the_machine_s_own_coding(linux: Path, tmp_path: Path) -> None:
    """Python warns of each open() that leaves the coding to the machine; here that is an error."""
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt", ignore=MADE))
    strict = [sys.executable, "-X", "warn_default_encoding", "-c", STRICT]
    commands = [("kontrollera", "--datum", DAY), ("bygg", "--format", FORMATS), ("schema",), ("diagnos",)]
    for arguments in commands:
        done = subprocess.run(
            [*strict, *arguments], cwd=projekt, capture_output=True, encoding="utf-8", check=False, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_path_that_is_written_or_kept_fits_windows(bygge: Bygge) -> None:
    """The books of this repository, built, and the repository itself."""
    made = [f"build/{path}" for path in files_in(bygge.folder)]
    folders = ("krav", "mallar", "docs", "src", "tests")
    kept = [path.relative_to(ROOT).as_posix() for name in folders for path in below(name)]
    assert len(made) > 1000
    assert len(kept) > 1000
    for paths in (made, kept):
        assert [path for path in paths if len(path) > MAX_PATH] == []
        assert [path for path in paths if not all(map(works_everywhere, path.split("/")))] == []
        assert len({path.casefold() for path in paths}) == len(paths)
        assert [path for path in paths if not path.isprintable()] == []


def below(name: str) -> list[Path]:
    """The files of a folder of the repository that are its own."""
    made = {"node_modules", "__pycache__", "build"}
    return [path for path in (ROOT / name).rglob("*") if path.is_file() and not made & set(path.parts)]


def test_a_disk_without_inodes_has_its_files_read_each_time(tmp_path: Path) -> None:
    """As os.scandir gives them on Windows, and some network disks altogether."""
    (tmp_path / "a").write_bytes(b"a")
    found = os.lstat(tmp_path / "a")
    without = os.stat_result((found.st_mode, 0, *found[2:]), {"st_mtime_ns": found.st_mtime_ns})
    summor = Summor()
    summor.note(without, "en annan fils summa")
    assert (without.st_ino, summor.known(without)) == (0, "")
    summor.note(found, "dess egen")
    assert summor.known(found) == "dess egen"


def test_what_is_taken_away_is_there_to_take() -> None:
    """A name that is misspelt in som_windows would make its test prove nothing."""
    import signal

    names = (*som_windows.ONLY_POSIX_OS, *som_windows.USED_BY_LIBRARIES)
    assert [name for name in names if not hasattr(os, name)] == []
    assert [name for name in som_windows.ONLY_POSIX_SIGNALS if not hasattr(signal, name)] == []
    assert [name for name in som_windows.ONLY_POSIX if importlib.util.find_spec(name) is None] == []


def test_the_program_leans_on_nothing_that_windows_lacks() -> None:
    """Each use in the source is asked for with getattr, or stands where another system never comes."""
    missing = {*som_windows.ONLY_POSIX_OS, *som_windows.USED_BY_LIBRARIES}
    used = set()
    for path in below("src"):
        if path.suffix == ".py" and "mall" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
                    used |= {(path.name, node.attr)} if node.attr in missing else set()
    assert used == {(Path(name).name, what) for name, (what, _) in GUARDED.items()}
    for name, (_, guard) in GUARDED.items():
        assert guard in (ROOT / "src" / "kravbok" / name).read_text(encoding="utf-8")


WITHOUT_GIT = {
    ("kontrollera", "--datum", DAY): 0,
    ("kontrollera", "--rev", "HEAD"): 2,
    ("bygg", "--format", "html"): 0,
    ("bygg", "--format", "html", "--rev", "HEAD"): 1,
    ("diff", "provbok", "--rev", "HEAD~1..HEAD"): 1,
    ("historik", "PR-LIST-001"): 1,
    ("granska", "--bas", "HEAD~1"): 1,
    ("revision", "provbok", "2022"): 1,
    ("diagnos",): 1,
    ("forsegla", "provbok", "2021"): 1,
    ("atgarda",): 1,
    ("formatera", "--visa"): 0,
    ("schema",): 0,
}


@pytest.mark.parametrize(("arguments", "code"), WITHOUT_GIT.items(), ids=map(" ".join, WITHOUT_GIT))
def test_without_git_each_command_says_so_or_needs_none(
    linux: Path, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt", ignore=MADE))
    done = run_without_git(projekt, *arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stdout + done.stderr
    said_so = "Programmet git finns inte" in done.stdout + done.stderr
    assert said_so is (arguments[0] not in ("atgarda", "formatera", "schema") and code != 2)
    assert "ligger inte i git" not in done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [("kontrollera", "--datum", DAY), ("diagnos",), ("granska",)], ids=" ".join)
def test_without_git_a_quiet_gitpython_hides_nothing(
    linux: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GIT_PYTHON_REFRESH", "quiet")
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt", ignore=MADE))
    done = run_without_git(projekt, *arguments)
    assert "Programmet git finns inte" in done.stdout + done.stderr
    assert done.returncode < 3


def test_what_is_built_without_git_is_a_draft_and_is_found_anew_with_git(linux: Path, tmp_path: Path) -> None:
    projekt = Path(shutil.copytree(linux, tmp_path / "projekt", ignore=MADE))
    assert "K885" in run_without_git(projekt, "kontrollera", "--datum", DAY).stdout
    assert "K885" not in kravbok("kontrollera", "--datum", DAY, folder=projekt).stdout
    command = ("bygg", "--format", "html")
    page = projekt / "build" / "provbok" / "2022" / "provbok-2022.html"
    assert run_without_git(projekt, *command).returncode == 0
    assert "Utkast" in page.read_text(encoding="utf-8")
    assert kravbok(*command, folder=projekt).returncode == 0
    assert "Utkast" not in page.read_text(encoding="utf-8")


class Proxy(BaseHTTPRequestHandler):
    """A proxy that remembers what it is asked for, and lets nothing through."""

    asked: ClassVar[list[str]] = []

    def do_CONNECT(self) -> None:
        self.asked.append(self.path)
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_the_website_is_asked_for_through_the_proxy(linux: Path, built: dict[str, bytes]) -> None:
    assert "webbplats/index.html" in built
    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        proxy = {"HTTPS_PROXY": f"http://127.0.0.1:{server.server_port}", "NO_PROXY": "", "no_proxy": ""}
        done = kravbok("publicera", "--kontrollera", "https://bok.region.example/", folder=linux, **proxy)
        server.shutdown()
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stdout + done.stderr
    assert set(Proxy.asked) == {"bok.region.example:443"}
