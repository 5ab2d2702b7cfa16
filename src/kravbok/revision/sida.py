"""A page of the pack: what stands on it, and the page as a document and as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kravbok.dokument import Dokument
from kravbok.export.html import style_sheet
from kravbok.settings import FALLBACK_DATE
from kravbok.skrift import Skrift
from kravbok.templates import Mallar
from kravbok.view.parts import Bitar, Faktum, NotisVy, TabellVy, informative

__all__ = ["DelVy", "Redovisning", "SidaVy", "as_json", "as_text", "make_sida"]


@dataclass(frozen=True, slots=True)
class DelVy:
    """A part of a page: paragraphs, facts, points, commands with what each is for, and a table, when there are any."""

    id: str
    rubrik: str
    stycken: tuple[Bitar, ...] = ()
    fakta: tuple[Faktum, ...] = ()
    punkter: tuple[Bitar, ...] = ()
    kommandon: tuple[tuple[str, str], ...] = ()
    tabell: TabellVy | None = None


@dataclass(frozen=True, slots=True)
class SidaVy:
    """A page: its heading, the edition, what it is about, notices, and its parts; `hem` leads to the first page."""

    rubrik: str
    bok: str
    ingress: str
    delar: tuple[DelVy, ...]
    notiser: tuple[NotisVy, ...] = ()
    hem: str = ""


@dataclass(frozen=True)
class Redovisning:
    """A page of the account: the name of its files, what it shows, and the same as data."""

    namn: str
    vy: SidaVy
    data: bytes


def make_sida(vy: SidaVy, mallar: Mallar) -> Dokument:
    """Return a page as a document; columns that say nothing in any row are left out."""
    delar = tuple(replace(part, tabell=informative(part.tabell)) if part.tabell else part for part in vy.delar)
    vy = replace(vy, delar=delar)
    return Dokument(
        html=mallar.render("revision.html", sida=vy, stil=style_sheet(mallar)),
        titel=f"{vy.rubrik} – {vy.bok}",
        sidhuvud=vy.bok,
        datum=FALLBACK_DATE,
        forfattare="",
        amne="revisionspaket",
        nyckelord=(),
    )


def as_text(skrift: Skrift) -> bytes:
    """Return a page as plain text in short lines, for any program; raises ExportFel."""
    from kravbok.export.markdown import markdown_blocks
    from kravbok.export.pandoc import run_pandoc

    arguments = ["--from=json", "--to=plain", "--wrap=auto", "--columns=80", "--eol=crlf"]
    return run_pandoc(arguments, skrift.ast.to_json(markdown_blocks(skrift.ast.blocks)), skrift.dokument)


def as_json(kind: str, rows: Iterable[tuple[str, Any]]) -> bytes:
    """Return data for programs: the name of its schema, and then what the page shows."""
    return (
        json.dumps({"schema": f"kravbok/revision-{kind}/1", **dict(rows)}, ensure_ascii=False, indent=2) + "\n"
    ).encode()
