"""Which wordings an edition holds, in which order and under which numbers."""

from __future__ import annotations

import pytest

from kravbok.edition import Utgivning, klausul_in, make_utgivning, previous_upplaga
from kravbok.register import Register
from verktyg.grund import Andring, register_with

VITE = "provbok/pafoljder/PR-PAF-002.yaml"
LISTNING = "provbok/listning/PR-LIST-001.yaml"
BOK = "provbok/bok.yaml"
SPLIT = ("plats:\n      bok: provbok\n      kapitel: pafoljder\n      ordning: 20\n", "")


def edition(upplaga: str, *edits: Andring) -> Utgivning:
    """An edition of the small book after the edits."""
    return edition_of(register_with(*edits), upplaga)


def edition_of(register: Register, upplaga: str) -> Utgivning:
    bok = register.bocker["provbok"]
    return make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == upplaga))


def numbered(utgivning: Utgivning) -> dict[str, str]:
    return {clause.id: clause.nummer for part in utgivning.avsnitt for clause in part.klausuler}


def test_a_decided_edition_has_what_was_in_force_and_a_proposal_what_names_it() -> None:
    assert numbered(edition("2021")) == {
        "PR-LIST-001": "1.1",
        "PR-LIST-002": "1.2",
        "PR-LIST-003": "1.3",
        "PR-PAF-001": "2.1",
        "PR-PAF-002": "2.2",
    }
    assert numbered(edition("2022"))["PR-PAF-003"] == "2.3"
    frister = [str(edition(upplaga).klausuler["PR-LIST-001"].lydelse.siffror["frist"]) for upplaga in ("2021", "2022")]
    assert frister[0] != frister[1]


def test_order_is_by_number_then_by_id_and_chapters_likewise() -> None:
    same = edition("2021", (VITE, "ordning: 20", "ordning: 10"))
    assert [clause.id for clause in same.avsnitt[1].klausuler] == ["PR-PAF-001", "PR-PAF-002"]
    first = edition("2021", (VITE, "ordning: 20", "ordning: 5"))
    assert [clause.id for clause in first.avsnitt[1].klausuler] == ["PR-PAF-002", "PR-PAF-001"]
    swapped = edition("2021", ("provbok/kapitel/pafoljder.yaml", "ordning: 20", "ordning: 1"))
    assert [part.kapitel.id for part in swapped.avsnitt] == ["pafoljder", "listning"]
    assert numbered(swapped)["PR-PAF-001"] == "1.1"


def test_a_chapter_without_requirements_has_no_number() -> None:
    empty = "id: tomt\nlydelser:\n  - rubrik: Tomt\n    ordning: 1\n"
    assert [part.kapitel.id for part in edition("2021", ("provbok/kapitel/tomt.yaml", None, empty)).avsnitt] == [
        "listning",
        "pafoljder",
    ]


def test_what_is_outside_the_requirements_has_no_number() -> None:
    found = edition("2021", (VITE, "typ: påföljd", "typ: påföljd\n    stallning: åtagande"))
    assert "PR-PAF-002" not in numbered(found)
    assert [(clause.id, clause.nummer) for clause in found.utanfor] == [("PR-PAF-002", "")]
    assert "PR-PAF-002" in found.klausuler


@pytest.mark.parametrize(
    ("ending", "editions"),
    [
        ("upphor:\n  motiv: Slut.\n  galler_till: 2020-12-31\n", []),
        ("upphor:\n  motiv: Slut.\n  galler_till: 2021-01-01\n", ["2021"]),
        ("upphor:\n  motiv: Slut.\n  galler_till: 2021-12-31\n", ["2021"]),
        ("upphor:\n  motiv: Slut.\n  galler_till: 2022-01-01\n", ["2021", "2022"]),
        ('upphor:\n  motiv: Slut.\n  upplaga: "2022"\n', ["2021"]),
    ],
)
def test_a_requirement_that_ended_is_in_no_later_edition(ending: str, editions: list[str]) -> None:
    register = register_with((VITE, "lydelser:\n", f"{ending}lydelser:\n"))
    assert [name for name in ("2021", "2022") if "PR-PAF-002" in edition_of(register, name).klausuler] == editions


@pytest.mark.parametrize(
    ("begins", "is_there"),
    [
        ("2020-12-31", True),
        ("2021-01-01", True),
        ("2021-01-02", False),
        ("{senast: 2021-01-01}", True),
        ("{senast: 2021-06-01}", False),
    ],
)
def test_a_wording_is_in_the_edition_that_begins_on_its_day_or_later(begins: str, *, is_there: bool) -> None:
    found = edition("2021", (VITE, "galler_fran: 2021-01-01", f"galler_fran: {begins}"))
    assert ("PR-PAF-002" in found.klausuler) == is_there


def test_a_proposed_wording_of_another_edition_is_not_in_a_decided_one() -> None:
    assert "PR-PAF-003" not in edition("2021").klausuler
    moved = edition("2022", ("provbok/pafoljder/PR-PAF-003.yaml", 'upplaga: "2022"', 'upplaga: "2021"'))
    assert "PR-PAF-003" not in moved.klausuler


def test_an_edition_is_compared_with_the_latest_decided_one_before_it_or_the_one_it_names() -> None:
    more = '  - id: "2023"\n    avses_galla_fran: 2023-01-01\n    kand_till: okänt\n    status: förslag\n'
    register = register_with((BOK, "    arende: RS/60/2021\n", f"    arende: RS/60/2021\n{more}"))
    bok = register.bocker["provbok"]
    first, second, third = bok.upplagor
    assert previous_upplaga(bok, first) is None
    assert previous_upplaga(bok, second) is first
    assert previous_upplaga(bok, third) is first
    named = register_with((BOK, "    arende: RS/60/2021\n", f'    arende: RS/60/2021\n{more}    jamfor_med: "2022"\n'))
    bok = named.bocker["provbok"]
    assert previous_upplaga(bok, bok.upplagor[2]) is bok.upplagor[1]


def test_the_wording_before_is_the_one_of_the_edition_before() -> None:
    register = register_with()
    clause = edition_of(register, "2022").klausuler["PR-LIST-001"]
    assert clause.foregaende is register.krav["PR-LIST-001"].lydelser[0]
    assert clause.lydelse is register.krav["PR-LIST-001"].lydelser[1]
    unchanged = edition_of(register, "2022").klausuler["PR-PAF-001"]
    assert unchanged.foregaende is unchanged.lydelse
    assert edition_of(register, "2022").klausuler["PR-PAF-003"].foregaende is None


def test_a_requirement_of_another_book_is_in_none_of_this_one() -> None:
    register = register_with()
    bok = register.bocker["provbok"].model_copy(update={"id": "annan"})
    assert all(klausul_in(krav, bok, bok.upplagor[0]) is None for krav in register.krav.values())


def test_an_appendix_is_in_the_editions_from_its_day() -> None:
    later = ("provbok/bilagor/kedja.yaml", "galler_fran: 2021-01-01", "galler_fran: 2022-01-01")
    assert [len(edition(upplaga, later).bilagor) for upplaga in ("2021", "2022")] == [0, 1]
    assert edition("2022").bilagor[0].nummer == "1"
