"""A repository as it is read: by plumbing only, with nothing of its own configuration believed.

Nothing is checked out and no index is refreshed. Only plumbing runs (rev-parse, rev-list, ls-tree, cat-file, ls-files
and their like): it starts no hook, pager, filter or helper that a repository's own configuration names. No transport is
allowed, so a missing object is never fetched. Replacements, grafts and the commit graph, which may tell another history
than the objects, are not believed; an answer too large for any project is cut off.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Thread, Timer
from typing import IO, TYPE_CHECKING

from kravbok.sources import MAX_FILE, is_hidden

if TYPE_CHECKING:
    from subprocess import Popen

    from git import Git

__all__ = ["FOLDERS", "Forrad", "GitFel", "GitSaknas", "Tradpost", "find_git", "is_repository", "open_forrad"]

FOLDERS = ("krav", "mallar")
"""The folders of a project that a book is made from."""

_ALONE = {
    "GIT_ALLOW_PROTOCOL": "none",  # no transport: a partial clone may name a program to fetch with
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
_DEAF = ("-c", "core.commitGraph=false", "-c", "core.fsmonitor=false")
_SECONDS = 60
_MOST, _SAID = 16 * 1024 * 1024, 64 * 1024
"""The longest answer and complaint that are read: a tree that names itself over and over has no end."""


class GitFel(Exception):
    """Git cannot answer: what to tell, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class GitSaknas(GitFel):
    """There is no git on the machine, so that nothing of a repository can be read."""

    def __init__(self) -> None:
        hint = "Installera git, öppna ett nytt fönster och pröva git --version."
        super().__init__("Programmet git finns inte på datorn, eller inte i PATH", hint)


@dataclass(frozen=True, slots=True)
class Tradpost:
    """An entry of a commit's tree: kind, hash, size in bytes, and path from the project's folder."""

    mode: str
    hash: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Forrad:
    """A repository, what reads it (None: no git on the machine), and where the project stands in it.

    The place is empty, or ends in a slash.
    """

    git: Git | None
    prefix: str

    def run(self, *arguments: str, given: bytes = b"", most: int = _MOST) -> bytes:
        """Return what a plumbing command says to what it is given; GitFel when it fails or has no end."""
        if self.git is None:
            raise GitSaknas
        from git import CommandError

        with tempfile.TemporaryFile() as stream:
            stream.write(given)
            stream.seek(0)
            try:
                process = self.git.execute(["git", *_DEAF, *arguments], istream=stream, as_process=True)
            except CommandError as error:
                raise _failed(arguments[0], str(error)) from None
            return _listen(process.proc, arguments[0], most)

    def blobs(self, names: Iterable[str], most: int = MAX_FILE) -> dict[str, bytes]:
        """Return blobs by name, without those larger than `most` bytes; GitFel when an object is not here."""
        return dict(self.objects("blob", names, most))

    def objects(self, kind: str, names: Iterable[str], most: int = MAX_FILE) -> Iterator[tuple[str, bytes]]:
        """Yield objects of a kind with their names, some at a time, without those larger than `most` bytes."""
        wanted = "".join(f"{name}\n" for name in dict.fromkeys(names)).encode()
        for batch in _batches(kind, self.run("cat-file", "--batch-check", given=wanted).decode().splitlines(), most):
            given = "".join(f"{name}\n" for name, _ in batch).encode()
            answer = memoryview(self.run("cat-file", "--batch", given=given))
            at = 0
            for name, size in batch:
                start = at + len(f"{name} {kind} {size}\n")
                at = start + size + 1
                yield name, bytes(answer[start : at - 1])

    def commit(self, rev: str) -> str:
        """Return the full hash of the commit that a name means; GitFel when there is none."""
        missing = GitFel(f"Det finns ingen version ”{rev[:60]}” i git", "Skriv en gren, en tagg eller en commit.")
        if rev.startswith("-") or not rev.isprintable() or not rev:
            raise missing
        try:
            return self.run("rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}").decode().strip()
        except GitSaknas:
            raise
        except GitFel:
            raise missing from None

    def tree(self, commit: str, folders: Sequence[str]) -> Iterator[Tradpost]:
        """Yield the files of a commit in the folders; what is hidden is no part of a project."""
        for entry in self.whole_tree(commit, *(f"{self.prefix}{folder}/" for folder in folders)):
            path = entry.path.removeprefix(self.prefix)
            if not any(is_hidden(part) for part in path.split("/")):
                yield replace(entry, path=path)

    def whole_tree(self, commit: str, *wanted: str) -> Iterator[Tradpost]:
        """Yield every file of a commit, or those below some paths, hidden ones too, by path from the repository's top.

        A path that is not UTF-8 has its bytes as surrogates.
        """
        for row in self.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *wanted).split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            mode, _, digest, size = about.decode().split()
            path = name.decode("utf-8", "surrogateescape")
            yield Tradpost(mode, digest, int(size) if size.isdigit() else 0, path)

    def shallow(self) -> frozenset[str]:
        """Return the commits at which a shallow clone ends."""
        place = self.run("rev-parse", "--path-format=absolute", "--git-path", "shallow").decode().rstrip("\n")
        try:
            return frozenset(Path(place).read_text(encoding="ascii").split())
        except (OSError, ValueError):
            return frozenset()


def _listen(process: Popen[bytes] | None, command: str, most: int) -> bytes:
    """Return what a process says before it ends; GitFel when it fails, or is stopped for saying too much."""
    if process is None or process.stdout is None or process.stderr is None:
        raise _failed(command, "")
    watch = Timer(_SECONDS, process.kill)
    said: list[str] = []
    hearing = Thread(target=_hear, args=(process.stderr, said))
    watch.start()
    hearing.start()
    try:
        answer = process.stdout.read(most + 1)
        if len(answer) > most:
            process.kill()
        hearing.join()
        status = process.wait()
    finally:
        watch.cancel()
        process.kill()  # nothing happens to one that has ended; what is cut short must not keep the streams open
        process.stdout.close()
        process.stderr.close()
    if len(answer) > most:
        raise GitFel(
            f"git {command} svarar med mer än {most // 1024 // 1024} MiB", "Ta bort det som inte hör till boken."
        )
    if status:
        raise _failed(command, "".join(said))
    return answer


def _hear(stream: IO[bytes], said: list[str]) -> None:
    """Add the beginning of a complaint; the rest is read too, or it would fill the pipe and stop the answer."""
    said.append(stream.read(_SAID).decode("utf-8", "replace"))
    while stream.read(_SAID):
        pass


def _failed(command: str, said: str) -> GitFel:
    last = said.strip().strip("'").splitlines()[-1:] or [""]
    return GitFel(f"git {command} gick inte: {last[0][:120]}", "Pröva git fsck i mappen.")


def _batches(kind: str, rows: Iterable[str], most: int) -> Iterator[list[tuple[str, int]]]:
    """Yield the names and sizes of objects in lists that are read at once; GitFel when one is not here."""
    batch: list[tuple[str, int]] = []
    total = 0
    for row in rows:
        name, found, *size = row.split()
        if found != kind:
            message = f"Objektet {name[:10]} finns inte i det här git-förrådet"
            raise GitFel(message, "Hämta hela historiken, t.ex. med git fetch --unshallow.")
        if int(size[0]) > most:
            continue
        if batch and total + int(size[0]) > _MOST // 2:
            yield batch
            batch, total = [], 0
        batch.append((name, int(size[0])))
        total += int(size[0]) + 100
    if batch:
        yield batch


def is_repository(root: Path) -> bool:
    """Whether a project lies in a repository: at its top, in a folder of it, or in a linked work tree."""
    return _find(root.resolve()) is not None


@cache
def find_git() -> type[Git] | None:
    """Return what runs git; None where the machine has no such program."""
    try:
        from git import CommandError, Git
    except ImportError:  # GitPython looks for the program as it is loaded, unless GIT_PYTHON_REFRESH says otherwise
        return None
    try:
        Git().version()
    except CommandError:
        return None
    return Git


@contextmanager
def open_forrad(root: Path) -> Iterator[Forrad | None]:
    """Open the repository that holds the project; None when there is none. Without git each question is a GitSaknas."""
    place = _find(root.resolve())
    if place is None:
        yield None
        return
    folder, top = place
    inside = root.resolve().relative_to(top).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    program = find_git()
    if program is None:
        yield Forrad(None, prefix)
        return
    git = program(str(top))
    git.update_environment(GIT_DIR=str(folder), **_ALONE)
    try:
        yield Forrad(git, prefix)
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
