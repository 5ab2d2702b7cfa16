"""A rättelseblad is a notice in the book of its edition, in plain Swedish, and in no other edition."""

from __future__ import annotations

import pytest

from kravbok.edition import make_utgivning
from kravbok.view.parts import NotisVy
from kravbok.view.rattelser import view_rattelser
from verktyg.grund import Andring, found, register_with
from verktyg.tio import RATTELSEBLAD

BLAD = "register/rattelseblad/RB-PR-2021-01.yaml"


def notices(upplaga: str, *edits: Andring) -> list[NotisVy]:
    register = register_with(*edits)
    bok = register.bocker["provbok"]
    return list(view_rattelser(make_utgivning(register, bok, next(u for u in bok.upplagor if u.id == upplaga))))


def said(blad: str) -> str:
    [notis] = notices("2021", (BLAD, None, blad))
    return notis.text.replace("\u00a0", " ")


def test_the_record_of_the_tests_is_right() -> None:
    assert found((BLAD, None, RATTELSEBLAD)) == []


def test_a_correction_says_what_stood_what_shall_stand_why_and_since_when() -> None:
    [notis] = notices("2021", (BLAD, None, RATTELSEBLAD))
    assert notis.rubrik == "Rättelse RB-PR-2021-01"
    assert notis.text.replace("\u00a0", " ") == (
        "I avsnitt 2.2 (PR-PAF-002) stod för tak ”10 000 kr”; det ska stå ”12 000 kr”. Det var ett skrivfel. "
        "Beslutet (regionfullmäktige 24 november 2020 § 190) säger ”12 000 kr”. "
        "Rättelsen gäller från 1 januari 2021 och publicerades 15 mars 2021. "
        "Vårdgivarna underrättades 15 mars 2021."
    )


def test_another_edition_and_a_book_without_corrections_have_no_notice() -> None:
    assert notices("2022", (BLAD, None, RATTELSEBLAD)) == []
    assert notices("2021") == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("art: skrivfel", "art: felåtergivning", "Boken återgav inte beslutet rätt."),
        ("vardgivarna_underrattade: 2021-03-15", "vardgivarna_underrattade: okänt", "underrättades är okänt"),
        ("publicerad: 2021-03-15", "publicerad: 2021-03", "publicerades mars 2021"),
        ("{siffra: tak, stod: 10 000 kr}", "{uppgift: rubrik, stod: Böter}", "stod för rubrik ”Böter”"),
        ("{siffra: tak, stod: 10 000 kr}", "{uppgift: vem, stod: regionen}", "stod för vem kravet avser ”regionen”"),
        ("{siffra: tak, stod: 10 000 kr}", "{rad: tre, ord: högst}", "stod rad: tre; ord: högst;"),
        ("stod: 10 000 kr", "stod: okänt", "stod för tak okänt;"),
        (", sager: 12 000 kr", "", "§ 190) visar det."),
        ("beslut: RF-2020-11-24-190", "beslut: okänt", "skrivfel. Rättelsen"),
        ("galler: PR-PAF-002", "galler: PR-PAF-003", "I PR-PAF-003 stod"),
    ],
)
def test_what_is_known_in_part_is_said_in_part(old: str, new: str, words: str) -> None:
    assert old in RATTELSEBLAD
    assert words in said(RATTELSEBLAD.replace(old, new))


def test_corrections_come_in_order_of_publication() -> None:
    later = RATTELSEBLAD.replace("RB-PR-2021-01", "RB-A").replace("publicerad: 2021-03-15", "publicerad: 2021-09-01")
    rows = notices("2021", ("register/rattelseblad/RB-A.yaml", None, later), (BLAD, None, RATTELSEBLAD))
    assert [item.rubrik for item in rows] == ["Rättelse RB-PR-2021-01", "Rättelse RB-A"]
