"""The files of a commit, and the last commit that touched some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from kravbok.git.forrad import FOLDERS, Forrad, GitFel, Tradpost, open_forrad
from kravbok.sources import MAX_FILE, MAX_FILES, MAX_LEVELS, MAX_YAML, File, check_name

__all__ = ["head_commit", "last_commit", "list_commit", "read_blob", "read_commit", "read_tree"]


def read_commit(root: Path, rev: str, folders: Sequence[str] = FOLDERS) -> tuple[list[File], list[Finding]]:
    """Return the files that a commit has in the folders, in order of path, and a finding for each that is refused."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return [], [_fault("K801", "krav", "Mappen ligger inte i git", "Kör git init, eller utelämna --rev.")]
        try:
            return read_tree(forrad, forrad.commit(rev), folders)
        except GitFel as error:
            return [], [_fault("K801", "krav", error.message, error.hint)]


def read_tree(forrad: Forrad, commit: str, folders: Sequence[str]) -> tuple[list[File], list[Finding]]:
    """Return the files that a commit has in the folders; GitFel when an object is not here."""
    entries, findings = _list_tree(forrad, commit, folders, MAX_FILE)
    data = forrad.blobs(entry.hash for entry in entries)
    return [File(entry.path, data[entry.hash]) for entry in entries], findings


def list_commit(root: Path, rev: str, folder: str, most: int) -> tuple[list[Tradpost], list[Finding]]:
    """Return the files of at most so many bytes that a commit has in a folder, unread; none where it cannot be told."""
    with open_forrad(root) as forrad:
        try:
            return _list_tree(forrad, forrad.commit(rev), (folder,), most) if forrad else ([], [])
        except GitFel as error:
            return [], [_fault("K801", folder, error.message, error.hint)]


def read_blob(root: Path, entry: Tradpost) -> bytes | Finding:
    """Return what a file of a commit holds, or why it cannot be read."""
    with open_forrad(root) as forrad:
        try:
            return forrad.run("cat-file", "blob", entry.hash, most=entry.size) if forrad else b""
        except GitFel as error:
            return _fault("K801", entry.path, error.message, error.hint)


def _list_tree(forrad: Forrad, commit: str, folders: Sequence[str], most: int) -> tuple[list[Tradpost], list[Finding]]:
    entries: list[Tradpost] = []
    faults: dict[str, Finding] = {}
    for entry in sorted(forrad.tree(commit, folders), key=lambda item: item.path.split("/")):
        if fault := _refuse(entry, most):
            faults.setdefault(fault.position.path, fault)
        elif len(entries) >= MAX_FILES:
            name = entry.path.split("/")[0]
            faults[name] = _fault(
                "K002", name, f"Mappen har fler än {MAX_FILES} filer", "Ta bort det som inte hör hit."
            )
            break
        else:
            entries.append(entry)
    return entries, list(faults.values())


def _refuse(entry: Tradpost, most: int) -> Finding | None:
    """Return why a file of a commit is not read: the same rules as for a folder (`sources`)."""
    parts = entry.path.split("/")
    for depth in range(1, len(parts)):
        path = "/".join(parts[: depth + 1])
        if fault := check_name(parts[depth], path):
            return fault
        if depth == len(parts) - 1:
            break
        if path.endswith((".yaml", ".yml")):
            hint = "Byt namn på mappen, eller ersätt den med filen."
            return _fault("K004", path, "Här ligger en mapp med ett filnamn", hint)
        if depth > MAX_LEVELS:
            return _fault("K007", path, "Mappen ligger för djupt", "Flytta filerna närmare krav/.")
    return _refuse_kind(entry, most)


def _refuse_kind(entry: Tradpost, most: int) -> Finding | None:
    limit = MAX_YAML if entry.path.endswith((".yaml", ".yml")) else most
    if entry.mode == "120000":
        return _fault("K005", entry.path, "Här ligger en symbolisk länk", "Lägg filen själv här.")
    if entry.mode == "160000":
        return _fault("K004", entry.path, "Här ligger ett annat git-förråd (submodule)", "Lägg filerna själva här.")
    if entry.size > limit:
        return _fault("K002", entry.path, f"Filen är större än {limit // 1024} KiB", "Dela upp den.")
    return None


def _fault(code: str, path: str, message: str, hint: str) -> Finding:
    return finding(code, Position(path), message, hint)


def last_commit(root: Path, paths: Iterable[str], rev: str = "HEAD") -> str:
    """Return the full hash of the last commit up to `rev` that touched any of the paths; empty when it is not known."""
    named = list(paths)
    with open_forrad(root) as forrad:
        if forrad is None or not named:
            return ""
        try:
            wanted = [forrad.commit(rev), "--", *(forrad.prefix + path for path in named)]
            given = "".join(f"{line}\n" for line in wanted)
            commit = forrad.run("rev-list", "--max-count=1", "--stdin", given=given.encode()).decode().strip()
            return "" if commit in forrad.shallow() else commit
        except GitFel:
            return ""


def head_commit(root: Path, rev: str = "HEAD") -> str:
    """Return the full hash of the commit that a revision means; empty when there is none."""
    with open_forrad(root) as forrad:
        try:
            return forrad.commit(rev) if forrad else ""
        except GitFel:
            return ""
