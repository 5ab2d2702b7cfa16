"""Pagefind, told the pages one by one, and its index made the same bytes every time.

It is spoken to as its own packages do: messages in base64 with a comma after each, on its standard input and output. No
page and no part of the index touches the disk on the way, which takes most of the time otherwise.

Pagefind writes the values of a filter, and the filters, in the order of a hash table, which is another in every run
(its issue 638 mended the fragments only). They are sorted here, and the files named by what they then hold.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any

__all__ = ["PAKET", "PagefindFel", "PagefindSaknas", "pagefind_program", "run_pagefind"]

PAKET = "pagefind_bin"

TIME_LIMIT = 300
"""Seconds after which Pagefind is taken to hang; 5 000 pages take four."""

_CONFIG = {"force_language": "sv"}
_MAGIC = b"pagefind_dcd"
_NEEDED = ("fragment/*", "index/*", "pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
"""What a site needs of all that Pagefind gives, beside what is settled here: its own interfaces are left out."""


class PagefindSaknas(Exception):
    """Says in what way Pagefind is not there: not installed, or not made for this machine."""


class PagefindFel(Exception):
    """Says what Pagefind stopped at."""


def pagefind_program() -> Path:
    """Return the program that pagefind_bin carries, never another one that happens to lie on the machine."""
    package = find_spec(PAKET)
    if package is None or package.origin is None:
        raise PagefindSaknas("är inte installerat")
    return Path(package.origin).with_name("pagefind.exe" if sys.platform == "win32" else "pagefind")


def run_pagefind(program: Path, pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Return the index of some pages (address and HTML each) by the names of its files."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the program of our own dependency
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise PagefindSaknas(f"går inte att starta ({error.strerror})") from None
    with process, _ending(process):
        files = _converse(process, b"".join(_requests(pages)))
    return _settled({file["path"]: b64decode(file["content"]) for file in files})


def _requests(pages: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield the messages that make an index of pages and ask for it."""
    adds = ({"type": "AddFile", "index_id": 0, "url": f"/{adress}", "file_contents": html} for adress, html in pages)
    asked = ({"type": "NewIndex", "config": _CONFIG}, *adds, {"type": "GetFiles", "index_id": 0})
    for number, payload in enumerate(asked):
        yield b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


@contextmanager
def _ending(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process when its work is done, has failed, or has taken too long: it would wait for more for ever."""
    limit = Timer(TIME_LIMIT, process.kill)
    limit.start()
    try:
        yield
    finally:
        limit.cancel()
        process.kill()


def _converse(process: subprocess.Popen[bytes], sent: bytes) -> list[dict[str, str]]:
    """Return the files that Pagefind answers with; it is written to beside, for it answers while it is told more."""
    if process.stdin is None or process.stdout is None:
        raise PagefindFel("har ingen in- och utmatning")
    writer = Thread(target=_write, args=(process.stdin, sent), daemon=True)
    writer.start()
    for message in _messages(process.stdout):
        payload = json.loads(b64decode(message))["payload"]
        if payload["type"] == "Error":
            raise PagefindFel(f"säger: {payload['message'][:200]}")
        if payload["type"] == "GetFiles":
            files: list[dict[str, str]] = payload["files"]
            writer.join()
            return files
    raise PagefindFel("slutade innan indexet var klart")


def _write(stream: IO[bytes], sent: bytes) -> None:
    with suppress(OSError):  # a process that has ended says so on its other pipe
        stream.write(sent)
        stream.flush()


def _messages(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands before each comma of a stream, as it comes."""
    pending: list[bytes] = []
    while chunk := os.read(stream.fileno(), 1 << 20):
        *whole, rest = chunk.split(b",")
        for part in whole:
            yield b"".join((*pending, part))
            pending.clear()
        pending.append(rest)


def _settled(given: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index that a site needs, with what has no order of its own sorted."""
    files = {name: data for name, data in given.items() if any(fnmatch(name, needed) for needed in _NEEDED)}
    entry = json.loads(given["pagefind-entry.json"])
    for language in entry["languages"].values():
        meta = _read(given, f"pagefind.{language['hash']}.pf_meta")
        filters = [(name, _read(given, f"filter/{old}.pf_filter")) for name, old in meta[3]]
        meta[3] = []
        for name, (title, values) in sorted(filters):
            new, data = _named([title, sorted(values)], 7)
            files[f"filter/{new}.pf_filter"] = data
            meta[3].append([name, new])
        language["hash"], data = _named(meta, 10)
        files[f"pagefind.{language['hash']}.pf_meta"] = data
    files["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(files.items()))


def _read(given: Mapping[str, bytes], name: str) -> Any:
    from cbor2 import loads

    content = gzip.decompress(given[name])
    if not content.startswith(_MAGIC):
        raise PagefindFel(f"gav {name}, som inte går att läsa")
    return loads(content.removeprefix(_MAGIC))


def _named(value: Any, letters: int) -> tuple[str, bytes]:
    """Return the name that follows from the content of a part of an index, and the file that it is."""
    from cbor2 import dumps

    content = _MAGIC + dumps(value)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(content)
    return f"sv_{hashlib.sha256(content).hexdigest()[:letters]}", packed.getvalue()
