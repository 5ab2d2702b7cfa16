"""The page of two editions that are not compared on a page of their own: where their comparison is instead.

Which editions follow one another can change: when a proposal between two is decided, each is compared with that one. An
address that was once published never dies, so every pair of a book's editions has a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning
from kravbok.view.parts import Bit
from kravbok.view.webb.adress import par_adress
from kravbok.view.webb.jamforelse import side_id
from kravbok.view.webb.lage import name_upplaga
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.upplagor import crumbs

__all__ = ["HanvisningVy", "hanvisningssidor"]


@dataclass(frozen=True, slots=True)
class HanvisningVy:
    """Two editions of a book: the way to their comparison, and the pages of the editions that lie between them."""

    bok: str
    fore: str
    efter: str
    fri: Bit
    steg: tuple[Bit, ...]
    kommando: str


def hanvisningssidor(upplagor: Sequence[Utgivning], par: Sequence[Jamforelse]) -> Iterator[Sida]:
    """Yield the page of each two editions of a book, in order, that no comparison has a page of."""
    own = {(side_id(item.fore), side_id(item.efter)) for item in par}
    for fore, efter in combinations(upplagor, 2):
        if (side_id(fore), side_id(efter)) not in own:
            yield _hanvisning(fore, efter, tuple(_steps(upplagor, par, efter)))


def _hanvisning(fore: Utgivning, efter: Utgivning, steg: tuple[Bit, ...]) -> Sida:
    before, after, bok = side_id(fore), side_id(efter), efter.bok
    names = f"{name_upplaga(fore.upplaga)} och {name_upplaga(efter.upplaga)}"
    return Sida(
        adress=par_adress(bok, fore.upplaga, efter.upplaga),
        slag="hanvisning",
        titel=f"Jämför {names}, {bok.titel}",
        beskrivning=f"Var {names} i {bok.titel} jämförs.",
        vy=HanvisningVy(
            bok=bok.titel,
            fore=name_upplaga(fore.upplaga),
            efter=name_upplaga(efter.upplaga),
            fri=Bit(f"Jämför {names}", rot(f"jamfor/?fore={before}&efter={after}")),
            steg=steg,
            kommando=f"kravbok diff {before} {after}",
        ),
        brodsmulor=crumbs(efter),
        organisation=bok.organisation,
    )


def _steps(upplagor: Sequence[Utgivning], par: Sequence[Jamforelse], last: Utgivning) -> Iterator[Bit]:
    """Yield the comparisons of the book up to an edition, the first first."""
    mine = [side_id(item) for item in upplagor]
    for item in par:
        after = side_id(item.efter)
        if after in mine and mine.index(after) <= mine.index(side_id(last)):
            words = f"{name_upplaga(item.fore.upplaga)} och {name_upplaga(item.efter.upplaga)}"
            yield Bit(words, rot(par_adress(item.efter.bok, item.fore.upplaga, item.efter.upplaga)))
