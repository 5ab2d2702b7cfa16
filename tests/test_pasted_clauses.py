"""Clauses as an editor pastes them from Word or a PDF, each with one fault: that finding in its place, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from verktyg.fall import check, places

FILE = Path(__file__).parent / "cases" / "inklistrade" / "fall.txt"
KRAV = "krav/provbok/HV-LIST-001.yaml"
_KEYS = re.compile(r"(?:[a-z]+: .*\n)+")


class Inklistrad(NamedTuple):
    """A pasted clause: its name, the file that it makes, the code to be found, and the words it begins with."""

    namn: str
    text: str
    kod: str
    ord: str


def cases() -> Iterator[Inklistrad]:
    """Every case of the file."""
    for part in re.split(r"^## ", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        text, _, answer = body.partition("=> ")
        code, _, words = answer.strip().partition(" ")
        keys = _KEYS.match(text)
        yield Inklistrad(name, krav(text[keys.end() :] if keys else text, keys[0] if keys else ""), code, words)


def krav(text: str, keys: str) -> str:
    """A whole requirement with the text, and with these keys of its wording instead of the usual ones."""
    given = dict(line.split(": ", 1) for line in keys.splitlines())
    usual = {"rubrik": "Inklistrat", "typ": "krav", "vem": "vårdgivaren", "kravniva": "ska"}
    names = re.findall(r"(\w+):", given.get("siffror", ""))
    source = f", belagger: {names}, harledning: prov".replace("'", "") if names else ""
    lines = [
        "id: HV-LIST-001",
        "lydelser:",
        "  - galler_fran: 2021-01-01",
        "    plats: {bok: provbok, kapitel: listning, ordning: 10}",
        *(f"    {key}: {value}" for key, value in {**usual, **given}.items()),
        "    text: |",
        *(f"      {line}".rstrip() for line in text.strip("\n").split("\n")),
        f"    ursprung: [{{dokument: rapport, rader: 3-4{source}}}]",
    ]
    return "\n".join(lines) + "\n"


CASES = list(cases())


def test_there_are_thirty_and_no_two_alike() -> None:
    assert len({case.text for case in CASES}) == len(CASES) >= 30
    assert len({case.kod for case in CASES}) >= 20


@pytest.mark.parametrize("case", CASES, ids=[case.namn for case in CASES])
def test_a_pasted_clause_gives_its_one_finding(case: Inklistrad) -> None:
    found = places(check({KRAV: case.text.encode()}))
    assert len(found) == 1
    assert found[0] in {f"{case.kod} {KRAV}:{place}" for place in marked(case)}


def marked(case: Inklistrad) -> Iterator[str]:
    """Every place where the words of the case stand, as line:column; mostly there is one."""
    for number, line in enumerate(case.text.split("\n"), start=1):
        yield from (f"{number}:{match.start() + 1}" for match in re.finditer(re.escape(case.ord), line))
