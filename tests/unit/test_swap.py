"""A finished build replaces the old one whole: what is refused, what is cut off, and how builds take turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kravbok import swap as module
from kravbok.settings import MANIFEST
from kravbok.swap import SCHEMA, SwapFel, check_target, describe, recover, staging, swap
from verktyg.bygge import files_in


def build(target: Path, files: dict[str, str], *, whole: bool = True, folders: tuple[str, ...] = ()) -> None:
    """Put a build of these files in the target's place, as the real one does."""
    with staging(target) as new:
        for name, text in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text, encoding="utf-8")
        swap(new, target, lambda: write_manifest(new), whole=whole, folders=folders)


def write_manifest(new: Path) -> None:
    names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    (new / MANIFEST).write_text(json.dumps({"schema": SCHEMA, "filer": dict.fromkeys(names, "")}), encoding="utf-8")


def names(target: Path) -> set[str]:
    return set(files_in(target)) - {MANIFEST}


def left_beside(target: Path) -> list[str]:
    return sorted(entry.name for entry in target.parent.iterdir() if entry.name != target.name)


def test_a_build_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "ett"})
    build(target, {"a.txt": "två", "mapp/b.txt": "b"})
    assert (target / "a.txt").read_text() == "två"
    assert names(target) == {"a.txt", "mapp/b.txt"}
    assert left_beside(target) == []


def test_a_whole_build_leaves_nothing_of_an_earlier_one_but_what_others_put_there(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "a", "gammal.txt": "g"})
    (target / "mitt.txt").write_text("mitt")
    for _ in range(2):
        build(target, {"a.txt": "a"})
        assert names(target) == {"a.txt", "mitt.txt"}
        assert json.loads((target / MANIFEST).read_text())["filer"] == {"a.txt": ""}


def test_a_part_of_a_build_leaves_the_other_parts(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"bok/a.txt": "1", "annan/b.txt": "1"})
    build(target, {"bok/a.txt": "2", "bok/c.txt": "2"}, whole=False)
    assert {name: data.decode() for name, data in files_in(target).items() if name != MANIFEST} == {
        "bok/a.txt": "2",
        "bok/c.txt": "2",
        "annan/b.txt": "1",
    }
    assert set(json.loads((target / MANIFEST).read_text())["filer"]) == {"bok/a.txt", "bok/c.txt", "annan/b.txt"}


def test_a_folder_that_a_part_of_a_build_makes_whole_keeps_nothing_old(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"bok/a.txt": "1", "webbplats/gammal.txt": "1", "webbplats/a.txt": "1"})
    build(target, {"webbplats/a.txt": "2"}, whole=False, folders=("webbplats",))
    assert names(target) == {"bok/a.txt", "webbplats/a.txt"}


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        "",
        "[]",
        "{}",
        '{"name": "en webbapp"}',
        '{"schema": "kravbok/bygge/1"}',
        '{"schema": "annat/1", "filer": {}}',
    ],
)
def test_a_folder_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, manifest: str | None) -> None:
    target = tmp_path / "build"
    target.mkdir()
    (target / "viktigt.txt").write_text("orört")
    if manifest is not None:
        (target / MANIFEST).write_text(manifest)
    before = files_in(target)
    with pytest.raises(SwapFel, match="inte gjord av kravbok"):
        build(target, {"a.txt": "a"})
    assert files_in(target) == before
    assert left_beside(target) == []


def test_a_file_and_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    (tmp_path / "mapp").mkdir()
    (tmp_path / "lank").symlink_to("mapp")
    (tmp_path / "bruten").symlink_to("saknas")
    for name in ("fil", "lank", "bruten"):
        with pytest.raises(SwapFel, match="ingen vanlig mapp"):
            check_target(tmp_path / name)


def test_an_empty_folder_and_one_that_is_not_there_will_do(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    for name in ("tom", "ny", "djupt/ned/ny", "med [tecken] å"):
        build(tmp_path / name, {"a.txt": "a"})
        assert names(tmp_path / name) == {"a.txt"}


def test_a_build_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "ett"})

    def fail() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules[__name__], "write_manifest", lambda _: fail())
    with pytest.raises(OSError, match="No space"):
        build(target, {"a.txt": "två"})
    assert (target / "a.txt").read_text() == "ett"
    assert left_beside(target) == []


@pytest.fixture
def _without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot exchange two folders in one step, as all but Linux."""
    monkeypatch.setattr(module, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("_without_exchange")
def test_two_renames_do_where_there_is_no_exchange(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "ett"})
    build(target, {"a.txt": "två"})
    assert (target / "a.txt").read_text() == "två"
    assert left_beside(target) == []


@pytest.mark.usefixtures("_without_exchange")
def test_the_old_build_comes_back_when_the_second_rename_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "ett"})
    real = Path.rename

    def rename(path: Path, to: Path) -> Path:
        if "-ny-" in path.name:
            raise OSError(28, "No space left on device")
        return real(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="No space"):
        build(target, {"a.txt": "två"})
    assert (target / "a.txt").read_text() == "ett"
    assert left_beside(target) == []


def test_an_exchange_cut_off_between_two_renames_is_taken_back(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "ett"})
    target.rename(tmp_path / ".build.foregaende")
    recover(target)
    assert names(target) == {"a.txt"}


def test_an_exchange_cut_off_after_two_renames_is_completed(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {"a.txt": "två"})
    (tmp_path / ".build.foregaende").mkdir()
    (tmp_path / ".build.foregaende" / "a.txt").write_text("ett")
    recover(target)
    assert (target / "a.txt").read_text() == "två"
    assert left_beside(target) == []


HOLD = """
import sys
from pathlib import Path
from kravbok.swap import staging
with staging(Path(sys.argv[1])) as new:
    (new / "a.txt").write_text("halvt")
    print("klar", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has begun a build of the same target, and gives up when its input ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "build")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "klar\n"
        yield process


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path, builder: subprocess.Popen[str]) -> None:
    target = tmp_path / "build"
    builder.kill()
    builder.wait()
    folder, lock = left_beside(target)
    assert folder.startswith(".build-ny-")
    assert lock == f"{folder}.las"
    build(target, {"a.txt": "a"})
    assert left_beside(target) == []


def test_a_build_that_still_works_is_left_alone(tmp_path: Path, builder: subprocess.Popen[str]) -> None:
    target = tmp_path / "build"
    beside = left_beside(target)
    assert len(beside) == 2
    build(target, {"a.txt": "a"})
    assert left_beside(target) == beside
    builder.communicate()
    assert left_beside(target) == []


def test_many_builds_at_once_all_stand_in_the_end(tmp_path: Path) -> None:
    target = tmp_path / "build"
    threads = [
        threading.Thread(target=build, args=(target, {f"bok{number}/a.txt": str(number)}), kwargs={"whole": False})
        for number in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert names(target) == {f"bok{number}/a.txt" for number in range(16)}
    assert left_beside(target) == []


def test_a_reader_never_finds_a_torn_build(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, {f"{number}.txt": "0" for number in range(20)})
    over = threading.Event()
    torn: list[str] = []

    def look() -> None:
        while not over.is_set():
            folder = os.open(target, os.O_RDONLY)
            try:
                inside = set(os.listdir(folder))  # noqa: PTH208 - of an open folder
                if inside and len(inside) != 21 and target.stat().st_ino == os.fstat(folder).st_ino:
                    torn.append(str(sorted(inside)))
            finally:
                os.close(folder)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for turn in range(30):
            build(target, {f"{number}.txt": str(turn) for number in range(20)})
    finally:
        over.set()
        reader.join(60)
    assert torn == []


def _on_windows(number: int) -> PermissionError:
    """What Python raises there: an error that has Windows' own number beside the common one."""
    error = PermissionError(13, "Permission denied")
    vars(error)["winerror"] = number
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "disken är full"),
        (PermissionError(13, "Permission denied"), "rättighet saknas"),
        (_on_windows(32), "en fil är öppen i ett annat program, eller rättighet saknas"),
        (TimeoutError("x"), "ett annat bygge blev inte klart"),
        (OSError(9999, "Något nytt"), "Något nytt"),
        (OSError("bara ord"), "bara ord"),
    ],
)
def test_why_something_could_not_be_written_is_said_in_swedish(error: OSError, said: str) -> None:
    assert describe(error) == said
