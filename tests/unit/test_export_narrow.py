"""What of a document's HTML reaches the other formats."""

import subprocess
import sys

import pytest
from lxml import html

from kravbok.export.failure import ExportFel
from kravbok.export.narrow import narrow_html


def _narrow(body: str, pictures: tuple[str, ...] = ()) -> str:
    text = f"<html lang='sv'><head><style>p {{}}</style></head><body>{body}</body></html>"
    return str(html.tostring(narrow_html(text, pictures), encoding="unicode"))


@pytest.mark.parametrize(
    "unwanted",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        "<iframe src='/etc/passwd'></iframe>",
        "<svg><text>x</text></svg>",
        "<object data='x'>x</object>",
        "<!-- en kommentar -->",
        '<a class="kb-hopp" href="#x">Hoppa</a>',
        '<p class="kb-bara-webb">Sök i boken</p>',
    ],
)
def test_what_means_nothing_on_paper_is_left_out_and_what_follows_it_is_kept(unwanted: str) -> None:
    assert _narrow(f"<div>före{unwanted}efter</div>") == "<body><div>föreefter</div></body>"


@pytest.mark.parametrize("name", ["data-custom-style", "data-typst:text:fill", "style", "onclick", "data-anything"])
def test_attributes_that_could_steer_a_writer_are_dropped(name: str) -> None:
    assert _narrow(f'<div><span {name}="x">ord</span></div>') == "<body><div><span>ord</span></div></body>"


def test_a_class_on_a_paragraph_moves_to_a_div_that_pandoc_keeps() -> None:
    assert _narrow('<p class="kb-markning">Ska</p>efter') == (
        '<body><div class="kb-markning"><p>Ska</p></div>efter</body>'
    )


def test_a_changed_word_keeps_its_author_and_date() -> None:
    assert _narrow('<p><ins data-author="Förslag" data-date="2022-01-01">ny</ins></p>') == (
        '<body><p><span data-author="Förslag" data-date="2022-01-01" class="insertion kb-tillagd">ny</span></p></body>'
    )


def test_only_ids_that_a_link_leads_to_or_a_heading_carries_are_kept() -> None:
    narrowed = _narrow('<h2 id="a">A</h2><p id="b">x</p><p id="c">y</p><p><a href="#c">till y</a></p>')
    assert ('id="a"' in narrowed, 'id="b"' in narrowed, 'id="c"' in narrowed) == (True, False, True)


def test_the_id_of_a_table_row_stands_first_in_its_first_cell() -> None:
    row = '<tr id="rad"><th scope="row">A</th><td>B</td></tr>'
    assert '<th scope="row"><span id="rad"></span>A</th>' in _narrow(f'<a href="#rad">x</a><table>{row}</table>')


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<p><a href="#HV-LIST-999">avsnitt</a></p>', "#HV-LIST-999"),
        ('<p><img src="/etc/passwd" alt="x"></p>', "/etc/passwd"),
        ('<p><img src="https://example.se/x.png" alt="x"></p>', "https://example.se/x.png"),
        ('<p><img src="filer/x.png"></p>', "filer/x.png"),
    ],
)
def test_a_link_or_a_picture_that_leads_nowhere_is_named(body: str, named: str) -> None:
    with pytest.raises(ExportFel, match=named):
        _narrow(body, pictures=("filer/x.png",))


IN_THREADS = """
import threading
from io import BytesIO
from lxml import etree
from kravbok.export.narrow import narrow_html
from kravbok.verify.read_html import read_html

def work(thread):
    narrow_html("<p>x</p>", ())
    read_html(b"<p>x</p>", ())
    for at in range(12):
        names = "".join(f"<n{thread}a{at}b{number}/>" for number in range(3000))
        etree.parse(BytesIO(f"<r>{names}</r>".encode()), etree.XMLParser())

for first in range(0, 12, 3):
    threads = [threading.Thread(target=work, args=(first + at,)) for at in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_two_books_are_read_at_the_same_time_without_a_parser_in_common() -> None:
    """The HTML parser that lxml shares gives its dictionary of names to all threads that begin with it."""
    assert subprocess.run([sys.executable, "-c", IN_THREADS], check=False).returncode == 0
