"""What holds of every comparison: it mirrors, it composes, and neither files nor their order matter."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.platser import find_moved, shown_order
from kravbok.diff.skillnad import DOLJBARA, SLAG, Jamforelse, Skillnad
from kravbok.edition import Utgivning
from kravbok.loader import load_register
from kravbok.sources import File
from verktyg.skillnader import edition, read_cases, told

SIDES = ("provbok@2021", "provbok@2022")
STATES = sorted({tuple(files) for fall in read_cases() for files in fall.files()}, key=repr)
STATE = st.tuples(st.integers(0, len(STATES) - 1), st.sampled_from(SIDES))
MIRROR = {"ny": "upphävd", "delad": "sammanslagen", "skärpt": "lindrad"}
MIRROR |= {new: old for old, new in MIRROR.items()}


@cache
def at(state: tuple[int, str]) -> Utgivning:
    """An edition of one of the projects that the cases make."""
    return edition(load_register(STATES[state[0]])[0], state[1])


def diff(fore: tuple[int, str], efter: tuple[int, str]) -> Jamforelse:
    return diff_utgivningar(at(fore), at(efter))


@given(STATE)
def test_nothing_differs_from_itself(state: tuple[int, str]) -> None:
    found = diff(state, state)
    assert (found.krav, found.kapitel, found.bilagor) == ((), (), ())


@given(STATE, STATE)
def test_the_other_direction_mirrors_kinds_and_ids(fore: tuple[int, str], efter: tuple[int, str]) -> None:
    there, back = diff(fore, efter), diff(efter, fore)
    assert _kinds(there, turned=False) == _kinds(back, turned=True)
    assert _kinds_of_parts(there, turned=False) == _kinds_of_parts(back, turned=True)


def _kinds_of_parts(found: Jamforelse, *, turned: bool) -> dict[str, set[str]]:
    parts = (*found.kapitel, *found.bilagor)
    return {item.id: {MIRROR.get(kind, kind) if turned else kind for kind in item.slag} for item in parts}


def _kinds(found: Jamforelse, *, turned: bool) -> dict[str, set[str]]:
    return {item.id: {MIRROR.get(kind, kind) if turned else kind for kind in item.slag} for item in found.krav}


@given(STATE, STATE)
def test_the_other_direction_mirrors_figures_and_lineage(fore: tuple[int, str], efter: tuple[int, str]) -> None:
    there = {item.id: item for item in diff(fore, efter).krav}
    for item in diff(efter, fore).krav:
        other = there[item.id]
        assert _values(item, turned=True) == _values(other, turned=False)
        assert (set(item.ersatter), set(item.ersatts_av)) == (set(other.ersatts_av), set(other.ersatter))
        assert len(item.text) == len(other.text)


def _values(item: Skillnad, *, turned: bool) -> set[tuple[object, object, object]]:
    """The figures' values on both sides, and how much they differ; the percentage has another base the other way."""
    return {
        (
            figure.efter if turned else figure.fore,
            figure.fore if turned else figure.efter,
            -figure.absolut if turned and figure.absolut is not None else figure.absolut,
        )
        for figure in item.siffror
    }


@given(STATE, STATE, STATE)
@settings(max_examples=300)
def test_three_editions_compose_by_net_effect(
    first: tuple[int, str], second: tuple[int, str], third: tuple[int, str]
) -> None:
    steps = [{item.id for item in diff(*pair).krav} for pair in ((first, second), (second, third))]
    whole = diff(first, third)
    assert {item.id for item in whole.krav} <= steps[0] | steps[1]
    for item in whole.krav:
        assert item.fore == at(first).klausuler.get(item.id)
        assert item.efter == at(third).klausuler.get(item.id)


@given(st.integers(0, len(STATES) - 1), st.integers(0, len(STATES) - 1), st.randoms(use_true_random=False))
def test_order_and_names_of_files_do_not_matter(fore: int, efter: int, chance: random.Random) -> None:
    expected = told(diff((fore, SIDES[0]), (efter, SIDES[1])))
    files = [_renamed(file, chance) for file in STATES[efter]]
    chance.shuffle(files)
    other = edition(load_register(files)[0], SIDES[1])
    assert told(diff_utgivningar(at((fore, SIDES[0])), other)) == expected


def _renamed(file: File, chance: random.Random) -> File:
    """A file with a requirement, under another name in another folder of its book."""
    if not file.path.startswith(("krav/provbok/listning/", "krav/provbok/pafoljder/")):
        return file
    return replace(file, path=f"krav/provbok/m{chance.randrange(3)}/{chance.randrange(10**9)}.yaml")


@given(STATE, STATE)
def test_kinds_are_in_order_and_sides_are_told(fore: tuple[int, str], efter: tuple[int, str]) -> None:
    for item in diff(fore, efter).krav:
        assert list(item.slag) == [kind for kind in SLAG if kind in item.slag] != []
        assert ("ny" in item.slag, "upphävd" in item.slag) == (item.fore is None, item.efter is None)
        assert item.doljbar == (set(item.slag) <= DOLJBARA)
        assert ("ändrad text" in item.slag) <= bool(item.text or item.rubrik)


NAMES = st.integers(0, 6).flatmap(lambda size: st.permutations([f"k{number}" for number in range(size)]))


@given(NAMES)
def test_the_fewest_move(order: list[str]) -> None:
    start = sorted(order)
    moved = find_moved(start, order)
    assert [name for name in order if name not in moved] == [name for name in start if name not in moved]
    assert moved == find_moved(order, start)
    fewer = (set(names) for size in range(len(moved)) for names in combinations(start, size))
    assert not any([n for n in order if n not in names] == [n for n in start if n not in names] for names in fewer)


def test_the_one_whose_place_was_rewritten_is_the_one_that_moved() -> None:
    for name in ("a", "b"):
        assert find_moved(["a", "b"], ["b", "a"], {"a", "b"} - {name}) == {name}


def test_ended_ones_stand_where_they_stood() -> None:
    assert shown_order("abcd", "acx", ()) == ["a", "b", "c", "d", "x"]
    assert shown_order("abc", "c", ()) == ["a", "b", "c"]
    for order in permutations("abc"):
        assert sorted(shown_order("abc", "".join(order), ())) == ["a", "b", "c"]
