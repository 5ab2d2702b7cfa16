"""A project in a folder of a repository, or in a linked work tree, is in git as much as one at its top."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kravbok.build import build
from kravbok.check import check_underlag
from kravbok.edition import make_utgivning
from kravbok.git import is_repository
from kravbok.kontroll import fingerprint
from kravbok.production import is_utkast
from kravbok.sealing import seal_edition
from kravbok.settings import MANIFEST, Byggval
from kravbok.underlag import gather
from verktyg.bygge import copy_project
from verktyg.gitrepo import commit, git, write

POST = "krav/provbok/listning/PR-LIST-002.yaml"


def at_top(folder: Path) -> Path:
    """A project that is the top of its repository."""
    copy_project("grund", folder / "top")
    commit(folder / "top", {".gitignore": "build/\n.kravbok-cache/\n"})
    return folder / "top"


def in_folder(folder: Path) -> Path:
    """A project in a folder of a repository."""
    copy_project("grund", folder / "top" / "bok" / "krav-a")
    commit(folder / "top", {".gitignore": "build/\n.kravbok-cache/\n"})
    return folder / "top" / "bok" / "krav-a"


def in_work_tree(folder: Path) -> Path:
    """A project in a work tree that is linked to the repository."""
    git(at_top(folder), "worktree", "add", "-q", str(folder / "tree"))
    return folder / "tree"


@pytest.fixture(params=[at_top, in_folder, in_work_tree], ids=lambda place: place.__name__)
def projekt(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make: Callable[[Path], Path] = request.param
    return make(tmp_path)


def draft(projekt: Path) -> bool:
    return is_utkast(gather(projekt), Byggval(projekt, projekt / "build"))


def change(projekt: Path) -> None:
    """Write another word in a record, without committing it."""
    text = (projekt / POST).read_text(encoding="utf-8")
    write(projekt, {POST: text.replace("rubrik: ", "rubrik: Nytt ", 1)})


def test_what_is_changed_and_not_committed_is_a_draft(projekt: Path) -> None:
    assert is_repository(projekt)
    assert not draft(projekt)
    change(projekt)
    assert draft(projekt)


def test_a_change_that_is_not_committed_is_never_sealed(projekt: Path) -> None:
    change(projekt)
    underlag = gather(projekt)
    register, _ = check_underlag(underlag, projekt=projekt)
    bok = register.bocker["provbok"]
    made = seal_edition(make_utgivning(register, bok, bok.upplagor[0]), underlag, projekt, filer=True)
    assert isinstance(made, list)
    assert [item.code for item in made] == ["K911"]
    assert not (projekt / "arkiv").exists()


def test_the_build_says_which_commit_it_is_made_of(projekt: Path) -> None:
    assert build(Byggval(projekt, projekt / "build", ("provbok",), ("2021",), ("json",))).filer
    manifest = json.loads((projekt / "build" / MANIFEST).read_bytes())
    assert manifest["commit"] == git(projekt, "rev-parse", "HEAD")


def test_an_id_that_history_removed_is_not_used_again(projekt: Path) -> None:
    old = (projekt / POST).read_text(encoding="utf-8")
    (projekt / POST).unlink()
    commit_in(projekt)
    write(
        projekt, {POST: old.replace("rubrik: ", "rubrik: Något helt annat än ", 1).replace("text: ", "text: Inte ", 1)}
    )
    assert "K208" in [item.code for item in check_underlag(gather(projekt), projekt=projekt)[1]]


def commit_in(projekt: Path) -> None:
    """Commit all that is changed."""
    git(projekt, "add", "-A")
    git(projekt, "commit", "-q", "-m", "prov")


def test_a_folder_outside_git_is_no_draft_and_has_no_commit(tmp_path: Path) -> None:
    projekt = copy_project("grund", tmp_path / "fri")
    assert not is_repository(projekt)
    assert fingerprint(projekt)
    assert not draft(projekt)
    assert build(Byggval(projekt, projekt / "build", ("provbok",), ("2021",), ("json",))).filer
    assert json.loads((projekt / "build" / MANIFEST).read_bytes())["commit"] == ""
