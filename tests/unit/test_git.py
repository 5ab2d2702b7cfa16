"""Reading git from its objects: commits as folders, the last change, drafts; and repositories that mean harm."""

import hashlib
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from kravbok.git import is_draft, last_commit, read_commit
from kravbok.git.forrad import GitFel, _listen
from kravbok.sources import File, read_folder
from verktyg.gitrepo import commit, git, write
from verktyg.grund import GRUND, base

ONE: dict[str, str | bytes] = {"krav/a.yaml": "id: a\n", "mallar/bok.css": "p {}\n"}


def codes(root: Path, rev: str = "HEAD") -> list[str]:
    return [f"{item.code} {item.position.path}" for item in read_commit(root, rev)[1]]


def paths(root: Path, rev: str = "HEAD") -> list[str]:
    return [file.path for file in read_commit(root, rev)[0]]


def draft(root: Path) -> bool:
    """Whether what stands in the folders now is a draft."""
    return is_draft(root, [file for name in ("krav", "mallar") for file in read_folder(root, name)[0]])


@pytest.mark.parametrize("ends", [0, 1])
def test_a_program_may_complain_at_length_before_it_answers(ends: int) -> None:
    said = "import sys; sys.stderr.write('varning\\n' * 200_000); sys.stdout.write('svar'); sys.exit(int(sys.argv[1]))"
    process = subprocess.Popen([sys.executable, "-c", said, str(ends)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if ends:
        with pytest.raises(GitFel, match="varning"):
            _listen(process, "prov", 100)
    else:
        assert _listen(process, "prov", 100) == b"svar"


# Reading a commit


def test_a_commit_loads_as_the_folder_does(tmp_path: Path) -> None:
    commit(tmp_path, dict(base()))
    assert read_commit(tmp_path, "HEAD") == read_folder(GRUND, "krav")


def test_a_commit_is_as_it_was(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    write(tmp_path, {"krav/a.yaml": "id: b\n", "krav/ny.yaml": "id: ny\n"})
    assert read_commit(tmp_path, "HEAD") == (
        [File("krav/a.yaml", b"id: a\n"), File("mallar/bok.css", b"p {}\n")],
        [],
    )


def test_only_the_folders_of_the_project_are_read(tmp_path: Path) -> None:
    commit(tmp_path, {**ONE, "README.md": "x", "kravet/b.yaml": "x", "krav/.dold.yaml": "x", "krav/.mapp/c.yaml": "x"})
    assert paths(tmp_path) == ["krav/a.yaml", "mallar/bok.css"]


def test_what_windows_and_office_lay_beside_the_files_is_no_part_of_a_project(tmp_path: Path) -> None:
    beside = ("Thumbs.db", "desktop.ini", "bok/Desktop.ini", "~$bilaga.svg", ".DS_Store")
    commit(tmp_path, {**ONE, **{f"krav/{name}": b"\0" for name in beside}})
    assert paths(tmp_path) == ["krav/a.yaml", "mallar/bok.css"]
    assert read_folder(tmp_path, "krav") == ([File("krav/a.yaml", b"id: a\n")], [])


@pytest.mark.parametrize("rev", ["HEAD", "HEAD~0", "main", "v1", "refs/tags/v1", "{full}", "{short}"])
def test_a_commit_has_many_names(tmp_path: Path, rev: str) -> None:
    full = commit(tmp_path, ONE)
    git(tmp_path, "tag", "-a", "v1", "-m", "version 1")
    assert paths(tmp_path, rev.format(full=full, short=full[:8])) == ["krav/a.yaml", "mallar/bok.css"]


@pytest.mark.parametrize(
    "rev",
    ["", "v2", "HEAD~9", "HEAD..HEAD", "HEAD:krav", "-h", "--all", "--output=fel", "a\nb", "\0", "å" * 300, "deadbeef"],
)
def test_a_name_that_means_nothing_is_a_finding(tmp_path: Path, rev: str) -> None:
    commit(tmp_path, ONE)
    assert read_commit(tmp_path, rev)[0] == []
    assert codes(tmp_path, rev) == ["K801 krav"]
    assert not (tmp_path / "fel").exists()


def test_a_project_may_stand_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    full = commit(tmp_path, {"region/krav/a.yaml": "id: a\n", "krav/b.yaml": "id: b\n"})
    root = tmp_path / "region"
    assert paths(root) == ["krav/a.yaml"]
    assert not draft(root)
    commit(tmp_path, {"krav/b.yaml": "id: c\n"})
    assert last_commit(root, ["krav"]) == full


def test_a_bare_repository_has_commits(tmp_path: Path) -> None:
    commit(tmp_path / "a", ONE)
    git(tmp_path, "clone", "-q", "--bare", "a", "b.git")
    assert paths(tmp_path / "b.git") == ["krav/a.yaml", "mallar/bok.css"]


def test_a_linked_work_tree_has_commits(tmp_path: Path) -> None:
    full = commit(tmp_path / "a", ONE)
    git(tmp_path / "a", "worktree", "add", "-q", "../b")
    assert paths(tmp_path / "b") == ["krav/a.yaml", "mallar/bok.css"]
    assert last_commit(tmp_path / "b", ["krav"]) == full


def test_what_a_folder_refuses_a_commit_refuses(tmp_path: Path) -> None:
    deep = "/".join("abcdefg")
    decomposed = unicodedata.normalize("NFD", "krav/å.yaml")
    commit(
        tmp_path,
        {
            **ONE,
            "krav/stor.yaml": "#" * 300_000,
            "krav/mapp.yaml/b.yaml": "id: b\n",
            f"krav/{deep}/c.yaml": "id: c\n",
            decomposed: "id: d\n",
            "krav/rad\nbrytning.yaml": "id: e\n",
        },
    )
    (tmp_path / "krav" / "lank.yaml").symlink_to("/etc/passwd")
    commit(tmp_path / "annat", {"x": "x"})
    git(tmp_path, "-c", "protocol.file.allow=always", "submodule", "add", "-q", "./annat", "krav/modul")
    commit(tmp_path, {})
    files, findings = read_commit(tmp_path, "HEAD")
    assert [file.path for file in files] == ["krav/a.yaml", "mallar/bok.css"]
    assert sorted(f"{item.code} {item.position.path}" for item in findings) == sorted([
        "K002 krav/stor.yaml",
        "K004 krav/mapp.yaml",
        "K004 krav/modul",
        "K005 krav/lank.yaml",
        f"K006 {decomposed}",
        "K006 krav/rad?brytning.yaml",
        f"K007 krav/{deep}",
    ])  # fmt: skip


def test_a_name_in_no_encoding_is_refused(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    tree = f"100644 blob {git(tmp_path, 'rev-parse', 'HEAD:krav/a.yaml')}\tf\\345l.yaml".encode()
    name = tree.replace(b"\\345", b"\xe5") + b"\0"
    made = subprocess.run(["git", "mktree", "-z"], cwd=tmp_path, input=name, capture_output=True, check=True)
    outer = f"040000 tree {made.stdout.decode().strip()}\tkrav\n".encode()
    root = subprocess.run(["git", "mktree"], cwd=tmp_path, input=outer, capture_output=True, check=True)
    full = git(tmp_path, "commit-tree", root.stdout.decode().strip(), "-m", "fel")
    assert [item.code for item in read_commit(tmp_path, full)[1]] == ["K006"]


def test_a_broken_object_is_a_finding(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    name = git(tmp_path, "rev-parse", "HEAD:krav/a.yaml")
    place = tmp_path / ".git" / "objects" / name[:2] / name[2:]
    place.chmod(0o644)
    place.write_bytes(b"fel")
    assert codes(tmp_path) == ["K801 krav"]


# Without git, without commits


def test_outside_git_nothing_is_known(tmp_path: Path) -> None:
    write(tmp_path, ONE)
    assert codes(tmp_path) == ["K801 krav"]
    assert last_commit(tmp_path, ["krav"]) == ""
    assert not draft(tmp_path)


def test_before_the_first_commit_all_is_draft(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, ONE)
    assert codes(tmp_path) == ["K801 krav"]
    assert last_commit(tmp_path, ["krav"]) == ""
    assert draft(tmp_path)


@pytest.mark.parametrize("content", ["", "gitdir: /finns/inte\n", "skräp\n"])
def test_a_git_file_that_leads_nowhere_is_a_finding(tmp_path: Path, content: str) -> None:
    write(tmp_path, {**ONE, ".git": content})
    assert codes(tmp_path) == ["K801 krav"]
    assert last_commit(tmp_path, ["krav"]) == ""


def test_without_git_on_the_machine_nothing_is_known_and_all_is_a_draft(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    code = (
        "from pathlib import Path; from kravbok.git import *; from kravbok.history import read_removed; r = Path('.');"
        "print(read_commit(r, 'HEAD')[1][0].code, repr(last_commit(r, ['krav'])), is_draft(r, []),"
        "read_removed(r, frozenset({'A'})))"
    )
    without = {"PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=without, capture_output=True, check=True)
    assert done.stdout.split() == [b"K801", b"''", b"True", b"[]"]


# The last commit


def test_the_last_commit_is_the_one_that_touched_the_paths(tmp_path: Path) -> None:
    first = commit(tmp_path, ONE)
    second = commit(tmp_path, {"krav/b.yaml": "id: b\n"})
    commit(tmp_path, {"README.md": "x"})
    assert last_commit(tmp_path, ["krav/a.yaml"]) == first
    assert last_commit(tmp_path, ["krav/a.yaml", "krav/b.yaml"]) == second
    assert last_commit(tmp_path, ["krav", "mallar"]) == second
    assert last_commit(tmp_path, ["krav/c.yaml"]) == ""
    assert last_commit(tmp_path, []) == ""


def test_a_path_is_no_pattern(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    assert last_commit(tmp_path, ["krav/*.yaml"]) == ""
    assert last_commit(tmp_path, [":/"]) == ""


def test_a_merge_that_changes_nothing_is_passed_by(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    git(tmp_path, "checkout", "-q", "-b", "gren")
    wanted = commit(tmp_path, {"krav/a.yaml": "id: b\n"})
    git(tmp_path, "checkout", "-q", "main")
    commit(tmp_path, {"README.md": "x"})
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "ihop", "gren")
    assert last_commit(tmp_path, ["krav"]) == wanted


def test_the_end_of_a_shallow_clone_is_no_change(tmp_path: Path) -> None:
    commit(tmp_path / "a", ONE)
    commit(tmp_path / "a", {"README.md": "x"})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/a", "b")
    assert last_commit(tmp_path / "b", ["krav"]) == ""
    assert paths(tmp_path / "b") == ["krav/a.yaml", "mallar/bok.css"]
    assert not draft(tmp_path / "b")


def test_a_change_within_a_shallow_clone_is_known(tmp_path: Path) -> None:
    commit(tmp_path / "a", {"README.md": "x"})
    wanted = commit(tmp_path / "a", ONE)
    commit(tmp_path / "a", {"README.md": "y"})
    git(tmp_path, "clone", "-q", "--depth", "3", f"file://{tmp_path}/a", "b")
    assert last_commit(tmp_path / "b", ["krav"]) == wanted


# Drafts


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, False, id="oförändrat"),
        pytest.param({"README.md": "x"}, False, id="utanför mapparna"),
        pytest.param({"krav/a.yaml": "id: b\n"}, True, id="ändrat"),
        pytest.param({"mallar/bok.css": "p { }\n"}, True, id="ändrad mall"),
        pytest.param({"krav/ny.yaml": "id: ny\n"}, True, id="nytt"),
        pytest.param({"krav/a.yaml": b"id: a\r\n"}, False, id="andra radslut"),
        pytest.param({"krav/.dold": "x"}, False, id="dold fil"),
    ],
)
def test_a_draft_differs_from_the_commit(tmp_path: Path, change: dict[str, str | bytes], expected: bool) -> None:
    commit(tmp_path, {**ONE, "krav/.gitkeep": ""})
    write(tmp_path, change)
    assert draft(tmp_path) is expected


def test_a_removed_file_makes_a_draft(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    (tmp_path / "krav" / "a.yaml").unlink()
    assert draft(tmp_path)


def test_line_endings_committed_as_they_were_are_the_same(tmp_path: Path) -> None:
    commit(tmp_path, {"krav/a.yaml": b"id: a\r\nx: y\n"})
    write(tmp_path, {"krav/a.yaml": "id: a\nx: y\n"})
    assert not draft(tmp_path)


def test_a_picture_is_compared_byte_for_byte(tmp_path: Path) -> None:
    commit(tmp_path, {"krav/b/filer/c.png": b"\0\r\n"})
    write(tmp_path, {"krav/b/filer/c.png": b"\0\n"})
    assert draft(tmp_path)


@pytest.mark.parametrize(("content", "expected"), [(b"bild", False), (b"annan bild", True)])
def test_a_file_behind_an_lfs_pointer_is_known_by_its_checksum(tmp_path: Path, content: bytes, expected: bool) -> None:
    digest = hashlib.sha256(b"bild").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 4\n"
    commit(tmp_path, {"krav/b/filer/c.png": pointer})
    write(tmp_path, {"krav/b/filer/c.png": content})
    assert draft(tmp_path) is expected


def test_a_repository_with_sha256_is_read(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    full = commit(tmp_path, ONE)
    assert len(full) == 64
    assert last_commit(tmp_path, ["krav"]) == full
    assert not draft(tmp_path)


# Repositories that mean harm

TRAPS = [
    "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy", "gpg.program",
    "diff.external", "diff.yaml.textconv", "filter.yaml.clean", "filter.yaml.smudge", "filter.yaml.process",
    "credential.helper", "core.alternateRefsCommand", "uploadpack.packObjectsHook", "alias.rev-list", "alias.ls-tree",
    "alias.cat-file", "remote.origin.uploadpack", "interactive.diffFilter", "merge.yaml.driver",
]  # fmt: skip


def test_no_program_that_a_repository_names_is_started(tmp_path: Path) -> None:
    root, marker = tmp_path / "a", tmp_path / "startat"
    commit(root, {**ONE, ".gitattributes": "*.yaml filter=yaml diff=yaml merge=yaml\n"})
    trap = tmp_path / "falla"
    trap.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in TRAPS:
        git(root, "config", name, f"!{trap}" if name.startswith("alias") else str(trap))
    for name, value in (("log.showSignature", "true"), ("core.hooksPath", str(tmp_path / "krokar"))):
        git(root, "config", name, value)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        write(tmp_path, {f"krokar/{hook}": trap.read_bytes()})
        (tmp_path / "krokar" / hook).chmod(0o755)
    assert paths(root) == ["krav/a.yaml", "mallar/bok.css"]
    assert last_commit(root, ["krav"])
    assert not draft(root)
    assert not marker.exists()


def test_an_object_that_is_not_here_is_never_fetched(tmp_path: Path) -> None:
    commit(tmp_path / "a", ONE)
    git(tmp_path / "a", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{tmp_path}/a", "b")
    marker, trap = tmp_path / "startat", tmp_path / "falla"
    trap.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    trap.chmod(0o755)
    git(tmp_path / "b", "config", "remote.origin.uploadpack", str(trap))
    git(tmp_path / "b", "config", "protocol.allow", "always")
    assert codes(tmp_path / "b") == ["K801 krav"]
    assert not marker.exists()


def test_the_work_tree_that_a_repository_names_is_not_used(tmp_path: Path) -> None:
    commit(tmp_path / "a", ONE)
    git(tmp_path / "a", "config", "core.worktree", str(tmp_path))
    assert paths(tmp_path / "a") == ["krav/a.yaml", "mallar/bok.css"]


def test_replacements_of_objects_are_not_believed(tmp_path: Path) -> None:
    commit(tmp_path, {**ONE, "b": "id: falsk\n"})
    true, false = (git(tmp_path, "rev-parse", f"HEAD:{name}") for name in ("krav/a.yaml", "b"))
    git(tmp_path, "replace", true, false)
    assert read_commit(tmp_path, "HEAD")[0][0].data == b"id: a\n"


def test_the_settings_of_a_running_hook_do_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "a", ONE)
    commit(tmp_path / "b", {"krav/annan.yaml": "id: b\n"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "b" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "b"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "b" / ".git" / "index"))
    assert paths(tmp_path / "a") == ["krav/a.yaml", "mallar/bok.css"]


def test_a_broken_configuration_is_a_finding(tmp_path: Path) -> None:
    commit(tmp_path, ONE)
    (tmp_path / ".git" / "config").write_bytes(b"[core\n\xff\0")
    assert codes(tmp_path) == ["K801 krav"]
    assert last_commit(tmp_path, ["krav"]) == ""
    assert draft(tmp_path)
