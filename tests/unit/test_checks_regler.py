"""Rules that span records: each case in tests/cases/regler edits the small valid project and says what is found."""

import re
from datetime import date

import pytest

from kravbok.checks import run_checks
from kravbok.codes import CODES
from verktyg.grund import Fall, findings_with, found, read_cases, register_with
from verktyg.raknefel import RAKNEFEL

CASES = list(read_cases())
CLAIMS = {f"K35{number}" for number in range(10)}
"""What the kontrollräkningar give: tests/cases/kontrollrakningar has their cases."""

TOLD_ALWAYS = "K364"
"""Only information, which the cases leave out: its own test is below."""


@pytest.mark.parametrize("fall", CASES, ids=[fall.namn for fall in CASES])
def test_an_edit_is_found_where_it_stands(fall: Fall) -> None:
    assert found(*fall.edits, datum=fall.datum) == fall.expected


def test_the_project_itself_is_clean() -> None:
    assert found(datum=date(2026, 1, 1)) == []


def test_every_code_of_the_rules_has_a_case() -> None:
    told = {line.split()[0] for fall in CASES for line in fall.expected}
    wanted = {code for code in CODES if re.match("K[234]", code)} - {"K208", *RAKNEFEL} - CLAIMS - {TOLD_ALWAYS}
    assert wanted <= told


@pytest.mark.parametrize(("senast", "told"), [("enligt avtalet", [7]), ("1 mars", []), ("okänt", [])])
def test_a_day_that_no_calendar_holds_is_information(senast: str, told: list[int]) -> None:
    name = "register/leveranser/LEV-BERATTELSE.yaml"
    register = register_with((name, "senast: okänt", f"senast: {senast}"))
    found_at = [item.position for item in run_checks(register) if item.code == TOLD_ALWAYS]
    assert [(place.path, place.line) for place in found_at] == [(f"krav/{name}", line) for line in told]


def test_every_edit_of_a_case_is_read() -> None:
    assert all(fall.edits for fall in CASES)


@pytest.mark.parametrize(
    ("name", "old", "new", "hint"),
    [
        ("provbok/pafoljder/PR-PAF-002.yaml", "[LEV-BERATTELSE]", "[LEV-BERATELSE]", "Menade du LEV-BERATTELSE?"),
        ("provbok/listning/PR-LIST-001.yaml", "omrade: [listning]", "omrade: [Lisning]", "Menade du listning?"),
        ("provbok/pafoljder/PR-PAF-002.yaml", "bok: provbok", "bok: provboken", "Menade du provbok?"),
        ("provbok/pafoljder/PR-PAF-002.yaml", "kapitel: pafoljder", "kapitel: pafoljd", "Menade du pafoljder?"),
        ("provbok/pafoljder/PR-PAF-002.yaml", "{{ sats }}", "{{ satts }}", "Menade du sats?"),
        ("provbok/bilagor/kedja.yaml", "kedja.svg", "kedjan.svg", "Menade du kedja.svg?"),
    ],
)
def test_a_misspelt_name_gets_the_nearest_one(name: str, old: str, new: str, hint: str) -> None:
    assert [item.hint for item in findings_with((name, old, new))][:1] == [hint]


def test_a_name_of_another_kind_of_record_is_told() -> None:
    [item] = findings_with(("provbok/listning/PR-LIST-001.yaml", "beslut: okänt", "beslut: RS/60/2021"))
    assert "ärendet" in item.hint


PAF_2, BESLUT = "provbok/pafoljder/PR-PAF-002.yaml", "register/beslut/RF-2020-11-24-190.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (PAF_2, "ordning: 20", "ordning: 10", "provbok/pafoljder/PR-PAF-001.yaml:10:16"),
        (BESLUT, "2020-12-01", "2020-11-01", "register/beslut/RF-2020-11-24-190.yaml:4:8"),
        (BESLUT, "RS/12/2020", "RS/60/2021", "register/arenden/RS-60-2021.yaml:4:9"),
        (BESLUT, "organ: RF", "organ: LF", "organisationer/provlandet.yaml:11:11"),
    ],
)
def test_a_finding_shows_the_other_place(name: str, old: str, new: str, place: str) -> None:
    [item] = findings_with((name, old, new))
    assert [str(where.position) for where in item.related] == [f"krav/{place}"]


def test_the_same_gap_in_two_editions_is_one_finding() -> None:
    gap = ("provbok/pafoljder/PR-PAF-001.yaml", "brist.", 'brist enligt {{ krav("PR-PAF-003") }}.')
    ended = (
        "provbok/pafoljder/PR-PAF-003.yaml",
        "lydelser:\n",
        'upphor:\n  avses_upphora: 2022-01-01\n  upplaga: "2022"\n  motiv: Slut.\nlydelser:\n',
    )
    messages = [item.message for item in findings_with(gap, ended) if item.code == "K207"]
    assert messages == ["Kravet PR-PAF-003 ingår inte i provbok-2021 och provbok-2022"]


def test_each_of_two_like_expressions_is_found_where_it_stands() -> None:
    text = 'rätta en brist, {{ krav("PR-X-001") }}, {{ krav("PR-X-001") }}.'
    assert found(("provbok/pafoljder/PR-PAF-001.yaml", "rätta en brist.", text)) == [
        "K203 provbok/pafoljder/PR-PAF-001.yaml:13:66",
        "K203 provbok/pafoljder/PR-PAF-001.yaml:13:90",
    ]
