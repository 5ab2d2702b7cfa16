"""What holds for every figure, not only for the ones we thought of."""

from datetime import date
from fractions import Fraction
from time import perf_counter

from hypothesis import assume, example, given
from hypothesis import strategies as st

from kravbok.model.enheter import ENHETER, PROCENT, Enhet
from kravbok.model.rakning import Grans
from kravbok.model.storhet import (
    KODER,
    Okand,
    Siffervarde,
    Storhet,
    StorhetFel,
    format_tabell,
    format_text,
    parse_storhet,
    round_storhet,
)

numbers = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(-(10**9), 10**9), st.integers(0, 4)
)
small = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(-999, 999), st.integers(0, 2))
plain_units = st.sampled_from(sorted({enhet for enhet in ENHETER.values() if enhet != PROCENT}, key=lambda e: e.plural))
Units = tuple[tuple[Enhet, ...], tuple[Enhet, ...]]
units: st.SearchStrategy[Units] = st.one_of(
    st.tuples(st.lists(plain_units, max_size=2).map(tuple), st.lists(plain_units, max_size=2).map(tuple)),
    st.tuples(st.just((PROCENT,)), st.lists(plain_units, max_size=1).map(tuple)),
)
BOUNDS: tuple[Grans, ...] = ("", "minst", "högst", "mer än", "mindre än")
# Three such units at most in one factor: a product of three stays below the limit of ten.
exact = st.builds(lambda n, u: Storhet(n, n, u[0], u[1][:1]), small, units)


@st.composite
def figures(draw: st.DrawFn) -> Storhet:
    """Draw any figure that can be written: exact, bounded or a range."""
    low, high = sorted((draw(numbers), draw(numbers)))
    taljare, namnare = draw(units)
    if draw(st.booleans()):
        return Storhet(low, high, taljare, namnare, "", (draw(st.integers(0, 2)), draw(st.integers(0, 2))))
    decimals = draw(st.integers(0, 2))
    return Storhet(low, low, taljare, namnare, draw(st.sampled_from(BOUNDS)), (decimals, decimals))


@st.composite
def alike(draw: st.DrawFn, count: int) -> list[Storhet]:
    """Draw exact figures of one unit."""
    taljare, namnare = draw(units)
    return [Storhet(n, n, taljare, namnare) for n in draw(st.lists(small, min_size=count, max_size=count))]


@given(figures())
def test_what_is_printed_is_read_back(value: Storhet) -> None:
    printed = format_tabell(value)
    assume(len(printed) <= 64)
    back = parse_storhet(printed)
    assert back == value
    assert hash(back) == hash(value)
    assert format_tabell(back) == printed


@given(st.dates(min_value=date(1, 1, 1)))
def test_days_are_read_back(day: date) -> None:
    assert parse_storhet(format_tabell(day)) == day


@given(figures())
def test_printing_breaks_no_line_inside_a_figure(value: Storhet) -> None:
    assert " " not in format_tabell(value)
    assert "e" not in format_tabell(Storhet(value.lag, value.hog)).lower()
    assert format_text(value)


def read(text: str) -> Siffervarde | StorhetFel:
    """Read a text, the fault as a value."""
    try:
        return parse_storhet(text)
    except StorhetFel as fel:
        return fel


ALPHABET = "0123456789 ,.-–−/·%+≈\u00a0\u2009\n٣²½kråäömintshögedvca:'"


@given(st.one_of(st.text(max_size=80), st.text(alphabet=ALPHABET, max_size=80)))
@example("1" * 64)
@example("1 " * 32)
@example("5 kr" + "/" * 60)
@example("1" + "·" * 63)
@example("İ" * 64)
def test_reading_is_total(text: str) -> None:
    started = perf_counter()
    value = read(text)
    assert perf_counter() - started < 1
    if isinstance(value, StorhetFel):
        assert value.kod in KODER
        assert value.message
        assert value.hint
        assert 0 <= value.offset <= len(text)
        assert value.length >= 1
    else:
        assert isinstance(value, (Storhet, date, Okand))
        assert read(format_tabell(value)) == value


def test_a_book_of_hostile_text_is_refused_at_once() -> None:
    started = perf_counter()
    for text in ("1 000 " * 10**6, "x" * 10**7, "1/" * 10**6):
        fel = read(text)
        assert isinstance(fel, StorhetFel)
        assert fel.kod == "storhet-for-lang"
    assert perf_counter() - started < 1


@given(alike(3))
def test_addition_commutes_and_associates(values: list[Storhet]) -> None:
    a, b, c = values
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert (a + b) - b == a
    assert a - a == -(a - a)


@given(exact, exact, exact)
def test_multiplication_commutes_and_associates(a: Storhet, b: Storhet, c: Storhet) -> None:
    assert a * b == b * a
    assert (a * b) * c == a * (b * c)


@given(exact, exact)
def test_division_undoes_multiplication_exactly(a: Storhet, b: Storhet) -> None:
    assume(b.lag)
    assert (a * b) / b == a
    assert (a / b) * b == a


@given(alike(2), exact)
def test_multiplication_distributes(values: list[Storhet], factor: Storhet) -> None:
    a, b = values
    assert (a + b) * factor == a * factor + b * factor


@given(alike(3))
def test_order_is_consistent(values: list[Storhet]) -> None:
    a, b, c = values
    assert sum((a < b, a == b, a > b)) == 1
    assert (a <= b) == (a < b or a == b) == (not b < a)
    if a <= b <= c:
        assert a <= c
    assert (a < b) == (-b < -a)


@given(figures(), small)
def test_a_range_contains_what_its_ends_become(value: Storhet, factor: Fraction) -> None:
    scaled = value * Storhet(factor, factor)
    one = Storhet(value.lag, value.lag, value.taljare, value.namnare) * Storhet(factor, factor)
    assert scaled.bas[0] <= one.bas[0] <= scaled.bas[1]


@given(small, st.integers(-2, 4))
def test_rounding_is_near_and_settles(number: Fraction, decimals: int) -> None:
    value = Storhet(number, number)
    rounded = round_storhet(value, decimals)
    assert abs(rounded.lag - number) * 2 <= Fraction(10) ** -decimals
    assert round_storhet(rounded, decimals) == rounded


def test_reading_a_thousand_figures_is_quick() -> None:
    texts = [f"{n} {n % 900 + 100},5 kr/person/vecka" for n in range(1, 1000)]
    started = perf_counter()
    for text in texts:
        parse_storhet(text)
    assert perf_counter() - started < 0.15  # 15 ms on a quiet machine; ten times that on a busy one
