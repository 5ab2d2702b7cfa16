"""A build that is killed, crowded or refused leaves the last good build whole and says what is wrong."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from verktyg.bygge import COMMAND, Bygge, copy_project, files_in, kravbok

OLD, NEW = "säga upp avtalet", "häva avtalet"
RECORD = "krav/provbok/pafoljder/PR-PAF-003.yaml"
_GLANCE = 0.001
"""Seconds between two looks at a build under way."""


@pytest.fixture(scope="module")
def byggt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mixed project with a finished build."""
    folder = copy_project("blandat", tmp_path_factory.mktemp("byggt") / "projekt")
    assert kravbok("bygg", folder=folder).returncode == 0
    return folder


@pytest.fixture
def projekt(byggt: Path, tmp_path: Path) -> Path:
    """A copy of it, with a change that is not built yet."""
    folder = shutil.copytree(byggt, tmp_path / "projekt", symlinks=True)
    rewrite(folder, OLD, NEW)
    return folder


def rewrite(projekt: Path, old: str, new: str) -> None:
    text = (projekt / RECORD).read_text(encoding="utf-8")
    assert old in text
    (projekt / RECORD).write_text(text.replace(old, new), encoding="utf-8")


def whole(folder: Path) -> bool:
    """Whether a build holds just the files of its manifest, each with its checksum."""
    files = files_in(folder)
    manifest = json.loads(files.pop("manifest.json"))
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == dict(manifest["filer"])


def version(folder: Path) -> str:
    """Which of the two versions of the book a build holds."""
    page = (folder / "provbok" / "2022" / "provbok-2022.html").read_text(encoding="utf-8")
    data = (folder / "provbok" / "2022" / "provbok-2022.json").read_text(encoding="utf-8")
    site = (folder / "webbplats" / "provbok" / "2022" / "PR-PAF-003" / "index.html").read_text(encoding="utf-8")
    (found,) = [words for words in (OLD, NEW) if words in page and words in data and words in site.partition("<h2")[0]]
    return found


def beside(projekt: Path) -> list[str]:
    return sorted(path.name for path in projekt.iterdir() if path.name.startswith(".build"))


def start(projekt: Path) -> subprocess.Popen[str]:
    """Start a build that has to make everything, but may take over the site's folder."""
    for kept in (projekt / ".kravbok-cache").glob("??"):
        shutil.rmtree(kept, ignore_errors=True)
    return subprocess.Popen(
        [COMMAND, "bygg"], cwd=projekt, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )


def kill_when(projekt: Path, reached: Callable[[], bool]) -> None:
    """Start a build and kill it the moment something is reached, or let it end where it never is."""
    with start(projekt) as process:
        while process.poll() is None and not reached():
            time.sleep(_GLANCE)
        process.kill()


def staged(projekt: Path) -> list[Path]:
    """The files in the folder of a build under way."""
    folders = [path for path in projekt.iterdir() if path.name.startswith(".build-ny-") and path.is_dir()]
    return [path for folder in folders for path in folder.rglob("*")]


def has_staged(ending: str) -> Callable[[Path], bool]:
    return lambda projekt: any(path.as_posix().endswith(ending) for path in staged(projekt))


def is_new(projekt: Path) -> bool:
    return NEW in (projekt / "build" / "provbok" / "2022" / "provbok-2022.html").read_text(encoding="utf-8")


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "låset är taget": lambda projekt: bool(beside(projekt)),
    "mappen är gjord": lambda projekt: any("-ny-" in name for name in beside(projekt)),
    "första sidan skrivs": has_staged(".html"),
    "första PDF-filen skrivs": has_staged(".pdf"),
    "allt utom manifestet är skrivet": has_staged("2022.json"),
    "webbplatsens första sida skrivs": has_staged("webbplats/index.html"),
    "det andra bygget tar över det förra": has_staged(".reserv"),
    "sökregistret skrivs": has_staged("pagefind-entry.json"),
    "webbplatsens manifest skrivs": has_staged("webbplats/manifest.json"),
    "manifestet skrivs": has_staged("manifest.json"),
    "bytet är gjort": is_new,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_at_a_certain_moment_leaves_a_whole_one(projekt: Path, moment: str) -> None:
    for _ in range(2):
        kill_when(projekt, lambda: reached(projekt, MOMENTS[moment]))
        assert whole(projekt / "build")
        assert version(projekt / "build") in (OLD, NEW)
    assert kravbok("bygg", folder=projekt).returncode == 0
    assert version(projekt / "build") == NEW
    assert whole(projekt / "build")
    assert beside(projekt) == []


def reached(projekt: Path, moment: Callable[[Path], bool]) -> bool:
    """Whether a moment is here; files that vanish while they are looked at are not."""
    try:
        return moment(projekt)
    except FileNotFoundError:
        return False


def test_a_build_killed_at_any_moment_leaves_a_whole_one(projekt: Path) -> None:
    chance = random.Random(2022)  # noqa: S311 - moments, not secrets
    with start(projekt) as process:
        began = time.monotonic()
        process.communicate()
        takes = time.monotonic() - began
    versions = [NEW, OLD]
    for turn in range(12):
        rewrite(projekt, versions[turn % 2], versions[(turn + 1) % 2])
        with start(projekt) as process:
            time.sleep(chance.uniform(0, takes))
            process.kill()
        assert whole(projekt / "build")
        assert version(projekt / "build") in versions
        assert len([name for name in beside(projekt) if name.endswith(".las")]) <= 2
    assert kravbok("bygg", folder=projekt).returncode == 0
    assert beside(projekt) == []
    assert version(projekt / "build") == NEW


def test_two_builds_at_once_of_different_books_are_both_there(bygge: Bygge, tmp_path: Path) -> None:
    target = tmp_path / "ut" / "build"
    command = [str(part) for part in (COMMAND, "bygg", "--projekt", bygge.projekt, "--till", target)]
    books = {"fotvard": 2, "fysioterapi": 1, "allmantandvard-unga": 2}
    for _ in range(2):
        shutil.rmtree(target, ignore_errors=True)
        started = [
            subprocess.Popen([*command, book], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for book in books
        ]
        for process in started:
            said = process.communicate(timeout=120)
            assert process.returncode == 0, said
        assert sorted(path.name for path in target.iterdir()) == [*sorted(books), "manifest.json"]
        assert whole(target)
        real = files_in(bygge.folder)
        mine = {name: data for name, data in files_in(target).items() if name != "manifest.json"}
        assert {name for name, data in mine.items() if data != real[name]} == set()
        assert [path.name for path in target.parent.iterdir()] == ["build"]


def refused(projekt: Path, *arguments: str | Path) -> str:
    """What the command says when it refuses: one finding, exit code 1, no traceback, nothing built."""
    done = kravbok("bygg", *arguments, folder=projekt)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout.startswith("fel[K708] ")
    assert done.stderr.startswith("0 böcker, 0 upplagor, 0 filer; 1 fel, ")
    return done.stdout


@pytest.fixture
def foreign(projekt: Path) -> Iterator[Path]:
    """A folder beside the project with somebody's files, which must stay as they are."""
    folder = projekt.parent / "viktigt"
    (folder / "mapp").mkdir(parents=True)
    (folder / "mapp" / "avtal.txt").write_text("orört", encoding="utf-8")
    before = files_in(projekt.parent)
    yield folder
    assert files_in(projekt.parent) == before


def test_a_folder_with_foreign_files_is_refused(projekt: Path, foreign: Path) -> None:
    assert "är inte gjord av kravbok" in refused(projekt, "--till", foreign)
    assert "är inte gjord av kravbok" in refused(projekt, "--till", "..")
    assert "är inte gjord av kravbok" in refused(projekt, "--till", ".")
    assert "är inte gjord av kravbok" in refused(projekt, "--till", "/")


def test_a_file_and_a_link_are_refused(projekt: Path) -> None:
    (projekt / "fil").write_text("x", encoding="utf-8")
    (projekt / "lank").symlink_to("build")
    before = files_in(projekt / "build")
    assert "är ingen vanlig mapp" in refused(projekt, "--till", "fil")
    assert "är ingen vanlig mapp" in refused(projekt, "--till", "lank")
    assert "en del av sökvägen är" in refused(projekt, "--till", "fil/build")
    assert "sökvägen är för lång" in refused(projekt, "--till", "å" * 300)
    assert files_in(projekt / "build") == before
    assert (projekt / "lank").is_symlink()


def test_a_folder_that_cannot_be_written_is_refused_at_once(projekt: Path) -> None:
    began = time.monotonic()
    assert "Det gick inte att skriva till /proc/bygge" in refused(projekt, "--till", "/proc/bygge")
    assert time.monotonic() - began < 20


def test_a_full_disk_leaves_the_old_build(projekt: Path) -> None:
    before = files_in(projekt / "build")
    done = subprocess.run(
        ["sh", "-c", f"ulimit -f 64; exec {COMMAND} bygg"],
        cwd=projekt, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("fel[K708] Det gick inte att skriva till ")
    assert "filen blev större än vad som är tillåtet" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert files_in(projekt / "build") == before
    assert beside(projekt) == []
    assert kravbok("bygg", folder=projekt).returncode == 0
    assert version(projekt / "build") == NEW
