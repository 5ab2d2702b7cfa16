"""The books read as they did: a difference is mended or decided, with a written reason (tests/golden/LASMIG.md)."""

from __future__ import annotations

import pytest

from verktyg.golden import FOLDER, make_golden


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return make_golden()


def test_the_folder_holds_just_the_golden_files(made: dict[str, str]) -> None:
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == sorted(made)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.txt")))
def test_a_book_reads_as_it_did(made: dict[str, str], name: str) -> None:
    assert made[name] == (FOLDER / name).read_text(encoding="utf-8"), "kör scripts/golden och läs skillnaden"
