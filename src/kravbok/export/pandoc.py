"""Reads a document once into pandoc's syntax tree, and writes such a tree as Word or Markdown.

pandoc runs as a process of its own with fixed arguments, a fixed environment, a memory limit and `--sandbox`, so that
it reads no file, fetches nothing and knows no clock, locale or user settings.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from kravbok.dokument import Dokument
from kravbok.export.failure import ExportFel
from kravbok.export.headings import drop_repeats
from kravbok.export.html_tree import read_html_tree
from kravbok.export.narrow import narrow_html
from kravbok.export.tree import Node

MEMORY = ("+RTS", "-M2g", "-F4", "-RTS")
"""At most two gigabytes; and the old half of the memory may grow fourfold before it is swept, a sixth faster."""

VERSION = [1, 23, 1, 1]
"""The version of the syntax tree, which pandoc holds against its own."""

TIME_LIMIT = 300
"""Seconds after which pandoc is taken to hang; a book of 150 pages takes half a second."""


@dataclass(frozen=True)
class Ast:
    """A document as pandoc reads it: its blocks, which no writer may change."""

    blocks: tuple[Node, ...]

    def to_json(self, blocks: Sequence[Node], metadata: dict[str, Any] | None = None) -> bytes:
        """Return the bytes that pandoc reads as a tree with these blocks instead."""
        tree = {"pandoc-api-version": VERSION, "meta": metadata or {}, "blocks": list(blocks)}
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def read_ast(dokument: Dokument) -> Ast:
    """Return the document's syntax tree, read once for all the formats that are made from it.

    A caption that says what the heading above it says stands in HTML, for those who go from table to table; on paper
    it would be the same words twice.
    """
    body = narrow_html(dokument.html, dokument.filer)
    blocks = read_html_tree(body) or read_with_pandoc(body, dokument)
    drop_repeats(blocks)
    return Ast(tuple(blocks))


def read_with_pandoc(body: HtmlElement, dokument: Dokument) -> list[Node]:
    """Return the blocks of any narrowed body as pandoc itself reads them."""
    text = html.tostring(body, encoding="utf-8")
    blocks: list[Node] = json.loads(run_pandoc(["--from=html-auto_identifiers", "--to=json"], text, dokument))["blocks"]
    return blocks


def run_pandoc(arguments: Sequence[str], given: bytes, dokument: Dokument) -> bytes:
    """Return what pandoc writes; any failure is an ExportFel that names the document and pandoc's own words."""
    command = [str(pandoc_program()), *MEMORY, "--sandbox", "--wrap=none", "--columns=10000", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, with arguments written here
            command, input=given, capture_output=True, env=_environment(dokument.datum), timeout=TIME_LIMIT, check=False
        )
    except subprocess.TimeoutExpired as slow:
        message = f"pandoc blev inte klar med ”{dokument.titel}” på {TIME_LIMIT} sekunder"
        raise ExportFel(message) from slow
    except OSError as missing:
        message = f"pandoc kunde inte startas för ”{dokument.titel}”: {missing.strerror}"
        raise ExportFel(message) from missing
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip() or f"felkod {done.returncode}"
        message = f"pandoc kunde inte skriva ”{dokument.titel}”: {reason}"
        raise ExportFel(message)
    return done.stdout


def pandoc_program() -> Path:
    """Return the pandoc that pypandoc_binary carries, never another one that happens to lie on the machine."""
    package = find_spec("pypandoc")
    folder = Path(package.origin).parent if package and package.origin else Path()
    return folder / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")


def epoch(day: date) -> int:
    """Return midnight UTC of the day in seconds since 1970: the only time that reaches a file."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def _environment(day: date) -> dict[str, str]:
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # few programs start without it
    return {**needed, "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": str(epoch(day))}
