"""Word differences: exact, readable, the same in both directions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.diff.ord import align, diff_block, diff_ord
from kravbok.diff.skillnad import Ordbit

WORDS = st.sampled_from(
    ["Vårdgivaren", "ska", "bör", "30", "1\u00a0000", "kr", ",", ".", "”", "–", "i", "o\u0301m", "\n"]
)
TEXT = st.one_of(
    st.text(max_size=40), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=9).map("".join)
)
BLOCKS = st.lists(TEXT, max_size=5)


def _shown(fore: str, efter: str) -> str:
    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(signs[bit.tecken].format(bit.text) for bit in diff_ord(fore, efter))


@pytest.mark.parametrize(
    ("fore", "efter", "shown"),
    [
        (
            "svara inom 30 dagar.",
            "svara inom 14 dagar efter anmälan.",
            "svara inom [-30-]{+14+} dagar{+ efter anmälan+}.",
        ),
        ("hus i Malmö", "byggnad i Lund", "[-hus i Malmö-]{+byggnad i Lund+}"),
        ("ett gult och ett", "två gula och två", "[-ett gult-]{+två gula+} och [-ett-]{+två+}"),
        ("A ska B. A ska D.", "A ska B. A ska C. A ska D.", "A ska B.{+ A ska C.+} A ska D."),
        ("1\u00a0000 kr", "1\u00a0250,50 kr", "[-1\u00a0000-]{+1\u00a0250,50+} kr"),
        ("kravet gäller", "”kravet” gäller", "{+”+}kravet{+”+} gäller"),
        ("SOSFS 2005:12 gäller", "SOSFS 2005:13 gäller", "SOSFS [-2005:12-]{+2005:13+} gäller"),
        ("30 dagar", "30\u00a0dagar", "30[- -]{+\u00a0+}dagar"),
    ],
)
def test_a_difference_reads_as_a_person_would_mark_it(fore: str, efter: str, shown: str) -> None:
    assert _shown(fore, efter) == shown


@given(TEXT, TEXT)
def test_the_bits_give_both_texts_back(fore: str, efter: str) -> None:
    bits = diff_ord(fore, efter)
    assert "".join(bit.text for bit in bits if bit.tecken != "+") == fore
    assert "".join(bit.text for bit in bits if bit.tecken != "-") == efter
    assert all(bit.text for bit in bits)
    assert all(a.tecken != b.tecken for a, b in pairwise(bits))


@given(TEXT, TEXT)
def test_the_other_direction_is_the_inverse(fore: str, efter: str) -> None:
    assert _turned(diff_ord(efter, fore)) == diff_ord(fore, efter)


def _turned(bits: tuple[Ordbit, ...]) -> tuple[Ordbit, ...]:
    """Return the bits as the other direction says them: signs change, and the old still stands before the new."""
    signs = {"=": "=", "-": "+", "+": "-"}
    turned = [Ordbit(signs[bit.tecken], bit.text) for bit in bits]  # type: ignore[arg-type]
    for number, (first, second) in enumerate(pairwise(turned)):
        if (first.tecken, second.tecken) == ("+", "-"):
            turned[number : number + 2] = [second, first]
    return tuple(turned)


@given(TEXT, TEXT)
def test_no_islands_of_two_letters(fore: str, efter: str) -> None:
    bits = diff_ord(fore, efter)
    for number in range(1, len(bits) - 1):
        if bits[number].tecken == "=":
            assert sum(map(str.isalnum, bits[number].text)) > 2


@given(BLOCKS, BLOCKS)
def test_blocks_give_both_texts_back(fore: list[str], efter: list[str]) -> None:
    blocks = diff_block(fore, efter)
    old = ["".join(bit.text for bit in block.ord if bit.tecken != "+") for block in blocks]
    new = ["".join(bit.text for bit in block.ord if bit.tecken != "-") for block in blocks]
    assert [text for text in old if text] == [text for text in fore if text]
    assert [text for text in new if text] == [text for text in efter if text]


@given(BLOCKS, BLOCKS)
def test_blocks_pair_the_same_in_both_directions(fore: list[str], efter: list[str]) -> None:
    there = [block.ord for block in diff_block(fore, efter) if {bit.tecken for bit in block.ord} not in ({"-"}, {"+"})]
    back = [block.ord for block in diff_block(efter, fore) if {bit.tecken for bit in block.ord} not in ({"-"}, {"+"})]
    assert [_turned(bits) for bits in back] == there


def test_an_added_paragraph_is_one_of_its_own() -> None:
    blocks = diff_block(
        ["Första stycket.", "Det andra stycket är här."], ["Nytt.", "Första stycket.", "Det andra är här."]
    )
    assert [tuple(bit.tecken for bit in block.ord) for block in blocks] == [("+",), ("=",), ("=", "-", "=")]


@given(st.lists(st.integers(0, 4), max_size=9), st.lists(st.integers(0, 4), max_size=9))
def test_the_steps_lead_from_one_to_the_other(fore: list[int], efter: list[int]) -> None:
    steps = list(align(fore, efter))
    assert [item for _, i1, i2, _, _ in steps for item in fore[i1:i2]] == fore
    assert [item for _, _, _, j1, j2 in steps for item in efter[j1:j2]] == efter
    assert all(fore[i1:i2] == efter[j1:j2] for tag, i1, i2, j1, j2 in steps if tag == "equal")


def test_a_text_made_to_be_slow_is_shown_as_replaced() -> None:
    assert [bit.tecken for bit in diff_ord("a b " * 1900, "b a " * 1900 + "c")] == ["-", "+"]
