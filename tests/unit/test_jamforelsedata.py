"""Every pair of editions compared when the site is built: what is chosen from it is what the program itself says."""

from __future__ import annotations

import gzip
import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Slag
from kravbok.export.webb.jamforelse_json import write_jamforelse_json
from kravbok.loader import load_register
from kravbok.view.andringar.urval import Urval, allowed_values, select
from kravbok.view.andringar.vy import view_andringar
from kravbok.view.webb.jamforelse import chosen_by, token, view_filter
from kravbok.view.webb.jamforelsedata import Jamforelseplan, jamforelsedata, plan_jamforelser
from verktyg import scheman
from verktyg.jamforelser import books, chosen, compared, editions, files, say_data, say_view
from verktyg.skillnader import Skillnadsfall, edition, read_cases

CASES = list(read_cases())
NARVARD = tuple(name for name in editions() if name.startswith("narvard"))
PAIRS = list(permutations(NARVARD, 2))
MIRRORED: dict[Slag, Slag] = {
    "ny": "upphävd", "upphävd": "ny", "skärpt": "lindrad", "lindrad": "skärpt", "delad": "sammanslagen",
    "sammanslagen": "delad",
}  # fmt: skip

every_pair = pytest.mark.parametrize("par", PAIRS, ids=" ".join)


def read(adress: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files()[adress])
    return found


def pair_of(data: dict[str, Any], fore: str, efter: str) -> dict[str, Any]:
    return next(pair for pair in data["par"] if (pair["fore"], pair["efter"]) == (fore, efter))


def test_there_is_a_file_for_each_book_with_editions_and_for_books_with_something_in_common() -> None:
    assert sorted(files()) == ["jamfor/fotvard+narvard.json", "jamfor/fotvard.json", "jamfor/narvard.json"]


@pytest.mark.parametrize("adress", sorted(files()))
def test_a_file_follows_its_schema(adress: str) -> None:
    schema = scheman.shut(scheman.make_schemas()["jamforelse-1.json"])
    assert [item.message for item in Draft202012Validator(schema).iter_errors(read(adress))] == []


@every_pair
def test_what_is_chosen_for_a_pair_is_what_the_program_says(par: tuple[str, str]) -> None:
    data, vy = read("jamfor/narvard.json"), view_andringar(compared(*par))
    shown = pair_of(data, *par)
    assert say_data(data, shown) == say_view(vy)
    assert [part["id"] for part in shown["avsnitt"]] == [part.id for part in vy.avsnitt]
    assert [part["mening"] for part in shown["bilagor"]] == [part.mening for part in vy.bilagor]
    assert [name for name, _ in shown["dolda"]] == [item.id for item in vy.dolda]
    assert (shown["titel"], shown["omfattning"]) == (vy.titel, vy.omfattning)


@pytest.mark.parametrize("fall", CASES, ids=[fall.namn for fall in CASES])
def test_each_case_of_a_difference_is_told_whole(fall: Skillnadsfall) -> None:
    before, after = (load_register(side)[0] for side in fall.files())
    fore, efter = edition(before, fall.sidor[0]), edition(after, fall.sidor[1])
    made = jamforelsedata(Jamforelseplan("jamfor/prov.json", (fore, efter), ((fore, efter),)))
    data = json.loads(write_jamforelse_json(made))
    jamforelse = diff_utgivningar(fore, efter)
    common = {item.id for item in jamforelse.krav if fore.bok.id == efter.bok.id or (item.fore and item.efter)}
    expected = [line for line in say_view(view_andringar(jamforelse)) if line[0] in common]
    assert say_data(data, data["par"][0]) == expected


@every_pair
def test_the_other_way_everything_is_mirrored(par: tuple[str, str]) -> None:
    there, back = compared(*par), compared(*par[::-1])
    turned = {item.id: {MIRRORED.get(kind, kind) for kind in item.slag} for item in back.krav}
    assert {item.id: set(item.slag) for item in there.krav} == turned
    data = read("jamfor/narvard.json")
    rows, turned_rows = (
        {line[0]: line[6] for line in say_data(data, pair_of(data, *names))} for names in (par, par[::-1])
    )
    for name, text in rows.items():
        old, new = ([said for row in text for said in row[side]] for side in (0, 1))
        back_old, back_new = ([said for row in turned_rows[name] for said in row[side]] for side in (0, 1))
        assert (_plain(old), _plain(new)) == (_plain(back_new), _plain(back_old))


def _plain(words: list[str]) -> str:
    return "".join(word[1:] for word in words)


@given(data=st.data())
def test_choosing_on_the_page_is_choosing_with_the_command(data: st.DataObject) -> None:
    par = data.draw(st.sampled_from(PAIRS))
    jamforelse, whole = compared(*par), read("jamfor/narvard.json")
    allowed = allowed_values(jamforelse.fore, jamforelse.efter)
    allowed["kapitel"] = [part.kapitel.id for part in (*jamforelse.fore.avsnitt, *jamforelse.efter.avsnitt)]
    groups = {
        group: tuple(data.draw(st.lists(st.sampled_from(allowed[group]), max_size=2)))
        for group in ("slag", "typ", "omrade", "kapitel", "kravniva", "vem")
    }
    expected = [item.id for item in select(jamforelse, Urval(**groups)).krav if not item.doljbar]
    val = {group: tuple(map(token, names)) for group, names in groups.items()}
    assert sorted(chosen(whole, pair_of(whole, *par), **val)) == sorted(expected)


@every_pair
def test_the_counts_of_the_form_are_how_many_each_choice_fits(par: tuple[str, str]) -> None:
    jamforelse, whole = compared(*par), read("jamfor/narvard.json")
    groups = view_filter(jamforelse, chosen_by(jamforelse, view_andringar(jamforelse)))
    counts = {(group.id, val.id): val.antal for group in groups for val in group.val}
    fits = {key: len(list(chosen(whole, pair_of(whole, *par), **{key[0]: (key[1],)}))) for key in counts}
    assert counts == fits
    assert {group.id for group in groups} >= {"slag", "typ", "omrade", "kapitel", "kravniva", "vem"}


def test_two_books_show_what_they_have_in_common() -> None:
    data = read("jamfor/fotvard+narvard.json")
    pair = pair_of(data, "narvard@2023", "fotvard@2023")
    assert pair["motsvarar"] == [["NV-TILL-001", "FV-TILL-001"], ["GEM-IT-001", "GEM-IT-001"]]
    both = [item for item in compared("narvard@2023", "fotvard@2023").krav if item.fore and item.efter]
    assert [line[0] for line in say_data(data, pair)] == [item.id for item in both] == ["FV-TILL-001"]
    later = pair_of(data, "narvard@2023", "fotvard@2022")
    assert [line[0] for line in say_data(data, later)] == ["FV-TILL-001", "GEM-IT-001"]
    assert all(pair["motsvarar"] for pair in data["par"])


def test_only_editions_whose_comparison_is_a_page_lead_to_one() -> None:
    plan = next(item for item in plan_jamforelser(books()) if item.adress == "jamfor/narvard.json")
    done = {("narvard@2021", "narvard@2022"): compared("narvard@2021", "narvard@2022")}
    pages = {(pair.fore, pair.efter): pair.sida for pair in jamforelsedata(plan, done).par}
    assert {pair: sida for pair, sida in pages.items() if sida} == {
        ("narvard@2021", "narvard@2022"): "narvard/2021-2022/"
    }


def test_what_several_pairs_say_is_there_once_and_the_same_input_gives_the_same_bytes() -> None:
    data = read("jamfor/narvard.json")
    for shared in ("andringar", "stycken", "rubriker"):
        told = [json.dumps(item, sort_keys=True) for item in data[shared]]
        assert len(told) == len(set(told))
    again = {plan.adress: write_jamforelse_json(jamforelsedata(plan)) for plan in plan_jamforelser(books())}
    assert again == files()
    assert all(len(gzip.compress(text.encode(), mtime=0)) < 10_000 for text in again.values())


@pytest.mark.parametrize(
    ("value", "word"),
    [("ändrad text", "andrad-text"), ("IT-säkerhet", "it-sakerhet"), ("–", "-"), ("a|b c,d", "a-b-c-d")],
)
def test_a_choice_is_one_word_of_an_address(value: str, word: str) -> None:
    assert token(value) == word
