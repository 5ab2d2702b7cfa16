"""What the feeds tell: the cases in tests/cases/floden, and what never changes about an entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.register import Register
from kravbok.seal.forsegling import make_forsegling, seal_path, to_bytes
from kravbok.view.webb.floden import make_floden
from kravbok.view.webb.handelse import make_id
from kravbok.view.webb.handelser import handelser, i_bok, i_kapitel, om_krav, pa_platsen
from verktyg.floden import Fall, editions, events_with, read_cases, told
from verktyg.grund import Andring, register_with

CASES = list(read_cases())
BOK = """id: annanbok
titel: Annan bok
dokumenttyp: uppdrag
organisation: provlandet
aterger: regionens dokument
upplagor:
  - {id: "2019", galler_fran: 2019-01-01, status: beslutad}
"""
KRAV = """id: AB-LIST-001
lydelser:
  - galler_fran: 2019-01-01
    rubrik: Rubrik
    typ: krav
    omrade: [listning]
    plats: {bok: annanbok, kapitel: listning, ordning: 1}
    vem: regionen
    kravniva: ska
    text: Regionen ska finnas.
"""
KAPITEL = "id: listning\nlydelser:\n  - {rubrik: Listning, ordning: 1}\n"
NY_BOK: tuple[Andring, ...] = (
    ("annanbok/bok.yaml", None, BOK),
    ("annanbok/kapitel/listning.yaml", None, KAPITEL),
    ("annanbok/AB-LIST-001.yaml", None, KRAV),
)


@pytest.mark.parametrize("fall", CASES, ids=lambda fall: fall.namn)
def test_what_is_told(fall: Fall) -> None:
    assert tuple(map(told, pa_platsen(events_with(*fall.edits)))) == fall.expected


def test_a_requirements_feed_begins_with_the_first_edition() -> None:
    found = om_krav(events_with(), "PR-LIST-001")
    assert [item.slag for item in found] == ["ändrat", "i första upplagan"]
    assert "från 4\u00a0veckor till 3\u00a0veckor" in found[0].text


def test_a_chapters_feed_has_its_own_requirements_and_the_editions() -> None:
    found = i_kapitel(events_with(), "provbok", "pafoljder")
    assert [item.krav or item.upplaga for item in found] == ["2022", "PR-PAF-003", "2021"]


def test_a_books_feed_has_nothing_of_another_book() -> None:
    found = events_with(*NY_BOK)
    assert {item.bok for item in i_bok(found, "annanbok")} == {"annanbok"}
    assert {item.bok for item in found} == {"annanbok", "provbok"}


def test_a_reconstruction_is_never_said_to_be_the_regions() -> None:
    by_book = {item.bok: item for item in events_with(*NY_BOK)}
    assert by_book["annanbok"].av == "Region Provlandet"
    assert by_book["provbok"].av == "Rekonstruktion (inte Region Provlandet)"


@pytest.mark.parametrize("fall", [*CASES, Fall("en bok till", NY_BOK, ())], ids=lambda fall: fall.namn)
def test_ids_are_unique_and_stay_when_something_else_changes(fall: Fall) -> None:
    before, after = events_with(), events_with(*fall.edits)
    assert len({item.id for item in after}) == len(after)
    same = {(item.slag, item.foreslagen, item.krav, item.bok, item.upplaga): item.id for item in before}
    for item in after:
        key = (item.slag, item.foreslagen, item.krav, item.bok, item.upplaga)
        assert same.get(key, item.id) == item.id


def test_an_id_stays_when_the_edition_of_a_wording_comes_later() -> None:
    wording = (
        "\n        rader: 5\n  - galler_fran: 2023-01-01\n"
        "    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, ursprung]\n"
        "    text: Vårdgivaren ska ge besked.\n    andring: {typ: [redaktionell], motiv: Enklare.}\n"
    )
    edit: Andring = ("provbok/listning/PR-LIST-002.yaml", "\n        rader: 5\n", wording)
    edition: Andring = (
        "provbok/bok.yaml",
        '\n  - id: "2022"\n',
        '\n  - {id: "2023", galler_fran: 2023-01-01, status: beslutad}\n  - id: "2022"\n',
    )
    before = {item.id for item in events_with(edit) if item.krav == "PR-LIST-002"}
    after = {item.id for item in events_with(edit, edition) if item.krav == "PR-LIST-002"}
    assert len(before) == 2
    assert before == after


def test_an_id_does_not_change_with_what_an_entry_says() -> None:
    edit: Andring = ("provbok/bok.yaml", "\ntitel: Provbok\n", "\ntitel: Ett annat namn\n")
    assert {item.id for item in events_with()} == {item.id for item in events_with(edit)}


def test_ids_are_pinned() -> None:
    assert make_id("provlandet", "upplaga", "provbok", "2021", "beslut") == (
        "urn:uuid:01909767-9166-59f5-98a6-a13ce5133705"
    )


@given(st.lists(st.lists(st.text(), max_size=4).map(tuple), max_size=20, unique=True))
def test_different_names_give_different_ids(names: list[tuple[str, ...]]) -> None:
    ids = [make_id(*item) for item in names]
    assert len(set(ids)) == len(names)
    assert all(UUID(item).version == 5 for item in ids)


def _shuffled(register: Register, order: st.DataObject) -> Register:
    mixed: dict[str, Any] = {
        name: dict(order.draw(st.permutations(list(getattr(register, name).items()))))
        for name in ("krav", "bocker", "organisationer", "dokument", "beslut", "kapitel")
    }
    return replace(register, **mixed)


@given(st.data())
def test_the_order_of_records_does_not_matter(order: st.DataObject) -> None:
    register = register_with(*NY_BOK)
    mixed = _shuffled(register, order)
    utgivningar = order.draw(st.permutations(editions(mixed)))
    expected = make_floden(register, editions(register), handelser(register, editions(register)), "Prov")
    assert make_floden(mixed, utgivningar, handelser(mixed, utgivningar), "Prov") == expected


def test_a_requirement_ends_once_whenever_its_edition_comes() -> None:
    end: Andring = (
        "provbok/listning/PR-LIST-002.yaml",
        "\n        rader: 5\n",
        "\n        rader: 5\nupphor:\n  galler_till: 2021-12-31\n  motiv: Behövs inte.\n",
    )
    edition: Andring = (
        "provbok/bok.yaml",
        "\n    avses_galla_fran: 2022-01-01\n    kand_till: okänt\n    status: förslag\n    utgang: okänd\n",
        "\n    galler_fran: 2022-01-01\n    status: beslutad\n",
    )
    before, after = (
        [item.id for item in om_krav(events_with(*edits), "PR-LIST-002")] for edits in ((end,), (end, edition))
    )
    assert before == after
    assert len(before) == 2


def test_a_seal_is_told_with_its_checksum_on_the_day_of_the_edition() -> None:
    register = register_with()
    utgivning = editions(register)[0]
    seal = make_forsegling(utgivning)
    sealed = replace(register, forseglingar={seal_path("provbok", "2021"): to_bytes(seal)})
    first = next(item for item in handelser(sealed, editions(sealed)) if item.slag == "försegling")
    assert seal.kontrollsumma in first.text
    assert told(first) == "(2020-12-02) försegling 2021 provbok/2021/"
