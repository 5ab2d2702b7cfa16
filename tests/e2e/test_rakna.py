"""`kravbok rakna` as it is typed: the real records, a day, an edition, what is missing, and what is hostile."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from verktyg import scheman
from verktyg.bygge import ROOT, kravbok

TWO = ("--fall", "person=A veckor=12", "--fall", "person=B veckor=3")


def as_json(*arguments: str) -> dict[str, Any]:
    """The answer as JSON, held against its schema."""
    done = kravbok("rakna", *arguments, "--format", "json", folder=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    schema = scheman.shut(scheman.make_schemas()["rakning-1.json"])
    assert [item.message for item in Draft202012Validator(schema).iter_errors(found)] == []
    assert done.returncode == (1 if found["fynd"] else 0)
    assert done.stderr == ""
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [item["kod"] for item in found["fynd"]]


def test_the_cap_is_per_person_and_then_summed() -> None:
    done = kravbok("rakna", "HV-PAF-004", *TWO, folder=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    for words in ("Svar: 13 000 kr", "10 000 kr + 3 000 kr = 13 000 kr", "Gäller från: 1 januari 2021 eller tidigare"):
        assert words in shown
    for words in ("Beslut: ", "Källa: ", "Programmet räknar, regionen beslutar.", "anspråk enligt avtalet"):
        assert words in shown


def test_the_same_question_gives_the_same_bytes() -> None:
    first, second = (kravbok("rakna", "HV-PAF-004", *TWO, "--format", "json", folder=ROOT).stdout for _ in range(2))
    assert first == second


def test_a_day_and_an_edition_choose_the_wording() -> None:
    places = ("--fall", "platser=12 år=1")
    assert as_json("HV-ERS-001", *places)["svar"] == ["60\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"]
    assert as_json("HV-ERS-001", *places, "--datum", "2021-06-01")["svar"] == as_json("HV-ERS-001", *places)["svar"]
    later = as_json("HV-ERS-001", *places, "--upplaga", "2022")
    assert later["svar"] == ["120\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"]
    assert any("förslag" in words for words in later["notiser"])


@pytest.mark.parametrize("day", ["2023-01-01", "2019-01-01", "9999-12-31"])
def test_a_day_outside_what_is_known_is_answered_unknown(day: str) -> None:
    found = as_json("HV-PAF-004", *TWO, "--datum", day)
    assert (found["svar"], codes(found)) == (["okänt"], ["K802"])
    done = kravbok("rakna", "HV-PAF-004", *TWO, "--datum", day, folder=ROOT)
    assert (done.returncode, done.stdout) == (1, "okänt\n")


def test_a_proposal_that_no_edition_has_decided_is_found_where_it_stands() -> None:
    found = as_json("HV-SABO-006", "--fall", "inflyttning=2022-04-29")
    assert found["svar"] == ["2022-06-09", "2022-06-10"]
    assert all(item["antar"] for item in found["utfall"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("HV-PAF-004", "--fall", "person=A"), "K370"),
        (("HV-PAF-004", "--fall", "person=A vekor=3"), "K371"),
        (("HV-PAF-004", "--fall", "tolv veckor"), "K371"),
        (("HV-PAF-004", "--fall", ""), "K371"),
        (("HV-PAF-004", "--fall", "person=A veckor=3 kr"), "K372"),
        (("HV-PAF-004", "--fall", "person=A veckor=1e9"), "K372"),
        (("HV-PAF-004", "--fall", "person=A veckor=\u202e3"), "K372"),
        (("HV-PAF-004", "--fall", "person=A veckor=" + "9" * 18), ""),
        (("HV-PAF-004", "--fall", "person=A veckor=" + "9" * 400), "K373"),
        (("HV-PAF-004", "--fall", "x" * 5000), "K373"),
        (("HV-LIST-001",), "K374"),
        (("HV-PAF-04",), "K203"),
        (("HV-PAF-004", "--bok", "fotvard"), "K205"),
        (("GEM-UPPF-001",), "K205"),
        (("HV-PAF-004", "--upplaga", "2029"), "K206"),
        (("HV-PAF-004", "--datum", "2021-13-41"), "K105"),
    ],
)
def test_what_cannot_be_answered_is_a_finding(arguments: tuple[str, ...], code: str) -> None:
    assert codes(as_json(*arguments)) == ([code] if code else [])


def test_what_is_missing_is_asked_for_by_name_and_unit() -> None:
    found = as_json("HV-ERS-001")
    assert found["saknas"] == [{"namn": "platser", "enhet": "platser", "vad": "antal platser"}]


def test_thousands_of_cases_are_refused_at_once() -> None:
    started = perf_counter()
    found = as_json("HV-PAF-004", *(part for nth in range(5000) for part in ("--fall", f"person={nth} veckor=1")))
    assert codes(found) == ["K373"]
    assert perf_counter() - started < 20


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    done = kravbok("rakna", "HV-PAF-004", "--fall", "person=\udcff veckor=1", "--projekt", ROOT, folder=tmp_path)
    assert done.returncode == 1
    assert "K372" in done.stderr


def test_a_folder_without_records_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "krav").mkdir()
    done = kravbok("rakna", "HV-PAF-004", folder=tmp_path)
    assert done.returncode == 1
    assert "K203" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_day_and_an_edition_at_once_is_not_understood() -> None:
    done = kravbok("rakna", "HV-PAF-004", "--datum", "2021-01-01", "--upplaga", "2021", folder=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
