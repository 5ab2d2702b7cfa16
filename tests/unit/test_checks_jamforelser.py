"""What records say of each other: likeness is exact, only what stands side by side is compared, unknown is no fault."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.checks.likheter import LIKE, alike
from kravbok.finding import Finding
from verktyg.fall import check

TEXT = (
    "När mottagningen är stängd ska vårdgivaren hänvisa patienten till en annan mottagning och tala om var den ligger."
)
ANDRAD = TEXT.replace("stängd", "fullbokad")
FOTVARD = {
    "krav/fotvard/bok.yaml": """
id: fotvard
titel: Fotvård
dokumenttyp: förfrågningsunderlag
organisation: provregionen
aterger: rekonstruktion ur rapport
upplagor:
  - id: "2021"
    galler_fran: FRAN
    kand_till: 2029-12-31
    status: beslutad
    arende: RS/12/2020
    beslut: RF-2020-11-24-190
""",
    "krav/fotvard/kapitel/vard.yaml": "id: vard\nlydelser:\n  - {rubrik: Vård, ordning: 10}\n",
}


def krav(number: int, text: str, extra: str = "", fran: str = "2021-01-01", **keys: str) -> dict[str, str]:
    """A requirement of provbok by path, with a text and more keys in its only wording."""
    given = {"rubrik": f"Rubrik {'abcdefghi'[number]}", "vem": "vårdgivaren", "kravniva": "ska", "typ": "krav"}
    place = f"plats: {{bok: provbok, kapitel: listning, ordning: {number * 10 + 100}}}"
    names = re.findall(r"^ *(\w+): ", extra.partition("siffror:\n")[2], re.MULTILINE) if "siffror:\n" in extra else []
    source = f", belagger: [{', '.join(names)}], harledning: prov" if names else ""
    lines = [f"id: HV-PROV-{number:03}", "lydelser:", f"  - galler_fran: {fran}", f"    {keys.pop('plats', place)}"]
    lines += [f"    {key}: {value}" for key, value in {**given, **keys}.items()]
    lines += [f"    text: {text}", *([extra.rstrip()] if extra else [])]
    lines += [f"    ursprung: [{{dokument: rapport, rader: 3-4{source}}}]"]
    return {f"krav/provbok/HV-PROV-{number:03}.yaml": "\n".join(lines) + "\n"}


def siffror(**figures: str) -> str:
    return "    siffror:\n" + "".join(f"      {name}: {value}\n" for name, value in figures.items())


def fotvard(fran: str = "2021-01-01") -> dict[str, str]:
    """A second book, whose edition begins on a day."""
    return {path: text.lstrip().replace("FRAN", fran) for path, text in FOTVARD.items()}


IN_FOTVARD = "plats: {bok: fotvard, kapitel: vard, ordning: 10}"


def found(*parts: dict[str, str]) -> list[Finding]:
    """What the comparisons find in the small project with these files laid over it."""
    files: dict[str, bytes | None] = {path: text.encode() for part in parts for path, text in part.items()}
    items = check(files)
    assert all(item.code.startswith(("K63", "K64")) for item in items), items
    return items


def codes(*parts: dict[str, str]) -> list[str]:
    return [item.code for item in found(*parts)]


WORDS = st.lists(st.sampled_from([f"ord{number}" for number in range(9)]), max_size=16)


@given(st.lists(WORDS, max_size=12))
@settings(max_examples=300, deadline=None)
def test_likeness_is_that_of_every_pair_compared(texts: list[list[str]]) -> None:
    sets = [set(zip(words, words[1:], words[2:], strict=False)) for words in texts]
    wanted = {
        (one, other)
        for other, second in enumerate(sets)
        for one, first in enumerate(sets[:other])
        if first and second and len(first & second) * LIKE[1] >= len(first | second) * LIKE[0]
    }
    assert set(alike(texts)) == wanted


def test_thousands_of_texts_that_are_nearly_one_take_no_time_to_speak_of() -> None:
    words = [f"ord{number}" for number in range(40)]
    texts = [[*words[:20], f"eget{number}", *words[20:]] for number in range(5000)]
    start = process_time()
    pairs = list(alike(texts))
    assert len({other for _, other in pairs}) == len(texts) - 1
    assert process_time() - start < 10


def test_the_same_clause_in_two_books_is_to_be_shared() -> None:
    (item,) = found(krav(1, TEXT), krav(2, TEXT, plats=IN_FOTVARD), fotvard())
    assert (item.code, item.position.path, item.position.line) == ("K630", "krav/provbok/HV-PROV-002.yaml", 9)
    assert item.related[0].position.path == "krav/provbok/HV-PROV-001.yaml"
    assert "krav/gemensamt" in item.hint


def test_a_clause_that_is_shared_already_is_the_one_to_keep() -> None:
    shared = krav(3, TEXT, plats="i_bok: {fotvard: {kapitel: vard, ordning: 10}}")
    (item,) = found(krav(1, TEXT), shared, fotvard())
    assert (item.code, item.position.path) == ("K630", "krav/provbok/HV-PROV-001.yaml")
    assert "i_bok i HV-PROV-003" in item.hint


def test_many_copies_are_told_once_each() -> None:
    assert codes(*(krav(number, TEXT) for number in range(1, 6))) == ["K630"] * 4


def test_books_that_do_not_hold_at_the_same_time_are_not_compared() -> None:
    provbok = "krav/provbok/bok.yaml"
    ended = {**krav(1, TEXT + " Så var det.", fran="2021-01-01")}
    later = fotvard("2024-01-01")
    assert codes(ended, krav(2, TEXT + " Så var det.", fran="2024-01-01", plats=IN_FOTVARD), later) == ["K630"]
    upphor = "upphor: {galler_till: 2021-12-31, motiv: Kravet flyttades., ursprung: [{dokument: rapport, rader: 3}]}\n"
    ended = {path: text + upphor for path, text in ended.items()}
    assert provbok not in ended
    assert codes(ended, krav(2, TEXT + " Så var det.", fran="2024-01-01", plats=IN_FOTVARD), later) == []


def test_two_wordings_of_one_requirement_are_never_compared() -> None:
    first = krav(1, TEXT)
    (path,) = first
    more = f"""  - avses_galla_fran: 2022-01-01
    upplaga: "2022"
    som_foregaende: [rubrik, typ, plats, vem, kravniva]
    text: {ANDRAD}
    andring: {{typ: [förtydligande], motiv: Prov.}}
    arende: okänt
    beslut: okänt
    ursprung: [{{dokument: rapport, rader: 3-4}}]
"""
    assert codes({path: first[path] + more}) == []


def test_a_requirement_is_not_compared_with_the_one_it_replaces() -> None:
    assert codes(krav(1, TEXT), krav(2, TEXT, "    ersatter: [HV-PROV-001]\n")) == []


@pytest.mark.parametrize("keys", [{"galler_for": "[privata vårdgivare]"}, {"vem": "båda parter"}])
def test_clauses_that_bind_others_are_two_clauses(keys: dict[str, str]) -> None:
    assert codes(krav(1, TEXT), krav(2, TEXT, **keys)) == []


def test_small_words_make_no_difference_and_short_texts_may_recur() -> None:
    old = "Vårdgivaren ska anlita tolk när patienten inte förstår svenska språket."
    new = "Vårdgivaren ska även anlita en tolk när patienten inte förstår det svenska språket."
    assert codes(krav(1, old), krav(2, new)) == ["K630"]
    short = "Vårdgivaren ska ha en reception."
    assert codes(krav(1, short), krav(2, short)) == []


def test_a_word_of_weight_is_shown() -> None:
    (item,) = found(krav(1, TEXT), krav(2, ANDRAD))
    assert item.code == "K632"
    assert "”stängd” → ”fullbokad”" in item.message


def test_negation_is_a_word_of_weight() -> None:
    assert codes(krav(1, TEXT), krav(2, TEXT.replace("är stängd", "inte är stängd"))) == ["K632"]


FEE = "Regionen ska betala {{ pris }} till vårdgivaren för varje dygn som en patient vistas på ett boende för äldre."
SHORT = FEE.replace("boende för äldre", "korttidsboende för äldre")
REGION = {"vem": "regionen", "typ": "ersättning"}


def test_two_fees_for_two_things_are_two_things() -> None:
    pair = krav(1, FEE, siffror(pris="500 kr/dygn"), **REGION), krav(2, SHORT, siffror(pris="900 kr/dygn"), **REGION)
    assert codes(*pair) == []


def test_two_fees_for_the_same_thing_are_a_contradiction() -> None:
    pair = krav(1, FEE, siffror(pris="500 kr/dygn"), **REGION), krav(2, FEE, siffror(pris="900 kr/dygn"), **REGION)
    (item,) = found(*pair)
    assert item.code == "K636"
    assert "900" in item.message


def test_another_book_may_have_another_fee_but_is_told() -> None:
    other = krav(2, FEE, siffror(pris="900 kr/dygn"), plats=IN_FOTVARD, **REGION)
    (item,) = found(krav(1, FEE, siffror(pris="500 kr/dygn"), **REGION), other, fotvard())
    assert item.code == "K632"
    assert "avvikelse" in item.hint


def test_the_unknown_contradicts_nothing() -> None:
    pair = krav(1, FEE, siffror(pris="500 kr/dygn"), **REGION), krav(2, FEE, siffror(pris="okänt"), **REGION)
    assert codes(*pair) == ["K630"]


LYFT = "Regionen ska lyfta {{ flyttas }} ur budgeten."
FLYTT = "Från hälsovalets budget ska regionen föra {{ flyttas }}."


@pytest.mark.parametrize(
    ("one", "other", "heading", "wanted"),
    [
        ("7,3 mkr", "7,5 mkr", "Flytt av medel", ["K636"]),
        ("7 300 tkr", "7,3 mkr", "Flytt av medel", []),
        ("7,3 mkr", "7,5 %", "Flytt av medel", []),
        ("7,3 mkr", "källan anger inte", "Flytt av medel", []),
        ("2021-01-01", "2022-01-01", "Flytt av medel", ["K636"]),
        ("7,3 mkr", "7,5 mkr", "", []),
    ],
)
def test_a_figure_has_one_value_under_one_heading(one: str, other: str, heading: str, wanted: list[str]) -> None:
    same = {"rubrik": heading} if heading else {}
    first = krav(1, LYFT, siffror(flyttas=one), **REGION, **same)
    assert codes(first, krav(2, FLYTT, siffror(flyttas=other), **REGION, **same)) == wanted


def test_a_ceiling_is_that_of_its_own_requirement() -> None:
    texts = "Regionen får ta ut högst {{ tak }} per år.", "Regionen får sätta vitet till {{ tak }} i vissa fall."
    keys = {"vem": "regionen", "typ": "påföljd", "kravniva": "får", "rubrik": "Vite"}
    pair = [krav(n, text, siffror(tak=f"{n}0 000 kr/år"), **keys) for n, text in enumerate(texts, start=1)]
    assert codes(*pair) == []


def test_a_role_may_have_other_holders_in_other_subjects() -> None:
    kapitel = {"krav/provbok/kapitel/resor.yaml": "id: resor\nlydelser:\n  - {rubrik: Resor, ordning: 20}\n"}
    first = krav(1, "Vårdgivaren ska boka tolken.", "    roller: {beställare: vårdgivaren}\n")
    away = "plats: {bok: provbok, kapitel: resor, ordning: 10}"
    text, roles = "Regionen ska boka resan.", "    roller: {beställare: regionen}\n"
    assert codes(first, krav(2, text, roles, vem="regionen", plats=away), kapitel) == []
    assert codes(first, krav(2, text, roles, vem="regionen")) == ["K640"]


IND = "id: IND-KONT\nnamn: Samma läkare\nbocker: [provbok]\nmal: {niva: minst 65 %}\n"


@pytest.mark.parametrize(("own", "wanted"), [("65 %", []), ("60 %", ["K643"]), ("okänd", []), ("65 besök", [])])
def test_a_target_is_that_of_its_indicator(own: str, wanted: list[str]) -> None:
    rule = "    regel: {slag: målvärde, indikator: IND-KONT, minst: andel}\n"
    text = "Patienten träffar samma läkare vid {{ andel }} av besöken."
    goal = krav(1, text, rule + siffror(andel=own), typ="mål", kravniva="mål")
    assert codes(goal, {"krav/register/indikatorer/IND-KONT.yaml": IND}) == wanted


@pytest.mark.parametrize(("day", "wanted"), [("2021", []), ("2021-01-01", []), ("2021-07-01", ["K638"]), ("okänt", [])])
def test_a_day_that_is_known_less_well_is_no_other_day(day: str, wanted: list[str]) -> None:
    beslut = f"""id: RF-2020-11-24-191
organisation: provregionen
organ: RF
datum: 2020-11-24
paragraf: "191"
beslut: bifall
avser: {{bocker: [provbok], krav: [HV-PROV-001], text: Mottagningen öppnar}}
arende: RS/12/2020
galler_fran: {day}
ursprung: [{{dokument: rapport, rader: 3}}]
"""
    assert codes(krav(1, TEXT), {"krav/register/beslut/RF-2020-11-24-191.yaml": beslut}) == wanted


@pytest.mark.parametrize(
    ("series", "wanted"),
    [
        ("diabetes, artros, gikt och artros", ["K633"]),
        ("diabetes, svår artros, gikt, svår artros", ["K633"]),
        ("diabetes, artros i knä, gikt och artros i höft", []),
        ("måndag, tisdag, onsdag och torsdag", []),
        ("diabetes, ”artros”, gikt och ”artros”", []),
    ],
)
def test_a_part_stands_once_in_a_series(series: str, wanted: list[str]) -> None:
    assert codes(krav(1, f"Vårdgivaren ska ta emot {series}.")) == wanted


NOTED = "    uppfoljning: {kan_foljas_upp: okänt, motivering: Källan säger inget.}\n"


def test_a_requirement_without_follow_up_is_told_where_most_have_one() -> None:
    noted = [krav(number, f"Vårdgivaren ska ha plats {'abcdefgh'[number]}.", NOTED) for number in range(1, 4)]
    assert codes(*noted) == ["K634"]  # the requirement of the small project itself
    assert codes(*noted[:1]) == []  # half of them is not most


def test_a_large_book_without_follow_up_is_told_once() -> None:
    alphabet = "abcdefghijklmnopqrstu"
    many = [f"krav/provbok/HV-MANGA-{number:03}.yaml" for number in range(21)]
    one = next(iter(krav(1, "TEXT").values()))
    files = {
        path: one.replace("HV-PROV-001", path[13:-5]).replace("TEXT", f"Vårdgivaren ska ha sal {alphabet[number]}.")
        for number, path in enumerate(many)
    }
    files = {path: text.replace("ordning: 110", f"ordning: {200 + n}") for n, (path, text) in enumerate(files.items())}
    (item,) = found(files)
    assert (item.code, item.position.path) == ("K634", "krav/provbok/bok.yaml")
