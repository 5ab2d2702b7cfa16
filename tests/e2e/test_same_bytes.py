"""The same records give the same bytes in any folder, language, time, order on disk and clone, cache or no cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from verktyg.bygge import Bygge, copy_project, files_in, kravbok

GIT = {
    "GIT_AUTHOR_NAME": "Prov", "GIT_AUTHOR_EMAIL": "prov@example.org", "GIT_AUTHOR_DATE": "2021-05-05T12:00:00+02:00",
    "GIT_COMMITTER_NAME": "Prov", "GIT_COMMITTER_EMAIL": "prov@example.org",
    "GIT_COMMITTER_DATE": "2021-05-05T12:00:00+02:00", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


def copy_backwards(source: Path, target: Path) -> Path:
    """A copy of a project whose files were written in another order, with another umask and at another time."""
    before = os.umask(0o077)
    try:
        for folder in ("mallar", "krav"):
            for path in sorted((source / folder).rglob("*"), reverse=True):
                if path.is_file():
                    place = target / path.relative_to(source)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(path.read_bytes())
                    os.utime(place, (0, 0))
    finally:
        os.umask(before)
    return target


def built(projekt: Path, *arguments: str, **environment: str) -> dict[str, bytes]:
    """The bytes of every file that the command makes in a project."""
    done = kravbok("bygg", *arguments, folder=projekt, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return files_in(projekt / "build")


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_another_folder_clock_language_and_order_give_the_same_bytes(bygge: Bygge, tmp_path: Path) -> None:
    away = copy_backwards(bygge.projekt, tmp_path / "Ett annat ställe med å, ä & ö" / "djupt" / "ned")
    other = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "de_DE",
        "LANGUAGE": "fr",
        "PYTHONHASHSEED": "4711",
        "PYTHONUTF8": "0",
        "SOURCE_DATE_EPOCH": "1",
        "TYPST_FONT_PATHS": "/usr/share/fonts",
        "HOME": str(tmp_path),
        "COLUMNS": "40",
    }
    assert_same(files_in(bygge.folder), built(away, **other))


def test_the_cache_changes_nothing(bygge: Bygge, tmp_path: Path) -> None:
    away = copy_backwards(bygge.projekt, tmp_path / "projekt")
    shutil.copytree(bygge.projekt / ".kravbok-cache", away / ".kravbok-cache")
    with_cache = built(away, PYTHONHASHSEED="1")
    shutil.rmtree(away / ".kravbok-cache")
    shutil.rmtree(away / "build")
    (away / ".kravbok-cache").write_text("ingen mapp", encoding="utf-8")
    assert_same(with_cache, built(away, PYTHONHASHSEED="2"))
    assert_same(with_cache, files_in(bygge.folder))


def test_a_spoilt_cache_changes_nothing(tmp_path: Path) -> None:
    projekt = copy_project("blandat", tmp_path / "projekt")
    first = built(projekt)
    kept = [path for path in (projekt / ".kravbok-cache").rglob("*") if path.is_file()]
    assert len(kept) >= 6
    for number, path in enumerate(kept):
        data = path.read_bytes()
        path.write_bytes([b"", data[:-1], data[:20], data + b"x", b"\0" * len(data)][number % 5])
    assert_same(first, built(projekt))


def test_building_part_by_part_gives_the_same_files_as_all_at_once(tmp_path: Path) -> None:
    projekt = copy_project("blandat", tmp_path / "projekt")
    whole = built(projekt)
    other = copy_project("blandat", tmp_path / "annat")
    for arguments in (
        ["--upplaga", "2022", "--format", "pdf,md"],
        ["--upplaga", "2021"],
        ["provbok", "--upplaga", "2022"],
    ):
        parts = built(other, *arguments)
    assert not [name for name in parts if name.startswith("webbplats/")], "the site is made of all books at once"
    del whole["manifest.json"], parts["manifest.json"]
    assert_same({name: data for name, data in whole.items() if not name.startswith("webbplats/")}, parts)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | GIT, check=True, capture_output=True, encoding="utf-8", timeout=60
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The mixed project in git, in one commit."""
    folder = copy_project("blandat", tmp_path / "forrad")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "krav")
    git(folder, "commit", "-q", "-m", "böckerna")
    return folder


def colophon(files: dict[str, bytes]) -> str:
    return files["provbok/2022/provbok-2022.md"].decode().partition("Kolofon")[2]


def test_two_clones_of_a_commit_give_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(repository), "klon")
    first = built(repository)
    assert_same(first, built(tmp_path / "klon", TZ="Asia/Tokyo"))
    commit = git(repository, "rev-parse", "HEAD")
    assert commit in colophon(first)
    assert commit in first["manifest.json"].decode()
    assert "Utkast" not in colophon(first)


def test_a_commit_that_touches_no_book_changes_no_book(repository: Path) -> None:
    first = built(repository)
    (repository / "README.md").write_text("Något annat", encoding="utf-8")
    git(repository, "add", "README.md")
    git(repository, "commit", "-q", "-m", "läs mig")
    second = built(repository)
    assert first.pop("manifest.json") != second.pop("manifest.json")
    assert_same(first, second)


def test_a_change_that_is_not_committed_is_a_draft_and_a_revision_is_not(repository: Path) -> None:
    first = built(repository)
    record = repository / "krav" / "provbok" / "pafoljder" / "PR-PAF-003.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("säga upp", "häva"), encoding="utf-8")
    draft = built(repository)
    assert "Utkast" in colophon(draft)
    assert "häva avtalet" in draft["provbok/2022/provbok-2022.html"].decode()
    assert_same(first, built(repository, "--rev", "HEAD"))
