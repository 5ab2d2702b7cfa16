"""Form 1 and the seals: what is the same, what differs, the chain, corrections, and files that mean harm."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kravbok.checks.forseglingar import check_forseglingar
from kravbok.edition import make_utgivning
from kravbok.git import read_commit
from kravbok.loader import load_register
from kravbok.model.bas import parse_siffra
from kravbok.model.tid import parse_tid
from kravbok.register import Register
from kravbok.seal.form import canonical, digest, encode, fold
from kravbok.seal.forsegling import ForseglingFel, checksum, make_forsegling, parse_forsegling, seal_of, to_bytes
from kravbok.seal.innehall import read_innehall
from kravbok.sources import File
from verktyg import forseglade as f
from verktyg.forseglade import BLAD, BOK, LIST_1, PAF_2, SEAL, Files, change, found, refused, sealed, text
from verktyg.gitrepo import commit, git
from verktyg.grund import base

# Form 1


WORDS = st.text(max_size=8)
VALUES = st.recursive(
    WORDS | st.none(), lambda part: st.lists(part, max_size=3) | st.dictionaries(WORDS, part, max_size=3)
)


@given(VALUES)
def test_json_is_that_of_another_implementation(value: object) -> None:
    assert encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_keys_are_ordered_by_code_units() -> None:
    assert encode({"\ufb33": "", "\U0001f600": "", "a": ""}) == '{"a":"","\U0001f600":"","\ufb33":""}'.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 000 kr/vecka", "1000 kr/vecka"),
        ("1 000 kr", "1\N{NO-BREAK SPACE}000 kronor"),
        ("12,5 %", "12,50 procent"),
        ("okänt", "okänt"),
        ("0–100 kr", "0-100 kr"),
    ],
)
def test_a_figure_is_what_it_is_worth(one: str, other: str) -> None:
    assert canonical(parse_siffra(one)) == canonical(parse_siffra(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 000 kr/vecka", "1 000 kr/månad"),
        ("7,5 mkr", "7 500 tkr"),
        ("minst 1 gång/år", "1 gång/år"),
        ("5 %", "5 procentenheter"),
        ("okänt", "källan anger inte"),
        ("1/3", "0,33"),
        ("2022-01-01", "2022-01-02"),
    ],
)
def test_another_figure_is_another(one: str, other: str) -> None:
    if "/3" in one:
        one, other = "0,3333 kr", "0,333 kr"
    assert digest(canonical(parse_siffra(one))) != digest(canonical(parse_siffra(other)))


def test_form_1_is_pinned() -> None:
    assert encode(canonical(parse_siffra("7,5 mkr/år"))).decode() == (
        '{"hog":"15/2","lag":"15/2","namnare":["år"],"taljare":["miljon kronor"]}'
    )
    assert canonical(parse_tid({"senast": "2021-01-01"})) == "senast 2021-01-01"
    assert canonical((870, 872)) == ["870", "872"]
    assert parse_forsegling(text(sealed(), SEAL).encode()).kontrollsumma == PINNED


PINNED = "e5eed01425a761730797b81f8ddb8586150e137726cffd661264f8fc05c544d7"
"""The small project's seal. If it changes, form 1 has changed, and every seal that was ever made is broken."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ett stycke\nsom bryts\nhär.", "Ett stycke som\nbryts här."),
        ("Ett stycke\n", "Ett stycke"),
        ("a\n\n\nb", "a\n\nb"),
        ("- ett\n- två\n  fortsätter", "- ett\n- två fortsätter"),
        ("1. ett\n2. två\nfortsätter", "1. ett\n2. två fortsätter"),
        ("dubbla  blanksteg \nsist", "dubbla blanksteg\nsist"),
        ("rad  \n  rad", "rad\\\nrad"),
        ("- a\n\t- b", "- a\n    - b"),
        (unicodedata.normalize("NFD", "åäö"), "åäö"),
    ],
)
def test_a_text_reads_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\n\nb", "a\nb"),
        ("a\n- b", "a - b"),
        ("- a\n  - b", "- a\n- b"),
        ("- a\n\n  b", "- a\n\nb"),
        ("| a | b |\n| c | d |", "| a | b | c | d |"),
        ("rad  \nrad", "rad rad"),
        ("rad\\\nrad", "rad\\ rad"),
        ("a\n1) b", "a 1) b"),
        ("10\N{NO-BREAK SPACE}000", "10 000"),
        ("a b", "ab"),
        ("- a\n\t- b", "- a - b"),
        ("10\N{NO-BREAK SPACE}\n000", "10\n000"),
    ],
)
def test_a_text_reads_otherwise(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(alphabet="ab -*1.)|\\\n\t", max_size=40))
def test_to_fold_twice_is_to_fold_once(words: str) -> None:
    assert fold(fold(words)) == fold(words)


@given(
    st.lists(st.sampled_from(["vårdgivaren", "ska", "ge", "besked", "inom", "fyra", "veckor,"]), min_size=2), st.data()
)
def test_a_paragraph_may_be_broken_anywhere(words: list[str], data: st.DataObject) -> None:
    breaks = data.draw(st.lists(st.sampled_from([" ", "\n", "\n  "]), min_size=len(words), max_size=len(words)))
    assert fold("".join(word + gap for word, gap in zip(words, breaks, strict=True))) == " ".join(words)


# An edition's content


def load(files: Mapping[str, str | bytes]) -> Register:
    whole = [File(path, data if isinstance(data, bytes) else data.encode()) for path, data in sorted(files.items())]
    register, findings = load_register(whole)
    assert not findings, findings
    return register


def posts(files: Mapping[str, str | bytes], upplaga: int = 0) -> dict[str, str]:
    register = load(files)
    bok = register.bocker["provbok"]
    return dict(read_innehall(make_utgivning(register, bok, bok.upplagor[upplaga])).poster)


def test_what_is_inherited_is_as_if_it_were_written_out() -> None:
    first = text(base(), LIST_1).split("  - avses_galla_fran")[0].split("    rubrik")[1].split("    siffror")[0]
    written = change(
        dict(base()),
        LIST_1,
        "    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, text]\n",
        f"    rubrik{first}",
    )
    assert posts(written, 1) == posts(dict(base()), 1)


SHARED = """
id: PR-GEM-001
lydelser:
  - galler_fran: 2021-01-01
    rubrik: Delat
    typ: krav
    i_bok:
      provbok: {kapitel: listning, ordning: 50, beslut: RF-2020-11-24-190}
      annan: {kapitel: annat, ordning: 7, avvikelse: Gäller bara ibland.}
    vem: regionen
    kravniva: ska
    text: Regionen ska ge besked.
"""


def test_each_book_seals_its_own_view_of_a_shared_clause() -> None:
    shared = {**base(), "krav/gemensamt/PR-GEM-001.yaml": SHARED}
    elsewhere = change(
        shared, "krav/gemensamt/PR-GEM-001.yaml", "ordning: 7, avvikelse: Gäller bara ibland.", "ordning: 8"
    )
    here = change(shared, "krav/gemensamt/PR-GEM-001.yaml", "RF-2020-11-24-190", "okänt")
    assert posts(elsewhere) == posts(shared)
    assert posts(here)["krav/PR-GEM-001"] != posts(shared)["krav/PR-GEM-001"]


def test_a_decided_edition_that_is_replaced_is_the_same() -> None:
    statuses = ["status: beslutad", "status: ersatt", "status: upphävd", "status: inte antagen"]
    found = [posts(change(dict(base()), BOK, statuses[0], status))["upplaga"] for status in statuses]
    assert len({*found[:3]}) == 1
    assert found[3] not in found[:3]


def test_the_colophon_names_the_seal() -> None:
    register = load(sealed())
    bok = register.bocker["provbok"]
    assert seal_of(make_utgivning(register, bok, bok.upplagor[0])) == PINNED
    assert seal_of(make_utgivning(register, bok, bok.upplagor[1])) is None
    assert seal_of(make_utgivning(register, bok, bok.upplagor[0], bok.upplagor[0].fran.dag)) is None


# The chain


def codes(files: Files, root: Path | None = None) -> list[str]:
    return [f"{item.code} {item.position.path}" for item in found(files, root)]


def test_a_seal_names_the_one_before() -> None:
    decided = f.decide_2022(sealed())
    both = f.seal(decided, "provbok", "2022")
    made = parse_forsegling(text(both, "krav/forseglingar/provbok-2022.json").encode())
    assert made.foregaende is not None
    assert (made.foregaende.upplaga, made.foregaende.kontrollsumma, made.beslut) == ("2021", PINNED, None)
    assert codes(both) == []
    assert codes(f.without(both, SEAL)) == [
        "K908 krav/forseglingar/provbok-2022.json", f"K906 {BOK}",
    ]  # fmt: skip


def test_a_seal_of_the_same_is_the_same() -> None:
    register = load(sealed())
    bok = register.bocker["provbok"]
    assert to_bytes(make_forsegling(make_utgivning(register, bok, bok.upplagor[0]))) == sealed()[SEAL]


# What stands in the way


def stops(files: Files, upplaga: str) -> list[str]:
    return [f"{item.code} {item.position.path}:{item.position.line}" for item in refused(files, upplaga)]


def test_a_decided_edition_with_a_declared_gap_can_be_sealed() -> None:
    decided = f.decide_2022(sealed())
    assert stops(decided, "2022") == []
    whole = text(decided, BOK)
    bare = {**decided, BOK: whole[: whole.index("    saknas:")]}
    assert stops(bare, "2022") == [f"K911 {LIST_1}:21", "K911 krav/provbok/pafoljder/PR-PAF-003.yaml:3"]
    unknown = change(decided, LIST_1, "    arende: RS/60/2021\n", "    arende: RS/60/2021\n    beslut: okänt\n")
    assert stops(unknown, "2022") == [f"K911 {LIST_1}:31"]


def test_a_wording_that_is_still_proposed_stops_the_seal() -> None:
    decided = f.decide_2022(sealed())
    proposed = change(decided, LIST_1, "  - galler_fran: 2022-01-01", "  - avses_galla_fran: 2022-01-01")
    assert stops(proposed, "2022") == [f"K911 {LIST_1}:21"]


def test_editions_are_sealed_in_order() -> None:
    decided = f.decide_2022(base())
    late = f.seal(decided, "provbok", "2022")
    assert stops(late, "2021") == [f"K911 {BOK}:8"]
    assert stops(decided, "2022") == []
    third = '  - {id: "2023", galler_fran: 2023-01-01, status: beslutad, beslut: RF-2020-11-24-190}\n'
    both = {**f.decide_2022(sealed())}
    both[BOK] = text(both, BOK) + third
    assert stops(both, "2023") == [f"K911 {BOK}:15"]


# Corrections

WHERE = "krav/register/rattelseblad/RB-1.yaml"


def test_a_correction_that_is_declared_breaks_no_seal() -> None:
    corrected = change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 100 000 kr")
    assert codes(corrected) == [f"K901 {PAF_2}"]
    assert codes({**corrected, WHERE: BLAD}) == []
    words = BLAD.replace("siffra: tak, stod: 10 000 kr", "uppgift: rubrik, stod: Vite").replace(
        "siffra: tak, ska_sta: 100 000 kr", "uppgift: rubrik, ska_sta: Viten"
    )
    assert codes({**change(sealed(), PAF_2, "rubrik: Vite", "rubrik: Viten"), WHERE: words}) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stod: 10 000 kr", "stod: 11 000 kr"),
        ("ska_sta: 100 000 kr", "ska_sta: 90 000 kr"),
        ("galler: PR-PAF-002", "galler: PR-PAF-001"),
        ("upplaga: provbok/2021", "upplaga: provbok/2022"),
        ("fel: {siffra: tak, stod: 10 000 kr}", "fel: {siffra: tak, stod: tio}"),
    ],
)
def test_a_correction_that_is_not_just_what_it_says_is_found(old: str, new: str) -> None:
    corrected = change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 100 000 kr")
    assert codes({**corrected, WHERE: BLAD.replace(old, new)}) == [f"K901 {PAF_2}"]
    more = change(corrected, PAF_2, "sats: 1 000 kr/vecka", "sats: 2 000 kr/vecka")
    assert codes({**more, WHERE: BLAD}) == [f"K901 {PAF_2}"]


# Files that mean harm


def broken_seal(**changed: object) -> bytes:
    whole = {**json.loads(text(sealed(), SEAL)), **changed}
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe", b"null", b"[]", b"1", b'"x"', b"{", b"[" * 100_000, b'{"a":' * 50_000, b"NaN",
        b'{"schema": "kravbok/forsegling/1", "schema": "kravbok/forsegling/1"}',
        broken_seal(form="2"), broken_seal(form=1), broken_seal(poster=[]), broken_seal(poster={"krav/X": "0"}),
        broken_seal(kontrollsumma="A" * 64), broken_seal(kapitel=[["listning"]]), broken_seal(mer="x"),
        broken_seal(upplaga="\ud800"), broken_seal(poster={"\ud800": "0" * 64}),
        broken_seal(utanfor=[1]), broken_seal(bok=None), b"1" * 5000, b'{"form": "' + b"9" * 9000 + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_seal_is_said_so(data: bytes) -> None:
    with pytest.raises(ForseglingFel):
        parse_forsegling(data)
    assert codes({**base(), SEAL: data}) == [f"K910 {SEAL}"]


@pytest.mark.parametrize(
    "changed",
    [
        {"poster": {"krav/../../x": "0" * 64, "\u202e": "0" * 64, "": "0" * 64, "bok/": "0" * 64}},
        {"kapitel": [{"id": "listning", "krav": ["x"] * 1000}, {"id": "listning", "krav": []}]},
        {"vaxer": {"x": ["0" * 64], "": []}},
        {"utanfor": ["PR-LIST-001"], "bilagor": ["x", "kedja", "kedja"]},
    ],
)
def test_a_seal_with_a_true_sum_and_any_content_gives_findings(changed: dict[str, object]) -> None:
    made = parse_forsegling(broken_seal(**changed))
    data = to_bytes(made.model_copy(update={"kontrollsumma": checksum(made)}))
    assert {item.code for item in found({**sealed(), SEAL: data})} <= {"K901", "K902", "K903", "K904", "K907"}
    assert found({**sealed(), SEAL: data})


def test_other_files_in_the_folder_are_no_seals() -> None:
    assert codes({**base(), "krav/forseglingar/LÄS.txt": "x"}) == ["K910 krav/forseglingar/LÄS.txt"]


def test_a_record_with_faults_is_not_also_told_of_here() -> None:
    files = {**sealed(), PAF_2: text(sealed(), PAF_2) + "  fel: [\n"}
    assert codes(files) == []
    assert codes({**sealed(), BOK: "id: [\n"}) == []


def test_no_seal_costs_nothing(tmp_path: Path) -> None:
    assert codes(dict(base())) == []
    f.save_commit(tmp_path, dict(base()))
    assert codes(dict(base()), tmp_path) == []


# What git remembers


def test_a_project_below_the_top_of_a_repository_has_a_history_too(tmp_path: Path) -> None:
    inside = {f"regionen/{path}": data for path, data in sealed().items()}
    commit(tmp_path, inside)
    (tmp_path / "regionen" / SEAL).unlink()
    assert [item.code for item in f.found_in(tmp_path / "regionen")] == ["K909", "K906"]


def test_an_older_commit_is_not_blamed_for_seals_that_came_later(tmp_path: Path) -> None:
    old = f.save_commit(tmp_path, dict(base()))
    f.save_commit(tmp_path, sealed())
    register = load_register(read_commit(tmp_path, old)[0])[0]
    assert check_forseglingar(register, tmp_path, old) == []
    assert [item.code for item in check_forseglingar(register, tmp_path)] == ["K909", "K907"]


def test_a_seal_that_was_changed_and_restored_is_as_it_was(tmp_path: Path) -> None:
    f.save_commit(tmp_path, sealed())
    f.save_commit(tmp_path, change(sealed(), SEAL, '"190"', '"191"'))
    f.save_commit(tmp_path, sealed())
    assert f.found_in(tmp_path) == []
    (tmp_path / SEAL).write_bytes(b"{}\n")
    [fault] = f.found_in(tmp_path)
    assert (fault.code, fault.message.count("commit")) == ("K909", 1)


def test_a_seal_from_a_branch_is_known_after_the_merge(tmp_path: Path) -> None:
    f.save_commit(tmp_path, dict(base()))
    git(tmp_path, "checkout", "-q", "-b", "gren")
    f.save_commit(tmp_path, sealed())
    git(tmp_path, "checkout", "-q", "main")
    f.save_commit(tmp_path, {**base(), "README.md": "x"})
    git(tmp_path, "merge", "-q", "--no-edit", "gren")
    assert f.found_in(tmp_path) == []
    guilty = f.save_commit(tmp_path, f.without({**sealed(), "README.md": "x"}, SEAL))
    assert [item.code for item in f.found_in(tmp_path)] == ["K909", "K906"]
    assert f"av commit {guilty[:10]}" in f.found_in(tmp_path)[0].message


def test_line_endings_of_a_checkout_are_no_change(tmp_path: Path) -> None:
    f.save_commit(tmp_path, sealed())
    (tmp_path / SEAL).write_bytes(text(sealed(), SEAL).replace("\n", "\r\n").encode())
    assert f.found_in(tmp_path) == []


def test_a_folder_without_commits_or_git_has_no_history(tmp_path: Path) -> None:
    f.save(tmp_path, sealed())
    assert f.found_in(tmp_path) == []
    git(tmp_path, "init", "-q")
    assert f.found_in(tmp_path) == []


def test_a_past_that_cannot_be_read_gives_no_commit(tmp_path: Path) -> None:
    """A commit where the records were broken in between is not blamed for what came later."""
    f.save_commit(tmp_path, sealed())
    f.save_commit(tmp_path, {**sealed(), LIST_1: "id: [\n"})
    guilty = f.save_commit(tmp_path, change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 20 000 kr"))
    [fault] = f.found_in(tmp_path)
    assert f"av commit {guilty[:10]}" in fault.message
