"""Edits of files: what they do not touch keeps every byte, and what they do is shown first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.writing.edit import Edit, apply, show, write

FIL = "krav/bok/A-001.yaml"


def test_only_the_place_is_changed() -> None:
    source = {FIL: "id: A-001  # kommentar\n\nrubrik: Förut\n".encode()}
    made = apply([Edit(FIL, 32, 37, "Nu")], source)
    assert made == {FIL: b"id: A-001  # kommentar\n\nrubrik: Nu\n"}


def test_line_endings_and_the_byte_order_mark_stay() -> None:
    source = {FIL: "\ufeffa: 1\r\nb: 2\r\n".encode()}
    assert apply([Edit(FIL, 6, 6, "c: 3\n")], source) == {FIL: "\ufeffa: 1\r\nc: 3\r\nb: 2\r\n".encode()}


def test_a_file_that_is_not_there_is_made() -> None:
    assert apply([Edit(FIL, 0, 0, "id: A-001\n")], {}) == {FIL: b"id: A-001\n"}


def test_what_changes_nothing_is_not_written() -> None:
    assert apply([Edit(FIL, 0, 2, "id")], {FIL: b"id: 1\n"}) == {}


def test_edits_never_overlap_or_reach_outside() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply([Edit(FIL, 0, 3, "x"), Edit(FIL, 2, 4, "y")], {FIL: b"id: 1\n"})
    with pytest.raises(ValueError, match="outside"):
        apply([Edit(FIL, 5, 9, "x")], {FIL: b"id: 1\n"})


def test_the_difference_is_shown() -> None:
    source = {FIL: "rubrik: Förut\n".encode()}
    made = apply([Edit(FIL, 8, 13, "Nu"), Edit("krav/ny.yaml", 0, 0, "id: ny")], source)
    assert show(made, source) == (
        f"--- före/{FIL}\n+++ efter/{FIL}\n@@ -1 +1 @@\n-rubrik: Förut\n+rubrik: Nu\n"
        "--- (ny fil)\n+++ efter/krav/ny.yaml\n@@ -0,0 +1 @@\n+id: ny\n"
    )


def test_a_difference_shows_unseen_signs_and_steers_nothing() -> None:
    source = {FIL: "::error::a\nb: \x1b[31m\u202e ##vso[x]\nid:\tÖp\u00adpet\r\n".encode()}
    shown = show({FIL: source[FIL].replace(b"\t", b" ").replace("\u00ad".encode(), b"")}, source)
    assert shown.splitlines()[3:] == [" ·:error::a", " b: ·[31m· #·vso[x]", "-id:\tÖp·pet", "+id: Öppet"]


def test_what_cannot_be_written_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "krav").write_text("en fil där en mapp ska vara", encoding="utf-8")
    assert [item.code for item in write(tmp_path, {FIL: b"id: 1\n"})] == ["K708"]


@given(st.text(alphabet="aå\n\r:", max_size=30), st.data())
def test_any_edit_puts_its_text_at_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = apply([Edit(FIL, start, end, "ö")], {FIL: text.encode()})
    assert made.get(FIL, text.encode()).decode() == f"{text[:start]}ö{text[end:]}"
