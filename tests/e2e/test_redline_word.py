"""The proof in Word: every change accepted gives the new book, every change rejected the old one.

The title page and the colophon are the redline's own. An empty line where a whole table came or went is passed over in
LibreOffice, which cannot join a paragraph with a table; in pandoc, empty rows and items too.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from lxml.etree import _Element

from kravbok.export.docx import write_docx
from kravbok.export.html import make_dokument
from kravbok.export.pandoc import pandoc_program, read_ast
from kravbok.export.tree import plain_text
from kravbok.redline import Redline, write_redline
from kravbok.settings import FALLBACK_DATE
from verktyg import libreoffice
from verktyg.redlines import MALLAR, mixed, real_redlines, redline_between
from verktyg.settled import Choice, settle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOOKS = ("allmantandvard-unga-2021-2022", "fotvard-2021-2022", "halsoval-2021-2022")
Sides = dict[str, Path]
CHOICES: tuple[tuple[str, Choice, str], ...] = (
    ("efter", "AcceptAllTrackedChanges", "accept"),
    ("fore", "RejectAllTrackedChanges", "reject"),
)
every_side = pytest.mark.parametrize(("side", "choice", "track"), CHOICES, ids=["godta", "avvisa"])


def test_every_book_with_two_editions_is_here() -> None:
    assert sorted(real_redlines()) == sorted(BOOKS)


@pytest.fixture(scope="module", params=("blandat", *BOOKS))
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """A redline in Word, and both editions' own Word files."""
    redline = redline_between(*mixed()) if request.param == "blandat" else real_redlines()[request.param]
    folder = tmp_path_factory.mktemp("word")
    assert write_redline(redline, folder / "redline", ("docx",)) == []
    return {"redline": folder / "redline.docx", **dict(_editions(redline, folder))}


def _editions(redline: Redline, folder: Path) -> Iterator[tuple[str, Path]]:
    for name, vy in (("fore", redline.fore_vy), ("efter", redline.efter.vy)):
        path = folder / f"{name}.docx"
        dokument = make_dokument(vy, MALLAR, FALLBACK_DATE, redline.filer)
        write_docx(dokument, read_ast(dokument), path, MALLAR)
        yield name, path


def part(path: Path, name: str = "word/document.xml") -> _Element:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def own_words(lines: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The lines from the contents to the colophon."""
    start = next(at for at, line in enumerate(lines) if line[-1] == "Innehåll")
    end = max(at for at, line in enumerate(lines) if line[-1] == "Kolofon")
    return lines[start:end]


def words(line: _Element) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "\u2011"}
    return "".join(signs.get(str(node.tag), node.text or "") for node in line.iter(f"{W}t", *signs))


def style(line: _Element) -> str:
    """The style of a line; the first after a heading, list or table has one of its own, which looks the same."""
    named = line.find(f"{W}pPr/{W}pStyle")
    name = "" if named is None else named.get(f"{W}val") or ""
    return "TextBody" if name == "FirstParagraph" else name


def lines_of(path: Path) -> Sequence[tuple[str, ...]]:
    """Each paragraph with its style, its level in a list and its words, and each row with its cells, empty ones too."""
    found: list[tuple[str, ...]] = []
    for element in part(path).iter(f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            cells = element.findall(f"{W}tc")
            found.append(("rad", str(len(cells)), *("\n".join(map(words, cell.iter(f"{W}p"))) for cell in cells)))
        elif words(element) and next(element.iterancestors(f"{W}tc"), None) is None:
            level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
            found.append((style(element), "" if level is None else level.get(f"{W}val") or "", words(element)))
    return own_words(found)


@every_side
def test_libreoffice_makes_exactly_the_edition_of_it(
    files: Sides, side: str, choice: Choice, track: str, tmp_path: Path
) -> None:
    assert track
    made, as_text = settle(files["redline"], tmp_path, choice)
    wanted, wanted_text = settle(files[side], tmp_path, "")
    assert lines_of(made) == lines_of(wanted)
    both = [
        [(line,) for line in path.read_text(encoding="utf-8-sig").splitlines() if line]
        for path in (as_text, wanted_text)
    ]
    assert own_words(both[0]) == own_words(both[1])  # with the numbers of the lists


def test_nothing_is_left_to_decide(files: Sides, tmp_path: Path) -> None:
    made, _ = settle(files["redline"], tmp_path, "AcceptAllTrackedChanges")
    assert list(part(made).iter(f"{W}ins", f"{W}del")) == []


def pandoc_blocks(path: Path, track: str) -> Sequence[tuple[str, ...]]:
    """Each block of words and each row as pandoc reads it, without empty ones."""
    command = [str(pandoc_program()), "--from=docx", "--to=json", f"--track-changes={track}", str(path)]
    read = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
    return own_words([line for line in _flat(read["blocks"]) if any(line[1:])])


def _flat(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            yield "text", _said(content)
        elif kind == "Header":
            yield f"rubrik {content[0]}", _said(content[2])
        elif kind in ("Div", "BlockQuote"):
            yield from _flat(content[1] if kind == "Div" else content)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from ((f"{kind} {line[0]}", *line[1:]) for line in _flat(item))
        elif kind == "Table":
            rows = [*content[3][1], *(row for body in content[4] for rows in body[2:4] for row in rows), *content[5][1]]
            yield from (("rad", *(_said(cell[4]) for cell in row[1])) for row in rows)


def _said(content: object) -> str:
    return " ".join(plain_text(content).split())


@every_side
def test_pandoc_makes_the_edition_of_it(files: Sides, side: str, choice: Choice, track: str) -> None:
    assert choice
    assert pandoc_blocks(files["redline"], track) == pandoc_blocks(files[side], "accept")


def test_libreoffice_opens_it_with_its_comments(files: Sides, tmp_path: Path) -> None:
    text = libreoffice.convert(files["redline"], tmp_path, "txt").read_text(encoding="utf-8-sig")
    assert "Kolofon" in text


def test_every_change_has_its_own_id_an_author_and_a_day(files: Sides) -> None:
    root = part(files["redline"])
    changes = list(root.iter(f"{W}ins", f"{W}del"))
    ids = Counter(mark.get(f"{W}id") for mark in [*changes, *root.iter(f"{W}bookmarkStart")])
    assert [name for name, count in ids.items() if count > 1] == []
    assert {change.get(f"{W}author") for change in changes} <= {"Förslag", "Regionfullmäktige"}
    for change in changes:
        day = (change.get(f"{W}date") or "")[:10]
        proposed = change.get(f"{W}author") == "Förslag"
        assert day == "2022-01-01" if proposed else day in ("2021-04-14", "")  # empty where the day is not known


def test_marks_stand_where_word_lets_them(files: Sides) -> None:
    root = part(files["redline"])
    for change in root.iter(f"{W}ins", f"{W}del"):
        parent = change.getparent()
        assert parent is not None
        if parent.tag in (f"{W}rPr", f"{W}trPr"):
            assert len(change) == 0
        else:
            assert parent.tag in (f"{W}p", f"{W}hyperlink")
            assert {child.tag for child in change} <= {f"{W}r", f"{W}bookmarkStart", f"{W}bookmarkEnd"}
    assert list(root.iterfind(f".//{W}ins//{W}delText")) == list(root.iterfind(f".//{W}del//{W}t")) == []


@pytest.mark.parametrize("name", BOOKS)
def test_each_reason_is_a_comment_on_its_change(name: str, tmp_path: Path) -> None:
    redline = real_redlines()[name]
    assert write_redline(redline, tmp_path / "a", ("docx",)) == []
    document = docx.Document(str(tmp_path / "a.docx"))
    wanted = redline.word[0].kommentarer
    assert len(wanted) > 10
    told = [(comment.author, comment.initials, comment.text) for comment in document.comments]
    assert told == [(item.vem, item.vem[0], "\n".join((f"{item.krav}:", *item.stycken))) for item in wanted]
    root = part(tmp_path / "a.docx")
    for kind in ("RangeStart", "RangeEnd", "Reference"):
        assert len(list(root.iter(f"{W}comment{kind}"))) == len(wanted)
