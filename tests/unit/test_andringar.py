"""What differs between two editions, as it is shown: text, tables and documents."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kravbok.andringsdokument import ANDRINGSFORMAT, make_andringar, write_andringar
from kravbok.diff.ord import diff_block
from kravbok.diff.skillnad import Blockskillnad, Ordbit, Sifferskillnad, Uppgiftsskillnad
from kravbok.export.andringar_json import andringar_json
from kravbok.export.andringar_rader import krav_row, shown_rows
from kravbok.export.andringar_text import show_andringar
from kravbok.export.csv_rows import andringar_csv, harmless
from kravbok.export.xlsx import andringar_xlsx
from kravbok.loader import load_register
from kravbok.model.storhet import Okand, parse_storhet
from kravbok.sources import read_folder
from kravbok.templates import Mallar, packaged_templates
from kravbok.text import parse_fragment
from kravbok.verify.bevis_andringar import proof_andringar
from kravbok.verify.prove import prove
from kravbok.view.andringar.andring import say_uppgift
from kravbok.view.andringar.delar import AndringsVy, all_andringar, marked_words
from kravbok.view.andringar.omfattning import runs
from kravbok.view.andringar.par import one_sided, pairs
from kravbok.view.andringar.siffror import name_in_words, view_siffra
from kravbok.view.andringar.urval import Urval, unknown_value
from kravbok.view.parts import plain
from verktyg import scheman
from verktyg.andringsfall import Andringsfall, andringar_with, read_fall, text_of, two_editions
from verktyg.grund import Andring, register_with

DAY = date(2022, 1, 1)
CASES = list(read_fall())

ELAK = """id: PR-LIST-004
lydelser:
  - avses_galla_fran: 2022-01-01
    upplaga: "2022"
    rubrik: '=HYPERLINK("http://x.se";"Klicka") <b>fet</b>'
    typ: krav
    omrade: [listning]
    plats:
      bok: provbok
      kapitel: listning
      ordning: 15
    vem: vårdgivaren
    kravniva: ska
    text: "+46 och @SUM(A1) ska <ins>stå</ins> #read"
    andring:
      typ: [ny]
      motiv: "-2+3 | = {+inte+} [-struket-]"
    arende: RS/60/2021
    beslut: okänt
    ursprung:
      - dokument: rapport
        rader: 5
"""
EDIT = ("provbok/listning/PR-LIST-004.yaml", None, ELAK)


@pytest.fixture(scope="module")
def vy() -> AndringsVy:
    return andringar_with()


@pytest.fixture(scope="module")
def elak() -> AndringsVy:
    return andringar_with(EDIT)


@pytest.mark.parametrize("fall", CASES, ids=[fall.namn for fall in CASES])
def test_a_case(fall: Andringsfall) -> None:
    lines = text_of(andringar_with(*fall.edits))
    assert [line for line in fall.star if line not in lines] == [], "\n".join(lines)
    assert [words for words in fall.star_inte if any(words in line for line in lines)] == []


# One rule at a time


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (["4.2"], ["4.2"]),
        (["4.10", "4.9", "4.2"], ["4.2", "4.9", "4.10"]),
        (["6.1", "6.2", "6.3", "7.1"], ["6.1–6.3", "7.1"]),
        (["6.9", "6.10", "6.11"], ["6.9–6.11"]),
        (["6.1", "6.1", ""], ["6.1"]),
        ([], []),
    ],
)
def test_numbers_that_follow_one_another(numbers: list[str], shown: list[str]) -> None:
    assert runs(numbers) == shown


def test_words_in_two_columns_and_aloud() -> None:
    words = (Ordbit("=", "Vårdgivaren "), Ordbit("-", "bör"), Ordbit("+", "ska"), Ordbit("=", " svara."))
    (part,) = pairs([Blockskillnad(words)])
    assert [bit.text for bit in part.fore] == ["Vårdgivaren ", "bör", " svara."]
    assert [bit.text for bit in part.efter] == ["Vårdgivaren ", "ska", " svara."]
    assert marked_words(part.fore) == "Vårdgivaren struket: bör (slut på struket) svara."


def test_a_struck_and_a_new_paragraph_stand_side_by_side() -> None:
    blocks = [Blockskillnad((Ordbit("-", "Gammalt."),)), Blockskillnad((Ordbit("+", "Nytt."),))]
    (part,) = pairs(blocks)
    assert (part.fore[0].text, part.efter[0].text) == ("Gammalt.", "Nytt.")


def test_a_struck_paragraph_before_an_unchanged_one_stands_alone() -> None:
    blocks = [Blockskillnad((Ordbit("-", "Gammalt."),)), Blockskillnad((Ordbit("=", "Kvar."),))]
    assert [(bool(part.fore), bool(part.efter)) for part in pairs(blocks)] == [(True, False), (True, True)]


def test_items_of_lists_keep_their_bullets_and_numbers_on_either_side() -> None:
    old, new = "Detta:\n\n- ett ord\n- två ord\n", "Detta:\n\n1. ett ord\n2. helt annat\n3. två ord\n"
    blocks = diff_block(parse_fragment(old).plain, parse_fragment(new).plain)
    assert [(part.punkt_fore, part.punkt_efter) for part in pairs(blocks, old, new)] == [
        ("", ""),
        ("•", "1."),
        ("", "2."),
        ("•", "3."),
    ]


def test_a_new_requirement_marks_no_words() -> None:
    first, second = one_sided([("", "Ett."), ("", " "), ("•", "Två.")], new=True, said="Nytt krav")
    assert (first.i_stallet, second.i_stallet) == ("Nytt krav", "")
    assert (first.punkt_efter, second.punkt_efter) == ("", "•")
    assert {bit.tecken for part in (first, second) for bit in part.efter} == {"="}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("ersattning", "Ersättning för plats", "ersättning"),
        ("hojning_per_ar", "Höjningens storlek per år", "höjning per ar"),
        ("sats", "Vite om sats", "sats"),
        ("fran", "Gäller från", "från"),
    ],
)
def test_the_name_of_a_figure_is_spelt_as_the_text_spells_it(name: str, text: str, words: str) -> None:
    assert name_in_words(name, text) == words


def test_every_figure_of_the_reference_books_has_a_word() -> None:
    files, _ = read_folder(Path(__file__).parents[2], "krav")
    register, _ = load_register(files)
    used = {name for krav in register.krav.values() for lydelse in krav.lydelser for name in lydelse.siffror}
    assert used == set(register.sifferord), "Skriv siffrans ord i krav/kravbok.yaml, under sifferord."


def test_a_figure_is_called_by_the_projects_own_word() -> None:
    words: Andring = ("kravbok.yaml", "omraden:", "sifferord:\n  frist: längsta väntan\nomraden:")
    (item,) = (item for item in all_andringar(andringar_with(words)) if item.id == "PR-LIST-001")
    assert [figure.namn for figure in item.siffror] == ["längsta väntan"]
    assert [plain(value) for fact in item.fakta if fact.term == "Siffror" for value in fact.varden] == [
        "längsta väntan: från 4\u00a0veckor till 3\u00a0veckor (\u22121\u00a0vecka, \u221225\u00a0%)"
    ]


def test_a_share_is_told_with_one_decimal() -> None:
    old, new = parse_storhet("300 kr"), parse_storhet("400 kr")
    item = Sifferskillnad("sats", old, new, parse_storhet("100 kr"), Fraction(100, 3))  # type: ignore[arg-type]
    assert view_siffra(item, {}, "").procent == "+33,3\u00a0%"


def test_what_is_unknown_is_never_computed() -> None:
    figure = view_siffra(Sifferskillnad("sats", Okand("okänt"), parse_storhet("400 kr")), {}, "")
    assert (figure.skillnad, figure.procent, figure.andel) == ("", "", None)
    assert "okänd" in figure.mening


# Numbers that agree

ATAGANDE = ELAK.replace("PR-LIST-004", "PR-LIST-005").replace(
    "    typ: krav\n", "    typ: krav\n    stallning: åtagande\n"
)
AGAIN: tuple[Andring, ...] = (
    (
        "provbok/pafoljder/PR-PAF-001.yaml",
        "        rader: 7\n",
        "        rader: 7\nupphor:\n  galler_till: 2021-12-31\n  motiv: Föreläggandet ersätts av samtal.\n",
    ),
    ("provbok/pafoljder/PR-PAF-002.yaml", "    forutsatter: [PR-PAF-001]\n", ""),
)


def test_the_summary_and_the_table_of_kinds_count_the_same() -> None:
    vy = andringar_with(EDIT, ("provbok/listning/PR-LIST-005.yaml", None, ATAGANDE))
    (counts,) = (part.tabell for part in vy.fore_kraven if part.id == "antal")
    assert counts.kolumner == ("Slag", "Krav", "Åtaganden och rekommendationer")
    rows = {plain(first): [plain(cell) for cell in cells] for first, *cells in (row.celler for row in counts.rader)}
    assert rows["Nytt"] == ["2", "1"]
    assert [*vy.sammanfattning[:1], *(words for words in vy.sammanfattning if "Utanför" in words)] == [
        "Fyra krav skiljer sig mellan upplaga 2021 och förslaget till upplaga 2022: 2 är nya och 2 ändrade.",
        "Utanför kraven skiljer sig ett åtagande: det är nytt.",
    ]


def test_an_old_number_that_the_new_edition_gives_to_another_is_said_to_be_old() -> None:
    vy = andringar_with(*AGAIN)
    gone = next(item for item in all_andringar(vy) if item.id == "PR-PAF-001")
    assert (gone.nummer, gone.nummer_fore, gone.nummer_efter) == ("(förut 2.1)", "2.1", "")
    assert krav_row(gone)[0] == "(förut 2.1)"
    assert "upph. nuvarande 2.1" in vy.omfattning  # the new edition has another 2.1
    links = [plain(row.celler[0]) for part in vy.efter_kraven for row in part.tabell.rader]
    assert "(förut 2.1)" in links


@pytest.mark.parametrize(
    ("fore", "efter", "said"),
    [
        ("", "avtal: skriftligt", "Kräver tillkom: avtal: skriftligt"),
        ("avtal: skriftligt", "", "Kräver utgick: avtal: skriftligt"),
        ("a: 1.", "a: 2.", "Kräver förut: a: 1. Kräver nu: a: 2."),
        ("skriftligt avtal", "avtal", "Kräver: från skriftligt avtal till avtal"),
    ],
)
def test_a_fact_that_is_new_or_gone_is_not_told_from_nothing(fore: str, efter: str, said: str) -> None:
    assert say_uppgift(Uppgiftsskillnad("kraver", fore, efter)) == said


def test_a_fact_names_records_by_their_titles() -> None:
    leans: Andring = (
        "provbok/listning/PR-LIST-001.yaml",
        "    siffror:\n      frist: 3 veckor\n",
        "    siffror:\n      frist: 3 veckor\n    bygger_pa:\n      styrdokument: provlagen\n      via: rapport\n",
    )
    vy, rapport = andringar_with(leans), register_with().dokument["rapport"].titel
    changed = next(item for item in all_andringar(vy) if item.id == "PR-LIST-001")
    assert [(item.falt, item.efter) for item in changed.uppgifter] == [("bygger_pa", f"Provlagen (enligt {rapport})")]


def test_an_example_is_told_as_a_sentence_tells_it() -> None:
    given = "[{person: A, veckor: 12}, {person: B, veckor: 3}]"
    calculates: Andring = (
        "provbok/listning/PR-LIST-001.yaml",
        "    siffror:\n      frist: 3 veckor\n",
        f"    siffror:\n      frist: 3 veckor\n    exempel:\n      - givet: {given}\n        ger: 13 000 kr\n",
    )
    changed = next(item for item in all_andringar(andringar_with(calculates)) if item.id == "PR-LIST-001")
    assert [item.efter for item in changed.uppgifter] == ["person A, veckor 12; person B, veckor 3 ger 13 000 kr"]


# Tables


def rows_of(fore: tuple[Andring, ...], efter: tuple[Andring, ...]) -> dict[str, list[tuple[str, str, str]]]:
    """The rows that differ of each table, between the small book before and after the edits."""
    vy = make_andringar(two_editions(register_with(*fore))[0], two_editions(register_with(*efter))[0])
    return {part.id: [(row.rad, row.kolumn, row.vad) for row in part.rader] for part in vy.tabeller}


def term(name: str, word: str, meaning: str = "Ett ord.") -> Andring:
    record = f"id: {name}\nlydelser:\n  - galler_fran: 2021-01-01\n    term: {word}\n    definition: {meaning}\n"
    return (
        f"register/begrepp/{name}.yaml",
        None,
        f"{record}    ursprung:\n      - dokument: rapport\n        rader: 2\n",
    )


def test_a_row_that_is_gone_stands_where_it_stood() -> None:
    before, same = (term("avtal", "avtal"), term("bok", "bok"), term("vite", "vite")), term("vite", "vite")
    rows = rows_of(before, (term("bok", "bok", "Ett verk."), same, term("arende", "ärende")))
    assert rows["tabell-begrepp"] == [
        ("avtal", "hela raden", "utgår"),
        ("bok", "Betydelse", "ändrad"),
        ("ärende", "hela raden", "ny"),
    ]


def test_a_row_that_moved_is_told_only_by_what_changed_in_it() -> None:
    before = (term("bok", "bok"), term("vite", "vite"))
    assert rows_of(before, (term("bok", "överenskommelse"), before[1]))["tabell-begrepp"] == [
        ("överenskommelse", "Begrepp", "ändrad")
    ]
    swapped: Andring = ("provbok/pafoljder/PR-PAF-001.yaml", "ordning: 10", "ordning: 25")
    assert "tabell-viten" not in rows_of((), (swapped,))


# The choice


def test_a_choice_shows_only_what_fits_and_says_so() -> None:
    vy = andringar_with(EDIT, urval=Urval(slag=("ny",)))
    assert [item.id for part in vy.avsnitt for item in part.andringar] == ["PR-LIST-004", "PR-PAF-003"]
    assert "Urval" in [fact.term for fact in vy.uppgifter]
    assert vy.omfattning == ""


@pytest.mark.parametrize(
    ("urval", "shown"),
    [
        (Urval(kapitel=("listning",)), True),
        (Urval(kapitel=("2",), kravniva=("ska",)), False),
        (Urval(typ=("krav",), vem=("vårdgivaren",)), True),
        (Urval(vem=("regionen",), typ=("krav",)), False),
        (Urval(kravniva=("ska", "bör")), True),
        (Urval(omrade=("uppföljning",)), False),
    ],
)
def test_each_choice(urval: Urval, shown: bool) -> None:
    assert bool(andringar_with(urval=urval).avsnitt) is shown


@pytest.mark.parametrize(
    ("urval", "near"),
    [
        (Urval(vem=("vardgivare",)), "vårdgivaren"),
        (Urval(kapitel=("listnin",)), "listning"),
        (Urval(typ=("zzz",)), "krav"),
    ],
)
def test_a_value_that_does_not_exist_has_a_nearest(urval: Urval, near: str) -> None:
    assert near in unknown_value(urval, *two_editions(register_with()))


def test_values_that_exist_are_no_fault() -> None:
    assert unknown_value(Urval(slag=("ny",), kravniva=("ska",)), *two_editions(register_with())) == ""


# Formats


def test_json_is_as_the_schema_says(elak: AndringsVy) -> None:
    data = json.loads(andringar_json(elak))
    schema = scheman.shut(scheman.make_schemas()["andringar-1.json"])
    assert [item.message for item in Draft202012Validator(schema).iter_errors(data)] == []
    assert [item["id"] for item in data["krav"] if item["tecken"] == "+"] == ["PR-LIST-004", "PR-PAF-003"]


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-2", "@A1", "\t=1", "  =1", "\u00a0@x"])
def test_a_cell_of_csv_is_no_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "4 veckor", "−1 vecka", "a=b"])
def test_an_ordinary_cell_of_csv_stays(cell: str) -> None:
    assert harmless(cell) == cell


def test_csv_is_for_a_swedish_spreadsheet(elak: AndringsVy) -> None:
    made = andringar_csv(elak)
    assert made.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))
    (row,) = [row for row in rows if row["Krav-id"] == "PR-LIST-004"]
    assert row["Rubrik"].startswith("'=HYPERLINK")
    assert row["Skäl"].startswith("'-2")
    assert row["Lydelse efter"].startswith("'+46")


def sheets_of(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        names = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode())
        return {name: package.read(f"xl/worksheets/sheet{at}.xml").decode() for at, name in enumerate(names, start=1)}


def test_a_workbook_has_a_sheet_for_all_and_for_each_kind(elak: AndringsVy) -> None:
    sheets = sheets_of(andringar_xlsx(elak, DAY))
    assert list(sheets)[:3] == ["Om", "Alla", "Nytt"]
    assert "Siffror" in sheets
    for name, sheet in sheets.items():
        assert ("<autoFilter" in sheet) is (name != "Om")
        assert ('state="frozen"' in sheet) is (name != "Om")


def test_a_workbook_has_a_sheet_of_the_changes_that_no_decision_carries(elak: AndringsVy) -> None:
    sheet = sheets_of(andringar_xlsx(elak, DAY))["Ändringar utan känt beslut"]
    assert sheet.count("<row ") == 4


def test_a_row_of_a_workbook_has_the_height_that_its_longest_text_needs(elak: AndringsVy) -> None:
    """LibreOffice does not reckon it: with no height of its own a row is one line, and words lie over each other."""
    texts = [max(krav_row(item), key=len) for item in shown_rows(elak, visa_allt=True)]
    heads = re.findall("<row ([^>]*)>", sheets_of(andringar_xlsx(elak, DAY))["Alla"])[1:]
    heights = [int(found[1]) if (found := re.search('ht="([0-9]+)"', head)) else 15 for head in heads]
    assert max(map(len, texts)) > 60
    assert [text for text, height in zip(texts, heights, strict=True) if height < len(text) / 60 * 15] == []


def test_a_workbook_has_no_formula_and_no_link(elak: AndringsVy) -> None:
    made = andringar_xlsx(elak, DAY)
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets_of(made).values())
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert "=HYPERLINK" in package.read("xl/sharedStrings.xml").decode()


def test_text_has_colour_only_when_it_is_asked_for(vy: AndringsVy) -> None:
    plain, coloured = show_andringar(vy), show_andringar(vy, colour=True)
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_changes_nothing_is_hidden_until_it_is_asked_for() -> None:
    origin = ("provbok/pafoljder/PR-PAF-001.yaml", "        rader: 7\n", "        rader: 7\n" + MORE)
    vy = andringar_with(origin)
    assert [item.id for item in vy.dolda] == ["PR-PAF-001"]
    assert not any("PR-PAF-001" in line for line in text_of(vy))
    assert any("PR-PAF-001" in line for line in text_of(vy, visa_allt=True))
    assert b"PR-PAF-001" not in andringar_csv(vy)
    assert b"PR-PAF-001" in andringar_csv(vy, visa_allt=True)


MORE = """  - avses_galla_fran: 2022-01-01
    upplaga: "2022"
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, text]
    andring:
      typ: [redaktionell]
      motiv: Källan är en annan.
    arende: RS/60/2021
    beslut: okänt
    ursprung:
      - dokument: rapport
        rader: 9
"""


# Documents


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, elak: AndringsVy) -> Path:
    folder = tmp_path_factory.mktemp("andringar")
    mallar = Mallar(packaged_templates())
    for name in ("ett", "tva"):
        found = write_andringar(elak, mallar, folder / name / "provbok", datum=DAY, formats=(*ANDRINGSFORMAT, "csv"))
        assert found == []
    return folder


@pytest.mark.parametrize("form", [*ANDRINGSFORMAT, "csv"])
def test_the_same_content_gives_the_same_bytes(written: Path, form: str) -> None:
    one, two = (written / name / f"provbok.{form}" for name in ("ett", "tva"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_the_proof_sees_a_word_that_is_missing(written: Path, elak: AndringsVy, form: str) -> None:
    path = written / "ett" / f"provbok.{form}"
    wanted = proof_andringar(elak, spoken=form == "html")
    assert list(prove(path, form, wanted)) == []
    longer = [replace(part, block=(*part.block, "ett ord")) if part.id == "PR-LIST-001" else part for part in wanted]
    assert [item.id for item in prove(path, form, tuple(longer))] == ["PR-LIST-001"]


def test_the_document_marks_changes_by_more_than_colour(written: Path) -> None:
    html = (written / "ett" / "provbok.html").read_text(encoding="utf-8")
    assert re.search(r"<del><span class=\"kb-dold kb-bara-webb\">struket: </span>4<span", html)
    assert re.search(r"<ins><span class=\"kb-dold kb-bara-webb\">tillagt: </span>3<span", html)
    assert "<b>fet</b>" not in html


def test_word_shows_changes_as_looks_and_not_as_its_own(written: Path) -> None:
    with zipfile.ZipFile(written / "ett" / "provbok.docx") as package:
        document = package.read("word/document.xml").decode()
    assert "<w:ins " not in document
    assert "<w:del " not in document
    assert "<w:strike" in document


def test_what_differs_in_the_book_itself_is_proven_in_every_format(tmp_path: Path) -> None:
    bok, first = "provbok/bok.yaml", 'inledning: Boken är till för prov. Börja med {{ krav("PR-LIST-001") }}.\n'
    old, gone = register_with(), register_with((bok, first, ""))
    new = register_with((bok, "titel: Provbok\n", "titel: Provboken\n"), (bok, "är till för prov", "är för prov"))
    vy = make_andringar(two_editions(old)[0], two_editions(new)[0])
    assert vy.boken is not None
    assert (vy.boken.mening, len(vy.boken.par), vy.tom) == ("Boken har ny titel och ändrad inledning.", 2, False)
    assert write_andringar(vy, Mallar(packaged_templates()), tmp_path / "boken", datum=DAY) == []
    assert "Boken har ingen inledning längre." in text_of(make_andringar(two_editions(old)[0], two_editions(gone)[0]))
    assert "Boken har fått en inledning." in text_of(make_andringar(two_editions(gone)[0], two_editions(old)[0]))


def test_an_empty_difference_says_so_in_every_format(tmp_path: Path) -> None:
    fore, _ = two_editions(register_with())
    vy = make_andringar(fore, fore)
    assert vy.tom
    assert write_andringar(vy, Mallar(packaged_templates()), tmp_path / "tom", datum=DAY) == []
    assert "Inget skiljer i sak" in (tmp_path / "tom.md").read_text(encoding="utf-8")
