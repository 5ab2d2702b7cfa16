"""A page or a file that can be made: where it stands, what it is made from, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kravbok.view.webb.sida import Sida

__all__ = ["STOR", "Filplan", "Plan", "Sidplan", "planned"]

STOR = 30
"""The work of a page about a whole book or all of them, in small pages."""


@dataclass(frozen=True, slots=True)
class Sidplan:
    """A page before it is made; with an empty key it is made in every build. `tyngd` is its work in small pages."""

    adress: str
    nyckel: str
    make: Callable[[], Sida]
    tyngd: int = 1

    @property
    def grupp(self) -> str:
        """The last part of the address: pages of the same requirement are made after one another."""
        return self.adress.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Filplan:
    """A file that takes long to make, before it is made."""

    adress: str
    nyckel: str
    make: Callable[[], bytes]
    tyngd: int

    @property
    def grupp(self) -> str:
        """It stands by itself."""
        return self.adress


Plan = Sidplan | Filplan


def planned(sida: Sida) -> Sidplan:
    """Return a page that is already made."""
    return Sidplan(sida.adress, "", lambda: sida)
