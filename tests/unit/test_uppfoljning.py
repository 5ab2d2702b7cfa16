"""The follow-up of an edition: the small documents, workbooks, forms, calendar, and texts that look like formulas."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kravbok.checks import run_checks
from kravbok.export.uppfoljning.ics import uppfoljning_ics
from kravbok.export.uppfoljning.xlsx import uppfoljning_xlsx
from kravbok.model.arsdag import parse_arsdag
from kravbok.settings import Ursprungsmarke
from kravbok.swedish import MANADER
from kravbok.templates import Mallar, packaged_templates
from kravbok.uppfoljning import DOKUMENT, Uppfoljningsval, make_uppfoljning, write_uppfoljning
from kravbok.view.parts import plain
from kravbok.view.uppfoljning.delar import BladVy, Kolumn, Svar, UppfoljningsVy
from kravbok.view.uppfoljning.svarsmall import measure
from verktyg.bygge import files_in
from verktyg.uppfoljningsfall import FOLDER, edition_of, read_fall, register_of, said

PAGES = sorted(FOLDER.glob("*.md"))
DAY = date(2021, 1, 1)
MALLAR = Mallar(packaged_templates())
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = ("=1+1", "+46", "-1", "@SUM(A1)", '=HYPERLINK("http://exempel.se")', "\t=1", "{=A1}")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_document_says_what_its_page_says(path: Path) -> None:
    fall = read_fall(path)
    assert fall.dokument
    register = register_of(fall.poster)
    assert [item for item in run_checks(register) if item.code[:2] != "K6" and item.code < "K355"] == []
    for slag, day, bok, lines in fall.dokument:
        found = said(register, slag, day, bok)
        for line in lines:
            if line.startswith("! "):
                assert not any(line[2:] in other for other in found if "!" not in other[:1]), (slag, line)
            else:
                assert line in found, (slag, line, found)


def test_the_cases_are_there() -> None:
    assert len(PAGES) >= 14


# Workbooks


def sheets(data: bytes) -> dict[str, etree._Element]:
    """The sheets of a workbook by their parts' names."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return {name: etree.fromstring(archive.read(name)) for name in sorted(names)}


def document(slag: str, page: str = "svarsmall") -> UppfoljningsVy:
    return make_uppfoljning(edition_of(register_of(read_fall(FOLDER / f"{page}.md").poster)), slag=slag)


def with_words(words: str) -> UppfoljningsVy:
    """A document whose every cell is those words."""
    columns = (Kolumn(words, 20), Kolumn("Svar", 20))
    vy = document("uppfoljningsplan")
    blad = BladVy("Prov", columns, ((words, Svar("text", varde=words)),))
    return replace(vy, blad=(blad,))


@pytest.mark.parametrize("words", HOSTILE)
def test_a_text_is_never_a_formula_or_a_link(words: str) -> None:
    data = uppfoljning_xlsx(with_words(words), DAY)
    for sheet in sheets(data).values():
        assert list(sheet.iter(f"{S}f", f"{S}hyperlink")) == []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        strings = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    assert words in [text.text for text in strings.iter(f"{S}t")]


def rules(slag: str) -> dict[str, list[etree._Element]]:
    """The data validations of a document's workbook, by kind."""
    found: dict[str, list[etree._Element]] = {}
    for sheet in sheets(uppfoljning_xlsx(document(slag), DAY)).values():
        for rule in sheet.iter(f"{S}dataValidation"):
            found.setdefault(rule.get("type", "none"), []).append(rule)
    return found


def test_the_form_takes_choices_days_figures_and_texts() -> None:
    found = rules("svarsmall")
    assert {"list", "date", "decimal", "textLength"} <= set(found)
    assert found["list"][0].findtext(f"{S}formula1") == '"ja,nej,delvis,ej aktuellt"'
    assert found["decimal"][0].findtext(f"{S}formula1") == "0"


def test_the_plan_and_the_list_have_their_choices() -> None:
    assert rules("uppfoljningsplan")["list"][0].findtext(f"{S}formula1") == '"ej påbörjad,påbörjad,klar,ingen uppgift"'
    assert rules("kravlista")["list"][0].findtext(f"{S}formula1") == '"ja,nej,delvis,ej aktuellt"'


def test_only_the_answers_of_a_form_can_be_changed() -> None:
    data = uppfoljning_xlsx(document("svarsmall"), DAY)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        styles = etree.fromstring(archive.read("xl/styles.xml"))
    formats = next(iter(styles.iter(f"{S}cellXfs")))
    open_ = {at for at, form in enumerate(formats) if any(p.get("locked") == "0" for p in form.iter(f"{S}protection"))}
    protected = [sheet for sheet in sheets(data).values() if sheet.find(f"{S}sheetProtection") is not None]
    assert len(protected) == 3
    for sheet in protected:
        ruled = {rule.get("sqref") for rule in sheet.iter(f"{S}dataValidation")}
        cells = {cell.get("r") for cell in sheet.iter(f"{S}c") if int(cell.get("s", "0")) in open_}
        assert cells == ruled
        assert cells


@pytest.mark.parametrize(
    ("mal", "utfall", "minst", "hogst"), [("minst 65 %", None, 0, 100), (None, "900 personer", 0, None)]
)
def test_the_limits_of_a_measure_follow_its_unit(mal: str | None, utfall: str | None, minst: int, hogst: Any) -> None:
    lines = ["id: IND-X", "namn: Mått"]
    lines += ["mal: {niva: " + mal + "}"] if mal else []
    lines += ["utfall:", '  - {ar: "2020", varde: ' + utfall + "}"] if utfall else []
    register = register_of({"krav/register/indikatorer/IND-X.yaml": "\n".join(lines).encode()})
    svar = measure(register.indikatorer["IND-X"])
    assert (svar.slag, svar.minst, svar.hogst) == ("tal", minst, hogst)


def test_a_measure_without_a_unit_takes_any_text() -> None:
    register = register_of({"krav/register/indikatorer/IND-X.yaml": b"id: IND-X\nnamn: Matt\nmal: {okning: 20 %}"})
    assert measure(register.indikatorer["IND-X"]).slag == "text"


# Forms in Word


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document of the case in every format."""
    folder = tmp_path_factory.mktemp("uppfoljning")
    utgivning = edition_of(register_of(read_fall(FOLDER / "svarsmall.md").poster))
    assert write_uppfoljning(utgivning, MALLAR, folder) == []
    return folder


def test_every_document_has_its_formats(written: Path) -> None:
    names = {f"provbok-2021-{slag}.{form}" for slag, forms in DOKUMENT.items() for form in forms}
    assert names <= {path.name for path in written.iterdir()}


def controls(path: Path) -> dict[str, etree._Element]:
    """The content controls of a Word file by their tags."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = [(box.find(f"{W}sdtPr/{W}tag"), box) for box in root.iter(f"{W}sdt")]
    return {tag.get(f"{W}val", ""): box for tag, box in found if tag is not None}


def test_the_form_in_word_names_each_answer_by_its_requirement(written: Path) -> None:
    found = controls(written / "provbok-2021-svarsmall.docx")
    assert {"PR-LIST-005.uppfyllt", "PR-LIST-005.beskrivning", "PR-LIST-005.atgardat", "IND-LISTADE.utfall"} <= set(
        found
    )
    choices = [item.get(f"{W}value") for item in found["PR-LIST-005.uppfyllt"].iter(f"{W}listItem")]
    assert choices == ["ja", "nej", "delvis", "ej aktuellt"]
    assert found["PR-LIST-005.atgardat"].find(f"{W}sdtPr/{W}date/{W}lid") is not None
    numbers = [box.find(f"{W}sdtPr/{W}id") for box in found.values()]
    assert len({item.get(f"{W}val") for item in numbers if item is not None}) == len(found)


def test_the_checklist_in_word_has_a_box_for_each_answer(written: Path) -> None:
    found = controls(written / "provbok-2021-kravlista.docx")
    own = [tag for tag in found if "PR-LIST-005" in tag]
    assert len(own) == 4
    assert all(len(list(found[tag].iter("{*}checkbox"))) == 1 for tag in own)


@pytest.mark.parametrize("slag", ["svarsmall", "kravlista"])
def test_the_forms_have_headings_a_language_and_heads(written: Path, slag: str) -> None:
    with zipfile.ZipFile(written / f"provbok-2021-{slag}.docx") as archive:
        root, styles = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles"))
    used = [style.get(f"{W}val") for style in root.iter(f"{W}pStyle")]
    assert "Title" in used
    assert "Heading1" in used
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {"sv-SE"}
    assert all(look.get(f"{W}firstColumn") == "1" for look in root.iter(f"{W}tblLook"))
    assert slag != "kravlista" or list(root.iter(f"{W}tblHeader"))


def test_the_same_records_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    utgivning = edition_of(register_of(read_fall(FOLDER / "svarsmall.md").poster))
    assert write_uppfoljning(utgivning, MALLAR, tmp_path) == []
    assert files_in(tmp_path) == files_in(written)


def test_a_draft_says_so_on_every_page() -> None:
    utgivning = edition_of(register_of({}))
    vy = make_uppfoljning(utgivning, lambda digest: Ursprungsmarke(digest, utkast=True), slag="tackning")
    assert vy.handling.notiser[0].rubrik == "Utkast, ej sparad ändring"
    assert vy.handling.sidhuvud.startswith("Utkast")


def test_only_the_formats_that_are_asked_for_are_written(tmp_path: Path) -> None:
    utgivning = edition_of(register_of({}))
    assert write_uppfoljning(utgivning, MALLAR, tmp_path, val=Uppfoljningsval(("ics",))) == []
    assert [path.name for path in tmp_path.iterdir()] == ["provbok-2021-leveranskalender.ics"]


def test_an_edition_without_anything_to_follow_up_has_its_documents_too(tmp_path: Path) -> None:
    utgivning = edition_of(register_of(read_fall(FOLDER / "utan-ska-krav.md").poster), "fotbok")
    assert write_uppfoljning(utgivning, MALLAR, tmp_path) == []
    names = {f"fotbok-2021-{slag}.{form}" for slag, forms in DOKUMENT.items() for form in forms}
    assert names <= {path.name for path in tmp_path.iterdir()}


# Roles


@pytest.mark.parametrize(
    ("role", "person"),
    [
        ("beställarenheten", False), ("Hälsovalskansliet", False), ("Regionens Controller", False),
        ("Region Provlandet", False), ("Vårdvalsnämnden", False), ("enhetschef Öst", False),
        ("Anna Andersson", True), ("Åsa-Lena von Öberg", True), ("anna@exempel.se", True), ("850101-1234", True),
        ("070-123 45 67", True),
    ],
)  # fmt: skip
def test_a_person_is_told_from_a_role(role: str, person: bool) -> None:
    text = f"id: KU-1\nbok: provbok\nar: 2021\nkrav: PR-LIST-001\nstatus: klar\nansvarig: '{role}'\n"
    register = register_of({"krav/register/uppfoljningar/KU-1.yaml": text.encode()})
    assert ("K362" in {item.code for item in run_checks(register)}) is person


# Days and the calendar


@pytest.mark.parametrize("page", ["varje-ar", "varje-kvartal", "en-gang", "okand-dag"])
def test_the_calendar_is_read_by_icalendar(page: str) -> None:
    from icalendar import Calendar

    data = uppfoljning_ics(document("leveranskalender", page), DAY)
    calendar = Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == (0 if page == "okand-dag" else 1)
    assert all("UID" in item and "DTSTAMP" in item for item in calendar.walk() if item.name != "VCALENDAR")
    assert data == uppfoljning_ics(document("leveranskalender", page), DAY)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 28), st.sampled_from(list(enumerate(MANADER, 1))))
def test_the_next_day_is_the_first_one_that_is_not_before(day: date, number: int, month: tuple[int, str]) -> None:
    own = parse_arsdag(f"{number} {month[1]}")
    assert own is not None
    found = own.on_or_after(day)
    assert found is not None
    assert (found.month, found.day) == (month[0], number)
    assert day <= found
    assert found.replace(year=found.year - 1) < day


@given(st.text(max_size=20))
def test_any_words_are_a_day_or_nothing(words: str) -> None:
    own = parse_arsdag(words)
    assert own is None or own.on_or_after(date(1, 1, 1)) is not None


def test_the_form_says_which_demands_it_leaves_out() -> None:
    facts = {item.term: plain(item.varden[0]) for item in document("svarsmall").handling.uppgifter}
    assert facts["Krav att besvara"] == "1"
    assert facts["Övriga ska-krav"].startswith("2 på vårdgivaren; posterna säger inte")


def test_the_fields_of_a_requirement_are_on_one_page(tmp_path: Path) -> None:
    edition = edition_of(register_of(read_fall(FOLDER / "svarsmall.md").poster))
    assert write_uppfoljning(edition, MALLAR, tmp_path, val=Uppfoljningsval(format=("docx",))) == []
    with zipfile.ZipFile(tmp_path / f"{edition.namn}-svarsmall.docx") as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    tables = [[len(row.findall(f".//{W}keepNext")) for row in table.iter(f"{W}tr")] for table in body.iter(f"{W}tbl")]
    assert tables
    assert all(row == [*[2] * (len(row) - 1), 0] for row in tables), tables


def test_a_text_is_one_property_of_the_calendar() -> None:
    vy = replace(document("leveranskalender"), utan_dag=("Rapport, plan; berättelse\nBEGIN:VEVENT",))
    lines = uppfoljning_ics(vy, DAY).decode().replace("\r\n ", "").split("\r\n")
    [comment] = [line for line in lines if line.startswith("X-COMMENT:")]
    assert comment == "X-COMMENT:Leveranser utan känd dag: Rapport\\, plan\\; berättelse\\nBEGIN:VEVENT"
