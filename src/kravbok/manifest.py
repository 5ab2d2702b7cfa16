"""The manifest of a build: which files it holds, their checksums, and which commit was checked out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from kravbok import __version__
from kravbok.settings import MANIFEST, Byggval
from kravbok.swap import SCHEMA

__all__ = ["write_manifest"]


def write_manifest(stage: Path, val: Byggval) -> None:
    """Write the manifest of all that lies in a finished build, beside it."""
    files = sorted(path for path in stage.rglob("*") if path.is_file())
    names = {path.relative_to(stage).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    data = {
        "schema": SCHEMA,
        "program": f"kravbok {__version__}",
        "commit": _commit(val),
        "filer": names,
    }
    (stage / MANIFEST).write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _commit(val: Byggval) -> str:
    """Return the commit that was checked out or asked for; empty outside git."""
    if not (val.projekt / ".git").exists():
        return ""
    from kravbok.git import head_commit

    return head_commit(val.projekt, val.rev or "HEAD")
