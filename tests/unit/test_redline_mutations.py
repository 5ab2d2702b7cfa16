"""The proof of a redline is proven: what is lost, swapped or marked otherwise in a finished file is caught."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from lxml.etree import _Element

from kravbok.dokument import Dokument
from kravbok.export.pandoc import read_ast
from kravbok.export.pdf import write_pdf
from kravbok.export.redline_tree import page_tree
from kravbok.redline import Redline, write_redline
from kravbok.verify.bevis import COLOPHON, proof
from kravbok.verify.compare import Avvikelse
from kravbok.verify.redline import prove_redline
from verktyg.redlines import MALLAR, mixed, redline_between

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKED = re.compile(r'<(ins|del) [^>]*><span class="kb-dolt">[^<]*</span>([^<]+)<span')
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def redline() -> Redline:
    return redline_between(*mixed())


@pytest.fixture(scope="module")
def page(redline: Redline) -> str:
    """The finished HTML without the title page, whose words a template may set otherwise, and the contents."""
    html: str = redline.page[1].html
    return html


def prove(redline: Redline, path: Path, form: str) -> list[Avvikelse]:
    vy = (redline.word if form == "docx" else redline.page)[0]
    return list(prove_redline(path, form, proof(redline.fore_vy), proof(redline.efter.vy), vy.flyttade))


def drop_added(html: str) -> str:
    return html.replace("Och ett till om något annat.", "Och ett till om annat.")


def drop_removed(html: str) -> str:
    return html.replace("Andra stycket utgår helt.", "Andra stycket helt.")


def drop_kept(html: str) -> str:
    return html.replace("Första stycket står kvar.", "Första står kvar.")


def swap_words(html: str) -> str:
    return html.replace("stycke med andra tankar", "stycke andra med tankar")


def swap_marks(html: str) -> str:
    turned = {"<ins ": "<del ", "</ins>": "</del>", "<del ": "<ins ", "</del>": "</ins>", "‹tillagt": "‹struket"}
    turned |= {"‹struket": "‹tillagt", "på tillägg": "på strykning", "på strykning": "på tillägg"}
    return re.sub("|".join(turned), lambda found: turned[found[0]], html)


def lose_a_removed_row(html: str) -> str:
    return re.sub(r'<tr id="rader-b">.*?</tr>', "", html, flags=re.DOTALL)


def lose_an_item(html: str) -> str:
    return re.sub(r"<li>(?:(?!</li>).)*journalsystem.*?</li>", "", html, flags=re.DOTALL)


def lose_a_clause(html: str) -> str:
    start = html.index('<section class="kb-krav">\n<h3 id="PR-FLYTT-003">')
    return html[:start] + html[html.index("</section>", start) :]


def unmark(html: str) -> str:
    """The first change of a figure is not marked any more."""
    return re.sub(r"<ins [^>]*><span[^>]*>[^<]*</span>5<span[^>]*>[^<]*</span></ins>", "5", html)


def unmark_a_chapter(html: str) -> str:
    """The words of a new chapter are not marked any more."""
    return re.sub(
        r"<ins [^>]*><span[^>]*>[^<]*</span>Kapitlet inleds.<span[^>]*>[^<]*</span></ins>", "Kapitlet inleds.", html
    )


CHANGES: tuple[Change, ...] = (
    drop_added, drop_removed, drop_kept, swap_words, swap_marks, lose_a_removed_row, lose_an_item, lose_a_clause,
    unmark, unmark_a_chapter,
)  # fmt: skip
every_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)


@every_change
def test_html_that_was_changed_is_caught(change: Change, redline: Redline, page: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    assert prove(redline, path, "html") == []
    assert change(page) != page
    path.write_text(change(page), encoding="utf-8")
    assert prove(redline, path, "html") != []


@every_change
def test_a_page_that_was_changed_is_caught(change: Change, redline: Redline, page: str, tmp_path: Path) -> None:
    dokument: Dokument = replace(redline.page[1], html=change(page).replace('href="#PR-FLYTT-003"', ""))
    path = tmp_path / "a.pdf"
    write_pdf(dokument, page_tree(read_ast(dokument)), path, MALLAR)
    assert prove(redline, path, "pdf") != []


def test_a_change_that_nothing_says_aloud_is_caught(redline: Redline, page: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page.replace('<span class="kb-dolt">‹tillagt: </span>', "", 1), encoding="utf-8")
    assert [item.code for item in prove(redline, path, "html")] == ["K704"]


@pytest.fixture(scope="module")
def word(redline: Redline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    assert write_redline(redline, folder / "a", ("docx",)) == []
    return folder / "a.docx"


def rewrite(path: Path, copy: Path, change: Callable[[_Element], None]) -> None:
    """Write a copy of a Word file whose own part has been changed."""
    with ZipFile(path) as source, ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root)
            target.writestr(name, data)


def body_changes(root: _Element, kind: str) -> list[_Element]:
    """The changed runs of words between the contents and the colophon."""
    after = [line for line in root.iter(f"{W}p") if next(line.iterancestors(f"{W}sdt"), None) is None]
    start = next(at for at, line in enumerate(after) if said(line).startswith("1"))
    end = max(at for at, line in enumerate(after) if COLOPHON.capitalize() in said(line))
    words = f"{W}t" if kind == "ins" else f"{W}delText"
    found = [change for line in after[start:end] for change in line.iter(f"{W}{kind}")]
    return [change for change in found if any((text.text or "").strip() for text in change.iter(words))]


def said(line: _Element) -> str:
    return "".join(map(str, line.itertext()))


def remove(element: _Element | None) -> None:
    parent = None if element is None else element.getparent()
    assert element is not None
    assert parent is not None
    parent.remove(element)


def lose_an_added_word(root: _Element) -> None:
    remove(body_changes(root, "ins")[20])


def lose_a_removed_word(root: _Element) -> None:
    remove(body_changes(root, "del")[20])


def lose_a_row(root: _Element) -> None:
    remove(next(row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None))


def accept_one(root: _Element) -> None:
    change = body_changes(root, "ins")[15]
    for run in reversed(list(change)):
        change.addnext(run)
    remove(change)


def add_as_removed(root: _Element) -> None:
    change = body_changes(root, "ins")[10]
    change.tag = f"{W}del"


def swap_two(root: _Element) -> None:
    lines = [line for line in root.iter(f"{W}p") if line.find(f"{W}pPr/{W}rPr/{W}ins") is not None]
    one = next(line for line in lines if "Ett nytt stycke" in said(line))
    following = one.getnext()
    assert following is not None
    following.addnext(one)


@pytest.mark.parametrize(
    "change",
    [lose_an_added_word, lose_a_removed_word, lose_a_row, accept_one, add_as_removed, swap_two],
    ids=lambda change: str(change.__name__),
)
def test_a_word_file_that_was_changed_is_caught(
    change: Callable[[_Element], None], redline: Redline, word: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "b.docx"
    rewrite(word, copy, lambda _root: None)
    assert prove(redline, copy, "docx") == []
    rewrite(word, copy, change)
    assert prove(redline, copy, "docx") != []


def test_a_file_of_another_format_is_said_so(redline: Redline, tmp_path: Path) -> None:
    for form in ("pdf", "docx"):
        path = tmp_path / f"a.{form}"
        path.write_bytes(b"inte en fil")
        assert [item.code for item in prove(redline, path, form)] == ["K706"]
