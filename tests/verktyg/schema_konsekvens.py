"""The schema of what a year's changes mean for the budget (export/konsekvens_text.py)."""

from __future__ import annotations

from kravbok.export.konsekvens_text import SCHEMA
from kravbok.rules.konsekvens import Verkan
from kravbok.rules.kontroll import Utslag
from verktyg.schema_delar import Schema, array, record, string, strings

__all__ = ["SCHEMA", "properties"]

_EXACT = "^-?[0-9]+(?:/[0-9]+)?$"


def _amount() -> Schema:
    return record(
        {
            "text": string("Beloppet i ord; plus tillför budgeten, minus lämnar den."),
            "kronor": string("Beloppet i kronor, exakt, som heltal eller bråk.", pattern=_EXACT),
            "lagst": string("Det minsta som beloppet kan vara, i kronor.", pattern=_EXACT),
            "hogst": string("Det största som beloppet kan vara, i kronor.", pattern=_EXACT),
        }
    )


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    item = {
        "krav": strings("Kraven som berättar om ändringen."),
        "rubrik": string("Vad ändringen gäller."),
        "budget": string("Boken vars budget det gäller."),
        "belopp": {"anyOf": [_amount(), {"type": "null"}], "description": "Beloppet, eller null när det är okänt."},
        "rader": strings("Så är det räknat."),
        "luckor": strings("Vad som saknas."),
    }
    group = {
        "verkan": {"enum": [str(item) for item in Verkan], "description": "Vad gruppen är för summan."},
        "rubrik": string("Gruppens rubrik."),
        "poster": array(record(item), "Ändringarna i gruppen."),
    }
    return {
        "bok": string("Bokens id."),
        "titel": string("Bokens titel."),
        "fore": string("Den tidigare upplagan."),
        "efter": string("Den senare upplagan."),
        "forbehall": string("Vad svaret inte är."),
        "grupper": array(record(group), "Ändringarna, ordnade efter vad de är för summan."),
        "summa": _amount(),
        "med_avsatt": string("Summan med det som redan är avsatt; tom när inget är det."),
        "luckor": strings("Allt om bokens egen budget som inte går att räkna ut."),
        "kontrollrakningar": array(record(_record()), "Kontrollräkningar som beloppen vilar på."),
    }


def _record() -> Schema:
    claim = {
        "utslag": {"enum": [str(item) for item in Utslag], "description": "Programmets utslag."},
        "mening": string("Utslaget i en mening."),
        "rader": strings("Vad som antas, och vad som skulle göra påståendet sant."),
    }
    return {
        "id": string("Kontrollräkningens id."),
        "rubrik": string("Vad som räknas om."),
        "rader": strings("Varje värde och varje steg."),
        "saknar": strings("Värden som är okända."),
        "pastaenden": array(record(claim), "Varje påstående med sitt utslag."),
    }
