"""Rules: each document in tests/cases/regler/rakna is a rule, cases and what comes out; a key left out is as before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kravbok.model.lydelse import Lydelse
from kravbok.model.regel import REGELSLAG
from kravbok.model.storhet import parse_storhet
from kravbok.rules.fall import parse_fall
from kravbok.rules.rakna import calculate, questions
from kravbok.rules.svar import RegelFel, Utrakning, Varde, say
from verktyg.raknefel import RAKNEFEL
from verktyg.regelfall import make_lydelse, read_rules

ALL = read_rules()


def lydelse(case: dict[str, Any]) -> Lydelse:
    """A wording with nothing but a rule and its figures."""
    return make_lydelse(case["regel"], case["siffror"])


def answer(case: dict[str, Any]) -> Utrakning | str:
    """What the rule gives, or the code of a case that cannot be read."""
    wording = lydelse(case)
    names = [name for item in questions(wording, case.get("krav", "")) for name in item.namnen]
    try:
        fall = [parse_fall(text, names) for text in case["fall"]]
    except RegelFel as error:
        return error.fel.code
    return calculate(wording, fall, case.get("krav", ""))


def plainly(value: Varde) -> str:
    return str(value).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ALL)
def test_a_rule_gives_what_the_document_says(name: str) -> None:
    case = ALL[name]
    found = answer(case)
    if "kod" in case:
        assert (found if isinstance(found, str) else [item.code for item in found.fel]) == [case["kod"]]
        return
    assert isinstance(found, Utrakning)
    assert not found.fel
    assert [item.namn for item in found.saknas] == case.get("saknas", [])
    outcomes = [" | ".join(filter(None, (plainly(item.varde), plainly(item.antar)))) for item in found.utfall]
    assert outcomes == case.get("ger", [])
    if "rad" in case:
        assert any(case["rad"] in plainly(row.text) for item in found.utfall for row in item.rader)


def test_there_are_many_cases_of_every_kind() -> None:
    kinds = [case["regel"]["slag"] for case in ALL.values()]
    assert len(kinds) >= 100
    assert {kind: kinds.count(kind) for kind in REGELSLAG if kinds.count(kind) < 3} == {}


def test_every_answer_has_its_working() -> None:
    for case in ALL.values():
        found = answer(case)
        if isinstance(found, Utrakning) and found.gar:
            assert all(item.rader for item in found.utfall), case["namn"]


def test_days_are_said_in_words() -> None:
    assert say(parse_storhet("2022-03-01")) == "1\N{NO-BREAK SPACE}mars 2022"


def test_the_page_of_rules_tells_of_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "regler.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^## (.+)$", page, re.MULTILINE))
    assert {kind for kind in REGELSLAG if kind not in headings} == {"innehållen ersättning", "förbehåll"}
    assert "innehållen ersättning och förbehåll" in headings


@pytest.mark.parametrize(("code", "line"), [("K370", 21), ("K371", 21), ("K372", 21), ("K374", 3)])
def test_a_case_that_is_refused_is_shown_at_the_rule(code: str, line: int, tmp_path: Path) -> None:
    assert {item.position.line for item in RAKNEFEL[code](tmp_path)} == {line}
