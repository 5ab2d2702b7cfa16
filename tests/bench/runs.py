"""Timed runs: every tool does all its work once in each round, so that a machine that slows down slows all of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.poster import MARKE

__all__ = ["CHANGED", "COLD", "WARM", "Fall", "Matning", "Verktyg", "make_verktyg", "run_rounds"]

COLD, WARM, CHANGED = "första gången", "inget ändrat", "en post ändrad"
WRONG = -2
"""The exit code of a run that ended well with another answer than the right one."""

_MARKE = re.compile(re.escape(MARKE).replace(r"\{\}", "([a-z]+)"))


@dataclass(frozen=True, slots=True)
class Fall:
    """A piece of work that is timed: what, from which state, the command, and what is removed first.

    `prov` is given the tool's folder after each run and answers whether the work was done.
    """

    vad: str
    lage: str
    command: tuple[str, ...]
    clean: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    prov: Callable[[Path], bool] | None = None


@dataclass(frozen=True, slots=True)
class Verktyg:
    """A tool with its own copy of the records in a folder, the file of the middle one, and its work in order."""

    namn: str
    folder: Path
    middle: str
    fall: tuple[Fall, ...]


@dataclass(frozen=True, slots=True)
class Matning:
    """What one piece of work took: seconds and MiB of each round, and whether any failed, was stopped or did less."""

    verktyg: str
    fall: Fall
    seconds: tuple[float, ...]
    peak: tuple[float, ...]
    failed: bool


def make_verktyg(namn: str, folder: Path, files: Mapping[str, str], fall: tuple[Fall, ...], *, git: bool) -> Verktyg:
    """Return a tool whose source files are written anew, as a git repository where that is wanted."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if git:
        who = ("-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false")
        for step in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "poster")):
            subprocess.run(["git", *step], cwd=folder, check=True)
    return Verktyg(namn, folder, next(name for name, text in files.items() if _MARKE.search(text)), fall)


def run_rounds(
    tools: Iterable[Verktyg], rounds: int, limit: float, log: Path, tell: Callable[[str], None]
) -> Iterator[Matning]:
    """Yield what each piece of work took; one round before the first warms the machine up and is not counted."""
    work = [(tool, fall) for tool in tools for fall in tool.fall]
    taken: list[list[tuple[float, float, int]]] = [[] for _ in work]
    for number in range(rounds + 1):
        for (tool, fall), rows in zip(work, taken, strict=True):
            if rows and rows[-1][2] != 0:
                continue
            tell(f"varv {number} av {rounds}: {tool.namn}, {fall.vad}, {fall.lage}")
            _prepare(tool, fall)
            rows.append(_measure(tool, fall, limit, log))
    for (tool, fall), rows in zip(work, taken, strict=True):
        counted = rows[1:] or rows
        failed = any(code for _, _, code in rows)
        yield Matning(tool.namn, fall, tuple(row[0] for row in counted), tuple(row[1] for row in counted), failed)


def _prepare(tool: Verktyg, fall: Fall) -> None:
    """Put the folder in the state that the work starts from."""
    for name in fall.clean:
        place = tool.folder / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    if fall.lage == CHANGED:
        _change(tool.folder / tool.middle)


def _change(path: Path) -> None:
    """Give the middle record's last sentence its next name."""
    text = path.read_text(encoding="utf-8")
    new = _MARKE.sub(lambda found: MARKE.format(found[1] + "a"), text)
    path.write_text(new, encoding="utf-8", newline="\n")


def _measure(tool: Verktyg, fall: Fall, limit: float, log: Path) -> tuple[float, float, int]:
    helper = Path(__file__).with_name("measure.py")
    command = [sys.executable, "-I", "-S", str(helper), str(limit), str(log), *fall.command]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=tool.folder, env={**environ, **fall.env}, check=True, capture_output=True, text=True
    )
    seconds, peak, code = done.stdout.split()
    if code == "0" and fall.prov is not None and not fall.prov(tool.folder):
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{tool.namn}, {fall.vad}: svaret är inte det rätta\n")
        return float(seconds), float(peak), WRONG
    return float(seconds), float(peak), int(code)
