"""What a change rests on: decisions, case, declared class and reason; and what no decision carries."""

from __future__ import annotations

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.diff.tackning import (
    approvals_without_effect,
    changes_of_wording,
    changes_without_decision,
    declared_reason,
)
from verktyg.grund import Andring, register_with
from verktyg.skillnader import edition

LISTNING = "provbok/listning/PR-LIST-001.yaml"
BESLUT = "register/beslut/RF-2020-11-24-190.yaml"
BOK = "provbok/bok.yaml"
TREDJE = (
    '    utgang: okänd\n    arende: RS/60/2021\n  - id: "2023"\n    avses_galla_fran: 2023-01-01\n    status: förslag\n'
)
SENARE = """    beslut: RF-2020-11-24-190
  - avses_galla_fran: 2023-01-01
    upplaga: "2023"
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, text]
    siffror:
      frist: 2 veckor
    andring:
      typ: [ändrad frist, skärpt]
      motiv: Två veckor räcker.
    arende: RS/12/2020
"""
DECIDED = (
    (BOK, "    utgang: okänd\n    arende: RS/60/2021\n", TREDJE),
    (
        BOK,
        "avses_galla_fran: 2022-01-01\n    kand_till: okänt\n    status: förslag",
        "galler_fran: 2022-01-01\n    status: ersatt",
    ),
    (LISTNING, "avses_galla_fran", "galler_fran"),
    (LISTNING, "    beslut: okänt\n", SENARE),
)
"""Three editions, the second one decided, with a wording of PR-LIST-001 in each."""


def compare(fore: str, efter: str, *edits: Andring) -> Jamforelse:
    register = register_with(*edits)
    return diff_utgivningar(edition(register, f"provbok@{fore}"), edition(register, f"provbok@{efter}"))


def one(found: Jamforelse, krav_id: str) -> Skillnad:
    return next(item for item in found.krav if item.id == krav_id)


def ground(item: Skillnad) -> tuple[tuple[str, ...], str, tuple[str, ...], str]:
    return item.beslut, item.arende, item.typ, item.motiv


PLATS = "    plats:\n      bok: provbok\n      kapitel: pafoljder\n      ordning: 30\n"
CHANGED = ("RF-2020-11-24-190",), "RS/60/2021", ("ändrad frist",), "Patienterna väntar för länge."


def test_a_change_rests_on_what_its_wording_says() -> None:
    found = compare("2021", "2022")
    assert ground(one(found, "PR-LIST-001")) == (("okänt",), *CHANGED[1:])
    assert one(found, "PR-PAF-003").motiv == "Kedjan av påföljder saknade ett slut."


def test_a_figure_fetched_from_another_requirement_rests_on_what_changed_that_one() -> None:
    found = compare("2021", "2022")
    assert ground(one(found, "PR-LIST-002")) == ground(one(found, "PR-LIST-001"))


def test_over_three_editions_every_wording_between_counts_and_the_last_case() -> None:
    assert ground(one(compare("2021", "2022", *DECIDED), "PR-LIST-001")) == CHANGED
    assert ground(one(compare("2021", "2023", *DECIDED), "PR-LIST-001")) == (
        ("RF-2020-11-24-190",),
        "RS/12/2020",
        ("ändrad frist", "skärpt"),
        "Patienterna väntar för länge.\n\nTvå veckor räcker.",
    )


def test_read_backwards_a_change_rests_on_the_same() -> None:
    there, back = compare("2021", "2023", *DECIDED), compare("2023", "2021", *DECIDED)
    for name in ("PR-LIST-001", "PR-LIST-002"):
        assert ground(one(there, name)) == ground(one(back, name))
    assert one(compare("2022", "2021"), "PR-PAF-003").motiv == "Kedjan av påföljder saknade ett slut."


def test_a_requirement_ends_by_its_own_decision_or_the_edition_s() -> None:
    end = 'upphor:\n  avses_upphora: 2022-01-01\n  upplaga: "2022"\n  motiv: Slut.\n{}lydelser:\n'
    record = "provbok/listning/PR-LIST-003.yaml"
    own = (record, "lydelser:\n", end.format("  beslut: RF-2020-11-24-190\n"))
    item = one(compare("2021", "2022", own), "PR-LIST-003")
    assert ground(item) == (("RF-2020-11-24-190",), "RS/12/2020", (), "Slut.")
    item = one(compare("2021", "2022", (record, "lydelser:\n", end.format(""))), "PR-LIST-003")
    assert ground(item) == (("okänt",), "RS/60/2021", (), "Slut.")


def test_a_shared_requirement_takes_its_book_s_own_decision_and_case() -> None:
    delat = (
        "    i_bok:\n      provbok:\n        kapitel: pafoljder\n        ordning: 30\n"
        "        arende: RS/12/2020\n        beslut: RF-2020-11-24-190\n"
    )
    item = one(compare("2021", "2022", ("provbok/pafoljder/PR-PAF-003.yaml", PLATS, delat)), "PR-PAF-003")
    assert (item.beslut, item.arende) == (("RF-2020-11-24-190",), "RS/12/2020")


def test_a_renumbered_requirement_rests_on_nothing() -> None:
    moved = ("provbok/kapitel/pafoljder.yaml", "ordning: 20", "ordning: 5")
    register = register_with(moved)
    found = diff_utgivningar(edition(register_with(), "provbok@2021"), edition(register, "provbok@2021"))
    assert {ground(item) for item in found.krav} == {((), "", (), "")}


def test_what_no_decision_carries_is_listed() -> None:
    found = compare("2021", "2022")
    assert [item.id for item in changes_without_decision(found)] == ["PR-LIST-001", "PR-PAF-003"]
    gap = "    beslut: okänt\n    saknas:\n      - vad: beslut\n        motivering: Finns inte.\n"
    found = compare("2021", "2022", (LISTNING, "    beslut: okänt\n", gap))
    reasons = [declared_reason(found, item) for item in changes_without_decision(found)]
    assert reasons == ["Finns inte.", ""]
    named = ('upplaga: "2021"\n  krav: [PR-LIST-001]', 'upplaga: "2022"\n  krav: [PR-LIST-001]')
    found = compare("2021", "2022", (LISTNING, "beslut: okänt", "beslut: RF-2020-11-24-190"), (BESLUT, *named))
    assert [item.id for item in changes_without_decision(found)] == ["PR-PAF-003"]


def test_what_nobody_decided_lacks_no_decision() -> None:
    assert changes_of_wording(compare("2022", "2021")) == ()
    now = register_with((LISTNING, "frist: 4 veckor", "frist: 5 veckor"))
    found = diff_utgivningar(edition(register_with(), "provbok@2021"), edition(now, "provbok@2021"))
    assert [item.id for item in found.krav] == ["PR-LIST-001", "PR-LIST-002"]
    assert changes_of_wording(found) == ()
    found = compare("2021", "2022", ("provbok/pafoljder/PR-PAF-003.yaml", PLATS, f"    stallning: åtagande\n{PLATS}"))
    assert [item.id for item in found.krav] == ["PR-LIST-001", "PR-LIST-002", "PR-PAF-003"]
    assert [item.id for item in changes_of_wording(found)] == ["PR-LIST-001"]


def test_an_approval_that_changes_nothing_it_names_is_listed() -> None:
    def listed(*names: str) -> list[str]:
        edit = (BESLUT, 'upplaga: "2021"\n  krav: [PR-LIST-001]', f'upplaga: "2022"\n  krav: [{", ".join(names)}]')
        return [item.id for item in approvals_without_effect(compare("2021", "2022", edit))]

    assert listed("PR-LIST-003") == ["RF-2020-11-24-190"]
    assert listed("PR-LIST-003", "PR-LIST-001") == []
    assert [item.id for item in approvals_without_effect(compare("2021", "2022"))] == []
    again = compare("2021", "2021", (BESLUT, "krav: [PR-LIST-001]", "krav: [PR-LIST-003]"))
    assert approvals_without_effect(again) == ()  # it is not this comparison that shows what it changed
