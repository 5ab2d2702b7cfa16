"""A folder of this machine as a target: hard links, whole writes and a symbolic link that is switched by a rename."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kravbok.publish.fel import told
from kravbok.publish.mal import CHUNK, Post, new_name

__all__ = ["Mapp"]

_KINDS = (OSError,)


class Mapp:
    """A folder as a target."""

    samtidigt = 1

    def __init__(self, folder: Path, namn: str) -> None:
        self.namn, self._folder = namn, folder

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self._folder

    def list_files(self, folder: str) -> dict[str, Post]:
        """Return everything but folders below a folder; links are told and not followed."""
        with told(self.namn, folder, _KINDS):
            found: dict[str, Post] = {}
            root = self._folder / folder
            if root.is_symlink() or not root.is_dir():
                return found
            for place, folders, names in os.walk(root):
                for name in [*names, *(name for name in folders if Path(place, name).is_symlink())]:
                    path = Path(place, name)
                    found[path.relative_to(self._folder).as_posix()] = _post(path)
            return found

    def stat(self, path: str) -> Post | None:
        """Return what lies at a path, or None."""
        with told(self.namn, path, _KINDS):
            try:
                return _post(self._folder / path)
            except (FileNotFoundError, NotADirectoryError):
                return None

    def read(self, path: str, most: int) -> Iterator[bytes]:
        """Yield a file in pieces; a link is no file."""
        with told(self.namn, path, _KINDS, (FileNotFoundError,)):
            descriptor = os.open(self._folder / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(descriptor, "rb") as stream:
                while most >= 0 and (piece := stream.read(CHUNK)):
                    most -= len(piece)
                    yield piece

    def make_folders(self, folders: Iterable[str]) -> None:
        """Make folders."""
        for folder in folders:
            with told(self.namn, folder, _KINDS):
                _make(self._folder / folder)

    def write(self, path: str, source: Path | bytes) -> None:
        """Write beside and rename, so that a file is whole or as it was, and no other link to it changes."""
        place = self._folder / path
        with told(self.namn, path, _KINDS):
            beside = self._folder / new_name()
            try:
                if isinstance(source, bytes):
                    beside.write_bytes(source)
                else:
                    shutil.copyfile(source, beside, follow_symlinks=False)
                beside.chmod(0o644)
                beside.replace(place)
            except OSError:
                with suppress(OSError):
                    beside.unlink()
                raise

    def create(self, path: str, data: bytes) -> None:
        """Write a file that is not there."""
        with told(self.namn, path, _KINDS, (FileExistsError,)), (self._folder / path).open("xb") as stream:
            stream.write(data)

    def copy(self, old: str, new: str) -> bool:
        """Link a file by another name: no byte is written, and no later write reaches the first."""
        try:
            os.link(self._folder / old, self._folder / new, follow_symlinks=False)
        except OSError:
            return False
        return True

    def remove(self, path: str) -> None:
        """Remove a file or a link."""
        with told(self.namn, path, _KINDS), suppress(FileNotFoundError):
            (self._folder / path).unlink()

    def remove_empty(self, folder: str) -> None:
        """Remove a folder if it is empty."""
        with suppress(OSError):
            (self._folder / folder).rmdir()

    def point(self, name: str, to: str) -> bool:
        """Make a link beside and rename it over the old one."""
        beside = self._folder / f".{name}-ny"
        with told(self.namn, name, _KINDS):
            beside.unlink(missing_ok=True)
            try:
                beside.symlink_to(to, target_is_directory=True)
            except (NotImplementedError, OSError):
                return False  # Windows without the right to make links
            if hasattr(os, "sync"):
                os.sync()  # what the link leads to is on the disk before the link is
            beside.replace(self._folder / name)
        return True

    def pointed(self, name: str) -> str | None:
        """Return where a link leads."""
        with told(self.namn, name, _KINDS):
            path = self._folder / name
            return path.readlink().as_posix() if path.is_symlink() else None

    def close(self) -> None:
        """Nothing is open."""


def _post(path: Path) -> Post:
    found = path.lstat()
    return Post(found.st_size, lank=path.is_symlink() or not (path.is_file() or path.is_dir()))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "") from None
