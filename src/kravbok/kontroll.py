"""The whole check of a project, remembered by the content of everything it depends on.

When no byte of the records or the program has changed, and the day is the same, the answer is read back.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kravbok import __version__
from kravbok.cache import NAME, Cache, key_of
from kravbok.finding import Finding, Position, Sammanhang
from kravbok.sources import File, read_folder

__all__ = ["Kontroll", "run_kontroll"]


@dataclass(frozen=True, slots=True)
class Kontroll:
    """The outcome of a check: findings, how many records and files were read, and the files for excerpts."""

    findings: tuple[Finding, ...]
    posts: int
    files: int
    sources: Mapping[str, bytes]


def run_kontroll(projekt: Path, datum: date, kallor: Path | None = None) -> Kontroll:
    """Check the project in a folder; `kallor` is the folder of archived sources that quotes are proven against."""
    krav, faults = read_folder(projekt, "krav")
    if faults or kallor is not None:
        return _check(projekt, krav, datum, kallor)
    cache = Cache(projekt / NAME)
    key = key_of(b"kontroll", _program(), datum.isoformat().encode(), *_parts(krav), _history(projekt))
    kept = cache.get(key)
    if kept is not None:
        return _thaw(json.loads(kept), krav)
    result = _check(projekt, krav, datum, None)
    cache.put(key, json.dumps(_freeze(result), ensure_ascii=False).encode())
    return result


def _check(projekt: Path, krav: list[File], datum: date, kallor: Path | None) -> Kontroll:
    from kravbok.check import check_underlag, gather

    register, findings = check_underlag(gather(projekt), datum, kallor, projekt)
    return Kontroll(tuple(findings), len(register.posts), len(krav), register.sources)


def _parts(files: list[File]) -> Iterator[bytes]:
    for file in files:
        yield file.path.encode()
        yield file.data


def _program() -> bytes:
    """Return what tells this program from another version of it: its files, Python and the libraries it reads with."""
    from importlib.metadata import version

    folder = Path(__file__).parent
    stats = [(path.name, path.stat()) for path in sorted(folder.rglob("*.py"))]
    files = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]
    libraries = [f"{name} {version(name)}" for name in ("pydantic", "PyYAML", "markdown-it-py")]
    return "\n".join([__version__, sys.version, *libraries, *files]).encode()


def _history(projekt: Path) -> bytes:
    """Return what tells one git history from another: where HEAD stands, read from its files."""
    head = projekt / ".git" / "HEAD"
    try:
        text = head.read_bytes()
        name = text.removeprefix(b"ref: ").strip().decode("utf-8", "replace")
        packed = projekt / ".git" / "packed-refs"
        loose = projekt / ".git" / name
        return text + (loose.read_bytes() if loose.is_file() else packed.read_bytes() if packed.is_file() else b"")
    except OSError:
        return b""


def _freeze(result: Kontroll) -> dict[str, Any]:
    return {"posts": result.posts, "files": result.files, "fynd": [_as_list(item) for item in result.findings]}


def _as_list(item: Finding) -> list[Any]:
    place = item.position
    related = [[o.position.path, o.position.line, o.position.column, o.position.length, o.text] for o in item.related]
    return [item.code, place.path, place.line, place.column, place.length, item.message, item.hint, related]


def _thaw(data: dict[str, Any], krav: list[File]) -> Kontroll:
    findings = tuple(_as_finding(row) for row in data["fynd"])
    return Kontroll(findings, data["posts"], data["files"], {file.path: file.data for file in krav})


def _as_finding(row: list[Any]) -> Finding:
    code, path, line, column, length, message, hint, related = row
    others = tuple(Sammanhang(Position(*o[:4]), o[4]) for o in related)
    return Finding(Position(path, line, column, length), code, message, hint, others)
