"""The whole check of a project, remembered by the content of everything it depends on.

When no byte of the records or the program has changed, and the day is the same, the answer is read back.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kravbok import __version__
from kravbok.arkiv.lasning import digests
from kravbok.cache import NAME, Cache, key_of
from kravbok.finding import Finding, from_list, to_list
from kravbok.git import is_repository
from kravbok.sources import File
from kravbok.underlag import Underlag, being_read, gather

__all__ = ["Kontroll", "fingerprint", "parts_of", "program_mark", "run_kontroll"]


@dataclass(frozen=True, slots=True)
class Kontroll:
    """The outcome of a check: findings, how many records were read of which files, and the files for excerpts."""

    findings: tuple[Finding, ...]
    posts: int
    files: tuple[str, ...]
    sources: Mapping[str, bytes]


def run_kontroll(projekt: Path, datum: date, kallor: Path | None = None) -> Kontroll:
    """Check the project in a folder; `kallor` is the folder of archived sources that quotes are proven against."""
    underlag = gather(projekt)
    if underlag.findings or kallor is not None:
        return _check(projekt, underlag, datum, kallor)
    mark = fingerprint(projekt)
    cache = Cache(projekt / NAME if mark else None)
    files = (*parts_of(underlag.krav), b"", *digests(underlag.arkiv))
    key = key_of(b"kontroll", mark or b"", datum.isoformat().encode(), *files)
    kept = cache.get(key)
    if kept is not None:
        return _thaw(json.loads(kept), underlag.krav)
    result = _check(projekt, underlag, datum, None)
    if not any(item.code == "K885" for item in result.findings):  # what is found without git is not true with it
        cache.put(key, json.dumps(_freeze(result), ensure_ascii=False).encode())
    return result


def _check(projekt: Path, underlag: Underlag, datum: date, kallor: Path | None) -> Kontroll:
    read = being_read(underlag)
    from kravbok.check import check_underlag

    register, findings = check_underlag(read, datum, kallor, projekt)
    return Kontroll(tuple(findings), len(register.posts), _paths(underlag.krav), register.sources)


def parts_of(files: Iterable[File]) -> Iterator[bytes]:
    """Yield the paths and bytes of files, as parts of a key."""
    for file in files:
        yield file.path.encode()
        yield file.data


def fingerprint(projekt: Path) -> bytes | None:
    """Return what an answer depends on besides the files: the program, its libraries and where HEAD stands in git.

    None where that cannot be told from a few files (a linked work tree, a project in a folder of a repository), so that
    nothing is remembered there.
    """
    git = projekt / ".git"
    if git.is_dir():
        return program_mark() + _head(git)
    return None if is_repository(projekt) else program_mark()


def program_mark() -> bytes:
    """Return the program and its libraries: the version and changes of its files, and what is installed beside it."""
    folder = Path(__file__).parent
    stats = [(path.relative_to(folder).as_posix(), path.stat()) for path in sorted(folder.rglob("*.py"))]
    files = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]
    return "\n".join([__version__, sys.version, *_installed(), *files]).encode(errors="surrogateescape")


def _installed() -> Iterator[str]:
    """Yield the name and version of each installed package, as pip names their folders."""
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        yield from sorted(place.name for place in folder.glob("*.*-info"))


def _head(git: Path) -> bytes:
    """Return the files that say which commit HEAD is."""
    text = _content(git / "HEAD")
    name = text.removeprefix(b"ref: ").strip().decode("utf-8", "replace")
    branch = _content(git / name) if ".." not in name else b""
    return b"\0".join([text, branch, _content(git / "packed-refs"), _content(git / "shallow")])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        return b""


def _freeze(result: Kontroll) -> dict[str, Any]:
    fynd = [to_list(item) for item in result.findings]
    return {"posts": result.posts, "sources": list(result.sources), "fynd": fynd}


def _thaw(data: dict[str, Any], krav: Sequence[File]) -> Kontroll:
    there = {file.path: file.data for file in krav}
    sources = {path: there[path] for path in data["sources"]}
    return Kontroll(tuple(from_list(row) for row in data["fynd"]), data["posts"], _paths(krav), sources)


def _paths(krav: Iterable[File]) -> tuple[str, ...]:
    return tuple(file.path for file in krav)
