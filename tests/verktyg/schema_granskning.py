"""The schema of a branch reviewed (export/granskning_json.py)."""

from __future__ import annotations

from kravbok.export.granskning_json import SCHEMA
from verktyg.schema_delar import Schema, array, record, string, strings

__all__ = ["SCHEMA", "properties"]


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _count(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    return {
        "bas": string("Grenen som ändringen ska in i."),
        "grund": string("Commiten där grenen lämnade basen; den som grenen är jämförd med."),
        "gren": string("Grenens commit; tom när arbetsmappen är granskad."),
        "fullstandig": _flag("Om alla poster, upplagor och regler gick att läsa. Annars kan fler behöva godkänna."),
        "nya_fel": _count("Fel som grenen har fört in."),
        "nya_varningar": _count("Varningar som grenen har fört in."),
        "upplagor": array(_edition(), "Varje upplaga som skiljer."),
        "krav": array(_requirement(), "Varje krav som skiljer i sak; ett krav kan skilja på flera sätt."),
        "utan_beslut": strings("Id för krav vars ändring saknar eget känt beslut."),
        "samtidiga": strings("Id för krav som också basen har ändrat sedan grenen skapades."),
        "godkanns_av": array(_approver(), "Rollerna som ska godkänna, i reglernas ordning."),
        "regler_andrade": strings("Id för organisationer vars regler grenen ändrar."),
        "regler_olasta": strings("Filer vars regler inte går att läsa på basen."),
    }


def _edition() -> Schema:
    return record(
        {
            "upplaga": string("Bokens titel och upplagan."),
            "anmarkning": string("Om upplagan är ny eller borttagen; annars tom."),
            "omfattning": string("Omfattningsraden: ändr., ny, upph."),
        }
    )


def _requirement() -> Schema:
    return record(
        {
            "id": string("Kravets id."),
            "rubrik": string("Kravets rubrik."),
            "slag": strings("Ändringens slag, se skillnader.md."),
            "upplagor": strings("Upplagorna där det skiljer så."),
        }
    )


def _approver() -> Schema:
    hit = {
        "namn": string("Kravets id, upplagan eller organisationen."),
        "rubrik": string("Kravets rubrik; tom för annat än krav."),
        "upplagor": strings("Upplagorna där kravet träffas; tom för annat än krav."),
    }
    reason = {"villkor": string("Villkoret i ord."), "traffar": array(record(hit), "Det som träffar villkoret.")}
    return record(
        {
            "roll": string("Rollen."),
            "grupp": string("Rollens grupp i git-tjänsten, t.ex. @regionen/jurister; tom när den inte är angiven."),
            "enligt_grenen": _flag("Om skälen följer av regler som grenen själv har skrivit. Lita inte på dem."),
            "skal": array(record(reason), "Skälen, ett per villkor."),
        }
    )
