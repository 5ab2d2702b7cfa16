"""Krav: a permanent id and the wordings it has had."""

from __future__ import annotations

from pydantic import Field

from kravbok.model.bas import KravId, Modell, Saknas, Text, TidVarde, Ursprung, Vardet
from kravbok.model.lydelse import Lydelse

__all__ = ["Krav", "Upphor"]


class Upphor(Modell):
    """How a requirement ends: it is never deleted, and its id is never used again."""

    galler_till: TidVarde | None = Field(default=None, description="Sista dagen kravet gäller.")
    avses_upphora: TidVarde | None = Field(default=None, description="Dagen då kravet är tänkt att upphöra.")
    upplaga: Vardet | None = Field(default=None, description="Upplagan som upphörandet föreslås i.")
    beslut: Vardet = Field(default="okänt", description="Id för beslutet, eller okänt.")
    motiv: Text = Field(description="Varför kravet upphör.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")


class Krav(Modell):
    """A requirement: everything that can change about it lives in its dated wordings."""

    id: KravId = Field(description="Kravets id: permanent, aldrig återanvänt.")
    lydelser: tuple[Lydelse, ...] = Field(min_length=1, description="Kravets lydelser, den äldsta först.")
    upphor: Upphor | None = Field(default=None, description="När och varför kravet upphör.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas för alla lydelser.")
