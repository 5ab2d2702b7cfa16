"""A branch reviewed, for another program: what changes, what lacks a decision, and who is to approve."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kravbok.codes import Allvar
from kravbok.encoding import hide
from kravbok.view.granskningsdelar import GodkannandeVy, GranskningsVy, SkalVy, Upplagenamn

__all__ = ["SCHEMA", "show_granskning_json"]

SCHEMA = "kravbok/granskning/1"


def show_granskning_json(vy: GranskningsVy) -> str:
    """Return the review as JSON, with a final newline."""
    books = vy.bockerna
    data = {
        "schema": SCHEMA,
        "bas": hide(vy.bas),
        "grund": vy.grund,
        "gren": vy.gren,
        "fullstandig": not (vy.olasta or books.ojamforda or vy.godkannande.olasta),
        "nya_fel": sum(item.severity is Allvar.FEL for item in vy.nya_fynd),
        "nya_varningar": sum(item.severity is Allvar.VARNING for item in vy.nya_fynd),
        "upplagor": [
            {"upplaga": _edition(item.namn), "anmarkning": hide(item.anmarkning), "omfattning": hide(item.omfattning)}
            for item in books.upplagor
        ],
        "krav": [
            {
                "id": item.andring.id,
                "rubrik": hide(item.andring.rubrik),
                "slag": list(item.andring.slag),
                "upplagor": _editions(item.upplagor),
            }
            for item in books.krav
        ],
        "utan_beslut": [item.krav for item in books.utan_beslut],
        "samtidiga": list(vy.samtidiga),
        "godkanns_av": _approvers(vy.godkannande),
        "regler_andrade": list(vy.godkannande.andrade),
        "regler_olasta": list(vy.godkannande.olasta),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _approvers(vy: GodkannandeVy) -> list[dict[str, Any]]:
    return [
        {
            "roll": hide(item.roll),
            "grupp": item.grupp,
            "enligt_grenen": item.enligt_grenen,
            "skal": [{"villkor": hide(reason.villkor), "traffar": _hits(reason)} for reason in item.skal],
        }
        for item in vy.roller
    ]


def _hits(reason: SkalVy) -> list[dict[str, Any]]:
    return [
        {"namn": hide(hit.namn), "rubrik": hide(hit.rubrik), "upplagor": _editions(hit.upplagor)}
        for hit in reason.traffar
    ]


def _editions(names: Iterable[Upplagenamn]) -> list[str]:
    return [_edition(name) for name in names]


def _edition(name: Upplagenamn) -> str:
    return hide(" ".join(name))
