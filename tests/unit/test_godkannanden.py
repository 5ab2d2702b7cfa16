"""Conditions of approval: each that nothing can meet is told of, at its place, and no other."""

from __future__ import annotations

import pytest

from verktyg.fall import check, places

FILE = "krav/organisationer/provregionen.yaml"
HEAD = """id: provregionen
namn: Provregionen
organ:
  - {id: RF, namn: Regionfullmäktige}
  - {id: RS, namn: Regionstyrelsen, fran: 2015-01-01}
diarienummer: "{organ}/{nummer}/{år}"
godkanns_av:
  - roll: jurist
    nar:
"""
OTHER = {
    "krav/organisationer/annan.yaml": b"id: annan\nnamn: Annan region\norgan: [{id: AN, namn: Annan}]\n",
    "krav/annanbok/bok.yaml": b"id: annanbok\ntitel: Annan bok\ndokumenttyp: bok\norganisation: annan\n"
    b"aterger: regionens dokument\nupplagor:\n  - {id: '2021', galler_fran: 2021-01-01, status: utkast}\n",
}


def found(condition: str) -> list[str]:
    """What is found about approvals in an organisation with one condition."""
    text = f"{HEAD}      - {{{condition}}}\n"
    return [item for item in places(check({**OTHER, FILE: text.encode()})) if FILE in item]


@pytest.mark.parametrize(
    "condition",
    [
        "vad: boken ändras",
        "vad: upplaga tillkommer, bocker: [provbok]",
        "vad: krav ändras, bocker: [provbok], kapitel: [listning], omrade: [listning], typ: [krav], ord: [ord]",
        "vad: krav tillkommer, krav: [HV]",
        "vad: krav upphör, krav: [HV-LIST]",
        "vad: belopp ändras, krav: [HV-LIST-001]",
        "vad: vite ändras, typ: [krav, påföljd]",
        "vad: reglerna ändras",
    ],
)
def test_a_condition_that_can_be_met_gives_nothing(condition: str) -> None:
    assert found(condition) == []


@pytest.mark.parametrize(
    ("condition", "at"),
    [
        ("vad: krav ändras, bocker: [annanbok]", "annanbok"),
        ("vad: krav ändras, bocker: [provboken]", "provboken"),
        ("vad: krav ändras, kapitel: [listningar]", "listningar"),
        ("vad: krav ändras, omrade: [listning, rymdfart]", "rymdfart"),
        ("vad: krav ändras, krav: [HV-LIS]", "HV-LIS"),
        ("vad: krav ändras, krav: [HV-LIST-002]", "HV-LIST-002"),
        ("vad: vite ändras, typ: [krav]", "[krav]"),
        ("vad: boken ändras, typ: [krav]", "[krav]"),
        ("vad: upplaga tillkommer, ord: [vite]", "[vite]"),
        ("vad: reglerna ändras, bocker: [provbok]", "[provbok]"),
    ],
)
def test_a_condition_that_nothing_can_meet_is_told_of_at_its_place(condition: str, at: str) -> None:
    column = f"      - {{{condition}".index(at) + 1
    assert found(condition) == [f"K871 {FILE}:10:{column}"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("vad: belopp ändrat", "K104"),
        ("kapitel: [listning]", "K102"),
        ("vad: krav ändras, krav: [hv-list]", "K108"),
        ("vad: krav ändras, ord: personuppgift", "K107"),
    ],
)
def test_a_condition_that_is_miswritten_is_told_of(condition: str, code: str) -> None:
    assert [item.partition(" ")[0] for item in found(condition)] == [code]


@pytest.mark.parametrize("group", ["jurister", "@", "@a b", '@a\\"; rm', "@a$(id)"])
def test_a_group_is_a_name_and_nothing_else(group: str) -> None:
    text = HEAD.replace("roll: jurist", f'roll: jurist\n    grupp: "{group}"') + "      - {vad: krav ändras}\n"
    assert places(check({FILE: text.encode()}))
    assert not places(check({FILE: text.replace(group, "@a/b-c.d").encode()}))
