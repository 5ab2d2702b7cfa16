"""The cache is never wrong: what it gives back is what was put there, or nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.cache import Cache, key_of


def kept(cache: Cache) -> list[Path]:
    assert cache.folder is not None
    return [path for path in cache.folder.rglob("*") if path.is_file()]


def test_what_was_put_is_given_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    key = key_of(b"pdf", b"text")
    assert cache.get(key) is None
    for content in (b"", b"ett", b"\0" * 100_000):
        cache.put(key, content)
        assert Cache(tmp_path / "cache").get(key) == content
    assert cache.get(key_of(b"annat")) is None
    assert len(kept(cache)) == 1


@pytest.mark.parametrize("keep", [0, 1, 31, 32, 40])
def test_an_entry_that_was_cut_off_is_none(tmp_path: Path, keep: int) -> None:
    cache = Cache(tmp_path)
    cache.put("aabb", b"tio byte..")
    (path,) = kept(cache)
    path.write_bytes(path.read_bytes()[:keep])
    assert cache.get("aabb") is None
    cache.put("aabb", b"nytt")
    assert cache.get("aabb") == b"nytt"


def test_an_entry_with_another_byte_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("aabb", b"tio byte..")
    (path,) = kept(cache)
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert cache.get("aabb") is None


def test_a_cache_without_a_folder_or_in_a_bad_place_remembers_nothing(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    for folder in (None, tmp_path / "fil", tmp_path / "fil" / "under", Path("/proc/cache")):
        cache = Cache(folder)
        cache.put("aabb", b"x")
        assert cache.get("aabb") is None


def test_a_folder_in_the_place_of_an_entry_is_no_entry(tmp_path: Path) -> None:
    (tmp_path / "aa" / "aabb").mkdir(parents=True)
    cache = Cache(tmp_path)
    cache.put("aabb", b"x")
    assert cache.get("aabb") is None


def test_many_writers_of_one_entry_leave_a_whole_one(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    contents = [bytes([number]) * 50_000 for number in range(8)]
    threads = [threading.Thread(target=cache.put, args=("aabb", content)) for content in contents]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert cache.get("aabb") in (None, *contents)
    assert cache.get("aabb") in contents
    assert len(kept(cache)) == 1


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_different_parts_give_different_keys(one: list[bytes], other: list[bytes]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)
