import subprocess
import sys
from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.swedish import (
    closest,
    fold,
    format_date,
    format_list,
    format_month,
    format_number,
    format_series,
    misspelt,
    plural,
    sort_key,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1\u00a0000"),
        ("1234567.5", "1\u00a0234\u00a0567,5"),
        ("7.50", "7,50"),
        ("-7.5", "\u22127,5"),
        ("-0", "0"),
        ("1E+6", "1\u00a0000\u00a0000"),
        ("1E-7", "0,0000001"),
    ],
)
def test_format_number(number: str, text: str) -> None:
    assert format_number(Decimal(number)) == text


def test_format_number_ignores_the_surrounding_precision() -> None:
    with localcontext(prec=3):
        assert format_number(Decimal("-123456.789")) == "\u2212123\u00a0456,789"


def test_format_number_has_no_limit_on_digits() -> None:
    assert len(format_number(Decimal("1" * 9000))) == 9000 + 2999


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_format_number_refuses_what_is_no_number(number: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(Decimal(number))


def test_dates() -> None:
    assert format_date(date(2022, 1, 1)) == "1\u00a0januari 2022"
    assert format_date(date(2022, 12, 31)) == "31\u00a0december 2022"
    assert format_month(date(2021, 5, 1)) == "maj\u00a02021"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_format_list(words: list[str], text: str) -> None:
    assert format_list(words) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([], ""),
        (["Vårdgivaren ska ingå i det.", "ärende", "Slut."], "Vårdgivaren ska ingå i det; ärende; Slut."),
        (["läkare m.m.", "fast."], "läkare m.m.; fast."),
    ],
)
def test_values_after_one_another_are_punctuated_once(values: list[str], text: str) -> None:
    assert format_series(values) == text


def test_format_list_takes_another_conjunction() -> None:
    assert format_list(["ska", "bör", "får"], "eller") == "ska, bör eller får"


def test_plural() -> None:
    assert plural(0, "varning", "varningar") == "0 varningar"
    assert plural(1, "varning", "varningar") == "1 varning"
    assert plural(3, "fel", "fel") == "3 fel"
    assert plural(1200, "krav", "krav") == "1\u00a0200 krav"


@pytest.mark.parametrize(
    "ordered",
    [
        ["zon", "år", "ägg", "öga"],
        ["HV-9", "HV-10", "HV-011", "HV-100"],
        ["ide", "idé", "idel"],
        ["mus", "mysa", "müsli", "myt"],
        ["vara", "Vara", "vard", "Vård"],
        ["val", "wal", "xal"],
        ["smør", "smörja"],
        ["2021", "april"],
        ["a b", "a1", "aa"],
    ],
)
def test_sort_key_orders_as_swedish(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_sort_key_reads_composed_and_decomposed_letters_alike() -> None:
    assert sort_key("a\u030ar")[0] == sort_key("år")[0]
    assert sort_key("zebra") < sort_key("a\u030ar")


def test_sort_key_bears_thousands_of_digits() -> None:
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)


@given(st.text(max_size=20), st.text(max_size=20))
def test_sort_key_is_a_total_order(first: str, second: str) -> None:
    assert (sort_key(first) == sort_key(second)) == (first == second)
    assert (sort_key(first) < sort_key(second)) or (sort_key(first) >= sort_key(second))


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Område", "omrade"), ("Å ä Ö", "a a o"), ("Idé – é", "ide - e"), ("smørbrød", "smorbrod"), ("日本", "")],
)
def test_fold(text: str, plain: str) -> None:
    assert fold(text) == plain


@given(st.text(max_size=40))
def test_fold_gives_ascii_and_stays(text: str) -> None:
    plain = fold(text)
    assert plain.isascii()
    assert plain == plain.lower()
    assert fold(plain) == plain


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("rubrk", "rubrik"),
        ("område", "omrade"),
        ("Kravnivå", "kravniva"),
        ("xyz", None),
        ("", None),
        ("a" * 9999, None),
    ],
)
def test_closest(word: str, found: str | None) -> None:
    assert closest(word, ["kravniva", "omrade", "rubrik", "text"]) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("rubrk", "rubrik"),
        ("rubriik", "rubrik"),
        ("rubrlk", "rubrik"),
        ("rurbik", "rubrik"),
        ("Kravnivå", "kravniva"),
        ("gäller från", "galler_fran"),
        ("galler-fran", "galler_fran"),
        ("rbrk", None),  # two letters
        ("tex", None),  # too short to tell
        ("SKA", "ska"),
        ("sats3", None),  # a figure is no slip
        ("sats1", "sats1"),
        ("listninga", None),  # could be two
        ("", None),
        ("x" * 100, None),
    ],
)
def test_misspelt_is_one_slip_from_one_word(word: str, found: str | None) -> None:
    known = ["ska", "kravniva", "rubrik", "text", "galler_fran", "sats1", "sats2", "listning", "listningar"]
    assert misspelt(word, known) == found


def test_closest_does_not_depend_on_the_order_of_the_candidates() -> None:
    assert closest("ab", ["abc", "abd"]) == closest("ab", ["abd", "abc"])


def test_swedish_starts_without_heavy_modules() -> None:
    code = "import sys, kravbok.swedish; print('difflib' in sys.modules, 'pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
