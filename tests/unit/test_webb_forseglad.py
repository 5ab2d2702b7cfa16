"""A sealed edition's page: it says that it is sealed and with what, and where it reads with its corrections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kravbok.edition import make_utgivning
from kravbok.loader import load_register
from kravbok.production import make_utgava
from kravbok.sources import File
from kravbok.stored import RATTAD
from kravbok.view.webb.adress import rattad_adress
from kravbok.view.webb.bocker import UpplagesidaVy
from kravbok.view.webb.sida import INTERN
from kravbok.webbplats.underlag import Webbunderlag, make_webbunderlag
from verktyg.forseglade import BOK, sealed, text
from verktyg.webbsidor import NOWHERE, lines_of, mallar, page_of, site_with

FILES = {
    "provbok/2021/provbok-2021.pdf": 1000,
    "provbok/2021/rattad/provbok-2021-rattad.html": 2000,
    "provbok/2021/rattad/provbok-2021-rattad.pdf": 3000,
    "provbok/2022/provbok-2022.pdf": 4000,
}


@pytest.fixture(scope="module")
def forseglad() -> Webbunderlag:
    """The site of the small project with its edition of 2021 sealed."""
    files = [File(path, text(sealed(), path).encode()) for path in sorted(sealed())]
    register, findings = load_register(files)
    assert findings == []
    editions = [make_utgivning(register, bok, item) for bok in register.bocker.values() for item in bok.upplagor]
    utgavor = [make_utgava(item, mallar(), NOWHERE, utkast=False) for item in editions]
    return make_webbunderlag(utgavor, (), None, FILES, utkast=False)


def page(underlag: Webbunderlag, adress: str) -> tuple[UpplagesidaVy, str]:
    """An edition's page: its view, and its words."""
    sida = page_of(underlag, adress)
    assert isinstance(sida.vy, UpplagesidaVy)
    return sida.vy, " ".join(lines_of(sida, underlag)).replace("\u00a0", " ")


def test_the_page_says_that_the_edition_is_sealed_and_with_what(forseglad: Webbunderlag) -> None:
    vy, words = page(forseglad, "provbok/2021/")
    assert vy.forsegling is not None
    [line] = [row for row in text(sealed(), BOK).split("\n") if "forsegling:" in row]
    assert vy.forsegling.kontrollsumma.replace(" ", "") == line.split(": ")[1]
    assert "Förseglad." in words
    assert vy.forsegling.kontrollsumma in words


def test_the_corrected_book_is_told_from_the_sealed_one(forseglad: Webbunderlag) -> None:
    vy, words = page(forseglad, "provbok/2021/")
    assert vy.forsegling is not None
    assert [bit.href.removeprefix(INTERN) for bit in vy.forsegling.rattade] == [
        "provbok/2021/rattad/provbok-2021-rattad.html",
        "provbok/2021/rattad/provbok-2021-rattad.pdf",
    ]
    assert "Så läses boken med rättelserna införda: [webbsida](/provbok/2021/rattad/" in words
    assert len({item.namn for item in vy.nedladdningar}) == 2


def test_what_is_not_corrected_links_to_no_corrected_file(forseglad: Webbunderlag) -> None:
    vy, words = page(replace(forseglad, filer={"provbok/2021/provbok-2021.pdf": 1000}), "provbok/2021/")
    assert vy.forsegling is not None
    assert vy.forsegling.rattade == ()
    assert "rättelserna" not in words


@pytest.mark.parametrize("adress", ["provbok/2021/", "provbok/2022/"])
def test_an_edition_without_a_seal_says_nothing_of_one(adress: str) -> None:
    vy, words = page(site_with(), adress)
    assert vy.forsegling is None
    assert "örsegl" not in words


def test_the_folder_of_the_corrected_book_is_the_builds(forseglad: Webbunderlag) -> None:
    bok = forseglad.register.bocker["provbok"]
    assert rattad_adress(bok, bok.upplagor[0]) == f"provbok/2021/{RATTAD}/"
