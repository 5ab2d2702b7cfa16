"""A target that fsspec reaches: S3, WebDAV and whatever else it knows; what they do apart is in the small methods."""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from kravbok.publish.fel import ODD, told
from kravbok.publish.mal import CHUNK, Post, new_name, spread

__all__ = ["TYPES", "Fjarrmal", "S3mal", "Webdavmal", "content_type"]

_MD5 = re.compile(r'^"?([0-9a-f]{32})"?$')
_MOST = 1_000_000
"""Files after which a listing is taken to have no end."""
_DEEPEST = 40
"""Folders in folders after which a listing is taken to go round in a ring."""

TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".xml": "application/xml",
    ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wasm": "application/wasm", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf", ".ico": "image/x-icon",
    ".zip": "application/zip",
}  # fmt: skip
"""The media type of each kind of file that a website has."""


def content_type(path: str) -> str:
    """Return the media type that a file is to be served with."""
    if path.endswith("atom.xml"):
        return "application/atom+xml; charset=utf-8"
    return TYPES.get(Path(path).suffix.lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"


class Fjarrmal:
    """A place in a file system of fsspec as a target."""

    samtidigt = 4
    has_folders = True

    def __init__(self, system: Any, root: str, namn: str, kinds: tuple[type[BaseException], ...] = ()) -> None:
        self.namn = namn
        self._fs, self._root, self._kinds = system, root.rstrip("/"), (*ODD, *kinds)
        self._made: set[str] = set()

    def _full(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root or "/"

    def list_files(self, folder: str) -> dict[str, Post]:
        """Return everything but folders below a folder, level by level and several folders at once."""
        found: dict[str, Post] = {}
        level, depth = [folder], 0
        while level and depth < _DEEPEST and len(found) < _MOST:
            following: list[str] = []
            for below in spread(self.samtidigt, self._list, level):
                following += [path for path, post in below if post is None]
                found.update({path: post for path, post in below if post is not None})
            level, depth = following, depth + 1
        return dict(sorted(found.items()))

    def _list(self, folder: str) -> list[tuple[str, Post | None]]:
        """Return what lies in a folder: folders with None; a name that is no name is left out."""
        with told(self.namn, folder, self._kinds):
            try:
                rows = self._fs.ls(self._full(folder), detail=True)
            except (FileNotFoundError, NotADirectoryError):
                return []
            found: list[tuple[str, Post | None]] = []
            for row in rows:
                name = str(row["name"]).rstrip("/").rpartition("/")[2]
                itself = row["type"] == "file" and name == folder.rpartition("/")[2]  # so a file is listed by fsspec
                if name not in ("", ".", "..") and not itself:
                    path = f"{folder}/{name}" if folder else name
                    found.append((path, None if row["type"] == "directory" else self._post(row)))
            return found

    def _post(self, row: Any) -> Post:
        return Post(int(row.get("size") or 0), lank=row["type"] == "link")

    def stat(self, path: str) -> Post | None:
        """Return what lies at a path, or None."""
        with told(self.namn, path, self._kinds):
            try:
                return self._post(self._fs.info(self._full(path)))
            except FileNotFoundError:
                return None

    def read(self, path: str, most: int) -> Iterator[bytes]:
        """Yield a file in pieces."""
        with (
            told(self.namn, path, self._kinds, (FileNotFoundError,)),
            self._fs.open(self._full(path), "rb", block_size=CHUNK * 4, cache_type="readahead") as stream,
        ):
            while most >= 0 and (piece := stream.read(CHUNK)):
                most -= len(piece)
                yield piece

    def make_folders(self, folders: Iterable[str]) -> None:
        """Make folders, those nearest the root first and several at once."""
        if not self.has_folders:
            return
        split = (folder.split("/") for folder in folders)
        wanted = {"/".join(parts[:count]) for parts in split for count in range(len(parts) + 1)}
        levels: dict[int, list[str]] = {}
        for folder in sorted(wanted - self._made):
            levels.setdefault(folder.count("/") + 1 if folder else 0, []).append(folder)
        for _, level in sorted(levels.items()):
            for _folder in spread(self.samtidigt, self._make, level):
                pass
        self._made |= wanted

    def _make(self, folder: str) -> None:
        with told(self.namn, folder, self._kinds):
            self._fs.makedirs(self._full(folder), exist_ok=True)

    def write(self, path: str, source: Path | bytes) -> None:
        """Send a file; the store shows it when it is whole."""
        with told(self.namn, path, self._kinds):
            self._send(self._full(path), source)

    def _send(self, place: str, source: Path | bytes) -> None:
        if isinstance(source, bytes):
            self._fs.pipe_file(place, source)
        else:
            self._fs.put_file(str(source), place)

    def create(self, path: str, data: bytes) -> None:
        """Write a file that is not there; who comes second is told by what then stands there."""
        if self.stat(path) is not None:
            raise FileExistsError(path)
        self.write(path, data)

    def copy(self, old: str, new: str) -> bool:  # noqa: ARG002 - most of fsspec's copies go by way of this machine
        """Answer that the target cannot copy by itself."""
        return False

    def remove(self, path: str) -> None:
        """Remove a file."""
        with told(self.namn, path, self._kinds):
            try:
                self._fs.rm_file(self._full(path))
            except FileNotFoundError:
                return

    def remove_empty(self, folder: str) -> None:
        """Remove a folder if it is empty."""
        if self.has_folders and not self._list(folder):
            with told(self.namn, folder, self._kinds):
                try:
                    self._fs.rmdir(self._full(folder))
                except (FileNotFoundError, NotImplementedError, OSError):
                    return

    def point(self, name: str, to: str) -> bool:  # noqa: ARG002
        """Answer that the target has no links."""
        return False

    def pointed(self, name: str) -> str | None:  # noqa: ARG002
        """Answer that the target has no links."""
        return None

    def close(self) -> None:
        """End what fsspec holds open."""
        close = getattr(self._fs, "close", None)
        if callable(close):
            with told(self.namn, "", self._kinds):
                close()


class S3mal(Fjarrmal):
    """A bucket of S3: writes are whole, copies are made there, and the ETag is the MD5 of what was received."""

    samtidigt = 8
    has_folders = False

    def list_files(self, folder: str) -> dict[str, Post]:
        """Return all objects below a prefix, a thousand an answer."""
        with told(self.namn, folder, self._kinds):
            rows = self._fs.find(self._full(folder), detail=True)
            start = len(self._root) + 1
            return {name[start:]: self._post(row) for name, row in sorted(rows.items()) if row["type"] == "file"}

    def _post(self, row: Any) -> Post:
        etag = _MD5.match(str(row.get("ETag") or ""))
        return Post(int(row.get("size") or 0), md5=etag[1] if etag else "")

    def _send(self, place: str, source: Path | bytes) -> None:
        kind = {"ContentType": content_type(place)}
        if isinstance(source, bytes):
            self._fs.pipe_file(place, source, **kind)
        else:
            self._fs.put_file(str(source), place, **kind)

    def create(self, path: str, data: bytes) -> None:
        """Write an object that is not there: the store decides who was first."""
        with told(self.namn, path, self._kinds, (FileExistsError,)):
            self._fs.pipe_file(self._full(path), data, mode="create", ContentType=content_type(path))

    def copy(self, old: str, new: str) -> bool:
        """Let the store copy an object."""
        with told(self.namn, new, self._kinds):
            try:
                self._fs.cp_file(self._full(old), self._full(new))
            except FileNotFoundError:
                return False
        return True


class Webdavmal(Fjarrmal):
    """A WebDAV collection: a file is sent beside and moved over the old one, and copies are made by the server."""

    def _make(self, folder: str) -> None:
        from webdav4.client import ResourceAlreadyExists

        with told(self.namn, folder, self._kinds):
            if folder:
                with suppress(ResourceAlreadyExists):
                    self._fs.client.mkdir(folder)
            else:
                self._fs.info("")  # the collection itself has to be there; `exists` would hide why it is not

    def _full(self, path: str) -> str:
        return path

    def write(self, path: str, source: Path | bytes) -> None:
        """Send a file beside and move it over the old one."""
        beside = new_name()
        with told(self.namn, path, self._kinds), ExitStack() as opened:
            stream = io.BytesIO(source) if isinstance(source, bytes) else opened.enter_context(source.open("rb"))
            self._fs.client.upload_fileobj(stream, beside, overwrite=True)
            self._fs.client.move(beside, path, overwrite=True)

    def copy(self, old: str, new: str) -> bool:
        """Let the server copy a file."""
        from webdav4.client import ClientError

        with told(self.namn, new, self._kinds):
            try:
                self._fs.client.copy(old, new, overwrite=True)
            except ClientError:
                return False
        return True

    def close(self) -> None:
        """End the connections."""
        with told(self.namn, "", self._kinds):
            self._fs.client.http.close()
