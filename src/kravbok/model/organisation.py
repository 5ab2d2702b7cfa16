"""Organisation and the project's own settings record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kravbok.model.bas import Adress, Heltal, Modell, Namn, Rubrik, Saknas, SiffraNamn, TidVarde, Ursprung, Vardet
from kravbok.model.fel import ModellFel
from kravbok.model.godkannande import Godkannanderegel
from kravbok.model.webbplats import Farger, Felrapport, Logotyp, Tillganglighet, Webbplats

__all__ = ["Beslutssteg", "Kravbok", "Organ", "Organisation", "compile_diary"]


class Organ(Modell):
    """A body that decides, and when it existed."""

    id: Vardet = Field(description="Förkortningen som används i beslut, t.ex. RS.")
    namn: Rubrik = Field(description="Organets namn.")
    fran: TidVarde | None = Field(default=None, description="Första dagen organet fanns.")
    till: TidVarde | None = Field(default=None, description="Sista dagen organet fanns.")


class Beslutssteg(Modell):
    """A step in the organisation's decision chain."""

    steg: Heltal = Field(description="Ordningen.")
    namn: Vardet = Field(description="Vad som händer i steget.")
    art: Literal["beredning", "samverkan", "tjänstemannabeslut", "förslag till nästa instans", "beslut"] = Field(
        description="Stegets art."
    )


def compile_diary(pattern: str) -> re.Pattern[str]:
    """Return the expression for a diary pattern such as {organ}/{nummer}/{år}; only these three mean anything."""
    escaped = re.escape(pattern)
    for name, expression in (("organ", "[A-ZÅÄÖ]{1,10}"), ("nummer", "[0-9]{1,6}"), ("år", "[0-9]{4}")):
        escaped = escaped.replace(re.escape("{" + name + "}"), f"(?P<{name.replace('å', 'a')}>{expression})", 1)
    return re.compile(escaped)


def _check_pattern(value: str) -> str:
    if value.count("{nummer}") != 1 or value.count("{år}") != 1 or value.count("{organ}") > 1 or len(value) > 60:
        raise ModellFel("K116", f"Mönstret ”{value[:40]}” går inte att använda", "Skriv t.ex. {organ}/{nummer}/{år}.")
    return value


class Organisation(Modell):
    """A region: its bodies, its decision chain and how its diary numbers look."""

    id: Namn = Field(description="Organisationens id.")
    namn: Rubrik = Field(description="Organisationens namn.")
    organ: tuple[Organ, ...] = Field(min_length=1, description="Organ som beslutar.")
    beslutsgang: tuple[Beslutssteg, ...] = Field(default=(), description="Stegen i beslutsgången.")
    diarienummer: Annotated[str, AfterValidator(_check_pattern)] | None = Field(
        default=None, description="Mönstret för diarienummer, t.ex. {organ}/{nummer}/{år}."
    )
    godkanns_av: tuple[Godkannanderegel, ...] = Field(
        default=(), description="Vem som ska godkänna en ändring, och när; kravbok granska läser det."
    )
    indexserier: tuple[Vardet, ...] = Field(default=(), description="Prisindex som används.")
    perspektiv: tuple[Vardet, ...] = Field(default=(), description="Perspektiven i uppföljningsplanen, i ordning.")
    farger: Farger = Field(default=Farger(), description="Färger på webbplatsen.")
    logotyp: Logotyp | None = Field(
        default=None, description="Logotypens fil i krav/organisationer/filer/ (SVG eller PNG)."
    )
    logotyp_alt: Rubrik | None = Field(default=None, description="Vad logotypen säger; utan det organisationens namn.")
    webbplats: Webbplats | None = Field(default=None, description="Adressen där webbplatsen är publicerad.")
    felrapport: Felrapport | None = Field(
        default=None, description="Dit den som hittar ett fel skickas; {fil}, {rad} och {krav} byts ut."
    )
    tillganglighet: Tillganglighet | None = Field(default=None, description="Fakta till tillgänglighetsredogörelsen.")
    gallande_format: Literal["html", "pdf", "docx"] = Field(default="pdf", description="Formatet som gäller.")
    licens: Vardet = Field(default="CC0-1.0", description="Licensen för innehållet.")
    lank: Adress | None = Field(default=None, description="Webbadress.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


def _check_format(value: str) -> str:
    if value != "1":
        message = f"Posterna är skrivna för format ”{value[:20]}”; det här programmet läser 1"
        hint = 'Skriv format: "1", eller använd den version av kravbok som posterna är till för.'
        raise ModellFel("K115", message, hint)
    return value


class Kravbok(Modell):
    """The project's own record: the format of the records, and the list of subjects."""

    format: Annotated[str, AfterValidator(_check_format)] = Field(description="Versionen av postformatet.")
    omraden: tuple[Vardet, ...] = Field(min_length=1, description="Ämnen som krav kan ha.")
    sifferord: Mapping[SiffraNamn, Vardet] = Field(
        default={}, description="Vad kravens siffror heter i ord, där namnet inte är ett svenskt ord som det står."
    )
