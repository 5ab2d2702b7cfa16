"""The schema of what a rule answers (export/rakning.py)."""

from __future__ import annotations

from typing import Any

from kravbok.export.rakning import SCHEMA

Schema = dict[str, Any]
__all__ = ["SCHEMA", "properties"]


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _words(description: str) -> Schema:
    return {"type": "object", "additionalProperties": {"type": "string"}, "description": description}


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    text = {"type": "string"}
    facts = {
        "type": "object",
        "additionalProperties": _list(text, "Uppgiftens värden."),
        "description": "Från när lydelsen gäller, beslut, ärende och källa, med uppgiftens namn som nyckel.",
    }
    missing = {
        "namn": _text("Namnet som det skrivs i ett fall."),
        "enhet": _text("Enheten, eller vad för slags värde det är."),
        "vad": _text("Vad det är, i ord."),
    }
    finding = {"kod": _text("Felkoden."), "meddelande": _text("Vad som är fel."), "hjalp": _text("Vad som kan göras.")}
    return {
        "krav": _text("Kravets id."),
        "rubrik": _text("Lydelsens rubrik; tom när inget krav hittades."),
        "bok": _text("Bokens id; tomt när ingen bok hittades."),
        "upplaga": _text("Upplagan som lydelsen hämtades ur."),
        "dag": _text("Dagen som det räknades för; tom när en upplaga valdes."),
        "slag": _text("Regelns slag; tomt när det inte gick att räkna alls."),
        "fakta": facts,
        "fil": _text("Postens fil, från projektets mapp."),
        "rad": {"type": "integer", "minimum": 1, "description": "Raden där lydelsen börjar."},
        "fall": _list(_words("Ett fall, som det lästes."), "Fallen i ordning."),
        "svar": _list(text, "Svaren: ett, flera när källan lämnar något öppet, eller ”okänt”. Tom när något saknas."),
        "utfall": _list(_outcome(), "Varje svar med vad det förutsätter och sin uträkning."),
        "saknas": _list(_object(missing), "Vad som måste anges för att det ska gå att räkna."),
        "kallan_anger_inte": _list(text, "Vad regeln behöver men källan inte säger."),
        "notiser": _list(text, "Det läsaren inte får missa, t.ex. att upplagan är ett förslag."),
        "forbehall": _text("Att programmet räknar och regionen beslutar."),
        "fynd": _list(_object(finding), "Det som hindrade svaret."),
    }


def _outcome() -> Schema:
    row = {
        "text": _text("Raden i ord."),
        "led": _list({"type": "string"}, "Värdena som går in."),
        "resultat": {"type": ["string", "null"], "description": "Vad som kommer ut; null när inget räknas ut."},
    }
    return _object(
        {
            "svar": _text("Svaret, som en siffra skrivs, en dag (2022-01-01) eller ord."),
            "antar": _text("Vad svaret förutsätter; tomt när inget är öppet."),
            "rader": _list(_object(row), "Uträkningen rad för rad."),
        }
    )
