"""The manifest of a build: which files it holds, their checksums, and which commit was checked out."""

from __future__ import annotations

import json
from pathlib import Path

from kravbok import __version__
from kravbok.cache import Summor, files_below
from kravbok.git import head_commit
from kravbok.settings import MANIFEST, Byggval
from kravbok.swap import SCHEMA

__all__ = ["write_manifest"]


def write_manifest(stage: Path, val: Byggval, summor: Summor | None = None) -> None:
    """Write the manifest of all that lies in a finished build, beside it; `summor` knows files that need no reading."""
    known = summor or Summor()
    found = sorted(name for name, entry in files_below(str(stage)) if entry.is_file())
    names = {name: known.of(f"{stage}/{name}") for name in found}
    data = {
        "schema": SCHEMA,
        "program": f"kravbok {__version__}",
        "commit": _commit(val),
        "filer": names,
    }
    (stage / MANIFEST).write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _commit(val: Byggval) -> str:
    """Return the commit that was checked out or asked for; empty outside git."""
    return head_commit(val.projekt, val.rev or "HEAD")
