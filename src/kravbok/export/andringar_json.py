"""Differences as JSON: schema kravbok/andringar/1, documented in docs/json.md; within a version keys are only added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from kravbok.diff.skillnad import Ordbit
from kravbok.view.andringar.delar import AndringsVy, AndringVy, DelVy, ParVy, SidaVy, TabellandringVy, all_andringar
from kravbok.view.parts import Faktum, RegisterVy, plain

__all__ = ["SCHEMA", "andringar_json"]

SCHEMA = "kravbok/andringar/1"


def andringar_json(vy: AndringsVy) -> str:
    """Return the differences as JSON with two blanks' indent and a final newline; what may be hidden is there too."""
    data = {
        "schema": SCHEMA,
        "titel": vy.titel,
        "bok": vy.bok,
        "organisation": vy.organisation,
        "fore": _side(vy.fore),
        "efter": _side(vy.efter),
        "uppgifter": _facts(vy.uppgifter),
        "notiser": [asdict(item) for item in vy.notiser],
        "sammanfattning": list(vy.sammanfattning),
        "omfattning": vy.omfattning,
        "krav": [*_changes(all_andringar(vy), doljbar=False), *_changes(vy.dolda, doljbar=True)],
        "boken": _part(vy.boken) if vy.boken else None,
        "kapitel": [_part(part) for part in vy.kapitel],
        "bilagor": [_part(part) for part in vy.bilagor],
        "tabeller": [_table(part) for part in vy.tabeller],
        "register": [_register(part) for part in (*vy.fore_kraven, *vy.efter_kraven)],
        "inspel": [
            {"id": item.id, "rubrik": item.rubrik, "text": item.text, "fakta": _facts(item.fakta)}
            for item in (vy.inspel.forslag if vy.inspel else ())
        ],
        "kolofon": _facts(vy.kolofon),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _side(side: SidaVy) -> dict[str, str]:
    return {"namn": side.namn, "spalt": side.spalt, "uppgift": side.uppgift, "enligt_git": side.enligt_git}


def _facts(facts: Iterable[Faktum]) -> dict[str, list[str]]:
    return {fact.term: [plain(value) for value in fact.varden] for fact in facts}


def _changes(items: Iterable[AndringVy], *, doljbar: bool) -> Iterator[dict[str, Any]]:
    for item in items:
        yield {
            "id": item.id,
            "tecken": item.tecken,
            "slag": list(item.slag),
            "doljbar": doljbar,
            "nummer_fore": item.nummer_fore,
            "nummer_efter": item.nummer_efter,
            "rubrik": item.rubrik,
            "rubrik_fore": item.rubrik_fore,
            "kapitel": item.kapitel,
            "typ": item.typ,
            "kravniva": item.kravniva,
            "vem": item.vem,
            "omrade": list(item.omrade),
            "lydelse_fore": item.lydelse_fore,
            "lydelse_efter": item.lydelse_efter,
            "text": _columns(item.par),
            "siffror": [_figure(figure) for figure in item.siffror],
            "uppgifter": [asdict(fact) for fact in item.uppgifter],
            "fakta": _facts(item.fakta),
        }


def _figure(figure: Any) -> dict[str, str]:
    names = ("namn", "grupp", "fore", "efter", "skillnad", "procent")
    return {name: getattr(figure, name) for name in names}


def _columns(parts: Iterable[ParVy]) -> list[list[dict[str, str]]]:
    return [_words(part.ord) for part in parts]


def _words(bits: Iterable[Ordbit]) -> list[dict[str, str]]:
    return [{"tecken": bit.tecken, "text": bit.text} for bit in bits]


def _part(part: DelVy) -> dict[str, Any]:
    return {
        "id": part.id,
        "rubrik": part.rubrik,
        "slag": list(part.slag),
        "tecken": part.tecken,
        "mening": part.mening,
        "text": _columns(part.par),
    }


def _table(part: TabellandringVy) -> dict[str, Any]:
    rows = [{"rad": row.rad, "kolumn": row.kolumn, "vad": row.vad, "text": _words(row.par.ord)} for row in part.rader]
    return {"id": part.id, "rubrik": part.rubrik, "rader": rows}


def _register(part: RegisterVy) -> dict[str, Any]:
    return {
        "id": part.id,
        "rubrik": part.rubrik,
        "inledning": part.inledning,
        "kolumner": list(part.tabell.kolumner),
        "rader": [[plain(cell) for cell in row.celler] for row in part.tabell.rader],
    }
