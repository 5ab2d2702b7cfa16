"""A side as it is written, and what held on a day: a wording from its day, never last year's text, always the state."""

from __future__ import annotations

from datetime import date

import pytest

from kravbok.finding import Finding
from kravbok.register import Register
from kravbok.tidpunkt import Sida, find_sida
from verktyg.grund import Andring, register_with

BOK = "provbok/bok.yaml"
LIST = "provbok/listning/PR-LIST-001.yaml"
PAF2 = "provbok/pafoljder/PR-PAF-002.yaml"
DECIDED: Andring = (
    BOK,
    '  - id: "2022"\n    avses_galla_fran: 2022-01-01\n    kand_till: okänt\n    status: förslag\n    utgang: okänd\n',
    '  - id: "2022"\n    galler_fran: 2022-01-01\n    kand_till: 2022-12-31\n    status: beslutad\n',
)


def midyear(begins: str, more: str = "") -> Andring:
    """A decided wording of PR-LIST-001 that begins during the year, before the proposal."""
    old = "  - avses_galla_fran: 2022-01-01\n"
    new = (
        f"  - galler_fran: {begins}\n    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, text]\n{more}"
        "    siffror:\n      frist: 2 veckor\n    andring: {typ: [ändrad frist], motiv: Kortare väntan.}\n"
    )
    return LIST, old, new + old


def side(register: Register, text: str, sett: date | None = None) -> Sida:
    found = find_sida(register, text, sett)
    assert isinstance(found, Sida), found
    return found


def code(register: Register, text: str) -> str:
    found = find_sida(register, text)
    assert isinstance(found, Finding), found
    assert found.hint
    return found.code


def frist(register: Register, text: str) -> str:
    frist = side(register, text).utgivning.klausuler["PR-LIST-001"].lydelse.siffror["frist"]
    return str(frist).replace("\u00a0", " ")


# Names


@pytest.mark.parametrize(("text", "upplaga"), [("provbok@2021", "2021"), ("provbok@2022", "2022"), ("provbok", "2022")])
def test_a_side_is_an_edition(text: str, upplaga: str) -> None:
    found = side(register_with(), text).utgivning
    assert (found.upplaga.id, found.dag, found.namn) == (upplaga, None, f"provbok-{upplaga}")


@pytest.mark.parametrize(
    ("text", "expected", "near"),
    [
        ("provbk@2021", "K205", "provbok"),
        ("", "K205", ""),
        ("@2021", "K205", ""),
        ("a" * 300, "K205", ""),
        ("provbok@", "K206", ""),
        ("provbok@202", "K206", "202"),
        ("provbok@2021@2022", "K206", ""),
        ("provbok@1 juni 2021", "K206", ""),
        ("provbok@2021-02-30", "K105", ""),
        ("provbok@2021-06", "K105", ""),
        ("provbok@20210601", "K105", ""),
        ("provbok@2021-6-1", "K105", ""),
        ("provbok@\u0662\u0660\u0662\u0661-06-01", "K206", ""),
    ],
)
def test_a_name_that_means_nothing_is_a_finding(text: str, expected: str, near: str) -> None:
    found = find_sida(register_with(), text)
    assert isinstance(found, Finding)
    assert found.code == expected
    assert found.hint
    assert near in found.hint


def test_without_books_there_is_nothing_to_ask_for() -> None:
    assert code(Register(), "provbok") == "K205"


def test_a_book_that_cannot_be_read_is_said_to_be_there() -> None:
    register = register_with((BOK, "titel: Provbok", "titell: Provbok"))
    found = find_sida(register, "provbok")
    assert isinstance(found, Finding)
    assert found.code == "K205"
    assert "går inte att läsa" in found.message


def test_a_book_whose_organisation_cannot_be_read_is_a_finding() -> None:
    register = register_with(("organisationer/provlandet.yaml", "namn:", "namnet:"))
    assert code(register, "provbok@2021") == "K203"


# Days


@pytest.mark.parametrize(
    ("begins", "day", "expected"),
    [
        ("2021-07-01", "2021-06-30", "4 veckor"),
        ("2021-07-01", "2021-07-01", "2 veckor"),
        ("2021-07-01", "2021-12-31", "2 veckor"),
        ("2021-07", "2021-07-30", "4 veckor"),
        ("2021-07", "2021-07-31", "2 veckor"),
        ("{senast: 2021-07-01}", "2021-07-01", "2 veckor"),
        ("okänt", "2021-12-31", "4 veckor"),
    ],
)
def test_a_wording_counts_from_its_day(begins: str, day: str, expected: str) -> None:
    assert frist(register_with(midyear(begins)), f"provbok@{day}") == expected


def test_a_wording_that_names_the_edition_counts_from_its_own_day_too() -> None:
    register = register_with(midyear("2021-07-01", '    upplaga: "2021"\n'))
    assert [frist(register, f"provbok@2021-{day}") for day in ("06-30", "07-01")] == ["4 veckor", "2 veckor"]
    assert frist(register, "provbok@2021") == "2 veckor"


def test_an_edition_is_as_it_was_decided() -> None:
    assert frist(register_with(midyear("2021-07-01")), "provbok@2021") == "4 veckor"


def test_the_notice_says_what_has_begun_and_what_is_not_yet_in_force() -> None:
    register = register_with(midyear("2021-07-01"))
    begun = " ".join(side(register, "provbok@2021-07-01").notiser)
    assert "Har börjat gälla under upplagans tid: PR-LIST-001 (från 1\u00a0juli 2021)" in begun
    assert "ännu inte i kraft" not in begun
    ahead = " ".join(side(register, "provbok@2021-06-30").notiser)
    assert "beslutade men ännu inte i kraft den dagen: PR-LIST-001" in ahead


def test_what_may_have_begun_is_said_to_be_unknown() -> None:
    register = register_with(midyear("2021-07"))
    assert "okänt för: PR-LIST-001" in " ".join(side(register, "provbok@2021-07-15").notiser)
    assert "okänt för" not in " ".join(side(register, "provbok@2021-07-31").notiser)


def test_a_requirement_holds_to_its_last_day() -> None:
    ending = (PAF2, "lydelser:\n", "upphor:\n  motiv: Slut.\n  galler_till: 2021-05-31\nlydelser:\n")
    register = register_with(ending)
    held = [
        text
        for text in ("2021-05-31", "2021-06-01")
        if "PR-PAF-002" in side(register, f"provbok@{text}").utgivning.klausuler
    ]
    assert held == ["2021-05-31"]
    assert "gällde inte den dagen: PR-PAF-002" in " ".join(side(register, "provbok@2021-06-01").notiser)


@pytest.mark.parametrize("day", ["2020-12-31", "1999-01-01", "2022-01-01", "2022-02-01", "9999-12-31"])
def test_before_the_first_edition_and_after_what_is_known_the_answer_is_unknown(day: str) -> None:
    assert code(register_with(), f"provbok@{day}") == "K802"


@pytest.mark.parametrize(
    ("known", "day", "expected"),
    [
        ("2021-06-30", "2021-06-30", True),
        ("2021-06-30", "2021-07-01", False),
        ("2021-06", "2021-06-30", True),
        ("2021", "2022-01-01", False),
        ("okänt", "2021-01-01", True),
        ("okänt", "2021-01-02", False),
        ("{tidigast: 2021-03-01}", "2021-03-01", True),
        ("{tidigast: 2021-03-01}", "2021-03-02", False),
    ],
)
def test_an_edition_answers_as_long_as_it_is_known(known: str, day: str, expected: bool) -> None:
    register = register_with((BOK, "kand_till: 2021-12-31", f"kand_till: {known}"))
    assert isinstance(find_sida(register, f"provbok@{day}"), Sida) is expected


def test_the_next_decided_edition_takes_over_on_its_day() -> None:
    register = register_with(DECIDED)
    assert [side(register, f"provbok@{day}").utgivning.upplaga.id for day in ("2021-12-31", "2022-01-01")] == [
        "2021",
        "2022",
    ]


def test_when_the_next_edition_may_have_begun_the_answer_is_unknown() -> None:
    register = register_with(
        (BOK, DECIDED[1], (DECIDED[2] or "").replace("galler_fran: 2022-01-01", "galler_fran: 2021-06"))
    )
    assert isinstance(find_sida(register, "provbok@2021-05-31"), Sida)
    assert code(register, "provbok@2021-06-15") == "K802"
    assert side(register, "provbok@2021-06-30").utgivning.upplaga.id == "2022"


def test_a_proposed_wording_never_holds_on_a_day() -> None:
    register = register_with(DECIDED)
    assert frist(register, "provbok@2022") == "3 veckor"
    assert frist(register, "provbok@2022-06-01") == "4 veckor"


# What is always said


def test_a_proposal_is_said_to_be_one() -> None:
    assert any("förslag" in notis for notis in side(register_with(), "provbok@2022").notiser)
    assert any("förslag" in notis for notis in side(register_with(), "provbok@2021-06-01").notiser)
    assert side(register_with(), "provbok@2021").notiser == ()


@pytest.mark.parametrize(("sett", "said"), [(date(2021, 12, 31), True), (date(2022, 1, 1), False), (None, False)])
def test_decided_but_not_yet_in_force_is_said(sett: date | None, said: bool) -> None:
    notes = side(register_with(DECIDED), "provbok@2022", sett).notiser
    assert any("beslutad men ännu inte i kraft" in notis for notis in notes) is said


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("    beslut: RF-2020-11-24-190\n", "är beslutad men ännu inte i kraft den dagen"),
        ("", "är beslutad (när är okänt)"),
    ],
)
def test_a_later_edition_is_said_as_far_as_its_decision_is_known(decision: str, words: str) -> None:
    register = register_with(
        DECIDED,
        (BOK, "status: beslutad\n    arende: RS/60/2021", f"status: beslutad\n{decision}    arende: RS/60/2021"),
    )
    assert words in " ".join(side(register, "provbok@2021-06-01").notiser)


def test_records_that_cannot_be_read_are_said_to_be_left_out() -> None:
    register = register_with((PAF2, "rubrik: Vite", "rubrikk: Vite"))
    assert "PR-PAF-002" in " ".join(side(register, "provbok@2021").notiser)


def test_the_same_side_says_the_same_twice() -> None:
    register = register_with(midyear("2021-07"))
    assert side(register, "provbok@2021-07-15").notiser == side(register, "provbok@2021-07-15").notiser
