"""Bok, upplaga, kapitel and bilaga: the shape of a book."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from kravbok.model.bas import (
    BokId,
    Daterad,
    Hash,
    Heltal,
    Modell,
    Namn,
    Rubrik,
    Saknas,
    Text,
    TidVarde,
    UpplagaId,
    Ursprung,
    Vardet,
)
from kravbok.model.fel import ModellFel
from kravbok.model.tid import Tid

__all__ = ["Bilaga", "BilagaLydelse", "Bok", "Kapitel", "KapitelLydelse", "Upplaga"]

Status = Literal["utkast", "förslag", "beslutad", "ersatt", "inte antagen", "upphävd"]


class Upplaga(Modell):
    """An edition of a book: from when it holds, until when it is known, and who decided it."""

    id: UpplagaId = Field(description="Upplagans beteckning, t.ex. ”2022”; den blir mapp, filnamn och webbadress.")
    galler_fran: TidVarde | None = Field(default=None, description="Dagen då upplagan började gälla.")
    avses_galla_fran: TidVarde | None = Field(
        default=None, description="Dagen då en föreslagen upplaga är tänkt att gälla."
    )
    kand_till: TidVarde | None = Field(
        default=None, description="Sista dagen upplagan är känd; därefter är svaret okänt."
    )
    status: Status = Field(description="Upplagans status.")
    utgang: Literal["okänd", "antagen", "antagen med ändringar", "avslagen"] | None = Field(
        default=None, description="Hur det gick med ett förslag vars dag har passerat.",
    )  # fmt: skip
    jamfor_med: Vardet | None = Field(
        default=None, description="Upplagan som denna jämförs med, om inte den senast beslutade."
    )
    arende: Vardet | None = Field(default=None, description="Diarienumret, eller okänt.")
    beslut: Vardet | None = Field(default=None, description="Id för beslutet, eller okänt.")
    publicerad: TidVarde | None = Field(default=None, description="Dagen då upplagan publicerades.")
    forsegling: Hash | None = Field(default=None, description="Kontrollsumman som kravbok forsegla skrev ut.")
    anmarkning: Text | None = Field(default=None, description="Vad läsaren behöver veta om just denna upplaga.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgifterna om upplagan kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")

    @model_validator(mode="after")
    def _check_time(self) -> Self:
        if (self.galler_fran is None) == (self.avses_galla_fran is None):
            raise ModellFel(
                "K113", "Upplagan ska ha antingen galler_fran eller avses_galla_fran", "Skriv den ena av dem."
            )
        return self

    @property
    def fran(self) -> Tid:
        """When the edition begins, decided or intended."""
        return self.galler_fran or self.avses_galla_fran or Tid("okänt")

    @property
    def foreslagen(self) -> bool:
        """Whether the edition is a draft or a proposal rather than decided."""
        return self.status in ("utkast", "förslag", "inte antagen")


class Bok(Modell):
    """A book: what it is, whose it is, and its editions in order of time."""

    id: BokId = Field(description="Bokens id, samma som mappens namn.")
    titel: Rubrik = Field(description="Bokens titel.")
    dokumenttyp: Vardet = Field(description="T.ex. förfrågningsunderlag eller krav- och kvalitetsbok.")
    organisation: Namn = Field(description="Id för organisationen.")
    aterger: Literal["regionens dokument", "rekonstruktion ur rapport"] = Field(
        description="Om boken är regionens eget dokument."
    )
    inledning: Text | None = Field(default=None, description="Text före första kapitlet.")
    upplagor: tuple[Upplaga, ...] = Field(min_length=1, description="Bokens upplagor, den äldsta först.")


class KapitelLydelse(Daterad):
    """One wording of a chapter: heading, place and introduction."""

    rubrik: Rubrik = Field(description="Kapitlets rubrik.")
    ordning: Heltal = Field(description="Kapitlets ordning i boken; lämna luckor (10, 20, 30).")
    inledning: Text | None = Field(default=None, description="Text före kapitlets första krav.")


class Kapitel(Modell):
    """A chapter of a book; its number is computed when an edition is made."""

    id: BokId = Field(description="Kapitlets id.")
    lydelser: tuple[KapitelLydelse, ...] = Field(min_length=1, description="Kapitlets lydelser, den äldsta först.")


class BilagaLydelse(Daterad):
    """One wording of an appendix: its own text, or a file in the book's `filer/`."""

    rubrik: Rubrik = Field(description="Bilagans rubrik.")
    ordning: Heltal = Field(description="Bilagans ordning.")
    text: Text | None = Field(default=None, description="Bilagans text.")
    fil: Vardet | None = Field(default=None, description="Filens namn i bokens mapp filer/ (PNG, JPEG, SVG eller PDF).")
    alt: Vardet | None = Field(default=None, description="Vad bilden visar, för den som inte ser den.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån bilagan kommer.")

    @model_validator(mode="after")
    def _check_body(self) -> Self:
        if self.text is None and self.fil is None:
            raise ModellFel("K113", "Bilagan har varken text eller fil", "Skriv text eller fil.")
        if self.fil is not None and self.alt is None:
            raise ModellFel("K102", "Filen saknar alt", "Beskriv vad bilden eller filen visar.")
        return self


class Bilaga(Modell):
    """An appendix of a book."""

    id: BokId = Field(description="Bilagans id.")
    bok: BokId = Field(description="Bokens id.")
    lydelser: tuple[BilagaLydelse, ...] = Field(min_length=1, description="Bilagans lydelser, den äldsta först.")
