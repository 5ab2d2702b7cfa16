"""What is put right without asking: each row of the table as a file before and after, and what must never be done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.encoding import decode
from kravbok.finding import Finding, Position, finding
from kravbok.fixes.atgarder import ATGARDER
from kravbok.fixes.rattning import Rattning, put_right
from kravbok.fixes.skrivning import write_all
from kravbok.sources import File
from kravbok.underlag import Underlag, with_files
from kravbok.writing.edit import apply
from verktyg.fall import base, check

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases" / "atgarder").glob("*.md"))
KRAV = "krav/provbok/HV-LIST-001.yaml"
FENCE = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def right(path: str, data: bytes, *stigar: str) -> tuple[Rattning, bytes]:
    """What comes of a file laid over the small project, and of putting it right; the folder is in no repository."""
    underlag = with_files(Underlag(tuple(File(*item) for item in base().items()), (), ()), {path: data})
    made = put_right(ROOT / "tests" / "ingen-mapp", underlag, stigar)
    return made, next(file.data for file in made.underlag.krav if file.path == path)


def change(*pairs: tuple[str, str]) -> bytes:
    """The small project's requirement with words exchanged."""
    text = base()[KRAV].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_becomes_what_it_says(case: Path, ending: str) -> None:
    (path, before), (_, after) = FENCE.findall(case.read_text(encoding="utf-8"))
    before, after = (text.replace("\n", ending).encode() for text in (before, after))
    assert case.stem in {item.code for item in check({path: before})}
    made, data = right(path, before)
    assert (data, made.nekade) == (after, ())
    assert made.rattade > 0
    assert case.stem not in {item.code for item in made.kvar}
    assert right(path, after)[0].rattade == 0


def test_each_row_has_its_case_and_each_case_its_row() -> None:
    assert [case.stem for case in CASES] == [code for code, atgard in ATGARDER.items() if atgard.make is not None]


def test_the_page_has_the_table() -> None:
    page = (ROOT / "docs" / "skriva.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (K\d+) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(code, atgard.vad) for code, atgard in ATGARDER.items()]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vem:", "\u202evem:"),  # turns the order of letters: a reader has seen another text
        ("rubrik: Mottagande", "rubrik: Mott\ufffdagande"),  # a letter is lost
        ("    rubrik: Mottagande av patienter\n", "    rubrik: Mottagande: av\n      patienter\n"),  # on two lines
        ("rubrik: Mottagande av", "rubrik: Mottagande: av # alla"),  # a comment, or not
        ("    kravniva: ska\n", "    kravniva: ska\n    typ: villkor\n"),  # two values
        ("rubrik:", "rubr:"),  # two letters
        ("rubrik: Mottagande av patienter", "rubrik: Mottagande av patienter\n    rubrk: Annat"),  # the key is there
        ("typ: krav", "typ: regel"),
        ("2021-01-01", "1.2.2021"),  # two days
        ("2021-01-01", "31/2-2021"),  # no day
        ("2021-01-01", "21-01-01"),
        ("kapitel: listning", "kapitel: lstnng"),
        ("{frist: 4 veckor}", "{frist 4 veckor}"),
    ],
)
def test_what_has_two_answers_is_left_alone(old: str, new: str) -> None:
    data = change((old, new))
    assert any(item.severity == "fel" for item in check({KRAV: data}))
    made, after = right(KRAV, data)
    assert (after, made.rattade) == (data, 0)


def test_a_remedy_that_would_give_another_fault_is_refused_and_the_rest_is_done() -> None:
    data = change(("plats: {bok: provbok, kapitel: listning, ordning: 10}", "plats: bok: provbok"))
    also = "krav/register/arenden/RS-12-2020.yaml"
    other = base()[also]
    wrong = other.replace(b"rubrik:", b"rubrk:")
    underlag = with_files(Underlag(tuple(File(*item) for item in base().items()), (), ()), {KRAV: data, also: wrong})
    made = put_right(ROOT / "tests" / "ingen-mapp", underlag)
    after = {file.path: file.data for file in made.underlag.krav}
    assert (after[KRAV], after[also], made.rattade) == (data, other, 1)
    assert [(item.code, item.position.path, item.position.line) for item in made.nekade] == [("K862", KRAV, 6)]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("kravniva: ska", "Kravniva: skaa", 2),  # the key hid the word
        ("galler_fran: 2021-01-01", "galler_frn: 1/1-2021", 2),
        ("rubrik: Mottagande", "rubrk: Mot\u200btagande", 2),
    ],
)
def test_what_a_remedy_brings_out_is_put_right_too(old: str, new: str, count: int) -> None:
    made, data = right(KRAV, change((old, new)))
    assert (data, made.rattade, made.nekade, made.kvar) == (base()[KRAV], count, (), ())


def test_what_a_remedy_brings_out_and_has_no_remedy_is_refused() -> None:
    wrong = change(("kravniva: ska", "Kravniva: måste"))
    made, data = right(KRAV, wrong)
    assert (data, made.rattade, [item.code for item in made.nekade]) == (wrong, 0, ["K862"])


def test_only_the_files_that_are_named_are_put_right() -> None:
    data = change(("rubrik:", "rubrk:"))
    assert right(KRAV, data, "krav/register/")[1] == data
    assert right(KRAV, data, "krav/register/", "krav/prov")[1] == base()[KRAV]


def test_many_faults_in_many_files_are_put_right_in_one_run() -> None:
    path = "krav/provbok/kapitel/listning.yaml"
    wrong = {KRAV: change(("rubrik: Mottagande", "rubrk: Mot\u200btagande"), ("kravniva: ska", "kravniva: Ska"))}
    wrong[path] = base()[path].replace(b"lydelser", b"lydelsr").replace(b"rubrik", b"rubriik")
    underlag = with_files(Underlag(tuple(File(*item) for item in base().items()), (), ()), wrong)
    made = put_right(ROOT / "tests" / "ingen-mapp", underlag)
    assert {file.path: file.data for file in made.underlag.krav} == base()
    assert made.kvar == ()


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60), st.sampled_from(sorted(ATGARDER)), st.integers(1, 6), st.integers(1, 20), st.integers(1, 9)
)
def test_a_remedy_takes_any_text_and_any_place(text: str, code: str, line: int, column: int, length: int) -> None:
    atgard = ATGARDER[code]
    data = text.encode("utf-8", "ignore")
    own = decode("A.yaml", data)[0]
    item: Finding = finding(code, Position("A.yaml", line, column, length), "", replacement="rubrik")
    if atgard.make is not None:
        assert set(apply(atgard.make(item, own), {"A.yaml": data})) <= {"A.yaml"}


def test_what_cannot_be_put_right_is_found_among_much_that_can(tmp_path: Path) -> None:
    path = "krav/register/arenden/RS-12-2020.yaml"
    wrong = {f"krav/register/arenden/RS-{number}-2021.yaml": base()[path].replace(b"12/2020", f"{number}/2021".encode())
             .replace(b"rubrik", b"rubrk") for number in range(1, 12)}  # fmt: skip
    refused = "krav/register/arenden/RS-7-2021.yaml"
    wrong[refused] = wrong[refused].rstrip() + b"\nrubrik: Annat\n"
    underlag = with_files(Underlag(tuple(File(*item) for item in base().items()), (), ()), wrong)
    made = put_right(tmp_path, underlag)
    assert (made.rattade, [item.position.path for item in made.nekade]) == (10, [refused])


def test_when_one_file_cannot_be_written_the_others_are_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1\n")
    (tmp_path / "c.yaml").mkdir()
    made = {"a.yaml": b"a: 2\n", "b.yaml": b"b: 1\n", "c.yaml": b"c: 1\n"}
    lost = write_all(tmp_path, made, [], {"a.yaml": b"a: 1\n"})
    assert [item.code for item in lost] == ["K708"]
    assert (tmp_path / "a.yaml").read_bytes() == b"a: 1\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "c.yaml"]


def test_when_a_file_cannot_be_taken_away_all_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1\n")
    lost = write_all(tmp_path, {"b.yaml": b"b: 1\n"}, ["a.yaml", "finns-inte.yaml"], {"a.yaml": b"a: 1\n"})
    assert [item.code for item in lost] == ["K708"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.yaml": b"a: 1\n"}
