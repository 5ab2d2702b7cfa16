"""Inspel, kontrollräkning and rättelseblad: what was proposed, what was claimed, and what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kravbok.model.bas import BokId, Modell, Namn, Rubrik, Saknas, Siffra, Text, TidVarde, Ursprung, Vardet
from kravbok.model.lydelse import Lagrum

__all__ = ["Blev", "Fran", "Inspel", "Jurist", "Kontrollrakning", "Pastaende", "Rattelseblad", "Steg"]


def _sender(value: Any) -> Any:
    return {} if value == "okänd" else value


def _outcome(value: Any) -> Any:
    return {} if value in ("okänt", "okänd") else value


class Fran(Modell):
    """Who sent it in: a role, a group or an organisation, never a private person."""

    roll: Vardet | None = Field(default=None, description="Rollen, t.ex. informationssäkerhetssamordnare.")
    grupp: Vardet | None = Field(default=None, description="Gruppen, t.ex. privata vårdgivare.")
    organisation: Vardet | None = Field(default=None, description="Organisationen.")


class Steg(Modell):
    """A step that the input has passed, with its kind."""

    steg: Vardet = Field(description="Steget, eller okänt.")
    art: Literal["beredning", "samverkan", "tjänstemannabeslut", "politiskt beslut", "okänd"] = Field(
        default="beredning", description="Stegets art."
    )
    datum: TidVarde | None = Field(default=None, description="Dagen.")
    anmarkning: Vardet | None = Field(default=None, description="Vad som är oklart.")


class Jurist(Modell):
    """The lawyer's verdict, with the ground as the source gives it."""

    bedomning: Literal["kan ställas", "kan ställas ändrat", "kan inte ställas som krav", "bedömning okänd"] = Field(
        description="Om kravet kan ställas."
    )
    grund_enligt_kallan: Text | None = Field(default=None, description="Skälet, som källan anger det.")
    lagrum: tuple[Lagrum, ...] = Field(default=(), description="Rättslig grund.")


class Blev(Modell):
    """What the input became; all empty means unknown."""

    krav: tuple[Vardet, ...] = Field(default=(), description="Kraven det blev, eller inget.")
    upplaga: Vardet | None = Field(default=None, description="Upplagan.")
    arende: Vardet | None = Field(default=None, description="Ett annat ärende.")
    inget: Vardet | None = Field(default=None, description="Varför det inte blev något.")


class Inspel(Modell):
    """A proposal or remark that came in, where it went and what it became."""

    id: Namn = Field(description="Inspelets id.")
    typ: Literal["förslag", "synpunkt", "fråga", "uppdrag", "rekommendation"] = Field(description="Slag av inspel.")
    rubrik: Rubrik = Field(description="Vad det gäller.")
    text: Text | None = Field(default=None, description="Vad som föreslås, med våra ord.")
    fran: Annotated[Fran, BeforeValidator(_sender)] = Field(description="Vem som lämnade det, eller okänd.")
    inkom: TidVarde = Field(description="När det kom in.")
    avser: tuple[BokId, ...] = Field(default=(), description="Böcker det gäller.")
    upplaga: Vardet | None = Field(default=None, description="Upplagan det gäller.")
    omrade: tuple[Vardet, ...] = Field(default=(), description="Ämnen ur listan i krav/kravbok.yaml.")
    siffror: Mapping[str, Siffra] = Field(default={}, description="Siffror som nämns.")
    beredning: tuple[Steg, ...] = Field(default=(), description="Steg som är tagna.")
    jurist: Jurist | None = Field(default=None, description="Juristens bedömning.")
    blev: Annotated[Blev, BeforeValidator(_outcome)] = Field(description="Vad det blev, eller okänt.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class Pastaende(Modell):
    """A figure that a document claims."""

    dokument: Namn = Field(description="Id för dokumentet.")
    rader: Vardet = Field(description="Raderna i textutläsningen.")
    varde: Siffra = Field(description="Det påstådda värdet.")
    ungefar: Literal["ja", "nej"] = Field(default="nej", description="Om källan anger värdet ungefärligt.")
    period: Vardet = Field(default="okänd", description="Perioden värdet gäller.")
    citat: Vardet | None = Field(default=None, description="Kortaste citat.")

    @property
    def rad(self) -> str:
        """The lines as they are told: 740, or 1228–1229."""
        return "–".join(dict.fromkeys(self.rader.split("-")))


def _given(value: Any) -> Any:
    return {"varde": value} if isinstance(value, str) else value


class Givet(Modell):
    """A value that a calculation starts from."""

    varde: Vardet = Field(description="Värdet, okänt, eller siffra(…).")
    ungefar: Literal["ja", "nej"] = Field(default="nej", description="Om värdet är ungefärligt.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån värdet kommer.")


class Kontrollrakning(Modell):
    """A claim with arithmetic, which the program recomputes (issue 4)."""

    id: Namn = Field(description="Kontrollräkningens id.")
    rubrik: Rubrik = Field(description="Vad som räknas om.")
    bocker: tuple[BokId, ...] = Field(default=(), description="Böcker som räkningen gäller.")
    pastaende: tuple[Pastaende, ...] = Field(min_length=1, max_length=50, description="Vad dokumenten påstår.")
    givet: Mapping[str, Annotated[Givet, BeforeValidator(_given)]] = Field(
        description="Värdena som räkningen utgår från."
    )
    formel: Vardet = Field(description="Formeln, med namnen ur givet.")
    los_ut: Vardet | None = Field(default=None, description="Det okända värde som ska lösas ut.")
    anmarkning: Text | None = Field(default=None, description="Vad läsaren behöver veta.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class Rattelseblad(Modell):
    """A correction to a published edition."""

    id: Namn = Field(description="Rättelsebladets id.")
    upplaga: Vardet = Field(description="Bok och upplaga, t.ex. halsoval/2022.")
    galler: Vardet = Field(description="Kravets id.")
    art: Literal["skrivfel", "felåtergivning"] = Field(description="Slag av fel.")
    fel: Mapping[str, Vardet] = Field(description="Vad som stod.")
    ratt: Mapping[str, Vardet] = Field(description="Vad som ska stå.")
    beslutat_innehall: Mapping[str, Vardet] = Field(description="Bevis för att beslutet var rätt och boken fel.")
    galler_fran: TidVarde = Field(description="Från vilken dag rättelsen gäller.")
    upptackt: TidVarde = Field(description="När felet upptäcktes.")
    publicerad: TidVarde = Field(description="När rättelsen publicerades.")
    beslutad_av: Mapping[str, Vardet] = Field(description="Organ och delegation.")
    vardgivarna_underrattade: TidVarde = Field(description="När vårdgivarna fick veta.")
    verkan: Mapping[str, Vardet] = Field(description="Vad felet fick för verkan.")
