"""The small documents of follow-up: records over the valid project, and the rows that a document must have of them.

A page has ```yaml PATH fences (records laid over the project) and ```text DOCUMENT [DAY] [BOK] fences, where each line
is a row (cells parted by ” | ”) or a paragraph that must stand there, ”# …” a heading, and ”! …” words that must not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kravbok.edition import Utgivning, make_utgivning
from kravbok.export.uppfoljning.ics import uppfoljning_ics
from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.settings import FALLBACK_DATE
from kravbok.sources import File
from kravbok.uppfoljning import make_uppfoljning
from kravbok.view.handling import all_delar
from kravbok.view.parts import plain
from kravbok.view.uppfoljning.delar import UppfoljningsVy, value_of
from verktyg.grund import base

FOLDER = Path(__file__).parents[1] / "cases" / "uppfoljning"
_FENCE = re.compile(r"^```(yaml|text) ([^\n]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Fall:
    """A page's records, and its documents: which one, the day it is seen from, the book, and its lines."""

    poster: dict[str, bytes]
    dokument: tuple[tuple[str, date | None, str, tuple[str, ...]], ...]


def read_fall(path: Path) -> Fall:
    """Return what a page holds."""
    fences = _FENCE.findall(path.read_text(encoding="utf-8"))
    records = {name: body.encode() for kind, name, body in fences if kind == "yaml"}
    asked = []
    for kind, name, body in fences:
        if kind == "text":
            slag, *more = name.split()
            day = next((date.fromisoformat(word) for word in more if _DAY.fullmatch(word)), None)
            bok = next((word for word in more if not _DAY.fullmatch(word)), "provbok")
            asked.append((slag, day, bok, tuple(body.splitlines())))
    return Fall(records, tuple(asked))


def register_of(poster: dict[str, bytes]) -> Register:
    """Return the valid project with the records laid over it."""
    files = {path: text.encode() for path, text in base().items()} | poster
    register, findings = load_register([File(path, data) for path, data in sorted(files.items())])
    assert not findings, findings
    return register


def edition_of(register: Register, bok: str = "provbok") -> Utgivning:
    """Return the book's first edition."""
    book = register.bocker[bok]
    return make_utgivning(register, book, book.upplagor[0])


def said(register: Register, slag: str, day: date | None, bok: str) -> list[str]:
    """Return every line of a document: headings, paragraphs and rows, with ordinary blanks."""
    utgivning = edition_of(register, bok)
    vy = make_uppfoljning(utgivning, slag="leveranskalender" if slag == "ics" else slag, datum=day)
    if slag == "ics":
        folded = uppfoljning_ics(vy, utgivning.upplaga.fran.dag or FALLBACK_DATE).decode()
        return folded.replace("\r\n ", "").split("\r\n")
    return [line.replace("\u00a0", " ").rstrip() for line in _lines(vy)]


def _lines(vy: UppfoljningsVy) -> list[str]:
    lines = []
    for part in all_delar(vy.handling):
        lines += [f"# {part.rubrik}", *part.stycken]
        if part.tabell is not None:
            lines += [" | ".join(map(plain, row.celler)) for row in part.tabell.rader]
    if vy.handling.slag == "svarsmall":
        lines += [" | ".join(map(value_of, row)) for blad in vy.blad for row in blad.rader]
    return lines
