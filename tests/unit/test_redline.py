"""The redline of a text and of a book: valid HTML that is the old text without what was added, and the new one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.redline import REDLINEFORMAT, Redline, write_redline
from kravbok.text import parse_fragment
from kravbok.verify.compare import clean
from kravbok.verify.redline import side_of
from kravbok.view.parts import Bit, bits
from kravbok.view.redline import view_redline
from kravbok.view.redline_block import redline_html
from kravbok.view.redline_ord import Penna
from kravbok.view.redline_skal import penna_for
from verktyg import vnu
from verktyg.bygge import utgavor
from verktyg.redlines import CASES, fact, kapitel, krav, mixed, read_case, redline_between

PENNA = Penna("Regionstyrelsen", "2021-11-24")
WORD = Penna("Regionstyrelsen", "2021-11-24", exact=True)


def read(markup: str) -> HtmlElement:
    """A piece of HTML, or a page."""
    return html.document_fromstring(f"<body>{markup}</body>" if "<body>" not in markup else markup)


def found(root: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements at an XPath."""
    return cast("list[HtmlElement]", root.xpath(path))


def sides(markup: str) -> tuple[str, str]:
    """The words of the old and of the new edition in a redline."""
    return _without(markup, "ins"), _without(markup, "del")


def _without(markup: str, gone: str) -> str:
    root = read(markup)
    for element in found(root, f"//{gone} | //*[@class='kb-dolt']"):
        element.drop_tree()
    for element in root.iter("p", "li", "td", "th", "br"):
        element.tail = " " + (element.tail or "")
    return clean("".join(map(str, root.itertext())))


def plain(text: str) -> str:
    """A text's words as its HTML has them."""
    return _without(parse_fragment(text).html, "ins")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("pen", [PENNA, WORD], ids=["sida", "word"])
def test_a_text_holds_both_editions(path: Path, pen: Penna) -> None:
    old, new = read_case(path.read_text(encoding="utf-8"))
    made = redline_html(pen, parse_fragment(old).html, parse_fragment(new).html)
    assert sides(made) == (plain(old), plain(new))
    assert bool(re.search("<(ins|del) ", made)) == (old != new)


WORDS = st.lists(
    st.sampled_from(["ska", "5", "dagar,", "**fet**", "[länk](#a)", "*kursiv*", "&", "å.", "\\\n"]), max_size=6
)
LINE = WORDS.map(" ".join).map(lambda text: text.strip("\\\n "))
ITEMS = st.lists(LINE.filter(bool), min_size=1, max_size=4)
BLOCK = st.one_of(LINE, ITEMS.map(lambda rows: "\n".join(f"- {row}" for row in rows).replace("\\\n", " ")))
TEXT = st.lists(BLOCK.filter(bool), max_size=4).map("\n\n".join)


@given(TEXT, TEXT, st.booleans())
def test_any_two_texts_can_be_read_out_of_their_redline(old: str, new: str, exact: bool) -> None:
    pen = replace(PENNA, exact=exact)
    made = redline_html(pen, parse_fragment(old).html, parse_fragment(new).html)
    assert sides(made) == (plain(old), plain(new))


def test_a_change_says_who_and_when_and_what_it_is() -> None:
    (change,) = found(read(PENNA.words("ett tre", "ett två tre")), "//ins | //del")
    assert change.tag == "ins"
    assert (change.get("datetime"), change.get("data-author")) == ("2021-11-24", "Regionstyrelsen")
    assert change.text_content() == "‹tillagt:  två slut på tillägg‹›"


def test_a_day_that_is_not_known_is_not_said() -> None:
    assert "datetime" not in Penna("Okänt organ", "").words(None, "nytt")


def test_a_link_that_changes_in_part_stays_one_link() -> None:
    made = PENNA.links(bits(Bit("avsnitt 4.2", "#a")), bits(Bit("avsnitt 4.3", "#a")))
    (link,) = found(read(made), "//a")
    assert [part.tag for part in link] == ["del", "ins"]


def test_blanks_of_another_kind_are_a_change_for_word_only() -> None:
    assert "<ins" not in PENNA.words("1 kr", "1\u00a0kr")
    assert "<ins" in WORD.words("1 kr", "1\u00a0kr")


def test_what_is_written_stays_text() -> None:
    made = PENNA.words("<ins>a</ins>", "<script>b</script> & c")
    assert found(read(made), "//script | //ins/ins") == []


def test_an_unchanged_book_has_no_changes() -> None:
    vy = utgavor("blandat")["provbok-2022"].vy
    made = redline_between(vy, vy).page[1].html
    assert re.findall("<(?:ins|del)[ >]", made) == []


def test_a_clause_that_has_moved_stands_once_and_its_old_place_says_where() -> None:
    fore, efter = mixed()
    vy, dokument = redline_between(fore, efter).page
    page = read(dokument.html)
    assert "PR-FLYTT-002" in vy.flyttade
    assert len(found(page, "//h3[@id='PR-FLYTT-002']")) == 1
    notes = [note.text_content() for note in found(page, "//p[@class='kb-anmarkning']")]
    assert "‹anmärkning: Flyttat hit från 2.2.‹›" in notes
    assert "‹anmärkning: 2.2 En rubrik har flyttats till 3.1.‹›" in notes


def test_in_word_a_clause_that_has_moved_is_removed_and_added() -> None:
    page = read(redline_between(*mixed()).word[1].html)
    (before,), (after,) = (found(page, f"//h3[@id='PR-FLYTT-002{end}']/*") for end in ("-fore", ""))
    assert (before.tag, after.tag) == ("del", "ins")
    assert found(page, "//p[@class='kb-anmarkning']") == []


def test_every_id_of_both_editions_is_there_once() -> None:
    fore, efter = mixed()
    wanted = {krav.id for vy in (fore, efter) for part in vy.kapitel for krav in part.krav}
    wanted |= {row.id for vy in (fore, efter) for part in vy.register for row in part.tabell.rader if row.id}
    for _, dokument in (redline_between(fore, efter).page, redline_between(fore, efter).word):
        ids = [str(name) for name in found(read(dokument.html), "//@id")]
        assert len(ids) == len(set(ids))
        assert wanted <= set(ids)


def test_the_mixed_redline_is_valid_html(tmp_path: Path) -> None:
    assert write_redline(redline_between(*mixed()), tmp_path / "a", ("html",)) == []
    assert vnu.validate(tmp_path / "a.html") == []


def test_what_is_decided_bears_the_body_s_name_and_a_proposal_the_word() -> None:
    old, new = (utgavor("blandat")[name].utgivning for name in ("provbok-2021", "provbok-2022"))
    assert penna_for(diff_utgivningar(new, old), None, exact=True).vem == "Regionfullmäktige"
    assert penna_for(diff_utgivningar(new, old), None, exact=True).nar == "2020-11-24"
    pen = penna_for(diff_utgivningar(old, new), None, exact=True)
    assert (pen.vem, pen.nar) == ("Förslag", str(new.upplaga.fran.dag))


def test_each_changed_clause_has_its_reason() -> None:
    old, new = (utgavor("blandat")[name] for name in ("provbok-2021", "provbok-2022"))
    comparison = diff_utgivningar(old.utgivning, new.utgivning)
    found = {item.krav: item for item in view_redline(old.vy, new.vy, comparison, exact=True).kommentarer}
    changed = [item for item in comparison.krav if not item.doljbar]
    assert changed
    for item in changed:
        assert any(" ".join(item.motiv.split()) in line for line in found[item.id].stycken)
        assert re.fullmatch("[A-ZÅÄÖ][^A-ZÅÄÖ]*", found[item.id].stycken[0]), "one sentence, one capital"


def test_the_proof_of_a_page_tells_the_editions_apart() -> None:
    words = "A ‹struket: b slut på strykning‹› ‹tillagt: c ‹›d ‹anmärkning: e‹› 1. ‹tillagt: f‹›"
    assert clean(side_of(words, "-").replace("\x03", "")) == "A b d 1."
    assert clean(side_of(words, "+").replace("\x03", "")) == "A c d 1. f"


@pytest.fixture(scope="module")
def small() -> Redline:
    book = utgavor("blandat")["provbok-2022"].vy
    words = replace(book, inledning="", inledning_block=(), utanfor=(), bilagor=(), register=())
    old, new = (
        replace(words, kapitel=(kapitel("kap-a", "1", krav("PR-A-001", "1.1", text, fact("Källa", text))),))
        for text in ("Gammal text.", "Ny text.")
    )
    return redline_between(old, new)


@pytest.mark.parametrize("form", REDLINEFORMAT)
def test_the_same_redline_gives_the_same_bytes(form: str, small: Redline, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert write_redline(replace(small), tmp_path / name, (form,)) == []
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()
