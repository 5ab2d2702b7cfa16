"""What the expressions of a text become: figures, references, terms, governing documents and decisions."""

from __future__ import annotations

import pytest

from kravbok.expand import anchor, expand_text
from kravbok.text import parse_fragment
from verktyg.bygge import utgavor

UTGAVA = utgavor("blandat")["provbok-2022"].utgivning


def expanded(text: str, krav: str = "PR-PAF-002") -> str:
    html, _ = expand_text(UTGAVA, UTGAVA.klausuler[krav], text)
    return html.strip().removeprefix("<p>").removesuffix("</p>")


def words(text: str, krav: str = "PR-PAF-002") -> tuple[str, ...]:
    return expand_text(UTGAVA, UTGAVA.klausuler[krav], text)[1]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Högst {{ tak }}.", "Högst 10\u00a0000\u00a0kronor."),
        ("{{sats}}", "1\u00a0000\u00a0kronor per vecka"),
        ('{{ siffra("PR-LIST-001", "frist") }}', "3\u00a0veckor"),
        ('{{ siffra("PR-LIST-001", "frist", "2021") }}', "4\u00a0veckor"),
        ('{{ krav("PR-LIST-001") }}', '<a href="#PR-LIST-001">avsnitt\u00a01.1 (PR-LIST-001)</a>'),
        ('{{ krav("PR-FORM-003") }}', '<a href="#PR-FORM-003">åtagandet PR-FORM-003</a>'),
        ('{{ begrepp("listning") }}', '<a href="#begrepp-listning">listning</a>'),
        ('{{ styrdokument("provlagen") }}', '<a href="#styrdokument-provlagen">Provlagen</a>'),
        (
            '{{ beslut("RF-2020-11-24-190") }}',
            '<a href="#beslut-RF-2020-11-24-190">Regionfullmäktige 24\u00a0november 2020 §\u00a0190</a>',
        ),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_an_expression_becomes_its_value(text: str, html: str) -> None:
    assert expanded(text) == html


def test_the_words_are_the_same_without_markup() -> None:
    text = '**Vite** om {{ sats }},\nse [här](#PR-LIST-001).\n\n- *ett*\n- {{ krav("PR-LIST-001") }}\n'
    assert words(text) == (
        "Vite om 1\u00a0000\u00a0kronor per vecka, se här.",
        "ett",
        "avsnitt\u00a01.1 (PR-LIST-001)",
    )


@pytest.mark.parametrize("text", ["{{ okand }}", '{{ krav("X-Y-001") }}', '{{ siffra("PR-LIST-001", "x") }}'])
def test_an_expression_without_meaning_is_a_key_error_that_the_checks_have_told_of(text: str) -> None:
    assert parse_fragment(text).faults == ()
    with pytest.raises(KeyError):
        expanded(text)


def test_a_books_own_text_has_no_figures() -> None:
    with pytest.raises(KeyError):
        expand_text(UTGAVA, None, "{{ sats }}")


def test_an_anchor_can_stand_in_an_address() -> None:
    assert anchor("arende", "RS/60/2021") == "arende-RS-60-2021"
