"""Amounts over the years: each figure of money in a book's requirements, edition by edition, with what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.diff.siffror import compare_values, is_same, pair_figures
from kravbok.edition import previous_upplaga
from kravbok.model.bas import Siffervarde
from kravbok.model.enheter import KRONA
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import Okand, Storhet
from kravbok.swedish import capitalize
from kravbok.view.andringar.delar import SiffraVy
from kravbok.view.andringar.siffror import BELOPP, view_siffra
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy

__all__ = ["Beloppserie", "Punkt", "series"]


_MONEY_KEYS = ("belopp", "sats", "tak")


@dataclass(frozen=True, slots=True)
class Punkt:
    """A figure in an edition, and in words how it differs from the edition before; nothing where that has none."""

    item: Upplagevy
    varde: Siffervarde
    andring: str

    @property
    def tal(self) -> Storhet | None:
        """The amount, where it is one known number."""
        return self.varde if isinstance(self.varde, Storhet) and self.varde.is_exact else None


@dataclass(frozen=True, slots=True)
class Beloppserie:
    """A figure of a requirement through the editions that hold it."""

    krav: str
    nyckel: str
    namn: str
    lydelse: Lydelse
    punkter: tuple[Punkt, ...]

    def at(self, item: Upplagevy) -> Punkt | None:
        """Return the figure in an edition; None where it is not there."""
        return next((point for point in self.punkter if point.item is item), None)

    @property
    def known(self) -> tuple[tuple[Punkt, Storhet], ...]:
        """The amounts that are one known number, of the same kind as the last of them."""
        found = [(point, point.tal) for point in self.punkter]
        exact = [(point, figure) for point, figure in found if figure is not None]
        return tuple(pair for pair in exact if pair[1].dimension == exact[-1][1].dimension)

    @property
    def differs(self) -> bool:
        """Whether at least two editions have a known amount, and it is not the same in all."""
        values = [figure for _, figure in self.known]
        return any(value != values[0] for value in values[1:])


def series(book: BokensUpplagor) -> Iterator[Beloppserie]:
    """Yield every figure of money in a book, by requirement in order of id, then by name."""
    clauses = (clause for item in book.upplagor for clause in item.utgivning.klausuler.values())
    for krav in sorted({clause.id for clause in clauses if any(map(_may_be_money, _values(clause.lydelse)))}):
        yield from _in_krav(book, krav)


def _values(lydelse: Lydelse) -> Iterator[Siffervarde | None]:
    """Yield every value of a wording: its own figures, and those of its rule's table."""
    yield from lydelse.siffror.values()
    if lydelse.regel is not None:
        yield from (row.varde for row in lydelse.regel.rader)
        yield from (group.hogst for group in lydelse.regel.nagon_av)


def _may_be_money(value: Siffervarde | None) -> bool:
    return isinstance(value, Okand) or (
        isinstance(value, Storhet) and any(unit.bas == KRONA.bas for unit in value.taljare)
    )


def _in_krav(book: BokensUpplagor, krav: str) -> Iterator[Beloppserie]:
    """Yield a requirement's figures of money; one that was given another name goes on."""
    found: dict[str, list[tuple[Upplagevy, Siffervarde]]] = {}
    called: dict[str, str] = {}
    before: Lydelse | None = None
    for item in book.holding(krav):
        lydelse = item.utgivning.klausuler[krav].lydelse
        current: dict[str, str] = {}
        for pair in pair_figures(before or lydelse, lydelse):
            if pair.efter is not None:
                name = called.get(pair.namn, pair.namn)
                current[pair.namn_efter] = name
                found.setdefault(name, []).append((item, pair.efter))
        called, before = current, lydelse
    for name, values in sorted(found.items()):
        if any(_is_money(item.utgivning.klausuler[krav].lydelse, name, value) for item, value in values):
            yield _serie(krav, name, values)


def _is_money(lydelse: Lydelse, name: str, value: Siffervarde) -> bool:
    """Whether a figure is money: by its unit, and an unknown one by its place in the rule."""
    if isinstance(value, Okand):
        pointed = lydelse.regel.siffror() if lydelse.regel else {}
        return lydelse.typ in ("påföljd", "ersättning") and name in (pointed.get(key) for key in _MONEY_KEYS)
    return view_siffra(compare_values(name, None, value), {}, "").grupp == BELOPP


def _serie(krav: str, name: str, values: Sequence[tuple[Upplagevy, Siffervarde]]) -> Beloppserie:
    last = values[-1][0].utgivning
    lydelse, words = last.klausuler[krav].lydelse, last.register.sifferord
    points: list[Punkt] = []
    called = ""
    for item, value in values:
        before = previous_upplaga(item.utgivning.bok, item.utgivning.upplaga)
        earlier = next((point.varde for point in points if point.item.utgivning.upplaga is before), None)
        shown = view_siffra(compare_values(name, earlier, value), words, lydelse.text)
        points.append(Punkt(item, value, _change(earlier, value, shown)))
        called = capitalize(shown.namn)
    return Beloppserie(krav, name, called, lydelse, tuple(points))


def _change(earlier: Siffervarde | None, value: Siffervarde, shown: SiffraVy) -> str:
    if earlier is None:
        return ""
    if is_same(earlier, value):
        return "" if isinstance(value, Okand) else "oförändrat"
    return ", ".join(word for word in (shown.skillnad, shown.procent) if word) or "skillnaden är okänd"
