"""Canonical YAML: what it means and what its comments stand at is the same, and to write it again changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.reader import read_documents
from kravbok.writing.canonical import canonical, first_difference

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases" / "formatera").glob("*.md"))
OWN = sorted((ROOT / "krav").rglob("*.yaml"))
PATH = "krav/provbok/HV-LIST-001.yaml"
FIELDS = ("rubrik", "typ", "omrade", "vem", "kravniva", "text", "siffror", "regel", "andring", "ursprung", "avsnitt")

values = st.sampled_from(
    (
        "ska", "1 000 kr/vecka", "2022-01-01", '"2022"', "'ja'", '"ja: nej"', "'{{ sats }}'", '"4.10"', '"a # b"', "''",
        "'säger ”ja”'", '\'säger "ja"\'', "'det''s'", '"rad ett\n  rad två"', "ord på\n   två rader", "okänt", '"#1"',
        '"snedstreck \\\\ här"', "[ett, två , 'tre']", "{a: b, c: 'd'}", "[]", "{}", '"- ett"', "[ett,\n    två]",
    )
)  # fmt: skip
blocks = st.sampled_from(("|", ">-", "|-", "|2", "|+", ">"))
"""Values as an editor may write them; those on several lines go on with two blanks at the least."""


@st.composite
def trees(draw: st.DrawFn, keys: list[str], indent: int, depth: int) -> list[str]:
    """The lines of a mapping with these keys; each comment names the key that it stands above or beside."""
    margin = " " * indent
    lines: list[str] = []
    for key in keys:
        lines += [""] * draw(st.integers(0, 2))
        if draw(st.booleans()):
            lines.append(f"{margin}# över {key}")
        beside = draw(st.sampled_from(("", f"  # vid {key}")))
        lines += draw(entries(key, margin, beside, depth))
    return lines


@st.composite
def entries(draw: st.DrawFn, key: str, margin: str, beside: str, depth: int) -> list[str]:
    """The lines of a key with its value."""
    kind = draw(st.sampled_from(("value", "block", "list", "map", "records") if depth else ("value", "block")))
    if kind == "value":
        first, *rest = f"{key}: {draw(values)}".split("\n")
        lines = [f"{margin}{first}", *(f"{margin}  {line}" for line in rest)]
        return [*lines[:-1], f"{lines[-1]}{beside}"]
    if kind == "block":
        sign = draw(blocks)
        body = [f"{margin}  Text ett.", "", f"{margin}    - indragen", f"{margin}  Text två # kvar"]
        return [f"{margin}{key}: {sign}{beside}", *body, *([""] if draw(st.booleans()) else [])]
    deep = " " * draw(st.integers(1, 5))
    if kind == "list":
        deep = draw(st.sampled_from(("", "  ", "    ")))
        return [f"{margin}{key}:{beside}", f"{margin}{deep}- ett", f"{margin}{deep}-   'två'"]
    names = [f"{key}_{letter}" for letter in "abc"[: draw(st.integers(1, 3))]]
    if kind == "map":
        return [f"{margin}{key}:{beside}", *draw(trees(names, len(margin + deep), depth - 1))]
    inner = draw(trees(names, len(margin + deep) + 2, depth - 1))
    start = next(number for number, line in enumerate(inner) if line.strip() and not line.lstrip().startswith("#"))
    inner[start] = f"{margin}{deep}- {inner[start].lstrip()}"
    return [f"{margin}{key}:{beside}", *of_item(inner[:start]), *inner[start:]]


def of_item(lines: list[str]) -> list[str]:
    """Comments above an item of a list: they belong to the item, whatever key it begins with."""
    return [line.replace("över", "om posten, inte") for line in lines]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A record's file, its keys in any order, as an editor may write it."""
    keys = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True))
    wording = draw(trees(keys, 4, 2))
    first = next(number for number, line in enumerate(wording) if line.strip() and not line.lstrip().startswith("#"))
    wording[first] = f"  - {wording[first].lstrip()}"
    wording = [*of_item(wording[:first]), *wording[first:]]
    parts = draw(st.permutations([["id: HV-LIST-001"], ["lydelser: # vid lydelser", *wording]]))
    head = draw(st.sampled_from(([], ["# Överst", ""], ["# Överst", "", "# över"], ["---"])))
    tail = draw(st.sampled_from(([], ["# Sist"], ["", "", "# Sist", ""])))
    ending = draw(st.sampled_from(("\n", "\r\n")))
    mark = draw(st.sampled_from(("", "\ufeff")))
    return (mark + ending.join([*head, *parts[0], *parts[1], *tail, ""])).encode()


def comments(text: str) -> list[str]:
    """All that stands after a number sign, in comments and in texts, whatever blanks are before it."""
    return sorted(re.findall("#.*", re.sub(" +", " ", text.replace("\r", ""))))


def owners(text: str) -> dict[str, str]:
    """The key that each numbered comment stands above (”över”) or beside (”vid”)."""
    found: dict[str, str] = {}
    lines = text.replace("\r\n", "\n").split("\n")
    keys = [re.match(r"\s*(?:- )*([a-z_]+):", line) for line in lines]
    for number, line in enumerate(lines):
        comment = re.search(r"# (över|vid) ([a-z_]+)$", line)
        if comment is not None:
            way = keys[number:] if comment[1] == "över" else keys[number::-1]
            found[comment[0]] = next((match[1] for match in way if match is not None), "")
    return found


@settings(max_examples=400, deadline=None)
@given(files())
def test_the_meaning_and_the_comments_are_kept(data: bytes) -> None:
    before, faults = read_documents(PATH, data)
    assert faults == []
    made = canonical(PATH, data)
    assert isinstance(made, bytes), made
    after, faults = read_documents(PATH, made)
    assert faults == []
    assert [item.data for item in after] == [item.data for item in before]
    assert canonical(PATH, made) == made
    text = made.decode("utf-8")
    assert comments(text) == comments(data.decode())
    assert (b"\r\n" in made) == (b"\r\n" in data)
    assert made.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert all(comment.split()[-1] == key for comment, key in owners(text).items())


@given(files())
def test_the_keys_of_a_wording_come_in_the_order_of_the_model(data: bytes) -> None:
    made = canonical(PATH, data)
    assert isinstance(made, bytes)
    (document,), _ = read_documents(PATH, made)
    assert list(document.data) == ["id", "lydelser"]
    names = [name for name in document.data["lydelser"][0] if name != "avsnitt"]
    assert names == [name for name in FIELDS if name in names]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_becomes_what_it_says(case: Path) -> None:
    before, after = re.findall(r"```yaml\n(.*?)```", case.read_text(encoding="utf-8"), re.DOTALL)
    assert canonical(PATH, before.encode()) == after.encode()
    assert canonical(PATH, after.encode()) == after.encode()


def test_there_are_cases() -> None:
    assert len(CASES) > 5


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_our_own_records_are_canonical(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert canonical(name, path.read_bytes()) == path.read_bytes()


def test_a_file_with_a_fault_in_its_yaml_is_left_alone() -> None:
    answer = canonical(PATH, b"id: HV-LIST-001\nid: HV-LIST-002\n")
    assert isinstance(answer, list)
    assert [(item.code, item.position.line) for item in answer] == [("K017", 2)]


def test_the_first_difference_is_shown_where_it_stands() -> None:
    old = b"id: HV-LIST-001\nlydelser:\n- rubrik: 'Ett'\n"
    made = canonical(PATH, old)
    assert isinstance(made, bytes)
    found = first_difference(PATH, old, made)
    assert (found.code, found.position.line) == ("K860", 3)
    cut = first_difference(PATH, b"id: HV-LIST-001\n\n", b"id: HV-LIST-001\n")
    assert (cut.code, cut.position.line) == ("K860", 2)


pieces = st.sampled_from(
    (
        *(
            "id",
            ":",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "\n- ",
            "#",
            " # k",
            "[",
            "]",
            "{",
            "}",
            ",",
            ", ",
            '"',
            "'",
            "|",
        ),
        *(
            "|+\n",
            ">-\n",
            "? ",
            "---\n",
            "...\n",
            "\\",
            "\\n",
            "\t",
            "å",
            "ett",
            "nej",
            "1.10",
            "!",
            "&",
            "*",
            "%",
            "\r\n",
        ),
    )
)


@settings(max_examples=500, deadline=None)
@given(st.lists(pieces, max_size=25).map("".join), st.sampled_from(("", "id: x\nlydelser:\n  - ")))
def test_any_text_is_rewritten_or_left_alone(text: str, start: str) -> None:
    data = (start + text).encode()
    made = canonical(PATH, data)
    if isinstance(made, bytes):
        assert canonical(PATH, made) == made
        assert [item.data for item in read_documents(PATH, made)[0]] == [
            item.data for item in read_documents(PATH, data)[0]
        ]
    else:
        assert made


def test_a_file_that_holds_no_records_is_as_it_is() -> None:
    assert canonical("krav/provbok/filer/bild.yaml", b"b:   1\n") == []
