"""A handbook that is run: each command of a page is run in order in one folder, and its answer held against the page.

A page is read so:

- A `console` block is one command, as it is typed. Pipes, redirections, single quotes and the like are faults: what is
  left is the same in PowerShell, cmd and every Unix shell.
- `cd MAPP` moves to a folder inside the first one; the blocks after it are about that folder.
- A `text` block that is the next block is what the terminal shows for it. ”…” stands for anything on its line, a line
  that is only ”…” for any lines. Trailing spaces, and which kind of space, do not count.
- A `yaml` block whose first line is `# krav/…` is saved as that file, without the line.
- A `diff` block is a change of files, made by `git apply`.
- `<!-- slutkod: 1 -->` right before a `console` block is its exit code, when it is not 0.
- `<!-- under tiden: vad -->` on its own is something that others do, or that the reader does by hand: the page's own
  test does it.
- `<!-- körs inte: skäl -->` right before a block leaves it, and the `text` block after it, as text for the reader.

Blocks of other kinds are faults, so that nothing that looks like a command is left untried by mistake.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from verktyg.bygge import COMMAND
from verktyg.gitrepo import ENV

PROGRAMS = ("cd", "git", "kravbok", "python", "sha256sum")
TIMEOUT = 300
"""Seconds for one command."""

_SHELL = re.compile(r"[|<>;&$`'\\]")
_SHELL_UNQUOTED = re.compile(r"[,(){}]")  # PowerShell makes a list of words with a comma between them
_QUOTED = re.compile(r'"[^"]*"')
_SLUTKOD = re.compile(r"<!-- slutkod: (\d) -->")
_MEANWHILE = re.compile(r"<!-- under tiden: (\S.*) -->")
_SHOWN = re.compile(r"<!-- körs inte: \S.* -->")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Steg:
    """One thing that happens on a page: a command with its answer, a change of files, or what others do."""

    rad: int
    slag: str
    text: str
    svar: str | None = None
    slutkod: int = 0
    kors: bool = True


# Reading a page


def read_steps(page: str) -> list[Steg]:
    """What a page tells its reader to do, in order."""
    steps: list[Steg] = []
    said = ""
    for token in MarkdownIt().parse(page):
        if token.type == "fence":
            block = _read_block(token, said)
            if block.slag == "text" and steps and steps[-1].slag == "console" and steps[-1].svar is None:
                steps[-1] = replace(steps[-1], svar=block.text)
            else:
                steps.append(block)
        said = token.content.strip() if token.type == "html_block" else ""
        if meanwhile := _MEANWHILE.fullmatch(said):
            steps.append(Steg(token.map[0] + 1 if token.map else 0, "under tiden", meanwhile[1]))
    return [step for step in steps if step.kors]


def _read_block(token: Token, said: str) -> Steg:
    """A block as a step, with what a comment before it said."""
    line = token.map[0] + 1 if token.map else 0
    code = _SLUTKOD.fullmatch(said)
    shown = _SHOWN.fullmatch(said) is not None
    return Steg(line, token.info.strip(), token.content, slutkod=int(code[1]) if code else 0, kors=not shown)


def read_pictures(page: str) -> list[tuple[str, str]]:
    """Each picture of a page: where it lies, and the words that stand for it."""
    tokens = (child for token in MarkdownIt().parse(page) for child in token.children or [])
    return [(str(token.attrs["src"]), token.content) for token in tokens if token.type == "image"]


# Following a page


def follow(
    page: Path, folder: Path, meanwhile: Callable[[str, Path], None] | None = None, dag: date | None = None
) -> list[str]:
    """What went otherwise than the page says when it was followed in a folder, from the first step to the last.

    `meanwhile` does what others do, in the folder. A page may play on a certain day.
    """
    faults: list[str] = []
    where = folder
    for step in read_steps(page.read_text(encoding="utf-8")):
        if step.slag == "console" and step.text.startswith("cd "):
            moved = (where / step.text[3:].strip()).resolve()
            there = moved.is_dir() and moved.is_relative_to(folder)
            told = [] if there else [f"mappen finns inte: {step.text}"]
            where = moved if there else where
        elif step.slag == "under tiden" and meanwhile is not None:
            meanwhile(step.text, where)
            told = []
        else:
            told = list(_take(_on_the_day(step, dag), where))
        faults += [f"{page.name}:{step.rad}: {fault}" for fault in told]
    return faults


def _on_the_day(step: Steg, dag: date | None) -> Steg:
    """A step as it is taken that day: only `kravbok kontrollera` asks what day it is, when it is not told."""
    if dag is None or not step.text.startswith("kravbok kontrollera") or "--datum" in step.text:
        return step
    return replace(step, text=f"{step.text.strip()} --datum {dag.isoformat()}")


def _take(step: Steg, folder: Path) -> Iterator[str]:
    """The faults of one step, which has then been taken."""
    if step.slag == "console":
        yield from _command(step, folder)
    elif step.slag == "diff":
        said, code = _run(["git", "apply", "--recount", "-"], folder, step.text)
        if code:
            yield f"ändringen går inte att göra: {said}"
    elif step.slag == "yaml":
        yield from _save(step.text, folder)
    else:
        yield f"ett block av slaget ”{step.slag}” som inte hör till ett kommando"


def _save(text: str, folder: Path) -> Iterator[str]:
    first, _, rest = text.partition("\n")
    if not re.fullmatch(r"# krav/[\w/.-]+\.yaml", first):
        yield f"filens namn saknas på första raden: {first}"
        return
    path = folder / first[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rest, encoding="utf-8", newline="\n")


def _command(step: Steg, folder: Path) -> Iterator[str]:
    """The faults of a command: how it is written, what it answers, and its exit code."""
    line = step.text.removesuffix("\n")
    if not is_plain(line):
        yield f"inte ett kommando som skrivs likadant överallt: {line}"
        return
    said, code = _run(shlex.split(line), folder)
    if code != step.slutkod:
        yield f"{line}: slutkod {code}, inte {step.slutkod}:\n{said}"
    if step.svar is not None and not answers(step.svar, said):
        yield f"{line} svarar annat än sidan:\n{_difference(step.svar, said)}"


def is_plain(line: str) -> bool:
    """Whether a line is one command of a known program that every terminal reads alike."""
    known = line.startswith(tuple(f"{name} " for name in PROGRAMS))
    return known and "\n" not in line and not _SHELL.search(line) and not _SHELL_UNQUOTED.search(_QUOTED.sub("", line))


def answers(promised: str, said: str) -> bool:
    """Whether what was said is what was promised, with its ”…” taken for anything."""
    pattern = "".join("(?:.*\n)*?" if line == "…" else _line(line) for line in _plain(promised))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _plain(said))) is not None


def _line(line: str) -> str:
    """A pattern for a line."""
    return ".*?".join(re.escape(part) for part in line.split("…")) + "\n"


def _plain(text: str) -> list[str]:
    """The lines of a text without what the eye does not see."""
    return [line.rstrip() for line in text.translate(_SPACES).strip("\n").split("\n")]


def _difference(promised: str, said: str) -> str:
    return "\n".join(difflib.unified_diff(_plain(promised), _plain(said), "sidan", "svaret", lineterm=""))


def _run(command: list[str], folder: Path, given: str = "") -> tuple[str, int]:
    """What a command showed in a terminal, and its exit code; when it takes too long all that it started is ended."""
    environment = {**ENV, "PATH": f"{COMMAND.parent}{os.pathsep}{ENV['PATH']}", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(given, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return said, process.returncode
