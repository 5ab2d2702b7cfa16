"""The schemas as files: what each should be, and which of a folder's are not so."""

from __future__ import annotations

import json
from pathlib import Path

from kravbok.schema.make import make_schema
from kravbok.schema.slag import SLAG

__all__ = ["FOLDER", "find_stale", "make_files"]

FOLDER = Path(".vscode") / "kravbok"
"""Where a project keeps them, as its .vscode/settings.json says."""


def make_files() -> dict[str, bytes]:
    """Return every schema by the name of its file."""
    return {
        f"{slag}.json": (json.dumps(make_schema(slag), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        for slag in SLAG
    }


def find_stale(folder: Path) -> dict[str, bytes]:
    """Return the files that a folder lacks or has otherwise, as they should be; a checkout may have CRLF."""
    return {name: data for name, data in make_files().items() if _read(folder / name) != data}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return None
