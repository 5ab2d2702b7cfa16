"""Regel: what a requirement says in figures, in a form that can be run (issue 4 evaluates it)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from kravbok.model.bas import Modell, Siffra, Vardet
from kravbok.model.fel import ModellFel

__all__ = ["REGELSLAG", "Grupp", "Regel", "Tabellrad"]

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


class Grupp(Modell):
    """One group in a right: who belongs to it, on which conditions, and at most how much."""

    grupp: Vardet = Field(description="Vilka som hör till gruppen.")
    krav: tuple[Vardet, ...] = Field(default=(), description="Villkor som ska vara uppfyllda.")
    hogst: Siffra = Field(default=None, description="Högsta antal per enhet, eller ”källan anger inte”.")


class Tabellrad(Modell):
    """One row in a table of amounts."""

    galler: Vardet = Field(description="Vad raden gäller.")
    varde: Siffra = Field(description="Beloppet.")


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
    tidsrakning: Vardet | None = Field(default=None, description="Hur fristen räknas, eller ”källan anger inte”.")
    paborjad_vecka: Vardet | None = Field(default=None, description="Om en påbörjad vecka räknas som hel.")
    ar: Vardet | None = Field(default=None, description="Kalenderår eller tolv månader, eller ”källan anger inte”.")
    indikator: Vardet | None = Field(default=None, description="Id för indikatorn som målet mäts med.")
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

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        for key in REGELSLAG[self.slag]:
            if not getattr(self, key):
                message = f"Regeln ”{self.slag}” saknar {key}"
                raise ModellFel("K111", message, f"Skriv {key}, eller skriv ”källan anger inte”.")
        return self

    def siffror(self) -> dict[str, str]:
        """Return the keys whose value is the name of a figure, with that name."""
        keys = ("sats", "tak", "belopp", "andel", "inom", "minst", "hogst", "nar")
        return {key: value for key in keys if (value := getattr(self, key)) is not None}
