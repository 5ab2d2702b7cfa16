"""A correction by rättelseblad does not break a seal: with what stood put back, the edition is as it was sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kravbok.edition import Utgivning, make_utgivning
from kravbok.model.bas import parse_siffra
from kravbok.model.fel import ModellFel
from kravbok.model.inspel import Rattelseblad
from kravbok.model.krav import Krav

__all__ = ["uncorrected"]

_UPPGIFTER = ("rubrik", "text", "kravniva", "vem")
"""The facts besides figures that a rättelseblad can correct so that it can be proven."""


def uncorrected(utgivning: Utgivning) -> Utgivning | None:
    """Return the edition as it stood before its corrections, the latest taken back first; None without any."""
    name = f"{utgivning.bok.id}/{utgivning.upplaga.id}"
    mine = [item for item in utgivning.register.rattelseblad.values() if item.upplaga == name]
    krav = dict(utgivning.register.krav)
    for blad in sorted(mine, key=lambda item: (item.publicerad.iso(), item.id), reverse=True):
        clause = utgivning.klausuler.get(blad.galler)
        if clause is not None and (before := _take_back(krav[clause.id], clause.index, blad)) is not None:
            krav[clause.id] = before
    if all(krav[key] is item for key, item in utgivning.register.krav.items()):
        return None
    return make_utgivning(replace(utgivning.register, krav=krav), utgivning.bok, utgivning.upplaga)


def _take_back(krav: Krav, index: int, blad: Rattelseblad) -> Krav | None:
    """Return a requirement with what stood in place of what shall stand; None when that is not what stands."""
    lydelse = krav.lydelser[index]
    siffra, uppgift = blad.fel.get("siffra", ""), blad.fel.get("uppgift", "")
    changed: dict[str, Any] = {}
    if siffra in lydelse.siffror and _figure(blad.ratt.get("ska_sta")) == lydelse.siffror[siffra]:
        changed = {"siffror": {**lydelse.siffror, siffra: _figure(blad.fel.get("stod"))}}
    elif uppgift in _UPPGIFTER and _words(blad.ratt.get("ska_sta")) == _words(getattr(lydelse, uppgift)):
        changed = {uppgift: blad.fel.get("stod", "")}
    if not changed:
        return None
    wordings = list(krav.lydelser)
    wordings[index] = lydelse.model_copy(update=changed)
    return krav.model_copy(update={"lydelser": tuple(wordings)})


def _figure(text: str | None) -> Any:
    try:
        return parse_siffra(text)
    except ModellFel:
        return None


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
