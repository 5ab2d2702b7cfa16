"""The schemas of the records say what the loader says: what it reads they accept, and what it refuses they refuse."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

from kravbok.felkoder import examples
from kravbok.loader import REGISTERS, kind_of, load_register
from kravbok.model import bas
from kravbok.model.farg import Farg
from kravbok.reader import read_documents
from kravbok.schema.forms import FORMS
from kravbok.schema.make import make_schema
from kravbok.schema.slag import SLAG
from kravbok.schema.snippets import SNIPPETS, snippets_of
from kravbok.schema.words import title_of
from kravbok.sources import File
from verktyg.fientliga import Fientlig, byte_cases, text_cases
from verktyg.ordlista import models
from verktyg.schemaord import FILE, render_words

ROOT = Path(__file__).parents[2]
RECORDS = sorted([*ROOT.glob("krav/**/*.yaml"), *ROOT.glob("tests/data/*/krav/**/*.yaml")])
READING = {"K101", "K102", "K103", "K104", "K105", "K106", "K107", "K108", "K109", "K111", "K112", "K113", "K114"}
"""What the loader says of a record by itself."""

CANNOT = {
    "K103": "vilka enheter som finns, och hur tal grupperas, är mer än ett mönster kan säga",
    "K105": "att dagen finns i kalendern kan inget mönster säga",
    "K106": "att första raden står före den sista kan inget mönster säga",
    "K110": "vad lydelsen före har kan bara den se som läser båda",
}
"""The faults that the schemas miss, or some of them, and why."""


@cache
def validator(model: type[bas.Modell]) -> Draft7Validator:
    slag = next(name for name, kind in SLAG.items() if kind is model)
    return Draft7Validator(make_schema(slag))


def inside(path: Path) -> str:
    """The path as the loader has it, from the project's folder."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[parts.index("krav") :])


def model_of(path: str) -> type[bas.Modell]:
    slag = kind_of(path)
    assert slag is not None, path
    return slag.model


def codes(path: str, data: Any) -> set[str]:
    """What the loader says of a record, written to a file."""
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=1000)
    return {item.code for item in load_register([File(path, text.encode())])[1]}


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part)


def test_every_kind_that_the_loader_reads_has_a_schema() -> None:
    assert set(REGISTERS.values()) <= set(SLAG.values())
    paths = ("kravbok.yaml", "organisationer/o.yaml", "b/bok.yaml", "b/kapitel/k.yaml", "b/bilagor/b.yaml", "b/K.yaml")
    assert {model_of(f"krav/{path}") for path in paths} | set(REGISTERS.values()) == set(SLAG.values())


@pytest.mark.parametrize("slag", SLAG)
def test_a_schema_is_plain_and_swedish(slag: str) -> None:
    schema = make_schema(slag)
    Draft7Validator.check_schema(schema)
    text = json.dumps(schema, ensure_ascii=False)
    assert not re.search(r'"(?:anyOf|oneOf|not|\$ref|\$defs|definitions|default)":', text)
    assert not any("null" in part["type"] for part in parts(schema) if isinstance(part.get("type"), list | str))
    for part in parts(schema):
        for key, value in part.get("properties", {}).items():
            named = isinstance(value, dict) and ("const" in value or "contains" in value)
            assert named or value is False or (value["title"] and value["description"].endswith((".", "”"))), key


def test_a_closed_list_tells_what_each_word_means() -> None:
    kravniva = make_schema("krav")["properties"]["lydelser"]["items"]["properties"]["kravniva"]
    told = dict(zip(kravniva["enum"], kravniva["markdownEnumDescriptions"], strict=True))
    assert told["bör"] == "Det är önskvärt men inte en skyldighet."


def test_the_words_of_the_package_are_those_of_the_word_list() -> None:
    assert FILE.read_text(encoding="utf-8") == render_words(), "PYTHONPATH=tests python -m verktyg.schemaord"
    assert title_of("galler_fran") == "gäller från"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_record_that_is_read_is_accepted(path: Path) -> None:
    name, data = inside(path), path.read_bytes()
    refused = {item.code for item in load_register([File(name, data)])[1]} & READING
    for document in read_documents(name, data)[0]:
        faults = [error.message for error in validator(model_of(name)).iter_errors(document.data)]
        assert refused or faults == []


@pytest.mark.parametrize("kod", [kod for kod in sorted(READING | {"K110", "K115", "K116"}) if kod not in CANNOT])
def test_the_bad_example_of_each_code_is_refused_and_the_good_is_not(kod: str) -> None:
    bad, good = examples(kod)
    (wrong,) = (item for item in bad if item.place)
    refused = [
        not validator(model_of(item.path)).is_valid(document.data)
        for item in (wrong, *good)
        for document in read_documents(item.path, item.text.encode())[0]
    ]
    assert refused[0]
    assert not any(refused[1:])


SAID = {"K101", "K102", "K104", "K107", "K108", "K109", "K111", "K112", "K113", "K114"}
HOSTILE = [case for case in [*text_cases(), *byte_cases()] if {item[:4] for item in case.expected} & SAID]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
def test_a_hostile_record_that_the_loader_refuses_is_refused(case: Fientlig) -> None:
    documents, _ = read_documents(case.path, case.data)
    assert not all(validator(model_of(case.path)).is_valid(document.data) for document in documents)


@cache
def samples() -> list[tuple[str, Any]]:
    """Records of every kind that are read without fault."""
    found = []
    for path in RECORDS:
        documents, _ = read_documents(inside(path), path.read_bytes())
        found += [(inside(path), document.data) for document in documents if not codes(inside(path), document.data)]
    return found


def boxes(data: Any) -> list[Any]:
    """Every list and mapping within a record, with the record itself."""
    below = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data, *(box for item in below if isinstance(item, dict | list) for box in boxes(item))]


@given(st.data())
def test_a_record_with_one_thing_changed_is_judged_as_the_loader_judges_it(draw: st.DataObject) -> None:
    path, whole = draw.draw(st.sampled_from(samples()))
    record = copy.deepcopy(whole)
    box = draw.draw(st.sampled_from(boxes(record)))
    assume(box)
    key = draw.draw(st.sampled_from(sorted(box) if isinstance(box, dict) else range(len(box))))
    change = draw.draw(st.sampled_from(["drop", "rename", "word", "list", "mapping"]))
    old = box.pop(key)
    if change == "rename" and isinstance(box, dict):
        box[f"{key}x"] = old
    elif change != "drop":
        new = {"word": "annat ord", "list": ["a"], "mapping": {"a": "b"}}.get(change, old)
        box.__setitem__(key, new) if isinstance(box, dict) else box.insert(key, new)
    found, valid = codes(path, record), validator(model_of(path)).is_valid(record)
    if not found & {*READING, "K110", "K115", "K116", "K837", "K838"}:
        assert valid
    elif found & {"K101", "K102", "K104", "K107", "K111"} and not found & set(CANNOT):
        assert not valid


KINDS = {
    "KravId": bas.KravId,
    "BokId": bas.BokId,
    "UpplagaId": bas.UpplagaId,
    "Namn": bas.Namn,
    "SiffraNamn": bas.SiffraNamn,
    "Hash": bas.Hash,
    "Heltal": bas.Heltal,
    "Dag": bas.Dag,
    "TidVarde": bas.TidVarde,
    "Siffra": bas.Siffra,
    "Rader": bas.Rader,
    "Adress": bas.Adress,
    "Farg": Farg,
}
WRITTEN = st.one_of(
    st.text(max_size=70),
    st.from_regex(r"\A(minst |högst |mer än )?-?[0-9]{1,3}( [0-9]{3})?(,[0-9]+)?[ \u00a0](kr|%|veckor)(/[a-z]+)?\Z"),
    st.from_regex(r"\A[0-9]{4}(-[0-9]{2}){0,2}\Z"),
    st.from_regex(r"\A[A-Za-z]{1,5}-[A-Z]{1,10}-[0-9]{3}\Z"),
    st.from_regex(r"\A[0-9a-f#-]{1,9}\Z"),
    st.from_regex(r"\Ahttps?://[a-zåäö./?#=%-]{1,30}\Z"),
    st.sampled_from(["okänt", "okänd", "källan anger inte", " 5 kr ", "5 – 10 kr", "0–100 000 kr", "a" * 64]),
    st.dates().map(date.isoformat),
)


@pytest.mark.parametrize("kind", KINDS)
@given(text=WRITTEN)
def test_what_the_model_reads_the_form_accepts(kind: str, text: str) -> None:
    written = KINDS[kind]
    try:
        TypeAdapter(written).validate_python(text)
    except ValidationError:
        return
    assert Draft7Validator(FORMS[written.__metadata__[-1].func]).is_valid(text)


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        ("KravId", "HV-1"),
        ("Heltal", "1,5"),
        ("Heltal", -1),
        ("Heltal", True),
        ("Dag", "1 mars"),
        ("TidVarde", "våren 2022"),
        ("TidVarde", {"senast": "2022"}),
        ("TidVarde", {"efter": "2022-01-01"}),
        ("TidVarde", {}),
        ("TidVarde", 22),
        ("Siffra", "cirka 5 kr"),
        ("Siffra", 1.5),
        ("Siffra", None),
        ("Rader", "870–872 och 880"),
        ("Farg", "blå"),
        ("Adress", "exempel.se"),
    ],
)
def test_a_form_refuses_what_is_not_meant(kind: str, refused: Any) -> None:
    assert not Draft7Validator(FORMS[KINDS[kind].__metadata__[-1].func]).is_valid(refused)


@pytest.mark.parametrize(
    ("kind", "number"),
    [("UpplagaId", 2022), ("Heltal", 40), ("TidVarde", 2021), ("Siffra", 40), ("Rader", 870), ("Namn", 1)],
)
def test_a_form_accepts_the_number_that_an_editors_yaml_makes_of_a_text(kind: str, number: int) -> None:
    assert Draft7Validator(FORMS[KINDS[kind].__metadata__[-1].func]).is_valid(number)


def filled(body: Any) -> Any:
    """A snippet with its gaps left as they are proposed."""
    text = json.dumps(body, ensure_ascii=False)
    return json.loads(re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text))


@pytest.mark.parametrize("name", [label for snippets in SNIPPETS.values() for label in snippets])
def test_a_snippet_is_a_whole_record(name: str) -> None:
    model, body = next(
        (model, filled(item["body"])) for model in SNIPPETS for item in snippets_of(model) if item["label"] == name
    )
    model.model_validate(body)


def test_a_wording_may_take_what_it_lacks_from_the_one_before() -> None:
    lydelse = {"galler_fran": "2022-01-01", "som_foregaende": ["rubrik", "typ", "vem", "kravniva", "plats"]}
    krav = {"id": "HV-PROV-001", "lydelser": [lydelse | {"text": "Prov."}]}
    assert validator(SLAG["krav"]).is_valid(krav)
    del lydelse["som_foregaende"][-1]  # type: ignore[attr-defined]
    krav["lydelser"] = [lydelse | {"text": "Prov."}]
    (fault,) = validator(SLAG["krav"]).iter_errors(krav)
    assert fault.validator == "required"


def test_no_part_of_the_model_is_left_out() -> None:
    shown = {item["title"] for slag in SLAG for item in parts(make_schema(slag)) if "title" in item}
    keys = {title_of(key) for model in models().values() for key in model.model_fields}
    assert {title.lower() for title in keys} <= {title.lower() for title in shown}
