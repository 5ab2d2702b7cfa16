"""The schema of what a rule answers (export/rakning.py)."""

from __future__ import annotations

from kravbok.export.rakning import SCHEMA
from verktyg.schema_delar import Schema, array, facts, finding, record, string, strings

__all__ = ["SCHEMA", "properties"]


def _words(description: str) -> Schema:
    return {"type": "object", "additionalProperties": {"type": "string"}, "description": description}


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    missing = {
        "namn": string("Namnet som det skrivs i ett fall."),
        "enhet": string("Enheten, eller vad för slags värde det är."),
        "vad": string("Vad det är, i ord."),
    }
    return {
        "krav": string("Kravets id."),
        "rubrik": string("Lydelsens rubrik; tom när inget krav hittades."),
        "bok": string("Bokens id; tomt när ingen bok hittades."),
        "upplaga": string("Upplagan som lydelsen hämtades ur."),
        "dag": string("Dagen som det räknades för; tom när en upplaga valdes."),
        "slag": string("Regelns slag; tomt när det inte gick att räkna alls."),
        "fakta": facts("Från när lydelsen gäller, beslut, ärende och källa, med uppgiftens namn som nyckel."),
        "fil": string("Postens fil, från projektets mapp."),
        "rad": {"type": "integer", "minimum": 1, "description": "Raden där lydelsen börjar."},
        "fall": array(_words("Ett fall, som det lästes."), "Fallen i ordning."),
        "svar": strings("Svaren: ett, flera när källan lämnar något öppet, eller ”okänt”. Tom när något saknas."),
        "utfall": array(_outcome(), "Varje svar med vad det förutsätter och sin uträkning."),
        "saknas": array(record(missing), "Vad som måste anges för att det ska gå att räkna."),
        "kallan_anger_inte": strings("Vad regeln behöver men källan inte säger."),
        "notiser": strings("Det läsaren inte får missa, t.ex. att upplagan är ett förslag."),
        "forbehall": string("Att programmet räknar och regionen beslutar."),
        "fynd": array(finding(), "Det som hindrade svaret."),
    }


def _outcome() -> Schema:
    row = {
        "text": string("Raden i ord."),
        "led": strings("Värdena som går in."),
        "resultat": {"type": ["string", "null"], "description": "Vad som kommer ut; null när inget räknas ut."},
    }
    return record(
        {
            "svar": string("Svaret, som en siffra skrivs, en dag (2022-01-01) eller ord."),
            "antar": string("Vad svaret förutsätter; tomt när inget är öppet."),
            "rader": array(record(row), "Uträkningen rad för rad."),
        }
    )
