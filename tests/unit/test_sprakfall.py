"""Each rule on one text has bad and good cases in tests/cases/sprak: a wording, and what is found in it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from kravbok.checks.sprak import check_sprak
from kravbok.codes import CODES
from kravbok.felkoder import examples, read_page
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.sources import File, read_folder
from verktyg.fall import base, check, places

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "sprak"
FILES = sorted(FOLDER.glob("*.yaml"))
RULES = [code for code in CODES if "K601" <= code <= "K606" or "K614" <= code <= "K629"]


class Sprakfall(NamedTuple):
    """A wording on trial: which file and case, the record as a file, and what is to be found in it."""

    namn: str
    path: str
    data: bytes
    fynd: list[str]


@cache
def cases() -> list[Sprakfall]:
    """Every case in the order of the files."""
    read = [(file.stem, item) for file in FILES for item in yaml.load_all(file.read_bytes(), Loader=yaml.BaseLoader)]
    return [make_case(number, f"{code} {item.pop('fall')}", item) for number, (code, item) in enumerate(read)]


def make_case(number: int, name: str, item: dict[str, Any]) -> Sprakfall:
    """A case as a whole requirement in a file of its own."""
    expected = item.pop("fynd", [])
    krav_id = f"HV-SPR-{number + 1:03}"
    figures = list(item.get("siffror", {}))
    wording = {
        "galler_fran": "2021-01-01",
        "rubrik": "Prov",
        "typ": "krav",
        "plats": {"bok": "provbok", "kapitel": "listning", "ordning": str(100 + number)},
        "vem": "vårdgivaren",
        "kravniva": "ska",
        **item,
        "ursprung": [{"dokument": "rapport", **({"belagger": figures, "harledning": "prov"} if figures else {})}],
    }
    text = yaml.safe_dump({"id": krav_id, "lydelser": [wording]}, allow_unicode=True, sort_keys=False, width=10_000)
    return Sprakfall(name, f"krav/provbok/{krav_id}.yaml", text.encode(), expected)


@cache
def findings() -> dict[str, list[Finding]]:
    """What is found in the valid project with all the cases in it, by file; only the rules on one text."""
    by_path: dict[str, list[Finding]] = {case.path: [] for case in cases()}
    for item in check({case.path: case.data for case in cases()}):
        if item.code in RULES or (item.position.path in by_path and item.code < "K6"):
            by_path[item.position.path].append(item)
    return by_path


def told(case: Sprakfall) -> Iterator[str]:
    """Each finding as its code and the words that it points at."""
    lines = case.data.decode().split("\n")
    for item in findings()[case.path]:
        place = item.position
        yield f"{item.code} {lines[place.line - 1][place.column - 1 :][: place.length]}"


@pytest.mark.parametrize("case", cases(), ids=[case.namn for case in cases()])
def test_the_wording_gives_just_that(case: Sprakfall) -> None:
    assert list(told(case)) == case.fynd


def test_every_rule_has_bad_cases_and_good_ones() -> None:
    for code in RULES[6:]:
        own = [case for case in cases() if case.namn.startswith(f"{code} ")]
        assert sum(any(item.startswith(code) for item in case.fynd) for case in own) >= 2, code
        assert sum(not case.fynd for case in own) >= 3, code


@pytest.mark.parametrize(
    ("name", "words"),
    [("numret finns i upplagan", '{{ krav("HV-LIST-001") }}'), ("numret är ett kapitel i upplagan", "(#kap-listning)")],
)
def test_a_number_that_is_in_the_edition_is_named(name: str, words: str) -> None:
    case = next(case for case in cases() if case.namn == f"K623 {name}")
    assert words in findings()[case.path][0].hint


@pytest.mark.parametrize("code", RULES[6:])
def test_a_finding_is_waived_by_its_short_name_in_the_record(code: str) -> None:
    bad = examples(code)[0][0]
    waived = f"    saknas:\n      - {{vad: {CODES[code].namn}, motivering: Prov}}\n"
    assert code in [item.code for item in check({bad.path: bad.text.encode()})]
    assert check({bad.path: (bad.text + waived).encode()}) == []


LATER = """  - avses_galla_fran: 2022-01-01
    upplaga: "2022"
    som_foregaende: [rubrik, typ, plats, kravniva, text, siffror, ursprung]
    vem: regionen
    andring: {typ: [ändrat ansvar], motiv: Prov}
"""


def test_an_inherited_text_is_judged_against_whom_the_new_wording_binds() -> None:
    krav = "krav/provbok/HV-LIST-001.yaml"
    assert [item for item in places(check({krav: base()[krav] + LATER.encode()})) if "K6" in item] == [
        f"K616 {krav}:16:10"
    ]


def test_every_finding_says_what_to_do() -> None:
    assert all(item.hint.endswith(".") and len(item.hint) > 8 for items in findings().values() for item in items)


def test_every_rule_names_its_source_in_its_page_and_stands_in_the_list() -> None:
    listed = (ROOT / "docs" / "sprakregler.md").read_text(encoding="utf-8")
    assert [code for code in RULES if f"felkoder.md#{code.lower()})" not in listed] == []
    assert [code for code in RULES[6:] if "Källa: " not in read_page(code)] == []


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("en sjukresefunktion", "sjukresefunktion"),
        ("regionens sjukreseservice", "sjukreseservice"),
        ("ett ordinarie boende", "ordinarie boende"),
        ("leverantören", "leverantören"),
        ("Utförarens journal", "Utförarens"),
        ("en årsberättelse", "årsberättelse"),
        ("en Säbo-plats och säbo", "Säbo säbo"),
        ("ett Sistahandansvar", "Sistahandansvar"),
        ("Hälsoval Region Jämtland", "Hälsoval Region Jämtland"),
        ("barn- och ungdomstandvård", "barn- och ungdomstandvård"),
        ("Hälsoval Region Jämtland Härjedalen", ""),
        ("Reseservice, ordinärt boende, vårdgivare, leverantörsträff, SÄBO-plats och sistahandsansvar", ""),
    ],
)
def test_the_terms_that_drift_in_the_sources_are_refused_by_the_content(words: str, form: str) -> None:
    case = make_case(0, "begrepp", {"text": f"Vårdgivaren ska ha {words}."})
    register = load_register((*read_folder(ROOT, "krav")[0], File(case.path, case.data)))[0]
    found = [item for item in check_sprak(register) if item.position.path == case.path]
    assert [item.code for item in found] == ["K606"] * (2 if " säbo" in words else bool(form))
    lines = case.data.decode().split("\n")
    told = " ".join(lines[at.line - 1][at.column - 1 :][: at.length] for at in sorted(item.position for item in found))
    assert told == form
