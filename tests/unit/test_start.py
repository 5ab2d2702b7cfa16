"""A new region's repository: what is proposed, what is refused, and that what is made is whole and clean."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kravbok import __version__
from kravbok.cli.ny import ny
from kravbok.finding import Finding
from kravbok.loader import kind_of
from kravbok.model.organisation import compile_diary
from kravbok.reader import read_documents
from kravbok.start.fyllning import fill_record, fill_text
from kravbok.start.projekt import check_folder, make_projekt, write_projekt
from kravbok.start.svar import SMEDJOR, Svar, propose_kort, propose_namn
from kravbok.writing.canonical import canonical
from verktyg.bygge import ROOT, files_in

DATUM = date(2026, 11, 23)
ORGANISATION = ("krav/organisationer/region-exempel.yaml", "namn")
BOK = ("krav/exempelbok/bok.yaml", "titel")
MALL = ROOT / "src" / "kravbok" / "start" / "mall"


def svar(**given: str) -> Svar:
    return Svar(**{"namn": "Region Exempel", "kort": "region-exempel", **given}, datum=DATUM)


def made(**given: str) -> dict[str, bytes]:
    files, findings = make_projekt(svar(**given))
    assert findings == []
    return files


def places(findings: list[Finding]) -> list[str]:
    return [f"{item.code} {item.position.path}" for item in findings]


def test_a_repository_has_a_place_for_everything() -> None:
    files = made()
    assert {
        ".editorconfig", ".gitattributes", ".gitignore", ".vscode/kravbok/krav.json", ".vscode/settings.json",
        "CHANGELOG.md", "README.md", "krav/exempelbok/bok.yaml", "krav/kravbok.yaml",
        "krav/organisationer/region-exempel.yaml", "krav/register/arenden/RS-1-2026.yaml",
        "krav/register/beslut/RS-2026-okand-paragraf.yaml", "mallar/README.md", "verktyg/kravbok.txt",
        "verktyg/lasta.txt",
    } <= files.keys()  # fmt: skip
    assert not [path for path in files if len(path) > 100 or not path.isascii()]


def test_the_records_are_in_canonical_form_and_no_gap_is_left() -> None:
    files = made(namn='Region: "Norr" & O\'Hara', bok="Bok 1: vård")
    records = {path: data for path, data in files.items() if kind_of(path)}
    assert b'  - id: "2027"\n    avses_galla_fran: 2027-01-01\n' in records["krav/exempelbok/bok.yaml"]
    assert len(records) == 14
    assert {path: canonical(path, data) for path, data in records.items()} == records
    mine = {path: data for path, data in files.items() if not path.startswith((".vscode/kravbok/", "verktyg/"))}
    assert [path for path, data in mine.items() if "‹".encode() in data] == []


def test_the_same_answers_give_the_same_bytes() -> None:
    assert list(made().items()) == list(made().items())


def test_the_tools_are_this_version_and_the_locked_ones() -> None:
    files = made()
    assert files["verktyg/kravbok.txt"] == f"kravbok=={__version__}\n".encode()
    assert files["verktyg/lasta.txt"] == (ROOT / "requirements.txt").read_bytes()


def flode(smedja: str) -> dict[str, bytes]:
    """The files of a forge's workflows, without what Python may have compiled there."""
    return {path: data for path, data in files_in(MALL / "flode" / smedja).items() if "__pycache__" not in path}


def test_every_forge_has_workflows_that_are_copied_as_they_are() -> None:
    shared = made(smedja="github").keys() - flode("github").keys()
    for smedja in SMEDJOR:
        files, own = made(smedja=smedja), flode(smedja)
        assert own, smedja
        assert {path: files.get(path) for path in own} == own
        assert files.keys() == shared | own.keys()
        assert not shared & own.keys()


def test_the_command_offers_the_forges_that_there_are() -> None:
    (choice,) = (part.type for part in ny.params if part.name == "smedja")
    assert isinstance(choice, click.Choice)
    assert tuple(choice.choices) == SMEDJOR
    assert {path.name for path in (MALL / "flode").iterdir()} == set(SMEDJOR)


@pytest.mark.parametrize(
    ("mapp", "namn", "kort"),
    [
        ("region-exempel", "Region Exempel", "region-exempel"),
        ("Region Örebro län", "Region Örebro Län", "region-orebro-lan"),
        ("västra_götaland", "Västra Götaland", "vastra-gotaland"),
    ],
)
def test_a_name_and_an_id_are_proposed(mapp: str, namn: str, kort: str) -> None:
    assert (propose_namn(mapp), propose_kort(namn)) == (namn, kort)


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"namn": "Region {{ namn }}"}, "--namn"),
        ({"namn": "Region\nExempel"}, "--namn"),
        ({"namn": "Region\u202eExempel"}, "--namn"),
        ({"namn": ""}, "--namn"),
        ({"namn": "123"}, "--namn"),
        ({"namn": "x" * 101}, "--namn"),
        ({"bok": "<script>"}, "--bok"),
        ({"bok": "‹namn›"}, "--bok"),
        ({"kort": "../../etc"}, "--kort"),
        ({"kort": "con"}, "--kort"),
        ({"kort": ""}, "--kort"),
        ({"diarium": "{år}"}, "--diarium"),
        ({"diarium": "{nummer}{nummer}/{år}"}, "--diarium"),
        ({"diarium": "{organ} {år}:{nummer}"}, "--diarium"),
        ({"diarium": "../{nummer}/{år}"}, "--diarium"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_option(given: dict[str, str], option: str) -> None:
    files, findings = make_projekt(svar(**given))
    assert (files, places(findings)) == ({}, [f"K881 {option}"])


def test_every_fault_is_told_at_once() -> None:
    _, findings = make_projekt(Svar("*", "?", date(1066, 1, 1), bok="#", diarium="-"))
    assert [item.position.path for item in findings] == ["--namn", "--bok", "--kort", "--diarium", "--datum"]


@settings(max_examples=60, deadline=None)
@given(namn=st.text(max_size=40), bok=st.text(min_size=1, max_size=40))
@example(namn="O'Hara: 'x' \"y\"", bok="- # & !ja")
@example(namn="Region Norr", bok="null")
@example(namn="2026", bok="2026 år")
@example(namn="Ja", bok="0x1F a")
def test_any_name_gives_a_clean_repository_or_a_refusal(namn: str, bok: str) -> None:
    files, findings = make_projekt(svar(namn=namn, bok=bok))
    if findings:
        assert all(item.hint and item.message for item in findings)
        return
    said = [read_documents(path, files[path])[0][0].data[key] for path, key in (ORGANISATION, BOK)]
    assert said == [namn, bok]
    assert canonical(BOK[0], files[BOK[0]]) == files[BOK[0]]


@settings(max_examples=60, deadline=None)
@given(
    between=st.lists(st.sampled_from(["{organ}", "{nummer}", "{år}", "/", "-", " ", ".", "Dnr", ":", "å"]), max_size=7)
)
def test_any_pattern_gives_a_case_that_follows_it_or_a_refusal(between: list[str]) -> None:
    pattern = "".join(between)
    files, findings = make_projekt(svar(diarium=pattern))
    if not findings:
        assert compile_diary(pattern).fullmatch(svar(diarium=pattern).arende)
        assert len([path for path in files if path.startswith("krav/register/arenden/")]) == 1


def test_a_value_is_never_read_as_a_gap_or_as_yaml() -> None:
    values = {"namn": "‹bok›: [a] # b", "bok": "nej"}
    assert fill_text("‹namn› och ‹bok›", values) == "‹bok›: [a] # b och nej"
    template = b'# anteckning\nid: "x"\nnamn: "\xe2\x80\xb9namn\xe2\x80\xba"  # vid sidan\n'
    filled = fill_record("krav/organisationer/x.yaml", template, values)
    assert filled.decode() == '# anteckning\nid: x\nnamn: "‹bok›: [a] # b" # vid sidan\n'


def test_a_template_that_would_say_something_else_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="would not say"):
        fill_record("krav/organisationer/x.yaml", "namn: ‹namn›\n".encode(), {"namn": "a # b"})


# Folders


def test_a_repository_is_written_whole_to_a_new_or_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    for target in (tmp_path / "tom", tmp_path / "ny" / "under"):
        assert check_folder(target) is None
        assert write_projekt(target, {"a.txt": b"a", "b/c.txt": b"c"}) is None
        assert files_in(target) == {"a.txt": b"a", "b/c.txt": b"c"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ny", "tom"]


def test_a_folder_that_is_taken_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brev.txt").write_bytes(b"")
    (tmp_path / "tom").mkdir()
    monkeypatch.chdir(tmp_path / "tom")
    for target in (tmp_path, tmp_path / "brev.txt", tmp_path / "tom", Path("/")):
        found = check_folder(target)
        assert found is not None
        assert found.code == "K880"


def test_a_folder_that_is_filled_meanwhile_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "region"
    target.mkdir()
    (target / "annans.txt").write_bytes(b"x")
    found = write_projekt(target, {"a.txt": b"a"})
    assert found is not None
    assert found.code == "K880"
    assert files_in(tmp_path) == {"region/annans.txt": b"x"}


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    found = write_projekt(tmp_path / "fil" / "region", {"a.txt": b"a"})
    assert found is not None
    assert found.code == "K708"


def test_a_name_that_no_disk_takes_is_said(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 300)
    for found in (check_folder(target), write_projekt(target, {"a.txt": b"a"})):
        assert found is not None
        assert found.code == "K708"


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    found = write_projekt(tmp_path / "region", {"a.txt": b"a", "a.txt/under.txt": b"b"})
    assert found is not None
    assert found.code == "K708"
    assert list(tmp_path.iterdir()) == []
