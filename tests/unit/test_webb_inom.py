"""What happens to a requirement within an edition's time is said: never is a text in force that has been replaced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kravbok.build import build
from kravbok.settings import Byggval
from kravbok.view.webb.avsnitt import KapitelsidaVy, kapitelsida
from kravbok.view.webb.idsida import IdsidaVy, idsida
from kravbok.view.webb.krav import KravsidaVy, kravsida
from kravbok.view.webb.sida import Sida
from kravbok.webbplats.underlag import Webbunderlag
from verktyg.bygge import copy_project
from verktyg.grund import Andring
from verktyg.webbsidor import lines_of, site_with

LAST = "\n    ursprung:\n      - dokument: rapport\n        rader: 5\n"
NEW = """
  - galler_fran: 2021-07-01
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva]
    text: Vårdgivaren ska ge besked samma dag.
    beslut: okänt
    andring: {typ: [skärpt], motiv: Patienten ska veta}
"""
END = "upphor: {galler_till: 2021-06-30, beslut: okänt, motiv: Beskedet behövs inte}\n"
MEANT = 'upphor: {avses_upphora: 2022-01-01, upplaga: "2022", motiv: Beskedet behövs inte}\n'


def ends_with(words: str) -> Andring:
    """The edit that puts words at the end of the requirement."""
    return "provbok/listning/PR-LIST-002.yaml", LAST, f"{LAST}{words.removeprefix(chr(10))}"


def own(underlag: Webbunderlag) -> tuple[IdsidaVy, Sida]:
    """The requirement's own page."""
    sida = idsida("PR-LIST-002", underlag.bocker)
    assert isinstance(sida.vy, IdsidaVy)
    return sida.vy, sida


def in_2021(underlag: Webbunderlag) -> KravsidaVy:
    """The requirement's page in the edition of 2021."""
    item = underlag.bocker[0].upplagor[0]
    sida = kravsida(item, item.utgivning.klausuler["PR-LIST-002"], underlag.bocker, (None, None))
    assert isinstance(sida.vy, KravsidaVy)
    return sida.vy


@pytest.mark.parametrize(("per", "index", "slag"), [(date(2021, 6, 30), 0, "galler"), (date(2021, 7, 1), 1, "ersatt")])
def test_the_wording_that_holds_on_the_day_is_the_one_shown(per: date, index: int, slag: str) -> None:
    underlag = site_with(ends_with(NEW), per=per)
    vy, sida = own(underlag)
    assert [place.lage.slag for place in vy.galler] == ["galler"]
    assert ("samma dag" in vy.galler[0].krav.html) == bool(index)
    assert ("1\u00a0juli 2021" in vy.galler[0].lage.mening) == bool(index)
    assert [row.rubrik.replace("\u00a0", " ") for row in vy.lydelser] == [
        "Lydelsen från 1 januari 2021",
        "Lydelsen från 1 juli 2021",
    ]
    assert vy.lydelser[1].par
    assert not any("En enda lydelse" in line for line in lines_of(sida, underlag))
    assert in_2021(underlag).lage.slag == slag
    assert "Ändras under upplagans tid" in [notis.rubrik for notis in in_2021(underlag).notiser]


def test_a_requirement_that_has_ended_holds_nowhere() -> None:
    underlag = site_with(ends_with(END), per=date(2021, 8, 1))
    vy, sida = own(underlag)
    assert vy.galler == ()
    assert [place.lage.slag for place in vy.har_gallt] == ["ersatt"]
    assert "Kravet gäller inte i någon bok nu." in lines_of(sida, underlag)
    assert in_2021(underlag).lage.slag == "ersatt"


@pytest.mark.parametrize("words", [END, MEANT])
def test_a_requirement_that_will_end_says_so_while_it_holds(words: str) -> None:
    vy, _ = own(site_with(ends_with(words), per=date(2021, 6, 1)))
    assert [place.lage.slag for place in vy.galler] == ["galler"]
    assert [notis.rubrik for notis in vy.galler[0].notiser] == ["Rekonstruktion", "Kravet upphör"]


def test_a_requirement_that_does_not_change_says_nothing_of_it() -> None:
    vy, _ = own(site_with(per=date(2021, 6, 1)))
    assert [notis.rubrik for notis in vy.galler[0].notiser] == ["Rekonstruktion"]


@pytest.mark.parametrize(("words", "said"), [(NEW, "Ändras under upplagans tid"), (END, "Kravet upphör")])
def test_the_chapter_says_which_requirement_changes_in_the_editions_time(words: str, said: str) -> None:
    underlag = site_with(ends_with(words), per=date(2021, 6, 1))
    item = underlag.bocker[0].upplagor[0]
    vy = kapitelsida(item, underlag.bocker[0], 0).vy
    assert isinstance(vy, KapitelsidaVy)
    assert [notis.rubrik for notis in vy.notiser] == ["Rekonstruktion", f"1.2 Besked till patienten. {said}"]


def test_the_proof_reads_the_wording_of_the_day(tmp_path: Path) -> None:
    projekt = copy_project("upplagor", tmp_path / "projekt")
    record = projekt / "krav/ensam/krav/EN-ALLT-001.yaml"
    new = NEW.replace("2021-07", "2022-07").replace("beslut: okänt", "beslut: RF-2021-11-24-122")
    ursprung = "    ursprung:\n      - {dokument: pahittat, rader: 1}\n"
    record.write_text(f"{record.read_text(encoding='utf-8').rstrip()}{new}{ursprung}", encoding="utf-8")
    val = Byggval(projekt, projekt / "build", format=("webbplats",), datum=date(2022, 8, 1))
    assert build(val).findings == ()
    page = (projekt / "build/webbplats/id/EN-ALLT-001/index.html").read_text(encoding="utf-8")
    assert "Vårdgivaren ska ge besked samma dag." in page


def test_what_is_told_leads_to_a_page_that_is_there() -> None:
    later = NEW.replace("2021-07", "2022-07")
    new = "id: PR-LIST-009\nlydelser:\n" + later.removeprefix("\n").replace(
        "    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva]\n",
        "    rubrik: Nytt\n    typ: krav\n    omrade: [listning]\n    vem: vårdgivaren\n    kravniva: ska\n"
        "    plats: {bok: provbok, kapitel: listning, ordning: 90}\n",
    )
    underlag = site_with(("provbok/listning/PR-LIST-009.yaml", None, new), ends_with(later))
    told = {item.krav: item.adress for item in underlag.handelser if item.slag in ("nytt", "ändrat")}
    assert told["PR-LIST-009"] == "provbok/"
    assert told["PR-LIST-002"] == "id/PR-LIST-002/"
