"""Who reviews a change: rules of an organisation, each a role and the conditions under which it is asked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kravbok.model.bas import BokId, Forgegrupp, Kravserie, Modell, Vardet
from kravbok.model.lydelse import Typ

__all__ = ["FOR_BOCKER", "UTAN_AVGRANSNING", "Godkannanderegel", "Godkannandevillkor", "Vad"]

Vad = Literal[
    "boken ändras", "upplaga tillkommer", "krav ändras", "krav tillkommer", "krav upphör", "kravnivå skärps",
    "kravnivå ändras", "belopp ändras", "vite ändras", "frist ändras", "ansvar ändras", "lagrum ändras",
    "styrdokument ändras", "jurist behövs", "beslut saknas", "begrepp ändras", "beslut ändras", "reglerna ändras",
]  # fmt: skip

FOR_BOCKER: frozenset[Vad] = frozenset({"boken ändras", "upplaga tillkommer"})
"""What concerns whole books: it can be limited to some of them, and by nothing else."""

UTAN_AVGRANSNING: frozenset[Vad] = frozenset({"begrepp ändras", "beslut ändras", "reglerna ändras"})
"""What concerns no one book: nothing can limit it."""


class Godkannandevillkor(Modell):
    """A condition: what the change does, and to which requirements; everything that is written must hold."""

    vad: Vad = Field(description="Vad ändringen gör.")
    bocker: tuple[BokId, ...] = Field(default=(), description="Bara i de här böckerna.")
    kapitel: tuple[BokId, ...] = Field(default=(), description="Bara i kapitel med dessa id.")
    typ: tuple[Typ, ...] = Field(default=(), description="Bara krav av de här typerna.")
    omrade: tuple[Vardet, ...] = Field(default=(), description="Bara krav i de här ämnena.")
    krav: tuple[Kravserie, ...] = Field(default=(), description="Bara de här kraven, eller serier av krav: HV-PAF.")
    ord: tuple[Vardet, ...] = Field(
        default=(),
        description="Bara krav där något ord börjar så i rubrik, text, roller, avtal eller lagrum, före eller efter.",
    )


class Godkannanderegel(Modell):
    """A rule: the role that is asked to approve, its group at the forge, and when."""

    roll: Vardet = Field(description="Rollen som ska godkänna, t.ex. jurist; aldrig en person.")
    grupp: Forgegrupp | None = Field(
        default=None, description="Rollens grupp i git-tjänsten, t.ex. @regionen/jurister."
    )
    nar: tuple[Godkannandevillkor, ...] = Field(min_length=1, description="När rollen behövs; ett av villkoren räcker.")
