"""The redlines of the real books, judged by the real validators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from kravbok.redline import REDLINEFORMAT, write_redline
from verktyg import axe, verapdf, vnu
from verktyg.browser import in_page
from verktyg.redlines import mixed, real_redlines, redline_between

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from verktyg.browser import ColorScheme

BOOKS = ("allmantandvard-unga-2021-2022", "fotvard-2021-2022", "halsoval-2021-2022")
NAMES = ("blandat", *BOOKS)
every_name = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every redline in every format; each has passed its own proof."""
    made = tmp_path_factory.mktemp("redline")
    for name, redline in (("blandat", redline_between(*mixed())), *real_redlines().items()):
        assert write_redline(redline, made / name, REDLINEFORMAT) == []
    return made


@every_name
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_the_pdf_is_accessible_and_archivable(folder: Path, name: str, flavour: str) -> None:
    assert verapdf.validate(folder / f"{name}.pdf", (flavour,)) == []


@every_name
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(folder: Path, name: str, width: int, scheme: ColorScheme) -> None:
    assert axe.validate(folder / f"{name}.html", width=width, color_scheme=scheme) == []


@every_name
def test_a_narrow_screen_is_never_scrolled_sideways(folder: Path, name: str) -> None:
    """Content reflows at 320 CSS pixels (WCAG 1.4.10), the tables of an author too."""
    width = in_page((folder / f"{name}.html").as_uri(), _page_width, width=320)
    assert width == 320


def _page_width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_vnu_finds_nothing(folder: Path) -> None:
    assert vnu.validate(*(folder / f"{name}.html" for name in NAMES)) == []


@every_name
def test_every_clause_of_either_edition_is_a_place_in_the_pdf(folder: Path, name: str) -> None:
    redline = redline_between(*mixed()) if name == "blandat" else real_redlines()[name]
    ids = {krav.id for vy in (redline.fore_vy, redline.efter.vy) for part in vy.kapitel for krav in part.krav}
    with pikepdf.open(folder / f"{name}.pdf") as pdf:
        assert ids <= {str(found) for found in pikepdf.NameTree(pdf.Root.Names.Dests)}
