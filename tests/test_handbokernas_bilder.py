"""The pictures of the handbooks: each is used, small, and described for those who do not see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from verktyg.bygge import ROOT
from verktyg.handbok import read_pictures
from verktyg.handboksbilder import FOLDER, list_names

HANDBOKER = ("redaktor", "revisor")
PICTURES = [
    picture for name in HANDBOKER for picture in read_pictures((ROOT / f"docs/{name}.md").read_text(encoding="utf-8"))
]
PICTURE_BYTES = 120_000
ALT_LETTERS = 60
"""An alt text shorter than this names a picture without saying what is seen."""


@pytest.mark.parametrize("handbok", HANDBOKER)
def test_every_picture_is_used_and_every_one_used_is_there(handbok: str) -> None:
    used = [target for target, _ in PICTURES if target.startswith(f"bilder/{handbok}-")]
    assert sorted(used) == sorted(f"bilder/{path.name}" for path in FOLDER.glob(f"{handbok}-*.png"))
    assert {Path(target).stem for target in used} == set(list_names(handbok))


@pytest.mark.parametrize(("target", "alt"), PICTURES, ids=lambda value: Path(value).stem[:30])
def test_a_picture_is_small_and_says_what_is_seen(target: str, alt: str) -> None:
    path = ROOT / "docs" / target
    assert path.stat().st_size < PICTURE_BYTES
    assert len(alt) >= ALT_LETTERS
    with Image.open(path) as image:
        assert image.format == "PNG"
        assert image.mode == "P"
