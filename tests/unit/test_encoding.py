"""Which letters a book can print: what the table in `encoding` says, and what the fonts really draw."""

from datetime import date

import pytest

from kravbok.encoding import missing_letters
from kravbok.export.failure import ExportFel
from kravbok.export.typesetter import Sats, set_pdf
from kravbok.reader import read_documents
from kravbok.templates import Mallar, packaged_templates

MALLAR = Mallar(packaged_templates())
FIRST = 0x20


def set_letters(letters: str) -> bytes:
    """Set letters in each of the books' fonts, and in no other."""
    codes = "".join(f"\\u{{{ord(letter):x}}}" for letter in letters)
    looks = "".join(
        f'#text(weight: {weight}, style: "{style}", s)\n' for weight in (400, 600) for style in ("normal", "italic")
    )
    head = '#set document(title: "x")\n#set text(font: "Kravbok Sans", fallback: false, lang: "sv")\n'
    source = f'{head}#let s = "{codes}".clusters().join(" ")\n{looks}'
    return set_pdf(Sats("provet", source, {}, date(2022, 1, 1)), MALLAR)


def test_the_fonts_draw_every_letter_of_the_table() -> None:
    drawn = [chr(code) for code in range(FIRST, 0xFFFF) if not missing_letters(chr(code))]
    assert len(drawn) == 948
    assert set_letters("".join(drawn)).startswith(b"%PDF")


@pytest.mark.parametrize("letter", ["中", "😀", "Ж", "א", "٢", "✅", "ﬀ", "\u0182", "\u2024", "\u20a8"])
def test_a_letter_outside_the_table_is_one_that_the_fonts_do_not_have(letter: str) -> None:
    assert missing_letters(f"Ord {letter} och {letter}.") == letter
    with pytest.raises(ExportFel, match="teckensnitt"):
        set_letters(letter)


def test_swedish_text_lacks_nothing() -> None:
    assert missing_letters("Räksmörgås à 1\u00a0000 kr – ”högst” 5\u202f% ≥ 3 → § 4, CO₂, é, œ, ß\n\tαβγ") == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id: x\nrubrik: Ett 中 tecken\n", (2, 13)),
        ("id: x\ntext: |\n  Rad ett.\n  Rad 😀 två.\n", (4, 7)),
        ('id: x\nrubrik: "Ett \\u4e2d tecken"\n', (2, 9)),
    ],
)
def test_a_letter_that_cannot_be_printed_is_found_where_it_stands(text: str, place: tuple[int, int]) -> None:
    _, (found,) = read_documents("krav/x.yaml", text.encode())
    assert (found.code, (found.position.line, found.position.column)) == ("K613", place)


def test_a_comment_may_hold_any_letter() -> None:
    documents, findings = read_documents("krav/x.yaml", "id: x # 中\nrubrik: Ett tecken\n".encode())
    assert findings == []
    assert documents[0].data == {"id": "x", "rubrik": "Ett tecken"}
