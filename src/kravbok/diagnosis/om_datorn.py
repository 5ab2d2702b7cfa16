"""The machine around: where the memory of earlier runs lies, room on the disk, the way out, and what can be printed."""

from __future__ import annotations

import codecs
import os
import shutil

from kravbok.cache import NAME
from kravbok.diagnosis.lage import Lage
from kravbok.diagnosis.svar import Svar, fel, ok, se_over

__all__ = ["ask_cache", "ask_disk", "ask_kodning", "ask_proxy", "judge_space"]

_MIB = 1024 * 1024
_LEAST, _ENOUGH = 100, 1000
"""Free space in MiB: what one build needs, and what is ample."""

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


def ask_cache(lage: Lage) -> Svar:
    """Whether answers can be remembered in the project; only looked at, never tried by writing."""
    folder = lage.projekt / NAME
    if folder.exists() and not folder.is_dir():
        return se_over(f"{NAME} är en fil; mappen med det namnet gör att allt går fortare.", f"Ta bort filen {NAME}.")
    if not os.access(folder if folder.is_dir() else lage.projekt, os.W_OK):
        return se_over(
            f"{NAME} går inte att skriva i: varje körning räknar om allt.",
            f"Ge dig själv rätt att skriva i projektets mapp och i {NAME}.",
        )
    return ok(f"{NAME} går att skriva i.")


def ask_disk(lage: Lage) -> Svar:
    """Whether there is room for a build."""
    return judge_space(shutil.disk_usage(lage.projekt).free)


def judge_space(free: int) -> Svar:
    """Return what so many free bytes mean for a build."""
    said, step = f"{free // _MIB} MiB ledigt på disken", "Töm papperskorgen, eller flytta projektet."
    if free < _LEAST * _MIB:
        return fel(f"{said}: ett bygge får inte plats.", step)
    return se_over(f"{said}.", step) if free < _ENOUGH * _MIB else ok(f"{said}.")


def ask_proxy(lage: Lage) -> Svar:
    """Which variables lead the way out through a proxy, by name: their values may hold passwords."""
    found = sorted({name.upper() for name in lage.miljo if name.upper() in _PROXIES and lage.miljo[name]})
    told = f"{', '.join(found)} är satt" if found else "Ingen proxy är satt"
    return ok(f"{told}; bara kravbok publicera använder nätet.")


def ask_kodning(lage: Lage) -> Svar:
    """Whether what is printed can have every sign."""
    try:
        name = codecs.lookup(lage.kodning).name
    except LookupError:
        name = lage.kodning
    if name == "utf-8":
        return ok("Utskriften är UTF-8.")
    return se_over(
        f"Utskriften är {name[:40]}: tecken som den saknar visas som ?. Filerna påverkas inte.",
        "Sätt miljövariabeln PYTHONUTF8 till 1.",
    )
