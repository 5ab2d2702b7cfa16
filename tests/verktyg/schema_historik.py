"""The schema of a requirement's life (export/historik.py)."""

from __future__ import annotations

from kravbok.export.historik import SCHEMA
from verktyg.schema_delar import Schema, array, facts, finding, record, string, strings

__all__ = ["SCHEMA", "definitions", "properties"]


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    wording = {"$ref": "#/$defs/lydelse"}
    return {
        "id": string("Kravets id."),
        "rubrik": string("Rubriken i den sista lydelsen; tom när posten inte går att läsa nu."),
        "fil": string("Filen som posten står i nu; tom när den inte gör det."),
        "notiser": strings("Det läsaren inte får missa."),
        "lydelser": array(wording, "Postens lydelser i ordning."),
        "borttagna": array(wording, "Lydelser som bara git minns."),
        "handelser": array({"$ref": "#/$defs/handelse"}, "Vad som har hänt posten som helhet, det äldsta först."),
        "fynd": array(finding(), "Det som git inte kunde svara på."),
    }


def definitions() -> Schema:
    """Return the parts that `properties` refers to."""
    kinds = [
        "först i git", "fanns i git", "ändrad", "ändrad i efterhand", "rättad", "flyttad", "borttagen", "åter i git",
    ]  # fmt: skip
    return {
        "lydelse": record(
            {
                "rubrik": string("Vilken lydelse det är."),
                "mening": string("Lydelsens liv i en mening."),
                "fakta": facts("Dagar, beslut, ärende, källa och annat, med uppgiftens namn som nyckel."),
                "handelser": array({"$ref": "#/$defs/handelse"}, "Vad git minns av den, det äldsta först."),
            }
        ),
        "handelse": record(
            {
                "slag": string("Vad som hände.", enum=kinds),
                "dag": string("Committens dag (UTC), 2022-01-01; tom när ändringen inte är sparad."),
                "commit": string("Committen; tom när ändringen inte är sparad."),
                "roll": string("Rollen som .mailmap ger författaren; annars tom."),
                "nycklar": strings("Nycklarna som skiljer."),
                "fil": string("Filen som posten står i därefter."),
            }
        ),
    }
