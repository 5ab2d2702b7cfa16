"""The schema of differences between two editions (export/andringar_json.py)."""

from __future__ import annotations

from kravbok.diff.skillnad import SLAG
from kravbok.export.andringar_json import SCHEMA
from verktyg.schema_delar import Schema, array, facts, record, string, strings

__all__ = ["SCHEMA", "definitions", "properties"]


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    return {
        "titel": string("Dokumentets titel."),
        "bok": string("Bokens titel."),
        "organisation": string("Organisationens namn."),
        "fore": {"$ref": "#/$defs/sida", "description": "Det som jämförs."},
        "efter": {"$ref": "#/$defs/sida", "description": "Det som det jämförs med."},
        "uppgifter": facts("Vad som jämförs, ärendet och urvalet."),
        "notiser": array(
            record({"rubrik": string("Notisens rubrik."), "text": string("Notisens text.")}),
            "Det läsaren inte får missa.",
        ),
        "sammanfattning": strings("Sammanfattningen, en mening i taget."),
        "omfattning": string("Raden Omfattning, som i SFS-registret; tom när inget sådant skiljer."),
        "krav": array(
            {"$ref": "#/$defs/krav"}, "Kraven som skiljer, i den nya sidans ordning; sist de som kan döljas."
        ),
        "boken": {
            "anyOf": [{"$ref": "#/$defs/del"}, {"type": "null"}],
            "description": "Bokens titel, dokumenttyp och inledning; null när inget av dem skiljer.",
        },
        "kapitel": array({"$ref": "#/$defs/del"}, "Kapitel vars rubrik eller inledning skiljer."),
        "bilagor": array({"$ref": "#/$defs/del"}, "Bilagor som skiljer."),
        "tabeller": array({"$ref": "#/$defs/tabell"}, "Tabeller och register som skiljer."),
        "register": array({"$ref": "#/$defs/register"}, "Dokumentets egna tabeller, t.ex. belopp."),
        "inspel": array({"$ref": "#/$defs/inspel"}, "Förslag och synpunkter som inte blev krav."),
        "kolofon": facts("Kontrollsumma, vad som jämfördes, commit, licens och program."),
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
    return record(
        {
            "namn": string("Sidan i en mening, t.ex. ”upplaga 2021”."),
            "spalt": string("Rubriken på sidans spalt."),
            "uppgift": string("Sidan med status och dag."),
            "enligt_git": string("Vid vilken commit sidan är läst; tom när den inte är läst ur historiken."),
        }
    )


def _words() -> Schema:
    sign = {"enum": ["=", "-", "+"], "description": "Står på båda sidor, bara förut eller bara nu."}
    return array(record({"tecken": sign, "text": string("Orden.")}), "Ord för ord: = och - är förut, = och + är nu.")


def _blocks() -> Schema:
    return array({"$ref": "#/$defs/ord"}, "Ett stycke i taget; tom när inget ord skiljer.")


def _kinds() -> Schema:
    return array({"enum": list(SLAG)}, "Slag av skillnad.")


def _krav() -> Schema:
    fact = {
        "falt": string("Modellens nyckel, t.ex. kravniva."),
        "namn": string("Uppgiftens namn i ord."),
        "fore": string("Värdet förut."),
        "efter": string("Värdet nu."),
    }
    return record(
        {
            "id": string("Kravets id."),
            "tecken": {"enum": ["+", "~", "-"], "description": "Nytt, ändrat eller upphävt."},
            "slag": _kinds(),
            "doljbar": {"type": "boolean", "description": "Om skillnaden inte ändrar något i sak."},
            "nummer_fore": string("Numret förut; tomt när det inte fanns."),
            "nummer_efter": string("Numret nu; tomt när det inte finns."),
            "rubrik": string("Rubriken nu, eller den sista."),
            "rubrik_fore": string("Rubriken förut; tom för ett nytt krav."),
            "kapitel": string("Kapitlets nummer och rubrik."),
            "typ": string("Kravets typ."),
            "kravniva": string("Kravnivån."),
            "vem": string("Vem kravet avser."),
            "omrade": strings("Kravets områden."),
            "lydelse_fore": string("Hela lydelsen förut, ett stycke per rad."),
            "lydelse_efter": string("Hela lydelsen nu, ett stycke per rad."),
            "text": _blocks(),
            "siffror": array({"$ref": "#/$defs/siffra"}, "Siffror som skiljer."),
            "uppgifter": array(record(fact), "Andra uppgifter som skiljer."),
            "fakta": facts("Skäl, beslut, ärende, inspel och uppföljning."),
        }
    )


def _figure() -> Schema:
    return record(
        {
            "namn": string("Siffrans namn."),
            "grupp": {"enum": ["belopp", "andelar", "tal"], "description": "Kronor, andelar eller annat."},
            "fore": string("Värdet förut, som i tabeller; ett streck när det inte fanns."),
            "efter": string("Värdet nu, som i tabeller; ett streck när det inte finns."),
            "skillnad": string("Skillnaden med tecken; tom när den inte går att räkna ut."),
            "procent": string("Skillnaden i procent, en decimal; tom när den inte går att räkna ut."),
        }
    )


def _part() -> Schema:
    return record(
        {
            "id": string("Delens ankare."),
            "rubrik": string("Delens nummer och rubrik."),
            "slag": _kinds(),
            "tecken": {"enum": ["+", "~", "-"], "description": "Ny, ändrad eller upphävd."},
            "mening": string("Vad som skiljer, i en mening."),
            "text": _blocks(),
        }
    )


def _table() -> Schema:
    row = {
        "rad": string("Vad raden gäller."),
        "kolumn": string("Kolumnens rubrik, eller ”hela raden”."),
        "vad": {"enum": ["ny", "utgår", "ändrad"], "description": "Vad som har hänt."},
        "text": {"$ref": "#/$defs/ord"},
    }
    return record(
        {
            "id": string("Tabellens ankare."),
            "rubrik": string("Tabellens rubrik."),
            "rader": array(record(row), "Rader."),
        }
    )


def _input() -> Schema:
    return record(
        {
            "id": string("Inspelets id."),
            "rubrik": string("Rubrik, typ och id."),
            "text": string("Vad som föreslogs; kan vara tom."),
            "fakta": facts("Från vem, juristens bedömning och varför det inte blev krav."),
        }
    )


def _register() -> Schema:
    row = strings("Radens celler i kolumnernas ordning.")
    return record(
        {
            "id": string("Tabellens ankare."),
            "rubrik": string("Tabellens rubrik."),
            "inledning": string("En mening om vad tabellen visar."),
            "kolumner": strings("Kolumnernas rubriker."),
            "rader": array(row, "Tabellens rader."),
        }
    )
