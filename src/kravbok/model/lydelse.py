"""Lydelse: everything about a requirement that can change, as it reads from a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from kravbok.model.bas import (
    BokId,
    Daterad,
    Heltal,
    KravId,
    Modell,
    Namn,
    Rubrik,
    Saknas,
    Siffra,
    SiffraNamn,
    Text,
    Ursprung,
    Vardet,
)
from kravbok.model.fel import ModellFel
from kravbok.model.regel import Regel

__all__ = ["Andring", "IBok", "Lagrum", "Lydelse", "Plats"]

Typ = Literal["krav", "mål", "rätt", "påföljd", "ersättning", "definition", "upplysning"]
Kravniva = Literal["ska", "bör", "får", "mål", "har rätt", "villkor", "upplysning"]
Vem = Literal[
    "vårdgivaren", "regionen", "patienten", "båda parter", "endera parten", "leverantörens underbiträde", "kommunen",
    "okänt",
]  # fmt: skip
Andringstyp = Literal[
    "ny", "redaktionell", "förtydligande", "ändrat uppdrag", "skärpt", "lindrad", "ändrat ansvar", "ändrad frist",
    "ändrad ersättning", "ändrad påföljd", "rättar felaktig skrivning",
]  # fmt: skip
MAX_WORD = 200
"""So long may a name or a value of an example be."""

Stallning = Literal["klausul", "åtagande", "rekommendation"]


class Plats(Modell):
    """Where a clause stands: book, chapter and its order there."""

    bok: BokId = Field(description="Bokens id.")
    kapitel: BokId = Field(description="Kapitlets id.")
    ordning: Heltal = Field(description="Ordningen i kapitlet; lämna luckor (10, 20, 30).")


class IBok(Modell):
    """A shared clause's place, case and decision in one of its books."""

    kapitel: BokId = Field(description="Kapitlets id i boken.")
    ordning: Heltal = Field(description="Ordningen i kapitlet; lämna luckor (10, 20, 30).")
    upplaga: Vardet | None = Field(default=None, description="Upplagan som lydelsen hör till i boken.")
    arende: Vardet | None = Field(default=None, description="Diarienumret för bokens ärende.")
    beslut: Vardet | None = Field(default=None, description="Id för bokens beslut, eller okänt.")
    avvikelse: Text | None = Field(default=None, description="Vad som skiljer sig i just denna bok.")


def _place_or_unknown(value: Any) -> Any:
    return None if value == "okänt" else value


class Andring(Modell):
    """Why a later wording came, and what kind of change it is."""

    typ: tuple[Andringstyp, ...] = Field(min_length=1, description="Slag av ändring.")
    motiv: Text = Field(description="Varför lydelsen ändrades.")
    hor_ihop_med: tuple[KravId, ...] = Field(default=(), description="Krav som ändrades av samma skäl.")


class Lagrum(Modell):
    """A legal ground: the act, the place in it, and who named it."""

    forfattning: Vardet = Field(description="Författningens namn och nummer, t.ex. patientdatalagen (2008:355).")
    rum: Vardet = Field(description="Kapitel och paragraf.")
    angivet_av: Literal["källan", "redaktionen"] = Field(description="Vem som anger lagrummet.")


class UtlosesAv(Modell):
    """What sets a consequence in motion."""

    krav: tuple[KravId, ...] = Field(default=(), description="Krav som inte uppfylls.")
    leveranser: tuple[Namn, ...] = Field(default=(), description="Leveranser som uteblir.")


def _parse_givet(value: Any) -> Any:
    """Return one case of names and values, or a tuple of such; ModellFel K107 for anything else."""
    cases = value if isinstance(value, (list, tuple)) else [value]
    words = (word for case in cases if isinstance(case, Mapping) for pair in case.items() for word in pair)
    if not cases or not all(isinstance(case, Mapping) and case for case in cases):
        raise ModellFel("K107", "Här ska stå nycklar och värden", "Skriv t.ex. {person: A, veckor: 12}.")
    if not all(isinstance(word, str) and 0 < len(word) <= MAX_WORD for word in words):
        raise ModellFel("K107", "Varje värde ska vara ett ord eller ett tal", "Skriv t.ex. {person: A, veckor: 12}.")
    return tuple(cases) if isinstance(value, (list, tuple)) else value


class Exempel(Modell):
    """A worked example: what is given and what the rule makes of it."""

    givet: Annotated[Any, BeforeValidator(_parse_givet)] = Field(
        description="Förutsättningarna, som nycklar och värden, eller en lista med sådana fall."
    )
    ger: Vardet = Field(description="Vad regeln ger.")

    @property
    def fall(self) -> tuple[Mapping[str, str], ...]:
        """The cases of the example, one or more."""
        return self.givet if isinstance(self.givet, tuple) else (self.givet,)


class Uppfoljning(Modell):
    """How the requirement is followed up, and whether that can be done."""

    metod: tuple[Vardet, ...] = Field(default=(), description="Hur kravet följs upp.")
    indikator: Vardet | None = Field(default=None, description="Id för indikatorn, eller okänd.")
    kan_foljas_upp: Literal["ja", "delvis", "nej", "okänt"] = Field(
        default="okänt", description="Om det går att följa upp."
    )
    motivering: Vardet | None = Field(default=None, description="Varför det inte eller bara delvis går.")
    perspektiv: Vardet | None = Field(default=None, description="Perspektivet i organisationens uppföljningsplan.")
    angiven_av: Literal["källan", "redaktionen"] = Field(default="källan", description="Vem som anger uppföljningen.")


class Kraver(Modell):
    """What must be in place besides the clause."""

    avtal: Vardet | None = Field(default=None, description="Avtal som behövs.")
    jurist: Literal["ja", "nej", "okänt"] = Field(default="okänt", description="Om en jurist ska granska.")


class Finansiering(Modell):
    """Money that follows a change."""

    belopp: Siffra = Field(description="Beloppet.")
    fran: Vardet = Field(default="okänt", description="Varifrån pengarna tas.")
    till: Vardet = Field(default="okänt", description="Vart pengarna förs.")
    ungefar: Literal["ja", "nej"] | None = Field(default=None, description="Om källan anger beloppet ungefärligt.")
    budget: BokId | None = Field(default=None, description="Boken vars budget beloppet gäller.")
    verkan: Literal["tillförs", "lämnar", "redan avsatt"] | None = Field(
        default=None, description="Vad beloppet betyder för bokens budget."
    )
    volym: Siffra | None = Field(default=None, description="Volymen per år som en ändrad ersättning räknas på.")
    rakning: Namn | None = Field(default=None, description="Kontrollräkningen som räknar om beloppet.")


class Avtalsverkan(Modell):
    """What a change means for contracts already signed."""

    befintliga_avtal: Vardet = Field(default="okänt", description="Hur gällande avtal påverkas.")
    underrattas_senast: Vardet = Field(default="okänt", description="När vårdgivarna senast får veta.")
    kan_avbojas: Vardet = Field(default="okänt", description="Om vårdgivaren kan tacka nej.")


class ByggerPa(Modell):
    """The governing document that the clause leans on."""

    styrdokument: Namn = Field(description="Id för styrdokumentet.")
    via: Namn | None = Field(default=None, description="Dokumentet som berättar om det.")


class Lydelse(Daterad):
    """One wording of a requirement with its figures, rule, place, origin and reason."""

    stallning: Stallning = Field(
        default="klausul", description="Klausul i boken, eller ett åtagande eller en rekommendation utanför den."
    )
    som_foregaende: tuple[str, ...] = Field(default=(), description="Nycklar som är lika som i lydelsen före.")
    rubrik: Rubrik = Field(description="Kravets rubrik.")
    typ: Typ = Field(description="Kravets typ.")
    omrade: tuple[Vardet, ...] = Field(default=(), description="Ämnen ur listan i krav/kravbok.yaml.")
    plats: Plats | None = Field(default=None, description="Platsen i boken.")
    i_bok: Mapping[BokId, Annotated[IBok | None, BeforeValidator(_place_or_unknown)]] = Field(
        default={}, description="Platsen i varje bok som delar kravet."
    )
    vem: Vem = Field(description="Vem kravet binder eller gäller.")
    kravniva: Kravniva = Field(description="Hur bindande kravet är.")
    galler_for: tuple[Vardet, ...] = Field(default=("alla",), description="Vilka utförare kravet gäller.")
    aterger: Literal["ordagrann", "omskriven"] = Field(
        default="omskriven", description="Om texten är källans ord eller omskriven."
    )
    forutsatter: tuple[KravId, ...] = Field(default=(), description="Krav som måste ha prövats först.")
    utloses_av: UtlosesAv | None = Field(default=None, description="Vad som utlöser påföljden.")
    text: Text = Field(description="Kravets text i kravboks lilla Markdown.")
    siffror: Mapping[SiffraNamn, Siffra] = Field(default={}, description="Kravets siffror, var och en med namn.")
    regel: Regel | None = Field(default=None, description="Regeln som siffrorna ingår i.")
    exempel: tuple[Exempel, ...] = Field(default=(), description="Räkneexempel.")
    roller: Mapping[str, Vardet] = Field(default={}, description="Vem som har vilken roll.")
    kraver: Kraver | None = Field(default=None, description="Vad som mer behövs.")
    lagrum: tuple[Lagrum, ...] = Field(default=(), description="Rättslig grund.")
    bygger_pa: ByggerPa | None = Field(default=None, description="Styrdokument som kravet bygger på.")
    finansiering: Finansiering | None = Field(default=None, description="Pengar som följer ändringen.")
    andring: Andring | None = Field(default=None, description="Slag av ändring och varför.")
    arende: Vardet | None = Field(default=None, description="Diarienumret, eller okänt.")
    beslut: Vardet | None = Field(default=None, description="Id för beslutet, eller okänt.")
    avtalsverkan: Avtalsverkan | None = Field(default=None, description="Vad ändringen betyder för gällande avtal.")
    ersatter: tuple[KravId, ...] = Field(default=(), description="Krav som detta delar upp eller slår ihop.")
    motsvarar: tuple[KravId, ...] = Field(
        default=(), description="Krav i andra böcker som säger motsvarande sak; böckerna jämförs efter det."
    )
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Varifrån lydelsen och siffrorna kommer.")
    uppfoljning: Uppfoljning | None = Field(default=None, description="Hur kravet följs upp.")
    saknas: tuple[Saknas, ...] = Field(default=(), description="Uppgifter som saknas, med skäl.")

    @model_validator(mode="after")
    def _check_time_and_place(self) -> Self:
        if (self.galler_fran is None) == (self.avses_galla_fran is None):
            raise ModellFel(
                "K113", "Lydelsen ska ha antingen galler_fran eller avses_galla_fran", "Skriv den ena av dem."
            )
        if (self.plats is None) == (not self.i_bok):
            raise ModellFel(
                "K113", "Lydelsen ska ha antingen plats eller i_bok", "Skriv plats, eller i_bok för delade krav."
            )
        return self
