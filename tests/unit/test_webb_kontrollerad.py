"""Up to which day a page is checked: said in the page, in its fragment and in its data."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from kravbok.export.webb.json import page_schema
from kravbok.view.webb.bocker import BoksidaVy
from kravbok.webbplats.skrivning import page_files
from verktyg.webbsidor import mallar, page_of, site_with


@pytest.mark.parametrize(
    ("per", "sagt"),
    [
        (date(2021, 6, 1), "Uppgifterna är kontrollerade till och med 1 juni 2021."),
        (None, "Vilken dag uppgifterna är kontrollerade till är inte känt."),
    ],
)
def test_the_page_its_fragment_and_its_data_say_the_day(per: date | None, sagt: str) -> None:
    underlag = site_with(per=per)
    page, fragment, data = (text for _, text in page_files(page_of(underlag, "provbok/"), underlag.webb, mallar()))
    assert sagt in page.replace("\u00a0", " ")
    assert sagt in fragment.replace("\u00a0", " ")
    assert json.loads(data)["kontrollerad"] == (per.isoformat() if per is not None else None)
    assert list(Draft202012Validator(page_schema("bok", BoksidaVy)).iter_errors(json.loads(data))) == []
