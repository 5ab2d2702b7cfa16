"""Findings as kravbok's own JSON, which docs/json.md describes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kravbok.finding import Finding, Sammanhang
from kravbok.report.plain import harmless

__all__ = ["show_json"]


def show_json(findings: Sequence[Finding]) -> str:
    """Return the findings as `kravbok/fynd/1`."""
    data = {"schema": "kravbok/fynd/1", "fynd": [_as_dict(item) for item in findings]}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_dict(item: Finding) -> dict[str, object]:
    return {
        "kod": item.code,
        "namn": item.name,
        "allvar": str(item.severity),
        "fil": harmless(item.position.path),
        "rad": item.position.line,
        "kolumn": item.position.column,
        "langd": item.position.length,
        "meddelande": harmless(item.message),
        "hjalp": harmless(item.hint),
        "aven": [_as_place(other) for other in item.related],
    }


def _as_place(other: Sammanhang) -> dict[str, object]:
    place = other.position
    return {"fil": harmless(place.path), "rad": place.line, "kolumn": place.column, "text": harmless(other.text)}
