"""How an edition is said to stand on a day: in force only where that is known."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.finding import Finding
from kravbok.model.bok import Bok, Upplaga
from kravbok.tidpunkt import find_sida
from kravbok.view.webb.lage import current_upplaga, lage
from verktyg.grund import register_with

DAY = date(2022, 6, 15)


def bok_with(*upplagor: dict[str, object]) -> Bok:
    """A book with these editions, decided where nothing else is said."""
    return Bok.model_validate(
        {
            "id": "provbok",
            "titel": "Provbok",
            "dokumenttyp": "förfrågningsunderlag",
            "organisation": "provlandet",
            "aterger": "regionens dokument",
            "upplagor": [{"id": str(2021 + n), "status": "beslutad", **item} for n, item in enumerate(upplagor)],
        }
    )


@pytest.mark.parametrize(
    ("upplagor", "slag"),
    [
        ([{"galler_fran": "2022-06-15"}], ["galler"]),
        ([{"galler_fran": "2022-06-16"}], ["kommande"]),
        ([{"galler_fran": "2022-05"}], ["galler"]),
        ([{"galler_fran": "2022-06"}], ["okand"]),
        ([{"galler_fran": "2022"}], ["okand"]),
        ([{"galler_fran": {"senast": "2021-01-01"}}], ["galler"]),
        ([{"galler_fran": {"senast": "2023-01-01"}}], ["okand"]),
        ([{"galler_fran": {"tidigast": "2021-01-01"}}], ["okand"]),
        ([{"galler_fran": {"tidigast": "2023-01-01"}}], ["kommande"]),
        ([{"galler_fran": "okänt"}], ["okand"]),
        ([{"galler_fran": "2021-01-01", "kand_till": "2022-06-15"}], ["galler"]),
        ([{"galler_fran": "2021-01-01", "kand_till": "2022-06-14"}], ["okand"]),
        ([{"galler_fran": "2021-01-01", "kand_till": "okänt"}], ["okand"]),
        ([{"galler_fran": "2021-01-01", "kand_till": {"tidigast": "2022-01-01"}}], ["okand"]),
        ([{"galler_fran": "2021-01-01", "status": "upphävd"}], ["ersatt"]),
        ([{"galler_fran": "2021-01-01", "status": "ersatt"}], ["ersatt"]),
        ([{"galler_fran": "2021-01-01"}, {"galler_fran": "2022-01-01"}], ["ersatt", "galler"]),
        ([{"galler_fran": "2021-01-01"}, {"galler_fran": "2022-06"}], ["okand", "okand"]),
        ([{"galler_fran": "2021-01-01"}, {"galler_fran": "2022-07"}], ["galler", "kommande"]),
        ([{"galler_fran": "2021-01-01"}, {"galler_fran": "2022-01-01", "status": "upphävd"}], ["ersatt", "ersatt"]),
    ],
)
def test_how_editions_stand(upplagor: list[dict[str, object]], slag: list[str]) -> None:
    bok = bok_with(*upplagor)
    stands = [lage(bok, item, DAY) for item in bok.upplagor]
    assert [item.slag for item in stands] == slag
    assert not any("från okänt" in item.mening or "med okänt" in item.mening for item in stands)


def test_the_edition_in_force_is_the_last_that_surely_began() -> None:
    bok = bok_with({"galler_fran": "2021-01-01"}, {"galler_fran": "2022-06"}, {"galler_fran": "2023"})
    assert current_upplaga(bok, DAY) is bok.upplagor[0]
    assert current_upplaga(bok, date(2022, 6, 30)) is bok.upplagor[1]
    assert current_upplaga(bok, date(2020, 1, 1)) is None


def test_an_edition_that_may_have_begun_is_shown_where_no_other_has() -> None:
    bok = bok_with({"galler_fran": "okänt"})
    assert current_upplaga(bok, DAY) is bok.upplagor[0]


def edited_book(begins: list[str], known: str) -> tuple[str, str, str]:
    """The edit that gives the small project a book with editions of these beginnings."""
    rows = "".join(
        f'  - {{id: "{2000 + n}", galler_fran: {day}, status: beslutad, arende: okänt, beslut: okänt{known}}}\n'
        for n, day in enumerate(begins)
    )
    old = register_with().sources["krav/provbok/bok.yaml"].decode()
    return "provbok/bok.yaml", old, old[: old.index("upplagor:")] + f"upplagor:\n{rows}"


_BEGIN = st.sampled_from(["okänt", "2021-01-01", "2021", "2022-06", "{senast: 2022-01-01}", "{tidigast: 2022-03-01}"])


@given(
    begins=st.lists(_BEGIN, min_size=1, max_size=3),
    known=st.sampled_from(["", ", kand_till: okänt", ", kand_till: 2022-05-31"]),
    day=st.dates(date(2020, 12, 1), date(2023, 2, 1)),
)
def test_the_site_says_in_force_only_when_the_day_has_one_answer(begins: list[str], known: str, day: date) -> None:
    register = register_with(edited_book(begins, known))
    bok = register.bocker["provbok"]
    held: list[Upplaga] = [item for item in bok.upplagor if lage(bok, item, day).slag == "galler"]
    found = find_sida(register, f"provbok@{day.isoformat()}")
    answer = [] if isinstance(found, Finding) else [found.utgivning.upplaga]
    if all(one.fran.latest and other.fran.earliest and one.fran.latest <= other.fran.earliest
           for one, other in pairwise(bok.upplagor)):  # fmt: skip
        assert held == answer
    else:
        assert len(held) <= 1
