"""Feeds, sitemaps and JSON-LD as files, whatever the texts hold, held against real validators."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kravbok.edition import Utgivning
from kravbok.export.webb.atom import MANGA, write_feed
from kravbok.export.webb.jsonld import write_jsonld
from kravbok.export.webb.lank import link
from kravbok.export.webb.sitemap import robots, write_sitemap
from kravbok.view.parts import Bit
from kravbok.view.webb.floden import Flode, make_floden
from kravbok.view.webb.handelse import Dag, Handelse, make_id
from kravbok.view.webb.handelser import handelser
from kravbok.view.webb.lagdata import bok_lagdata, id_lagdata, krav_lagdata, plats_lagdata, upplaga_lagdata
from kravbok.view.webb.sida import INTERN, Sida, WebbVy, rot
from verktyg.floden import ATOM, editions, feed_faults
from verktyg.grund import Andring, register_with
from verktyg.schemaorg import compile_types, jsonld_faults
from verktyg.sitemaps import addresses, index_addresses, sitemap_faults

BAS = "https://exempel.se/krav/"
EGEN: Andring = ("provbok/bok.yaml", "\naterger: rekonstruktion ur rapport\n", "\naterger: regionens dokument\n")
PER = date(2021, 6, 1)
ANY = st.text()
DAYS = st.builds(Dag, st.dates(date(1, 1, 1)), st.booleans(), ANY)


@st.composite
def events(draw: st.DrawFn) -> tuple[Handelse, ...]:
    """Events with any words at all, the newest first."""
    found = [
        Handelse(make_id(str(at)), "ändrat", draw(ANY), draw(ANY), draw(ANY), draw(DAYS), draw(ANY), draw(ANY),
                 amnen=tuple(draw(st.lists(ANY, max_size=3))))
        for at in range(draw(st.integers(0, 5)))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda item: item.dag.datum, reverse=True))


@given(events(), ANY, ANY, ANY, ANY, st.sampled_from(["", BAS, "https://exempel.se/"]))
def test_any_text_gives_a_valid_feed(
    found: tuple[Handelse, ...], titel: str, av: str, licens: str, adress: str, bas: str
) -> None:
    feed = write_feed(Flode(make_id("x"), f"{adress}atom.xml", adress, titel, titel, av, licens, found), bas)
    assert feed_faults(feed) == []


@pytest.mark.parametrize("bas", ["", BAS])
def test_every_feed_of_a_site_is_valid(bas: str) -> None:
    register = register_with()
    floden = make_floden(register, editions(register), handelser(register, editions(register)), "Prov")
    assert [fault for item in floden for fault in feed_faults(write_feed(item, bas))] == []
    assert len({item.id for item in floden}) == len({item.adress for item in floden}) == len(floden)
    assert [item.adress for item in floden if not item.handelser] == []


def test_the_validator_finds_what_is_wrong() -> None:
    feed = write_feed(_flode(2))
    for old, new in (
        (b"<updated>", b"<updaterad>"),
        (b"T00:00:00Z", b""),
        (make_id("0").encode(), make_id("1").encode()),
        (b"<id>urn:uuid:", b"<id>"),
        (b'rel="alternate"', b'rel="self"'),
        (b"</feed>", b"</fed>"),
    ):
        broken = feed.replace(old, new)
        assert broken != feed
        try:
            assert feed_faults(broken) != [], old
        except etree.XMLSyntaxError:
            assert b"fed" in new or b"updaterad" in new


def _flode(count: int) -> Flode:
    found = tuple(
        Handelse(make_id(str(at)), "ändrat", f"Titel {at}", "Text", "bok/2021/", Dag(date(2021, 1, 1)), "Region", "bok")
        for at in range(count)
    )
    return Flode(make_id("f"), "bok/atom.xml", "bok/", "Titel", "Om", "Region", "CC0-1.0", found)


def test_a_feed_has_the_newest_and_no_more() -> None:
    assert len(etree.fromstring(write_feed(_flode(MANGA + 1))).findall(f"{ATOM}entry")) == MANGA


def test_a_feed_is_the_same_bytes_and_packs_well() -> None:
    feed = write_feed(_flode(MANGA))
    assert feed == write_feed(_flode(MANGA))
    assert len(gzip.compress(feed)) * 5 < len(feed)


@pytest.mark.parametrize(
    ("bas", "href"), [("", "../bok/2021/"), (BAS, f"{BAS}bok/2021/"), ("https://x.se/", "https://x.se/bok/2021/")]
)
def test_links_are_whole_where_the_address_is_known(bas: str, href: str) -> None:
    feed = etree.fromstring(write_feed(_flode(1), bas))
    found = feed.find(f"{ATOM}entry/{ATOM}link")
    assert found is not None
    assert found.get("href") == href


def test_a_page_beside_a_feed_of_the_root_is_here() -> None:
    assert link("", "", "atom.xml") == "./"
    assert link("", "bok/å ä/", "atom.xml") == "bok/%C3%A5%20%C3%A4/"


def test_published_is_said_only_of_a_day_that_is_known_to_be_one() -> None:
    known = replace(_flode(1), handelser=(replace(_flode(1).handelser[0], dag=Dag(date(2021, 1, 1), True)),))
    assert b"<published>" not in write_feed(_flode(1))
    assert b"<published>2021-01-01T00:00:00Z</published>" in write_feed(known)


SIDOR = st.dictionaries(st.text(min_size=1), st.none() | st.dates(), min_size=1)


@given(SIDOR)
def test_any_address_gives_a_valid_sitemap(sidor: Mapping[str, date | None]) -> None:
    files = write_sitemap(sidor, BAS)
    assert list(files) == ["sitemap.xml"]
    if all(len(item) < 2000 for item in addresses(files["sitemap.xml"])):
        assert sitemap_faults(files["sitemap.xml"]) == []


@given(SIDOR, st.integers(1, 3), st.integers(600, 900))
def test_a_large_sitemap_is_parted_and_nothing_is_lost(
    sidor: Mapping[str, date | None], antal: int, storlek: int
) -> None:
    files = write_sitemap(sidor, BAS, antal, storlek)
    whole = addresses(write_sitemap(sidor, BAS)["sitemap.xml"])
    parts = {name: data for name, data in files.items() if name != "sitemap.xml"} or files
    assert [item for data in parts.values() for item in addresses(data)] == whole
    for data in parts.values():
        count = len(addresses(data))
        assert count == 1 or (count <= antal and len(data) <= storlek)
    if len(parts) > 1:
        assert index_addresses(files["sitemap.xml"]) == [BAS + name for name in parts]


def test_without_an_address_there_is_no_sitemap_and_robots_says_why() -> None:
    assert write_sitemap({"": None}, "") == {}
    assert b"webbplats" in robots("")
    assert f"Sitemap: {BAS}sitemap.xml".encode() in robots(BAS)


def _nodes(utgivning: Utgivning, per: date | None) -> list[Mapping[str, Any]]:
    clauses = utgivning.klausuler.values()
    return [
        bok_lagdata(utgivning.bok, [utgivning]),
        upplaga_lagdata(utgivning, per),
        *(krav_lagdata(utgivning, item, per) for item in clauses),
        *(id_lagdata(item.id, item.lydelse.rubrik, [utgivning]) for item in clauses),
    ]


def _page(jsonld: Mapping[str, Any] | None, *crumbs: Bit) -> Sida:
    return Sida("provbok/2021/", "upplaga", "Titel", "", None, crumbs, jsonld=jsonld)


@pytest.mark.parametrize("bas", ["", BAS])
@pytest.mark.parametrize("edits", [(), (EGEN,)], ids=["rekonstruktion", "regionens dokument"])
def test_all_linked_data_is_schema_org_and_eli(edits: tuple[Andring, ...], bas: str, tmp_path: Path) -> None:
    nodes = [node for item in editions(register_with(*edits)) for node in _nodes(item, PER)]
    nodes.append(plats_lagdata(WebbVy("Prov", bas, (), (), "")))
    texts = [write_jsonld(_page(node, Bit("Start", rot(""))), bas).replace(INTERN, "../") for node in nodes]
    assert jsonld_faults(texts, tmp_path) == []


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Legislation", "legislationIdentifer": "HV"},
        {"@type": "Lagstiftning"},
        {"@type": "Legislation", "legislationLegalForce": "https://schema.org/Gäller"},
        {"@type": "Legislation", "encoding": {"@type": "Legislation"}},
        {"@type": "Legislation", "eli:id_locale": "HV"},
        {"@type": "Legislation", "eli:first_date_entry_in_force": "2021-01-01"},
        {"@type": "Legislation", "elli:id_local": "HV"},
    ],
)
def test_the_validators_of_linked_data_find_what_is_wrong(node: Mapping[str, Any], tmp_path: Path) -> None:
    assert jsonld_faults([write_jsonld(_page(node))], tmp_path) != []


def test_right_linked_data_passes_the_compiler(tmp_path: Path) -> None:
    right = {"@context": "https://schema.org", "@graph": [{"@type": "Legislation", "name": "x"}]}
    assert compile_types([right], tmp_path) == []


FORCE = {"legislationLegalForce", "legislationPassedBy", "legislationResponsible", "legislationDate"}


def test_a_reconstruction_claims_no_force_and_a_proposal_none_either() -> None:
    for edits in ((), (EGEN,)):
        for utgivning in editions(register_with(*edits)):
            for node in _nodes(utgivning, PER):
                claimed = FORCE & set(node) | {key for key in node if key.startswith("eli:")}
                if utgivning.upplaga.foreslagen:
                    assert claimed <= {"legislationResponsible"}
                if not edits:
                    assert claimed == set()
                    assert "Inte regionens" in node["disambiguatingDescription"]


def test_the_regions_own_decided_document_says_what_is_known() -> None:
    utgivning = editions(register_with(EGEN))[0]
    node = krav_lagdata(utgivning, utgivning.klausuler["PR-LIST-001"], PER)
    assert node["legislationLegalForce"] == "https://schema.org/InForce"
    assert node["legislationPassedBy"]["name"] == "Regionfullmäktige"
    assert node["legislationDate"] == "2020-11-24"
    assert node["eli:first_date_entry_in_force"] == {"@type": "xsd:date", "@value": "2021-01-01"}


@pytest.mark.parametrize("per", [None, date(2020, 12, 31), date(2022, 1, 1)], ids=str)
def test_force_is_not_claimed_of_a_day_that_is_not_known(per: date | None) -> None:
    node = upplaga_lagdata(editions(register_with(EGEN))[0], per)
    assert "legislationLegalForce" not in node


def test_how_to_search_is_said_only_where_the_address_is_known() -> None:
    assert "potentialAction" not in plats_lagdata(WebbVy("Prov", "", (), (), ""))
    assert "potentialAction" in plats_lagdata(WebbVy("Prov", BAS, (), (), ""))


@given(ANY, ANY)
def test_any_text_is_safe_in_a_script_element(name: str, title: str) -> None:
    page = Sida("", "krav", title, "", None, (Bit(name, rot("")),), jsonld={"@type": "Legislation", "name": name})
    text = write_jsonld(page, BAS)
    assert not set("<>&\u2028\u2029") & set(text)
    if INTERN not in name + title:
        graph = json.loads(text)["@graph"]
        assert (graph[0]["name"], graph[1]["itemListElement"][1]["name"]) == (name, title)


def test_a_page_without_data_has_no_script() -> None:
    assert write_jsonld(Sida("", "start", "Titel", "", None)) == ""


LIST = "provbok/listning/PR-LIST-002.yaml"
SENARE = """  - galler_fran: 2021-06-01
    som_foregaende: [rubrik, typ, plats, vem, kravniva, ursprung]
    text: Vårdgivaren ska ge besked.
    andring: {typ: [redaktionell], motiv: Enklare.}
"""


@pytest.mark.parametrize(
    ("more", "force"),
    [
        ("", "https://schema.org/InForce"),
        ("upphor:\n  galler_till: 2021-05-31\n  motiv: Behövs inte.\n", "https://schema.org/NotInForce"),
        (SENARE, None),
    ],
    ids=["gäller", "har upphört", "en senare lydelse gäller"],
)
def test_a_requirement_whose_time_is_out_is_not_in_force(more: str, force: str | None) -> None:
    edit = (LIST, "\n        rader: 5\n", f"\n        rader: 5\n{more}")
    utgivning = editions(register_with(EGEN, edit))[0]
    assert krav_lagdata(utgivning, utgivning.klausuler["PR-LIST-002"], PER).get("legislationLegalForce") == force
