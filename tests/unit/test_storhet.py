import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import mul
from pathlib import Path

import pytest

from kravbok.model import enheter, rakning, storhet, tolkning
from kravbok.model.enheter import ENHETER
from kravbok.model.storhet import (
    KODER,
    Okand,
    Storhet,
    StorhetFel,
    change,
    format_tabell,
    format_text,
    parse_storhet,
    round_storhet,
)


def figure(text: str) -> Storhet:
    value = parse_storhet(text)
    assert isinstance(value, Storhet)
    return value


def spaced(text: str) -> str:
    """Show non-breaking spaces as _."""
    return text.replace("\u00a0", "_")


# As written, table form, running text; _ is a non-breaking space.
PRINTED = [
    ("1 000 kr/person/vecka", "1_000_kr/person/vecka", "1_000_kronor per person och vecka"),
    ("650 kr/behandling", "650_kr/behandling", "650_kronor per behandling"),
    ("1 kr", "1_kr", "1_krona"),
    ("14 %", "14_%", "14_procent"),
    ("14%", "14_%", "14_procent"),
    ("2 %/år", "2_%/år", "2_procent per år"),
    ("6 veckor", "6_veckor", "6_veckor"),
    ("1 vecka", "1_vecka", "1_vecka"),
    ("1 dygn", "1_dygn", "1_dygn"),
    ("40 timmar/vecka", "40_timmar/vecka", "40_timmar per vecka"),
    ("24 timmar/dygn", "24_timmar/dygn", "24_timmar per dygn"),
    ("minst 1 gång/år", "minst_1_gång/år", "minst en_gång per år"),
    ("1 gång", "1_gång", "en_gång"),
    ("12 gånger", "12_gånger", "tolv_gånger"),
    ("13 gånger", "13_gånger", "13_gånger"),
    ("1,5 gånger", "1,5_gånger", "1,5_gånger"),
    ("2–4 gånger/år", "2–4_gånger/år", "2–4_gånger per år"),
    ("högst 4 behandlingar/patient/år", "högst_4_behandlingar/patient/år", "högst 4_behandlingar per patient och år"),
    ("4 behandlingar/patient/vecka/år", "4_behandlingar/patient/vecka/år", "4_behandlingar per patient, vecka och år"),
    ("mer än 12 månader", "mer_än_12_månader", "mer än 12_månader"),
    ("7,5 mkr", "7,5_mkr", "7,5_miljoner kronor"),
    ("1 mkr/år", "1_mkr/år", "1_miljon kronor per år"),
    ("-7,5 mkr", "−7,5_mkr", "−7,5_miljoner kronor"),
    ("300 tkr", "300_tkr", "300_000_kronor"),
    ("2 mdkr", "2_mdkr", "2_miljarder kronor"),
    ("12,50 kr", "12,50_kr", "12,50_kronor"),
    ("0–12,50 kr", "0–12,50_kr", "0–12,50_kronor"),
    ("9 procentenheter", "9_procentenheter", "9_procentenheter"),
    ("1 600 platser", "1_600_platser", "1_600_platser"),
    ("1600 platser", "1_600_platser", "1_600_platser"),
    ("1 person", "1_person", "1_person"),
    ("2 personer", "2_personer", "2_personer"),
    ("5 ledamöter", "5_ledamöter", "5_ledamöter"),
    ("0–100 000 kr", "0–100_000_kr", "0–100_000_kronor"),
    ("0-100 000 kr", "0–100_000_kr", "0–100_000_kronor"),
    ("0 - 1 timmar", "0–1_timme", "0–1_timme"),
    ("−5–−3 %", "−5–−3_%", "−5–−3_procent"),
    ("1 043–1 588 kr/listad", "1_043–1_588_kr/listad", "1_043–1_588_kronor per listad"),
    ("12", "12", "12"),
    ("12/år", "12/år", "12 per år"),
    ("6 person·timmar", "6_person·timmar", "6_person·timmar"),
    ("2022-12-31", "2022-12-31", "31_december 2022"),
    ("okänt", "okänt", "okänt"),
    (" källan anger inte ", "källan anger inte", "källan anger inte"),
]


@pytest.mark.parametrize(("written", "table", "text"), PRINTED)
def test_prints_in_two_forms(written: str, table: str, text: str) -> None:
    value = parse_storhet(written)
    assert spaced(format_tabell(value)) == table
    assert spaced(format_text(value)) == text
    assert parse_storhet(format_tabell(value)) == value


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2009"])
def test_takes_any_blank_between_thousands(blank: str) -> None:
    assert parse_storhet(f"1{blank}000{blank}kr") == parse_storhet("1000 kr")


def test_days_and_unknowns_are_other_values() -> None:
    assert parse_storhet("2022-12-31") == date(2022, 12, 31)
    assert parse_storhet("okänd") == Okand("okänd")


# Text, code, the faulty piece, a word of the remedy.
REFUSED = [
    ("", "storhet-saknar-siffra", "", "siffror"),
    ("tusen kr/vecka", "storhet-saknar-siffra", "tusen kr/vecka", "1 000 kr/vecka"),
    ("kr", "storhet-saknar-siffra", "kr", "siffror"),
    ("minst en gång/år", "storhet-saknar-siffra", "en gång/år", "siffror"),
    ("10 00 kr", "storhet-tusental", "10 00", "10 000"),
    ("1000 000 kr", "storhet-tusental", "1000 000", "10 000"),
    ("1'000 kr", "storhet-tusental", "1'", "mellanslag"),
    ("7.5 mkr", "storhet-decimaltecken", "7.", "7,5"),
    ("1,2,3 kr", "storhet-decimaltecken", "1,2,", "komma"),
    ("7, 5 mkr", "storhet-decimaltecken", "7,", "komma"),
    ("10,000 kr", "storhet-decimaltecken", "10,000", "10 000"),
    ("007 kr", "storhet-inledande-nolla", "007", "nolla"),
    ("100 000–0 kr", "storhet-intervall", "100 000–0", "lägre"),
    ("5–5 kr", "storhet-intervall", "5–5", "lägre"),
    ("minst 2–4 gånger", "storhet-intervall", "2–4", "antingen"),
    ("5 krr", "storhet-okand-enhet", "krr", "kr"),
    ("5 kr/veka", "storhet-okand-enhet", "veka", "vecka"),
    ("40 h/v", "storhet-okand-enhet", "h", "timmar"),
    ("2 ggr/år", "storhet-okand-enhet", "ggr", "gånger"),
    ("5 KR", "storhet-okand-enhet", "KR", "kr"),
    ("5 blåbär", "storhet-okand-enhet", "blåbär", "känd"),
    ("1 000 kr per person och vecka", "storhet-okand-enhet", "kr per person och vecka", "snedstreck"),
    ("5 000 kr/vecka och handling", "storhet-okand-enhet", "vecka och handling", "snedstreck"),
    ("minst 1 per kommun", "storhet-okand-enhet", "per kommun", "snedstreck"),
    ("5 kr/ /år", "storhet-enhet-saknas", " ", "kr/vecka"),
    ("5 kr/", "storhet-enhet-saknas", "", "kr/vecka"),
    ("3 besök/18 månader", "storhet-tal-i-enheten", "18 månader", "Dela"),
    ("5 kr/%", "storhet-procent", " kr/%", "ensam"),
    ("ca 9 mkr", "storhet-ungefarlig", "ca", "ungefar: ja"),
    ("≈ 9 mkr", "storhet-ungefarlig", "≈", "ungefar: ja"),
    ("≥ 55 %", "storhet-jamforelsetecken", "≥", "minst"),
    ("upp till 4 gånger", "storhet-jamforelsetecken", "upp till", "högst"),
    ("+9 mkr", "storhet-jamforelsetecken", "+", "plustecken"),
    ("kl. 12–15", "storhet-klockslag", "kl.", "texten"),
    ("08:30", "storhet-inledande-nolla", "08", "text"),
    ("8:30", "storhet-klockslag", "8:", "texten"),
    ("٣ kr", "storhet-siffertecken", "٣", "0–9"),
    ("5² kr", "storhet-siffertecken", "² kr", "0–9"),
    ("2026-13-41", "storhet-datum", "2026-13-41", "månad"),
    ("0000-01-01", "storhet-datum", "0000-01-01", "år"),
    ("2021-05", "storhet-datum", "2021-05", "2022-12-31"),
    ("1" * 19 + " kr", "storhet-for-lang", "1" * 19, "Kontrollera"),
    ("1" * 65, "storhet-for-lang", "1", "talet"),
    ("1 kr/år/år/år/år/år", "storhet-for-lang", " kr/år/år/år/år/år", "Dela"),
]


@pytest.mark.parametrize(("text", "kod", "piece", "remedy"), REFUSED)
def test_refuses_with_code_place_and_remedy(text: str, kod: str, piece: str, remedy: str) -> None:
    with pytest.raises(StorhetFel) as caught:
        parse_storhet(text)
    fel = caught.value
    assert fel.kod == kod
    assert text[fel.offset : fel.offset + fel.length] == piece
    assert fel.length >= 1
    assert remedy in fel.hint
    assert fel.message


def test_the_list_of_codes_is_what_the_code_uses() -> None:
    sources = [Path(module.__file__ or "").read_text("utf-8") for module in (enheter, rakning, storhet, tolkning)]
    used = re.findall(r'"(storhet-[a-z-]+)"', re.sub(r"KODER = \([^)]*\)", "", "\n".join(sources)))
    assert set(used) == set(KODER)


def test_every_form_names_one_unit() -> None:
    forms = [
        form
        for enhet in dict.fromkeys(ENHETER.values())
        for form in dict.fromkeys((enhet.singular, enhet.plural, enhet.tecken))
        if form and " " not in form
    ]
    assert sorted(forms) == sorted(set(forms))
    assert len(forms) == len(ENHETER)


def test_every_remedy_for_a_foreign_form_is_a_unit() -> None:
    assert set(enheter._ANDRA_FORMER.values()) <= set(ENHETER)
    assert not set(enheter._ANDRA_FORMER) & set(ENHETER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1 mkr", "1 000 tkr"),
        ("1 mkr", "1 000 000 kr"),
        ("1 mdkr", "1 000 mkr"),
        ("1 dygn", "24 timmar"),
        ("1 timme", "60 minuter"),
        ("1 vecka", "7 dagar"),
        ("1 år", "12 månader"),
        ("1 år", "4 kvartal"),
        ("60 kr/år", "5 kr/månad"),
        ("14 %", "0,14"),
        ("7,50 kr", "7,5 kr"),
        ("1 kr/person/år", "1 kr/år/person"),
        ("minst 1 vecka", "minst 7 dagar"),
        ("0–1 mkr", "0–1 000 tkr"),
    ],
)
def test_equal_when_worth_the_same(first: str, second: str) -> None:
    assert figure(first) == figure(second)
    assert hash(figure(first)) == hash(figure(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1 år", "52 veckor"),
        ("1 år", "365 dagar"),
        ("1 dygn", "1 dag"),
        ("1 månad", "4 veckor"),
        ("9 %", "9 procentenheter"),
        ("5 kr", "5 kr/tillfälle"),
        ("0 kr", "0 veckor"),
        ("minst 1 gång", "1 gång"),
        ("minst 1 gång", "mer än 1 gång"),
        ("0–5 kr", "5 kr"),
    ],
)
def test_differ(first: str, second: str) -> None:
    assert figure(first) != figure(second)


def calculate(first: str, sign: str, second: str) -> Storhet:
    left, right = figure(first), figure(second)
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[sign](right)


@pytest.mark.parametrize(
    ("first", "sign", "second", "answer"),
    [
        ("5 000 kr/plats/år", "*", "1 600 platser", "8_000_000_kr/år"),
        ("5 000 personer", "*", "1 %", "50_personer"),
        ("1 %", "*", "5 000 personer", "50_personer"),
        ("14 %", "*", "2", "28_%"),
        ("50 %", "*", "14 %", "7_%"),
        ("14 %", "/", "7 %", "2"),
        ("2 %/år", "*", "3 år", "6_%"),
        ("1 kr", "/", "50 %", "2_kr"),
        ("1", "-", "14 %", "0,86"),
        ("14 %", "+", "1", "114_%"),
        ("40 timmar/vecka", "*", "14 dagar", "80_timmar"),
        ("24 timmar/dygn", "*", "7 dygn", "168_timmar"),
        ("24 timmar/dygn", "*", "2", "48_timmar/dygn"),
        ("650 kr/behandling", "*", "4 behandlingar/person/år", "2_600_kr/person/år"),
        ("1,3 mkr", "/", "650 kr/behandling", "2_000_behandlingar"),
        ("7,5 mkr", "+", "300 tkr", "7,8_mkr"),
        ("300 tkr", "+", "7,5 mkr", "7_800_tkr"),
        ("12,50 kr", "+", "0,5 kr", "13,00_kr"),
        ("7,5 mkr", "+", "0,5 mkr", "8_mkr"),
        ("1 vecka", "-", "7 dagar", "0_veckor"),
        ("50 000 kr", "+", "15 000 kr", "65_000_kr"),
        ("0–50 000 kr/brist", "*", "2 brister", "0–100_000_kr"),
        ("2", "*", "0–5 kr", "0–10_kr"),
        ("0–5 kr", "*", "-1", "−5–0_kr"),
        ("0–5 kr", "+", "1 kr", "1–6_kr"),
        ("0–5 kr", "+", "1–2 kr", "1–7_kr"),
        ("0–5 kr", "-", "1 kr", "−1–4_kr"),
        ("0–5 kr", "*", "0", "0_kr"),
        ("minst 2 gånger/år", "*", "3 år", "minst_6_gånger"),
        ("minst 2 gånger", "*", "-1", "högst_−2_gånger"),
        ("minst 2 gånger", "*", "0", "0_gånger"),
        ("minst 2 gånger", "+", "minst 1 gång", "minst_3_gånger"),
        ("5 gånger", "-", "minst 1 gång", "högst_4_gånger"),
        ("minst 5 gånger", "-", "högst 1 gång", "minst_4_gånger"),
        ("10 kr", "/", "3", "≈_3,33_kr"),
        ("1 kr", "/", "30 000", "≈_0,0000333_kr"),
        ("12 timmar", "*", "2 personer", "24_timme·personer"),
        ("12", "/", "2 år", "6/år"),
    ],
)
def test_calculates(first: str, sign: str, second: str, answer: str) -> None:
    assert spaced(format_tabell(calculate(first, sign, second))) == answer


@pytest.mark.parametrize(
    ("first", "sign", "second", "kod"),
    [
        ("5 kr", "+", "6 veckor", "storhet-olika-enheter"),
        ("5 kr", "-", "5 kr/tillfälle", "storhet-olika-enheter"),
        ("14 %", "+", "9 procentenheter", "storhet-olika-enheter"),
        ("1 år", "+", "1 vecka", "storhet-olika-enheter"),
        ("0–5 kr", "-", "0–5 kr", "storhet-inte-exakt"),
        ("0–5 kr", "*", "0–5", "storhet-inte-exakt"),
        ("5 kr", "/", "1–2", "storhet-inte-exakt"),
        ("minst 5 kr", "+", "högst 1 kr", "storhet-inte-exakt"),
        ("minst 5 kr", "-", "minst 1 kr", "storhet-inte-exakt"),
        ("minst 5 kr", "+", "0–1 kr", "storhet-inte-exakt"),
        ("5 kr", "/", "0 år", "storhet-delat-med-noll"),
    ],
)
def test_refuses_to_calculate_naming_both(first: str, sign: str, second: str, kod: str) -> None:
    with pytest.raises(StorhetFel) as caught:
        calculate(first, sign, second)
    assert caught.value.kod == kod
    assert format_tabell(figure(first)) in caught.value.message
    assert format_tabell(figure(second)) in caught.value.message


def test_percent_and_percentage_points_have_their_own_remedy() -> None:
    with pytest.raises(StorhetFel) as caught:
        calculate("14 %", "+", "9 procentenheter")
    assert "skillnaden" in caught.value.hint


def test_a_share_of_a_sum_that_includes_itself_is_exact() -> None:
    andel, rest = figure("14 %"), figure("860 kr")
    assert format_tabell(andel / (figure("1") - andel) * rest) == "140\u00a0kr"


def test_orders_by_worth() -> None:
    assert figure("999 tkr") < figure("1 mkr") <= figure("1 000 tkr")
    assert figure("2 veckor") > figure("13 dagar") >= figure("13 dagar")
    assert figure("minst 1 gång/år") < figure("minst 2 gånger/år")


@pytest.mark.parametrize(
    ("first", "second", "kod"),
    [
        ("1 kr", "1 kr/tillfälle", "storhet-olika-enheter"),
        ("1 år", "53 veckor", "storhet-olika-enheter"),
        ("0–1 kr", "2 kr", "storhet-inte-exakt"),
        ("minst 1 kr", "2 kr", "storhet-inte-exakt"),
    ],
)
def test_refuses_to_order(first: str, second: str, kod: str) -> None:
    with pytest.raises(StorhetFel) as caught:
        _ = figure(first) < figure(second)
    assert caught.value.kod == kod


@pytest.mark.parametrize(
    ("text", "decimals", "rounded"),
    [
        ("2,5 kr", 0, "3_kr"),
        ("-2,5 kr", 0, "−3_kr"),
        ("2,49 kr", 0, "2_kr"),
        ("1,006 mkr", 2, "1,01_mkr"),
        ("3 kr", 2, "3,00_kr"),
        ("1 250 kr", -2, "1_300_kr"),
        ("0,4–1,6 kr", 0, "0–2_kr"),
    ],
)
def test_rounds_only_when_told(text: str, decimals: int, rounded: str) -> None:
    assert spaced(format_tabell(round_storhet(figure(text), decimals))) == rounded


def test_a_division_that_never_ends_is_marked_until_rounded() -> None:
    third = figure("10 kr") / figure("3")
    assert spaced(format_text(third)) == "ungefär 3,33_kronor"
    assert third * figure("3") == figure("10 kr")
    assert spaced(format_text(round_storhet(third, 2))) == "3,33_kronor"
    with pytest.raises(StorhetFel) as caught:
        _ = third.varde
    assert caught.value.kod == "storhet-inget-varde"


def test_the_value_is_a_decimal_in_the_written_unit() -> None:
    assert figure("7,5 mkr").varde == Decimal("7.5")
    assert figure("minst 3 gånger").without_grans().varde == Decimal(3)
    with pytest.raises(StorhetFel):
        _ = figure("0–5 kr").varde


@pytest.mark.parametrize("text", ["9" * 18, "2 kr·kr"])
def test_numbers_and_units_cannot_grow_without_end(text: str) -> None:
    with pytest.raises(StorhetFel) as caught:
        reduce(mul, [figure(text)] * 40)
    assert caught.value.kod == "storhet-for-stor"


def test_a_range_that_falls_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="rises"):
        Storhet(Fraction(2), Fraction(1))


@pytest.mark.parametrize(
    ("old", "new", "absolut", "procent"),
    [
        ("5 000 kr/plats/år", "10 000 kr/plats/år", "5_000_kr/plats/år", "100_%"),
        ("1 mkr", "900 tkr", "−100_tkr", "−10_%"),
        ("20 %", "14 %", "−6_procentenheter", "−30_%"),
        ("55 %", "56 %", "1_procentenhet", "≈_1,82_%"),
        ("minst 1 gång/år", "minst 2 gånger/år", "1_gång/år", "100_%"),
        ("0 kr", "5 kr", "5_kr", None),
        ("1 vecka", "7 dagar", "0_dagar", "0_%"),
    ],
)
def test_change(old: str, new: str, absolut: str, procent: str | None) -> None:
    seen = change(figure(old), figure(new))
    assert spaced(format_tabell(seen.absolut)) == absolut
    assert (None if seen.procent is None else spaced(format_tabell(seen.procent))) == procent


def test_change_of_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(StorhetFel):
        change(figure("5 kr"), figure("5 kr/år"))
    with pytest.raises(StorhetFel):
        change(figure("minst 1 gång"), figure("högst 1 gång"))
