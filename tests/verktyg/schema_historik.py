"""The schema of a requirement's life (export/historik.py)."""

from __future__ import annotations

from typing import Any

from kravbok.export.historik import SCHEMA

Schema = dict[str, Any]
__all__ = ["SCHEMA", "definitions", "properties"]


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    finding = {"kod": _text("Felkoden."), "meddelande": _text("Vad som är fel."), "hjalp": _text("Vad som kan göras.")}
    wording = {"$ref": "#/$defs/lydelse"}
    return {
        "id": _text("Kravets id."),
        "rubrik": _text("Rubriken i den sista lydelsen; tom när posten inte går att läsa nu."),
        "fil": _text("Filen som posten står i nu; tom när den inte gör det."),
        "notiser": _list({"type": "string"}, "Det läsaren inte får missa."),
        "lydelser": _list(wording, "Postens lydelser i ordning."),
        "borttagna": _list(wording, "Lydelser som bara git minns."),
        "handelser": _list({"$ref": "#/$defs/handelse"}, "Vad som har hänt posten som helhet, det äldsta först."),
        "fynd": _list(_object(finding), "Det som git inte kunde svara på."),
    }


def definitions() -> Schema:
    """Return the parts that `properties` refers to."""
    facts = {
        "type": "object",
        "additionalProperties": _list({"type": "string"}, "Uppgiftens värden."),
        "description": "Dagar, beslut, ärende, källa och annat, med uppgiftens namn som nyckel.",
    }
    kinds = [
        "först i git", "fanns i git", "ändrad", "ändrad i efterhand", "rättad", "flyttad", "borttagen", "åter i git",
    ]  # fmt: skip
    return {
        "lydelse": _object(
            {
                "rubrik": _text("Vilken lydelse det är."),
                "mening": _text("Lydelsens liv i en mening."),
                "fakta": facts,
                "handelser": _list({"$ref": "#/$defs/handelse"}, "Vad git minns av den, det äldsta först."),
            }
        ),
        "handelse": _object(
            {
                "slag": _text("Vad som hände.", enum=kinds),
                "dag": _text("Committens dag (UTC), 2022-01-01; tom när ändringen inte är sparad."),
                "commit": _text("Committen; tom när ändringen inte är sparad."),
                "roll": _text("Rollen som .mailmap ger författaren; annars tom."),
                "nycklar": _list({"type": "string"}, "Nycklarna som skiljer."),
                "fil": _text("Filen som posten står i därefter."),
            }
        ),
    }
