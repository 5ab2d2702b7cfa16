"""Pagefind, run over a folder of pages, and its index made the same bytes every time.

Pagefind writes the values of a filter, and the filters, in the order of a hash table, which is another in every run
(its issue 638 mended the fragments only). They are sorted here, and the files named by what they then hold.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["PAKET", "PagefindFel", "PagefindSaknas", "pagefind_program", "run_pagefind"]

PAKET = "pagefind_bin"

TIME_LIMIT = 300
"""Seconds after which Pagefind is taken to hang; 5 000 pages take three."""

_MAGIC = b"pagefind_dcd"
_NEEDED = ("fragment/*", "index/*", "pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
"""What a site needs of all that Pagefind writes: its own interfaces are left out."""


class PagefindSaknas(Exception):
    """Says in what way Pagefind is not there: not installed, or not made for this machine."""


class PagefindFel(Exception):
    """Says what Pagefind stopped at."""


def run_pagefind(program: Path, folder: Path, target: Path) -> dict[str, bytes]:
    """Return the index of all pages in a folder, by the files' names; Pagefind writes it to target first."""
    options = ("--force-language", "sv", "--quiet")
    command: list[str | Path] = [program, "--site", folder, "--output-path", target, *options]
    try:
        done = subprocess.run(  # noqa: S603 - the program of our own dependency, and paths
            command, check=False, capture_output=True, timeout=TIME_LIMIT, cwd=folder, env={"LC_ALL": "C.UTF-8"}
        )
    except OSError as error:
        raise PagefindSaknas(error.strerror or "går inte att starta") from None
    except subprocess.TimeoutExpired:
        raise PagefindFel(f"blev inte klart på {TIME_LIMIT} sekunder") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["utan att säga varför"]
        raise PagefindFel(f"stannade med kod {done.returncode}: {said[-1][:200]}")
    return _settled(target)


def pagefind_program() -> Path:
    """Return the program that pagefind_bin carries, never another one that happens to lie on the machine."""
    package = find_spec(PAKET)
    if package is None or package.origin is None:
        raise PagefindSaknas("är inte installerat")
    return Path(package.origin).with_name("pagefind.exe" if sys.platform == "win32" else "pagefind")


def _settled(folder: Path) -> dict[str, bytes]:
    """Return the files of an index that a site needs, with what has no order of its own sorted."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for name in _NEEDED for path in folder.glob(name)}
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    for language in entry["languages"].values():
        meta = _read(folder / f"pagefind.{language['hash']}.pf_meta")
        meta[3] = sorted([name, _keep_filter(folder, files, old)] for name, old in meta[3])
        language["hash"], data = _named(meta, 10)
        files[f"pagefind.{language['hash']}.pf_meta"] = data
    files["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(files.items()))


def _keep_filter(folder: Path, files: dict[str, bytes], name: str) -> str:
    """Put a filter among the files, with its values in order, and return its new name."""
    title, values = _read(folder / "filter" / f"{name}.pf_filter")
    new, data = _named([title, sorted(values)], 7)
    files[f"filter/{new}.pf_filter"] = data
    return new


def _read(path: Path) -> Any:
    from cbor2 import loads

    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_MAGIC):
        raise PagefindFel(f"skrev {path.name}, som inte går att läsa")
    return loads(content.removeprefix(_MAGIC))


def _named(value: Any, letters: int) -> tuple[str, bytes]:
    """Return a part of an index as the file it is, and the name that follows from its content."""
    from cbor2 import dumps

    content = _MAGIC + dumps(value)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(content)
    return f"sv_{hashlib.sha256(content).hexdigest()[:letters]}", packed.getvalue()
