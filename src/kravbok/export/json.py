"""The edition as JSON: every clause with its whole wording, its words, and the file and line it was read from.

The schema is `kravbok/bok/1`, documented in docs/json.md; within a version keys are only added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kravbok.edition import Klausul, Utgivning
from kravbok.model.bas import Modell
from kravbok.model.storhet import Okand, Storhet, format_tabell, format_text
from kravbok.model.tid import Tid
from kravbok.view.parts import BokVy, KapitelVy, KravVy
from kravbok.view.regel import examples_in

__all__ = ["as_data", "write_json"]

SCHEMA = "kravbok/bok/1"


def as_data(value: Any) -> Any:
    """Return a record, or a part of one, as plain JSON values: only what is set, and figures and days as written."""
    if isinstance(value, Modell):
        pairs = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: as_data(item) for name, item in pairs if item not in (None, (), {}, "")}
    if isinstance(value, Mapping):
        return {str(name): as_data(item) for name, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_data(item) for item in value]
    return _as_written(value)


def _as_written(value: Any) -> Any:
    """Return a single value as an editor writes it."""
    if isinstance(value, (Storhet, Okand, date)):
        return format_tabell(value)
    return value.iso() if isinstance(value, Tid) else value


def write_json(utgivning: Utgivning, vy: BokVy, path: Path) -> None:
    """Write the edition as JSON with two blanks' indent and a final newline."""
    shown = {krav.id: krav for krav in (*(krav for part in vy.kapitel for krav in part.krav), *vy.utanfor)}
    data = {
        "schema": SCHEMA,
        "bok": as_data(utgivning.bok),
        "upplaga": as_data(utgivning.upplaga),
        "organisation": {"id": utgivning.organisation.id, "namn": utgivning.organisation.namn},
        "sidhuvud": vy.sidhuvud,
        "notiser": [{"rubrik": item.rubrik, "text": item.text} for item in vy.notiser],
        "inledning": list(vy.inledning_block),
        "kapitel": list(_chapters(utgivning, vy, shown)),
        "utanfor": [_clause(utgivning, clause, shown[clause.id]) for clause in utgivning.utanfor],
        "bilagor": [_appendix(part) for part in vy.bilagor],
        "register": [_register(part) for part in vy.register],
        "kolofon": {item.term: [_words(value) for value in item.varden] for item in vy.kolofon},
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _chapters(utgivning: Utgivning, vy: BokVy, shown: Mapping[str, KravVy]) -> Iterator[dict[str, Any]]:
    for part, view in zip(utgivning.avsnitt, vy.kapitel, strict=True):
        yield {
            "id": part.kapitel.id,
            "nummer": part.nummer,
            "rubrik": part.lydelse.rubrik,
            "inledning": list(view.block),
            "krav": [_clause(utgivning, clause, shown[clause.id]) for clause in part.klausuler],
        }


def _clause(utgivning: Utgivning, clause: Klausul, view: KravVy) -> dict[str, Any]:
    lydelse = clause.lydelse
    position = utgivning.register.position(clause.krav, "lydelser", clause.index)
    return {
        "id": clause.id,
        "nummer": clause.nummer,
        "ankare": f"#{clause.id}",
        "rubrik": lydelse.rubrik,
        "text": list(view.block),
        "html": view.html,
        "regel": list(view.regel),
        "rakneexempel": [[_words(line) for line in fact.varden] for fact in examples_in(view.fakta)],
        "siffror": {name: _figure(value) for name, value in lydelse.siffror.items()},
        "lydelse": as_data(lydelse),
        "ny_i_upplagan": lydelse is not clause.foregaende,
        "fil": position.path,
        "rad": position.line,
    }


def _appendix(part: KapitelVy) -> dict[str, Any]:
    """Return an appendix; `bild` is a path beside the file, empty for none."""
    return {
        "id": part.id,
        "nummer": part.nummer,
        "rubrik": part.rubrik,
        "text": list(part.block),
        "bild": part.bild,
        "alt": part.alt,
    }


def _figure(value: Any) -> dict[str, str]:
    return {"tabell": format_tabell(value), "text": format_text(value)}


def _register(part: Any) -> dict[str, Any]:
    rows = [[_words(cell) for cell in row.celler] for row in part.tabell.rader]
    return {
        "id": part.id,
        "rubrik": part.rubrik,
        "inledning": part.inledning,
        "kolumner": list(part.tabell.kolumner),
        "rader": rows,
    }


def _words(bitar: Any) -> str:
    return "".join(bit.text for bit in bitar)
