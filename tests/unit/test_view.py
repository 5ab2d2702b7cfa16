"""What a book shows: everything about each requirement, and nothing that is not in the records."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.edition import Utgivning, make_utgivning
from kravbok.settings import Ursprungsmarke
from kravbok.view.bok import RECONSTRUCTION, marked, view_bok
from kravbok.view.parts import BokVy, KravVy, cells, plain
from verktyg.bygge import utgavor
from verktyg.grund import Andring, register_with

MARK = Ursprungsmarke("ab" * 32)
VITE = "provbok/pafoljder/PR-PAF-002.yaml"
BOK = "provbok/bok.yaml"


def shown(upplaga: str, *edits: Andring, mark: Ursprungsmarke = MARK) -> BokVy:
    register = register_with(*edits)
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == upplaga))
    return marked(view_bok(utgivning), utgivning, mark)


def krav(vy: BokVy, name: str) -> KravVy:
    return next(item for part in vy.kapitel for item in part.krav if item.id == name)


def facts(vy: BokVy, name: str) -> dict[str, list[str]]:
    return {faktum.term: [plain(value) for value in faktum.varden] for faktum in krav(vy, name).fakta}


def rows(vy: BokVy, name: str) -> list[list[str]]:
    part = next((item for item in vy.register if item.id == name), None)
    return [[plain(cell) for cell in row.celler] for row in part.tabell.rader] if part else []


def test_every_requirement_of_the_edition_is_shown_once() -> None:
    for utgava in utgavor("blandat").values():
        ids = [item.id for part in utgava.vy.kapitel for item in part.krav] + [item.id for item in utgava.vy.utanfor]
        assert sorted(ids) == sorted(utgava.utgivning.klausuler)


def test_a_proposal_is_marked_as_one_and_a_decided_edition_is_not() -> None:
    proposal, decided = shown("2022"), shown("2021")
    assert (proposal.status, decided.status) == ("Förslag till upplaga 2022", "Upplaga 2021, beslutad")
    assert [item.rubrik for item in proposal.notiser] == ["Rekonstruktion", "Förslag"]
    assert [item.rubrik for item in decided.notiser] == ["Rekonstruktion"]
    assert proposal.sidhuvud == f"Provbok 2022 (förslag) · {RECONSTRUCTION}"


def test_a_draft_is_no_proposal_yet() -> None:
    draft = shown("2022", (BOK, "status: förslag", "status: utkast"))
    assert (draft.status, draft.notiser[1].rubrik) == ("Utkast till upplaga 2022", "Utkast")
    assert draft.sidhuvud == f"Provbok 2022 (utkast) · {RECONSTRUCTION}"


def test_only_a_reconstruction_says_that_it_is_one() -> None:
    own = shown("2021", (BOK, "aterger: rekonstruktion ur rapport", "aterger: regionens dokument"))
    assert own.notiser == ()
    assert own.sidhuvud == "Provbok 2021"


def test_a_requirement_shows_its_facts_in_their_order() -> None:
    assert facts(shown("2022"), "PR-LIST-001") == {
        "Föreslås gälla från": ["1\u00a0januari 2022"],
        "Ändring": ["Ändrad frist. Patienterna väntar för länge."],
        "Hör ihop med": ["avsnitt\u00a02.3 (PR-PAF-003), Uppsägning"],
        "Kan leda till": ["avsnitt\u00a02.2 (PR-PAF-002), Vite"],
        "Ärende": ["RS/60/2021"],
        "Källa": ["Rapport om listning: rad\u00a03–4"],
    }
    found = facts(shown("2021"), "PR-PAF-002")
    assert found["Förutsätter"] == ["avsnitt\u00a02.1 (PR-PAF-001), Föreläggande"]
    assert found["Utlöses av"] == [
        "avsnitt\u00a01.1 (PR-LIST-001), Mottagande av patienter",
        "sen eller utebliven verksamhetsberättelse",
    ]


def test_a_change_is_marked_only_in_the_edition_that_makes_it() -> None:
    assert krav(shown("2022"), "PR-LIST-001").andring == "ändrad frist"
    assert krav(shown("2021"), "PR-LIST-001").andring == ""
    assert krav(shown("2022"), "PR-PAF-001").andring == ""


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        ("bedoms_efter: [allvar, omfattning]", "Bedöms efter allvar och omfattning."),
        ("utjamnas_over: kalenderåret", "Tiden jämnas ut över kalenderåret."),
        ("villkor: bristen kvarstår", "Villkor: bristen kvarstår."),
    ],
)
def test_what_a_rule_lists_stands_beside_the_text(added: str, rule: str) -> None:
    found = krav(shown("2021", (VITE, "per: [vecka]", f"per: [vecka]\n      {added}")), "PR-PAF-002").regel
    assert found == ("Räknas för sig per vecka.", rule)


@pytest.mark.parametrize(
    ("added", "unknown"),
    [
        ("paborjad_vecka: okänt", "om en påbörjad vecka räknas som hel"),
        ("kallan_anger_inte: [golvet, moms]", "golvet eller moms"),
    ],
)
def test_what_the_source_does_not_say_is_said(added: str, unknown: str) -> None:
    vy = shown("2021", (VITE, "per: [vecka]", f"per: [vecka]\n      {added}"))
    assert facts(vy, "PR-PAF-002")["Källan anger inte"] == [unknown]


def test_the_computed_tables_follow_the_records() -> None:
    vy = shown("2022")
    assert rows(vy, "viten")[1] == ["2.2", "Vite", "får", "1\u00a0000\u00a0kr/vecka", "10\u00a0000\u00a0kr"]
    assert rows(vy, "leveranser")[0][:3] == ["Verksamhetsberättelse", "regionen", "varje år"]
    assert rows(vy, "beslut")[0][0] == "Regionfullmäktige 24\u00a0november 2020 §\u00a0190"
    raised = shown("2022", (VITE, "tak: 10 000 kr", "tak: 20 000 kr"))
    assert rows(raised, "viten")[1][4] == "20\u00a0000\u00a0kr"


def test_a_delivery_of_a_requirement_that_is_not_in_the_edition_is_left_out() -> None:
    later: Andring = ("register/leveranser/LEV-BERATTELSE.yaml", "krav: PR-PAF-001", "krav: PR-PAF-003")
    assert rows(shown("2021", later), "leveranser") == []
    assert [row[0] for row in rows(shown("2022", later), "leveranser")] == ["Verksamhetsberättelse"]
    of_the_book: Andring = ("register/leveranser/LEV-BERATTELSE.yaml", "krav: PR-PAF-001\n", "")
    assert [row[0] for row in rows(shown("2021", of_the_book), "leveranser")] == ["Verksamhetsberättelse"]


def test_the_colophon_says_what_the_book_was_made_from() -> None:
    def colophon(mark: Ursprungsmarke) -> dict[str, str]:
        return {item.term: plain(item.varden[0]) for item in shown("2021", mark=mark).kolofon}

    assert colophon(MARK)["Innehållets kontrollsumma"] == "SHA-256 " + " ".join(["abababab"] * 8)
    assert "Utkast" not in colophon(MARK)
    assert "Utkast" in colophon(Ursprungsmarke("ab" * 32, "c" * 40, utkast=True))
    assert colophon(Ursprungsmarke("ab" * 32, "c" * 40))["Senaste ändring i git"] == "c" * 40


def test_a_draft_says_so_first_and_on_every_page() -> None:
    draft = shown("2021", mark=Ursprungsmarke("ab" * 32, "c" * 40, utkast=True))
    assert draft.notiser[0].rubrik == "Utkast, ej sparad ändring"
    assert draft.sidhuvud.startswith("Utkast, ej sparad ändring · ")
    assert "Utkast" not in shown("2021").sidhuvud


def words_of(utgivning: Utgivning, vy: BokVy) -> dict[str, str]:
    """The words of each clause as its record has them, found without the program's reader of Markdown."""
    found = {}
    for item in [item for part in vy.kapitel for item in part.krav] + list(vy.utanfor):
        text = utgivning.klausuler[item.id].lydelse.text
        text = re.sub(r"\{\{.*?\}\}", " ", text)
        text = re.sub(r"\]\([^)]*\)|^\s*(?:[-*]|\d+\.)\s|^[|\s-]+$|\\", " ", text, flags=re.MULTILINE)
        found[item.id] = re.sub(r"[*_|\[\]]", "", text)
    return found


def test_every_word_of_every_record_stands_in_the_view() -> None:
    for utgava in utgavor("blandat").values():
        raw = words_of(utgava.utgivning, utgava.vy)
        for item in [item for part in utgava.vy.kapitel for item in part.krav] + list(utgava.vy.utanfor):
            printed = re.sub(r"[*_]", "", " ".join(item.block))
            lost = [word for word in raw[item.id].split() if word not in printed]
            assert lost == [], item.id


def test_only_a_method_is_called_the_editors_proposal() -> None:
    given = "  uppfoljning: {kan_foljas_upp: okänt, motivering: Ingen säger hur., angiven_av: redaktionen}\n"
    for follow, words in (
        (given, "Källan anger ingen metod. Ingen säger hur. Bedömningen är redaktionens."),
        (
            given.replace("{", "{metod: [besök], "),
            "Besök. Ingen säger hur. Uppföljningen är redaktionens förslag; källan anger ingen.",
        ),
    ):
        vy = shown("2021", (VITE, "    kravniva: får\n", f"    kravniva: får\n  {follow}"))
        assert facts(vy, "PR-PAF-002")["Uppföljning"] == [words]


@given(st.lists(st.text("HV-PAF004 (), åÅ\u00a0", max_size=40), max_size=4))
def test_the_cells_of_a_row_are_its_words(words: list[str]) -> None:
    assert [plain(cell) for cell in cells(*words)] == words


def test_an_id_in_a_cell_is_never_broken() -> None:
    (cell,) = cells("11.5 Vite (HV-PAF-004), se GEM-IT-005 och IT-stöd")
    assert [bit.text for bit in cell if bit.odelad] == ["HV-PAF-004", "GEM-IT-005"]
