"""The feeds, the map and the linked data of whole sites, the real one and one with an address, by real validators."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from lxml import etree, html

from verktyg.bygge import copy_project, copy_real, kravbok
from verktyg.floden import ATOM, feed_faults
from verktyg.schemaorg import jsonld_faults
from verktyg.sitemaps import addresses, sitemap_faults

BAS = "https://krav.exempel.se/bocker/"
ANYWHERE = "https://okänd.invalid/"


def _build(projekt: Path) -> Path:
    done = kravbok("bygg", "--format", "webbplats", "--datum", "2021-06-01", folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr
    return projekt / "build" / "webbplats"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each site by the address that its feeds are read from."""
    folder = tmp_path_factory.mktemp("floden")
    own = copy_project("grund", folder / "eget")
    organisation = own / "krav/organisationer/provlandet.yaml"
    organisation.write_text(organisation.read_text(encoding="utf-8") + f"webbplats: {BAS}\n", encoding="utf-8")
    book = own / "krav/provbok/bok.yaml"
    text = book.read_text(encoding="utf-8").replace("rekonstruktion ur rapport", "regionens dokument")
    book.write_text(text.replace("    kand_till: 2021-12-31\n", ""), encoding="utf-8")
    return {ANYWHERE: _build(copy_real(folder / "riktiga")), BAS: _build(own)}


def _lies_at(site: Path, bas: str, address: str) -> bool:
    """Whether an address is a page of the site, or a file, or has an id in its page."""
    assert address.startswith(bas), address
    name, _, anchor = unquote(address.removeprefix(bas)).partition("#")
    place = site / name / "index.html" if not name or name.endswith("/") else site / name
    return place.is_file() and (not anchor or anchor in _ids(place))


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(item.get("id", "") for item in html.fromstring(page.read_bytes()).iter())


def test_every_feed_is_valid_and_every_link_in_it_leads_to_a_page(sites: dict[str, Path]) -> None:
    for bas, site in sites.items():
        feeds = sorted(site.rglob("atom.xml"))
        assert len(feeds) > 8
        for path in feeds:
            data = path.read_bytes()
            assert feed_faults(data) == [], path
            own = bas + path.relative_to(site).as_posix()
            links = [urljoin(own, item.get("href", "")) for item in etree.fromstring(data).iter(f"{ATOM}link")]
            assert own in links
            assert [link for link in links if not _lies_at(site, bas, link)] == []


def test_every_feed_that_a_page_names_is_there_and_every_feed_is_named(sites: dict[str, Path]) -> None:
    for site in sites.values():
        named = set()
        for page in site.rglob("index.html"):
            links = html.fromstring(page.read_bytes()).iter("link")
            feeds = [item.get("href", "") for item in links if item.get("type") == "application/atom+xml"]
            named |= {(page.parent / name).resolve() for name in feeds}
        assert named == {path.resolve() for path in site.rglob("atom.xml")}


def test_the_map_has_every_page_once(sites: dict[str, Path]) -> None:
    data = (sites[BAS] / "sitemap.xml").read_bytes()
    assert sitemap_faults(data) == []
    pages = {path.parent.relative_to(sites[BAS]).as_posix() for path in sites[BAS].rglob("index.html")}
    assert sorted(addresses(data)) == sorted(BAS if page == "." else f"{BAS}{page}/" for page in pages)
    assert b"<lastmod>2020-12-02</lastmod>" in data


def test_without_an_address_there_is_no_map(sites: dict[str, Path]) -> None:
    assert not (sites[ANYWHERE] / "sitemap.xml").exists()
    assert b"Sitemap:" not in (sites[ANYWHERE] / "robots.txt").read_bytes()
    assert b"Sitemap: " + BAS.encode() in (sites[BAS] / "robots.txt").read_bytes()


def _data_in(site: Path) -> dict[Path, str]:
    found = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    pages = ((path, found.findall(path.read_text(encoding="utf-8"))) for path in sorted(site.rglob("index.html")))
    return {path: texts[0] for path, texts in pages if texts}


def test_all_linked_data_is_valid(sites: dict[str, Path], tmp_path: Path) -> None:
    texts = [text for site in sites.values() for text in _data_in(site).values()]
    assert len(texts) > 200
    assert jsonld_faults(texts, tmp_path) == []


def test_no_address_in_the_linked_data_leads_nowhere(sites: dict[str, Path]) -> None:
    for bas, site in sites.items():
        for path, text in _data_in(site).items():
            own = bas + path.parent.relative_to(site).as_posix().removeprefix(".") + "/"
            links = re.findall(r'"(?:@id|url|item)":"([^"]*)"', text)
            assert links
            whole = [urljoin(own, link) for link in links]
            assert [link for link in whole if not _lies_at(site, bas, link)] == [], path


def test_the_real_site_claims_no_legal_force(sites: dict[str, Path]) -> None:
    claims = ("legislationLegalForce", "legislationPassedBy", "legislationResponsible", "eli:")
    for text in _data_in(sites[ANYWHERE]).values():
        assert [name for name in claims if f'"{name}' in text.replace('"eli":', "")] == []


def test_what_is_shared_has_words_and_a_whole_address(sites: dict[str, Path]) -> None:
    for bas, site in sites.items():
        for page in site.rglob("index.html"):
            metas = html.fromstring(page.read_bytes()).iter("meta")
            told = {item.get("property", ""): item.get("content", "") for item in metas if item.get("property")}
            wanted = {"og:title", "og:description", "og:type", "og:locale", "og:site_name"}
            assert set(told) == wanted | ({"og:url"} if bas == BAS else set()), page
            assert all(told.values()), page
            if bas == BAS:
                assert _lies_at(site, bas, told["og:url"])
