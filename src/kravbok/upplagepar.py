"""Two consecutive editions of a book compared, in all formats: what a build makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kravbok.andringsdokument import ANDRINGSFORMAT, make_andringar, write_andringar
from kravbok.beslutsunderlag import UNDERLAGSFORMAT, make_beslutsunderlag, write_beslutsunderlag
from kravbok.cache import Cache
from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import make_utgivning, previous_upplaga
from kravbok.finding import Finding
from kravbok.production import Utgava, make_mark, make_utgava
from kravbok.redline import REDLINEFORMAT, Redline, make_redline, write_redline
from kravbok.settings import FALLBACK_DATE, Byggval, Ursprungsmarke
from kravbok.templates import Mallar
from kravbok.view.andringar.delar import AndringsVy

__all__ = ["Upplagepar", "make_pairs", "write_pair"]


@dataclass(frozen=True)
class Upplagepar:
    """An edition and the one before it: what differs as data and as it is shown, and the book as a redline.

    `marke` says which commit both come from.
    """

    fore: Utgava
    efter: Utgava
    jamforelse: Jamforelse
    vy: AndringsVy
    redline: Redline
    marke: Ursprungsmarke

    @property
    def namn(self) -> str:
        """The file name of the comparison without suffix: halsoval-2021-2022."""
        return f"{self.fore.namn}-{self.efter.utgivning.upplaga.id}"

    @property
    def stam(self) -> str:
        """The path of its files below the build folder, without suffix."""
        fore, efter = self.fore.utgivning, self.efter.utgivning
        return f"{efter.bok.id}/{fore.upplaga.id}-{efter.upplaga.id}/{self.namn}"


def make_pairs(utgavor: Sequence[Utgava], mallar: Mallar, val: Byggval, *, utkast: bool) -> Iterator[Upplagepar]:
    """Yield each edition that has one before it in its book, compared with that one."""
    made = {item.namn: item for item in utgavor}
    for efter in utgavor:
        bok, register = efter.utgivning.bok, efter.utgivning.register
        before = previous_upplaga(bok, efter.utgivning.upplaga)
        if before is not None:
            fore = made.get(f"{bok.id}-{before.id}")
            fore = fore or make_utgava(make_utgivning(register, bok, before), mallar, val, utkast=utkast)
            yield _compare(fore, efter, mallar, val, utkast=utkast)


def _compare(fore: Utgava, efter: Utgava, mallar: Mallar, val: Byggval, *, utkast: bool) -> Upplagepar:
    old, new = fore.utgivning, efter.utgivning
    jamforelse = diff_utgivningar(old, new)
    marke = make_mark(new, "", val, utkast=utkast)
    vy = make_andringar(old, new, lambda digest: replace(marke, hash=digest), jamforelse=jamforelse)
    return Upplagepar(fore, efter, jamforelse, vy, make_redline(fore, efter, jamforelse, mallar), marke)


def write_pair(par: Upplagepar, mallar: Mallar, stage: Path, cache: Cache, formats: tuple[str, ...]) -> list[Finding]:
    """Write the comparison, the redline and the drafts for a decision in their formats; return what a proof found."""
    stam, datum = stage / par.stam, par.efter.utgivning.upplaga.fran.dag or FALLBACK_DATE
    changes = tuple(form for form in formats if form in ANDRINGSFORMAT)
    marked = tuple(form for form in formats if form in REDLINEFORMAT)
    return [
        *write_andringar(par.vy, mallar, stam, datum=datum, formats=changes, cache=cache),
        *write_redline(par.redline, stam.with_name(f"{stam.name}-redline"), marked, cache),
        *_write_drafts(par, mallar, stam, cache, tuple(form for form in formats if form in UNDERLAGSFORMAT)),
    ]


def _write_drafts(par: Upplagepar, mallar: Mallar, stam: Path, cache: Cache, formats: tuple[str, ...]) -> list[Finding]:
    """Write the drafts in a folder of their own; none is made for no format."""
    if not formats:
        return []
    drafts = make_beslutsunderlag(par.jamforelse, par.vy, par.marke)
    folder, datum = stam.parent / "underlag", par.efter.utgivning.upplaga.fran.dag
    return write_beslutsunderlag(drafts, mallar, folder / stam.name, datum=datum, formats=formats, cache=cache)
