"""The pages about all books: what they say, in the cases of tests/cases/webb, and what is beside them."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from kravbok.export.webb.beloppsdiagram import make_beloppsdiagram
from kravbok.export.webb.saknad import write_saknad
from kravbok.view.webb.beloppssida import FULL, view_belopp
from kravbok.view.webb.motsvarande import find_motsvarande
from kravbok.view.webb.sida import INTERN
from kravbok.webbplats.egna import EGNA_SLAG, own_files, own_sidor
from verktyg.grund import Andring
from verktyg.webbsidor import Fall, lines_of, mallar, page_of, read_cases, site_with

CASES = list(read_cases())
HOJT: tuple[Andring, ...] = tuple(next(fall for fall in CASES if "ett höjt belopp" in fall.namn).edits)


@pytest.mark.parametrize("fall", CASES, ids=lambda fall: fall.namn)
def test_what_a_page_says(fall: Fall) -> None:
    underlag = site_with(*fall.edits, per=fall.per)
    lines = lines_of(page_of(underlag, fall.sida), underlag)
    spoken = [line.replace("\u00a0", " ") for line in lines]
    assert [line for line in fall.rader if line not in spoken] == [], spoken
    assert [words for words in fall.inte if any(words in line for line in spoken)] == []


@pytest.mark.parametrize("namn", ["register: begreppen står i svensk ordning"])
def test_the_lines_of_an_order_come_in_order(namn: str) -> None:
    fall = next(item for item in CASES if item.namn == namn)
    underlag = site_with(*fall.edits)
    lines = lines_of(page_of(underlag, fall.sida), underlag)
    assert [line for line in lines if line in fall.rader] == list(fall.rader)


def test_every_page_says_no_empty_line_and_no_undefined_word() -> None:
    underlag = site_with(*HOJT, per=date(2022, 3, 1))
    for sida in (plan.make() for plan in own_sidor(underlag)):
        lines = lines_of(sida, underlag)
        assert all(line.strip("# |") for line in lines), sida.adress
        assert not any("None" in line or "()" in line for line in lines), sida.adress


def test_every_page_has_a_schema_and_its_own_address() -> None:
    plans = list(own_sidor(site_with()))
    pages = [plan.make() for plan in plans]
    assert [plan.adress for plan in plans] == [sida.adress for sida in pages]
    assert [sida.slag for sida in pages] == list(EGNA_SLAG)
    assert all(isinstance(sida.vy, EGNA_SLAG[sida.slag]) for sida in pages)
    assert len({sida.adress for sida in pages}) == len(pages)


def test_these_pages_are_searched_and_no_other() -> None:
    searched = {sida.slag for sida in (plan.make() for plan in own_sidor(site_with())) if sida.sok is not None}
    assert searched == {"begrepp", "beslut", "styrdokument", "belopp", "vardgivare"}


def test_a_changed_amount_has_a_picture_that_says_the_same_as_the_table() -> None:
    pictures = view_belopp(site_with(*HOJT).bocker).bocker[0].diagram
    assert [picture.adress.removeprefix(INTERN) for picture in pictures] == [
        "belopp/provbok-PR-PAF-002-1.svg",
        "belopp/provbok-PR-PAF-002-2.svg",
    ]
    first = pictures[0]
    assert [(bar.namn, bar.langd, bar.foreslagen) for bar in first.staplar] == [
        ("2021", FULL * 2 // 3, False),
        ("2022 (förslag)", FULL, True),
    ]
    root = etree.fromstring(make_beloppsdiagram(first).encode())
    words = [(element.tag.split("}")[1], element.text) for element in root.iter() if element.text]
    assert ("title", "Vite: sats (PR-PAF-002)") in words
    assert ("desc", first.alt) in words
    for bar in first.staplar:
        assert ("text", f"{bar.namn}: {bar.varde}") in words
        assert f"{bar.namn} {bar.varde}" in first.alt
    assert not root.xpath("//@style | //*[local-name()='style'] | //*[local-name()='script']")
    fills = [element.get("fill") for element in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert fills.count("url(#streck)") == 1


def test_the_pictures_and_the_page_for_no_page_are_files() -> None:
    names = [name for name, _ in own_files(site_with(*HOJT), mallar())]
    assert names == [
        "belopp/provbok-PR-PAF-002-1.svg",
        "belopp/provbok-PR-PAF-002-2.svg",
        "provbok/2021/filer/kedja.svg",
        "provbok/2022/filer/kedja.svg",
        "404.html",
    ]


@pytest.mark.parametrize(
    ("webbplats", "root"), [("", "/"), ("https://krav.exempel.se/", "/"), ("https://exempel.se/a/krav", "/a/krav/")]
)
def test_the_page_for_no_page_links_from_the_servers_root(webbplats: str, root: str) -> None:
    named = f"namn: Region Provlandet\nwebbplats: {webbplats}\n" if webbplats else "namn: Region Provlandet\n"
    underlag = site_with(("organisationer/provlandet.yaml", "\nnamn: Region Provlandet\n", f"\n{named}"))
    page = write_saknad(underlag.webb, mallar())
    assert f'href="{root}kravbok.css"' in page
    assert f'action="{root}sok/"' in page
    assert INTERN not in page
    assert 'href="../' not in page
    assert 'href="./' not in page


def test_what_corresponds_is_told_both_ways() -> None:
    book = (
        "id: annanbok\ntitel: Annan bok\ndokumenttyp: uppdrag\norganisation: provlandet\naterger: regionens dokument\n"
    )
    edition = 'upplagor:\n  - {id: "2019", galler_fran: 2019-01-01, status: beslutad}\n'
    krav = (
        "id: AB-LIST-001\nlydelser:\n  - galler_fran: 2019-01-01\n    rubrik: Mottagning\n    typ: krav\n"
        "    omrade: [listning]\n    plats: {bok: annanbok, kapitel: listning, ordning: 1}\n    vem: regionen\n"
        "    kravniva: ska\n    text: Regionen ska ta emot.\n    motsvarar: [PR-LIST-001]\n"
    )
    underlag = site_with(
        ("annanbok/bok.yaml", None, book + edition),
        ("annanbok/kapitel/listning.yaml", None, "id: listning\nlydelser:\n  - {rubrik: Listning, ordning: 1}\n"),
        ("annanbok/AB-LIST-001.yaml", None, krav),
    )
    found = {name: [bit.text for bit in bits] for name, bits in find_motsvarande(underlag.bocker).items()}
    assert found == {
        "AB-LIST-001": ["Mottagande av patienter (PR-LIST-001) i Provbok 2022 (förslag)"],
        "PR-LIST-001": ["Mottagning (AB-LIST-001) i Annan bok 2019"],
    }
