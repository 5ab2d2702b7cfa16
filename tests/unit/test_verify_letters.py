"""Every letter that a record may hold is read back from every format as what it is."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kravbok.cache import Cache
from kravbok.check import check_underlag
from kravbok.edition import make_utgivning
from kravbok.encoding import missing_letters
from kravbok.finding import Allvar
from kravbok.production import Utgava, make_utgava, write_utgava
from kravbok.settings import Byggval
from kravbok.sources import File
from kravbok.templates import Mallar, packaged_templates
from kravbok.underlag import Underlag
from verktyg.grund import base

MARKDOWN = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
LETTERS = [
    letter
    for letter in map(chr, range(0x21, 0xFB05))
    if unicodedata.category(letter)[0] in "LNPS" and letter not in MARKDOWN and not list(missing_letters(letter))
]
ROWS = [LETTERS[start : start + 60] for start in range(0, len(LETTERS), 60)]
RECORD = """id: PR-TECKEN-{number:03}
lydelser:
  - galler_fran: 2021-01-01
    rubrik: Tecken {number}
    typ: upplysning
    omrade: [listning]
    plats: {{bok: provbok, kapitel: listning, ordning: {order}}}
    vem: regionen
    kravniva: upplysning
    text: |
      {text}
    ursprung: [{{dokument: rapport, rader: 1}}]
"""


@pytest.fixture(scope="module")
def utgava() -> Utgava:
    """The small book with a requirement for every sixty letters, each between two others and alone."""
    files = [File(path, text.encode()) for path, text in base().items()]
    for number, row in enumerate(ROWS, start=1):
        text = " ".join(f"a{letter}b {letter}" for letter in row)
        record = RECORD.format(number=number, order=100 + number, text=text)
        files.append(File(f"krav/provbok/tecken/PR-TECKEN-{number:03}.yaml", record.encode()))
    register, findings = check_underlag(Underlag(tuple(files), (), ()))
    assert [item for item in findings if item.severity is Allvar.FEL] == []
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, bok.upplagor[0])
    val = Byggval(Path("saknas"), Path("saknas/build"))
    return make_utgava(utgivning, Mallar(packaged_templates()), val, utkast=False)


def test_there_are_letters_to_try() -> None:
    assert len(LETTERS) > 800


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_every_letter_is_read_back(utgava: Utgava, tmp_path: Path, form: str) -> None:
    found = write_utgava(utgava, Mallar(packaged_templates()), tmp_path, Cache(None), (form,))
    assert [item.message for item in found] == []
