"""The schema of comparisons of every pair of editions (export/webb/jamforelse_json.py)."""

from __future__ import annotations

from kravbok.export.webb.jamforelse_json import SCHEMA
from kravbok.view.webb.jamforelse import GRUPPER
from verktyg.schema_delar import Schema, array, record, string, strings

__all__ = ["SCHEMA", "definitions", "properties"]


def properties() -> Schema:
    """Return what the whole holds, besides the name of the schema."""
    return {
        "upplagor": array({"$ref": "#/$defs/upplaga"}, "Upplagorna som jämförs."),
        "val": {
            "type": "object",
            "propertyNames": {"enum": list(GRUPPER)},
            "additionalProperties": array(_tuple(_word("Ordet i adressen."), string("Namnet.")), "Valen i gruppen."),
            "description": "Vad ändringarna väljs efter.",
        },
        "par": array({"$ref": "#/$defs/par"}, "Varje ordnat par av upplagor."),
        "andringar": array({"$ref": "#/$defs/andring"}, "Ändringarna, var och en en gång."),
        "stycken": array(array({"$ref": "#/$defs/stycke"}, "Styckena."), "Texter i två spalter, var och en en gång."),
        "rubriker": strings("Kravens rubriker, var och en en gång."),
    }


def definitions() -> Schema:
    """Return the parts that the whole refers to."""
    return {
        "upplaga": _edition(),
        "par": _pair(),
        "del": _part(),
        "andring": _change(),
        "stycke": _paragraph(),
        "ord": array({"type": "string", "pattern": "^[=+-]"}, "Orden, efter sitt tecken: = står kvar, - bort, + nytt."),
        "fakta": _facts(),
    }


def _tuple(*parts: Schema) -> Schema:
    return {"type": "array", "prefixItems": list(parts), "items": False, "minItems": len(parts)}


def _number(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}


def _word(description: str) -> Schema:
    return string(description, pattern="^[a-z0-9-]+$")


def _ref(name: str, description: str) -> Schema:
    return {"$ref": f"#/$defs/{name}", "description": description}


def _side(description: str) -> Schema:
    return string(description, pattern="^[^@]+@[^@]+$")


def _chosen(description: str) -> Schema:
    return string(description, pattern="^([a-z]+:[a-z0-9-]+( |$))*$")


def _edition() -> Schema:
    known = _tuple(string("Numret; tomt utanför kraven."), _number("Rubrikens plats i rubriker."))
    return record(
        {
            "id": _side("Boken och upplagan, som kravbok diff skriver dem."),
            "bok": string("Bokens titel."),
            "upplaga": string("Upplagan i ord."),
            "adress": string("Upplagans adress från webbplatsens rot."),
            "krav": {"type": "object", "additionalProperties": known, "description": "Varje krav i upplagan."},
        }
    )


def _pair() -> Schema:
    names = _tuple(string("Kravets id i den första."), string("Kravets id i den andra."))
    hidden = _tuple(string("Kravets id."), string("Vad som skiljer, i ord."))
    return record(
        {
            "fore": _side("Det som jämförs."),
            "efter": _side("Det som det jämförs med."),
            "sida": string("Adressen till samma jämförelse utan skript; tom när den inte finns."),
            "titel": string("Rubriken."),
            "status": string("Vad som jämförs med vad, i en mening."),
            "spalter": _tuple(string("Den vänstra spalten."), string("Den högra.")),
            "uppgifter": _ref("fakta", "Före, efter och ärende."),
            "notiser": array(_tuple(string("Rubriken."), string("Texten.")), "Det läsaren inte får missa."),
            "sammanfattning": strings("Sammanfattningen, en mening i taget."),
            "omfattning": string("Raden Omfattning; tom när inget sådant skiljer."),
            "avsnitt": array(_chapter(), "Kapitlen som skiljer eller har krav som skiljer."),
            "bilagor": array({"$ref": "#/$defs/del"}, "Bilagorna som skiljer."),
            "dolda": array(hidden, "Krav som inte har ändrats i sak."),
            "motsvarar": array(names, "Vad två böcker har gemensamt; tom för upplagor av samma bok."),
        }
    )


def _chapter() -> Schema:
    change = _tuple(_number("Ändringens plats i andringar."), string("Kravets nummer."))
    own: Schema = {"anyOf": [{"$ref": "#/$defs/del"}, {"type": "null"}], "description": "Kapitlets egen skillnad."}
    return record(
        {
            "id": string("Kapitlets ankare."),
            "nummer": string("Kapitlets nummer; kan vara tomt."),
            "rubrik": string("Kapitlets rubrik."),
            "egen": own,
            "andringar": array(change, "Kraven som skiljer."),
        }
    )


def _part() -> Schema:
    return record(
        {
            "id": string("Delens ankare."),
            "rubrik": string("Delens nummer och rubrik."),
            "mening": string("Vad som skiljer, i en mening."),
            "stycken": _number("Textens plats i stycken."),
        }
    )


def _change() -> Schema:
    words = ("Gruppen: belopp, andelar eller tal.", "Namnet.", "Förut.", "Nu.", "Skillnaden.", "Procenten.")
    return record(
        {
            "id": string("Kravets id; mellan två böcker det som den andra boken har."),
            "tecken": {"enum": ["+", "~", "-"], "description": "Nytt, ändrat eller upphävt."},
            "rubrik": string("Rubriken nu, eller den sista."),
            "markning": strings("Slagen av skillnad i ord."),
            "anmarkning": string("Sägs när texten är densamma; annars tom."),
            "stycken": _number("Textens plats i stycken."),
            "siffror": array(_tuple(*map(string, words)), "Siffrorna som skiljer."),
            "fakta": _ref("fakta", "Skäl, beslut och uppföljning."),
            "slag": _chosen("Vad som har hänt, som val."),
            "fore": _chosen("Kravet förut, som val; tomt när det inte fanns."),
            "efter": _chosen("Kravet nu, som val; tomt när det inte finns."),
        }
    )


def _paragraph() -> Schema:
    words = {key: _ref("ord", said) for key, said in (("fore", "Förut."), ("efter", "Nu."), ("ord", "I ett stycke."))}
    more = {
        "i_stallet": string("Vad som står i den tomma spalten."),
        "punkt_fore": string("Punkten eller numret förut."),
        "punkt_efter": string("Punkten eller numret nu."),
    }
    return record({**words, **more}, optional=(*words, *more))


def _facts() -> Schema:
    linked = _tuple(string("Orden."), string("Adressen från webbplatsens rot."))
    value = array({"anyOf": [{"type": "string"}, linked]}, "Ett värde: ord, och ord med länk.")
    return array(_tuple(string("Uppgiften."), array(value, "Värdena.")), "Uppgifter i ordning.")
