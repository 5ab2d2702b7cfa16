"""What every record shares: the frozen base model and the types that are read from text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from kravbok.model.fel import ModellFel
from kravbok.model.storhet import Okand, Storhet, StorhetFel, parse_storhet
from kravbok.model.tid import OKANT, Tid, parse_day, parse_tid

__all__ = [
    "Adress", "BokId", "Dag", "Daterad", "Forgegrupp", "Hash", "Heltal", "KravId", "Kravserie", "Modell", "Namn",
    "Rader", "Rubrik", "Saknas", "Siffra", "Text", "TidVarde", "UpplagaId", "Vardet", "parse_siffra",
]  # fmt: skip


class Modell(BaseModel):
    """The base of all records: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


KRAV_ID = re.compile(r"[A-Z]{2,5}-[A-Z]{2,10}-[0-9]{3}")
_SERIES = re.compile(r"[A-Z]{2,5}(?:-[A-Z]{2,10}(?:-[0-9]{3})?)?")
_GROUP = re.compile(r"@[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
_EDITION = re.compile(r"[a-z0-9](?:-?[a-z0-9]){0,39}")
_RECORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./ -]{0,79}")
_SIFFRA = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ROWS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
_HASH = re.compile(r"[0-9a-f]{64}")


def _matching(pattern: re.Pattern[str], code: str, hint: str) -> Any:
    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise ModellFel(code, f"”{value[:40]}” är fel bildat", hint)
        return value

    return AfterValidator(check)


def _parse_int(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value):
        return int(value)
    raise ModellFel("K106", f"”{str(value)[:30]}” är inget heltal", "Skriv ett heltal med siffror, t.ex. 40.")


def parse_siffra(value: Any) -> Siffervarde:
    """Return the figure an editor wrote; ModellFel K103 with what to write instead."""
    if isinstance(value, (Storhet, Okand, date)):
        return value
    if not isinstance(value, str):
        raise ModellFel("K103", "Här ska stå en storhet", "Skriv t.ex. 1 000 kr/vecka.")
    try:
        return parse_storhet(value)
    except StorhetFel as error:
        raise ModellFel("K103", error.message, error.hint) from None


def _parse_rows(value: Any) -> tuple[int, int]:
    if isinstance(value, tuple):
        return value
    match = _ROWS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ModellFel("K106", f"”{str(value)[:30]}” är inga rader", "Skriv första och sista raden, t.ex. 870-872.")
    first, last = int(match[1]), int(match[2] or match[1])
    if first < 1 or last < first:
        raise ModellFel("K106", f"Raderna {first}-{last} kommer i fel ordning", "Skriv den första raden först.")
    return first, last


def _check_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`{}|\\^]+", value):
        raise ModellFel("K114", f"”{value[:40]}” är ingen webbadress", "Skriv en adress som börjar med https://.")
    return value


Siffervarde = Storhet | Okand | date
Heltal = Annotated[int, BeforeValidator(_parse_int)]
Dag = Annotated[date, BeforeValidator(parse_day)]
TidVarde = Annotated[Tid, BeforeValidator(parse_tid)]
Siffra = Annotated[Any, BeforeValidator(parse_siffra)]
Rader = Annotated[tuple[int, int], BeforeValidator(_parse_rows)]
KravId = Annotated[str, _matching(KRAV_ID, "K108", "Skriv t.ex. HV-LIST-001: bok, område och tre siffror.")]
Kravserie = Annotated[
    str, _matching(_SERIES, "K108", "Skriv hela id:t eller början på det: HV-PAF-004, HV-PAF eller HV.")
]
Forgegrupp = Annotated[
    str, _matching(_GROUP, "K108", 'Skriv gruppens namn efter @, inom citattecken: "@regionen/jurister".')
]
BokId = Annotated[str, _matching(_NAME, "K108", "Skriv små bokstäver a–z, siffror och bindestreck.")]
UpplagaId = Annotated[str, _matching(_EDITION, "K108", "Skriv t.ex. 2022 eller 2022-host: a–z, siffror, bindestreck.")]
Namn = Annotated[str, _matching(_RECORD, "K108", "Skriv bokstäver a–z, siffror, bindestreck och snedstreck.")]
SiffraNamn = Annotated[str, _matching(_SIFFRA, "K108", "Namnge siffran med små bokstäver a–z och understreck.")]
Hash = Annotated[str, _matching(_HASH, "K112", "Skriv 64 tecken 0–9 och a–f (SHA-256).")]
Adress = Annotated[str, Field(max_length=300), AfterValidator(_check_address)]
Rubrik = Annotated[str, Field(min_length=1, max_length=160)]
Text = Annotated[str, Field(min_length=1, max_length=8000)]
Vardet = Annotated[str, Field(min_length=1, max_length=600)]
Fria = Mapping[str, str]


class Daterad(Modell):
    """What has dated wordings has these in each: from when it holds, or is meant to, and the edition it names."""

    galler_fran: TidVarde | None = Field(default=None, description="Dagen då lydelsen började gälla.")
    avses_galla_fran: TidVarde | None = Field(default=None, description="Dagen då ett förslag är tänkt att gälla.")
    upplaga: Vardet | None = Field(default=None, description="Upplagan som lydelsen föreslås eller är belagd i.")

    @property
    def fran(self) -> Tid:
        """When the wording begins, decided or intended."""
        return self.galler_fran or self.avses_galla_fran or OKANT

    @property
    def foreslagen(self) -> bool:
        """Whether this is a proposal; without any day it holds from the first edition."""
        return self.avses_galla_fran is not None


class Saknas(Modell):
    """A gap that is known and declared; it silences the finding that it names, just there."""

    vad: str = Field(description="Kortnamnet på det fynd som gäller här (docs/felkoder.md), eller ”uppgift”.")
    motivering: Vardet = Field(description="Varför uppgiften saknas.")
    antecknad_av: Vardet = Field(default="", description="Vem som antecknade bristen; aldrig någon som inte gjort det.")
    bevakas: Dag | None = Field(default=None, description="Dagen då bristen ska ses över.")
    ursprung: tuple[Ursprung, ...] = Field(default=(), description="Var i källan bristen syns.")


class Ursprung(Modell):
    """Where a wording or a figure comes from: a document, its lines, and the shortest quote that carries it."""

    dokument: Namn = Field(description="Id för det registrerade dokumentet.")
    avsnitt: Vardet | None = Field(default=None, description="Avsnittets nummer eller rubrik i dokumentet.")
    rader: Rader | None = Field(default=None, description="Rader i den arkiverade textutläsningen, t.ex. 870-872.")
    sida: Heltal | None = Field(default=None, description="Sidan i originalet.")
    belagger: tuple[SiffraNamn, ...] = Field(default=(), description="Vilka siffror källan belägger.")
    citat: Vardet | None = Field(default=None, description="Kortaste citat som bär uppgiften, högst åtta ord.")
    harledning: Vardet | None = Field(default=None, description="Hur en siffra följer av källan när den inte står där.")


Saknas.model_rebuild()
