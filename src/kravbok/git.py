"""Read git from its objects only: the files of a commit, the last commit that touched them, and if they are a draft.

Nothing is checked out and no index is refreshed. Only plumbing runs (rev-parse, rev-list, ls-tree, diff-tree,
cat-file): it starts no hook, pager, filter or helper that a repository's own configuration names. No transport is
allowed, so a missing object is never fetched.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kravbok.finding import Finding, Position, finding
from kravbok.sources import MAX_FILE, MAX_FILES, MAX_LEVELS, MAX_YAML, File, check_name

if TYPE_CHECKING:
    from git import Git

__all__ = ["FOLDERS", "Forrad", "GitFel", "is_draft", "last_commit", "open_forrad", "read_commit"]

FOLDERS = ("krav", "mallar")
"""The folders of a project that a book is made from."""

_ALONE = {
    "GIT_ALLOW_PROTOCOL": "none",  # no transport: a partial clone may name a program to fetch with
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_SECONDS = None if sys.platform == "win32" else 60
_LFS = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")


class GitFel(Exception):
    """Git cannot answer: what to tell, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Tradpost:
    """An entry of a commit's tree: kind, hash, size in bytes, and path from the project's folder."""

    mode: str
    hash: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Forrad:
    """A repository, and where the project stands in it (empty, or ending in a slash)."""

    git: Git
    prefix: str

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return what a plumbing command says to what it is given; GitFel when it fails."""
        from git import CommandError

        with tempfile.TemporaryFile() as stream:
            stream.write(given)
            stream.seek(0)
            try:
                return self.git.execute(
                    ["git", *arguments],
                    istream=stream,
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                    kill_after_timeout=_SECONDS,
                )
            except CommandError as error:
                said = str(error.stderr or error).strip().strip("'").splitlines()[-1:] or [""]
                raise GitFel(f"git {arguments[0]} gick inte: {said[0][:120]}", "Pröva git fsck i mappen.") from None

    def read(self, name: str) -> bytes:
        """Return a blob's bytes; GitFel when the object is not here."""
        try:
            return bytes(self.git.get_object_data(name)[3])
        except (ValueError, OSError):
            message = f"Objektet {name[:10]} finns inte i det här git-förrådet"
            raise GitFel(message, "Hämta hela historiken, t.ex. med git fetch --unshallow.") from None

    def commit(self, rev: str) -> str:
        """Return the full hash of the commit that a name means; GitFel when there is none."""
        missing = GitFel(f"Det finns ingen version ”{rev[:60]}” i git", "Skriv en gren, en tagg eller en commit.")
        if rev.startswith("-") or not rev.isprintable() or not rev:
            raise missing
        try:
            return self.run("rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}").decode().strip()
        except GitFel:
            raise missing from None

    def tree(self, commit: str, folders: Sequence[str]) -> Iterator[Tradpost]:
        """Yield the files of a commit in the folders; what begins with a dot is no part of a project."""
        wanted = [f"{self.prefix}{folder}/" for folder in folders]
        for row in self.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *wanted).split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            mode, _, digest, size = about.decode().split()
            path = name.decode("utf-8", "surrogateescape").removeprefix(self.prefix)
            if not any(part.startswith(".") for part in path.split("/")):
                yield Tradpost(mode, digest, int(size) if size.isdigit() else 0, path)

    def shallow(self) -> frozenset[str]:
        """Return the commits at which a shallow clone ends."""
        place = self.run("rev-parse", "--path-format=absolute", "--git-path", "shallow").decode().rstrip("\n")
        try:
            return frozenset(Path(place).read_text(encoding="ascii").split())
        except (OSError, ValueError):
            return frozenset()


@contextmanager
def open_forrad(root: Path) -> Iterator[Forrad | None]:
    """Open the repository that holds the project; None when there is none, or no git on the machine."""
    place = _find(root.resolve())
    if place is None:
        yield None
        return
    try:
        from git import Git
    except ImportError:
        yield None
        return
    folder, top = place
    git = Git(str(top))
    git.update_environment(GIT_DIR=str(folder), **_ALONE)
    inside = root.resolve().relative_to(top).as_posix()
    try:
        yield Forrad(git, "" if inside == "." else f"{inside}/")
    finally:
        git.clear_cache()


def _find(root: Path) -> tuple[Path, Path] | None:
    """Return the git folder of the project and the top of its work tree; a bare repository is both."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return folder / ".git", folder
        if (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir():
            return folder, folder
    return None


def read_commit(root: Path, rev: str, folders: Sequence[str] = FOLDERS) -> tuple[list[File], list[Finding]]:
    """Return the files that a commit has in the folders, in order of path, and a finding for each that is refused."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return [], [_fault("K801", "krav", "Mappen ligger inte i git", "Kör git init, eller utelämna --rev.")]
        try:
            return _read_tree(forrad, forrad.commit(rev), folders)
        except GitFel as error:
            return [], [_fault("K801", "krav", error.message, error.hint)]


def _read_tree(forrad: Forrad, commit: str, folders: Sequence[str]) -> tuple[list[File], list[Finding]]:
    files: list[File] = []
    faults: dict[str, Finding] = {}
    for entry in sorted(forrad.tree(commit, folders), key=lambda item: item.path.split("/")):
        if fault := _refuse(entry):
            faults.setdefault(fault.position.path, fault)
        elif len(files) >= MAX_FILES:
            name = entry.path.split("/")[0]
            faults[name] = _fault(
                "K002", name, f"Mappen har fler än {MAX_FILES} filer", "Ta bort det som inte hör hit."
            )
            break
        else:
            files.append(File(entry.path, forrad.read(entry.hash)))
    return files, list(faults.values())


def _refuse(entry: Tradpost) -> Finding | None:
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
    return _refuse_kind(entry)


def _refuse_kind(entry: Tradpost) -> Finding | None:
    limit = MAX_YAML if entry.path.endswith((".yaml", ".yml")) else MAX_FILE
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


def is_draft(root: Path, files: Iterable[File], folders: Sequence[str] = FOLDERS) -> bool:
    """Whether the files differ from those of HEAD, in content or number; never so outside git."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return False
        try:
            committed = {entry.path: entry.hash for entry in forrad.tree(forrad.commit("HEAD"), folders)}
        except GitFel:
            return True
        found = {file.path: file for file in files}
        if found.keys() != committed.keys():
            return True
        return not all(_is_same(forrad, file.data, committed[path]) for path, file in found.items())


def _is_same(forrad: Forrad, data: bytes, name: str) -> bool:
    """Whether bytes are the blob: as they are, with other line endings, or as the file behind an LFS pointer."""
    plain = data.replace(b"\r\n", b"\n")
    if name in (_hash(data, name), _hash(plain, name)):
        return True
    try:
        blob = forrad.read(name)
    except GitFel:
        return False
    pointer = _LFS.fullmatch(blob[:1024]) or _LFS.match(blob[:1024])
    if pointer is not None:
        return hashlib.sha256(data).hexdigest().encode() == pointer[1]
    return b"\0" not in blob and blob.replace(b"\r\n", b"\n") == plain


def _hash(data: bytes, name: str) -> str:
    """Return the hash that git gives a blob, of the kind that `name` has."""
    kind = "sha256" if len(name) == 64 else "sha1"
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
