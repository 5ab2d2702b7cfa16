"""The schema of differences between two editions (export/andringar_json.py)."""

from __future__ import annotations

from typing import Any

from kravbok.diff.skillnad import SLAG
from kravbok.export.andringar_json import SCHEMA

Schema = dict[str, Any]
__all__ = ["SCHEMA", "definitions", "properties"]


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _facts(description: str) -> Schema:
    return {
        "type": "object",
        "additionalProperties": _list({"type": "string"}, "Uppgiftens värden."),
        "description": description,
    }


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    return {
        "titel": _text("Dokumentets titel."),
        "bok": _text("Bokens titel."),
        "organisation": _text("Organisationens namn."),
        "fore": {"$ref": "#/$defs/sida", "description": "Det som jämförs."},
        "efter": {"$ref": "#/$defs/sida", "description": "Det som det jämförs med."},
        "uppgifter": _facts("Vad som jämförs, ärendet och urvalet."),
        "notiser": _list(
            _object({"rubrik": _text("Notisens rubrik."), "text": _text("Notisens text.")}),
            "Det läsaren inte får missa.",
        ),
        "sammanfattning": _list({"type": "string"}, "Sammanfattningen, en mening i taget."),
        "omfattning": _text("Raden Omfattning, som i SFS-registret; tom när inget sådant skiljer."),
        "krav": _list(
            {"$ref": "#/$defs/krav"}, "Kraven som skiljer, i den nya sidans ordning; sist de som kan döljas."
        ),
        "boken": {
            "anyOf": [{"$ref": "#/$defs/del"}, {"type": "null"}],
            "description": "Bokens titel, dokumenttyp och inledning; null när inget av dem skiljer.",
        },
        "kapitel": _list({"$ref": "#/$defs/del"}, "Kapitel vars rubrik eller inledning skiljer."),
        "bilagor": _list({"$ref": "#/$defs/del"}, "Bilagor som skiljer."),
        "tabeller": _list({"$ref": "#/$defs/tabell"}, "Tabeller och register som skiljer."),
        "register": _list({"$ref": "#/$defs/register"}, "Dokumentets egna tabeller, t.ex. belopp."),
        "inspel": _list({"$ref": "#/$defs/inspel"}, "Förslag och synpunkter som inte blev krav."),
        "kolofon": _facts("Kontrollsumma, vad som jämfördes, commit, licens och program."),
    }


def definitions() -> Schema:
    """Return the parts that the whole refers to."""
    return {
        "sida": _side(),
        "ord": _words(),
        "krav": _krav(),
        "siffra": _figure(),
        "del": _part(),
        "tabell": _table(),
        "register": _register(),
        "inspel": _input(),
    }


def _side() -> Schema:
    return _object(
        {
            "namn": _text("Sidan i en mening, t.ex. ”upplaga 2021”."),
            "spalt": _text("Rubriken på sidans spalt."),
            "uppgift": _text("Sidan med status och dag."),
            "enligt_git": _text("Vid vilken commit sidan är läst; tom när den inte är läst ur historiken."),
        }
    )


def _words() -> Schema:
    sign = {"enum": ["=", "-", "+"], "description": "Står på båda sidor, bara förut eller bara nu."}
    return _list(_object({"tecken": sign, "text": _text("Orden.")}), "Ord för ord: = och - är förut, = och + är nu.")


def _blocks() -> Schema:
    return _list({"$ref": "#/$defs/ord"}, "Ett stycke i taget; tom när inget ord skiljer.")


def _kinds() -> Schema:
    return _list({"enum": list(SLAG)}, "Slag av skillnad.")


def _krav() -> Schema:
    fact = {
        "falt": _text("Modellens nyckel, t.ex. kravniva."),
        "namn": _text("Uppgiftens namn i ord."),
        "fore": _text("Värdet förut."),
        "efter": _text("Värdet nu."),
    }
    return _object(
        {
            "id": _text("Kravets id."),
            "tecken": {"enum": ["+", "~", "-"], "description": "Nytt, ändrat eller upphävt."},
            "slag": _kinds(),
            "doljbar": {"type": "boolean", "description": "Om skillnaden inte ändrar något i sak."},
            "nummer_fore": _text("Numret förut; tomt när det inte fanns."),
            "nummer_efter": _text("Numret nu; tomt när det inte finns."),
            "rubrik": _text("Rubriken nu, eller den sista."),
            "rubrik_fore": _text("Rubriken förut; tom för ett nytt krav."),
            "kapitel": _text("Kapitlets nummer och rubrik."),
            "typ": _text("Kravets typ."),
            "kravniva": _text("Kravnivån."),
            "vem": _text("Vem kravet avser."),
            "omrade": _list({"type": "string"}, "Kravets områden."),
            "lydelse_fore": _text("Hela lydelsen förut, ett stycke per rad."),
            "lydelse_efter": _text("Hela lydelsen nu, ett stycke per rad."),
            "text": _blocks(),
            "siffror": _list({"$ref": "#/$defs/siffra"}, "Siffror som skiljer."),
            "uppgifter": _list(_object(fact), "Andra uppgifter som skiljer."),
            "fakta": _facts("Skäl, beslut, ärende, inspel och uppföljning."),
        }
    )


def _figure() -> Schema:
    return _object(
        {
            "namn": _text("Siffrans namn."),
            "grupp": {"enum": ["belopp", "andelar", "tal"], "description": "Kronor, andelar eller annat."},
            "fore": _text("Värdet förut, som i tabeller; ett streck när det inte fanns."),
            "efter": _text("Värdet nu, som i tabeller; ett streck när det inte finns."),
            "skillnad": _text("Skillnaden med tecken; tom när den inte går att räkna ut."),
            "procent": _text("Skillnaden i procent, en decimal; tom när den inte går att räkna ut."),
        }
    )


def _part() -> Schema:
    return _object(
        {
            "id": _text("Delens ankare."),
            "rubrik": _text("Delens nummer och rubrik."),
            "slag": _kinds(),
            "tecken": {"enum": ["+", "~", "-"], "description": "Ny, ändrad eller upphävd."},
            "mening": _text("Vad som skiljer, i en mening."),
            "text": _blocks(),
        }
    )


def _table() -> Schema:
    row = {
        "rad": _text("Vad raden gäller."),
        "kolumn": _text("Kolumnens rubrik, eller ”hela raden”."),
        "vad": {"enum": ["ny", "utgår", "ändrad"], "description": "Vad som har hänt."},
        "text": {"$ref": "#/$defs/ord"},
    }
    return _object(
        {"id": _text("Tabellens ankare."), "rubrik": _text("Tabellens rubrik."), "rader": _list(_object(row), "Rader.")}
    )


def _input() -> Schema:
    return _object(
        {
            "id": _text("Inspelets id."),
            "rubrik": _text("Rubrik, typ och id."),
            "text": _text("Vad som föreslogs; kan vara tom."),
            "fakta": _facts("Från vem, juristens bedömning och varför det inte blev krav."),
        }
    )


def _register() -> Schema:
    row = _list({"type": "string"}, "Radens celler i kolumnernas ordning.")
    return _object(
        {
            "id": _text("Tabellens ankare."),
            "rubrik": _text("Tabellens rubrik."),
            "inledning": _text("En mening om vad tabellen visar."),
            "kolumner": _list({"type": "string"}, "Kolumnernas rubriker."),
            "rader": _list(row, "Tabellens rader."),
        }
    )
