"""Who is to approve: each condition, what limits it, whose rules count; nothing hangs on the order of files."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.loader import load_register
from kravbok.model.godkannande import FOR_BOCKER, UTAN_AVGRANSNING, Godkannandevillkor
from kravbok.register import Register
from kravbok.review import Lage, Regler, Sida, changed_posts
from kravbok.review.godkannande import make_godkannande
from kravbok.review.villkor import OM_KRAV, describe
from kravbok.sources import File
from kravbok.view.granskningsdelar import GodkannandeVy, name_editions
from kravbok.view.granskningspar import compare_bockerna
from verktyg.grund import base
from verktyg.ordlista import DOCS, values

LIST = "krav/provbok/listning/PR-LIST-001.yaml"
BESKED = "krav/provbok/listning/PR-LIST-002.yaml"
GRUND = "krav/provbok/listning/PR-LIST-003.yaml"
BRIST = "krav/provbok/pafoljder/PR-PAF-001.yaml"
VITE = "krav/provbok/pafoljder/PR-PAF-002.yaml"
BOK = "krav/provbok/bok.yaml"
REGION = "krav/organisationer/provlandet.yaml"

BEGREPP = "krav/register/begrepp/listning.yaml"
BESLUT = "krav/register/beslut/RF-2020-11-24-190.yaml"

Filer = Mapping[str, str]
Andring = tuple[str, str, str]

TREDJE = '  - id: "2023"\n    avses_galla_fran: 2023-01-01\n    status: utkast\n'


def edited(*edits: Andring, files: Filer | None = None) -> dict[str, str]:
    """The small project with words replaced; without words the file goes, with only new ones they come last."""
    whole = dict(files or base())
    for path, old, new in edits:
        if not (old or new):
            del whole[path]
            continue
        assert old in whole[path]
        whole[path] = whole[path].replace(old, new) if old else whole[path] + new
    return whole


def ruled(*rules: str, files: Filer | None = None) -> dict[str, str]:
    """A project with rules of approval, each the role and its condition."""
    rows = (
        f"  - roll: {roll}\n    nar: [{{{villkor}}}]\n" for roll, _, villkor in (rule.partition(": ") for rule in rules)
    )
    return edited((REGION, "", "godkanns_av:\n" + "".join(rows)), files=files)


def load(files: Filer, order: int = 0) -> Register:
    rows = sorted(files.items(), key=lambda row: sha256(f"{order}{row[0]}".encode()).digest() if order else row[0])
    register, findings = load_register(File(path, text.encode()) for path, text in rows)
    assert not findings, findings
    return register


def review(fore: Filer, efter: Filer, bas: Filer | None = None, order: int = 0) -> GodkannandeVy:
    """Who is to approve what comes between two states; the base is as the branch began unless it is given."""
    old, new = load(fore, order), load(efter, order)
    regler = Regler(load(bas or fore, order).organisationer, ())
    lage = Lage("main", "a" * 40, "b" * 40, Sida(old, (), ()), Sida(new, (), ()), (), regler)
    return make_godkannande(lage, compare_bockerna(old, new), changed_posts(old, new))


def asked(villkor: str, *edits: Andring) -> list[str]:
    """What meets a condition when the small project is edited."""
    fore = ruled(f"jurist: {villkor}")
    reasons = (reason for role in review(fore, edited(*edits, files=fore)).roller for reason in role.skal)
    return list(dict.fromkeys(hit.namn for reason in reasons for hit in reason.traffar))


TEXT = (BRIST, "en brist", "varje brist")
SATS = (VITE, "sats: 1 000 kr/vecka", "sats: 1 250 kr/vecka")
FRIST = (LIST, "frist: 3 veckor", "frist: 2 veckor")
NIVA = (BESKED, "kravniva: ska", "kravniva: bör")


@pytest.mark.parametrize(
    ("vad", "edit", "names"),
    [
        ("boken ändras", (BOK, "Boken är", "Den här boken är"), ["Provbok 2021", "Provbok 2022"]),
        ("upplaga tillkommer", (BOK, "", TREDJE), ["Provbok 2023"]),
        ("krav ändras", TEXT, ["PR-PAF-001"]),
        ("krav tillkommer", (LIST, "", ""), []),
        ("krav upphör", (GRUND, "", ""), ["PR-LIST-003"]),
        ("kravnivå skärps", NIVA, []),
        ("kravnivå ändras", NIVA, ["PR-LIST-002"]),
        ("belopp ändras", SATS, ["PR-PAF-002"]),
        ("belopp ändras", FRIST, []),
        ("belopp ändras", (VITE, "", ""), ["PR-PAF-002"]),
        ("vite ändras", (VITE, "dock högst", "men högst"), ["PR-PAF-002"]),
        ("vite ändras", TEXT, []),
        ("frist ändras", FRIST, ["PR-LIST-001", "PR-LIST-002"]),
        ("ansvar ändras", (BRIST, "vem: regionen", "vem: båda parter"), ["PR-PAF-001"]),
        (
            "lagrum ändras",
            (BRIST, "", "    lagrum: [{forfattning: 'lagen (2008:962)', rum: 1 §, angivet_av: källan}]\n"),
            ["PR-PAF-001"],
        ),
        ("styrdokument ändras", (GRUND, "    bygger_pa:\n      styrdokument: provlagen\n", ""), []),
        ("styrdokument ändras", (BRIST, "en brist", 'en brist enligt {{ styrdokument("provlagen") }}'), ["PR-PAF-001"]),
        ("styrdokument ändras", (BRIST, "", "    bygger_pa: {styrdokument: provlagen}\n"), ["PR-PAF-001"]),
        ("jurist behövs", (BRIST, "", "    kraver: {jurist: ja}\n"), ["PR-PAF-001"]),
        ("jurist behövs", TEXT, []),
        ("beslut saknas", TEXT, ["PR-PAF-001"]),
        ("beslut saknas", (BOK, "Boken är", "Den här boken är"), []),
        ("begrepp ändras", (BEGREPP, "term: ", "term: ny "), ["listning"]),
        ("begrepp ändras", TEXT, []),
        ("beslut ändras", (BESLUT, "datum: 2020-11-24", "datum: 2020-11-25"), ["RF-2020-11-24-190"]),
        ("beslut ändras", (BEGREPP, "term: ", "term: ny "), []),
        ("reglerna ändras", TEXT, []),
        ("reglerna ändras", (REGION, "roll: jurist", "roll: ekonom"), ["Region Provlandet"]),
    ],
)
def test_each_condition_sees_its_own(vad: str, edit: Andring, names: list[str]) -> None:
    assert asked(f"vad: {vad}", edit) == names


def test_a_tightened_level_and_a_new_requirement_are_seen() -> None:
    fore = ruled("jurist: vad: kravnivå skärps", "ekonom: vad: krav tillkommer", files=edited(NIVA, (GRUND, "", "")))
    new = {**fore, GRUND: base()[GRUND], BESKED: base()[BESKED]}
    said = {role.roll: [hit.namn for hit in role.skal[0].traffar] for role in review(fore, new).roller}
    assert said == {"jurist": ["PR-LIST-002"], "ekonom": ["PR-LIST-003"]}


def test_every_word_of_the_vocabulary_is_told_of_somewhere() -> None:
    assert {*OM_KRAV, *FOR_BOCKER, *UTAN_AVGRANSNING} == set(values()["Godkannandevillkor.vad"])
    assert OM_KRAV.isdisjoint(FOR_BOCKER | UTAN_AVGRANSNING)


@pytest.mark.parametrize(
    ("limit", "met"),
    [
        ("bocker: [provbok]", True),
        ("bocker: [annan]", False),
        ("kapitel: [listning, pafoljder]", True),
        ("kapitel: [listning]", False),
        ("typ: [påföljd]", True),
        ("typ: [krav, mål]", False),
        ("omrade: [påföljder]", True),
        ("omrade: [listning]", False),
        ("krav: [PR]", True),
        ("krav: [PR-PAF-001]", True),
        ("krav: [PR-PA]", False),
        ("krav: [PR-PAF-002]", False),
        ("ord: [vårdgivare]", True),
        ("ord: [VARJE BRIST]", True),
        ("ord: [en brist]", True),
        ("ord: [givare]", False),
        ("omrade: [påföljder], ord: [patient]", False),
    ],
)
def test_every_limit_must_hold(limit: str, met: bool) -> None:
    assert asked(f"vad: krav ändras, {limit}", TEXT) == (["PR-PAF-001"] if met else [])


# A branch cannot take away its own judge


JURIST = "jurist: vad: krav ändras, typ: [påföljd]"


@pytest.mark.parametrize(
    "edits",
    [
        [TEXT, (BRIST, "typ: påföljd", "typ: upplysning")],
        [TEXT, (REGION, "roll: jurist", "roll: vaktmästare")],
        [TEXT, (REGION, "id: provlandet", "id: annat"), (BOK, "organisation: provlandet", "organisation: annat")],
        [
            TEXT,
            (
                BRIST,
                "omrade: [påföljder]\n    plats:",
                "omrade: [påföljder]\n    stallning: rekommendation\n    plats:",
            ),
        ],
        [(BOK, '  - id: "2021"', '  - id: "2020"')],
    ],
    ids=["ny typ", "nya regler", "ny organisation", "ut ur boken", "upplagan borttagen"],
)
def test_what_a_branch_does_to_escape_does_not_help(edits: list[Andring]) -> None:
    fore = ruled(JURIST)
    (judge,) = (role for role in review(fore, edited(*edits, files=fore)).roller if not role.enligt_grenen)
    assert judge.roll == "jurist"
    assert any(hit.namn == "PR-PAF-001" for reason in judge.skal for hit in reason.traffar)


def test_a_new_book_s_requirements_are_new() -> None:
    fore = {path: text for path, text in ruled("jurist: vad: krav tillkommer").items() if "/provbok/" not in path}
    efter = ruled("jurist: vad: krav tillkommer")
    (role,) = review(fore, efter).roller
    assert [hit.namn for hit in role.skal[0].traffar][:2] == ["PR-LIST-001", "PR-LIST-002"]


def test_the_rules_are_those_that_the_base_has_now() -> None:
    fore = edited()
    found = review(fore, edited(TEXT), bas=ruled(JURIST))
    assert [role.roll for role in found.roller] == ["jurist"]
    assert found.andrade == ()


def test_both_the_old_and_the_new_rules_count_where_the_branch_changes_them() -> None:
    fore = ruled(JURIST)
    efter = ruled("ekonom: vad: krav ändras", files=edited(TEXT))
    found = review(fore, efter)
    assert [(role.roll, role.enligt_grenen) for role in found.roller] == [("jurist", False), ("ekonom", True)]
    assert found.andrade == ("provlandet",)


def test_a_role_is_named_once_in_the_order_of_the_rules() -> None:
    fore = ruled("ekonom: vad: boken ändras", "jurist: vad: krav ändras", "ekonom: vad: belopp ändras")
    roles = review(fore, edited(SATS, files=fore)).roller
    assert [role.roll for role in roles] == ["ekonom", "jurist"]
    assert [reason.villkor for reason in roles[0].skal] == ["boken ändras", "belopp ändras"]


def test_another_organisation_s_rules_are_not_asked() -> None:
    rules = "godkanns_av: [{roll: x, nar: [{vad: krav ändras}, {vad: beslut ändras}]}]"
    other = f"id: annan\nnamn: Annan\norgan: [{{id: AN, namn: Annan}}]\n{rules}\n"
    fore = {**ruled(JURIST), "krav/organisationer/annan.yaml": other}
    edits = (TEXT, (BESLUT, "datum: 2020-11-24", "datum: 2020-11-25"))
    assert [role.roll for role in review(fore, edited(*edits, files=fore)).roller] == ["jurist"]


EDITS = (
    (BEGREPP, "term: ", "term: ny "),
    TEXT,
    SATS,
    FRIST,
    NIVA,
    (GRUND, "", ""),
    (BOK, "", TREDJE),
    (BOK, "Boken är", "Den här boken är"),
)
CONDITIONS = st.builds(
    lambda vad, limit: f"vad: {vad}{limit if vad in OM_KRAV else ''}",
    st.sampled_from(sorted(values()["Godkannandevillkor.vad"])),
    st.sampled_from(["", ", typ: [påföljd]", ", omrade: [listning]", ", krav: [PR-PAF]", ", ord: [vårdgivare, vite]"]),
)


@settings(max_examples=60, deadline=None)
@given(
    rules=st.lists(st.tuples(st.sampled_from(["jurist", "ekonom", "chef"]), CONDITIONS), min_size=1, max_size=4),
    edits=st.sets(st.sampled_from(EDITS)),
    order=st.integers(min_value=1, max_value=10_000),
)
def test_nothing_hangs_on_the_order_of_files_and_every_role_has_a_cause(
    rules: list[tuple[str, str]], edits: set[Andring], order: int
) -> None:
    fore = ruled(*(f"{roll}: {villkor}" for roll, villkor in rules))
    efter = edited(*sorted(edits), files=fore)
    found = review(fore, efter)
    assert found == review(fore, efter, order=order)
    assert all(role.skal and all(reason.traffar for reason in role.skal) for role in found.roller)
    assert {role.roll for role in found.roller} <= {roll for roll, _ in rules}
    assert bool(edits) or not found.roller


def test_the_page_has_every_condition_and_an_example_that_is_read() -> None:
    page = (DOCS / "granska.md").read_text(encoding="utf-8")
    assert [vad for vad in values()["Godkannandevillkor.vad"] if f"`{vad}`" not in page] == []
    example = page.partition("```yaml\ngodkanns_av:")[2].partition("```")[0]
    register = load(edited((REGION, "", f"godkanns_av:{example}")))
    assert len(register.organisationer["provlandet"].godkanns_av) == 4


def test_a_condition_is_said_in_words() -> None:
    villkor = Godkannandevillkor(vad="krav ändras", bocker=("provbok",), omrade=("a", "b"), ord=("personuppgift",))
    said = describe(villkor, load(edited()))
    assert said == "krav ändras i Provbok i ämnet a eller b där ett ord börjar på ”personuppgift”"


def test_editions_are_named_with_each_book_once() -> None:
    assert name_editions([("A", "2021")]) == "A 2021"
    assert name_editions([("A", "2021"), ("B", "2021")]) == "A 2021 och B 2021"
    assert name_editions([("A", "2021"), ("B", "2022"), ("A", "2022")]) == "A 2021 och 2022 samt B 2022"
