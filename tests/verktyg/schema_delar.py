"""What every schema is made of: texts, lists, objects whose keys are all there, and facts."""

from __future__ import annotations

from typing import Any

__all__ = ["Schema", "array", "facts", "finding", "record", "string", "strings"]

Schema = dict[str, Any]


def string(description: str, **more: Any) -> Schema:
    """Return a text."""
    return {"type": "string", "description": description, **more}


def array(items: Schema, description: str) -> Schema:
    """Return a list."""
    return {"type": "array", "items": items, "description": description}


def strings(description: str) -> Schema:
    """Return a list of texts."""
    return array({"type": "string"}, description)


def record(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """Return an object that has all the keys, but for those that need not be there."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def finding() -> Schema:
    """Return a finding without a place."""
    said = {"kod": "Felkoden.", "meddelande": "Vad som är fel.", "hjalp": "Vad som kan göras."}
    return record({key: string(words) for key, words in said.items()})


def facts(description: str) -> Schema:
    """Return facts: their names as keys, each with a list of texts."""
    return {"type": "object", "additionalProperties": strings("Uppgiftens värden."), "description": description}
