"""The schema of what kravbok diagnos answers (diagnosis/visning.py)."""

from __future__ import annotations

from kravbok.diagnosis.fragor import FRAGOR
from kravbok.diagnosis.svar import Bedomning
from kravbok.diagnosis.visning import SCHEMA
from verktyg.schema_delar import Schema, array, record, string

__all__ = ["SCHEMA", "properties"]


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    rad = record(
        {
            "id": string("Frågans id. Nya kan tillkomma; inget får en annan betydelse.", enum=[it.id for it in FRAGOR]),
            "amne": string("Rubriken som frågan står under."),
            "rubrik": string("Vad frågan gäller."),
            "bedomning": string("Hur svaret bedöms.", enum=[str(kind) for kind in Bedomning]),
            "text": string("Svaret i en mening."),
            "atgard": string("Kommandot eller steget som behövs; tom när inget behöver göras."),
        }
    )
    return {
        "program": string("Programmets namn och version."),
        "rader": array(rad, "Svaren i ordning. En fråga som saknar mening här, som gits utanför git, är inte med."),
    }
