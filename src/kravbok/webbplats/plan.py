"""A page that can be made: where it stands, what it is made from, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kravbok.view.webb.sida import Sida

__all__ = ["Sidplan", "planned"]


@dataclass(frozen=True, slots=True)
class Sidplan:
    """A page before it is made; with an empty key it is made in every build."""

    adress: str
    nyckel: str
    make: Callable[[], Sida]

    @property
    def grupp(self) -> str:
        """The last part of the address: pages of the same requirement are made after one another."""
        return self.adress.rstrip("/").rpartition("/")[2]


def planned(sida: Sida) -> Sidplan:
    """Return a page that is already made."""
    return Sidplan(sida.adress, "", lambda: sida)
