"""Kravuppföljning: how far the follow-up of a requirement has come in a year, as the one who follows it up notes it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kravbok.model.bas import BokId, Heltal, KravId, Modell, Namn, Saknas, Text, TidVarde, Ursprung, Vardet

__all__ = ["Kravuppfoljning"]


class Kravuppfoljning(Modell):
    """The state of a requirement's follow-up in a book and a year; where there is no record nothing is known."""

    id: Namn = Field(description="Kravuppföljningens id.")
    bok: BokId = Field(description="Bokens id.")
    ar: Heltal = Field(description="Året eller perioden.")
    krav: KravId = Field(description="Kravet som följs upp.")
    status: Literal["ej påbörjad", "påbörjad", "klar", "okänd"] = Field(
        description="Hur långt uppföljningen har kommit."
    )
    kommentar: Text | None = Field(default=None, description="Vad som är gjort eller återstår.")
    ansvarig: Vardet | None = Field(default=None, description="Rollen som följer upp; aldrig en person.")
    nar: TidVarde | None = Field(default=None, description="När uppföljningen görs eller gjordes.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")
