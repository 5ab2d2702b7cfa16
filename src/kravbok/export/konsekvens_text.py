"""The cost of a year's changes as text for a terminal and as JSON (schema kravbok/konsekvens/1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kravbok.encoding import hide
from kravbok.rules.konsekvens import Belopp
from kravbok.rules.kontroll import Dom
from kravbok.view.konsekvens import FORBEHALL, KonsekvensRad, KonsekvensVy

__all__ = ["SCHEMA", "konsekvens_json", "konsekvens_text"]

SCHEMA = "kravbok/konsekvens/1"


def konsekvens_text(vy: KonsekvensVy) -> str:
    """Return the cost as lines: groups, items with their working and gaps, and the sum."""
    return "\n".join(hide(line) for line in _lines(vy)) + "\n"


def _lines(vy: KonsekvensVy) -> Iterator[str]:
    yield f"{vy.bok}: {vy.titel[0].lower()}{vy.titel[1:]}"
    for group in vy.grupper:
        yield ""
        yield group.rubrik
        for row in group.rader:
            yield from _item(row)
    yield ""
    yield f"Summa: {vy.summa}" + (f" ({vy.spann})" if vy.spann else "")
    if vy.med_avsatt:
        yield f"Med det som redan är avsatt: {vy.med_avsatt}"
    if vy.luckor:
        yield (
            f"Räkningen har {len(vy.luckor)} luckor; de är inte noll, de är okända."
            if len(vy.luckor) > 1
            else ("Räkningen har en lucka; den är inte noll, den är okänd.")
        )
    yield FORBEHALL


def _item(row: KonsekvensRad) -> Iterator[str]:
    span = f" ({row.spann})" if row.spann else ""
    yield f"  {row.belopp}{span}  {', '.join(row.krav)}  {row.rubrik}"
    for line in row.rader:
        yield f"      {line}"
    for gap in row.luckor:
        yield f"      saknas: {gap}"


def konsekvens_json(vy: KonsekvensVy) -> str:
    """Return the cost as JSON; amounts are words and exact kronor, as text, so that no reader rounds them."""
    data = {
        "schema": SCHEMA,
        "bok": vy.bok_id,
        "titel": vy.bok,
        "fore": vy.fore,
        "efter": vy.efter,
        "forbehall": FORBEHALL,
        "grupper": [
            {"verkan": str(group.verkan), "rubrik": group.rubrik, "poster": [_row(row) for row in group.rader]}
            for group in vy.grupper
        ],
        "summa": _amount(vy.varde, vy.summa),
        "med_avsatt": vy.med_avsatt,
        "luckor": list(vy.luckor),
        "kontrollrakningar": [_dom(dom) for dom in vy.domar],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _row(row: KonsekvensRad) -> dict[str, Any]:
    return {
        "krav": list(row.krav),
        "rubrik": row.rubrik,
        "budget": row.budget,
        "belopp": _amount(row.varde, row.belopp) if row.varde else None,
        "rader": list(row.rader),
        "luckor": list(row.luckor),
    }


def _amount(belopp: Belopp, words: str) -> dict[str, str]:
    ends = {"kronor": belopp.varde, "lagst": belopp.spann.lag, "hogst": belopp.spann.hog}
    return {"text": words, **{name: str(figure.bas[0]) for name, figure in ends.items()}}


def _dom(dom: Dom) -> dict[str, Any]:
    return {
        "id": dom.rakning.id,
        "rubrik": dom.rakning.rubrik,
        "rader": list(dom.rader),
        "saknar": list(dom.saknar),
        "pastaenden": [
            {"utslag": str(item.utslag), "mening": item.mening, "rader": list(item.rader)} for item in dom.pastaenden
        ],
    }
