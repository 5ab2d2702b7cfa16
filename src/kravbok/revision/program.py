"""What a pack is made with: the program, its libraries, and the lock file that a commit has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kravbok import __version__
from kravbok.git import GitFel, open_forrad

__all__ = ["LOCK", "PROGRAM", "bibliotek", "deviations", "other_program", "read_lock"]

PROGRAM = f"kravbok {__version__}"

LOCK = "requirements.txt"
"""The lock file of a project, beside krav/: the exact version of everything that a build is made with."""

_MOST_LOCK = 1024 * 1024
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def bibliotek() -> dict[str, str]:
    """Return the version of each library that the program runs on, by name; none when it is not installed."""
    found: dict[str, str] = {}
    wanted = ["kravbok"]
    while wanted:
        name = wanted.pop()
        for version, needs in _installed(name):
            found[name] = version
            wanted += [item for item in needs if item not in found]
    found.pop("kravbok", None)
    return dict(sorted(found.items()))


def _installed(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield an installed package's version and what it always needs; nothing for one that this machine does not."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        package = distribution(name)
    except PackageNotFoundError:
        return
    needs = (item for item in package.requires or () if "extra ==" not in item)
    yield package.version, [_plain(match[0]) for item in needs if (match := _REQUIREMENT.match(item))]


def _plain(name: str) -> str:
    """Return a package's name as packages are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(projekt: Path, commit: str) -> bytes | None:
    """Return the project's lock file at a commit, or None."""
    with open_forrad(projekt) as forrad:
        if forrad is None:
            return None
        try:
            data = forrad.run("cat-file", "blob", f"{commit}:{forrad.prefix}{LOCK}")
        except GitFel:
            return None
        return data if len(data) <= _MOST_LOCK else None


def deviations(lock: bytes, installed: Mapping[str, str]) -> list[str]:
    """Return the libraries that are not of the lock file's version, in words."""
    pins = {_plain(name): version for name, version in _PIN.findall(lock.decode("utf-8", "replace"))}
    wrong = ((name, version, pins.get(name)) for name, version in installed.items() if pins.get(name) != version)
    return [f"{name} {version} ({f'låst: {pin}' if pin else 'inte låst'})" for name, version, pin in wrong]


def other_program(program: str, libraries: Mapping[str, str]) -> list[str]:
    """Return how what a pack was made with differs from what runs here, in words."""
    here = {"kravbok": PROGRAM.removeprefix("kravbok "), **bibliotek()}
    there = {"kravbok": program.removeprefix("kravbok "), **libraries}
    names = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    return [f"{name} {there.get(name, 'saknas')} (här: {here.get(name, 'saknas')})" for name in names]
