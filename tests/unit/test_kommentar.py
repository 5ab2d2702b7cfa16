"""Words in a comment at a forge: read back by a real Markdown reader they are the same words, and nothing else."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kravbok.diff.skillnad import Ordbit
from kravbok.encoding import hide
from kravbok.export.kommentar import Avdelning, code, fill, length, say, show_words
from kravbok.export.pandoc import pandoc_program

FIENTLIGA = (Path(__file__).parents[1] / "cases" / "granska" / "fientliga.txt").read_text(encoding="utf-8").splitlines()
ORD = ("veckor", "fyra", "<b>", "*", "_x_", "(nio)", ".", ",", "@alla", "#12", "`", "~~", "1.", "-", "|", "\\", "å")

FORGES = re.compile(
    r"(?<![\w`])@[\w-]|[#!%~$&^]\w|\b[0-9a-f]{7,40}\b|\b(?:GH|GHSA|CVE|AB)[-#]\w|://|\bwww\.\w|:[+\w-]+:|\{[+-]|\[[+-]",
    re.IGNORECASE,
)
"""What a forge makes a link or more of, in words that have already been read as Markdown."""


def read(markdown: str) -> list[dict[str, Any]]:
    """The blocks of a comment, as GitHub's Markdown reads them."""
    command = [str(pandoc_program()), "--from=gfm", "--to=json"]
    made = subprocess.run(command, input=markdown.encode(), check=True, capture_output=True)
    blocks: list[dict[str, Any]] = json.loads(made.stdout)["blocks"]
    return blocks


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of the tree, in order."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from nodes(part)


def words(tree: Any) -> str:
    """The words of a tree as they are shown."""
    shown = {"Space": " ", "SoftBreak": " "}
    return "".join(
        node["c"] if node["t"] == "Str" else shown[node["t"]]
        for node in nodes(tree)
        if node["t"] == "Str" or node["t"] in shown
    )


def bare(text: str) -> str:
    """Words without the blanks that cannot be seen."""
    return re.sub(" +", " ", text.replace("\u200b", "").replace("\u200a", "")).strip(" ")


@pytest.mark.parametrize("frame", ["{}", "> {}", "- {}", "**krav** {}", "| . | . |\n|---|---|\n| {} | . |"])
@pytest.mark.parametrize("text", FIENTLIGA)
def test_a_hostile_text_is_nothing_but_its_words(text: str, frame: str) -> None:
    tree = read(frame.format(say(text)))
    kinds = {node["t"] for node in nodes(tree)}
    assert not kinds & {"Link", "Image", "RawInline", "RawBlock", "Code", "CodeBlock", "Header", "Math", "Note", "Emph"}
    assert bare(text) in bare(words(tree))
    assert FORGES.findall(words(tree)) == []


@pytest.mark.parametrize("text", FIENTLIGA)
def test_a_hostile_text_is_no_order_to_the_forge(text: str) -> None:
    assert not say(text).startswith("/")
    assert "\n" not in say(text)


@pytest.mark.parametrize("text", FIENTLIGA)
def test_a_name_as_code_stays_code(text: str) -> None:
    (block,) = read(f"- {code(text)}")
    assert [node["t"] for node in nodes(block) if node["t"] not in ("BulletList", "Plain")] == ["Code"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("=-+"), st.sampled_from(ORD), st.booleans()), min_size=1, max_size=12))
def test_struck_and_added_words_are_read_back_as_such(rows: list[tuple[Any, str, bool]]) -> None:
    bits = [Ordbit(sign, text + " " * blank) for sign, text, blank in rows]
    tree = read(f"> Ny: {show_words(bits)}")
    for kind, sign in (("Strikeout", "-"), ("Strong", "+")):
        found = [bare(words(node["c"])) for node in nodes(tree) if node["t"] == kind]
        assert found == [bare(bit.text) for bit in bits if bit.tecken == sign]


@given(st.text())
def test_a_text_keeps_its_letters(text: str) -> None:
    shown = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), say(text))
    assert shown.replace("\u200b", "") == re.sub(" +", " ", hide(text)).strip(" ")


@given(st.lists(st.integers(1, 400), max_size=40), st.integers(300, 4_000))
def test_what_is_shown_fits_and_nothing_is_lost(sizes: list[int], room: int) -> None:
    blocks = tuple(f"{number}:{'x' * size}" for number, size in enumerate(sizes))
    parts = [Avdelning("A", "", blocks[::2]), Avdelning("B", "Ingress.", blocks[1::2])]
    shown, left = fill(parts, room, room // 3, "_{} till._")
    assert length("\n\n".join(shown)) <= room
    lines = [line for text in (*shown, *left) for line in text.split("\n") if ":" in line]
    assert sorted(lines) == sorted(blocks)
