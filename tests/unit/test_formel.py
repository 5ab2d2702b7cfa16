"""Formulas: cases in tests/cases/formler, properties, and input that wants to do harm."""

from __future__ import annotations

import re
import time
import tracemalloc
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kravbok.formel import (
    Led,
    Minus,
    Namn,
    Rakning,
    Spann,
    Tal,
    evaluate,
    names,
    parse_formel,
    print_formel,
    reach,
    solve,
)
from kravbok.formel.lasning import MAX_DEPTH, MAX_LENGTH, MAX_PARTS
from kravbok.formel.losning import solve_reach
from kravbok.model.storhet import Storhet, StorhetFel, parse_storhet, round_storhet

CASES = Path(__file__).parents[1] / "cases" / "formler"


@dataclass(frozen=True)
class Fall:
    """A case: its heading, the formula, the values, spans, what is asked for, and the answer."""

    namn: str
    formel: str
    values: dict[str, Storhet]
    spans: dict[str, Spann]
    asked: tuple[str, Storhet] | None
    answer: str


def figure(text: str) -> Storhet:
    value = parse_storhet(text.strip())
    assert isinstance(value, Storhet)
    return value


def read_cases(name: str) -> list[Fall]:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return [make_case(part) for part in text.split("\n## ")[1:]]


def make_case(part: str) -> Fall:
    heading, _, body = part.partition("\n")
    formula: list[str] = []
    values: dict[str, Storhet] = {}
    spans: dict[str, Spann] = {}
    asked, answer = None, ""
    for line in body.rstrip("\n").split("\n"):
        match = re.fullmatch(r"([a-z_]+) ([=~?]) (.+)", line)
        if line.startswith("=> "):
            answer = line[3:]
        elif match is None:
            formula.append(line)
        elif match[2] == "=":
            values[match[1]] = figure(match[3])
        elif match[2] == "~":
            low, high = match[3].split(" till ")
            spans[match[1]] = Spann(figure(low), figure(high))
        else:
            asked = (match[1], figure(match[3]))
    return Fall(heading, "\n".join(formula), values, spans, asked, answer)


def tree(text: str) -> Led:
    led, faults = parse_formel(text)
    assert led is not None, faults
    return led


def names_of(items: list[Fall]) -> list[str]:
    return [item.namn for item in items]


RAKNA, LOSA, FEL = (read_cases(name) for name in ("rakna", "losa", "fel"))


def test_every_file_of_cases_is_read() -> None:
    assert sorted(path.stem for path in CASES.glob("*.txt")) == ["fel", "losa", "rakna"]


@pytest.mark.parametrize("fall", RAKNA, ids=names_of(RAKNA))
def test_a_formula_comes_to_what_it_should(fall: Fall) -> None:
    led = tree(fall.formel)
    if fall.spans:
        found = reach(led, fall.values, fall.spans)
        ends = [figure(end) for end in fall.answer.split(" till ")] if " till " in fall.answer else None
        assert found == (Spann(*ends) if ends else None)
        return
    answer, rounded, _ = fall.answer.partition(" (tre decimaler)")
    result = evaluate(led, fall.values)
    assert (round_storhet(result, 3) if rounded else result) == figure(answer)


@pytest.mark.parametrize("fall", LOSA, ids=names_of(LOSA))
def test_a_formula_is_solved_and_the_solution_put_back(fall: Fall) -> None:
    assert fall.asked is not None
    led, (name, claim) = tree(fall.formel), fall.asked
    if fall.answer.startswith("fel "):
        with pytest.raises(StorhetFel) as caught:
            solve(led, name, fall.values, claim)
        start, end = map(int, fall.answer.removeprefix("fel ").split("-"))
        assert (caught.value.kod, caught.value.offset, caught.value.length) == (
            "storhet-olika-enheter", start, end - start,
        )  # fmt: skip
        return
    answer = solve(led, name, fall.values, claim)
    if fall.answer == "går inte":
        assert answer.varde is None
        assert answer.skal
        return
    assert answer.varde == figure(fall.answer)
    assert evaluate(led, {**fall.values, name: answer.varde}) == claim


@pytest.mark.parametrize("fall", FEL, ids=names_of(FEL))
def test_a_fault_has_a_place_and_a_remedy(fall: Fall) -> None:
    led, faults = parse_formel(fall.formel)
    assert led is None
    assert [fault.offset for fault in faults] == [int(place) for place in fall.answer.split()]
    assert all(fault.message and fault.hint and fault.length > 0 for fault in faults)


def test_the_span_of_a_solution() -> None:
    led = tree("(platser - korttid) * 5 000 kr/plats + korttid * 12 000 kr/plats")
    claim = Spann(figure("8,5 mkr"), figure("9,5 mkr"))
    values = {"platser": figure("1 600 platser")}
    found = solve_reach(led, "korttid", values, {}, claim)
    assert found is not None
    assert (found.lag.lag, found.hog.lag) == (Fraction(500, 7), Fraction(1500, 7))
    loose = {"platser": Spann(figure("1 550 platser"), figure("1 650 platser"))}
    wide = solve_reach(led, "korttid", values, loose, claim)
    assert wide is not None
    assert wide.lag < found.lag < found.hog < wide.hog


def test_no_span_is_given_where_the_solution_passes_infinity() -> None:
    led = tree("a * x")
    assert solve_reach(led, "x", {}, {"a": Spann(figure("-1"), figure("1"))}, Spann(figure("1"), figure("2"))) is None


def test_a_clash_of_units_says_where() -> None:
    led = tree("a * (b + c)")
    values = {"a": figure("2"), "b": figure("3 kr"), "c": figure("4 platser")}
    with pytest.raises(StorhetFel) as caught:
        evaluate(led, values)
    assert (caught.value.offset, caught.value.length) == (5, 5)


# Properties

FIGURES = st.builds(
    lambda number, unit: figure(f"{number} {unit}".strip()),
    st.integers(0, 999),
    st.sampled_from(["", "kr", "mkr", "platser", "kr/plats/år", "%", "veckor"]),
)
NAMES = st.sampled_from(["a", "b", "c", "antal_platser", "x1"])
TREES = st.recursive(
    st.one_of(st.builds(Namn, NAMES), st.builds(Tal, FIGURES)),
    lambda part: st.one_of(
        st.builds(Minus, part), st.builds(Rakning, st.sampled_from(["+", "-", "*", "/"]), part, part)
    ),
    max_leaves=20,
)


@given(TREES)
def test_what_is_printed_is_read_as_the_same(led: Led) -> None:
    printed = print_formel(led)
    assume(len(printed) <= MAX_LENGTH)
    found, faults = parse_formel(printed)
    deep = any("nästlad" in fault.message or "delar" in fault.message for fault in faults)
    assert deep or found == led


NUMBERS = st.builds(Fraction, st.integers(-500, 500), st.integers(1, 50))
PLAIN = dict.fromkeys(("a", "b", "c", "d"), NUMBERS)
LINEAR = ["a * x + b", "(a - x) * b + c", "a / x", "a - x / b", "(x - a) / x", "a * (x + b) / (c * x + d)"]


def plain(number: Fraction) -> Storhet:
    return Storhet(number, number)


def divided(led: Led, values: dict[str, Storhet], claim: Storhet | None = None) -> Storhet | None:
    """What the formula comes to, or its solution for a claim; None where it divides by nought or has none."""
    try:
        return evaluate(led, values) if claim is None else solve(led, "x", values, claim).varde
    except StorhetFel as fault:
        if fault.kod != "storhet-delat-med-noll":
            raise
        return None


@given(st.sampled_from(LINEAR), st.fixed_dictionaries(PLAIN), NUMBERS)
def test_a_solution_put_back_gives_the_claim(text: str, numbers: dict[str, Fraction], claim: Fraction) -> None:
    led, values = tree(text), {name: plain(number) for name, number in numbers.items()}
    answer = divided(led, values, plain(claim))
    assume(answer is not None)
    assert answer is not None
    assert evaluate(led, {**values, "x": answer}) == plain(claim)


@given(st.sampled_from(LINEAR), st.fixed_dictionaries(PLAIN), NUMBERS)
def test_a_value_is_found_again_from_its_own_result(text: str, numbers: dict[str, Fraction], value: Fraction) -> None:
    led, values = tree(text), {name: plain(number) for name, number in numbers.items()}
    result = divided(led, {**values, "x": plain(value)})
    assume(result is not None)
    assert divided(led, values, result) in (None, plain(value))


GENTLE = [
    "(a - x) * b + c",
    "(a - x) / (d + x)",
    "a * x - b * x",
    "a / (x + d) / b",
    "(x + y) * a - x / d",
    "x * y / (c + y)",
]


@given(
    st.sampled_from(GENTLE), st.fixed_dictionaries(PLAIN), st.tuples(*(st.integers(-9, 20),) * 2), st.integers(0, 10)
)
def test_a_span_holds_every_value_between_its_ends(
    text: str, numbers: dict[str, Fraction], width: tuple[int, int], step: int
) -> None:
    led, values = tree(text), {name: plain(number) for name, number in numbers.items()}
    low, high = (plain(Fraction(end)) for end in sorted(width))
    spans = {"x": Spann(low, high), "y": Spann(low, high)}
    found = reach(led, values, {item.namn: spans[item.namn] for item in names(led) if item.namn in spans})
    inside = plain(low.lag + (high.lag - low.lag) * step / 10)
    if found is not None:
        result = evaluate(led, {**values, "x": inside, "y": inside})
        assert found.lag <= result <= found.hog


@given(st.sampled_from(["kr", "mkr", "tkr", "platser", "kr/plats", "veckor"]), st.integers(1, 9), st.integers(1, 9))
def test_units_come_back_when_they_are_divided_away(unit: str, first: int, second: int) -> None:
    values = {"a": figure(f"{first} {unit}"), "b": figure(f"{second} kr/vecka")}
    assert evaluate(tree("a * b / b"), values) == values["a"]
    assert evaluate(tree("a + a - a"), values) == values["a"]
    assert evaluate(tree("a / a"), values) == plain(Fraction(1))


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    led, faults = parse_formel(text)
    assert (led is None) == bool(faults)
    assert all(0 <= fault.offset <= len(text) for fault in faults)


@given(st.text(alphabet="ab12 +-*/()%,kr", max_size=80))
def test_what_is_read_has_only_its_own_names(text: str) -> None:
    led, _ = parse_formel(text)
    if led is not None:
        assert {item.namn for item in names(led)} <= set(re.findall("[a-z][a-z0-9]*", text))


# Harm: every limit is met before any work is done

HOSTILE = [
    "(" * 10**6,
    "-" * 10**6,
    "a+" * 10**6,
    "9" * 10**6,
    "*".join(["a"] * 10**6),
    "(" * 300 + "a" + ")" * 299,
    "-" * (MAX_LENGTH - 1) + "a",
    "+".join(["a"] * (MAX_LENGTH // 2)),
    "*".join(["999999999999999999"] * 30),
    "1 " * (MAX_LENGTH // 2),
    "a" * MAX_LENGTH,
    "\N{ZERO WIDTH SPACE}" * MAX_LENGTH,
    "\ud800" * 100,
    "٣" * MAX_LENGTH,
    "10 kr" + "/plats" * 90,
    "10**10**10**10",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_formula_is_refused_or_read_in_bounded_time_and_memory(text: str) -> None:
    tracemalloc.start()
    started = time.process_time()
    led, faults = parse_formel(text)
    seconds = time.process_time() - started
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 1
    assert most < 5_000_000
    assert led is not None or all(fault.hint for fault in faults)


GROWING = ["*".join(["a"] * 50), "*".join(["b"] * 50), "a" + "/b" * 50]
"""Formulas that would grow without end if nothing bounded their numbers and units."""


@pytest.mark.parametrize("text", GROWING)
def test_numbers_and_units_have_a_bound(text: str) -> None:
    led = tree(text)
    values = {"a": figure("999 999 999 999 999 999 kr"), "b": figure("0,123456789 kr/plats")}
    with pytest.raises(StorhetFel) as caught:
        evaluate(led, values)
    assert caught.value.kod == "storhet-for-stor"


def test_an_unknown_that_stands_too_often_is_not_solved_for() -> None:
    with pytest.raises(StorhetFel) as caught:
        solve(tree("*".join(["x"] * 50)), "x", {}, figure("2"))
    assert caught.value.kod == "storhet-for-stor"


def test_the_limits_are_where_they_are_said_to_be() -> None:
    assert parse_formel("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)[0] is not None
    assert parse_formel("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))[0] is None
    assert parse_formel("+".join(["a"] * (MAX_PARTS // 2)))[0] is not None
    assert parse_formel("+".join(["a"] * (MAX_PARTS // 2 + 1)))[0] is None
    assert parse_formel("a" + " " * (MAX_LENGTH - 1))[0] is not None
    assert parse_formel("a" + " " * MAX_LENGTH)[0] is None
