"""Two requirements with one id, in real repositories: which of them gets a new one, and when none does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kravbok.check import check_underlag
from kravbok.fixes.losning import Losning, solve_kollisioner
from kravbok.fixes.skrivning import write_all
from kravbok.loader import load_register
from kravbok.underlag import gather
from verktyg.bygge import files_in
from verktyg.forseglade import LIST_1, PAF_2, Files, seal, text
from verktyg.gitrepo import ENV, commit, git, write
from verktyg.grund import base

FOLDERS = {"listning": LIST_1, "pafoljder": PAF_2}
LEVERANS = "krav/register/leveranser/LEV-BERATTELSE.yaml"


def new(name: str, rubrik: str, folder: str = "listning") -> Files:
    """The file of a new requirement, of the edition from 2021, last in a chapter."""
    made = text(base(), PAF_2).replace("PR-PAF-002", name).replace("rubrik: Vite", f"rubrik: {rubrik}")
    made = made.replace("text: Regionen", f'text: För {rubrik.lower()} gäller {{{{ krav("{name}") }}}}. Regionen')
    made = made.replace("kapitel: pafoljder", f"kapitel: {folder}").replace("ordning: 20", "ordning: 90")
    return {f"krav/provbok/{folder}/{name}.yaml": made}


def start(folder: Path) -> Path:
    """A repository with the small project on main."""
    commit(folder, dict(base()))
    return folder


def branch(folder: Path, name: str, *commits: Files) -> None:
    """A branch from where main is, with some commits; main is then as it was."""
    git(folder, "switch", "-q", "-c", name)
    for files in commits:
        commit(folder, files)
    git(folder, "switch", "-q", "main")


def merge(folder: Path, name: str, *, conflict: bool = False) -> None:
    """A branch merged into main; left where git stops, if that is expected."""
    command = ["git", "merge", "-q", "--no-edit", name]
    done = subprocess.run(command, cwd=folder, env=ENV, check=False, capture_output=True, timeout=60)
    assert (done.returncode != 0) == conflict, done.stdout


def solve(folder: Path) -> Losning:
    """What is done about the ids, written."""
    before = gather(folder)
    made = solve_kollisioner(folder, before)
    sources, after = ({file.path: file.data for file in each.krav} for each in (before, made.underlag))
    changed = {path: data for path, data in after.items() if sources.get(path) != data}
    assert write_all(folder, changed, sources.keys() - after.keys(), sources) == []
    return made


def headings(folder: Path) -> dict[str, str]:
    """The heading of each requirement that is not of the small project, by id."""
    register, _ = load_register(gather(folder).krav)
    return {
        name: krav.lydelser[0].rubrik for name, krav in register.krav.items() if f"/{name}." not in " ".join(base())
    }


def given(made: Losning) -> dict[str, str]:
    """The heading of each requirement that got a new id, and the id."""
    return {byte.rubrik: byte.till for byte in made.byten}


def codes(made: Losning) -> list[str]:
    return [item.code for item in made.findings]


def test_what_is_merged_in_gives_way_whatever_its_folder(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", new("PR-LIST-009", "Bo", "listning"))
    commit(folder, new("PR-LIST-009", "Anna", "pafoljder"))
    merge(folder, "bo")
    made = solve(folder)
    assert (given(made), codes(made)) == ({"Bo": "PR-LIST-010"}, [])
    assert headings(folder) == {"PR-LIST-009": "Anna", "PR-LIST-010": "Bo"}
    file = (folder / "krav/provbok/listning/PR-LIST-010.yaml").read_text(encoding="utf-8")
    assert 'krav("PR-LIST-010")' in file
    assert "PR-LIST-009" not in file
    assert not (folder / "krav/provbok/listning/PR-LIST-009.yaml").exists()


def test_what_the_main_branch_has_keeps_its_id_though_it_is_merged_in(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", new("PR-LIST-009", "Bo", "listning"))
    commit(folder, new("PR-LIST-009", "Anna", "pafoljder"))
    merge(folder, "bo")
    git(folder, "update-ref", "refs/remotes/origin/main", "bo")
    assert given(solve(folder)) == {"Anna": "PR-LIST-010"}
    assert headings(folder) == {"PR-LIST-009": "Bo", "PR-LIST-010": "Anna"}


def test_what_is_sealed_keeps_its_id_though_it_came_later(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", seal({**base(), **new("PR-LIST-009", "Bo", "listning")}, "provbok", "2021"))
    commit(folder, {path: str(data).replace("2021-01-01", "2022-01-01") for path, data in
                    new("PR-LIST-009", "Anna", "pafoljder").items()})  # fmt: skip
    merge(folder, "bo")
    made = solve(folder)
    assert (given(made), codes(made)) == ({"Anna": "PR-LIST-010"}, [])
    _, found = check_underlag(gather(folder), projekt=folder)
    assert not {item.code for item in found} & {"K201", "K901", "K902", "K903", "K904"}


def test_two_conflicts_are_solved_in_one_run_and_each_gets_an_id_of_its_own(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", {**new("PR-LIST-009", "Bo ett"), **new("PR-LIST-010", "Bo två")})
    commit(folder, {**new("PR-LIST-009", "Anna ett"), **new("PR-LIST-010", "Anna två")})
    merge(folder, "bo", conflict=True)
    made = solve(folder)
    assert (given(made), codes(made)) == ({"Bo ett": "PR-LIST-011", "Bo två": "PR-LIST-012"}, [])
    krav = load_register(gather(folder).krav)[0].krav
    places = {name: krav[name].lydelser[0].plats for name in ("PR-LIST-009", "PR-LIST-011", "PR-LIST-012")}
    assert [place.ordning for place in places.values() if place] == [90, 100, 110]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_conflict_is_written_with_the_line_endings_that_are_there(tmp_path: Path, ending: str) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", new("PR-LIST-009", "Bo"))
    commit(folder, new("PR-LIST-009", "Anna"))
    merge(folder, "bo", conflict=True)
    path = folder / "krav/provbok/listning/PR-LIST-009.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", ending.encode()))
    assert given(solve(folder)) == {"Bo": "PR-LIST-010"}
    for name, words in (("PR-LIST-009", "Anna"), ("PR-LIST-010", "Bo")):
        data = path.with_name(f"{name}.yaml").read_bytes().decode()
        assert f"rubrik: {words}{ending}" in data
        assert data.count("\r\n") == (data.count("\n") if ending == "\r\n" else 0)


def test_a_conflict_that_someone_has_begun_to_mend_is_left(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", new("PR-LIST-009", "Bo"))
    commit(folder, new("PR-LIST-009", "Anna"))
    merge(folder, "bo", conflict=True)
    path = folder / "krav/provbok/listning/PR-LIST-009.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rubrik: Bo", "rubrik: Bo och Anna"), encoding="utf-8")
    before = path.read_bytes()
    assert codes(solve(folder)) == ["K865"]
    assert path.read_bytes() == before


def test_a_conflict_in_a_requirement_that_was_there_is_not_of_ids(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", {PAF_2: text(base(), PAF_2).replace("rubrik: Vite", "rubrik: Böter")})
    commit(folder, {PAF_2: text(base(), PAF_2).replace("rubrik: Vite", "rubrik: Avgift")})
    merge(folder, "bo", conflict=True)
    before = (folder / PAF_2).read_bytes()
    made = solve(folder)
    assert (made.byten, made.findings, (folder / PAF_2).read_bytes()) == ((), (), before)


@pytest.mark.parametrize("conflict", [True, False])
def test_what_may_be_the_same_requirement_is_left(tmp_path: Path, conflict: bool) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", new("PR-LIST-009", "Kallelse", "listning"))
    files = new("PR-LIST-009", "Kallelse", "listning" if conflict else "pafoljder")
    commit(folder, {path: str(data).replace("dock högst", "aldrig över") for path, data in files.items()})
    merge(folder, "bo", conflict=conflict)
    made = solve(folder)
    assert (made.byten, codes(made)) == ((), ["K865"])


def test_where_git_cannot_tell_nothing_is_done(tmp_path: Path) -> None:
    both = {**new("PR-LIST-009", "Anna", "listning"), **new("PR-LIST-009", "Bo", "pafoljder")}
    write(tmp_path / "utan", {**base(), **both})
    assert codes(solve(tmp_path / "utan")) == ["K865"]
    git(tmp_path / "utan", "init", "-q")
    assert [item.message.rpartition(": ")[2] for item in solve(tmp_path / "utan").findings] == [
        "inget av dem är sparat i git"
    ]
    folder = start(tmp_path / "med")
    write(folder, both)
    assert codes(solve(folder)) == ["K865"]
    commit(folder, {})
    assert codes(solve(folder)) == ["K865"]
    commit(folder, new("PR-LIST-008", "Cia"))
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "grund")
    assert codes(solve(tmp_path / "grund")) == ["K865"]


@pytest.mark.parametrize("mention", ["", ' # {{ krav("PR-LIST-009") }}'], ids=["aldrig", "ocksa-annars"])
def test_an_id_that_is_written_in_another_way_is_left(tmp_path: Path, mention: str) -> None:
    folder = start(tmp_path)
    commit(folder, new("PR-LIST-009", "Anna", "pafoljder"))
    ((path, data),) = new("PR-LIST-009", "Bo", "listning").items()
    words = str(data).replace('{{ krav("PR-LIST-009") }}', "detta").replace("id: PR-LIST-009", 'id: "\\x50R-LIST-009"')
    commit(folder, {path: words.replace("rubrik: Bo", f"rubrik: Bo{mention}")})
    before = files_in(folder / "krav")
    made = solve(folder)
    assert [(item.code, "inte går att byta" in item.message) for item in made.findings] == [("K865", True)]
    assert files_in(folder / "krav") == before


def test_records_that_are_no_requirements_get_no_new_id(tmp_path: Path) -> None:
    folder = start(tmp_path)
    commit(folder, {"krav/register/leveranser/LEV-ANNAN.yaml": text(base(), LEVERANS)})
    made = solve(folder)
    assert (made.byten, codes(made)) == ((), ["K865"])


def refers(name: str, krav_id: str) -> Files:
    """A delivery that names a requirement."""
    made = text(base(), LEVERANS).replace("LEV-BERATTELSE", name).replace("PR-PAF-001", krav_id)
    return {f"krav/register/leveranser/{name}.yaml": made}


def test_references_follow_their_side_and_those_of_both_are_left_and_said(tmp_path: Path) -> None:
    folder = start(tmp_path)
    shared = refers("LEV-BADA", "PR-LIST-009")
    branch(folder, "bo", {**new("PR-LIST-009", "Bo", "listning"), **refers("LEV-BO", "PR-LIST-009"), **shared})
    commit(folder, {**new("PR-LIST-009", "Anna", "pafoljder"), **refers("LEV-ANNA", "PR-LIST-009"), **shared})
    merge(folder, "bo")
    write(folder, refers("LEV-NY", "PR-LIST-009"))
    made = solve(folder)
    named = {name: item.krav for name, item in load_register(gather(folder).krav)[0].leveranser.items()}
    assert named["LEV-BO"] == "PR-LIST-010"
    assert named["LEV-ANNA"] == named["LEV-BADA"] == named["LEV-NY"] == "PR-LIST-009"
    assert [(item.code, item.position.path.rpartition("/")[2]) for item in made.findings] == [
        ("K866", "LEV-BADA.yaml"),
        ("K866", "LEV-NY.yaml"),
    ]


def test_an_id_within_another_word_is_no_reference(tmp_path: Path) -> None:
    folder = start(tmp_path)
    inside = refers("LEV-PR-LIST-009", "PR-PAF-001")
    branch(folder, "bo", {**new("PR-LIST-009", "Bo", "listning"), **inside})
    commit(folder, new("PR-LIST-009", "Anna", "pafoljder"))
    merge(folder, "bo")
    solve(folder)
    assert "LEV-PR-LIST-009" in load_register(gather(folder).krav)[0].leveranser


def test_three_branches_give_three_ids(tmp_path: Path) -> None:
    folder = start(tmp_path)
    branch(folder, "bo", new("PR-LIST-009", "Bo", "listning"))
    branch(folder, "cia", new("PR-LIST-009", "Cia", "former"))
    commit(folder, new("PR-LIST-009", "Anna", "pafoljder"))
    merge(folder, "bo")
    merge(folder, "cia")
    made = solve(folder)
    assert (sorted(given(made).values()), codes(made)) == (["PR-LIST-010", "PR-LIST-011"], [])
    assert headings(folder) == {"PR-LIST-009": "Anna", **{name: words for words, name in given(made).items()}}


def test_a_project_in_a_folder_of_its_repository_is_told_apart_too(tmp_path: Path) -> None:
    def inside(files: Files) -> Files:
        return {f"bocker/{path}": data for path, data in files.items()}

    commit(tmp_path, inside(dict(base())))
    branch(tmp_path, "bo", inside({**new("PR-LIST-009", "Bo"), **refers("LEV-BO", "PR-LIST-009")}))
    commit(tmp_path, inside(new("PR-LIST-009", "Anna")))
    merge(tmp_path, "bo", conflict=True)
    made = solve(tmp_path / "bocker")
    assert (given(made), codes(made)) == ({"Bo": "PR-LIST-010"}, [])
    assert load_register(gather(tmp_path / "bocker").krav)[0].leveranser["LEV-BO"].krav == "PR-LIST-010"
