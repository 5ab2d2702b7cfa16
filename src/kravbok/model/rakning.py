"""Storhet: a figure with its unit, and the arithmetic of such figures, exact throughout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from kravbok.model.enheter import (
    PROCENT,
    PROCENTENHET,
    Enheter,
    StorhetFel,
    dimension,
    multiply_enheter,
    scale,
)
from kravbok.swedish import NBSP, format_number

__all__ = ["Andring", "Grans", "Storhet", "change", "format_tal", "round_storhet"]

Grans = Literal["", "minst", "högst", "mer än", "mindre än"]

MAX_RESULT_BITS = 200  # sixty digits above and below the line: far beyond any budget, and no sum grows past it
MAX_RESULT_UNITS = 10
MAX_DECIMALS = 18
ORE = 2  # 12,50 kr + 0,50 kr is 13,00 kr

_FLIPPED: dict[Grans, Grans] = {
    "": "",
    "minst": "högst",
    "högst": "minst",
    "mer än": "mindre än",
    "mindre än": "mer än",
}


@dataclass(frozen=True, eq=False)
class Storhet:
    """A figure as written: a number or a range, its bound and units; equal when worth the same (1 mkr is 1 000 tkr).

    The number is an exact fraction, so that no division loses anything: (a / b) · b is a. ``varde`` gives the Decimal.
    """

    lag: Fraction
    hog: Fraction
    taljare: Enheter = ()
    namnare: Enheter = ()
    grans: Grans = ""
    decimaler: tuple[int, int] = (0, 0)  # how many were written, low and high: 12,50 kr keeps its nought

    def __post_init__(self) -> None:
        if self.lag > self.hog or (self.grans and self.is_intervall):
            raise ValueError("a range rises, and has no bound besides")
        for number in (self.lag, self.hog):
            if number.numerator.bit_length() > MAX_RESULT_BITS or number.denominator.bit_length() > MAX_RESULT_BITS:
                raise StorhetFel("storhet-for-stor", "Talet blir för stort att räkna med", "Kontrollera formeln.")
        if len(self.taljare) + len(self.namnare) > MAX_RESULT_UNITS:
            raise StorhetFel("storhet-for-stor", "Resultatet får för många enheter", "Kontrollera formeln.")

    @property
    def is_intervall(self) -> bool:
        """Whether it is a range, such as 0–100 000 kr."""
        return self.lag != self.hog

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, neither a range nor bounded by minst or högst."""
        return self.lag == self.hog and not self.grans

    @property
    def varde(self) -> Decimal:
        """The number in the written unit; StorhetFel for a range and for a division that never ends."""
        number = None if self.is_intervall else exact_decimal(self.lag)
        if number is None:
            raise StorhetFel("storhet-inget-varde", f"{self} är inte ett enda tal", "Avrunda, eller välj ett av talen.")
        return number

    @cached_property
    def dimension(self) -> tuple[tuple[str, int], ...]:
        """What it measures: the bases with their powers; figures of one dimension can be added and compared."""
        return dimension(self.taljare, self.namnare)

    @cached_property
    def bas(self) -> tuple[Fraction, Fraction]:
        """The low and the high number in base units, for comparison."""
        one = scale(self.taljare, self.namnare)
        return self.lag * one, self.hog * one

    def without_grans(self) -> Storhet:
        """Give the figure itself, without minst or högst."""
        return replace(self, grans="")

    def __str__(self) -> str:
        bound = f"{self.grans} ".replace(" ", NBSP) if self.grans else ""
        return bound + format_tal(self) + _format_enheter(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Storhet):
            return NotImplemented
        return (self.grans, self.dimension, self.bas) == (other.grans, other.dimension, other.bas)

    def __hash__(self) -> int:
        return hash((self.grans, self.dimension, self.bas))

    def __lt__(self, other: Storhet) -> bool:
        return _compared(self, other) < 0

    def __le__(self, other: Storhet) -> bool:
        return _compared(self, other) <= 0

    def __gt__(self, other: Storhet) -> bool:
        return _compared(self, other) > 0

    def __ge__(self, other: Storhet) -> bool:
        return _compared(self, other) >= 0

    def __neg__(self) -> Storhet:
        decimaler = self.decimaler[::-1]
        return replace(self, lag=-self.hog, hog=-self.lag, grans=_FLIPPED[self.grans], decimaler=decimaler)

    def __add__(self, other: Storhet) -> Storhet:
        return _added(self, other, "lägga ihop")

    def __sub__(self, other: Storhet) -> Storhet:
        if self.is_intervall and other.is_intervall:
            raise _undecided(self, other, "dra ett intervall från ett annat")
        return _added(self, -other, "dra från varandra", shown=other)

    def __mul__(self, other: Storhet) -> Storhet:
        if self.is_exact:
            return _scaled(other, self, self, other)
        if other.is_exact:
            return _scaled(self, other, self, other)
        raise _undecided(self, other, "multiplicera två tal som inte är exakta")

    def __truediv__(self, other: Storhet) -> Storhet:
        if not other.is_exact:
            raise _undecided(self, other, "dela med ett tal som inte är exakt")
        if not other.lag:
            raise StorhetFel("storhet-delat-med-noll", f"{self} kan inte delas med {other}", "Kontrollera formeln.")
        inverse = Storhet(1 / other.lag, 1 / other.lag, other.namnare, other.taljare)
        return _scaled(self, inverse, self, inverse)


def _undecided(first: Storhet, second: Storhet, deed: str) -> StorhetFel:
    """Make the fault of a sum whose answer the figures do not decide."""
    message = f"Det går inte att {deed}: {first} och {second}"
    return StorhetFel(
        "storhet-inte-exakt", message, "Räkna med ett bestämt tal i stället för intervall, minst och högst."
    )


def _check_same(first: Storhet, second: Storhet, deed: str) -> None:
    """Stop two figures of different dimension, naming both."""
    if first.dimension != second.dimension:
        hint = "Enheterna ska vara lika; kontrollera formeln."
        if {PROCENTENHET.bas} == {bas for bas, _ in first.dimension + second.dimension}:
            hint = "Procent är en andel, procentenheter skillnaden mellan två andelar; de räknas inte ihop."
        message = f"{first} och {second} har olika enheter och går inte att {deed}"
        raise StorhetFel("storhet-olika-enheter", message, hint)


def _compared(first: Storhet, second: Storhet) -> int:
    """Order two figures: -1, 0 or 1; ranges have no order, and a bound only against the same bound."""
    _check_same(first, second, "jämföra")
    if first.is_intervall or second.is_intervall or first.grans != second.grans:
        raise _undecided(first, second, "ordna dessa efter storlek")
    return (first.bas > second.bas) - (first.bas < second.bas)


def _added(first: Storhet, second: Storhet, deed: str, shown: Storhet | None = None) -> Storhet:
    """Add in the first one's units; minst and minst add to minst, minst and högst to nothing one can say."""
    _check_same(first, shown or second, deed)
    bounds = {first.grans, second.grans} - {""}
    if len(bounds) > 1 or (bounds and (first.is_intervall or second.is_intervall)):
        raise _undecided(first, shown or second, deed)
    ratio = scale(second.taljare, second.namnare) / scale(first.taljare, first.namnare)
    return Storhet(
        first.lag + second.lag * ratio,
        first.hog + second.hog * ratio,
        first.taljare,
        first.namnare,
        first.grans or second.grans,
        (ORE, ORE) if ORE in first.decimaler + second.decimaler and ratio == 1 else (0, 0),
    )


def _scaled(figure: Storhet, exact: Storhet, first: Storhet, second: Storhet) -> Storhet:
    """Multiply a figure by an exact one; units come in the order of first and second, and nought has no bound."""
    factor, taljare, namnare = multiply_enheter((first.taljare, first.namnare), (second.taljare, second.namnare))
    by = exact.lag * factor
    lag, hog = sorted((figure.lag * by, figure.hog * by))
    grans = _FLIPPED[figure.grans] if by < 0 else figure.grans
    return Storhet(lag, hog, taljare, namnare, grans if by else "")


def round_storhet(figure: Storhet, decimals: int) -> Storhet:
    """Round to so many decimals of the written unit, halves away from nought: the only place where figures lose."""
    if not -MAX_DECIMALS <= decimals <= MAX_DECIMALS:
        raise ValueError(f"decimals out of range: {decimals}")
    lag, hog = _rounded(figure.lag, decimals), _rounded(figure.hog, decimals)
    return replace(figure, lag=lag, hog=hog, decimaler=(min(ORE, max(0, decimals)),) * 2)


def _rounded(number: Fraction, decimals: int) -> Fraction:
    """Round one number, halves away from nought."""
    power = Fraction(10) ** decimals
    doubled = abs(number) * power * 2 + 1
    size = (doubled.numerator // doubled.denominator // 2) / power
    return -size if number < 0 else size


def exact_decimal(number: Fraction) -> Decimal | None:
    """Give the decimal form of a fraction, or None when it never ends."""
    rest, places = number.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return None
    return Decimal(f"{number.numerator * 10**places // number.denominator}e-{places}")


def format_tal(figure: Storhet) -> str:
    """Write the number or the range; one that never ends is marked ≈ and shown with three figures or more."""
    if not figure.is_intervall:
        return _format_one(figure.lag, max(figure.decimaler))
    return f"{_format_one(figure.lag, figure.decimaler[0])}–{_format_one(figure.hog, figure.decimaler[1])}"


def _format_one(number: Fraction, decimals: int) -> str:
    """Write one number with at least so many decimals."""
    exact = exact_decimal(number)
    if exact is None:
        places = 2
        while places < MAX_DECIMALS and abs(number) * 10**places < 100:
            places += 1
        rounded = exact_decimal(_rounded(number, places)) or Decimal(0)
        return f"≈{NBSP}{format_number(rounded)}"
    places = max(decimals, -int(exact.as_tuple().exponent))
    return format_number(Decimal(f"{exact:.{places}f}"))


def is_one(figure: Storhet) -> bool:
    """Whether the unit stands in the singular: 1 vecka, 0–1 timme."""
    return abs(figure.hog) == 1


def _format_enheter(figure: Storhet) -> str:
    """Write the units of the table form: kr/person/vecka."""
    one = is_one(figure)
    first = "·".join(
        [enhet.short(one=True) for enhet in figure.taljare[:-1]]
        + [enhet.short(one=one) for enhet in figure.taljare[-1:]]
    )
    return (NBSP + first if first else "") + "".join("/" + enhet.short(one=True) for enhet in figure.namnare)


@dataclass(frozen=True)
class Andring:
    """How one figure became another: the difference (in percentage points for percent) and the percent change."""

    fran: Storhet
    till: Storhet
    absolut: Storhet
    procent: Storhet | None  # None from nought, where no percent change exists


def change(old: Storhet, new: Storhet) -> Andring:
    """Tell how old became new, in the unit of the new; StorhetFel when unit or bound (minst, högst) differ."""
    _compared(old, new)
    before, after = old.without_grans(), new.without_grans()
    absolut = after - before
    if old.taljare == new.taljare == (PROCENT,):
        absolut = replace(absolut, taljare=(PROCENTENHET,))
    if not before.lag:
        return Andring(old, new, absolut, None)
    share = (after.bas[0] - before.bas[0]) / abs(before.bas[0]) * 100
    return Andring(old, new, absolut, Storhet(share, share, (PROCENT,)))
