"""The Markdown of a book, and that every format is the same bytes wherever and whenever it is made."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kravbok.dokument import Dokument
from kravbok.export.key import export_key
from kravbok.export.markdown import write_markdown
from kravbok.export.pandoc import read_ast
from kravbok.templates import Mallar, packaged_templates
from verktyg.provbok import provbok

MALLAR = Mallar(packaged_templates())
WRITE_ALL = """
import sys
from pathlib import Path
from kravbok.export.docx import write_docx
from kravbok.export.key import export_key
from kravbok.export.markdown import write_markdown
from kravbok.export.pandoc import read_ast
from kravbok.export.pdf import write_pdf
from kravbok.templates import Mallar, packaged_templates
from verktyg.provbok import provbok

dokument, mallar = provbok(), Mallar(packaged_templates())
ast = read_ast(dokument)
write_pdf(dokument, ast, Path("bok.pdf"), mallar)
write_docx(dokument, ast, Path("bok.docx"), mallar)
write_markdown(dokument, ast, Path("bok.md"))
Path("nyckel").write_text(export_key(dokument, mallar))
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("md") / "provbok.md"
    dokument = provbok()
    write_markdown(dokument, read_ast(dokument), path)
    return path.read_text(encoding="utf-8")


def test_each_link_inside_the_book_leads_to_an_anchor(book: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)">', book))
    links = set(re.findall(r"\]\(#([^)]+)\)", book))
    assert {"HV-LIST-001", "kolofon"} <= links
    assert links <= anchors


def test_headings_lists_and_tables_are_markdown_s_own(book: str) -> None:
    lines = book.splitlines()
    assert '### <a id="HV-PAF-004"></a>4.2 Vite när en patient inte tas emot HV-PAF-004' in lines
    assert "- [4 Påföljder](#kap-pafoljder)" in lines
    assert "- **Beslut:** Regionfullmäktige den 22 juni 2021, §\u00a0104" in lines
    assert "> Det här är en rekonstruktion" in book
    assert "| Avsnitt | Krav " in book


def test_a_reader_of_markdown_sees_what_the_author_wrote(tmp_path: Path) -> None:
    written = "*a* _b_ `c` [x](y) <tagg> # 1. - + > | ~~s~~ \\ $x$ https://example.se ![b](c) &amp; ** **"
    escaped = written.replace("&", "&amp;").replace("<", "&lt;")
    dokument = replace(provbok(), html=f"<html><body><p>{escaped}</p><p># {escaped}</p></body></html>", filer={})
    path = tmp_path / "x.md"
    write_markdown(dokument, read_ast(dokument), path)
    assert _read(path) == [written, f"# {written}"]


MARKS = "#*_`@<>~\\[]{}=-+.?\"'():;,!&%|^1aåÄp"


@settings(max_examples=100)
@given(st.lists(st.lists(st.text(MARKS, min_size=1, max_size=12), min_size=1, max_size=4), min_size=1, max_size=8))
def test_no_mix_of_markdown_s_marks_changes_a_letter(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[list[str]]
) -> None:
    texts = [" ".join(words) for words in paragraphs]
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    body = "".join(f"<p>{text}</p><ul><li>{text}</li></ul>" for text in escaped)
    dokument = replace(provbok(), html=f"<html><body>{body}</body></html>", filer={})
    path = tmp_path_factory.mktemp("md") / "x.md"
    write_markdown(dokument, read_ast(dokument), path)
    assert _read(path) == [text for text in texts for _ in range(2)]


def _read(path: Path) -> list[str]:
    """Return the running text of each block, as a reader of Markdown understands it."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(path.read_text(encoding="utf-8"))
    return ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]


def test_the_same_bytes_in_another_folder_time_zone_and_language(tmp_path: Path) -> None:
    made = [
        _made(tmp_path / "en mapp", {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        _made(tmp_path / "å", {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
    ]
    assert set(made[0]) == {"bok.pdf", "bok.docx", "bok.md", "nyckel"}
    assert made[0] == made[1]


def _made(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    folder.mkdir()
    own = {**os.environ, **environment, "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run([sys.executable, "-X", "utf8", "-c", WRITE_ALL], cwd=folder, env=own, check=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    "changed",
    [
        replace(provbok(), html=provbok().html + " "),
        replace(provbok(), titel="En annan titel"),
        replace(provbok(), datum=date(2021, 6, 23)),
        replace(provbok(), nyckelord=()),
        replace(provbok(), filer={"filer/kedja.png": b"en annan bild"}),
        replace(provbok(), filer={}),
    ],
)
def test_the_key_changes_with_every_part_of_the_document(changed: Dokument) -> None:
    assert export_key(changed, MALLAR) != export_key(provbok(), MALLAR)


@pytest.mark.parametrize("name", ["bok.typ", "reference.docx", "typsnitt/KravbokSans-Regular.ttf"])
def test_the_key_changes_with_the_templates(name: str) -> None:
    other = Mallar({**packaged_templates(), name: b"en annan"})
    assert export_key(provbok(), other) != export_key(provbok(), MALLAR)
