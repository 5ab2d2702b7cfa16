"""A requirement in several books: its pages lead to the other books, and say which of them is a proposal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kravbok.edition import make_utgivning
from kravbok.loader import load_register
from kravbok.production import make_utgava
from kravbok.sources import read_folder
from kravbok.view.webb.idsida import IdsidaVy, idsida
from kravbok.view.webb.krav import KravsidaVy, kravsida
from kravbok.view.webb.sida import INTERN
from kravbok.view.webb.upplagor import BokensUpplagor
from kravbok.webbplats.underlag import make_webbunderlag
from verktyg.bygge import copy_project
from verktyg.webbsidor import NOWHERE, mallar

DELAT = "GEM-IT-001"


@pytest.fixture(scope="module")
def bocker(tmp_path_factory: pytest.TempPathFactory) -> tuple[BokensUpplagor, ...]:
    """The books of the project with several books, in order of title."""
    folder = copy_project("upplagor", Path(tmp_path_factory.mktemp("flera")) / "projekt")
    register, findings = load_register(read_folder(folder, "krav")[0])
    assert findings == []
    editions = [make_utgivning(register, bok, item) for bok in register.bocker.values() for item in bok.upplagor]
    utgavor = [make_utgava(item, mallar(), NOWHERE, utkast=False) for item in editions]
    return make_webbunderlag(utgavor, (), None, {}, utkast=False).bocker


def test_the_page_in_one_book_leads_to_the_other_and_marks_a_proposal(bocker: tuple[BokensUpplagor, ...]) -> None:
    book = next(book for book in bocker if book.bok.id == "fotvard")
    item = book.holding(DELAT)[0]
    vy = kravsida(item, item.utgivning.klausuler[DELAT], bocker, (None, None)).vy
    assert isinstance(vy, KravsidaVy)
    assert [(bit.text, bit.href.removeprefix(INTERN)) for bit in vy.andra] == [
        ("Nära vård 2024 (förslag)", f"narvard/2024/{DELAT}/")
    ]


def test_the_life_of_the_requirement_marks_a_proposal_in_each_book(bocker: tuple[BokensUpplagor, ...]) -> None:
    vy = idsida(DELAT, bocker).vy
    assert isinstance(vy, IdsidaVy)
    said = [(row.bok, [bit.text for bit in row.upplagor]) for row in vy.lydelser]
    assert said == [
        ("Fotvård", ["upplaga 2022"]),
        ("Fotvård", ["upplaga 2023"]),
        ("Nära vård", ["upplaga 2022"]),
        ("Nära vård", ["upplaga 2023", "upplaga 2024 (förslag)"]),
    ]
