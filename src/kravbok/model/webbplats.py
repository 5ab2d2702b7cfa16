"""The website's own names, and what an organisation decides of it: colours, addresses, facts of accessibility."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kravbok.model.bas import Adress, Dag, Modell, Rubrik, Vardet
from kravbok.model.farg import Farg
from kravbok.model.fel import ModellFel

__all__ = [
    "SIDOR", "Farger", "Felrapport", "Logotyp", "Tillganglighet", "Tillganglighetsbrist", "Webbplats",
    "fill_felrapport",
]  # fmt: skip

SIDOR = (
    "belopp", "begrepp", "beslut", "id", "index", "jamfor", "kallor", "kolofon", "luckor", "manifest", "om", "pagefind",
    "schema", "sok", "stil", "styrdokument", "tillganglighet", "vardgivare", "webbplats",
)  # fmt: skip
"""The names of the website's own pages, folders and data, and its own name in the build, which no book can have."""

_LOGOTYPE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\.(?:svg|png)")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACES = ("fil", "rad", "krav")
_ADDRESS = re.compile(
    r"https://[^\s<>\"'`{}|\\^]+|mailto:[^\s<>\"'`{}|\\^@]+@[^\s<>\"'`{}|\\^@?]+(?:\?[^\s<>\"'`{}|\\^]*)?"
)


def _check_site(value: str) -> str:
    if not value.startswith("https://") or "?" in value or "#" in value:
        hint = "Skriv adressen till webbplatsens första sida, t.ex. https://krav.exempel.se/."
        raise ModellFel("K114", f"”{value[:60]}” är ingen adress för en webbplats", hint)
    return f"{value.rstrip('/')}/"


def _check_report(value: str) -> str:
    unknown = [name for name in _PLACEHOLDER.findall(value) if name not in _PLACES]
    if unknown or _ADDRESS.fullmatch(_PLACEHOLDER.sub("x", value)) is None or len(value) > 300:
        hint = (
            "Börja med https:// eller mailto:; {fil}, {rad} och {krav} byts ut, t.ex. https://exempel.se/{fil}#L{rad}."
        )
        raise ModellFel("K116", f"”{value[:60]}” leder inte dit någon kan rapportera fel", hint)
    return value


def _check_logotype(value: str) -> str:
    if _LOGOTYPE.fullmatch(value) is None:
        hint = "Döp filen med små bokstäver a–z, siffror och bindestreck, och .svg eller .png, t.ex. regionen.svg."
        raise ModellFel("K838", f"”{value[:60]}” är inget namn på en logotyp", hint)
    return value


Webbplats = Annotated[Adress, AfterValidator(_check_site)]
Felrapport = Annotated[str, AfterValidator(_check_report)]
Logotyp = Annotated[str, AfterValidator(_check_logotype)]


def fill_felrapport(pattern: str, *, fil: str = "", rad: str = "", krav: str = "") -> str:
    """Return the address where a fault is reported; ids, lines and paths of records need no more than this escaping."""
    from urllib.parse import quote

    values = {"fil": fil, "rad": rad, "krav": krav}
    return _PLACEHOLDER.sub(lambda found: quote(values[found[1]], safe="/"), pattern)


class Farger(Modell):
    """The colours of an organisation on the website; the program reckons those that are not given."""

    accent: Farg | None = Field(default=None, description="Färgen för linjer och knappar.")
    lank: Farg | None = Field(default=None, description="Färgen för länkar.")
    ton: Farg | None = Field(default=None, description="Den tonade ytan bakom rutor och sidfot.")
    accent_mork: Farg | None = Field(default=None, description="Färgen för linjer och knappar i mörkt läge.")
    lank_mork: Farg | None = Field(default=None, description="Färgen för länkar i mörkt läge.")
    ton_mork: Farg | None = Field(default=None, description="Den tonade ytan i mörkt läge.")


class Tillganglighetsbrist(Modell):
    """A known fault of accessibility, as the statement must tell of it."""

    brist: Vardet = Field(description="Vad som inte är tillgängligt, och för vem det är ett hinder.")
    skal: Literal["inte åtgärdat", "oskäligt betungande", "omfattas inte av lagen"] = Field(
        description="Varför bristen finns."
    )
    atgardas: Dag | None = Field(default=None, description="Dagen då bristen ska vara åtgärdad.")
    alternativ: Vardet | None = Field(default=None, description="Hur den som hindras får uppgiften ändå.")


class Tillganglighet(Modell):
    """The facts of the accessibility statement; what is not given is shown as unknown."""

    status: Literal["helt förenlig", "delvis förenlig", "inte förenlig"] | None = Field(
        default=None, description="Hur webbplatsen följer lagen om tillgänglighet till digital offentlig service."
    )
    bedomd: Dag | None = Field(default=None, description="Dagen då tillgängligheten senast bedömdes.")
    metod: Vardet | None = Field(default=None, description="Hur tillgängligheten bedömdes, och av vem.")
    redogjord: Dag | None = Field(default=None, description="Dagen då redogörelsen senast uppdaterades.")
    mejl: Rubrik | None = Field(default=None, description="E-postadressen för den som möter ett hinder.")
    telefon: Rubrik | None = Field(default=None, description="Telefonnumret för den som möter ett hinder.")
    formular: Adress | None = Field(default=None, description="Formuläret för den som möter ett hinder.")
    tillsyn: Rubrik | None = Field(default=None, description="Myndigheten som har tillsyn.")
    tillsyn_lank: Adress | None = Field(default=None, description="Där en anmälan till tillsynsmyndigheten görs.")
    brister: tuple[Tillganglighetsbrist, ...] = Field(default=(), description="Kända brister i tillgängligheten.")
