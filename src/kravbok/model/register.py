"""The registers: decisions, cases, documents, governing documents, terms, deliveries and indicators."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from kravbok.model.bas import (
    Adress,
    BokId,
    Hash,
    KravId,
    Modell,
    Namn,
    Rubrik,
    Saknas,
    Siffra,
    Text,
    TidVarde,
    Ursprung,
    Vardet,
)
from kravbok.model.fel import ModellFel
from kravbok.model.tid import Tid

__all__ = [
    "Arende", "Avser", "Begrepp", "BegreppLydelse", "Beslut", "Dokument", "Frist", "Indikator", "Leverans", "Mal",
    "Styrdokument", "StyrdokumentVersion", "Utfall",
]  # fmt: skip


class Avser(Modell):
    """What a decision is about: an edition, requirements, or in words."""

    bocker: tuple[BokId, ...] = Field(default=(), description="Böckerna.")
    upplaga: Vardet | None = Field(default=None, description="Upplagan.")
    krav: tuple[KravId, ...] = Field(default=(), description="Kraven.")
    text: Text = Field(description="Vad beslutet innebär.")


class Beslut(Modell):
    """A decision: which body, which day, which paragraph, and what was decided."""

    id: Namn = Field(description="Beslutets id.")
    organisation: Namn = Field(description="Id för organisationen vars diarium ärendet finns i.")
    organ: Vardet = Field(description="Organet som beslutade, som det heter i organisationens lista.")
    datum: TidVarde = Field(description="Beslutsdagen; kan vara känd bara till månad.")
    paragraf: Vardet = Field(description="Paragrafen i protokollet, eller okänd.")
    punkt: Vardet = Field(default="okänd", description="Punkten, eller okänd.")
    beslut: Literal[
        "bifall", "delvis bifall", "avslag", "återremiss", "bordlagt", "delegationsbeslut",
        "förslag till nästa instans", "uppdrag", "konstaterande", "okänt",
    ] = Field(description="Vad som beslutades.")  # fmt: skip
    avser: Avser = Field(description="Vad beslutet gäller.")
    arende: Vardet = Field(description="Diarienumret, eller okänt.")
    publicerad: TidVarde | None = Field(default=None, description="Dagen då beslutet publicerades.")
    justerat: TidVarde | None = Field(default=None, description="Dagen då protokollet justerades.")
    laga_kraft: TidVarde | None = Field(default=None, description="Dagen då beslutet vann laga kraft.")
    galler_fran: TidVarde | None = Field(default=None, description="Dagen då beslutet börjar gälla.")
    galler_till: TidVarde | None = Field(default=None, description="Sista dagen beslutet gäller.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class Arende(Modell):
    """A case in the diary; its number is unique within the organisation."""

    id: Namn = Field(description="Diarienumret, t.ex. RS/754/2020.")
    organisation: Namn = Field(description="Id för organisationen.")
    rubrik: Rubrik = Field(description="Vad ärendet gäller.")
    oppnat: TidVarde = Field(description="När ärendet öppnades; ofta bara året.")
    sagt: Text | None = Field(default=None, description="Vad källan säger att ärendet ledde till.")
    hor_ihop_med: tuple[Namn, ...] = Field(default=(), description="Andra ärenden.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class Dokument(Modell):
    """A source document: who published it, when, and the checksums of what was read."""

    id: Namn = Field(description="Dokumentets id.")
    titel: Rubrik = Field(description="Dokumentets titel.")
    utgivare: Vardet = Field(description="Vem som gav ut dokumentet, eller okänd.")
    datum: TidVarde = Field(description="Dokumentets datum.")
    diarienummer: Vardet | None = Field(default=None, description="Dokumentets diarienummer.")
    fil: Vardet | None = Field(default=None, description="Namnet på den arkiverade textutläsningen.")
    sha256_utlasning: Hash | None = Field(default=None, description="SHA-256 för textutläsningen.")
    sha256_original: Vardet = Field(default="okänd", description="SHA-256 för originalet, eller okänd.")
    lank: Adress | None = Field(default=None, description="Webbadress.")
    utlast: Vardet | None = Field(default=None, description="Hur texten lästes ut och vad som gick förlorat.")
    anmarkning: Text | None = Field(default=None, description="Vad den som läser källan behöver veta.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class StyrdokumentVersion(Modell):
    """A version of a governing document."""

    version: Vardet = Field(description="Versionens beteckning, eller okänd.")
    galler_fran: TidVarde = Field(description="Dagen då versionen började gälla.")
    galler_till: TidVarde | None = Field(default=None, description="Sista dagen versionen gäller.")
    anmarkning: Text | None = Field(default=None, description="Vad som är särskilt med versionen.")


class Styrdokument(Modell):
    """A law, agreement, routine or plan that the books lean on, and when it was last checked."""

    id: Namn = Field(description="Styrdokumentets id.")
    namn: Rubrik = Field(description="Styrdokumentets namn.")
    slag: Literal[
        "lag", "förordning", "EU-rättsakt", "förfrågningsunderlag", "regiondokument", "rutin", "avtal",
        "överenskommelse", "nationell kunskapskälla", "system", "utredning", "rapport",
    ] = Field(description="Slag av dokument.")  # fmt: skip
    utgivare: Vardet = Field(default="okänd", description="Vem som ger ut det.")
    beteckning: Vardet | None = Field(default=None, description="SFS-nummer, diarienummer eller liknande.")
    lank: Adress | None = Field(default=None, description="Webbadress.")
    bocker: tuple[BokId, ...] = Field(default=(), description="Böcker som lutar sig mot dokumentet.")
    kontrollerad: TidVarde = Field(description="När någon senast kontrollerade att det är rätt version, eller okänt.")
    versioner: tuple[StyrdokumentVersion, ...] = Field(default=(), description="Kända versioner.")
    anmarkning: Text | None = Field(default=None, description="Vad som är oklart.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class BegreppLydelse(Modell):
    """One wording of a term."""

    galler_fran: TidVarde = Field(description="Dagen då lydelsen började gälla.")
    term: Rubrik = Field(description="Så skrivs begreppet.")
    definition: Text = Field(description="Vad begreppet betyder.")
    tillatna: tuple[Vardet, ...] = Field(default=(), description="Andra former som får användas.")
    avradda: tuple[Vardet, ...] = Field(default=(), description="Former som inte ska användas.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")

    @property
    def fran(self) -> Tid:
        """When the wording begins."""
        return self.galler_fran

    @property
    def foreslagen(self) -> bool:
        """A term is never a proposal."""
        return False


class Begrepp(Modell):
    """A term with its dated wordings; empty `bocker` means all books."""

    id: Namn = Field(description="Begreppets id.")
    bocker: tuple[BokId, ...] = Field(default=(), description="Böcker där begreppet ska förklaras; tomt betyder alla.")
    lydelser: tuple[BegreppLydelse, ...] = Field(min_length=1, description="Begreppets lydelser, den äldsta först.")


class Frist(Modell):
    """When something is to be handed in."""

    varje: Vardet = Field(description="Hur ofta, t.ex. år.")
    senast: Vardet = Field(description="Senaste dagen, eller okänt.")


class Leverans(Modell):
    """Something that a provider hands in."""

    id: Namn = Field(description="Leveransens id.")
    namn: Rubrik = Field(description="Vad som lämnas in.")
    till: Vardet = Field(description="Till vem.")
    krav: KravId | None = Field(default=None, description="Kravet som leveransen följer av.")
    frist: Frist = Field(description="Hur ofta och senast när.")
    bocker: tuple[BokId, ...] = Field(default=(), description="Böcker som leveransen hör till.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")


class Utfall(Modell):
    """An outcome of an indicator for a year and a unit."""

    ar: Vardet = Field(description="Året eller perioden.")
    enhet: Vardet = Field(default="hela regionen", description="Vilken enhet utfallet gäller.")
    varde: Siffra = Field(description="Utfallet.")
    mal: Siffra = Field(default=None, description="Målet det året.")
    anmarkning: Vardet | None = Field(default=None, description="Hur värdet ska läsas.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")


class Mal(Modell):
    """An indicator's target: a level or an increase from a baseline, by a day; in words where there is no figure."""

    niva: Siffra = Field(default=None, description="Nivån som ska nås, t.ex. minst 55 %.")
    okning: Siffra = Field(default=None, description="Ökningen från utgångsvärdet, t.ex. 20 %.")
    i_ord: Vardet | None = Field(default=None, description="Målet i ord, när källan inte anger något tal.")
    utgangsvarde: Siffra = Field(default=None, description="Värdet som en ökning räknas från, eller okänt.")
    senast: TidVarde | None = Field(default=None, description="Dagen då målet ska vara nått.")
    avser: Vardet | None = Field(default=None, description="Året eller perioden som målet gäller.")

    @model_validator(mode="after")
    def _check_target(self) -> Self:
        if self.niva is None and self.okning is None and self.i_ord is None:
            raise ModellFel("K102", "Målet saknar niva, okning och i_ord", "Skriv t.ex. niva: minst 55 %.")
        return self


class Indikator(Modell):
    """A measure: how it is counted, its target and its outcomes."""

    id: Namn = Field(description="Indikatorns id.")
    namn: Rubrik = Field(description="Indikatorns namn.")
    taljare: Vardet = Field(default="okänd", description="Vad som räknas.")
    namnare: Vardet = Field(default="okänd", description="Vad det räknas av.")
    period: Vardet = Field(default="okänd", description="Perioden.")
    system: tuple[Vardet, ...] = Field(default=(), description="Systemen som mäter.")
    bocker: tuple[BokId, ...] = Field(default=(), description="Böcker som indikatorn hör till.")
    mal: Mal | None = Field(default=None, description="Målet, med dag och utgångsvärde.")
    utfall: tuple[Utfall, ...] = Field(default=(), description="Utfall per år och enhet.")
    anmarkning: Text | None = Field(default=None, description="Vad som är oklart.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån uppgiften kommer.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")
