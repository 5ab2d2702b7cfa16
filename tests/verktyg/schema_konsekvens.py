"""The schema of what a year's changes mean for the budget (export/konsekvens_text.py)."""

from __future__ import annotations

from typing import Any

from kravbok.export.konsekvens_text import SCHEMA
from kravbok.rules.konsekvens import Verkan
from kravbok.rules.kontroll import Utslag

Schema = dict[str, Any]
__all__ = ["SCHEMA", "properties"]

_EXACT = "^-?[0-9]+(?:/[0-9]+)?$"


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _texts(description: str) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _amount() -> Schema:
    return _object(
        {
            "text": _text("Beloppet i ord; plus tillför budgeten, minus lämnar den."),
            "kronor": _text("Beloppet i kronor, exakt, som heltal eller bråk.", pattern=_EXACT),
            "lagst": _text("Det minsta som beloppet kan vara, i kronor.", pattern=_EXACT),
            "hogst": _text("Det största som beloppet kan vara, i kronor.", pattern=_EXACT),
        }
    )


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    item = {
        "krav": _texts("Kraven som berättar om ändringen."),
        "rubrik": _text("Vad ändringen gäller."),
        "budget": _text("Boken vars budget det gäller."),
        "belopp": {"anyOf": [_amount(), {"type": "null"}], "description": "Beloppet, eller null när det är okänt."},
        "rader": _texts("Så är det räknat."),
        "luckor": _texts("Vad som saknas."),
    }
    group = {
        "verkan": {"enum": [str(item) for item in Verkan], "description": "Vad gruppen är för summan."},
        "rubrik": _text("Gruppens rubrik."),
        "poster": _list(_object(item), "Ändringarna i gruppen."),
    }
    return {
        "bok": _text("Bokens id."),
        "titel": _text("Bokens titel."),
        "fore": _text("Den tidigare upplagan."),
        "efter": _text("Den senare upplagan."),
        "forbehall": _text("Vad svaret inte är."),
        "grupper": _list(_object(group), "Ändringarna, ordnade efter vad de är för summan."),
        "summa": _amount(),
        "med_avsatt": _text("Summan med det som redan är avsatt; tom när inget är det."),
        "luckor": _texts("Allt om bokens egen budget som inte går att räkna ut."),
        "kontrollrakningar": _list(_object(_record()), "Kontrollräkningar som beloppen vilar på."),
    }


def _record() -> Schema:
    claim = {
        "utslag": {"enum": [str(item) for item in Utslag], "description": "Programmets utslag."},
        "mening": _text("Utslaget i en mening."),
        "rader": _texts("Vad som antas, och vad som skulle göra påståendet sant."),
    }
    return {
        "id": _text("Kontrollräkningens id."),
        "rubrik": _text("Vad som räknas om."),
        "rader": _texts("Varje värde och varje steg."),
        "saknar": _texts("Värden som är okända."),
        "pastaenden": _list(_object(claim), "Varje påstående med sitt utslag."),
    }
