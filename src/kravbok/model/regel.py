"""Regel: what a requirement says in figures, in a form that can be run (`kravbok.rules` runs it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from kravbok.model.bas import Modell, Siffra, Vardet
from kravbok.model.fel import ModellFel
from kravbok.model.storhet import Storhet, StorhetFel

__all__ = ["ANVANDS", "REGELSLAG", "Grupp", "Regel", "Tabellrad"]

Slag = Literal[
    "belopp per tid", "bedömning", "fast belopp", "tabell", "fördelningsnyckel", "frist", "återkommande",
    "målvärde", "rätt", "omfattning", "innehållen ersättning", "förbehåll",
]  # fmt: skip

REGELSLAG: dict[str, tuple[str, ...]] = {
    "belopp per tid": ("sats", "per"),
    "bedömning": ("tak", "bedoms_efter"),
    "fast belopp": ("belopp",),
    "tabell": ("rader",),
    "fördelningsnyckel": ("andel", "delar"),
    "frist": ("inom", "fran"),
    "återkommande": ("minst",),
    "målvärde": ("indikator", "minst"),
    "rätt": ("nagon_av",),
    "omfattning": ("minst",),
    "innehållen ersättning": ("bas",),
    "förbehåll": ("villkor",),
}
"""The keys that each kind of rule must have."""

ANVANDS: dict[str, tuple[str, ...]] = {
    "belopp per tid": ("tak", "paborjad_vecka"),
    "bedömning": ("minst",),
    "fast belopp": ("villkor",),
    "tabell": ("efter", "granser"),
    "fördelningsnyckel": ("pott", "innefattar_sig_sjalv"),
    "frist": ("tidsrakning", "handelsedagen", "helgdag"),
    "återkommande": ("hogst", "ar"),
    "målvärde": ("hogst", "nar", "raknas_som", "utgangsvarde"),
    "rätt": ("ar",),
    "omfattning": ("hogst", "utjamnas_over", "bas"),
    "innehållen ersättning": ("villkor",),
    "förbehåll": (),
}
"""The keys that each kind of rule may have besides; any kind may say what its source leaves out."""


class Grupp(Modell):
    """One group in a right: who belongs to it, on which conditions, and at most how much."""

    grupp: Vardet = Field(description="Vilka som hör till gruppen.")
    krav: tuple[Vardet, ...] = Field(default=(), description="Villkor som ska vara uppfyllda.")
    hogst: Siffra = Field(default=None, description="Högsta antal per enhet, eller ”källan anger inte”.")


class Tabellrad(Modell):
    """One row in a table of amounts."""

    galler: Vardet = Field(description="Vad raden gäller.")
    varde: Siffra = Field(description="Beloppet.")
    fran: Siffra = Field(default=None, description="Radens lägsta värde, t.ex. 3 år; det räknas alltid med.")
    till: Siffra = Field(default=None, description="Radens högsta värde; regelns granser säger om det räknas med.")
    nycklar: Mapping[Vardet, Vardet] = Field(
        default={}, description="Vad mer som väljer raden, t.ex. regiondel: inland; ”alla” är vilken som helst."
    )

    @property
    def namn(self) -> str:
        """What the row is about, with its band and keys: ”barn, 0–6 år, regiondel inland”."""
        keys = [f"{name} {value}" for name, value in self.nycklar.items()]
        return ", ".join([self.galler, *self._band(), *keys])

    def _band(self) -> list[str]:
        low, high = self.fran, self.till
        if isinstance(low, Storhet) and isinstance(high, Storhet):
            alike = (low.taljare, low.namnare) == (high.taljare, high.namnare)
            return [str(replace(low, hog=high.lag, decimaler=(0, 0)))] if alike else [f"{low} till {high}"]
        return [f"{word} {end}" for word, end in (("från", low), ("till", high)) if end is not None]

    @model_validator(mode="after")
    def _check_band(self) -> Self:
        ends = [end for end in (self.fran, self.till) if end is not None]
        message = ""
        if any(not isinstance(end, Storhet) or not end.is_exact for end in ends):
            message = "Radens fran och till ska vara bestämda tal med enhet"
        elif len(ends) == 2:
            try:
                message = f"Radens band {ends[0]} till {ends[1]} är inte stigande" if ends[0] > ends[1] else ""
            except StorhetFel as error:
                message = error.message
        if message:
            raise ModellFel("K113", message, "Skriv t.ex. fran: 3 år och till: 6 år.")
        return self


class Regel(Modell):
    """A rule; `slag` decides which other keys it must have."""

    slag: Slag = Field(description="Vilket slags regel det är.")
    sats: Vardet | None = Field(default=None, description="Namnet på siffran med satsen.")
    tak: Vardet | None = Field(default=None, description="Namnet på siffran med taket.")
    belopp: Vardet | None = Field(default=None, description="Namnet på siffran med beloppet.")
    andel: Vardet | None = Field(default=None, description="Namnet på siffran med andelen.")
    inom: Vardet | None = Field(default=None, description="Namnet på siffran med fristen.")
    minst: Vardet | None = Field(default=None, description="Namnet på siffran med lägsta nivån.")
    hogst: Vardet | None = Field(default=None, description="Namnet på siffran med högsta nivån.")
    nar: Vardet | None = Field(default=None, description="Namnet på siffran med måldagen.")
    per: tuple[Vardet, ...] = Field(default=(), description="Enheter som beloppet räknas för var för sig.")
    bedoms_efter: tuple[Vardet, ...] = Field(default=(), description="Vad som avgör beloppet inom intervallet.")
    kallan_anger_inte: tuple[Vardet, ...] = Field(default=(), description="Vad regeln behöver men källan inte säger.")
    fran: Vardet | None = Field(default=None, description="Händelsen som fristen räknas från.")
    tidsrakning: Literal["kalenderdagar", "arbetsdagar", "källan anger inte", "okänt"] | None = Field(
        default=None, description="Vilka dagar fristen räknas i."
    )
    handelsedagen: Literal["räknas", "räknas inte", "källan anger inte", "okänt"] | None = Field(
        default=None, description="Om dagen då händelsen inträffar räknas in i fristen."
    )
    helgdag: Literal["flyttas till nästa vardag", "flyttas inte", "källan anger inte", "okänt"] | None = Field(
        default=None, description="Vad som händer när fristens sista dag är en lördag, söndag eller helgdag."
    )
    paborjad_vecka: Literal["räknas hel", "räknas inte", "räknas del", "källan anger inte", "okänt"] | None = Field(
        default=None, description="Hur en påbörjad vecka (eller annan tid som satsen gäller) räknas."
    )
    ar: Vardet | None = Field(default=None, description="Kalenderår eller tolv månader, eller ”källan anger inte”.")
    indikator: Vardet | None = Field(default=None, description="Id för indikatorn som målet mäts med.")
    raknas_som: Literal["nivå", "ökning", "ökning i procent", "ökning i procentenheter"] | None = Field(
        default=None, description="Om målet är en nivå (som när inget står) eller en ökning från utgångsvärdet."
    )
    utgangsvarde: Vardet | None = Field(default=None, description="Värdet som en ökning räknas från.")
    nagon_av: tuple[Grupp, ...] = Field(default=(), description="Grupperna som har rätten.")
    pott: Vardet | None = Field(default=None, description="Summan som fördelas.")
    delar: tuple[Vardet, ...] = Field(default=(), description="Vad summan består av.")
    innefattar_sig_sjalv: Literal["ja", "nej"] | None = Field(
        default=None, description="Om andelen ingår i sin egen summa."
    )
    utjamnas_over: Vardet | None = Field(default=None, description="Perioden som nivån jämnas ut över.")
    bas: Vardet | None = Field(default=None, description="Vad regeln räknas på.")
    villkor: Vardet | None = Field(default=None, description="Vad som ska vara uppfyllt för att regeln ska gälla.")
    rader: tuple[Tabellrad, ...] = Field(default=(), description="Tabellens rader.")
    efter: Vardet | None = Field(default=None, description="Vad radernas fran och till mäter, t.ex. ålder.")
    granser: Literal["till och med", "till men inte med", "källan anger inte", "okänt"] | None = Field(
        default=None, description="Om radens högsta värde hör till raden."
    )

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        for key in REGELSLAG[self.slag]:
            if not getattr(self, key):
                message = f"Regeln ”{self.slag}” saknar {key}"
                raise ModellFel("K111", message, f"Skriv {key}, eller skriv ”källan anger inte”.")
        if self.efter is None and any(row.fran is not None or row.till is not None for row in self.rader):
            raise ModellFel(
                "K111", "Regeln ”tabell” saknar efter", "Skriv vad fran och till mäter, t.ex. efter: ålder."
            )
        return self

    def unused(self) -> list[str]:
        """Return the keys that are written but that a rule of this kind never looks at."""
        used = {"slag", "kallan_anger_inte", *REGELSLAG[self.slag], *ANVANDS[self.slag]}
        return [key for key in type(self).model_fields if key not in used and getattr(self, key)]

    def siffror(self) -> dict[str, str]:
        """Return the keys whose value is the name of a figure, with that name."""
        keys = ("sats", "tak", "belopp", "andel", "inom", "minst", "hogst", "nar")
        return {key: value for key in keys if (value := getattr(self, key)) is not None}
