"""Repositories that mean harm: what they name is not started or fetched, what they swell is not read, in seconds."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kravbok.cli.historik import historik
from kravbok.finding import Finding
from kravbok.git import read_commit
from kravbok.history import Past, commit_at, read_past, read_removed
from kravbok.history.liv import Kravliv, read_liv
from verktyg.gitrepo import ENV, git, write
from verktyg.grund import base
from verktyg.tio import LIST, commit_on, git_on, make_tio

KRAV = "PR-LIST-001"
DAY = date(2022, 6, 1)
SECONDS = 20


@contextmanager
def in_time() -> Iterator[None]:
    """Fail when what is done takes long."""
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < SECONDS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the small project, committed once."""
    folder = tmp_path / "a"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit_on(folder, "2022-01-01", dict(base()))
    return folder


def put(root: Path, kind: str, data: bytes) -> str:
    """Write an object and return its name."""
    command = ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
    done = subprocess.run(command, cwd=root, env=ENV, input=data, capture_output=True, check=True)
    return done.stdout.decode().strip()


def tree(root: Path, rows: list[tuple[str, str, bytes]]) -> str:
    """Write a tree of modes, names of objects and file names."""
    text = b"".join(f"{mode} {kind(mode)} {name}\t".encode() + path + b"\0" for mode, name, path in rows)
    done = subprocess.run(
        ["git", "mktree", "-z", "--missing"], cwd=root, env=ENV, input=text, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def kind(mode: str) -> str:
    return {"040000": "tree", "160000": "commit"}.get(mode, "blob")


def commit_tree(root: Path, name: str, message: bytes = b"x", author: bytes = b"A <a@b>") -> str:
    """Commit a tree on top of HEAD, in bytes."""
    who = author + b" 1650000000 +0000"
    parent = git(root, "rev-parse", "HEAD").encode()
    head = b"tree " + name.encode() + b"\nparent " + parent + b"\nauthor " + who + b"\ncommitter " + who
    made = put(root, "commit", head + b"\n\n" + message + b"\n")
    git(root, "update-ref", "refs/heads/main", made)
    return made


def krav_with(root: Path, rows: list[tuple[str, str, bytes]]) -> str:
    """Write the tree of a project whose krav/ also has these entries."""
    kept = subprocess.run(
        ["git", "ls-tree", "HEAD:krav"], cwd=root, env=ENV, capture_output=True, check=True, text=True
    )
    old = [(row.split()[0], row.split()[2], row.partition("\t")[2].encode()) for row in kept.stdout.splitlines()]
    return tree(root, [("040000", tree(root, [*old, *rows]), b"krav")])


def ask_all(root: Path) -> tuple[Past | Finding, Kravliv]:
    """Ask everything that can be asked of the history."""
    past = read_past(root, "HEAD")
    commit_at(root, DAY)
    read_removed(root, frozenset({KRAV}))
    read_commit(root, "HEAD")
    return past, read_liv(root, KRAV, None)


# Size


def test_a_tree_that_names_itself_over_and_over_is_cut_off(root: Path) -> None:
    name = tree(root, [("100644", put(root, "blob", b"x"), f"f{at:02}".encode()) for at in range(50)])
    for _ in range(9):
        name = tree(root, [("040000", name, f"d{at:02}".encode()) for at in range(50)])
    commit_tree(root, krav_with(root, [("040000", name, b"bomb")]))
    with in_time():
        past, liv = ask_all(root)
    assert isinstance(past, Finding)
    assert past.code == "K801"
    assert [item.code for item in liv.findings] == ["K801"]


def test_a_huge_object_is_not_read(root: Path) -> None:
    big = f"id: {KRAV}\n".encode() + b"#" * (96 * 1024 * 1024)
    made = put(root, "blob", big)
    commit_tree(root, krav_with(root, [("100644", made, b"stor.yaml"), ("100644", made, b"stor.png")]))
    with in_time():
        past, liv = ask_all(root)
    assert isinstance(past, Past)
    assert {item.code for item in past.findings} == {"K805"}
    assert KRAV in past.register.krav
    assert [item.slag for item in liv.handelser] == ["först i git", "först i git"]


def test_a_huge_mailmap_is_not_read(root: Path) -> None:
    commit_on(root, "2022-02-01", {".mailmap": b"Roll <anna@example.org>\n" + b"#" * 1_000_000})
    assert {item.roll for item in read_liv(root, KRAV, None).handelser} == {""}


def test_a_deep_record_in_history_is_a_finding(root: Path) -> None:
    whole = (root / LIST).read_bytes()
    commit_on(root, "2022-02-01", {LIST: f"id: {KRAV}\nlydelser: ".encode() + b"[" * 100_000})
    commit_on(root, "2022-02-02", {LIST: whole})
    with in_time():
        _, liv = ask_all(root)
    assert [item.code for item in liv.findings] == ["K805"]


# Kinds and names


def test_links_and_submodules_are_findings_and_the_rest_is_read(root: Path) -> None:
    link = put(root, "blob", b"/etc/passwd")
    rows = [("120000", link, b"lank.yaml"), ("160000", "1" * 40, b"modul"), ("120000", link, b"PR-LIST-001.yaml")]
    commit_tree(root, krav_with(root, rows))
    past, liv = ask_all(root)
    assert isinstance(past, Past)
    assert {item.position.path for item in past.findings} == {"krav/lank.yaml", "krav/modul", "krav/PR-LIST-001.yaml"}
    assert [item.slag for item in liv.handelser] == ["först i git", "först i git"]


def test_a_mailmap_that_is_a_link_leads_nowhere(root: Path, tmp_path: Path) -> None:
    (tmp_path / "roller").write_text("Roll <anna@example.org>\n", encoding="utf-8")
    (root / ".mailmap").symlink_to(tmp_path / "roller")
    commit_on(root, "2022-02-01", {})
    assert {item.roll for item in read_liv(root, KRAV, None).handelser} == {""}


@pytest.mark.parametrize(
    "name",
    [b"l\xe5kare.yaml", b"rad\nbrytning.yaml", b"\x07.yaml", b"tab\t.yaml", b"-rf.yaml", b"a" * 250 + b".yaml"],
)
def test_file_names_of_any_bytes_do_no_harm(root: Path, name: bytes) -> None:
    record = (root / LIST).read_bytes().replace(KRAV.encode(), b"PR-ODD-001")
    commit_tree(root, krav_with(root, [("100644", put(root, "blob", record), name)]))
    past, _ = ask_all(root)
    assert isinstance(past, Past)
    assert KRAV in past.register.krav
    result = CliRunner().invoke(historik, ["PR-ODD-001", "--projekt", str(root)])
    assert result.exit_code in (0, 2)
    assert "\x07" not in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("message", [b"", b"\xff\xfe\x00\x1b[2J", b"r\xe4ttad", b"x" * 5_000_000])
def test_messages_and_authors_of_any_bytes_do_no_harm(root: Path, message: bytes) -> None:
    changed = (root / LIST).read_bytes().replace(b"4 veckor", b"5 veckor")
    write(root, {LIST: changed, ".mailmap": "Roll <\ufffd@b>\n"})
    git_on(root, "2022-02-01", "add", "-A")
    name = git(root, "write-tree")
    commit_tree(root, name, message, b"\xff\x1b[2J <\xff@b>")
    _, liv = ask_all(root)
    assert [item.slag for item in liv.handelser][-1] == "ändrad i efterhand"


# Programs, transports, other histories

TRAPS = (
    "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.gitProxy", "gpg.program", "diff.external",
    "diff.yaml.textconv", "filter.yaml.clean", "filter.yaml.smudge", "filter.yaml.process", "credential.helper",
    "core.alternateRefsCommand", "uploadpack.packObjectsHook", "alias.rev-list", "alias.diff-tree", "alias.cat-file",
    "alias.rev-parse", "remote.origin.uploadpack", "interactive.diffFilter", "mailmap.file",
)  # fmt: skip


def trap(folder: Path) -> tuple[Path, Path]:
    """A program that leaves a mark when it is started, and the mark."""
    program, mark = folder / "falla", folder / "startat"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    program.chmod(0o755)
    return program, mark


def test_no_program_that_a_repository_names_is_started(tmp_path: Path) -> None:
    root = make_tio(tmp_path / "a").root
    program, mark = trap(tmp_path)
    write(root, {".gitattributes": "*.yaml filter=yaml diff=yaml merge=yaml\n"})
    for name in TRAPS:
        git(root, "config", name, f"!{program}" if name.startswith("alias") else str(program))
    git(root, "config", "core.hooksPath", str(tmp_path / "krokar"))
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        write(tmp_path, {f"krokar/{hook}": program.read_bytes()})
        (tmp_path / "krokar" / hook).chmod(0o755)
    past, liv = ask_all(root)
    assert isinstance(past, Past)
    assert len(liv.handelser) == 3
    assert not mark.exists()


def test_an_object_that_is_not_here_is_never_fetched_through_ext(root: Path, tmp_path: Path) -> None:
    program, mark = trap(tmp_path)
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{root}", "b")
    for name, value in (
        ("remote.origin.url", f"ext::{program} %S"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ):
        git(tmp_path / "b", "config", name, value)
    with in_time():
        past, liv = ask_all(tmp_path / "b")
    assert isinstance(past, Finding)
    assert past.code == "K801"
    assert [item.code for item in liv.findings] == ["K801"]
    assert not mark.exists()


@pytest.mark.parametrize("place", ["{here}/.git/objects", "{here}/finns-inte", "https://exempel.se/objects", "\n\0\n"])
def test_alternates_that_lead_nowhere_or_in_a_ring_do_no_harm(root: Path, place: str) -> None:
    (root / ".git/objects/info/alternates").write_text(place.format(here=root) + "\n", encoding="utf-8")
    with in_time():
        past, liv = ask_all(root)
    assert isinstance(past, Past)
    assert len(liv.handelser) == 2


def test_history_is_not_told_by_replacements_or_grafts(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    before = read_liv(tio.root, "PR-PAF-002", None)
    true, false = tio.commits[3], tio.commits[2]
    git(tio.root, "replace", true, false)
    (tio.root / ".git/info/grafts").write_text(f"{tio.commits[10]} {tio.commits[1]}\n", encoding="utf-8")
    assert git(tio.root, "rev-list", "--count", "--first-parent", "HEAD") == "2"
    assert read_liv(tio.root, "PR-PAF-002", None) == before
    assert commit_at(tio.root, date(2021, 3, 15)) == true


def test_a_commit_graph_is_not_believed(tmp_path: Path) -> None:
    tio = make_tio(tmp_path / "a")
    git(tio.root, "commit-graph", "write", "--reachable")
    graph = tio.root / ".git/objects/info/commit-graph"
    graph.chmod(0o644)
    data = graph.read_bytes()
    graph.write_bytes(data[:100] + bytes(len(data) - 100))
    before = graph.stat()
    past, liv = ask_all(tio.root)
    assert isinstance(past, Past)
    assert len(liv.handelser) == 3
    assert graph.stat().st_mtime_ns == before.st_mtime_ns


def test_a_repository_with_sha256_has_a_past(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    made = commit_on(tmp_path, "2022-01-01", dict(base()))
    past, liv = ask_all(tmp_path)
    assert isinstance(past, Past)
    assert (len(made), past.commit) == (64, made)
    assert len(past.register.krav) == 6
    assert len(liv.handelser) == 2


def test_a_broken_object_in_history_is_a_finding(root: Path) -> None:
    name = git(root, "rev-parse", f"HEAD:{LIST}")
    place = root / ".git" / "objects" / name[:2] / name[2:]
    place.chmod(0o644)
    place.write_bytes(b"fel")
    past, liv = ask_all(root)
    assert isinstance(past, Finding)
    assert [item.code for item in liv.findings] == ["K801"]
    result = CliRunner().invoke(historik, [KRAV, "--projekt", str(root)])
    assert result.exit_code == 1
    assert "Lydelsen från" in result.output
