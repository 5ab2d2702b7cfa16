"""All 180 facts are accounted for: each is mapped once, every figure stands in a record, docs/sparning.md says so."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest

from kravbok.model.bas import Modell
from kravbok.model.inspel import Kontrollrakning
from kravbok.model.krav import Krav
from kravbok.register import Post, Register
from kravbok.rules.kontroll import recompute
from verktyg.sparning import (
    SPARNING,
    Koppling,
    find_figures,
    find_numbers,
    find_words,
    index_posts,
    load_kartor,
    load_krav,
    load_uppgifter,
    numbers_of,
    render_sparning,
)

UPPGIFTER = load_uppgifter()
KARTOR, KARTFEL = load_kartor()
KOPPLADE = sorted(fact for fact in UPPGIFTER if KARTOR.get(fact, Koppling()).poster)


class Innehall(NamedTuple):
    """The register and its records by id."""

    register: Register
    poster: dict[str, list[Post]]


@pytest.fixture(scope="module")
def innehall() -> Innehall:
    register = load_krav()
    return Innehall(register, index_posts(register))


def test_fact_list_is_whole() -> None:
    assert len(UPPGIFTER) == 180


def test_every_fact_is_mapped_exactly_once() -> None:
    assert KARTFEL == []
    assert sorted(KARTOR) == sorted(UPPGIFTER)


def test_background_only_where_the_fact_is_background() -> None:
    wrong = [
        fact
        for fact, koppling in KARTOR.items()
        if koppling.bakgrund and not UPPGIFTER[fact].status.startswith("background/measurement")
    ]
    assert wrong == []


def test_every_mapped_record_exists_and_is_one(innehall: Innehall) -> None:
    found = {name: len(innehall.poster.get(name, [])) for koppling in KARTOR.values() for name in koppling.poster}
    assert {name: count for name, count in found.items() if count != 1} == {}


def _derived(register: Register, record: Modell) -> set[Decimal]:
    """The figures that the program itself derives from a claim: they stand in no record."""
    claims = recompute(register, record).pastaenden if isinstance(record, Kontrollrakning) else ()
    return {item.varde.varde for claim in claims for item in claim.skulle if (item.varde.lag * 10**6).denominator == 1}


@pytest.mark.parametrize("fact", KOPPLADE)
def test_every_figure_stands_in_a_record(fact: str, innehall: Innehall) -> None:
    held: set[Decimal] = set()
    for post in _posts(KARTOR[fact], innehall):
        held |= numbers_of(innehall.register, post) | _derived(innehall.register, post.record)
    missing = sorted(find_figures(UPPGIFTER[fact]) - held)
    assert missing == [], f"{fact}: {', '.join(map(str, missing))} saknas i {', '.join(KARTOR[fact].poster)}"


def test_doubling_says_how_the_figure_follows(innehall: Innehall) -> None:
    doubled = [fact for fact, item in UPPGIFTER.items() if "dubblering" in item.siffror]
    assert doubled == ["HV-ERS-01", "HV-ERS-02"]
    for fact in doubled:
        records = [post.record for post in _posts(KARTOR.get(fact, Koppling()), innehall)]
        krav = [record for record in records if isinstance(record, Krav)]
        assert any(item.harledning for record in krav for lydelse in record.lydelser for item in lydelse.ursprung), fact


def _posts(koppling: Koppling, innehall: Innehall) -> Iterator[Post]:
    for name in koppling.poster:
        yield from innehall.poster.get(name, [])


def test_document_is_up_to_date(innehall: Innehall) -> None:
    written = SPARNING.read_text(encoding="utf-8")
    assert written == render_sparning(UPPGIFTER, KARTOR, innehall.poster), "kör python tests/verktyg/sparning.py"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5\N{NARROW NO-BREAK SPACE}000 kr, 1 600 platser", {5000, 1600}),
        ("maj 2021 300 tkr", {2021, 300}),
        ("7,50 mkr och 1 043–1 588 kr", {Decimal("7.5"), 1043, 1588}),
        ("2021-04-22", {2021, 4, 22}),
        ("ICD Z718 enligt HV-PAF-004", {718}),
        ("40, 50, 60 och 70 år", {40, 50, 60, 70}),
    ],
)
def test_numbers_are_compared_as_numbers(text: str, numbers: set[Decimal]) -> None:
    assert find_numbers(text) == numbers


def test_words_count_as_numbers() -> None:
    assert find_words("Fyra gånger, inga fler än den tredje") == {4, 0, 3}


def test_places_and_quotes_prove_nothing(innehall: Innehall) -> None:
    (post,) = innehall.poster["VF-TILL-001"]
    numbers = numbers_of(innehall.register, post)
    assert 40 in numbers
    assert not numbers & {310, 312, 10}, "rader, ordning och citat räknas inte"
