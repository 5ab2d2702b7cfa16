"""How changes stand on a page: headings in their columns, signs with their words, tables with room for both."""

from __future__ import annotations

import re

from kravbok.export.columns import Line, table_columns
from kravbok.export.html_tree import read_html_tree
from kravbok.export.narrow import narrow_html
from kravbok.export.pandoc import Ast
from kravbok.export.redline_tree import page_tree
from kravbok.export.typst_text import write_typst
from kravbok.templates import packaged_templates

TEMPLATE = packaged_templates()["bok.typ"].decode()
WIDE = Line(51.5, 10.5)


def ins(words: str) -> str:
    """Words that were added, as a redline has them."""
    return f'<ins><span class="kb-dolt">‹tillagt: </span>{words}<span class="kb-dolt">‹›</span></ins>'


def struck(words: str) -> str:
    """Words that were removed."""
    end = '<span class="kb-dolt"> slut på strykning‹›</span>'
    return f'<del><span class="kb-dolt">‹struket: </span>{words}{end}</del>'


def page(markup: str) -> Ast:
    """A piece of HTML as the tree that a page is made from."""
    read = read_html_tree(narrow_html(f"<html><body>{markup}</body></html>", ()))
    assert read is not None
    return page_tree(Ast(tuple(read)))


def typst(markup: str) -> str:
    """A piece of HTML as Typst text."""
    return write_typst(page(markup).blocks, TEMPLATE).strip()


HEADING = '<span class="kb-nr">1.1</span> Rubrik <span class="kb-id">HV-A-001</span>'


def test_a_new_heading_has_its_number_and_id_in_the_columns_of_the_others() -> None:
    form = r'#bok-rubrik\(2, (\[.*\]), (\[.*\]), "HV-A-001"\)\[(.*)\]'
    ((number, krav, words),) = re.findall(form, typst(f'<h3 id="HV-A-001">{ins(HEADING)}</h3>'))
    assert ["1\\.1" in number, "Rubrik" in words, "HV\\-A\\-001" in krav] == [True] * 3
    assert all("#kb-tillagd[" in part for part in (number, krav, words))


def test_a_new_heading_is_said_to_be_new_once_and_its_id_once() -> None:
    text = typst(f'<h3 id="HV-A-001">{ins(HEADING)}</h3>')
    assert (text.count("‹tillagt"), text.count("‹›")) == (2, 2)
    assert text.index("‹tillagt") < text.index("1\\.1")


def test_an_unchanged_heading_is_written_with_strings() -> None:
    assert typst(f'<h3 id="HV-A-001">{HEADING}</h3>') == '#bok-rubrik(2, "1.1", "HV-A-001", "HV-A-001")[Rubrik]'


def test_the_words_that_only_say_a_mark_are_neither_struck_nor_underlined() -> None:
    text = typst(f"<p>A {struck('B')}{ins('C')}</p>")
    assert re.findall(r"#kb-(?:tillagd|struken)\[([^\]]*)\]", text) == ["B", "C"]


def test_a_line_may_end_before_a_change_but_not_after_its_sign() -> None:
    text = typst(f"<p>A{struck(' B')}{ins(' C ')}D</p>")
    assert re.findall(r"(.)#kb-(?:tillagd|struken)\[([^\]]*)\](.)", text) == [(" ", "B", "#"), (" ", "C", " ")]
    assert "#h(0pt)" in text
    assert re.findall(r"#kb-dolt\[[^\]]* [^\]]*\]", text) == []


def test_a_blank_that_is_all_of_a_change_is_marked() -> None:
    assert "#kb-tillagd[ ]" in typst(f"<p>hälso{ins(' ')}val</p>")


def table(*cells: str) -> str:
    """A table of one column of numbers and one of running text."""
    rows = "".join(f"<tr><td>{cell}</td><td>{'Vite när en patient inte tas emot. ' * 9}</td></tr>" for cell in cells)
    return f"<table><tbody>{rows}</tbody></table>"


def width(markup: str) -> float:
    """The share of the line that the first column of a table has."""
    return table_columns(page(markup).blocks[0], WIDE).shares[0]


def test_a_column_has_room_for_a_short_change_on_one_line_and_for_its_signs() -> None:
    unchanged, new, changed = "11.1", ins("11.1"), struck("10.1") + ins("11.1")
    assert width(table(unchanged)) < width(table(new)) < width(table(changed))
    assert width(table(changed)) > 2 * width(table(unchanged)) - 0.03


def test_a_long_change_may_be_broken_between_the_old_and_the_new_words() -> None:
    long = struck("socialstyrelsen") + ins("regionstyrelsen")
    assert width(table(long)) < 1.2 * width(table(ins("regionstyrelsen")))
