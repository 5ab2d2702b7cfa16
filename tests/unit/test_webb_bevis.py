"""The proof of the site is proven: a word dropped, swapped or changed on any page of a requirement is caught."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kravbok.build import build, find_pairs
from kravbok.settings import Byggval
from kravbok.templates import Mallar, packaged_templates
from kravbok.verify.bevis_webb import Sidbevis, prove_data, prove_fragment, prove_page
from kravbok.view.parts import Bit, Faktum, KravVy
from kravbok.webbplats.bevisning import Bevisning
from kravbok.webbplats.nycklar import Nycklar
from kravbok.webbplats.sidor import plan_sidor
from kravbok.webbplats.skrivning import page_files
from kravbok.webbplats.underlag import make_webbunderlag
from verktyg.bygge import copy_project, utgavor

KINDS = {"krav", "id", "kapitel"}


@cache
def pages() -> dict[str, tuple[tuple[Sidbevis, ...], bytes, bytes, bytes]]:
    """Every page of the mixed book that shows a requirement: what it must hold, the page, its fragment, its data."""
    editions, mallar = list(utgavor("blandat").values()), Mallar(packaged_templates())
    pairs = find_pairs(editions, mallar, Byggval(Path("inget"), Path("inget")), utkast=False)
    underlag = make_webbunderlag(editions, pairs, None, {}, utkast=False)
    bevisning, found = Bevisning(underlag), {}
    for plan in plan_sidor(underlag, Nycklar(underlag, mallar)):
        if plan.nyckel:
            sida = plan.make()
            page, fragment, data = (text.encode() for _, text in page_files(sida, underlag.webb, mallar))
            found[f"{sida.slag} {plan.adress}"] = (bevisning.wanted(sida), page, fragment, data)
    return found


def test_every_page_of_a_requirement_is_proven() -> None:
    assert {name.split()[0] for name in pages()} == KINDS
    for name, (wanted, page, fragment, data) in pages().items():
        assert wanted, name
        assert [*prove_page(page, wanted), *prove_page(fragment, wanted), *prove_data(data, wanted)] == [], name
        assert list(prove_fragment(fragment, page, ("../", "../"), wanted)) == [], name


def mutated(krav: KravVy) -> Iterator[tuple[str, KravVy]]:
    """Each way that a page may lack a word of a requirement, or have one too much, two swapped or another digit."""
    for part in ("block", "regel", "markning"):
        for at, text in enumerate(getattr(krav, part)):
            for what, other in spoilt(text):
                rows = getattr(krav, part)
                changed: Any = {part: (*rows[:at], other, *rows[at + 1 :])}
                yield what, replace(krav, **changed)
    for at, fact in enumerate(krav.fakta):
        for number, value in enumerate(fact.varden):
            for what, other in spoilt("".join(bit.text for bit in value)):
                values = (*fact.varden[:number], (Bit(other),), *fact.varden[number + 1 :])
                yield what, replace(krav, fakta=(*krav.fakta[:at], Faktum(fact.term, values), *krav.fakta[at + 1 :]))


def spoilt(text: str) -> Iterator[tuple[str, str]]:
    """A word more in each place, each inner word dropped, each two beside each other swapped, each digit changed."""
    words = text.split()
    for at in range(len(words) + 1):
        yield f"ord {at}", " ".join([*words[:at], "saknat", *words[at:]])
    for at, word in enumerate(words[1:-1], start=1):
        yield f"utan {word}", " ".join([*words[:at], *words[at + 1 :]])
    for at, (one, other) in enumerate(pairwise(words)):
        if one != other:
            yield f"{other} före {one}", " ".join([*words[:at], other, one, *words[at + 2 :]])
    for digit in re.finditer("[0-9]", text):
        changed = str((int(digit[0]) + 1) % 10)
        yield f"{changed} för {digit[0]}", text[: digit.start()] + changed + text[digit.end() :]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_change_of_a_requirement_is_caught(kind: str) -> None:
    survivors, tried = [], 0
    for name, (wanted, page, _, data) in pages().items():
        if not name.startswith(f"{kind} "):
            continue
        for at, item in enumerate(wanted):
            for what, krav in mutated(item.krav):
                others = (*wanted[:at], replace(item, krav=krav), *wanted[at + 1 :])
                tried += 1
                caught = [fault.post for fault in prove_page(page, others)]
                if caught != [krav.id] or not list(prove_data(data, others)):
                    survivors.append(f"{name}: {krav.id}: {what}: {caught}")
    assert tried > 500
    assert survivors == []


def test_a_requirement_of_another_edition_is_caught() -> None:
    own = {name: wanted for name, (wanted, *_) in pages().items() if name.startswith("krav provbok/2022/")}
    caught = 0
    for name, wanted in own.items():
        earlier = pages().get(name.replace("2022", "2021"))
        if earlier is not None and earlier[0][0].krav != wanted[0].krav:
            assert list(prove_page(earlier[1], wanted))
            assert list(prove_data(earlier[3], wanted))
            caught += 1
    assert caught


def test_words_between_two_blocks_are_caught() -> None:
    wanted, page, fragment, _ = next(rows for name, rows in pages().items() if name == "krav provbok/2022/PR-LIST-001/")
    for data in (page, fragment):
        spoilt_page = data.replace(b'<dl class="kb-fakta">', b'<p>inte</p><dl class="kb-fakta">', 1)
        assert spoilt_page != data
        assert [item.post for item in prove_page(spoilt_page, wanted)] == ["PR-LIST-001"]
    assert list(prove_fragment(fragment.replace(b"ska", b"kan"), page, ("../", "../"), wanted))


def test_hidden_words_do_not_count() -> None:
    wanted, page, *_ = next(rows for name, rows in pages().items() if name == "krav provbok/2022/PR-LIST-001/")
    hidden = page.replace(b'<dl class="kb-fakta">', b'<dl class="kb-fakta" hidden>', 1)
    assert hidden != page
    assert list(prove_page(hidden, wanted))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"innehall": {"krav": {}}}', b"\xff", json.dumps({}).encode()])
def test_data_that_is_no_page_is_a_fault(data: bytes) -> None:
    wanted = next(rows for rows in pages().values())[0]
    assert list(prove_data(data, wanted))
    assert list(prove_page(data, wanted))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("delar.html", "{{ krav.html | safe }}", "{{ krav.html | lower | safe }}"),
        ("delar.html", "<li>{{ rad | odelat }}</li>", "<li>{{ krav.regel | first }}</li>"),
        ("delar.html", "<dt>{{ faktum.term }}</dt>", ""),
        ("webb/id.html", "{{ delar.lydelse(del.krav) -}}", ""),
        ("webb/krav.html", "{{ delar.lydelse(vy.krav) -}}", "{{ delar.fakta(vy.krav.fakta, 'kb-fakta') }}"),
    ],
)
def test_a_template_that_changes_a_requirement_stops_the_build_at_its_record(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    projekt = copy_project("blandat", tmp_path / "projekt")
    text = packaged_templates()[name].decode()
    assert old in text
    (projekt / "mallar" / name).parent.mkdir(parents=True)
    (projekt / "mallar" / name).write_text(text.replace(old, new), encoding="utf-8")
    findings = build(Byggval(projekt, projekt / "build", format=("webbplats",))).findings
    assert {item.code for item in findings} == {"K704"}
    assert {item.position.path.split("/")[0] for item in findings} == {"krav"}
    assert all(item.related[0].position.path.startswith("webbplats/") for item in findings)
    assert not (projekt / "build").exists()
