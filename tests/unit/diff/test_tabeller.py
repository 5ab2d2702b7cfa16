"""Tables are compared by the keys of their rows and the headings of their columns, cell by cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kravbok.diff.skillnad import Radskillnad
from kravbok.diff.tabeller import Rutnat, diff_tabeller

FORE = Rutnat(("Sats", "Tak"), {"a": ("1 kr", "9 kr"), "b": ("2 kr", "9 kr"), "c": ("3 kr", "9 kr")})
RUTNAT = st.builds(
    Rutnat,
    st.permutations(["Sats", "Tak"]).map(tuple),
    st.lists(st.sampled_from("abcde"), unique=True).flatmap(
        lambda keys: st.fixed_dictionaries(
            {key: st.tuples(*[st.sampled_from(["", "1 kr", "2 kr"])] * 2) for key in keys}
        )
    ),
)


def told(fore: Rutnat, efter: Rutnat) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    rows: tuple[Radskillnad, ...] = diff_tabeller(fore, efter)
    return [(row.nyckel, row.slag, [(cell.kolumn, cell.fore, cell.efter) for cell in row.celler]) for row in rows]


def test_a_cell_is_found_by_its_row_and_column_wherever_they_stand() -> None:
    efter = Rutnat(("Tak", "Sats"), {"a": ("9 kr", "1 kr"), "b": ("8 kr", "2 kr"), "c": ("9 kr", "3 kr")})
    assert told(FORE, efter) == [("b", "ändrad", [("Tak", "9 kr", "8 kr")])]
    [bits] = [cell.ord for row in diff_tabeller(FORE, efter) for cell in row.celler]
    assert [(bit.tecken, bit.text) for bit in bits] == [("-", "9"), ("+", "8"), ("=", " kr")]


def test_rows_come_go_and_move() -> None:
    efter = Rutnat(FORE.kolumner, {"c": FORE.rader["c"], "a": FORE.rader["a"], "d": ("4 kr", "")})
    assert told(FORE, efter) == [
        ("c", "flyttad", []),
        ("b", "upphävd", [("Sats", "2 kr", ""), ("Tak", "9 kr", "")]),
        ("d", "ny", [("Sats", "", "4 kr")]),
    ]


def test_a_new_column_is_a_change_of_every_row_that_fills_it() -> None:
    efter = Rutnat(
        ("Sats", "Tak", "Från"), {key: (*cells, "2022" if key == "a" else "") for key, cells in FORE.rader.items()}
    )
    assert told(FORE, efter) == [("a", "ändrad", [("Från", "", "2022")])]


@given(RUTNAT)
def test_nothing_differs_from_itself(rutnat: Rutnat) -> None:
    assert diff_tabeller(rutnat, rutnat) == ()


@given(RUTNAT, RUTNAT)
def test_the_other_direction_mirrors(fore: Rutnat, efter: Rutnat) -> None:
    turned = {"ny": "upphävd", "upphävd": "ny"}
    there = {(key, kind, tuple(sorted(cells))) for key, kind, cells in told(fore, efter)}
    back = told(efter, fore)
    assert there == {
        (key, turned.get(kind, kind), tuple(sorted((column, new, old) for column, old, new in cells)))
        for key, kind, cells in back
    }
