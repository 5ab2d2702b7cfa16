"""The account of recomputed claims: what the sources say in figures about the book, and what their own figures give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kravbok.revision.omfang import Omfang
from kravbok.revision.sida import DelVy, Redovisning, SidaVy, as_json
from kravbok.rules.kontroll import Dom, recompute
from kravbok.swedish import plural
from kravbok.view.andringar.konsekvens import CLAIM_COLUMNS, claim_rows, show_claim
from kravbok.view.parts import TabellVy, bits

__all__ = ["account_rakningar"]


def account_rakningar(omfang: Omfang, bok: str) -> Redovisning:
    """Return the account of the claims about the edition's book."""
    register = omfang.utgivning.register
    mine = [item for item in register.kontrollrakningar.values() if omfang.utgivning.bok.id in item.bocker]
    domar = [recompute(register, record) for record in mine]
    rows = tuple(row for dom in domar for row in claim_rows(register, dom))
    said = (
        plural(len(rows), "påstående är omräknat", "påståenden är omräknade") if rows else "Inga påståenden räknas om"
    )
    intro = (
        f"{said}. Utslaget är programmets: det står inte i någon post, och ändras ett givet värde så ändras det. Ett "
        "ca-värde läses en halv enhet upp och ned i sin sista siffra. Vad som är rätt avgör regionen."
    )
    ingress = "Vad källorna påstår i siffror om boken, och vad deras egna siffror ger."
    working = tuple(
        DelVy(f"rakning-{dom.rakning.id}", dom.rakning.rubrik, punkter=tuple(bits(row) for row in dom.rader))
        for dom in domar
    )
    table = TabellVy("Påståenden som räknas om", CLAIM_COLUMNS, rows)
    first = DelVy("rakningar", "Påståendena", (bits(intro),), tabell=table if rows else None)
    vy = SidaVy("Påståenden som räknas om", bok, ingress, (first, *working), hem="../LAS-MIG.html")
    return Redovisning("rakningar", vy, as_json("rakningar", _data(omfang, domar)))


def _data(omfang: Omfang, domar: list[Dom]) -> Iterator[tuple[str, Any]]:
    yield "bok", omfang.utgivning.bok.id
    yield "upplaga", omfang.utgivning.upplaga.id
    yield "rakningar", [_dom(dom) for dom in domar]


def _dom(dom: Dom) -> dict[str, Any]:
    claims = [
        {
            "kalla": show_claim(claim),
            "utslag": str(claim.utslag),
            "mening": claim.mening,
            "rader": list(dom.pastaende_rader(claim)),
        }
        for claim in dom.pastaenden
    ]
    return {
        "id": dom.rakning.id,
        "rubrik": dom.rakning.rubrik,
        "formel": dom.rakning.formel,
        "rader": list(dom.rader),
        "saknar": list(dom.saknar),
        "pastaenden": claims,
        "anmarkning": dom.rakning.anmarkning,
    }
