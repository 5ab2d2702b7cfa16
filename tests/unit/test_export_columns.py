"""How wide the columns of a table become, and how wide a text is."""

import json
import re
from pathlib import Path

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from kravbok.export.columns import PADDING, SPARE, Line, make_columns
from kravbok.export.letters import text_width
from kravbok.export.words import parts_of
from kravbok.templates import packaged_templates

LINE = Line(51.5, 10.5)
LONG = ["1 000 kr/person/vecka och tillfälle, dock högst tre gånger om året " * 2] * 5


def room(share: float) -> float:
    """How wide the words of a column can be, in em."""
    return (share * LINE.width - PADDING) / SPARE


def test_a_long_column_gets_more_than_a_short_one_and_the_table_fills_the_line() -> None:
    columns = [["4.1", "4.2"], ["Vite när en patient inte tas emot " * 4] * 2, ["okänt", "okänt"]]
    shares = make_columns(columns, LINE).shares
    assert shares[1] > 3 * shares[0]
    assert sum(shares) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    "word",
    ["HV-PAF-003", "Återkommande", "Kontrollerad", "2030-06-30", "31\u00a0december\u00a02022", "9\u00a0maj 2022"],
)
def test_no_id_word_or_date_is_broken_beside_long_columns(word: str) -> None:
    shares = make_columns([["4.1"] * 5, [word, "x"], LONG, LONG], LINE).shares
    assert room(shares[1]) >= text_width(word) - 0.01


def test_the_head_of_a_column_is_not_broken_either() -> None:
    shares = make_columns([["Personuppgifter", "x", "y"], LONG, LONG, LONG], LINE).shares
    assert room(shares[0]) >= text_width("Personuppgifter") - 0.01


def test_where_there_is_no_room_for_all_words_the_longest_give_way() -> None:
    short, longest = "Återkommande", "informationssäkerhetssamordnaren"
    columns = make_columns([[short], *([[longest]] * 6)], LINE)
    assert columns.longest < text_width(short)
    assert make_columns([[short], [longest], *([LONG] * 2)], LINE).longest == LINE.longest < text_width(longest)


def test_a_table_of_a_few_words_is_not_stretched_over_the_page() -> None:
    assert sum(make_columns([["A", "B"], ["ja", "nej"]], LINE).shares) < 0.5


def test_an_empty_table_has_widths_too() -> None:
    assert all(share > 0 for share in make_columns([[], [""]], LINE).shares)


@given(st.lists(st.lists(st.text("abc ", max_size=200), max_size=6), min_size=1, max_size=9))
def test_the_columns_never_need_more_than_the_line(texts: list[list[str]]) -> None:
    shares = make_columns(texts, LINE).shares
    assert all(share > 0 for share in shares)
    assert sum(shares) <= 1.001


def set_widths(letters: str, folder: Path) -> list[float]:
    """How wide the books' bold font sets each letter, in em."""
    fonts = [name for name in packaged_templates() if name.endswith(".ttf")]
    for name in fonts:
        (folder / Path(name).name).write_bytes(packaged_templates()[name])
    look = '#set text(font: "Kravbok Sans", weight: 600, size: 100pt, fallback: false)\n'
    codes = "".join(f"\\u{{{ord(letter):x}}}" for letter in letters)
    measured = f'#context [#metadata("{codes}".clusters().map(sign => measure(sign).width.pt() / 100)) <widths>]'
    (folder / "x.typ").write_text(look + measured, encoding="utf-8")
    found = typst.query(str(folder / "x.typ"), "<widths>", field="value", one=True, font_paths=[str(folder)])
    widths: list[float] = json.loads(found)
    return widths


def test_a_letter_is_as_wide_as_the_bold_font_sets_it(tmp_path: Path) -> None:
    letters = (
        "".join(chr(code) for code in [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]) + "–—’”•…€≤≥→"
    )
    for letter, width in zip(letters, set_widths(letters, tmp_path), strict=True):
        assert width - 0.005 <= text_width(letter) <= (width + 0.1 if width < 0.75 else 0.96), letter


@pytest.mark.parametrize(
    "text",
    [
        "GEM-IT-005",
        "RS/60/2021",
        "2030-06-30",
        "31\u00a0december\u00a02022",
        "1\u00a0juli",
        "+17\u00a0procentenheter",
        "−3\u00a0procentenheter",
    ],
)
def test_ids_dates_and_figures_with_a_sign_are_whole(text: str) -> None:
    assert [part for part, whole in parts_of(f"(se {text}).") if whole] == [text]


@given(st.text("AB-/0129 \u00a0maj.+−", max_size=60))
def test_the_parts_of_a_text_are_the_text(text: str) -> None:
    parts = list(parts_of(text))
    assert "".join(part for part, _ in parts) == text
    assert all(re.search("[-/\u00a0]", part) for part, whole in parts if whole)
