"""The page where the site is searched, and what it shows to those without JavaScript: everything, as links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kravbok.swedish import sort_key
from kravbok.view.parts import Bit
from kravbok.view.webb.sida import START, Sida

__all__ = ["FILTER", "FiltergruppVy", "SoksidaVy", "soksida"]


@dataclass(frozen=True, slots=True)
class FiltergruppVy:
    """A group of filters: its name in the index and in the address, and its heading."""

    namn: str
    rubrik: str


FILTER = (
    FiltergruppVy("bok", "Bok"),
    FiltergruppVy("upplaga", "Upplaga"),
    FiltergruppVy("typ", "Typ"),
    FiltergruppVy("omrade", "Område"),
    FiltergruppVy("kravniva", "Kravnivå"),
)
"""The filters in the order they are shown; the names are those of `Sokuppgifter`."""


@dataclass(frozen=True, slots=True)
class SoksidaVy:
    """The search page: its filters, and the registers and requirements as plain links."""

    filter: tuple[FiltergruppVy, ...]
    register: tuple[Bit, ...]
    krav: tuple[Bit, ...]


def soksida(krav: Iterable[Bit], register: Iterable[Bit]) -> Sida:
    """Return the search page, with the requirements in the order of the Swedish alphabet."""
    return Sida(
        adress="sok/",
        slag="sok",
        titel="Sök",
        beskrivning="Sök i kraven: ord, id och diarienummer, i alla böcker.",
        vy=SoksidaVy(FILTER, tuple(register), tuple(sorted(krav, key=lambda bit: sort_key(bit.text)))),
        brodsmulor=(START,),
        skript=("sok.js",),
        fragment=False,
    )
