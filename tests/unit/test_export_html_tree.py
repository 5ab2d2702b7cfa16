"""Our own reading of a document gives the very tree that pandoc's gives."""

import json
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from kravbok.export.html_tree import read_html_tree
from kravbok.export.narrow import narrow_html
from kravbok.export.pandoc import VERSION, read_with_pandoc, run_pandoc
from verktyg.provbok import provbok

LETTERS = 'ab1.-–’"$*\\&<\u00a0\u00ad\u2028å中' + " " * 5 + "\n\t"


def _texts() -> st.SearchStrategy[str]:
    return st.text(LETTERS, max_size=8).map(escape)


def _wrapped(tag: str, inner: st.SearchStrategy[str], *attributes: str) -> st.SearchStrategy[str]:
    given = st.sampled_from(attributes) if attributes else st.just("")
    return st.builds(lambda own, text: f"<{tag}{own}>{text}</{tag}>", given, inner)


def _joined(parts: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=least, max_size=4).map("".join)


def _phrases(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return _joined(
        st.one_of(
            _texts(),
            st.just("<br>"),
            _wrapped("code", _texts()),
            _wrapped("em", inner),
            _wrapped("strong", inner, "", ' class="kb-andring"'),
            _wrapped("span", inner, "", ' class="kb-nr"', ' class="kb-a kb-b"'),
            _wrapped("ins", inner, "", ' data-author="A" data-date="2022-01-01"'),
            _wrapped("a", inner, ' href="#a"', ' href="https://example.se/%C3%A5?x=1&amp;y=%20"', ' id="c" href="#b"'),
            _texts().map(lambda text: f'<img src="filer/x.png" alt="x{text}">'),
        )
    )


PHRASES = st.recursive(_texts(), _phrases, max_leaves=6)


def _table(width: int) -> st.SearchStrategy[str]:
    cells = st.lists(_wrapped("td", PHRASES), min_size=width, max_size=width).map("".join)
    headed = st.builds(lambda head, rest: head + rest, _wrapped("th", PHRASES, ' scope="row"', ' id="b"'), cells)
    body = _wrapped("tbody", st.one_of(_joined(_wrapped("tr", cells), 1), _joined(_wrapped("tr", headed), 1)))
    head = st.one_of(st.just(""), _wrapped("thead", _wrapped("tr", cells)))
    caption = st.one_of(st.just(""), _wrapped("caption", PHRASES))
    return _wrapped("table", st.tuples(caption, head, body).map("".join), "", ' class="kb-tabell"')


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return _joined(
        st.one_of(
            PHRASES,
            _wrapped("p", PHRASES, "", ' class="kb-markning"'),
            _wrapped("h3", PHRASES, "", ' id="b"', ' class="x"'),
            _wrapped("ul", _joined(_wrapped("li", inner, "", ' id="c"'))),
            _wrapped("ol", _joined(_wrapped("li", inner)), "", ' start="3"', ' type="a"', ' class="kb-x" type="I"'),
            _wrapped("dl", _joined(st.builds("<dt>{}</dt><dd>{}</dd>".format, PHRASES, inner), 1)),
            _wrapped("section", inner, "", ' class="kb-krav"'),
            _wrapped("blockquote", inner),
            st.integers(1, 3).flatmap(_table),
        )
    )


BODIES = st.recursive(PHRASES, _blocks, max_leaves=8)


def _body(text: str) -> HtmlElement:
    ends = (
        '<p><a href="#a">x</a><a href="#b">x</a><a href="#c">x</a></p><h2 id="a">A</h2><p id="b">b</p><p id="c">c</p>'
    )
    return narrow_html(f"<html><body>{text}<div>{ends}</div></body></html>", ("filer/x.png",))


def test_the_tree_of_a_whole_document_is_pandocs() -> None:
    dokument = provbok()
    body = narrow_html(dokument.html, dokument.filer)
    assert read_html_tree(body) == read_with_pandoc(body, dokument)


@settings(max_examples=60, deadline=None)
@given(st.lists(BODIES, min_size=10, max_size=20))
def test_the_tree_of_any_regular_document_is_pandocs(texts: list[str]) -> None:
    body = _body("".join(f"<div>{text}</div>" for text in texts))
    tree = read_html_tree(body)
    assert tree is None or tree == read_with_pandoc(body, provbok())


@settings(max_examples=30, deadline=None)
@given(BODIES)
def test_loose_text_beside_the_blocks_of_a_body_is_read_as_pandoc_does(text: str) -> None:
    body = _body(text)
    tree = read_html_tree(body)
    assert tree is None or tree == read_with_pandoc(body, provbok())


@pytest.mark.parametrize(
    "irregular",
    [
        "<p>a<u>b</u></p>",
        "<pre>a</pre>",
        "<hr>",
        "<foo>a</foo>",
        "<ins><p>a</p></ins>",
        "<p>a\x85b</p>",
        '<p><a href="a b">x</a></p>',
        '<p><a href="å">x</a></p>',
        "<p><a>x</a></p>",
        '<div class="line-block">a</div>',
        '<p><span class="smallcaps">a</span></p>',
        "<ul><li>a</li>b</ul>",
        "<ul><p>a</p></ul>",
        '<ul><li id="c"><dl><dt>a</dt><dd>b</dd></dl></li></ul>',
        '<dl><dt>a</dt><dd id="c"><ul><li>b</li></ul></dd></dl>',
        '<ol start="-1"><li>a</li></ol>',
        "<dl><dd>a</dd></dl>",
        "<table><tr><td>a</td></tr></table>",
        "<table><tbody><tr><th>a</th><th>b</th></tr></tbody></table>",
        "<table><tbody><tr><th>a</th></tr></tbody></table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>a</td></tr></tbody></table>",
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
        "<table></table>",
    ],
)
def test_what_our_templates_never_write_is_left_to_pandoc(irregular: str) -> None:
    assert read_html_tree(_body("<p>a</p>")) is not None
    assert read_html_tree(_body(irregular)) is None


def test_the_version_of_the_tree_is_pandocs_own() -> None:
    assert json.loads(run_pandoc(["--from=html", "--to=json"], b"", provbok()))["pandoc-api-version"] == VERSION
