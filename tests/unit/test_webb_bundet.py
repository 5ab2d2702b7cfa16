"""What binds a provider is of the same rows as the tables of the book, whatever their columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kravbok.view.parts import RegisterVy, TabellVy, plain
from kravbok.view.tabeller import Vitesrad, vitesrad
from kravbok.view.webb.bundet import Bunden
from verktyg.grund import Andring
from verktyg.webbsidor import site_with

LIST = "provbok/listning/PR-LIST-001.yaml"
PAF = "provbok/pafoljder/PR-PAF-002.yaml"
RULE = "      tak: 10 000 kr\n    regel:\n      slag: belopp per tid\n      sats: sats\n      tak: tak\n"


def rule(slag: str, *keys: str) -> Andring:
    """The edit that gives the requirement a rule with its figure."""
    rows = [f"regel: {{slag: {slag}, {', '.join(keys)}}}", "siffror:\n      frist: 4 veckor\n"]
    return LIST, "    siffror:\n      frist: 4 veckor\n", "    " + "\n    ".join(rows)


def bound(*edits: Andring, rename: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The cells of the requirement in the edition of 2021, by what they are called in the test."""
    item = site_with(*edits).bocker[0].upplagor[0]
    if rename is not None:
        book = replace(item.bok, register=tuple(renamed(part, rename) for part in item.bok.register))
        item = replace(item, make_bok=lambda: book)
    words = [plain(cell).replace("\u00a0", " ") for cell in Bunden(item).cells(item.utgivning.klausuler["PR-LIST-001"])]
    return dict(zip(("frist", "lämnas in", "påföljd", "uppföljning"), words, strict=True))


def renamed(part: RegisterVy, names: Mapping[str, str]) -> RegisterVy:
    """A table with its columns called something else."""
    tabell = part.tabell
    columns = tuple(names.get(name, name) for name in tabell.kolumner)
    return replace(part, tabell=TabellVy(tabell.rubrik, columns, tabell.rader))


@pytest.mark.parametrize(
    ("edits", "frist"),
    [
        ((), "4 veckor"),
        ((rule("frist", "inom: frist", "fran: ansökan"),), "4 veckor från ansökan"),
        ((rule("frist", "inom: frist", "fran: okänt"),), "4 veckor"),
    ],
)
def test_a_deadline_says_what_it_is_counted_from(edits: tuple[Andring, ...], frist: str) -> None:
    assert bound(*edits)["frist"] == frist


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ((), "Vite: 1 000 kr/vecka, högst 10 000 kr"),
        (((PAF, RULE, RULE.replace("      tak: tak\n", "")),), "Vite: 1 000 kr/vecka"),
        (((PAF, "typ: påföljd", "typ: krav"),), "Vite"),
    ],
)
def test_a_consequence_says_its_rate_and_its_cap(edits: tuple[Andring, ...], said: str) -> None:
    assert bound(*edits)["påföljd"] == said


def test_a_renamed_column_changes_nothing() -> None:
    edit = rule("frist", "inom: frist", "fran: ansökan")
    names = {"Frist eller nivå": "Frist", "Räknas från": "Från", "Sats": "Belopp", "Tak": "Högst"}
    assert bound(edit, rename=names) == bound(edit)


def test_a_row_says_when_the_source_gives_no_cap() -> None:
    edit: Andring = (PAF, RULE, RULE.replace("      tak: tak\n", ""))
    clause = site_with(edit).bocker[0].upplagor[0].utgivning.klausuler["PR-PAF-002"]
    row = vitesrad(clause)
    assert row == Vitesrad(clause, "1\u00a0000\u00a0kr/vecka", "", anges_inte=True)
    assert row.in_cell(row.tak) == "anges inte"
    assert replace(row, anges_inte=False).in_cell(row.tak) == "–"
