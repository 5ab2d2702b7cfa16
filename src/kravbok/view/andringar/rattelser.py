"""Rättelseblad that concern either of the editions: what stood, what shall stand, and which kind of fault it was."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.edition import Utgivning
from kravbok.model.inspel import Rattelseblad
from kravbok.register import Register
from kravbok.swedish import plural, sort_key
from kravbok.view.parts import NotisVy, RegisterVy, Tabellrad, TabellVy, bits
from kravbok.view.rattelser import tell_fault

__all__ = ["correction_notice", "corrections"]


def corrections(fore: Utgivning, efter: Utgivning) -> RegisterVy | None:
    """Return the corrections of both editions, or None when there are none."""
    found = {
        item.id: item
        for side in (fore, efter)
        for item in side.register.rattelseblad.values()
        if item.upplaga == f"{side.bok.id}/{side.upplaga.id}"
    }
    rows = tuple(_row(efter.register, found[name]) for name in sorted(found, key=sort_key))
    heading = "Rättelser"
    intro = "Rättelseblad till upplagorna: vad som stod, och vad som ska stå."
    table = TabellVy(heading, ("Rättelseblad", "Gäller", "Slag", "Stod", "Ska stå", "Publicerat"), rows)
    return RegisterVy("rattelser", heading, intro, table) if rows else None


def correction_notice(part: RegisterVy | None) -> Iterator[NotisVy]:
    """Yield the notice that there are corrections, where there are any."""
    if part is not None:
        count = plural(len(part.tabell.rader), "rättelseblad", "rättelseblad")
        yield NotisVy("Rättelse", f"{count} gäller det som jämförs. Se {part.rubrik}.")


def _row(register: Register, item: Rattelseblad) -> Tabellrad:
    sides = (tell_fault(register, item, item.fel, "stod"), tell_fault(register, item, item.ratt, "ska_sta"))
    cells = (item.id, f"{item.galler} ({item.upplaga})", item.art, *sides, str(item.publicerad))
    return Tabellrad(tuple(map(bits, cells)))
