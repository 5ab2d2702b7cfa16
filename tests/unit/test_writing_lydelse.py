"""New wordings and new ids, tried on every requirement of this repository."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kravbok.loader import load_register
from kravbok.register import Register
from kravbok.sources import File, read_folder
from kravbok.writing.canonical import canonical
from kravbok.writing.ids import next_number
from kravbok.writing.krav import find_folder, find_serie
from kravbok.writing.lydelse import OWN, add_lydelse, in_force, places_again
from kravbok.writing.records import Value

ROOT = Path(__file__).parents[2]


@cache
def real() -> Register:
    """This repository's own records."""
    files, _ = read_folder(ROOT, "krav")
    return load_register(files)[0]


@pytest.mark.parametrize("krav_id", sorted(real().krav))
def test_a_new_wording_has_what_the_one_in_force_has(krav_id: str) -> None:
    register, krav = real(), real().krav[krav_id]
    post, number = register.post(krav), in_force(krav)
    source = register.sources[post.path]
    before = krav.lydelser[number]
    own: dict[str, Value] = {"galler_fran": date(2031, 1, 1), "andring": {"typ": ["skärpt"], "motiv": "Prov."}}
    if before.i_bok:
        own["i_bok"] = places_again(before, "okänt", "okänt")
    made = add_lydelse(post.path, source, post.number, number, own)
    assert isinstance(made, bytes), made
    assert canonical(post.path, made) == made
    after, findings = load_register([File(post.path, made)])
    assert findings == []
    *kept, new = after.krav[krav_id].lydelser
    assert tuple(kept) == krav.lydelser
    shared = set(type(new).model_fields) - OWN
    assert {name: getattr(new, name) for name in shared} == {name: getattr(before, name) for name in shared}
    assert [bok for bok, place in new.i_bok.items() if place] == [bok for bok, place in before.i_bok.items() if place]
    assert (new.ursprung, new.saknas, new.finansiering) == ((), (), None)


def test_a_chapter_has_its_series_and_its_folder() -> None:
    assert find_serie(real(), "halsoval", "pafoljder") == "HV-PAF"
    assert find_folder(real(), "halsoval", "pafoljder") == "krav/halsoval/pafoljder"
    assert find_serie(real(), "fotvard", "it-sakerhet") is None
    assert find_folder(real(), "fotvard", "it-sakerhet") == "krav/fotvard/it-sakerhet"


def test_the_next_id_follows_the_highest_of_names_and_ids(tmp_path: Path) -> None:
    files = [
        File("krav/provbok/HV-PAF-004.yaml", b"id: HV-PAF-009\ntext: HV-PAF-500 n\xc3\xa4mns bara\n"),
        File("krav/provbok/XHV-PAF-700.yaml", b"id: HV-PAFX-800\n"),
        File("krav/provbok/trasig.yaml", b"id: 'HV-PAF-012'\nid: x\n\xff"),
    ]
    assert next_number(tmp_path, files, "HV-PAF").id == "HV-PAF-013"
    assert next_number(tmp_path, files, "HV-NY").id == "HV-NY-001"
    full = [File("krav/provbok/HV-PAF-999.yaml", b"")]
    assert next_number(tmp_path, full, "HV-PAF").id is None
