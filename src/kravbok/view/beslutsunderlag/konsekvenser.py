"""What the changes mean for money, patients, providers and children: what a record says, or that it is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kravbok.rules.konsekvens import Verkan
from kravbok.swedish import format_list, plural
from kravbok.view.beslutsunderlag.bakgrund import jurist
from kravbok.view.beslutsunderlag.underlag import SAKNAS, Laget, Underlag
from kravbok.view.handling import DelVy, points, rows
from kravbok.view.konsekvens import FORBEHALL

__all__ = ["avtalen", "konsekvenser"]

_LEVELS = {
    "ska": "Ska-krav",
    "bör": "Bör-krav",
    "får": "Krav med får",
    "mål": "Mål",
    "har rätt": "Rättigheter",
    "villkor": "Villkor",
    "upplysning": "Upplysningar",
}
"""How binding a requirement is, for many of them."""

_CHILD = re.compile(r"\b(barn|ungdom|unga)", re.IGNORECASE)


def konsekvenser(underlag: Underlag) -> DelVy:
    """Return the consequences, a part for each."""
    parts = (
        _money(underlag),
        _patients(underlag),
        _providers(underlag),
        _children(underlag),
        _equality(),
        jurist(underlag),
    )
    return DelVy("konsekvenser", "Konsekvenser", delar=parts)


def _money(underlag: Underlag) -> DelVy:
    """Return what the changes come to for the budget, with the gaps; of other budgets, only what these changes mean."""
    vy = underlag.konsekvens
    said = [FORBEHALL]
    if any(group.verkan is Verkan.RAKNAS for group in vy.grupper):
        span = f" ({vy.spann})" if vy.spann else ""
        said.append(f"Sammanlagt för bokens budget, så långt posterna räcker: {vy.summa}{span}.")
        said += [f"Med det som redan är avsatt: {vy.med_avsatt}."] if vy.med_avsatt else []
    elif vy.has_money:
        said.append(f"Inget belopp går att räkna samman för bokens budget: {SAKNAS}.")
    else:
        said.append(f"Posterna anger inget belopp för bokens egen budget: {SAKNAS}.")
    own = {item.vy.id for item in underlag.lagen}
    said += ["Det här saknas i räkningen. Det är okänt, inte noll."] if vy.luckor else []
    lines = [
        (f"{row.rubrik} ({format_list(list(row.krav))})", row.budget, row.spann or row.belopp, group.rubrik)
        for group in vy.grupper
        for row in group.rader
        if group.verkan is not Verkan.ANNAN or own & set(row.krav)
    ]
    table = rows("Ändringar med belopp", ("Ändring", "Budget", "Belopp", "Hur det räknas"), lines)
    return DelVy("ekonomi", "Ekonomi", tuple(said), points(*(f"{_sentence(gap)}" for gap in vy.luckor)), tabell=table)


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _patients(underlag: Underlag) -> DelVy:
    found = [item for item in underlag.lagen if item.vy.vem == "patienten" or item.vy.typ == "rätt"]
    said = "Dessa ändringar avser patienten eller patientens rätt." if found else "Ingen ändring avser patienten själv."
    lack = f"Någon bedömning av vad ändringarna betyder för patienterna finns inte i posterna: {SAKNAS}."
    return DelVy("patienter", "Patienter", (said, lack), points(*map(_told, found)))


def _told(item: Laget) -> str:
    return f"{item.namn}: {item.vad}"


def _providers(underlag: Underlag) -> DelVy:
    """Return how many changes bind the provider and how, and what they mean for contracts already signed."""
    found = [item for item in underlag.lagen if item.binder_vardgivaren and item.ar_krav]
    counts = Counter(_kind(item) for item in found)
    said = f"{plural(len(found), 'ändring avser', 'ändringar avser')} vårdgivaren eller båda parter."
    lack = f"Vad ändringarna kostar den enskilda vårdgivaren finns inte i posterna: {SAKNAS}."
    return DelVy(
        "vardgivare",
        "Vårdgivare",
        (said, lack),
        points(*(f"{name}: {count}" for name, count in sorted(counts.items()))),
        delar=(),
    )


def _kind(item: Laget) -> str:
    """Return how binding a change is, and whether it is new, other or gone."""
    sign = {"+": "nya", "~": "ändrade", "-": "som upphör"}[item.vy.tecken]
    return f"{_LEVELS[item.vy.kravniva]}, {sign}"


def avtalen(underlag: Underlag) -> DelVy:
    """Return what the changes mean for contracts already signed, where a record says so."""
    lines = list(_contracts(underlag))
    silent = len(underlag.lagen) - len(lines)
    said = []
    if lines and silent:
        said.append(f"För de andra {plural(silent, 'ändringen', 'ändringarna')} säger posterna inget: {SAKNAS}.")
    elif not lines:
        said.append(
            "Posterna säger inte vad ändringarna betyder för avtal som redan är tecknade, när vårdgivarna senast ska "
            f"få veta eller om en vårdgivare kan tacka nej: {SAKNAS}."
        )
    columns = ("Krav", "Gällande avtal", "Vårdgivarna underrättas senast", "Kan avböjas")
    return DelVy(
        "avtal", "Redan tecknade avtal", tuple(said), tabell=rows("Vad ändringarna betyder för avtalen", columns, lines)
    )


def _contracts(underlag: Underlag) -> Iterator[tuple[str, ...]]:
    for item in underlag.lagen:
        effect = item.lydelse.avtalsverkan if item.lydelse else None
        if effect is not None:
            yield item.namn, effect.befintliga_avtal, effect.underrattas_senast, effect.kan_avbojas


def _children(underlag: Underlag) -> DelVy:
    found = [item for item in underlag.lagen if _CHILD.search(f"{item.vy.rubrik} {item.vy.lydelse_efter}")]
    lack = f"En prövning av barnets bästa finns inte i posterna: {SAKNAS}."
    said = ("Dessa ändringar nämner barn eller unga i sin text.",) if found else ()
    return DelVy("barn", "Barn och unga", (lack, *said), points(*map(_told, found)))


def _equality() -> DelVy:
    said = f"En bedömning av jämställdhet och jämlik vård finns inte i posterna: {SAKNAS}."
    return DelVy("jamlikhet", "Jämställdhet och jämlik vård", (said,))
