"""Two consecutive editions of a book compared, in all formats: what a build makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kravbok.andringsdokument import ANDRINGSFORMAT, make_andringar, write_andringar
from kravbok.cache import Cache
from kravbok.edition import Utgivning, make_utgivning, previous_upplaga
from kravbok.finding import Finding
from kravbok.production import make_mark
from kravbok.settings import FALLBACK_DATE, Byggval
from kravbok.templates import Mallar
from kravbok.view.andringar.delar import AndringsVy

__all__ = ["Upplagepar", "make_pairs", "write_pair"]


@dataclass(frozen=True)
class Upplagepar:
    """An edition and the one before it, and what differs as it is shown."""

    fore: Utgivning
    efter: Utgivning
    vy: AndringsVy

    @property
    def namn(self) -> str:
        """The file name of the comparison without suffix: halsoval-2021-2022."""
        return f"{self.efter.bok.id}-{self.fore.upplaga.id}-{self.efter.upplaga.id}"


def make_pairs(utgivningar: Sequence[Utgivning], val: Byggval, *, utkast: bool) -> Iterator[Upplagepar]:
    """Yield each edition that has one before it in its book, compared with that one."""
    made = {item.namn: item for item in utgivningar}
    for efter in utgivningar:
        before = previous_upplaga(efter.bok, efter.upplaga)
        if before is None:
            continue
        fore = made.get(f"{efter.bok.id}-{before.id}") or make_utgivning(efter.register, efter.bok, before)
        yield _compare(fore, efter, val, utkast=utkast)


def _compare(fore: Utgivning, efter: Utgivning, val: Byggval, *, utkast: bool) -> Upplagepar:
    vy = make_andringar(fore, efter, lambda digest: make_mark(efter, digest, val, utkast=utkast))
    return Upplagepar(fore, efter, vy)


def write_pair(par: Upplagepar, mallar: Mallar, stage: Path, cache: Cache, formats: tuple[str, ...]) -> list[Finding]:
    """Write the comparison in each format that it has, and prove each file; return what was found."""
    folder = stage / par.efter.bok.id / f"{par.fore.upplaga.id}-{par.efter.upplaga.id}"
    datum = par.efter.upplaga.fran.dag or FALLBACK_DATE
    own = tuple(form for form in formats if form in ANDRINGSFORMAT)
    return write_andringar(par.vy, mallar, folder / par.namn, datum=datum, formats=own, cache=cache)
