"""The comparison itself: what agrees, and that nothing else does."""

from __future__ import annotations

import pytest

from kravbok.verify.bevis import Bevis, Bevisrad
from kravbok.verify.compare import BREAK, clean, compare

KRAV = Bevis("A-B-001", ("1.1 Vite A-B-001", "Regionen får ta ut vite.", "Källa", "Rapporten"), krav=True)
RAKT = "1.1 Vite A-B-001 Regionen får ta ut vite. Källa Rapporten"
TABELL = Bevis(
    "viten",
    ("Viten", "Så här:"),
    rader=(
        Bevisrad("", ("Avsnitt", "Sats")),
        Bevisrad("A-B-001", ("1.1", "10 kr")),
        Bevisrad("A-B-002", ("1.2", "10 kr")),
    ),
)
RADER = "Viten Så här: Viten Avsnitt Sats 1.1 10 kr 1.2 10 kr"


def faults(part: Bevis, words: str, *, page: bool = False) -> list[str]:
    return [f"{item.code} {item.post} {item.message}" for item in compare([part], {part.id: words}, page=page)]


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize(
    "words", [RAKT, f"  {RAKT}\n", RAKT.replace(" ", "\u00a0\n"), RAKT.replace("vite.", "vi\u00adte.")]
)
def test_the_same_words_agree(words: str, *, page: bool) -> None:
    assert faults(KRAV, words, page=page) == []


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (RAKT.replace("ta ", ""), "”får ta” saknas eller står fel, där står ”får ut vite. Källa Rapporten”"),
        (
            RAKT.replace("får", "ska"),
            "”Regionen får” saknas eller står fel, där står ”Regionen ska ta ut vite. Källa Rapporten”",
        ),
        (RAKT.replace("ta ut", "ut ta"), "”får ta” saknas eller står fel, där står ”får ut ta vite. Källa Rapporten”"),
        (RAKT.replace("ta ut", "taut"), "”får ta” saknas eller står fel, där står ”får taut vite. Källa Rapporten”"),
        (RAKT.replace("Källa Rapporten", ""), "”Källa” saknas eller står fel, där står ””"),
        (RAKT.replace("Rapporten", "Källa Rapporten"), "”Rapporten” saknas eller står fel, där står ”Källa Rapporten”"),
        (f"{RAKT} 2", "efter kravets sista ord står ”2”"),
        ("", "”1.1” saknas eller står fel, där står ””"),
    ],
)
def test_a_word_that_differs_is_placed(words: str, message: str, *, page: bool) -> None:
    assert faults(KRAV, words, page=page) == [f"K704 A-B-001 {message}"]


def test_a_blank_that_is_not_there_agrees_nowhere_but_on_a_page() -> None:
    words = RAKT.replace("vite. Källa", "vite.Källa")
    assert faults(KRAV, words, page=True) == []
    assert faults(KRAV, words) != []
    words = RAKT.replace("Regionen", "Regi onen")
    assert faults(KRAV, words, page=True) == []
    assert faults(KRAV, words) != []


def test_a_section_that_is_not_there_is_missing() -> None:
    assert [item.code for item in compare([KRAV], {"": RAKT})] == ["K705"]


def test_sections_in_another_order_are_seen() -> None:
    other = Bevis("A-B-000", ("1.0 Annat",))
    read = {"A-B-001": RAKT, "A-B-000": "1.0 Annat"}
    assert [(item.id, item.message) for item in compare([other, KRAV], read)] == [
        ("A-B-001", "avsnittet står på fel plats")
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Våra e-tjänster", f"Våra e{BREAK}tjänster"),
        ("Våra e-tjänster", f"Våra e{BREAK} \ntjänster"),
        ("Våra vårdplatser", f"Våra vård{BREAK}platser"),
        ("Våra vårdplatser", f"Våra vård{BREAK}\nplatser"),
        ("in- och utskrivning", f"in{BREAK} och utskrivning"),
        ("in- och utskrivning", f"in{BREAK}och utskrivning"),
        ("och/eller", "och/ eller"),
        ("Ett", "• Ett"),
        ("Ett", "◦ Ett"),
        ("Ett", "12. Ett"),
    ],
)
def test_a_page_forgives_its_lines(wanted: str, found: str) -> None:
    part = Bevis("A", (wanted,), krav=True)
    assert faults(part, found, page=True) == []
    assert faults(part, found) != []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("e-tjänster", "etjänster"),
        ("etjänster", "e-tjänster"),
        ("in och ut", f"in{BREAK}och ut"),
        ("in - ut", "in ut"),
        ("Ett", "12 Ett"),
        ("Ett", "• 1. Ett"),
        ("10 000 kr", "10000 kr"),
        ("10 000 kr", "100 000 kr"),
        ("10 kr", f"1{BREAK}1 kr"),
        ("m²", "m2"),
    ],
)
def test_a_page_forgives_nothing_else(wanted: str, found: str) -> None:
    assert faults(Bevis("A", (wanted,), krav=True), found, page=True) != []


@pytest.mark.parametrize("page", [False, True])
def test_a_table_agrees_with_words_before_and_after_it(*, page: bool) -> None:
    assert faults(TABELL, RADER, page=page) == []
    assert faults(TABELL, f"Viten, se nedan. Så här: {RADER[16:]} Slut.", page=page) == []


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize(
    ("words", "post"),
    [
        (RADER.replace("1.1 10 kr ", ""), "A-B-001"),
        (RADER.replace(" 1.2 10 kr", ""), "A-B-002"),
        (RADER.replace("10 kr 1.2", "1.2"), "A-B-001"),
        (RADER.replace("1.1 10", "1.1 9 10"), "A-B-001"),
        (RADER.replace("1.2 10 kr", "1.2 11 kr"), "A-B-002"),
        (f"{RADER}onor", "A-B-002"),
        (RADER.replace("Sats", ""), "viten"),
        (RADER.replace("Så här:", ""), "viten"),
    ],
)
def test_a_row_that_differs_is_placed_at_its_record(words: str, post: str, *, page: bool) -> None:
    found = list(compare([TABELL], {"viten": words}, page=page))
    assert [(item.id, item.post) for item in found] == [("viten", post)]


def test_a_chapter_may_hold_a_templates_words_but_not_longer_ones() -> None:
    chapter = Bevis("kap-a", ("1 Vite", "Högst 10", "kronor"))
    assert faults(chapter, "Kapitel: 1 Vite (nytt) Högst 10 svenska kronor.") == []
    assert faults(chapter, "1 Vite Högst 100 kronor") != []
    assert faults(chapter, "1 Vite kronor Högst 10") != []


def test_clean_leaves_words_and_single_blanks() -> None:
    assert clean(" a\u00a0\u202fb \u200b c\u00ad\n ") == "a b c"
    assert clean("a\u030angström") == "ångström"
