"""The drafts for a decision: every change is named, nothing undecided is called decided, the unknown is said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.beslutsunderlag import make_beslutsunderlag, write_beslutsunderlag
from kravbok.model.bok import Upplaga
from kravbok.model.krav import Krav
from kravbok.model.register import Beslut
from kravbok.register import Register
from kravbok.settings import Ursprungsmarke
from kravbok.templates import Mallar, packaged_templates
from kravbok.verify.bevis_handling import proof_handling
from kravbok.verify.prove import prove
from kravbok.view.beslutsunderlag.underlag import BESLUTAD, FORESLAGEN, OKANT_BESLUT, beslutslage
from kravbok.view.beslutsunderlag.vy import SLAG
from kravbok.view.handling import HandlingVy, all_delar
from verktyg.grund import register_with
from verktyg.underlagsfall import Underlagsfall, make_drafts, make_underlag, read_fall, words_of

OUTCOMES = get_args(Beslut.model_fields["beslut"].annotation)
APPROVALS = {"bifall", "delvis bifall", "delegationsbeslut"}
NAMING = ("tjansteskrivelse", "samverkan", "brev-till-vardgivare")


@pytest.mark.parametrize("fall", list(read_fall()), ids=lambda fall: fall.namn)
def test_a_case(fall: Underlagsfall) -> None:
    drafts = make_drafts(register_with(*fall.edits))
    assert fall.star
    for kind, name, words in fall.star:
        assert words in words_of(drafts[kind], name)
    for kind, name, words in fall.star_inte:
        assert words not in words_of(drafts[kind], name)


def test_there_are_four_drafts_and_all_are_marked() -> None:
    drafts = make_drafts(register_with())
    assert list(drafts) == list(SLAG)
    for vy in drafts.values():
        assert vy.sidhuvud.startswith("UTKAST · ")
        assert "UTKAST" in vy.status
        assert vy.notiser[0].rubrik == "Utkast"
        names = [part.id for part in all_delar(vy)]
        assert len(names) == len(set(names))


def with_decisions(
    status: str, outcomes: dict[str, str | None], upplaga_outcome: str | None, proposals: set[str]
) -> Register:
    """The small project with an edition of that status, and each requirement's last wording decided so."""
    register = register_with()
    base = next(iter(register.beslut.values()))
    beslut = dict(register.beslut)

    def made(name: str, outcome: str | None) -> str:
        if outcome is None:
            return "okänt"
        beslut[name] = base.model_copy(update={"id": name, "beslut": outcome})
        return name

    def edition(item: Upplaga) -> Upplaga:
        proposal = status in ("utkast", "förslag", "inte antagen")
        days = {"galler_fran": None if proposal else item.fran, "avses_galla_fran": item.fran if proposal else None}
        more = {"status": status, "utgang": None, "beslut": made("RF-UPPLAGA", upplaga_outcome), **days}
        return item.model_copy(update=more) if item.id == "2022" else item

    def wording(krav: Krav) -> Krav:
        last = krav.lydelser[-1]
        if last.upplaga != "2022" and krav.id not in outcomes:
            return krav
        proposal = krav.id in proposals
        days = {"galler_fran": None if proposal else last.fran, "avses_galla_fran": last.fran if proposal else None}
        more: dict[str, Any] = {"beslut": made(f"RF-{krav.id}", outcomes.get(krav.id)), "upplaga": "2022", **days}
        new = last.model_copy(update=more)
        lydelser = (*krav.lydelser[:-1], new) if last.upplaga == "2022" else krav.lydelser
        return krav.model_copy(update={"lydelser": lydelser})

    bok = register.bocker["provbok"]
    whole = bok.model_copy(update={"upplagor": tuple(map(edition, bok.upplagor))})
    krav = {name: wording(item) for name, item in register.krav.items()}
    return replace(register, bocker={"provbok": whole}, krav=krav, beslut=beslut)


CHANGED = ("PR-LIST-001", "PR-PAF-003")
outcome = st.none() | st.sampled_from(OUTCOMES)


def test_records_that_are_not_saved_are_told_of_on_every_page() -> None:
    underlag = make_underlag(register_with())
    for vy in make_beslutsunderlag(underlag.jamforelse, underlag.andringar, Ursprungsmarke("", utkast=True)):
        assert vy.sidhuvud.startswith("Utkast, ej sparad ändring · ")
        assert [notis.rubrik for notis in vy.notiser[:2]] == ["Utkast, ej sparad ändring", "Utkast"]


@given(
    st.sampled_from(get_args(Upplaga.model_fields["status"].annotation)),
    st.fixed_dictionaries(dict.fromkeys(CHANGED, outcome)),
    outcome,
    st.sets(st.sampled_from(CHANGED)),
)
def test_nothing_undecided_is_called_decided(
    status: str, outcomes: dict[str, str | None], own: str | None, proposals: set[str]
) -> None:
    underlag = make_underlag(with_decisions(status, outcomes, own, proposals))
    for item in underlag.lagen:
        said = outcomes.get(item.vy.id, own)
        if item.beslut == BESLUTAD:
            assert said in APPROVALS or own in APPROVALS
            assert item.vy.id not in proposals
        if item.vy.id in proposals:
            assert item.beslut == FORESLAGEN
    assert underlag.lagen


@given(
    st.sampled_from(get_args(Upplaga.model_fields["status"].annotation)),
    st.fixed_dictionaries(dict.fromkeys(CHANGED, outcome)),
    outcome,
    st.sets(st.sampled_from(CHANGED)),
)
def test_every_change_is_named_with_how_far_it_is_decided(
    status: str, outcomes: dict[str, str | None], own: str | None, proposals: set[str]
) -> None:
    register = with_decisions(status, outcomes, own, proposals)
    underlag, drafts = make_underlag(register), make_drafts(register)
    for kind in NAMING:
        words = words_of(drafts[kind])
        for item in underlag.lagen:
            assert f"({item.vy.id})" in words
    mixed = len({item.beslut for item in underlag.lagen}) > 1
    columns = [part.tabell.kolumner for part in all_delar(drafts["tjansteskrivelse"]) if part.id.startswith("andring-")
               and part.tabell is not None]  # fmt: skip
    assert all(("Läge" in names) is mixed for names in columns)


@pytest.mark.parametrize("word", ["beslutas", "antas enligt"])
def test_what_is_decided_already_is_not_proposed_again(word: str) -> None:
    register = with_decisions("beslutad", dict.fromkeys(CHANGED, "bifall"), "bifall", set())
    drafts = make_drafts(register)
    assert word not in words_of(drafts["tjansteskrivelse"], "forslag")
    assert "Upplagan gäller från" in words_of(drafts["brev-till-vardgivare"], "korthet")


def test_a_rejected_decision_carries_no_change() -> None:
    underlag = make_underlag(with_decisions("beslutad", {"PR-LIST-001": "avslag", "PR-PAF-003": "bifall"}, None, set()))
    found = {item.vy.id: item.beslut for item in underlag.lagen}
    assert found["PR-LIST-001"] != BESLUTAD
    assert found["PR-PAF-003"] == BESLUTAD


@pytest.mark.parametrize("against", ["avslag", "återremiss", "bordlagt"])
def test_two_decisions_that_disagree_carry_no_change(against: str) -> None:
    outcomes: dict[str, str | None] = {"PR-LIST-001": "bifall", "PR-PAF-003": against}
    jamforelse = make_underlag(with_decisions("beslutad", outcomes, None, set())).jamforelse
    item = next(item for item in jamforelse.krav if item.id == "PR-LIST-001")
    assert beslutslage(jamforelse, item) == BESLUTAD
    assert beslutslage(jamforelse, replace(item, beslut=(*item.beslut, "RF-PR-PAF-003"))) == OKANT_BESLUT


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, HandlingVy], Path]:
    drafts, folder = make_drafts(register_with()), tmp_path_factory.mktemp("underlag")
    mallar = Mallar(packaged_templates())
    formats = ("docx", "md", "html", "pdf")
    assert write_beslutsunderlag([*drafts.values()], mallar, folder / "prov", datum=None, formats=formats) == []
    return drafts, folder


@pytest.mark.parametrize("slag", SLAG)
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_every_file_is_proven_word_for_word(written: tuple[dict[str, HandlingVy], Path], slag: str, form: str) -> None:
    drafts, folder = written
    path = folder / f"prov-{slag}.{form}"
    proof = proof_handling(drafts[slag])
    assert [*prove(path, form, proof)] == []
    first = proof[1]
    wrong = (*proof[:1], replace(first, block=(*first.block, "ord som inte finns")), *proof[2:])
    assert [*prove(path, form, wrong)]


@pytest.mark.parametrize("slag", SLAG)
def test_the_word_file_is_one_to_write_on_in(written: tuple[dict[str, HandlingVy], Path], slag: str) -> None:
    import docx

    drafts, folder = written
    document = docx.Document(str(folder / f"prov-{slag}.docx"))
    headings = [
        item.text
        for item in document.paragraphs
        if item.style is not None and (item.style.name or "").startswith("Heading")
    ]
    assert [part.rubrik for part in drafts[slag].delar] == [name for name in headings if name in
            {part.rubrik for part in drafts[slag].delar}]  # fmt: skip
    xml = document.element.xml
    assert all("w:tblHeader" in table._tbl.xml for table in document.tables)
    assert "w:numPr" in xml
    assert 'w:val="sv-SE"' in document.styles.element.xml


def test_the_markdown_is_plain(written: tuple[dict[str, HandlingVy], Path]) -> None:
    text = (written[1] / "prov-tjansteskrivelse.md").read_text(encoding="utf-8")
    assert "\n# Tjänsteskrivelse\n" in text
    assert re.search(
        r"^1\. +Förfrågningsunderlag för Provbok, upplaga 2022, antas enligt förslaget\.$", text, re.MULTILINE
    )
    assert "## Innehåll" not in text
