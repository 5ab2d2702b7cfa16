"""How from when and until when are said, whichever way the day is known."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.model.tid import Tid, parse_tid
from kravbok.view.tidsord import name_lydelse, say_since, say_until, since_value


@pytest.mark.parametrize(
    ("skriven", "rubrik", "foreslagen"),
    [
        ("2021-01-01", "Lydelsen från 1 januari 2021", "Lydelsen från 1 januari 2021"),
        ("2021-01", "Lydelsen från januari 2021", "Lydelsen från januari 2021"),
        ("2021", "Lydelsen från 2021", "Lydelsen från 2021"),
        ("okänt", "Lydelsen från en okänd dag", "Lydelsen från en okänd dag"),
        (
            {"senast": "2021-01-01"},
            "Lydelsen som gäller sedan 1 januari 2021 eller tidigare",
            "Lydelsen tänkt att gälla senast från 1 januari 2021",
        ),
        (
            {"tidigast": "2021-01-01"},
            "Lydelsen som gäller tidigast från 1 januari 2021",
            "Lydelsen tänkt att gälla tidigast från 1 januari 2021",
        ),
    ],
)
def test_the_heading_of_a_wording(skriven: object, rubrik: str, foreslagen: str) -> None:
    fran = parse_tid(skriven)
    assert name_lydelse(fran).replace("\u00a0", " ") == rubrik
    assert name_lydelse(fran, foreslagen=True).replace("\u00a0", " ") == foreslagen


@pytest.mark.parametrize(
    ("skriven", "varde", "foreslagen"),
    [
        ("2021-01-01", "1 januari 2021", "1 januari 2021"),
        ("2021", "2021", "2021"),
        ("okänt", "okänt", "okänt"),
        ({"senast": "2021-01-01"}, "1 januari 2021 eller tidigare", "senast 1 januari 2021"),
        ({"tidigast": "2021-01-01"}, "tidigast 1 januari 2021", "tidigast 1 januari 2021"),
    ],
)
def test_the_value_beside_a_term(skriven: object, varde: str, foreslagen: str) -> None:
    fran = parse_tid(skriven)
    assert since_value(fran).replace("\u00a0", " ") == varde
    assert since_value(fran, foreslagen=True).replace("\u00a0", " ") == foreslagen


@pytest.mark.parametrize(
    ("skriven", "till"),
    [
        ("2021-12-31", "till och med 31 december 2021"),
        ("2021", "till och med 2021"),
        ("okänt", "till en okänd dag"),
        ({"senast": "2021-12-31"}, "som längst till och med 31 december 2021"),
        ({"tidigast": "2021-12-31"}, "åtminstone till och med 31 december 2021"),
    ],
)
def test_until_when(skriven: object, till: str) -> None:
    assert say_until(parse_tid(skriven)).replace("\u00a0", " ") == till


@given(st.sampled_from(["dag", "månad", "år", "senast", "tidigast"]), st.dates(date(1900, 1, 1)), st.booleans())
def test_a_preposition_never_meets_a_bound(form: str, day: date, foreslagen: bool) -> None:
    tid = Tid(form, day)  # type: ignore[arg-type]
    said = (say_since(tid, foreslagen=foreslagen), say_until(tid), name_lydelse(tid, foreslagen=foreslagen))
    assert not any(re.search(r"(från|med|sedan) (senast|tidigast|okänt)", words) for words in said)
    assert all(str(day.year) in words for words in said)
