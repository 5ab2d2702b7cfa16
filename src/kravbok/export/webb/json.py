"""The data behind a page as JSON, and the JSON Schema of each kind of page, both made from the page's own type."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from kravbok.view.webb.sida import INTERN, Sida

__all__ = ["SCHEMA", "page_schema", "write_page_json"]

SCHEMA = "kravbok/sida/1"


def write_page_json(sida: Sida, dag: date | None) -> str:
    """Return what a page shows as JSON, checked up to a day; internal addresses begin at the root of the site."""
    head = {
        "schema": SCHEMA,
        "slag": sida.slag,
        "adress": sida.adress,
        "titel": sida.titel,
        "beskrivning": sida.beskrivning,
        "kontrollerad": dag.isoformat() if dag is not None else None,
    }
    kind: type = type(sida.vy)
    written = _adapter(kind).dump_json(sida.vy).decode()
    whole = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + f',"innehall":{written}}}\n'
    return whole.replace(INTERN, "")


def page_schema(slag: str, kind: type) -> dict[str, Any]:
    """Return the JSON Schema of a kind of page."""
    inner = _adapter(kind).json_schema(mode="serialization")
    definitions = inner.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Sidan {slag}",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "slag": {"const": slag},
            "adress": {"type": "string"},
            "titel": {"type": "string"},
            "beskrivning": {"type": "string"},
            "kontrollerad": {"type": ["string", "null"], "format": "date"},
            "innehall": inner,
        },
        "required": ["schema", "slag", "adress", "titel", "beskrivning", "kontrollerad", "innehall"],
        "additionalProperties": False,
        "$defs": definitions,
    }


@lru_cache(maxsize=64)
def _adapter(kind: type) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
