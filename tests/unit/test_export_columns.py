"""How wide the columns of a table become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.export.columns import column_shares

LINE = 110


def test_a_long_column_gets_more_than_a_short_one_and_the_table_fills_the_line() -> None:
    shares = column_shares([["4.1", "4.2"], ["Vite när en patient inte tas emot " * 4] * 2, ["okänt", "okänt"]], LINE)
    assert shares[1] > 3 * shares[0]
    assert sum(shares) == pytest.approx(1, abs=0.01)


def test_no_id_is_broken_in_a_table_of_seven_columns() -> None:
    long = ["1 000 kr/person/vecka och tillfälle, dock högst tre gånger om året " * 2] * 5
    shares = column_shares([["4.1"] * 5, ["HV-PAF-003"] * 5, long, long, long, long, long], LINE)
    assert shares[1] * LINE > len("HV-PAF-003") * 1.25


def test_a_table_of_a_few_words_is_not_stretched_over_the_page() -> None:
    assert sum(column_shares([["A", "B"], ["ja", "nej"]], LINE)) < 0.5


def test_an_empty_table_has_widths_too() -> None:
    assert all(share > 0 for share in column_shares([[], [""]], LINE))


@given(st.lists(st.lists(st.text("abc ", max_size=200), max_size=6), min_size=1, max_size=9))
def test_the_columns_never_need_more_than_the_line(texts: list[list[str]]) -> None:
    shares = column_shares(texts, LINE)
    assert all(share > 0 for share in shares)
    assert sum(shares) <= 1.0001
