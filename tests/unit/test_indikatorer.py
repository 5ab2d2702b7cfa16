"""Indicators: outcome against target, the day of the target, and the document in its formats."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError

from kravbok.edition import make_utgivning
from kravbok.indikatorer import Indikatordokument, make_indikatorer, write_indikatorer
from kravbok.loader import load_register
from kravbok.model.enheter import PROCENT
from kravbok.model.register import Indikator, Mal, Utfall
from kravbok.model.storhet import Storhet
from kravbok.reader import read_documents
from kravbok.rules.indikator import NADDE, UNDER, judge, overdue
from kravbok.settings import Ursprungsmarke
from kravbok.sources import read_folder
from kravbok.templates import Mallar, packaged_templates
from kravbok.verify.bevis_handling import proof_handling
from kravbok.verify.prove import prove
from kravbok.view.handling import all_delar
from kravbok.view.mal import describe_mal
from kravbok.view.matt import PASSED, make_matt
from kravbok.view.parts import plain
from verktyg.grund import Andring, register_with
from verktyg.skillnader import edition

FALL = sorted((Path(__file__).parents[1] / "cases" / "indikatorer").glob("*.yaml"))
DAY = date(2026, 11, 23)

LISTADE: Andring = (
    "register/indikatorer/IND-LISTADE.yaml",
    "\nbocker: [provbok]\n",
    "\nbocker: [provbok]\nmal: {niva: minst 1 000 personer, senast: 2021-12-31}\n",
)
NAMED = """
namn: '=1+1 <script>& "x"'
bocker: [provbok]
anmarkning: "+cmd"
mal: {niva: minst 1 000 personer, senast: 2021-12-31}
"""
HOSTILE: Andring = ("register/indikatorer/IND-LISTADE.yaml", "\nnamn: Antal listade\nbocker: [provbok]\n", NAMED)


@dataclass(frozen=True)
class Fall:
    """A case: the indicator, what each outcome is to give, and the days when its target has passed and has not."""

    indikator: Indikator
    vantat: list[str]
    passerad: list[date]
    inte: list[date]


def read_case(path: Path) -> Fall:
    documents, findings = read_documents(path.name, path.read_bytes())
    assert not findings
    record, said = (document.data for document in documents)
    indikator = Indikator.model_validate(record)
    return Fall(
        indikator, list(said["vantat"]), *([*map(date.fromisoformat, said[key])] for key in ("passerad", "inte"))
    )


@pytest.mark.parametrize("path", FALL, ids=lambda path: path.stem)
def test_a_case(path: Path) -> None:
    fall = read_case(path)
    register = register_with()
    shelf = {"IND-PROV": fall.indikator.model_copy(update={"bocker": ("provbok",)})}
    utgivning = edition(replace(register, indikatorer=shelf), "provbok@2022")
    rows = make_matt(utgivning, None)[0].utfall
    assert [f"{row.skillnad}, {row.lage}".replace("\u00a0", " ") for row in rows] == fall.vantat
    assert [day for day in (*fall.passerad, *fall.inte) if overdue(fall.indikator, day)] == fall.passerad


def test_there_are_cases() -> None:
    assert len(FALL) >= 7


percent = st.fractions(min_value=0, max_value=100, max_denominator=1000)


@given(percent, percent)
def test_the_difference_is_outcome_minus_target_and_settles_the_verdict(value: Fraction, goal: Fraction) -> None:
    def figure(number: Fraction, grans: Any = "") -> Storhet:
        return Storhet(number, number, (PROCENT,), grans=grans)

    row = Utfall.model_validate({"ar": "2020", "varde": figure(value), "mal": figure(goal, "minst")})
    judged = judge(Indikator(id="IND-A", namn="A", utfall=(row,)), row)
    assert judged.skillnad is not None
    assert judged.skillnad.lag == value - goal
    assert judged.skillnad.taljare[0].singular == "procentenhet"
    assert judged.dom == (NADDE if value >= goal else UNDER)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_a_day_passes_once_and_for_all(last: date, day: date) -> None:
    item = Indikator.model_validate({"id": "IND-A", "namn": "A", "mal": {"i_ord": "mer", "senast": last.isoformat()}})
    assert overdue(item, day) is (day > last)


@pytest.mark.parametrize(
    ("mal", "words"),
    [
        ({"niva": "minst 55 %", "senast": "2022-12-31"}, "minst 55 %, senast 31 december 2022"),
        ({"okning": "20 %", "utgangsvarde": "okänt"}, "ökning med 20 %, från ett okänt utgångsvärde"),
        ({"okning": "5 procentenheter", "utgangsvarde": "60 %"}, "ökning med 5 procentenheter, från 60 %"),
        ({"i_ord": "en betydande ökning", "senast": "okänt"}, "en betydande ökning, okänd dag"),
        ({"niva": "minst 65 %", "avser": "2016/17"}, "minst 65 %, avser 2016/17"),
    ],
)
def test_a_target_in_words(mal: dict[str, str], words: str) -> None:
    assert describe_mal(Mal.model_validate(mal)).replace("\u00a0", " ") == words


@pytest.mark.parametrize("mal", [{}, {"senast": "2022-12-31"}, {"andel": "65 %"}, {"niva": "mycket"}])
def test_a_target_without_anything_to_reach_is_refused(mal: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Mal.model_validate(mal)


def document(*edits: Andring, dag: date | None = None) -> Indikatordokument:
    return make_indikatorer(edition(register_with(*edits), "provbok@2022"), dag=dag)


def test_nothing_is_judged_by_a_day_without_one() -> None:
    words = [plain(value) for part in all_delar(document(LISTADE).vy) for item in part.fakta for value in item.varden]
    assert any("31 december 2021" in text.replace("\u00a0", " ") for text in words)
    assert not any(PASSED in text for text in words)


def test_with_a_day_the_deadline_is_said() -> None:
    made = document(LISTADE, dag=DAY)
    assert made.matt[0].staplar[0].nadd is None  # an outcome before the target's year neither reaches it nor fails
    assert made.matt[0].frist.startswith(PASSED)
    chain = made.vy.delar[0].tabell
    assert chain is not None
    assert [plain(cell).replace("\u00a0", " ") for cell in chain.rader[0].celler] == [
        "1.3 Listningens grund (PR-LIST-003)",
        "statistik; okänt om det går",
        "Antal listade",
        "minst 1 000 personer, senast 31 december 2021",
        "900 personer (2020); före målets dag, −100 personer",
        "frist passerad: inget utfall är känt den 23 november 2026",
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Indikatordokument, Path]:
    made, folder = document(HOSTILE, dag=DAY), tmp_path_factory.mktemp("indikatorer")
    assert write_indikatorer(made, Mallar(packaged_templates()), folder / "prov", datum=None) == []
    return made, folder


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_every_file_is_proven_word_for_word(hostile: tuple[Indikatordokument, Path], form: str) -> None:
    made, folder = hostile
    assert [*prove(folder / f"prov.{form}", form, proof_handling(made.vy))] == []


def test_no_cell_is_a_formula_and_figures_are_numbers(hostile: tuple[Indikatordokument, Path]) -> None:
    with zipfile.ZipFile(hostile[1] / "prov.xlsx") as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        strings = package.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 3
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert "=1+1 &lt;script&gt;" in strings
    assert "<v>900</v>" in sheets[2].decode()
    assert "<v>-100</v>" in sheets[2].decode()


def test_the_picture_says_in_words_what_it_shows(hostile: tuple[Indikatordokument, Path]) -> None:
    made = hostile[0]
    root = etree.fromstring(next(iter(made.filer.values())))
    name = {"s": "http://www.w3.org/2000/svg"}
    assert root.findtext("s:title", namespaces=name) == made.matt[0].namn
    told = (root.findtext("s:desc", namespaces=name) or "").replace("\u00a0", " ")
    assert "2020, hela regionen: 900 personer mot minst 1 000 personer, före målets dag" in told
    assert "Samma uppgifter står i tabellen" in told
    assert not root.findall(".//s:script", namespaces=name)
    html = (hostile[1] / "prov.html").read_text(encoding="utf-8")
    assert "<script>" not in html
    assert (hostile[1] / next(iter(made.filer))).is_file()


def test_a_single_figure_without_a_target_has_no_picture() -> None:
    made = document()
    assert made.filer == {}
    assert made.matt[0].utfall


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    mallar = Mallar(packaged_templates())
    for name in ("ett", "tva"):
        (tmp_path / name).mkdir()
        assert write_indikatorer(document(LISTADE, dag=DAY), mallar, tmp_path / name / "prov", datum=None) == []
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("ett", "tva")
    )
    assert first == second
    assert len(first) == 5


def test_a_target_that_no_requirement_has_now_is_on_the_same_page() -> None:
    files = read_folder(Path(__file__).parents[2], "krav")[0]
    register = load_register(files)[0]
    bok = register.bocker["halsoval"]
    utgivning = make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == "2022"))
    made = make_indikatorer(utgivning, Ursprungsmarke)
    assert made is not None
    chain = made.vy.delar[0].tabell
    assert chain is not None
    lines = [[plain(cell).replace("\u00a0", " ") for cell in row.celler] for row in chain.rader]
    assert [line for line in lines if line[2] == "Besök hos samma läkare"] == [
        [
            "inget krav i upplagan",
            "–",
            "Besök hos samma läkare",
            "minst 65 %, avser 2016/17",
            "62 % (2016); når inte målet, −3 procentenheter",
            "–",
        ]
    ]


def test_a_draft_says_so_on_every_page() -> None:
    utgivning = edition(register_with(), "provbok@2022")
    vy = make_indikatorer(utgivning, lambda digest: Ursprungsmarke(digest, utkast=True)).vy
    assert vy.notiser[0].rubrik == "Utkast, ej sparad ändring"
    assert vy.sidhuvud.startswith("Utkast, ej sparad ändring · ")
