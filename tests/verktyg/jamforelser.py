"""The project with four editions and three books in tests/data/upplagor, and what its comparisons say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning, make_utgivning
from kravbok.export.webb.jamforelse_json import write_jamforelse_json
from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.sources import read_folder
from kravbok.view.andringar.delar import AndringsVy, AndringVy, ParVy, all_andringar
from kravbok.view.parts import Faktum, plain
from kravbok.view.webb.jamforelse import side_id
from kravbok.view.webb.jamforelsedata import jamforelsedata, plan_jamforelser
from verktyg.bygge import DATA

PROJEKT = DATA / "upplagor"
Sagt = tuple[Any, ...]


@cache
def register() -> Register:
    """The project's register."""
    files, findings = read_folder(PROJEKT, "krav")
    found, faults = load_register(files)
    assert not findings
    assert not faults
    return found


@cache
def editions() -> dict[str, Utgivning]:
    """Every edition by its name, in order of book and time."""
    books = sorted(register().bocker.items())
    made = [make_utgivning(register(), bok, item) for _, bok in books for item in bok.upplagor]
    return {side_id(item): item for item in made}


def books() -> list[list[Utgivning]]:
    """The editions, book by book."""
    names = sorted(register().bocker)
    return [[item for item in editions().values() if item.bok.id == name] for name in names]


@cache
def compared(fore: str, efter: str) -> Jamforelse:
    """Two editions compared, as the program does."""
    return diff_utgivningar(editions()[fore], editions()[efter])


@cache
def files() -> dict[str, str]:
    """Every file of comparisons, by its address."""
    return {plan.adress: write_jamforelse_json(jamforelsedata(plan)) for plan in plan_jamforelser(books())}


def say_view(vy: AndringsVy) -> list[Sagt]:
    """What the view says of each requirement that differs, as one line of plain values."""
    return [_say_change(item) for item in all_andringar(vy)]


def _say_change(item: AndringVy) -> Sagt:
    figures = [(figure.namn, figure.fore, figure.efter, figure.skillnad, figure.procent) for figure in item.siffror]
    head = (item.id, item.tecken, item.nummer, item.rubrik, list(item.markning), item.anmarkning)
    return (*head, [_say_row(row) for row in item.par], figures, _say_facts(item.fakta))


def _say_row(row: ParVy) -> Sagt:
    columns = [[f"{bit.tecken}{bit.text}" for bit in bits] for bits in (row.fore, row.efter, row.ord)]
    return (*columns, row.i_stallet, row.punkt_fore, row.punkt_efter)


def _say_facts(facts: tuple[Faktum, ...]) -> list[Sagt]:
    return [(fact.term, [plain(value) for value in fact.varden]) for fact in facts]


def say_data(data: dict[str, Any], pair: dict[str, Any]) -> list[Sagt]:
    """What a file of comparisons says of each requirement of a pair: chosen from it, as the page's script does."""
    return [
        _say_chosen(data, data["andringar"][at], number) for part in pair["avsnitt"] for at, number in part["andringar"]
    ]


def _say_chosen(data: dict[str, Any], item: dict[str, Any], number: str) -> Sagt:
    rows = [
        (*(row.get(key, []) for key in ("fore", "efter", "ord")),
         *(row.get(key, "") for key in ("i_stallet", "punkt_fore", "punkt_efter")))
        for row in data["stycken"][item["stycken"]]
    ]  # fmt: skip
    facts = [(term, ["".join(_words(bit) for bit in value) for value in values]) for term, values in item["fakta"]]
    head = (item["id"], item["tecken"], number, item["rubrik"], item["markning"], item["anmarkning"])
    return (*head, rows, [tuple(figure[1:]) for figure in item["siffror"]], facts)


def _words(bit: Any) -> str:
    return bit if isinstance(bit, str) else str(bit[0])


def chosen(data: dict[str, Any], pair: dict[str, Any], **val: tuple[str, ...]) -> Iterator[str]:
    """The requirements of a pair that some choices fit, by the words that the page chooses by."""
    for part in pair["avsnitt"]:
        for at, _ in part["andringar"]:
            item = data["andringar"][at]
            if _fits(item, val):
                yield item["id"]


def _fits(item: dict[str, Any], val: dict[str, tuple[str, ...]]) -> bool:
    own = {group: names for group, names in val.items() if group in ("slag", "belopp")}
    rest = {group: names for group, names in val.items() if group not in own}
    sides = [item[side].split() for side in ("fore", "efter") if item[side]]
    return _has(item["slag"].split(), own) and any(_has(side, rest) for side in sides)


def _has(words: list[str], val: dict[str, tuple[str, ...]]) -> bool:
    return all(any(f"{group}:{name}" in words for name in names) for group, names in val.items() if names)
