"""The words of a document of changes: kinds of difference, names of fields, and how a side is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kravbok.diff.skillnad import Slag
from kravbok.edition import Utgivning
from kravbok.swedish import format_date
from kravbok.view.andringar.delar import SidaVy

__all__ = ["FALT", "MARKNING", "NAMN", "Sidlasning", "formerly", "name_sides", "title_of"]

MARKNING: Mapping[Slag, str] = {
    "ny": "Nytt krav",
    "upphävd": "Upphävt krav",
    "delad": "Delning",
    "sammanslagen": "Sammanslagning",
    "ändrad text": "Ändrad text",
    "ändrad siffra": "Ändrad siffra",
    "skärpt": "Skärpt",
    "lindrad": "Lindrat",
    "ändrad kravnivå": "Ändrad kravnivå",
    "ändrad frist": "Ändrad frist",
    "ändrat ansvar": "Ändrat ansvar",
    "ändrad uppgift": "Ändrad uppgift",
    "flyttad": "Flyttat",
    "omnumrerad": "Nytt nummer",
    "typografi": "Typografi",
    "ändrat beslut": "Ändrat beslut",
    "ändrat ursprung": "Ändrad källa",
    "rättad": "Rättat",
}
"""What stands beside a requirement's heading for each kind."""

NAMN: Mapping[Slag, str] = {**MARKNING, "ny": "Nytt", "upphävd": "Upphävt"}
"""The kinds as they are counted and sorted, whatever it is that is new or ended."""

FALT: Mapping[str, str] = {
    "andring": "Angivet skäl",
    "arende": "Ärende",
    "aterger": "Återgivning",
    "avses_galla_fran": "Föreslås gälla från",
    "avtalsverkan": "Verkan för gällande avtal",
    "avvikelse": "Avvikelse i denna bok",
    "beslut": "Beslut",
    "bygger_pa": "Bygger på",
    "ersatter": "Ersätter",
    "exempel": "Exempel",
    "finansiering": "Finansiering",
    "forutsatter": "Förutsätter",
    "galler_for": "Gäller för",
    "galler_fran": "Gäller från",
    "kapitel": "Kapitel",
    "kraver": "Kräver",
    "kravniva": "Kravnivå",
    "lagrum": "Lagrum",
    "nummer": "Nummer",
    "omrade": "Område",
    "plats": "Plats",
    "regel": "Regel",
    "roller": "Roller",
    "saknas": "Uppgift som saknas",
    "stallning": "Ställning",
    "text": "Länk",
    "typ": "Typ",
    "upplaga": "Upplaga",
    "uppfoljning": "Uppföljning",
    "ursprung": "Källa",
    "utloses_av": "Utlöses av",
    "vem": "Vem kravet avser",
}
"""The model's keys as a reader of a document of changes meets them."""


def formerly(number: str) -> str:
    """Return a number that only the old edition has, so that nobody takes it for one of the new edition's."""
    return f"(förut {number})" if number else ""


@dataclass(frozen=True, slots=True)
class Sidlasning:
    """How a side was read: its name when it is no whole edition, at which commit, and what must be said of it."""

    namn: str = ""
    enligt_git: str = ""
    notiser: tuple[str, ...] = ()


def name_sides(fore: Utgivning, efter: Utgivning, last: tuple[Sidlasning, Sidlasning]) -> tuple[SidaVy, SidaVy]:
    """Return how both sides are called."""
    before, after = _columns(fore, efter)
    return _side(fore, efter, before, last[0]), _side(efter, fore, after, last[1])


def _columns(fore: Utgivning, efter: Utgivning) -> tuple[str, str]:
    """Return the headings of the two columns, as the law's own documents call them where there is a proposal."""
    if fore.bok.id != efter.bok.id:
        return f"{fore.bok.titel} {fore.upplaga.id}", f"{efter.bok.titel} {efter.upplaga.id}"
    if fore.dag and efter.dag and fore.dag != efter.dag:
        return f"Lydelse den {format_date(fore.dag)}", f"Lydelse den {format_date(efter.dag)}"
    if fore.upplaga.id == efter.upplaga.id:
        return f"Upplaga {fore.upplaga.id} förut", f"Upplaga {efter.upplaga.id} nu"
    if efter.upplaga.foreslagen and not fore.upplaga.foreslagen:
        return "Nuvarande lydelse", "Föreslagen lydelse"
    return f"Lydelse {fore.upplaga.id}", f"Lydelse {efter.upplaga.id}"


def _side(own: Utgivning, other: Utgivning, spalt: str, last: Sidlasning) -> SidaVy:
    upplaga = own.upplaga
    name = f"förslaget till upplaga {upplaga.id}" if upplaga.foreslagen else f"upplaga {upplaga.id}"
    if own.dag is not None:
        name += f" den {format_date(own.dag)}"
    if last.enligt_git:
        name += f" {last.enligt_git}"
    if own.bok.id != other.bok.id:
        name += f" av {own.bok.titel}"
    status = "förslag, inte beslutad" if upplaga.foreslagen else upplaga.status
    holds = "föreslås gälla från" if upplaga.foreslagen else "gäller från"
    words = last.namn or f"{own.bok.titel}, upplaga {upplaga.id} ({status}), {holds} {upplaga.fran}"
    return SidaVy(name, spalt, words, last.enligt_git)


def title_of(fore: Utgivning, efter: Utgivning) -> str:
    """Return the title of the document."""
    if fore.bok.id != efter.bok.id:
        return f"Skillnader mellan {fore.bok.titel} {fore.upplaga.id} och {efter.bok.titel} {efter.upplaga.id}"
    if fore.upplaga.id == efter.upplaga.id and not efter.dag:
        return f"Ändringar i upplaga {efter.upplaga.id}"
    if efter.dag:
        return f"Ändringar till den {format_date(efter.dag)}"
    return f"Ändringar inför {efter.upplaga.id}"
