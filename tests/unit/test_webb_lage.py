"""How an edition is said to stand: never in force when the records do not say so."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, get_args

import pytest

from kravbok.loader import load_register
from kravbok.model.bok import Bok, Upplaga
from kravbok.view.webb.lage import ORD, OVISS, Lagesslag, current_upplaga, lage, name_upplaga, proposals
from kravbok.view.webb.omsida import omsida
from verktyg.grund import edited
from verktyg.webbsidor import site_with

DECIDED = """  - id: "2021"
    galler_fran: 2021-01-01
    kand_till: 2021-12-31
    status: beslutad
    arende: RS/12/2020
    beslut: RF-2020-11-24-190
"""
PROPOSED = """  - id: "2022"
    avses_galla_fran: 2022-01-01
    kand_till: okänt
    status: förslag
    utgang: okänd
    arende: RS/60/2021
"""
NEXT = (
    PROPOSED.replace("avses_galla_fran", "galler_fran")
    .replace("förslag", "beslutad")
    .replace("    utgang: okänd\n", "")
    .replace("    kand_till: okänt\n", "")
)
LATER = NEXT.replace("2022", "2023")
OPEN = DECIDED.replace("    kand_till: 2021-12-31\n", "")


class Fall(NamedTuple):
    """The editions of a book and a day: how each stands then, which holds, and which are ahead."""

    upplagor: str
    per: date | None
    lagen: tuple[Lagesslag, ...]
    galler: str = ""
    framover: tuple[str, ...] = ()


CASES = {
    "känd den dagen": Fall(DECIDED + PROPOSED, date(2021, 12, 31), ("galler", "forslag"), "2021", ("2022",)),
    "känd till dagen före": Fall(DECIDED + PROPOSED, date(2022, 1, 1), ("okand", "forslag"), "2021", ("2022",)),
    "utan dag": Fall(DECIDED + PROPOSED, None, ("okand", "forslag"), "2021", ("2022",)),
    "öppet slut": Fall(OPEN, date(2030, 1, 1), ("galler",), "2021"),
    "dagen före den första": Fall(DECIDED, date(2020, 12, 31), ("kommande",), "", ("2021",)),
    "beslutad men inte börjad": Fall(OPEN + NEXT, date(2021, 6, 1), ("galler", "kommande"), "2021", ("2022",)),
    "den nya har börjat": Fall(OPEN + NEXT, date(2022, 1, 1), ("ersatt", "galler"), "2022"),
    "förslag tar inte över": Fall(OPEN + PROPOSED, date(2023, 1, 1), ("galler", "forslag"), "2021", ("2022",)),
    "förslag emellan": Fall(OPEN + PROPOSED + LATER, date(2023, 1, 1), ("ersatt", "forslag", "galler"), "2023"),
    "upphävd": Fall(OPEN.replace("beslutad", "upphävd"), date(2021, 6, 1), ("ersatt",)),
    "upphävd innan den började": Fall(
        OPEN.replace("beslutad", "upphävd"), date(2020, 6, 1), ("ersatt",), "", ("2021",)
    ),
    "ersatt av okänd": Fall(OPEN.replace("beslutad", "ersatt"), date(2021, 6, 1), ("ersatt",)),
    "ersatt först senare": Fall(
        OPEN.replace("beslutad", "ersatt") + NEXT, date(2021, 6, 1), ("galler", "kommande"), "2021", ("2022",)
    ),
    "den nya är upphävd": Fall(OPEN + NEXT.replace("beslutad", "upphävd"), date(2022, 6, 1), ("ersatt", "ersatt")),
    "okänd början": Fall(OPEN.replace("2021-01-01", "okänt"), date(2021, 6, 1), ("okand",), "2021"),
}


def book(upplagor: str) -> Bok:
    """The book of the project with these editions."""
    register, _ = load_register(edited(("provbok/bok.yaml", DECIDED + PROPOSED, upplagor)))
    return register.bocker["provbok"]


@pytest.mark.parametrize("fall", CASES.values(), ids=CASES)
def test_an_edition_stands_as_the_records_say(fall: Fall) -> None:
    bok = book(fall.upplagor)
    now = current_upplaga(bok, fall.per)
    assert tuple(lage(bok, item, fall.per).slag for item in bok.upplagor) == fall.lagen
    assert (now.id if now is not None else "") == fall.galler
    assert tuple(item.id for item in proposals(bok, fall.per)) == fall.framover


def test_only_a_proposal_says_so_in_its_name() -> None:
    assert [name_upplaga(item) for item in book(DECIDED + PROPOSED).upplagor] == ["2021", "2022 (förslag)"]


def test_the_page_about_the_site_explains_every_word() -> None:
    underlag = site_with()
    explained = " ".join(fact.term for fact in omsida(underlag.webb, underlag.bocker).vy.lagen).lower()
    words = {*ORD.values(), OVISS, *get_args(Upplaga.model_fields["status"].annotation)} - {"beslutad"}
    assert len(words) >= 8
    assert [word for word in sorted(words) if word.lower() not in explained] == []
