"""K208: an id that was removed from history is not used for something else."""

from pathlib import Path

import pytest

from kravbok.checks.historik import check_historik
from kravbok.git import read_commit
from kravbok.loader import load_register
from kravbok.sources import read_folder
from verktyg.gitrepo import commit, git, write
from verktyg.grund import base

PLACE = "krav/provbok/pafoljder/PR-PAF-001.yaml"
OLD = base()[PLACE]
OTHER = OLD.replace("rubrik: Föreläggande", "rubrik: Handlingsplan").replace("rätta en brist", "lämna en plan")


def found(root: Path) -> list[str]:
    """What is found in the folder as it stands now."""
    register = load_register(read_folder(root, "krav")[0])[0]
    return [f"{item.code} {item.position}" for item in check_historik(register, root)]


def remove(root: Path, *names: str) -> None:
    """Remove files and commit."""
    for name in names:
        (root / name).unlink()
    commit(root, {})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository where PR-PAF-001 has been removed."""
    commit(tmp_path / "a", dict(base()))
    remove(tmp_path / "a", PLACE)
    return tmp_path / "a"


def test_an_id_that_comes_back_as_something_else_is_found(root: Path) -> None:
    write(root, {PLACE: OTHER})
    assert found(root) == [f"K208 {PLACE}:1:5"]


def test_it_is_found_in_another_folder_and_after_the_commit(root: Path) -> None:
    commit(root, {"krav/provbok/listning/PR-PAF-001.yaml": OTHER})
    assert found(root) == ["K208 krav/provbok/listning/PR-PAF-001.yaml:1:5"]


def test_the_finding_names_the_commit_and_the_file(root: Path) -> None:
    write(root, {PLACE: OTHER})
    removed = git(root, "rev-parse", "HEAD")
    [item] = check_historik(load_register(read_folder(root, "krav")[0])[0], root)
    assert removed[:10] in item.message
    assert [where.position.path for where in item.related] == [PLACE]


def test_a_requirement_that_comes_back_is_the_same(root: Path) -> None:
    write(root, {PLACE: OLD})
    assert found(root) == []


def test_a_requirement_that_comes_back_with_another_heading_is_the_same(root: Path) -> None:
    write(root, {PLACE: OLD.replace("Föreläggande", "Att förelägga")})
    assert found(root) == []


def test_a_requirement_that_moves_is_the_same(root: Path) -> None:
    (root / "krav/provbok/pafoljder/PR-PAF-002.yaml").rename(root / "krav/provbok/listning/PR-PAF-002.yaml")
    commit(root, {})
    assert found(root) == []


def test_an_id_in_a_file_of_several_is_found(root: Path) -> None:
    several = "krav/provbok/flera.yaml"
    commit(root, {several: f"{OLD.replace('PR-PAF-001', 'PR-PAF-021')}---\n{OLD.replace('PR-PAF-001', 'PR-PAF-022')}"})
    remove(root, several)
    write(root, {"krav/provbok/PR-PAF-022.yaml": OTHER.replace("PR-PAF-001", "PR-PAF-022")})
    assert found(root) == ["K208 krav/provbok/PR-PAF-022.yaml:1:5"]


def test_a_removal_on_a_merged_branch_is_found(tmp_path: Path) -> None:
    root = tmp_path / "a"
    commit(root, {"README.md": "x"})
    git(root, "checkout", "-q", "-b", "gren")
    commit(root, dict(base()))
    remove(root, PLACE)
    git(root, "checkout", "-q", "main")
    commit(root, {"README.md": "y"})
    git(root, "merge", "-q", "--no-ff", "-m", "ihop", "gren")
    write(root, {PLACE: OTHER})
    assert found(root) == [f"K208 {PLACE}:1:5"]


def test_a_shallow_clone_cannot_know(root: Path, tmp_path: Path) -> None:
    commit(root, {PLACE: OTHER})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "b")
    assert found(tmp_path / "b") == []


def test_it_may_be_declared(root: Path) -> None:
    write(root, {PLACE: OTHER + "saknas:\n  - vad: id-återanvänt\n    motivering: Utkastet beslutades aldrig.\n"})
    assert found(root) == []


def test_outside_git_nothing_is_found(tmp_path: Path) -> None:
    write(tmp_path, {**base(), PLACE: OTHER})
    assert found(tmp_path) == []


def test_a_removed_file_that_is_no_record_is_passed_by(root: Path) -> None:
    broken = "krav/provbok/PR-PAF-031.yaml"
    commit(root, {broken: "id: PR-PAF-031\nlydelser: [\n", "krav/provbok/PR-PAF-032.yaml": b"\xffid: PR-PAF-032\n"})
    remove(root, broken, "krav/provbok/PR-PAF-032.yaml")
    write(root, {broken: OTHER.replace("PR-PAF-001", "PR-PAF-031")})
    assert found(root) == []


def test_a_commit_is_checked_as_a_folder_is(root: Path) -> None:
    commit(root, {PLACE: OTHER})
    register = load_register(read_commit(root, "HEAD")[0])[0]
    assert [item.code for item in check_historik(register, root)] == ["K208"]
