"""The schemas of the auditor's pack: its manifest, and the five accounts (revision/)."""

from __future__ import annotations

from typing import Any, get_args

from kravbok.model.bok import Upplaga
from kravbok.model.register import Beslut
from kravbok.revision.kallor import Svar
from kravbok.revision.manifest import SCHEMA
from verktyg.schema_delar import Schema, array, record, string, strings

__all__ = ["SCHEMA", "schemas"]

_SUM = "^[0-9a-f]{64}$"
_TIME = "2022-01-01, 2021-05 eller 2021, ”senast …” eller ”tidigast …” före en dag, eller okänt."


def _or_null(description: str, **more: Any) -> Schema:
    return {"type": ["string", "null"], "description": description, **more}


def _one_of(values: tuple[Any, ...], description: str) -> Schema:
    return {"enum": list(values), "description": description}


def _place() -> Schema:
    line = {"type": "integer", "minimum": 1, "description": "Raden, från 1."}
    return {"fil": string("Postens fil, från projektets mapp."), "rad": line, "post": string("Postens id.")}


def _edition() -> Schema:
    return {"bok": string("Bokens id."), "upplaga": string("Upplagans id.")}


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
        "kalla": string("Vad källan anger, och var."),
        "utslag": string("Programmets utslag."),
        "mening": string("Utslaget i en mening, med siffrorna."),
        "rader": strings("Räkningen, vad den antar och vad som skulle göra påståendet sant."),
    }
    one = {
        "id": string("Kontrollräkningens id."),
        "rubrik": string("Vad som räknas om."),
        "formel": string("Formeln, som den står i posten."),
        "rader": strings("Varje värde och varje steg i räkningen."),
        "saknar": strings("Namnen på de värden som är okända."),
        "pastaenden": array(record(claim), "Varje påstående med sitt utslag."),
        "anmarkning": _or_null("Vad läsaren behöver veta."),
    }
    return {"rakningar": array(record(one), "Kontrollräkningarna som gäller boken.")}


def _manifest() -> Schema:
    file = {
        "namn": string("Filens namn i paketet."),
        "sha256": string("Filens SHA-256.", pattern=_SUM),
        "storlek": {"type": "integer", "minimum": 0, "description": "Filens storlek i byte."},
    }
    return {
        **_edition(),
        "commit": string("Committen som paketet är gjort av.", pattern="^(?:[0-9a-f]{40}|[0-9a-f]{64})$"),
        "program": string("Programmet och dess version."),
        "bibliotek": {
            "type": "object",
            "additionalProperties": string("Bibliotekets version."),
            "description": "Biblioteken som programmet kördes med, efter namn.",
        },
        "lasfil": _or_null("SHA-256 för projektets låsfil; null när den inte finns.", pattern=_SUM),
        "kallor": _one_of(("prövade", "ej prövade"), "Om citaten är jämförda med källorna."),
        "filer": array(record(file), "Alla filer i paketet utom förteckningen själv och SHA256SUMS.txt."),
    }


def _decisions() -> Schema:
    beslut = {
        "id": string("Beslutets id."),
        "organ": string("Organet, som i organisationens lista, eller okänt."),
        "datum": string(f"Beslutsdagen: {_TIME}"),
        "paragraf": string("Paragrafen, eller okänd."),
        "beslut": _one_of(get_args(Beslut.model_fields["beslut"].annotation), "Vad som beslutades."),
        "text": string("Vad beslutet innebär."),
        "arende": string("Diarienumret, eller okänt."),
    }
    arende = {
        "id": string("Diarienumret."),
        "rubrik": string("Vad ärendet gäller."),
        "oppnat": string(f"När ärendet öppnades: {_TIME}"),
        "sagt": _or_null("Vad källan säger att ärendet ledde till; null när den inget säger."),
    }
    ended = {
        "id": string("Kravets id."),
        "beslut": string("Beslutet, okänt, eller tomt när inget sägs om hur kravet upphörde."),
    }
    return {
        "beslut": array(record(beslut), "Besluten bakom upplagan, efter id."),
        "arenden": array(record(arende), "Ärendena bakom upplagan, efter id."),
        "krav": array(_clause(), "Kraven i bokens ordning, de utanför sist."),
        "upphorda": array(record(ended), "Krav som stod i upplagan före men inte i denna."),
        "rattelseblad": array(string("Rättelsebladets id."), "Rättelseblad som gäller upplagan, efter id."),
    }


def _clause() -> Schema:
    change = {
        "typ": array(string("Angivet slag."), "Vad ändringen är, enligt posten."),
        "motiv": string("Skälet som är antecknat."),
    }
    return record(
        {
            "id": string("Kravets id."),
            "nummer": string("Kravets nummer; tomt utanför kraven."),
            "rubrik": string("Kravets rubrik."),
            "fran": string(f"När lydelsen började gälla: {_TIME}"),
            "forslag": {"type": "boolean", "description": "Om lydelsen är ett förslag."},
            "andring": {"anyOf": [record(change), {"type": "null"}], "description": "Ändringen; null utan en sådan."},
            "beslut": _or_null("Beslutet som kravet nämner, okänt, eller null när det inte nämner något."),
            "arende": _or_null("Ärendet som kravet nämner, okänt, eller null när det inte nämner något."),
            "fil": string("Postens fil, från projektets mapp."),
        }
    )


def _sources() -> Schema:
    counts = {"type": "integer", "minimum": 1, "description": "Hur många citat som fick svaret."}
    document = {
        "id": string("Dokumentets id."),
        "titel": string("Dokumentets titel."),
        "utgivare": string("Vem som gav ut dokumentet, eller okänd."),
        "datum": string(f"Dokumentets datum: {_TIME}"),
        "fil": _or_null("Namnet på den arkiverade textutläsningen; null när ingen finns."),
        "sha256_utlasning": _or_null("Den registrerade summan för textutläsningen.", pattern=_SUM),
        "sha256_original": string("Den registrerade summan för originalet, eller okänd."),
        "sha256_last": _or_null("Summan för filen som lästes; null när ingen lästes.", pattern=_SUM),
        "svar": string("Vad prövningen av filen gav, i ord."),
    }
    quote = {
        **_place(),
        "dokument": string("Dokumentets id."),
        "rader": _or_null("Raderna som citatet sägs stå på; null när inga anges."),
        "citat": _or_null("Citatet; null när posten inte har något."),
        "belagger": array(string("Siffrans namn."), "Siffrorna som citatet belägger."),
        "svar": _one_of(get_args(Svar), "Vad prövningen gav."),
        "skal": string("Varför; tomt när inget behöver sägas."),
    }
    return {
        "provade": {"type": "boolean", "description": "Om citaten är jämförda med källorna."},
        "antal": {
            "type": "object",
            "propertyNames": {"enum": list(get_args(Svar))},
            "additionalProperties": counts,
            "description": "Antal citat efter svar.",
        },
        "dokument": array(record(document), "Källorna, efter titel."),
        "citat": array(record(quote), "Citaten, i bokens ordning."),
    }


def _gaps() -> Schema:
    gap = {
        **_place(),
        "vad": string("Kortnamnet på fyndet som bristen gäller, eller ”uppgift”."),
        "motivering": string("Varför uppgiften saknas."),
        "antecknad_av": _or_null("Vem som har antecknat bristen; null när det inte anges."),
        "bevakas": _or_null("Dagen då den ska ses över; null när ingen anges.", format="date"),
    }
    return {"saknas": array(record(gap), "De antecknade bristerna, i bokens ordning.")}


def _seals() -> Schema:
    link = {
        "upplaga": string("Upplagans id."),
        "status": _one_of(get_args(Upplaga.model_fields["status"].annotation), "Upplagans status."),
        "kontrollsumma": _or_null("Förseglingens kontrollsumma; null när upplagan inte är förseglad.", pattern=_SUM),
        "foregaende": _or_null("Kontrollsumman för bokens förra försegling; null för den första.", pattern=_SUM),
    }
    fault = {
        "kod": string("Felkoden.", pattern="^K[0-9]{3}$"),
        "fil": string("Filen, från projektets mapp."),
        "meddelande": string("Vad som är fel."),
    }
    file = {"namn": string("Filens namn i mappen bok."), "sha256": string("Dess SHA-256.", pattern=_SUM)}
    return {
        "forseglad": {"type": "boolean", "description": "Om denna upplaga är förseglad."},
        "kedja": array(record(link), "Bokens upplagor i ordning, med sina förseglingar."),
        "filer": array(record(file), "Upplagans förseglade filer; tom när boken görs av posterna."),
        "fynd": array(record(fault), "Vad som har ändrats i det förseglade; tom när inget har det."),
    }
