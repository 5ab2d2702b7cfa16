"""The book says of a requirement that another wording holds before the next edition, and only then."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdfium2
import pytest

from kravbok.build import build
from kravbok.edition import make_utgivning
from kravbok.settings import Byggval
from kravbok.view.krav import view_krav
from kravbok.view.parts import plain
from kravbok.view.under_tiden import RUBRIK
from verktyg.bygge import copy_project
from verktyg.grund import Andring, register_with

POST = "provbok/listning/PR-LIST-002.yaml"
LAST = "\n    ursprung:\n      - dokument: rapport\n        rader: 5\n"
NEW = """  - galler_fran: {0}
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva]
    text: Vårdgivaren ska ge besked samma dag.
    beslut: okänt
    andring: {{typ: [skärpt], motiv: Patienten ska veta}}
"""


def adding(*days: str) -> Andring:
    """The edit that gives the requirement a wording from each of the days."""
    return POST, LAST, LAST + "".join(map(NEW.format, days))


def said(upplaga: str, *edits: Andring) -> dict[str, list[str]]:
    """The facts of the requirement in an edition, without the hard spaces."""
    register = register_with(*edits)
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == upplaga))
    fakta = view_krav(utgivning, utgivning.klausuler["PR-LIST-002"]).fakta
    return {item.term: [plain(value).replace("\u00a0", " ") for value in item.varden] for item in fakta}


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), []),
        (("2021-07-01",), ["från 1 juli 2021"]),
        (("2021-04-01", "2021-07-01"), ["från 1 april 2021", "från 1 juli 2021"]),
        (("{senast: 2021-07-01}",), ["sedan 1 juli 2021 eller tidigare"]),
        (("2021-07",), ["från juli 2021"]),
    ],
)
def test_a_wording_of_the_edition_s_own_time_is_told_with_its_day(days: tuple[str, ...], told: list[str]) -> None:
    wanted = [f"En annan lydelse gäller {when}. Den står inte i upplagan." for when in told]
    assert said("2021", *([adding(*days)] if days else [])).get(RUBRIK, []) == wanted


def test_a_proposed_edition_says_nothing_of_it() -> None:
    assert RUBRIK not in said("2022", adding("2022-07-01"))


@pytest.mark.parametrize("day", ["2021-07-01", "2022-01-01"])
def test_the_wording_that_an_edition_names_is_its_own_and_its_day_is_told(day: str) -> None:
    text = NEW.format(day).replace("    som_foregaende", '    upplaga: "2021"\n    som_foregaende')
    found = said("2021", (POST, LAST, LAST + text))
    assert found["Gäller från"] == [{"2021-07-01": "1 juli 2021", "2022-01-01": "1 januari 2022"}[day]]
    assert RUBRIK not in found


def test_a_requirement_that_ends_before_it_has_no_other_wording() -> None:
    end = "upphor: {galler_till: 2021-05-31, beslut: okänt, motiv: Behövs inte}\n"
    assert RUBRIK not in said("2021", (POST, LAST, LAST + NEW.format("2021-07-01") + end))


def test_every_format_of_the_book_holds_it(tmp_path: Path) -> None:
    projekt = copy_project("upplagor", tmp_path / "projekt")
    record = projekt / "krav/ensam/krav/EN-ALLT-001.yaml"
    new = NEW.format("2022-07-01").replace("beslut: okänt", "beslut: RF-2021-11-24-122")
    ursprung = "    ursprung:\n      - {dokument: pahittat, rader: 1}\n"
    record.write_text(f"{record.read_text(encoding='utf-8').rstrip()}\n{new}{ursprung}", encoding="utf-8")
    assert build(Byggval(projekt, projekt / "build", ("ensam",), format=("html", "pdf", "docx", "md"))).findings == ()
    [pdf] = (projekt / "build/ensam").glob("*/ensam-*[0-9].pdf")
    for path, text in (
        (pdf.with_suffix(suffix), read(pdf.with_suffix(suffix))) for suffix in (".html", ".md", ".pdf", ".docx")
    ):
        assert "En annan lydelse gäller från 1 juli 2022." in " ".join(text.replace("\u00a0", " ").split()), path


def read_pdf(path: Path) -> str:
    return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))


def read_docx(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join([*(item.text for item in document.paragraphs), *cells])


def read(path: Path) -> str:
    """The text of a file of the book."""
    own = {".pdf": read_pdf, ".docx": read_docx}.get(path.suffix)
    return own(path) if own else path.read_text(encoding="utf-8")
