"""The schemas of the auditor's pack: its manifest, and the five accounts (revision/)."""

from __future__ import annotations

from typing import Any, get_args

from kravbok.model.bok import Upplaga
from kravbok.model.register import Beslut
from kravbok.revision.kallor import Svar
from kravbok.revision.manifest import SCHEMA

Schema = dict[str, Any]
__all__ = ["SCHEMA", "schemas"]

_SUM = "^[0-9a-f]{64}$"
_TIME = "2022-01-01, 2021-05 eller 2021, ”senast …” eller ”tidigast …” före en dag, eller okänt."


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _or_null(description: str, **more: Any) -> Schema:
    return {"type": ["string", "null"], "description": description, **more}


def _one_of(values: tuple[Any, ...], description: str) -> Schema:
    return {"enum": list(values), "description": description}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _place() -> Schema:
    line = {"type": "integer", "minimum": 1, "description": "Raden, från 1."}
    return {"fil": _text("Postens fil, från projektets mapp."), "rad": line, "post": _text("Postens id.")}


def _edition() -> Schema:
    return {"bok": _text("Bokens id."), "upplaga": _text("Upplagans id.")}


def schemas() -> dict[str, tuple[str, Schema]]:
    """Return by the name of the schema what each is about, and its properties besides that name."""
    return {
        SCHEMA: ("Ett revisionspakets förteckning", _manifest()),
        "kravbok/revision-beslut/1": ("Vad en upplaga vilar på", _edition() | _decisions()),
        "kravbok/revision-kallor/1": ("En upplagas källor och citat", _edition() | _sources()),
        "kravbok/revision-saknas/1": ("Vad som saknas i en upplaga", _edition() | _gaps()),
        "kravbok/revision-rakningar/1": ("Påståenden om en bok, omräknade", _edition() | _claims()),
        "kravbok/revision-forseglingar/1": ("En boks kedja av förseglingar", _edition() | _seals()),
    }


def _claims() -> Schema:
    claim = {
        "kalla": _text("Vad källan anger, och var."),
        "utslag": _text("Programmets utslag."),
        "mening": _text("Utslaget i en mening, med siffrorna."),
        "rader": _list({"type": "string"}, "Räkningen, vad den antar och vad som skulle göra påståendet sant."),
    }
    record = {
        "id": _text("Kontrollräkningens id."),
        "rubrik": _text("Vad som räknas om."),
        "formel": _text("Formeln, som den står i posten."),
        "rader": _list({"type": "string"}, "Varje värde och varje steg i räkningen."),
        "saknar": _list({"type": "string"}, "Namnen på de värden som är okända."),
        "pastaenden": _list(_object(claim), "Varje påstående med sitt utslag."),
        "anmarkning": _or_null("Vad läsaren behöver veta."),
    }
    return {"rakningar": _list(_object(record), "Kontrollräkningarna som gäller boken.")}


def _manifest() -> Schema:
    file = {
        "namn": _text("Filens namn i paketet."),
        "sha256": _text("Filens SHA-256.", pattern=_SUM),
        "storlek": {"type": "integer", "minimum": 0, "description": "Filens storlek i byte."},
    }
    return {
        **_edition(),
        "commit": _text("Committen som paketet är gjort av.", pattern="^(?:[0-9a-f]{40}|[0-9a-f]{64})$"),
        "program": _text("Programmet och dess version."),
        "bibliotek": {
            "type": "object",
            "additionalProperties": _text("Bibliotekets version."),
            "description": "Biblioteken som programmet kördes med, efter namn.",
        },
        "lasfil": _or_null("SHA-256 för projektets låsfil; null när den inte finns.", pattern=_SUM),
        "kallor": _one_of(("prövade", "ej prövade"), "Om citaten är jämförda med källorna."),
        "filer": _list(_object(file), "Alla filer i paketet utom förteckningen själv och SHA256SUMS.txt."),
    }


def _decisions() -> Schema:
    beslut = {
        "id": _text("Beslutets id."),
        "organ": _text("Organet, som i organisationens lista, eller okänt."),
        "datum": _text(f"Beslutsdagen: {_TIME}"),
        "paragraf": _text("Paragrafen, eller okänd."),
        "beslut": _one_of(get_args(Beslut.model_fields["beslut"].annotation), "Vad som beslutades."),
        "text": _text("Vad beslutet innebär."),
        "arende": _text("Diarienumret, eller okänt."),
    }
    arende = {
        "id": _text("Diarienumret."),
        "rubrik": _text("Vad ärendet gäller."),
        "oppnat": _text(f"När ärendet öppnades: {_TIME}"),
        "sagt": _or_null("Vad källan säger att ärendet ledde till; null när den inget säger."),
    }
    ended = {
        "id": _text("Kravets id."),
        "beslut": _text("Beslutet, okänt, eller tomt när inget sägs om hur kravet upphörde."),
    }
    return {
        "beslut": _list(_object(beslut), "Besluten bakom upplagan, efter id."),
        "arenden": _list(_object(arende), "Ärendena bakom upplagan, efter id."),
        "krav": _list(_clause(), "Kraven i bokens ordning, de utanför sist."),
        "upphorda": _list(_object(ended), "Krav som stod i upplagan före men inte i denna."),
        "rattelseblad": _list(_text("Rättelsebladets id."), "Rättelseblad som gäller upplagan, efter id."),
    }


def _clause() -> Schema:
    change = {
        "typ": _list(_text("Angivet slag."), "Vad ändringen är, enligt posten."),
        "motiv": _text("Skälet som är antecknat."),
    }
    return _object(
        {
            "id": _text("Kravets id."),
            "nummer": _text("Kravets nummer; tomt utanför kraven."),
            "rubrik": _text("Kravets rubrik."),
            "fran": _text(f"När lydelsen började gälla: {_TIME}"),
            "forslag": {"type": "boolean", "description": "Om lydelsen är ett förslag."},
            "andring": {"anyOf": [_object(change), {"type": "null"}], "description": "Ändringen; null utan en sådan."},
            "beslut": _or_null("Beslutet som kravet nämner, okänt, eller null när det inte nämner något."),
            "arende": _or_null("Ärendet som kravet nämner, okänt, eller null när det inte nämner något."),
            "fil": _text("Postens fil, från projektets mapp."),
        }
    )


def _sources() -> Schema:
    counts = {"type": "integer", "minimum": 1, "description": "Hur många citat som fick svaret."}
    document = {
        "id": _text("Dokumentets id."),
        "titel": _text("Dokumentets titel."),
        "utgivare": _text("Vem som gav ut dokumentet, eller okänd."),
        "datum": _text(f"Dokumentets datum: {_TIME}"),
        "fil": _or_null("Namnet på den arkiverade textutläsningen; null när ingen finns."),
        "sha256_utlasning": _or_null("Den registrerade summan för textutläsningen.", pattern=_SUM),
        "sha256_original": _text("Den registrerade summan för originalet, eller okänd."),
        "sha256_last": _or_null("Summan för filen som lästes; null när ingen lästes.", pattern=_SUM),
        "svar": _text("Vad prövningen av filen gav, i ord."),
    }
    quote = {
        **_place(),
        "dokument": _text("Dokumentets id."),
        "rader": _or_null("Raderna som citatet sägs stå på; null när inga anges."),
        "citat": _or_null("Citatet; null när posten inte har något."),
        "belagger": _list(_text("Siffrans namn."), "Siffrorna som citatet belägger."),
        "svar": _one_of(get_args(Svar), "Vad prövningen gav."),
        "skal": _text("Varför; tomt när inget behöver sägas."),
    }
    return {
        "provade": {"type": "boolean", "description": "Om citaten är jämförda med källorna."},
        "antal": {
            "type": "object",
            "propertyNames": {"enum": list(get_args(Svar))},
            "additionalProperties": counts,
            "description": "Antal citat efter svar.",
        },
        "dokument": _list(_object(document), "Källorna, efter titel."),
        "citat": _list(_object(quote), "Citaten, i bokens ordning."),
    }


def _gaps() -> Schema:
    gap = {
        **_place(),
        "vad": _text("Kortnamnet på fyndet som bristen gäller, eller ”uppgift”."),
        "motivering": _text("Varför uppgiften saknas."),
        "antecknad_av": _or_null("Vem som har antecknat bristen; null när det inte anges."),
        "bevakas": _or_null("Dagen då den ska ses över; null när ingen anges.", format="date"),
    }
    return {"saknas": _list(_object(gap), "De antecknade bristerna, i bokens ordning.")}


def _seals() -> Schema:
    link = {
        "upplaga": _text("Upplagans id."),
        "status": _one_of(get_args(Upplaga.model_fields["status"].annotation), "Upplagans status."),
        "kontrollsumma": _or_null("Förseglingens kontrollsumma; null när upplagan inte är förseglad.", pattern=_SUM),
        "foregaende": _or_null("Kontrollsumman för bokens förra försegling; null för den första.", pattern=_SUM),
    }
    fault = {
        "kod": _text("Felkoden.", pattern="^K[0-9]{3}$"),
        "fil": _text("Filen, från projektets mapp."),
        "meddelande": _text("Vad som är fel."),
    }
    return {
        "forseglad": {"type": "boolean", "description": "Om denna upplaga är förseglad."},
        "kedja": _list(_object(link), "Bokens upplagor i ordning, med sina förseglingar."),
        "fynd": _list(_object(fault), "Vad som har ändrats i det förseglade; tom när inget har det."),
    }
