"""What the changes between two editions mean for a book's budget: amounts that are declared, reckoned, or missing.

Records that say they belong together (`hor_ihop_med`) tell of one change, in whatever book they stand; so its money is
counted once. Money already set aside, and other books' budgets, stand beside the sum. The program calculates and the
region decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kravbok.edition import book_ids, klausul_in
from kravbok.formel import Spann
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.krav import Krav
from kravbok.model.storhet import Storhet
from kravbok.register import Register
from kravbok.rules.konsekvenspost import MKR, Andrad, Belopp, Konsekvenspost, Verkan, make_poster
from kravbok.swedish import format_list, sort_key

__all__ = ["Belopp", "Konsekvens", "Konsekvenspost", "Verkan", "make_konsekvens"]


@dataclass(frozen=True, slots=True)
class Konsekvens:
    """The cost of a year's changes: what counts, what is already set aside, other budgets, and what nobody can say."""

    bok: Bok
    fore: Upplaga
    efter: Upplaga
    poster: tuple[Konsekvenspost, ...]

    def of(self, *verkan: Verkan) -> tuple[Konsekvenspost, ...]:
        """Return the items of these kinds, in order."""
        return tuple(item for item in self.poster if item.verkan in verkan)

    @property
    def summa(self) -> Belopp:
        """What the changes come to for the book's own budget, without what is already set aside."""
        return _sum(self.of(Verkan.RAKNAS))

    @property
    def med_avsatt(self) -> Belopp:
        """The same with the money that is already set aside."""
        return _sum(self.of(Verkan.RAKNAS, Verkan.AVSATT))

    @property
    def luckor(self) -> tuple[str, ...]:
        """Everything about the book's own budget that could not be reckoned, each with what is missing."""
        return tuple(gap for item in self.poster if item.verkan is not Verkan.ANNAN for gap in item.luckor)


def make_konsekvens(register: Register, bok: Bok, fore: Upplaga, efter: Upplaga) -> Konsekvens:
    """Return what the changes from one edition to another mean for the book's budget."""
    changed = {item.id: item for item in _changed(register, fore.id, efter.id)}
    groups = sorted(_groups(changed), key=lambda group: (group[0].bok != bok.id, sort_key(group[0].id)))
    items = [item for group in groups for item in make_poster(register, bok, group)]
    return Konsekvens(bok, fore, efter, (*items, *_ended(register, bok, fore, efter)))


def _ended(register: Register, bok: Bok, fore: Upplaga, efter: Upplaga) -> Iterator[Konsekvenspost]:
    """Yield a gap for each fee that ends: what it frees cannot be said without its volume."""
    before, after = (next(item for item in bok.upplagor if item.id == name) for name in (fore.id, efter.id))
    for krav in register.krav.values():
        if bok.id not in book_ids(krav) or klausul_in(krav, bok, after) is not None:
            continue
        old = klausul_in(krav, bok, before)
        if old is not None and old.lydelse.typ == "ersättning":
            figures = format_list([f"{name} {figure}" for name, figure in old.lydelse.siffror.items()])
            gap = f"{krav.id}: ersättningen upphör ({figures or 'utan belopp'}), men volymen saknas"
            yield Konsekvenspost((krav.id,), old.lydelse.rubrik, bok.id, Verkan.OKAND, None, luckor=(gap,))


def _changed(register: Register, fore: str, efter: str) -> Iterator[Andrad]:
    """Yield each requirement that differs between the two editions, of whichever book has both."""
    for krav in register.krav.values():
        found = (_differs(register, krav, book, fore, efter) for book in book_ids(krav))
        yield from [item for item in found if item is not None][:1]


def _differs(register: Register, krav: Krav, book: str, fore: str, efter: str) -> Andrad | None:
    bok = register.bocker.get(book)
    editions = {item.id: item for item in bok.upplagor} if bok else {}
    if bok is None or fore not in editions or efter not in editions:
        return None
    old, new = (klausul_in(krav, bok, editions[name]) for name in (fore, efter))
    return Andrad(book, old, new) if new is not None and (old is None or old.index != new.index) else None


def _groups(changed: Mapping[str, Andrad]) -> Iterator[list[Andrad]]:
    """Yield the requirements that tell of one change together, those with money first."""
    root = {name: name for name in changed}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for name, item in changed.items():
        andring = item.efter.lydelse.andring
        for other in andring.hor_ihop_med if andring else ():
            if other in changed:
                root[find(other)] = find(name)
    groups: dict[str, list[Andrad]] = {}
    for name, item in changed.items():
        groups.setdefault(find(name), []).append(item)
    for members in groups.values():
        yield sorted(members, key=lambda item: (item.efter.lydelse.finansiering is None, sort_key(item.id)))


def _sum(items: Iterable[Konsekvenspost]) -> Belopp:
    """Return the sum of the items that have an amount."""
    value = low = high = Storhet(Fraction(0), Fraction(0), MKR)
    for item in items:
        if item.belopp is not None:
            value, low = value + item.belopp.varde, low + item.belopp.spann.lag
            high = high + item.belopp.spann.hog
    return Belopp(value, Spann(low, high))
