"""An organisation's logotype: a still SVG or PNG that is there (K838, K707) and is not heavy (K839)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok.checks.bilagor import find_unusable
from kravbok.finding import Brist, Finding, Position, finding
from kravbok.register import Register
from kravbok.swedish import closest

__all__ = ["FOLDER", "MAX_LOGOTYPE", "check_logotyper"]

FOLDER = "krav/organisationer/filer/"
MAX_LOGOTYPE = 20_000
"""Bytes of a logotype that leave room for the page itself within 60 kB."""


def check_logotyper(register: Register) -> Iterator[Finding]:
    """Yield a finding for each logotype that is not there, cannot be used or is too heavy."""
    for organisation in register.organisationer.values():
        name = organisation.logotyp
        if name is None:
            continue
        position = register.position(organisation, "logotyp")
        data = register.filer.get(f"{FOLDER}{name}")
        if data is None:
            yield _absent(register, position, name)
        elif fault := _unusable(name, data):
            yield fault.at(position)
        elif len(data) > MAX_LOGOTYPE:
            hint = "Spara den enklare, helst som SVG; högst 20 kB."
            yield finding("K839", position, f"{name[:60]} är {len(data) // 1000} kB", hint)


def _absent(register: Register, position: Position, name: str) -> Finding:
    near = closest(name, [path.removeprefix(FOLDER) for path in register.filer if path.startswith(FOLDER)])
    hint = f"Menade du {near}?" if near else f"Lägg filen i {FOLDER}."
    return finding("K838", position, f"Filen {name[:60]} finns inte", hint)


def _unusable(name: str, data: bytes) -> Brist | None:
    """Return what is wrong with a file that cannot be a logotype."""
    fault = find_unusable(name, data)
    return replace(fault, code="K838") if fault and fault.code == "K213" else fault
