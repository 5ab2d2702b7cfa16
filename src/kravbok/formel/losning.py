"""Solving a formula for one unknown: each part is a fraction of two polynomials in it, with exact coefficients.

The unit of the unknown is worked out on the way: where two parts are added they measure the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kravbok.formel.rakna import Spann, corners, is_gentle
from kravbok.formel.trad import Led, Minus, Namn, Rakning, Tal
from kravbok.model.enheter import PROCENT, Enhet, Enheter, scale
from kravbok.model.storhet import Storhet, StorhetFel

__all__ = ["Losning", "solve", "solve_reach"]

MAX_DEGREE = 6
Polynom = tuple[Fraction, ...]
Dimension = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Losning:
    """The one value that makes the formula come to what is claimed, or why there is none."""

    varde: Storhet | None
    skal: str = ""
    tecken: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class _Brak:
    """A part as a fraction of polynomials in base units; it measures `dimension` times the unknown's, `grad` times."""

    over: Polynom
    under: Polynom
    dimension: Dimension
    grad: int = 0


@dataclass(slots=True)
class _Losare:
    """The state of one solving: which name, the values, what the unknown measures (None until it shows)."""

    namn: str
    values: Mapping[str, Storhet]
    okand: Dimension | None
    tecken: list[bool] = field(default_factory=list)

    def read(self, led: Led) -> _Brak:
        """Return a part as a fraction of polynomials."""
        match led:
            case Namn() if led.namn == self.namn:
                return self.settled(_Brak((Fraction(0), Fraction(1)), (Fraction(1),), {}, 1))
            case Namn():
                return _constant(self.values[led.namn])
            case Tal():
                return _constant(led.varde)
            case Minus():
                part = self.read(led.av)
                return _Brak(_times(part.over, (Fraction(-1),)), part.under, part.dimension, part.grad)
            case Rakning():
                return self.reckoned(led)

    def reckoned(self, led: Rakning) -> _Brak:
        """Return two parts together."""
        left, right = self.read(led.vanster), self.read(led.hoger)
        if led.tecken in "+-":
            dimension, grad = self.agree(left, right, led.plats)
            left, right = self.settled(left), self.settled(right)
            second = right.over if led.tecken == "+" else _times(right.over, (Fraction(-1),))
            if left.under == right.under:
                return _tidy(_plus(left.over, second), left.under, dimension, grad)
            over = _plus(_times(left.over, right.under), _times(second, left.under))
            return _tidy(over, _times(left.under, right.under), dimension, grad)
        if led.tecken == "*":
            over, under = _times(left.over, right.over), _times(left.under, right.under)
            return _tidy(over, under, _joined(left.dimension, right.dimension, 1), left.grad + right.grad)
        self.note_divisor(right, led)
        over, under = _times(left.over, right.under), _times(left.under, right.over)
        return _tidy(over, under, _joined(left.dimension, right.dimension, -1), left.grad - right.grad)

    def note_divisor(self, divisor: _Brak, led: Rakning) -> None:
        """Stop a division by nought, and remember the sign of a divisor that is a number."""
        if not divisor.over:
            start, end = led.plats
            raise StorhetFel("storhet-delat-med-noll", "Här delas med noll", "Kontrollera formeln.", start, end - start)
        if len(divisor.over) == len(divisor.under) == 1:
            self.tecken.append(divisor.over[0] / divisor.under[0] > 0)

    def agree(self, left: _Brak, right: _Brak, plats: tuple[int, int]) -> tuple[Dimension, int]:
        """Return what two parts that are added or compared measure; it may show what the unknown measures."""
        left, right = self.settled(left), self.settled(right)
        if left.grad != right.grad and self.okand is None:
            apart, steps = _joined(right.dimension, left.dimension, -1), left.grad - right.grad
            if all(power % steps == 0 for power in apart.values()):
                self.okand = {bas: power // steps for bas, power in apart.items() if power}
                left, right = self.settled(left), self.settled(right)
        if (left.grad, dict(left.dimension)) != (right.grad, dict(right.dimension)):
            message = f"Delarna har olika enheter: {_in_words(left.dimension)} och {_in_words(right.dimension)}"
            hint = "Enheterna ska vara lika; kontrollera formeln."
            raise StorhetFel("storhet-olika-enheter", message, hint, plats[0], plats[1] - plats[0])
        return left.dimension, left.grad

    def settled(self, part: _Brak) -> _Brak:
        """Return a part with the unknown's dimension put in, once it is known."""
        if self.okand is None or not part.grad:
            return part
        return _Brak(part.over, part.under, _joined(part.dimension, self.okand, part.grad), 0)


def solve(led: Led, namn: str, values: Mapping[str, Storhet], claim: Storhet, like: Storhet | None = None) -> Losning:
    """Return the value of a name for which the formula comes to the claim; `like` is a value with its units, if known.

    StorhetFel, with the place in the formula, when the units do not go together.
    """
    solver = _Losare(namn, values, dict(like.dimension) if like is not None else None)
    whole, target = solver.settled(solver.read(led)), _constant(claim)
    solver.agree(whole, target, led.plats)
    equation = _plus(whole.over, _times(whole.under, (-target.over[0],) if target.over else ()))
    if len(equation) > 2:
        return Losning(None, f"{namn} förekommer mer än en gång på ett sätt som inte går att lösa ut")
    if len(equation) < 2:
        return Losning(None, f"{namn} påverkar inte resultatet" if equation else "vilket värde som helst stämmer")
    root = -equation[0] / equation[1]
    if not _at(whole.under, root):
        return Losning(None, "inget värde stämmer")
    figure = _figure(root, solver.okand or {}, like, [claim, *values.values()])
    return Losning(figure, "", (*solver.tecken, equation[1] > 0))


def solve_reach(
    led: Led,
    namn: str,
    values: Mapping[str, Storhet],
    spans: Mapping[str, Spann],
    claim: Spann,
    like: Storhet | None = None,
) -> Spann | None:
    """Return the least and greatest solution when the claim and the values are spans; None when corners do not decide.

    The claim may hold nothing in `spans`; the solved name itself is never loose.
    """
    loose = {name: span for name, span in spans.items() if not span.is_single and name != namn}
    if not is_gentle(led, loose):
        return None
    found: list[Storhet] = []
    signs: set[tuple[bool, ...]] = set()
    for corner in corners(loose):
        for end in (claim.lag, claim.hog):
            try:
                answer = solve(led, namn, {**values, **corner}, end, like)
            except StorhetFel:  # a divisor that is nought there, or a number past all bounds
                return None
            if answer.varde is None or len(signs | {answer.tecken}) > 1:
                return None
            signs.add(answer.tecken)
            found.append(answer.varde)
    return Spann(min(found, key=_size), max(found, key=_size))


def _size(figure: Storhet) -> Fraction:
    return figure.bas[0]


def _constant(figure: Storhet) -> _Brak:
    """Return a figure as a polynomial without the unknown, in base units."""
    if figure.is_intervall:
        raise StorhetFel("storhet-inte-exakt", f"{figure} är inte ett enda tal", "Räkna med ett bestämt tal.")
    number = figure.bas[0]
    return _Brak((number,) if number else (), (Fraction(1),), dict(figure.dimension))


def _plus(first: Polynom, second: Polynom) -> Polynom:
    longest = max(len(first), len(second))
    padded = [(*part, *(Fraction(0),) * (longest - len(part))) for part in (first, second)]
    return _stripped(tuple(a + b for a, b in zip(*padded, strict=True)))


def _times(first: Polynom, second: Polynom) -> Polynom:
    if not first or not second:
        return ()
    product = [Fraction(0)] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            product[i + j] += a * b
    if len(product) > MAX_DEGREE + 1:
        raise StorhetFel("storhet-for-stor", "Det okända förekommer för många gånger", "Förenkla formeln.")
    return _stripped(tuple(product))


def _stripped(polynom: Polynom) -> Polynom:
    while polynom and not polynom[-1]:
        polynom = polynom[:-1]
    return polynom


def _tidy(over: Polynom, under: Polynom, dimension: Dimension, grad: int) -> _Brak:
    """Return a fraction whose divisor is one wherever it is a number."""
    if len(under) == 1:
        over, under = tuple(item / under[0] for item in over), (Fraction(1),)
    return _Brak(over, under, dimension, grad)


def _at(polynom: Polynom, root: Fraction) -> Fraction:
    return sum((item * root**power for power, item in enumerate(polynom)), Fraction(0))


def _joined(first: Dimension, second: Dimension, times: int) -> Dimension:
    powers = {bas: first.get(bas, 0) + second.get(bas, 0) * times for bas in {**first, **second}}
    return {bas: power for bas, power in sorted(powers.items()) if power}


def _in_words(dimension: Dimension) -> str:
    """Return what a part measures, in the words of its base units."""
    over = "·".join(bas for bas, power in dimension.items() for _ in range(power)) or "tal"
    return over + "".join(f"/{bas}" for bas, power in dimension.items() for _ in range(-power))


def _figure(number: Fraction, dimension: Dimension, like: Storhet | None, seen: Iterable[Storhet]) -> Storhet:
    """Return a number of base units as a figure in the units that the calculation itself is written in."""
    if like is not None:
        one = scale(like.taljare, like.namnare)
        return Storhet(number / one, number / one, like.taljare, like.namnare)
    figures = list(seen)
    words: dict[str, Enhet] = {}
    for figure in figures:
        for enhet in (*figure.taljare, *figure.namnare):
            words.setdefault(enhet.bas, enhet)
    over: Enheter = tuple(words[bas] for bas, power in dimension.items() for _ in range(power))
    under: Enheter = tuple(words[bas] for bas, power in dimension.items() for _ in range(-power))
    if not over and not under and (abs(number) < 1 or any(PROCENT in figure.taljare for figure in figures)):
        over = (PROCENT,)
    one = scale(over, under)
    return Storhet(number / one, number / one, over, under)
