"""Snippets: a whole new record or wording with its demanded keys, where the editor jumps from one gap to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from kravbok.model.bas import Modell, Saknas, Ursprung
from kravbok.model.bok import Bilaga, Kapitel, Upplaga
from kravbok.model.godkannande import Godkannanderegel
from kravbok.model.inspel import Inspel
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.register import Arende, Begrepp, Beslut, Dokument, Indikator, Leverans, Styrdokument
from kravbok.model.uppfoljning import Kravuppfoljning
from kravbok.schema.forms import Schema

__all__ = ["SNIPPETS", "snippets_of"]

_GAP = re.compile("‹([^›]*)›")

_URSPRUNG = [{"dokument": "‹dokumentets-id›", "rader": "‹1-2›", "citat": "‹kortaste citat ur källan›"}]
_VITE: Schema = {
    "text": "‹Vårdgivaren› ska betala vite om {{ sats }}, högst {{ tak }}.",
    "siffror": {"sats": "‹1 000 kr/vecka›", "tak": "‹10 000 kr/tillfälle›"},
    "regel": {
        "slag": "belopp per tid",
        "per": ["‹tillfälle›"],
        "sats": "sats",
        "tak": "tak",
        "paborjad_vecka": "källan anger inte",
    },
}


def _lydelse(typ: str, andring: str, innehall: Schema) -> Schema:
    return {
        "galler_fran": "‹2022-01-01›",
        "rubrik": "‹Kravets rubrik›",
        "typ": typ,
        "plats": {"bok": "‹bokens-id›", "kapitel": "‹kapitlets-id›", "ordning": "‹10›"},
        "vem": "‹vårdgivaren›",
        "kravniva": "‹ska›",
        **innehall,
        "andring": {"typ": [f"‹{andring}›"], "motiv": "‹Varför lydelsen kom.›"},
        "arende": "‹okänt›",
        "beslut": "‹okänt›",
        "ursprung": _URSPRUNG,
    }


_SKA = {"text": "‹Vårdgivaren ska …›"}

SNIPPETS: Mapping[type[Modell], Mapping[str, tuple[str, Schema]]] = {
    Krav: {
        "Nytt ska-krav": (
            "Ett nytt krav med en lydelse: plats, text, ändring, beslut och källa.",
            {"id": "‹HV-LIST-001›", "lydelser": [_lydelse("krav", "ny", _SKA)]},
        ),
        "Nytt vite": (
            "Ett nytt krav om vite per vecka, med sats, tak och regel.",
            {"id": "‹HV-PAF-001›", "lydelser": [_lydelse("påföljd", "ny", _VITE)]},
        ),
    },
    Lydelse: {
        "Ny lydelse": ("En lydelse till, sist i listan.", _lydelse("‹krav›", "skärpt", _SKA)),
        "Ny lydelse med vite": ("En lydelse med sats, tak och regel.", _lydelse("påföljd", "ändrad påföljd", _VITE)),
    },
    Beslut: {
        "Nytt beslut": (
            "Ett beslut: organ, dag, paragraf och vad som beslutades.",
            {
                "id": "‹RS-2022-01-26-1›",
                "organisation": "‹organisationens-id›",
                "organ": "‹Regionstyrelsen›",
                "datum": "‹2022-01-26›",
                "paragraf": "‹okänd›",
                "beslut": "‹bifall›",
                "avser": {"text": "‹Vad beslutet innebär.›"},
                "arende": "‹okänt›",
                "ursprung": _URSPRUNG,
            },
        )
    },
    Arende: {
        "Nytt ärende": (
            "Ett ärende i diariet.",
            {
                "id": "‹RS/1/2022›",
                "organisation": "‹organisationens-id›",
                "rubrik": "‹Vad ärendet gäller›",
                "oppnat": "‹2022›",
                "ursprung": _URSPRUNG,
            },
        )
    },
    Begrepp: {
        "Nytt begrepp": (
            "Ett begrepp med sin definition.",
            {
                "id": "‹begreppets-id›",
                "lydelser": [{"galler_fran": "‹okänt›", "term": "‹begrepp›", "definition": "‹Vad begreppet betyder.›"}],
            },
        )
    },
    Dokument: {
        "Nytt dokument": (
            "En källa: vem som gav ut den och när.",
            {"id": "‹dokumentets-id›", "titel": "‹Dokumentets titel›", "utgivare": "‹okänd›", "datum": "‹okänt›"},
        )
    },
    Styrdokument: {
        "Nytt styrdokument": (
            "Lag, avtal, rutin eller plan som böckerna lutar sig mot.",
            {
                "id": "‹styrdokumentets-id›",
                "namn": "‹Styrdokumentets namn›",
                "slag": "‹lag›",
                "kontrollerad": "‹okänt›",
            },
        )
    },
    Leverans: {
        "Ny leverans": (
            "Något som vårdgivaren lämnar in.",
            {
                "id": "‹LEV-RAPPORT›",
                "namn": "‹Vad som lämnas in›",
                "till": "‹regionen›",
                "frist": {"varje": "‹år›", "senast": "‹okänt›"},
            },
        )
    },
    Inspel: {
        "Nytt inspel": (
            "Ett förslag eller en synpunkt som har kommit in.",
            {
                "id": "‹INSPEL-1›",
                "typ": "‹förslag›",
                "rubrik": "‹Vad det gäller›",
                "fran": {"roll": "‹rollen, aldrig en privatperson›"},
                "inkom": "‹2022-01-01›",
                "blev": "‹okänt›",
                "ursprung": _URSPRUNG,
            },
        )
    },
    Upplaga: {
        "Ny upplaga": (
            "En upplaga till, sist i listan: ett förslag som ännu inte är beslutat.",
            {
                "id": "‹2023›",
                "avses_galla_fran": "‹2023-01-01›",
                "status": "‹förslag›",
                "arende": "‹okänt›",
                "beslut": "‹okänt›",
            },
        )
    },
    Kapitel: {
        "Nytt kapitel": (
            "Ett kapitel med rubrik och ordning.",
            {
                "id": "‹kapitlets-id›",
                "lydelser": [{"galler_fran": "‹2022-01-01›", "rubrik": "‹Kapitlets rubrik›", "ordning": "‹10›"}],
            },
        )
    },
    Bilaga: {
        "Ny bilaga": (
            "En bilaga med egen text.",
            {
                "id": "‹bilagans-id›",
                "bok": "‹bokens-id›",
                "lydelser": [
                    {
                        "galler_fran": "‹2022-01-01›",
                        "rubrik": "‹Bilagans rubrik›",
                        "ordning": "‹10›",
                        "text": "‹Bilagans text.›",
                    }
                ],
            },
        )
    },
    Kravuppfoljning: {
        "Ny kravuppföljning": (
            "Hur långt uppföljningen av ett krav har kommit ett år.",
            {
                "id": "‹uppfoljningens-id›",
                "bok": "‹bokens-id›",
                "ar": "‹2022›",
                "krav": "‹HV-LIST-001›",
                "status": "‹påbörjad›",
                "ansvarig": "‹rollen, aldrig en person›",
            },
        )
    },
    Godkannanderegel: {
        "Ny regel om godkännande": (
            "En roll som ska godkänna ändringar av ett slag; ändra vad efter listan.",
            {"roll": "‹jurist›", "nar": [{"vad": "‹kravnivå skärps›"}]},
        )
    },
    Saknas: {
        "Ny brist": (
            "En uppgift som saknas, med skäl; den tystar just det fyndet.",
            {"vad": "‹uppgift›", "motivering": "‹Varför uppgiften saknas.›", "antecknad_av": "‹vem som antecknade›"},
        )
    },
    Ursprung: {"Ny källa": ("Var i ett dokument uppgiften står.", _URSPRUNG[0])},
    Indikator: {
        "Ny indikator": (
            "Ett mått med mål.",
            {"id": "‹indikatorns-id›", "namn": "‹Indikatorns namn›", "mal": {"niva": "‹minst 55 %›"}},
        )
    },
}
"""The snippets of each record: what they are called, what they give, and the record with its gaps within ‹ ›."""


def snippets_of(model: type[Modell]) -> list[Schema]:
    """Return a record's snippets as the language server reads them, the gaps numbered in order."""
    return [
        {"label": label, "description": description, "body": _number(body)}
        for label, (description, body) in SNIPPETS.get(model, {}).items()
    ]


def _number(body: Schema) -> Any:
    numbers = count(1)
    text = json.dumps(body, ensure_ascii=False)
    return json.loads(_GAP.sub(lambda gap: f"${{{next(numbers)}:{gap[1]}}}", text))
