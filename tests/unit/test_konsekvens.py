"""The cost of a year's changes: what is counted, what is not counted twice, what is missing, and the workbook."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kravbok.export.konsekvens_text import konsekvens_json, konsekvens_text
from kravbok.export.konsekvens_xlsx import konsekvens_xlsx
from kravbok.loader import load_register
from kravbok.rules.konsekvens import Konsekvens, Verkan, make_konsekvens
from kravbok.rules.konsekvenspost import mkr
from kravbok.view.konsekvens import KonsekvensVy, make_konsekvensvy
from verktyg import scheman
from verktyg.grund import Andring, edited, register_with
from verktyg.kalkyl import formulas, read_cells, recalculated
from verktyg.sparning import load_krav


def fee(name: str, old: str, new: str, money: str = "", linked: str = "", rubrik: str = "Ersättning") -> Andring:
    """A requirement whose fee changes in 2022, with what is said of money and what it belongs with."""
    keys = "[rubrik, typ, plats, vem, kravniva, text]"
    more = f"      hor_ihop_med: [{linked}]\n" if linked else ""
    text = (
        f"id: {name}\nlydelser:\n  - galler_fran: 2021-01-01\n    rubrik: '{rubrik}'\n    typ: ersättning\n"
        f"    plats: {{bok: provbok, kapitel: listning, ordning: {name[-3:].lstrip('0')}0}}\n    vem: regionen\n"
        "    kravniva: ska\n    text: Regionen ska ersätta vårdgivaren med {{ belopp }}.\n"
        f"    siffror:\n      belopp: {old}\n"
        '    ursprung: [{dokument: rapport, rader: 1-2}]\n  - avses_galla_fran: 2022-01-01\n    upplaga: "2022"\n'
        f"    som_foregaende: {keys}\n    siffror:\n      belopp: {new}\n"
        f"    andring:\n      typ: [ändrad ersättning]\n      motiv: Så är det.\n{more}"
        + (f"    finansiering: {{{money}}}\n" if money else "")
        + "    ursprung: [{dokument: rapport, rader: 3-4}]\n"
    )
    return (f"provbok/listning/{name}.yaml", None, text)


def cost(*edits: Andring) -> Konsekvens:
    register = register_with(*edits)
    bok = register.bocker["provbok"]
    return make_konsekvens(register, bok, *bok.upplagor)


def view(*edits: Andring) -> KonsekvensVy:
    register = register_with(*edits)
    bok = register.bocker["provbok"]
    return make_konsekvensvy(register, make_konsekvens(register, bok, *bok.upplagor))


def sums(found: Konsekvens) -> tuple[int | Fraction, ...]:
    """The sum, its least and its greatest in million kronor."""
    return found.summa.varde.lag, found.summa.spann.lag.lag, found.summa.spann.hog.lag


def test_a_project_where_no_money_changes_costs_nothing() -> None:
    found = cost()
    assert [item.verkan for item in found.poster] == []
    assert sums(found) == (0, 0, 0)


def test_a_fee_times_its_volume_is_counted() -> None:
    found = cost(fee("PR-ERS-001", "500 kr/besök", "650 kr/besök", "belopp: okänt, volym: 2 000 besök/år"))
    assert sums(found) == (Fraction(3, 10),) * 3
    (item,) = found.poster
    assert [row.replace("\N{NO-BREAK SPACE}", " ") for row in item.rader] == [
        "PR-ERS-001: (650 kr/besök − 500 kr/besök) · 2 000 besök/år = 300 000 kr/år"
    ]


def test_an_approximate_volume_gives_a_span() -> None:
    money = "belopp: okänt, volym: 2 000 besök/år, ungefar: ja"
    found = cost(fee("PR-ERS-001", "500 kr/besök", "650 kr/besök", money))
    assert sums(found) == (Fraction(3, 10), Fraction(225, 1000), Fraction(375, 1000))


def test_a_lowered_fee_leaves_money() -> None:
    money = "belopp: okänt, volym: 1 000–2 000 besök"
    found = cost(fee("PR-ERS-001", "650 kr/besök", "500 kr/besök", money))
    assert sums(found) == (Fraction(-225, 1000), Fraction(-3, 10), Fraction(-15, 100))


@pytest.mark.parametrize(
    ("old", "new", "money", "gap"),
    [
        ("500 kr/besök", "650 kr/besök", "", "volymen saknas"),
        ("okänt", "650 kr/besök", "belopp: okänt, volym: 10 besök", "beloppet före saknas"),
        ("500 kr/besök", "okänt", "belopp: okänt, volym: 10 besök", "okänt"),
        ("15 %", "14 %", "", "summan som den räknas på saknas"),
        ("500 kr/besök", "650 kr/besök", "belopp: okänt, volym: 10 platser", "blir inte kronor"),
        ("500 kr/besök", "650 kr/besök", "belopp: 1 mkr", "verkan"),
        ("500 kr/besök", "650 kr/besök", "belopp: källan anger inte", "beloppet saknas"),
    ],
)
def test_what_cannot_be_reckoned_is_said_and_is_not_nought(old: str, new: str, money: str, gap: str) -> None:
    found = cost(fee("PR-ERS-001", old, new, money))
    assert found.of(Verkan.RAKNAS) == ()
    assert any(gap in item for item in found.luckor), found.luckor


ADDED = "belopp: 9 mkr, budget: provbok, verkan: tillförs"


def test_two_records_of_one_change_are_counted_once() -> None:
    alone = cost(fee("PR-ERS-001", "1 kr", "2 kr", ADDED))
    both = cost(fee("PR-ERS-001", "1 kr", "2 kr", ADDED, linked="PR-ERS-002"), fee("PR-ERS-002", "3 kr", "4 kr", ADDED))
    assert sums(alone) == sums(both) == (9, 9, 9)
    assert len(both.poster) == 1


def test_a_fee_with_a_volume_is_part_of_what_is_declared_for_the_change() -> None:
    found = cost(
        fee("PR-ERS-001", "1 kr", "2 kr", ADDED, linked="PR-ERS-002"),
        fee("PR-ERS-002", "500 kr/besök", "650 kr/besök", "belopp: okänt, volym: 2 000 besök"),
    )
    assert sums(found) == (9, 9, 9)


def test_records_that_do_not_belong_together_are_counted_each() -> None:
    found = cost(fee("PR-ERS-001", "1 kr", "2 kr", ADDED), fee("PR-ERS-002", "3 kr", "4 kr", ADDED))
    assert sums(found) == (18, 18, 18)


def test_two_amounts_for_one_change_are_a_span_and_a_gap() -> None:
    other = "belopp: 7 mkr, budget: provbok, verkan: tillförs"
    found = cost(
        fee("PR-ERS-001", "1 kr", "2 kr", ADDED, linked="PR-ERS-002"), fee("PR-ERS-002", "3 kr", "4 kr", other)
    )
    assert sums(found) == (9, 7, 9)
    assert "olika belopp" in " ".join(found.luckor)


def test_what_is_moved_out_and_what_is_put_in_are_two_things() -> None:
    out = "belopp: 2 mkr, budget: provbok, verkan: lämnar"
    found = cost(fee("PR-ERS-001", "1 kr", "2 kr", ADDED, linked="PR-ERS-002"), fee("PR-ERS-002", "3 kr", "4 kr", out))
    assert sums(found) == (7, 7, 7)


def test_money_already_set_aside_and_other_budgets_stand_beside_the_sum() -> None:
    found = cost(
        fee("PR-ERS-001", "1 kr", "2 kr", "belopp: 4 mkr, verkan: redan avsatt"),
        fee("PR-ERS-002", "1 kr", "2 kr", "belopp: '1,1 mkr', budget: annan, verkan: tillförs"),
        fee("PR-ERS-003", "1 kr", "2 kr", ADDED),
    )
    assert sums(found) == (9, 9, 9)
    assert found.med_avsatt.varde.lag == 13
    assert [item.krav for item in found.of(Verkan.ANNAN)] == [("PR-ERS-002",)]


def test_a_fee_that_ends_is_a_gap() -> None:
    path, old, text = fee("PR-ERS-001", "1 kr", "1 kr")
    first = (text or "").split("  - avses_galla_fran")[0]
    end = 'upphor:\n  avses_upphora: 2022-01-01\n  upplaga: "2022"\n  motiv: Behövs inte.\n'
    found = cost((path, old, first + end))
    assert "ersättningen upphör" in " ".join(found.luckor)


# The reference case


def reference(bok: str = "halsoval") -> KonsekvensVy:
    register = load_krav()
    book = register.bocker[bok]
    editions = {item.id: item for item in book.upplagor}
    return make_konsekvensvy(register, make_konsekvens(register, book, editions["2021"], editions["2022"]))


def test_the_reference_case_is_two_and_a_half_million() -> None:
    vy = reference()
    words = [(vy.summa, vy.spann, vy.med_avsatt)]
    assert [tuple(part.replace("\N{NO-BREAK SPACE}", " ") for part in row) for row in words] == [
        ("+2,5 mkr", "+1,5 till +3,5 mkr", "+6,5 mkr")
    ]
    amounts = {group.verkan: [row.belopp.split("\N{NO-BREAK SPACE}")[0] for row in group.rader] for group in vy.grupper}
    assert amounts == {
        Verkan.RAKNAS: ["+9", "−7,5", "+1"],
        Verkan.AVSATT: ["+4"],
        Verkan.OKAND: ["okänt"] * 4,
        Verkan.ANNAN: ["okänt", "+1,1"],
    }


def test_the_dental_budget_is_its_own() -> None:
    assert reference("allmantandvard-unga").summa.replace("\N{NO-BREAK SPACE}", " ") == "+1,1 mkr"


def test_the_answer_says_that_the_region_decides() -> None:
    assert "Regionen beslutar." in konsekvens_text(reference())
    assert "Regionen beslutar." in konsekvens_json(reference())


def test_json_is_as_its_schema_says() -> None:
    data = json.loads(konsekvens_json(reference()))
    schema = scheman.shut(scheman.make_schemas()["konsekvens-1.json"])
    assert [item.message for item in Draft202012Validator(schema).iter_errors(data)] == []
    assert data["summa"]["kronor"] == "2500000"
    assert [data["summa"]["lagst"], data["summa"]["hogst"]] == ["1500000", "3500000"]


# The workbook


VOLUMES = (
    fee("PR-ERS-001", "500 kr/besök", "650 kr/besök", "belopp: okänt, volym: 2 000 besök/år, ungefar: ja"),
    fee("PR-ERS-002", "2 tkr/vecka", "1 500 kr/vecka", "belopp: okänt, volym: 70 dagar"),
    fee("PR-ERS-003", "1 kr", "2 kr", ADDED),
    fee("PR-ERS-004", "1 kr", "2 kr", "belopp: 4 mkr, verkan: redan avsatt"),
    fee("PR-ERS-005", "1 kr/besök", "2 kr/besök"),
)
WORKBOOKS: dict[str, Callable[[], KonsekvensVy]] = {
    "volymer": lambda: view(*VOLUMES),
    "hälsoval": reference,
    "tandvård": lambda: reference("allmantandvard-unga"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_libreoffice_reckons_the_programs_own_figures(name: str, tmp_path: Path) -> None:
    made = konsekvens_xlsx(WORKBOOKS[name]())
    ours, theirs = read_cells(made), recalculated(made, tmp_path)
    cells = [(sheet, place) for sheet, found in formulas(made).items() for place in found]
    assert len(cells) >= 4
    for sheet, place in cells:
        mine, other = ours[sheet].get(place, ""), theirs[sheet].get(place, "")
        if re.fullmatch(r"-?[0-9.]+(?:E[+-]?[0-9]+)?", mine):
            assert float(other) == pytest.approx(float(mine), rel=1e-9, abs=1e-4), (sheet, place)
        else:
            assert other == mine, (sheet, place)


def test_the_sums_of_the_workbook_are_formulas_over_its_rows() -> None:
    made = konsekvens_xlsx(view(*VOLUMES))
    found = formulas(made)
    assert sum("SUM(" in formula for formula in found["Konsekvens"].values()) == 6
    assert sum("Volymer!" in formula for formula in found["Konsekvens"].values()) == 6
    assert len(found["Volymer"]) == 6
    total = view(*VOLUMES).varde.varde
    cells = read_cells(made)["Konsekvens"]
    assert str(int(total.bas[0])) in cells.values()
    assert total == mkr(total)


def test_an_answer_is_cached_as_a_number() -> None:
    with zipfile.ZipFile(io.BytesIO(konsekvens_xlsx(view(*VOLUMES)))) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    cells = [cell for sheet in sheets for cell in re.findall(r"<c [^>]*><f>", sheet)]
    assert cells
    assert [cell for cell in cells if 't="str"' in cell] == []


def test_the_claims_stand_as_live_formulas() -> None:
    made = konsekvens_xlsx(reference())
    cells, found = read_cells(made)["Kontrollräkningar"], formulas(made)["Kontrollräkningar"]
    answers = [cells[place] for place, formula in found.items() if formula.startswith("IF(COUNT(")]
    assert answers == ["9000000", "7500000", "1600000", "1100000"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_what_an_author_writes_is_no_formula(sign: str) -> None:
    made = konsekvens_xlsx(view(fee("PR-ERS-001", "1 kr", "2 kr", ADDED, rubrik=f"{sign}1+1")))
    assert f"{sign}1+1" in read_cells(made)["Konsekvens"].values()
    assert all(formula.startswith(("SUM(", "IF(")) for found in formulas(made).values() for formula in found.values())


def test_the_workbook_is_the_same_each_time() -> None:
    assert konsekvens_xlsx(reference()) == konsekvens_xlsx(reference())


def test_the_records_of_these_tests_are_read_without_a_fault() -> None:
    assert load_register(edited(*VOLUMES))[1] == []
