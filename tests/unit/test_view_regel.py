"""How a rule is shown: what it lists, how it says that it is counted, and its worked examples with their working."""

from __future__ import annotations

from typing import Any

import pytest

from kravbok.edition import make_utgivning
from kravbok.model.lydelse import Exempel, Lydelse
from kravbok.view.parts import plain
from kravbok.view.regel import examples_in, view_exempel, view_regel
from verktyg.grund import register_with
from verktyg.regelfall import make_lydelse

VITE = {"slag": "belopp per tid", "per": ["person", "tillfälle"], "sats": "sats", "tak": "tak"}
SATSER = {"sats": "1 000 kr/person/vecka", "tak": "10 000 kr/person/tillfälle", "langst": "12 veckor"}
FRIST = {"slag": "frist", "inom": "frist", "fran": "besked"}


def with_example(regel: dict[str, Any], siffror: dict[str, str], *pairs: tuple[Any, str]) -> Lydelse:
    examples = tuple(Exempel.model_validate({"givet": givet, "ger": ger}) for givet, ger in pairs)
    return make_lydelse(regel, siffror).model_copy(update={"exempel": examples})


def lines(lydelse: Lydelse) -> list[list[str]]:
    """Each example as lines with ordinary blanks, its term first."""
    facts = list(view_exempel(lydelse, "AA-BBB-001"))
    assert examples_in(tuple(facts)) == facts
    words = [[fact.term, *(plain(value) for value in fact.varden)] for fact in facts]
    return [[text.replace("\N{NO-BREAK SPACE}", " ") for text in example] for example in words]


def test_an_example_shows_what_is_given_the_working_and_the_answer() -> None:
    lydelse = with_example(
        VITE, SATSER, ([{"person": "A", "veckor": "12"}, {"person": "B", "veckor": "3"}], "13 000 kr")
    )
    assert lines(lydelse) == [[
        "Räkneexempel",
        "Givet: person A, 12 veckor; person B, 3 veckor.",
        "Person A: 1 000 kr/person/vecka × 12 veckor × 1 person = 12 000 kr.",
        "Person A: högst 10 000 kr/person/tillfälle: taket gäller, 10 000 kr.",
        "Person B: 1 000 kr/person/vecka × 3 veckor × 1 person = 3 000 kr.",
        "Person B: högst 10 000 kr/person/tillfälle: under taket.",
        "Summa: 10 000 kr + 3 000 kr = 13 000 kr.",
        "Svar: 13 000 kr.",
        "Programmet räknar, regionen beslutar.",
    ]]  # fmt: skip


def test_several_examples_are_numbered() -> None:
    lydelse = with_example(VITE, SATSER, ({"veckor": "1"}, "1 000 kr"), ({"veckor": "2"}, "2 000 kr"))
    assert [example[0] for example in lines(lydelse)] == ["Räkneexempel 1", "Räkneexempel 2"]


def test_a_figure_of_the_wording_is_given_by_its_name() -> None:
    (example,) = lines(with_example(VITE, SATSER, ({"person": "A", "veckor": "langst"}, "10 000 kr")))
    assert example[1] == "Givet: person A, 12 veckor."


def test_every_outcome_says_what_it_presumes() -> None:
    (example,) = lines(with_example(VITE, SATSER, ({"veckor": "1,5"}, "1 000 kr eller 1 500 kr eller 2 000 kr")))
    assert [line for line in example if line.startswith("Svar")] == [
        "Svar, om en påbörjad vecka räknas hel: 2 000 kr.",
        "Svar, om en påbörjad vecka inte räknas: 1 000 kr.",
        "Svar, om en påbörjad vecka räknas till den del som gått: 1 500 kr.",
    ]


def test_a_day_is_said_in_words() -> None:
    regel = {**FRIST, "handelsedagen": "räknas inte", "helgdag": "flyttas inte"}
    (example,) = lines(with_example(regel, {"frist": "6 veckor"}, ({"besked": "2022-03-14"}, "2022-04-25")))
    assert example[1] == "Givet: besked 14 mars 2022."
    assert example[-2] == "Svar: 25 april 2022."


def test_an_example_of_the_past_that_its_rule_cannot_run_says_what_it_said() -> None:
    (example,) = lines(with_example(VITE, SATSER, ({"platser": "3"}, "3 000 kr")))
    assert example == ["Räkneexempel", "Givet: platser 3.", "Svar: 3 000 kr."]


@pytest.mark.parametrize(
    ("regel", "siffror", "said"),
    [
        ({**FRIST, "handelsedagen": "räknas inte"}, {"frist": "6 veckor"}, "räknas inte in."),
        ({**FRIST, "helgdag": "flyttas till nästa vardag"}, {"frist": "6 veckor"}, "flyttas den till nästa vardag."),
        ({**FRIST, "tidsrakning": "arbetsdagar"}, {"frist": "6 dagar"}, "Bara arbetsdagar räknas."),
        ({**VITE, "paborjad_vecka": "räknas hel"}, SATSER, "Påbörjad tid räknas som hel."),
        (
            {"slag": "målvärde", "indikator": "I", "minst": "x", "raknas_som": "ökning i procentenheter"},
            {"x": "5 %"},
            "ökning i procentenheter från utgångsvärdet.",
        ),
        (
            {
                "slag": "tabell",
                "efter": "ålder",
                "granser": "till och med",
                "rader": [{"galler": "barn", "fran": "0 år", "till": "6 år", "nycklar": {"del": "A"}, "varde": "1 kr"}],
            },
            {},
            "barn, 0–6 år, del A: 1 krona",
        ),
    ],
)
def test_how_it_is_counted_is_printed_with_the_rule(regel: dict[str, Any], siffror: dict[str, str], said: str) -> None:
    register = register_with()
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, bok.upplagor[0])
    words = [text.replace("\N{NO-BREAK SPACE}", " ") for text in view_regel(utgivning, make_lydelse(regel, siffror))]
    assert any(said in text for text in words), words
