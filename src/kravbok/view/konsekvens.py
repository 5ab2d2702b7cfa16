"""The cost of a year's changes as words: items in groups, sums, the working and the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kravbok.model.storhet import Storhet
from kravbok.register import Register
from kravbok.rules.konsekvens import Belopp, Konsekvens, Konsekvenspost, Verkan
from kravbok.rules.kontroll import Dom
from kravbok.rules.kontrollvarden import show_figure
from kravbok.swedish import MINUS, NBSP
from kravbok.view.luckor import name_cost, told_by, with_figures

__all__ = ["FORBEHALL", "KonsekvensGrupp", "KonsekvensRad", "KonsekvensVy", "make_konsekvensvy", "signed", "span_words"]

FORBEHALL = "Programmet räknar på det som posterna säger. Regionen beslutar."

_GRUPPER = (
    (Verkan.RAKNAS, "Räknas i budgeten"),
    (Verkan.AVSATT, "Redan avsatt, räknas inte en gång till"),
    (Verkan.OKAND, "Går inte att räkna ut"),
    (Verkan.ANNAN, "Andra budgetar, räknas inte här"),
)


@dataclass(frozen=True, slots=True)
class KonsekvensRad:
    """One change: which records tell of it, what it is, its amount and span, the working, and what is missing.

    `siffror` names what each cost of the item is reckoned of.
    """

    krav: tuple[str, ...]
    rubrik: str
    budget: str
    belopp: str
    spann: str
    rader: tuple[str, ...]
    luckor: tuple[str, ...]
    varde: Belopp | None
    post: Konsekvenspost
    siffror: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KonsekvensGrupp:
    """Changes that are the same to the sum."""

    verkan: Verkan
    rubrik: str
    rader: tuple[KonsekvensRad, ...]


@dataclass(frozen=True, slots=True)
class KonsekvensVy:
    """All that the formats show, in order; amounts are words, with the figures beside them for sheets."""

    titel: str
    bok: str
    bok_id: str
    fore: str
    efter: str
    grupper: tuple[KonsekvensGrupp, ...]
    summa: str
    spann: str
    med_avsatt: str
    varde: Belopp
    luckor: tuple[str, ...]
    domar: tuple[Dom, ...]

    @property
    def has_money(self) -> bool:
        """Whether anything of the changes is about the book's own budget."""
        return any(group.verkan is not Verkan.ANNAN for group in self.grupper)


def make_konsekvensvy(register: Register, konsekvens: Konsekvens) -> KonsekvensVy:
    """Return the view of a year's cost."""
    bok, total = konsekvens.bok, konsekvens.summa
    aside = konsekvens.of(Verkan.AVSATT)
    return KonsekvensVy(
        f"Vad ändringarna från {konsekvens.fore.id} till {konsekvens.efter.id} betyder för budgeten",
        bok.titel,
        bok.id,
        konsekvens.fore.id,
        konsekvens.efter.id,
        tuple(_groups(register, konsekvens)),
        signed(total.varde),
        span_words(total),
        signed(konsekvens.med_avsatt.varde) if aside else "",
        total,
        tuple(told_by(register, with_figures(register, gap)) for gap in konsekvens.luckor),
        tuple({dom.rakning.id: dom for item in konsekvens.poster for dom in item.domar}.values()),
    )


def _groups(register: Register, konsekvens: Konsekvens) -> Iterator[KonsekvensGrupp]:
    """Yield the groups that have items."""
    for verkan, heading in _GRUPPER:
        if items := konsekvens.of(verkan):
            yield KonsekvensGrupp(verkan, heading, tuple(_row(register, item) for item in items))


def _row(register: Register, item: Konsekvenspost) -> KonsekvensRad:
    """Return one item in words."""
    budget = register.bocker[item.budget].titel if item.budget in register.bocker else item.budget
    amount = signed(item.belopp.varde) if item.belopp else "okänt"
    span = span_words(item.belopp) if item.belopp else ""
    worked = [with_figures(register, line) for line in item.rader]
    missing = [_gap(register, item, with_figures(register, line)) for line in item.luckor]
    names = tuple(name_cost(register, cost.krav, cost.siffra) for cost in item.kostnader)
    return KonsekvensRad(
        item.krav, item.rubrik, budget, amount, span, tuple(worked), tuple(missing), item.belopp, item, names
    )


def _gap(register: Register, item: Konsekvenspost, line: str) -> str:
    """Return what is missing of an item, without the requirement where the item has only that."""
    own = f"{item.krav[0]}: "
    return line.removeprefix(own) if len(item.krav) == 1 and line.startswith(own) else told_by(register, line)


def signed(figure: Storhet) -> str:
    """Return an amount with its sign: +9 mkr, −7,5 mkr."""
    words = show_figure(figure)
    return words if figure.lag <= 0 else f"+{words}"


def span_words(belopp: Belopp) -> str:
    """Return the span of an amount, empty when it is one figure: +1,5 till +3,5 mkr."""
    low, high = belopp.spann.lag, belopp.spann.hog
    if low == high:
        return ""
    first = signed(low).removesuffix(f"{NBSP}mkr")
    return f"{first} till {signed(high)}".replace("-", MINUS)
