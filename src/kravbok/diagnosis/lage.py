"""Lage: what the questions are asked about, each part read once and when it is first asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath

from kravbok.cache import files_below
from kravbok.git import Forrad
from kravbok.sources import MAX_FILES

__all__ = ["FOLDERS", "LINK", "Lage", "Projektfil"]

FOLDERS = ("krav", "mallar", "arkiv")
"""The folders whose files are looked at: what a book is made from, and what has been sealed."""

LINK = "120000"
"""What git calls a symbolic link; on Windows its work tree has an ordinary file instead."""

_MOST = 2 * MAX_FILES


@dataclass(frozen=True, slots=True)
class Projektfil:
    """A file of the project, in the work tree or in git's index: its path from the project, and if it is a link."""

    path: str
    lank: bool = False


@dataclass(frozen=True)
class Lage:
    """The project, its repository (None outside git, or without git), the environment and the coding of stdout."""

    projekt: Path
    forrad: Forrad | None
    miljo: Mapping[str, str]
    kodning: str

    @cached_property
    def is_projekt(self) -> bool:
        """Whether there is a project in the folder."""
        return (self.projekt / "krav" / "kravbok.yaml").is_file()

    @cached_property
    def installningar(self) -> Mapping[str, str]:
        """Git's settings as they hold here; a key that is set several times has its last value."""
        if self.forrad is None:
            return {}
        rows = self.forrad.run("config", "--list", "-z").decode("utf-8", "replace").split("\0")
        return {key: value for key, _, value in (row.partition("\n") for row in rows if row)}

    @cached_property
    def filer(self) -> tuple[Projektfil, ...]:
        """The files on the disk, and those that git keeps and the disk may be unable to hold."""
        found = {path: Projektfil(path, entry.is_symlink()) for path, entry in self._on_disk()}
        found |= {file.path: file for file in self._in_index() if file.lank or file.path not in found}
        return tuple(found[path] for path in sorted(found))

    @cached_property
    def storlekar(self) -> Mapping[str, int]:
        """The sizes of the ordinary files on the disk, in bytes."""
        return {path: entry.stat().st_size for path, entry in self._on_disk() if not entry.is_symlink()}

    @cached_property
    def radslut(self) -> str:
        """How .gitattributes ends the lines of the records: lf, crlf, or empty where it does not say."""
        if self.forrad is None:
            return ""
        said = self.forrad.run("check-attr", "-z", "eol", "--", f"{self.forrad.prefix}krav/kravbok.yaml")
        value = said.split(b"\0")[2].decode("ascii", "replace")
        return value if value in ("lf", "crlf") else ""

    def _on_disk(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        for folder in FOLDERS:
            if (self.projekt / folder).is_dir():
                below = islice(files_below(str(self.projekt / folder)), _MOST)
                yield from ((f"{folder}/{path}", entry) for path, entry in below)

    def _in_index(self) -> Iterator[Projektfil]:
        if self.forrad is None:
            return
        for row in self.forrad.run("ls-files", "--stage", "-z").split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            path = name.decode("utf-8", "surrogateescape")
            inside = path.removeprefix(self.forrad.prefix)
            if path.startswith(self.forrad.prefix) and PurePosixPath(inside).parts[0] in FOLDERS:
                yield Projektfil(inside, about.startswith(LINK.encode()))

    def git_file(self, name: str) -> Path | None:
        """Return where the repository keeps a file of its own (MERGE_HEAD), or None outside git."""
        if self.forrad is None:
            return None
        said = self.forrad.run("rev-parse", "--path-format=absolute", "--git-path", name)
        return Path(os.fsdecode(said).rstrip("\r\n"))
