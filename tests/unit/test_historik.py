"""The life of a requirement: followed by id through files and renames, joined with its legal dates; no names."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from kravbok.cli.historik import historik
from kravbok.finding import worst
from kravbok.history.liv import Handelse, Kravliv, read_liv
from verktyg import schema_historik, scheman
from verktyg.gitrepo import git, write
from verktyg.grund import base
from verktyg.tio import AVTAL, LIST, MOVED, PAF2, SHARED, Tio, commit_on, git_on, make_tio

Row = tuple[str, int | None, int | str, tuple[str, ...]]


@pytest.fixture(scope="module")
def tio(tmp_path_factory: pytest.TempPathFactory) -> Tio:
    return make_tio(tmp_path_factory.mktemp("tio") / "a")


def rows(tio: Tio, liv: Kravliv) -> list[Row]:
    """What happened: kind, wording, number of the commit (its hash outside the ten) and keys."""
    return [(item.slag, item.lydelse, number(tio, item), item.nycklar) for item in liv.handelser]


def number(tio: Tio, item: Handelse) -> int | str:
    return tio.commits.index(item.commit) if item.commit in tio.commits else item.commit


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(historik, [*arguments, "--projekt", str(root)])


# The ten commits


def test_a_correction_and_renames_are_followed_by_id(tio: Tio) -> None:
    assert rows(tio, read_liv(tio.root, "PR-PAF-002", None)) == [
        ("först i git", 0, 1, ()),
        ("ändrad i efterhand", 0, 3, ("siffror.tak",)),
        ("flyttad", None, 5, ()),
        ("flyttad", None, 6, ()),
    ]
    assert [item.fil for item in read_liv(tio.root, "PR-PAF-002", None).handelser] == [PAF2, PAF2, MOVED, SHARED]


def test_a_proposal_and_a_retroactive_edit_are_told_apart(tio: Tio) -> None:
    liv = read_liv(tio.root, "PR-LIST-001", None)
    assert rows(tio, liv) == [
        ("först i git", 0, 1, ()),
        ("först i git", 1, 4, ()),
        ("ändrad i efterhand", 0, 9, ("siffror.frist",)),
    ]
    assert (liv.lydelser, dict(liv.dagar)) == ((0, 1), {0: "2021-01-01", 1: "2022-01-01"})


def test_a_change_that_a_merge_takes_back_is_one(tio: Tio) -> None:
    assert rows(tio, read_liv(tio.root, "PR-PAF-001", None))[-2:] == [
        ("ändrad", None, 7, ("gammal",)),
        ("ändrad", None, 8, ("gammal",)),
    ]


def test_a_change_on_a_branch_is_told_once_and_on_its_own_commit(tio: Tio) -> None:
    side = git(tio.root, "rev-parse", "gren")
    assert rows(tio, read_liv(tio.root, "PR-LIST-003", None)) == [
        ("först i git", 0, 1, ()),
        ("ändrad i efterhand", 0, side, ("ursprung",)),
    ]


def test_a_removed_requirement_has_a_life(tio: Tio) -> None:
    liv = read_liv(tio.root, "PR-PAF-003", None)
    assert rows(tio, liv) == [("först i git", 0, 1, ()), ("borttagen", None, 10, ())]
    assert liv.lydelser == ()


def test_a_bare_clone_answers_the_same(tio: Tio) -> None:
    git(tio.root.parent, "clone", "-q", "--bare", "a", "bar.git")
    for krav_id in ("PR-LIST-001", "PR-PAF-001", "PR-PAF-002", "PR-PAF-003"):
        assert read_liv(tio.root.parent / "bar.git", krav_id, None) == read_liv(tio.root, krav_id, None)
        assert run(tio.root.parent / "bar.git", krav_id).output == run(tio.root, krav_id).output


def test_a_shallow_clone_says_where_it_begins_and_claims_no_birth(tio: Tio) -> None:
    git(tio.root.parent, "clone", "-q", "--depth=2", f"file://{tio.root}", "grund")
    liv = read_liv(tio.root.parent / "grund", "PR-LIST-001", None)
    assert rows(tio, liv) == [("fanns i git", 0, 9, ()), ("fanns i git", 1, 9, ())]
    assert [item.code for item in liv.findings] == ["K807"]
    result = run(tio.root.parent / "grund", "PR-LIST-001")
    assert result.exit_code == 0
    assert "K807" in result.output


def test_the_same_question_has_the_same_answer(tio: Tio) -> None:
    assert run(tio.root, "PR-PAF-002").output == run(tio.root, "PR-PAF-002").output


def test_roles_come_from_mailmap_and_names_from_nowhere(tio: Tio) -> None:
    roles = {number(tio, item): item.roll for item in read_liv(tio.root, "PR-LIST-001", None).handelser}
    assert roles == {1: "Beställarenheten", 4: "", 9: "Beställarenheten"}
    for form in ("text", "json", "markdown"):
        said = run(tio.root, "PR-LIST-001", "--format", form).output
        assert "Beställarenheten" in said
        assert not [
            word for word in ("Anna", "Bo", "Efternamn", "example.org") if f"{word} " in said or word in said.split()
        ]
        assert "@" not in said


@pytest.mark.parametrize(
    ("mailmap", "expected"),
    [
        ("Roll <anna@example.org>\n", "Roll"),
        ("Roll <roll@example.org> <ANNA@example.org>\n", "Roll"),
        ("Roll <roll@example.org> Anna Efternamn <anna@example.org>\n", "Roll"),
        ("Roll <roll@example.org> Någon Annan <anna@example.org>\n", ""),
        ("<roll@example.org> <anna@example.org>\n", ""),
        ("# Roll <anna@example.org>\n", ""),
        ("Roll <anna@example.org\n", ""),
        ("\udcff\n", ""),
        ("", ""),
    ],
)
def test_mailmap_is_read_as_git_reads_it(tmp_path: Path, mailmap: str, expected: str) -> None:
    write(tmp_path, {LIST: base()[LIST], ".mailmap": mailmap.encode("utf-8", "surrogateescape")})
    git_on(tmp_path, "2022-01-01", "init", "-q")
    commit_on(tmp_path, "2022-01-01", {})
    assert {item.roll for item in read_liv(tmp_path, "PR-LIST-001", None).handelser} == {expected}


# The work tree


def test_a_change_that_is_not_committed_is_said(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    now = (tio.root / LIST).read_text(encoding="utf-8").replace("frist: 3 veckor", "frist: 1 vecka")
    write(tio.root, {LIST: now})
    result = run(tio.root, "PR-LIST-001")
    assert "ändrad, ännu inte sparad: siffror.frist" in result.output
    (tio.root / LIST).unlink()
    assert "borttagen, ännu inte sparad i git" in run(tio.root, "PR-LIST-001").output


def test_line_endings_and_layout_are_no_change(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    before = rows(tio, read_liv(tio.root, "PR-LIST-001", None))
    text = (tio.root / LIST).read_text(encoding="utf-8")
    commit_on(tio.root, "2022-05-01", {LIST: f"# en kommentar\n{text}".replace("\n", "\r\n")})
    assert rows(tio, read_liv(tio.root, "PR-LIST-001", None)) == before


def test_a_record_that_cannot_be_read_now_still_has_its_past(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    write(tio.root, {LIST: "id: PR-LIST-001\nlydelser: [\n"})
    result = run(tio.root, "PR-LIST-001")
    assert result.exit_code == 0
    assert "går inte att läsa" in result.output
    assert "borttagen" not in result.output
    assert tio.commits[9][:10] in result.output


def test_a_commit_where_the_record_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    whole = (tio.root / LIST).read_bytes()
    before = rows(tio, read_liv(tio.root, "PR-LIST-001", None))
    broken = commit_on(tio.root, "2022-05-01", {LIST: "id: PR-LIST-001\nlydelser: [\n"})
    commit_on(tio.root, "2022-05-02", {LIST: whole})
    liv = read_liv(tio.root, "PR-LIST-001", None)
    assert rows(tio, liv) == before
    assert [(item.code, broken[:10] in item.message) for item in liv.findings] == [("K805", True)]


def test_outside_git_only_the_legal_days_are_shown(tmp_path: Path) -> None:
    write(tmp_path, dict(base()))
    result = run(tmp_path, "PR-LIST-001")
    assert result.exit_code == 0
    assert "ligger inte i git" in result.output
    assert "Lydelsen från 1\u00a0januari 2021" in result.output
    assert "I git" not in result.output


# Wordings through history


def life(tmp_path: Path, *states: str | None) -> list[tuple[str, int | None]]:
    """What happens to a record that is committed in these states, a day apart from 2022-06-01."""
    git_on(tmp_path, "2022-01-01", "init", "-q", "-b", "main")
    for day, state in enumerate(states, start=1):
        path = tmp_path / LIST
        if state is None:
            path.unlink()
        commit_on(tmp_path, f"2022-06-{day:02}", {} if state is None else {LIST: state})
    return [(item.slag, item.lydelse) for item in read_liv(tmp_path, "PR-LIST-001", None).handelser]


def record(*wordings: str) -> str:
    return "id: PR-LIST-001\nlydelser:\n" + "".join(f"  - {{{wording}}}\n" for wording in wordings)


def test_a_proposal_that_is_decided_is_the_same_wording(tmp_path: Path) -> None:
    proposed, decided = "avses_galla_fran: 2023-01-01, upplaga: x", "galler_fran: 2023-01-01"
    assert life(tmp_path, record(proposed), record(decided)) == [("först i git", 0), ("ändrad", 0)]


def test_a_wording_put_before_another_does_not_take_its_place(tmp_path: Path) -> None:
    late, early = "galler_fran: 2023-01-01, text: b", "galler_fran: 2022-01-01, text: a"
    assert life(tmp_path, record(late), record(early, late)) == [("först i git", 0), ("först i git", 1)]


def test_a_wording_that_gets_another_day_is_the_same(tmp_path: Path) -> None:
    assert life(tmp_path, record("galler_fran: 2023-01-01"), record("galler_fran: 2023-02-01")) == [
        ("först i git", 0),
        ("ändrad", 0),
    ]


def test_a_removed_wording_is_told(tmp_path: Path) -> None:
    first, second = "galler_fran: 2021-01-01", "galler_fran: 2022-01-01"
    assert life(tmp_path, record(first, second), record(first)) == [
        ("först i git", 0),
        ("först i git", 1),
        ("borttagen", 1),
    ]


def test_a_record_that_comes_back_is_the_same(tmp_path: Path) -> None:
    state = record("galler_fran: 2021-01-01")
    assert life(tmp_path, state, None, state) == [("först i git", 0), ("borttagen", None), ("åter i git", None)]


def test_what_is_inherited_changes_with_what_it_is_inherited_from(tmp_path: Path) -> None:
    def state(text: str) -> str:
        return record(f"galler_fran: 2021-01-01, text: {text}", "galler_fran: 2022-01-01, som_foregaende: [text]")

    assert life(tmp_path, state("a"), state("b"))[2:] == [("ändrad i efterhand", 0), ("ändrad i efterhand", 1)]


@pytest.mark.parametrize(
    "state",
    [
        "id: PR-LIST-001\nlydelser: text\n",
        "id: PR-LIST-001\n",
        "id: PR-LIST-001\nlydelser: [a, [b], {som_foregaende: x}]\n",
    ],
)
def test_a_record_of_any_shape_has_a_life(tmp_path: Path, state: str) -> None:
    assert ("först i git", 0) in life(tmp_path, state, record("galler_fran: 2021-01-01"))


# The command


def test_the_command_joins_legal_dates_and_git(tio: Tio) -> None:
    shown = json.loads(run(tio.root, "PR-PAF-002", "--format", "json").output)
    [wording] = shown["lydelser"]
    assert shown["schema"] == "kravbok/historik/1"
    assert wording["fakta"]["Beslut"] == ["Regionfullmäktige 24\u00a0november 2020 §\u00a0190 (upplaga 2021)"]
    assert wording["fakta"]["Gäller från"] == ["1\u00a0januari 2021"]
    assert wording["fakta"]["Källa"] == ["Rapport om listning, rad 8"]
    assert [item["slag"] for item in wording["handelser"]] == ["först i git", "rättad"]
    assert [item["commit"] for item in wording["handelser"]] == [tio.commits[1], tio.commits[3]]
    assert f"rättad 15\u00a0mars 2021 (commit {tio.commits[3][:10]}" in wording["mening"]


@pytest.mark.parametrize("krav_id", ["PR-LIST-001", "PR-PAF-001", "PR-PAF-002", "PR-PAF-003"])
def test_the_json_is_as_its_schema_says(tio: Tio, krav_id: str) -> None:
    schema = {
        "type": "object",
        "properties": {"schema": {"const": schema_historik.SCHEMA}, **schema_historik.properties()},
        "$defs": schema_historik.definitions(),
    }
    shown = json.loads(run(tio.root, krav_id, "--format", "json").output)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(scheman.shut(schema)).validate(shown)
    assert list(shown) == list(schema["properties"])


def test_a_change_that_no_rattelseblad_explains_is_no_correction(tio: Tio) -> None:
    shown = json.loads(run(tio.root, "PR-LIST-001", "--format", "json").output)
    assert shown["lydelser"][0]["handelser"][-1]["slag"] == "ändrad i efterhand"


@pytest.mark.parametrize(
    ("krav_id", "near"),
    [("PR-LIST-01", "PR-LIST-001"), ("pr-paf-002", "PR-PAF-002"), ("x", ""), ("", ""), ("--", ""), ("a\x07", "")],
)
def test_an_unknown_id_is_misuse_with_the_nearest(tio: Tio, krav_id: str, near: str) -> None:
    result = CliRunner().invoke(historik, ["--projekt", str(tio.root), "--", krav_id])
    assert result.exit_code == 2
    assert near in result.output
    assert "\x07" not in result.output


def test_a_removed_requirement_can_be_asked_for(tio: Tio) -> None:
    result = run(tio.root, "PR-PAF-003")
    assert result.exit_code == 0
    assert "borttagen" in result.output


def test_nothing_an_author_writes_steers_the_terminal_or_the_markdown(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    text = (tio.root / LIST).read_text(encoding="utf-8").replace("Mottagande av", "<b>*[Mottagande](x)")
    commit_on(tio.root, "2022-05-01", {LIST: text, ".mailmap": "\x07Roll <anna@example.org>\n"})
    assert "·Roll" in run(tio.root, "PR-LIST-001").output
    shown = run(tio.root, "PR-LIST-001", "--format", "markdown").output
    assert "\x07" not in shown
    assert r"\<b\>\*\[Mottagande\]" in shown


def test_the_findings_of_a_life_never_stop_it(tio: Tio) -> None:
    assert worst(list(read_liv(tio.root, "PR-LIST-001", None).findings)).value == "rent"


# Speed


def test_a_thousand_records_and_two_hundred_commits_take_seconds(tmp_path: Path) -> None:
    git_on(tmp_path, "2020-01-01", "init", "-q", "-b", "main")
    text = base()[AVTAL]
    many: dict[str, str | bytes] = {
        f"krav/provbok/listning/PR-MANY-{at:03}.yaml": text.replace("PR-LIST-003", f"PR-MANY-{at:03}")
        for at in range(1000)
    }
    commit_on(tmp_path, "2020-01-01", many)
    stream = bytearray()
    parent = git(tmp_path, "rev-parse", "HEAD")
    for at in range(200):
        data = str(many[f"krav/provbok/listning/PR-MANY-{at:03}.yaml"]).replace("rader: 6", f"rader: {at + 1}").encode()
        stream += f"commit refs/heads/main\ncommitter A <a@b> {1_600_000_000 + at * 86_400} +0000\ndata 1\nx\n".encode()
        stream += f"from {parent}\n".encode() if at == 0 else b""
        stream += f"M 644 inline krav/provbok/listning/PR-MANY-{at:03}.yaml\ndata {len(data)}\n".encode() + data + b"\n"
    (tmp_path / "flode").write_bytes(bytes(stream))
    with (tmp_path / "flode").open("rb") as stdin:
        subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=tmp_path, stdin=stdin, check=True)
    started = time.perf_counter()
    liv = read_liv(tmp_path, "PR-MANY-100", None)
    assert time.perf_counter() - started < 5
    assert [item.slag for item in liv.handelser] == ["först i git", "ändrad"]
