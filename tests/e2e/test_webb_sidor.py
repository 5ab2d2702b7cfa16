"""Every kind of page of the reference site in a real Chromium: for every eye, window, hand, and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from kravbok.webbplats.resurser import SIDSLAG
from verktyg import axe, vnu
from verktyg.bygge import Bygge
from verktyg.tangentbord import all_stops
from verktyg.webbserver import serve, visit
from verktyg.webbslag import Sidslag, page_templates

ELSEWHERE = {"hanvisning"}
"""A kind that no real book has, for none has three editions: tests/e2e/test_jamfor.py tries it."""

SLAG = [slag for slag in page_templates() if slag not in ELSEWHERE]
BARE = '<!DOCTYPE html>\n<html lang="sv"><head><title>Region</title></head><body><main>\n{}</main></body></html>\n'
WIDE = """() => { const page = document.documentElement;
    const cut = [...document.querySelectorAll("main *")].filter(one =>
        /hidden|clip/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).clipPath === "none");
    return [...(page.scrollWidth > page.clientWidth ? [`${page.scrollWidth} > ${page.clientWidth}`] : []),
        ...cut.map(one => `${innerWidth}: ${one.outerHTML.slice(0, 100)}`)] }"""
"""Whether the page is wider than its window, and what is cut; words for the ear alone are clipped whole."""
TOOLS = ":is(.kb-hopp, .kb-meny, .kb-smulor, .kb-fot nav, .kb-grannar, .kb-valjare, button, select, input):visible"
NEEDS_SCRIPT = "main :is(button, input, select):visible:not(form[action] *, .kb-vyval *)"
KEPT = """async () => [document.cookie, localStorage.length, sessionStorage.length,
    (await indexedDB.databases()).length, (await caches.keys()).length]"""


@pytest.fixture(scope="module")
def sidslag(bygge: Bygge) -> Sidslag:
    """The website of the real books, by kinds of pages."""
    return Sidslag(bygge.folder / "webbplats")


@pytest.fixture(scope="module")
def site(sidslag: Sidslag) -> Iterator[str]:
    with serve(sidslag.root) as address:
        yield address


def test_every_kind_of_page_is_tried(sidslag: Sidslag) -> None:
    assert sorted(sidslag.forebilder) == SLAG
    assert set(SIDSLAG) - ELSEWHERE <= set(SLAG)
    assert all(sidslag.forebilder.values())


@pytest.mark.parametrize("slag", SLAG)
def test_axe_finds_nothing_in_light_in_dark_and_on_a_phone(site: str, sidslag: Sidslag, slag: str) -> None:
    def look(page: Page) -> list[str]:
        found = axe.violations(page)
        page.emulate_media(color_scheme="dark")
        found += axe.violations(page)
        page.set_viewport_size({"width": 360, "height": 740})
        return found + axe.violations(page)

    assert [visit(site, adress, look) for adress in sidslag.forebilder[slag]] == [[]] * len(sidslag.forebilder[slag])


@pytest.mark.parametrize("slag", SLAG)
def test_a_page_of_every_kind_fits_where_it_is_read(site: str, sidslag: Sidslag, slag: str) -> None:
    """No scrolling in two directions with the text twice as large, at 320 pixels, or on a sheet of A4."""

    def look(page: Page) -> list[str]:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found = list(page.evaluate(WIDE))
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size({"width": 320, "height": 256})
        found += page.evaluate(WIDE)
        page.set_viewport_size({"width": 643, "height": 971})
        page.emulate_media(media="print")
        found += page.evaluate(WIDE)
        tools = page.locator(TOOLS).evaluate_all("all => all.map(one => one.outerHTML.slice(0, 100))")
        assert page.locator("main h1:visible").count() == 1
        return [*found, *tools]

    for adress in sidslag.forebilder[slag]:
        assert visit(site, adress, look) == [], adress


@pytest.mark.parametrize("slag", SLAG)
def test_every_stop_of_the_keyboard_is_seen_on_every_kind_of_page(site: str, sidslag: Sidslag, slag: str) -> None:
    """The first key leads past the menu; all that takes focus is marked and not covered (WCAG 2.4.1, 2.4.7, 2.4.11)."""

    def look(page: Page) -> list[str]:
        page.emulate_media(reduced_motion="reduce")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "innehall"
        page.keyboard.press("Tab")
        return all_stops(page)

    for adress in sidslag.forebilder[slag]:
        assert visit(site, adress, look) == [], adress


@pytest.mark.parametrize("slag", SLAG)
def test_a_page_of_every_kind_says_the_same_without_scripts(site: str, sidslag: Sidslag, slag: str) -> None:
    """No text or link needs a script but on the two pages that say so, no tool is dead, and nothing is kept."""

    def read(page: Page) -> tuple[set[str], set[str], int]:
        lines = {" ".join(line.split()) for line in page.locator("main").inner_text().split("\n")}
        links = page.locator("main a:visible").evaluate_all("all => all.map(one => one.href)")
        return lines, set(links), page.locator(NEEDS_SCRIPT).count()

    def read_with(page: Page) -> tuple[set[str], set[str], list[object]]:
        if page.locator("script[src]").count() > 1:  # a page with a script of its own may fetch
            page.wait_for_load_state("networkidle")
        kept = [page.context.cookies(), *page.evaluate(KEPT)]
        return *read(page)[:2], kept

    for adress in sidslag.forebilder[slag]:
        lines, links, dead = visit(site, adress, read, javascript=False)
        lines_with, links_with, kept = visit(site, adress, read_with)
        assert dead == 0, adress
        assert kept == [[], "", 0, 0, 0, 0], adress
        if slag not in ("sok", "jamfor"):
            assert len(lines) > 3, adress
            assert (lines - lines_with, links - links_with) == (set(), set()), adress


def test_the_words_of_a_picture_fit_in_it_and_are_read_on_a_phone(site: str, sidslag: Sidslag) -> None:
    script = """async images => (await Promise.all(images.map(async image => {
        const text = await (await fetch(image.src)).text();
        const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
        image.replaceWith(picture);
        const wide = picture.viewBox.baseVal.width, scale = Math.min(1, picture.parentElement.clientWidth / wide);
        return [...picture.querySelectorAll("text")].map(one => { const box = one.getBBox();
            return [one.textContent, box.x >= 0 && box.x + box.width <= wide, box.height * scale] });
        }))).flat()"""

    def look(page: Page) -> list[tuple[str, bool, float]]:
        found: list[tuple[str, bool, float]] = page.locator("main figure img").evaluate_all(script)
        return found

    words = visit(site, sidslag.forebilder["belopp"][0], look, width=360)
    assert len(words) > 2
    assert [text for text, fits, height in words if not fits or height < 13] == []


def test_vnu_finds_nothing_in_pages_and_fragments(sidslag: Sidslag, tmp_path: Path) -> None:
    pages = [sidslag.file(adress) for own in sidslag.forebilder.values() for adress in own]
    fragments = [page.with_name("fragment.html") for page in pages if page.with_name("fragment.html").is_file()]
    assert len(fragments) >= len(SIDSLAG) - len(ELSEWHERE)
    wrapped = [tmp_path / f"fragment-{number}.html" for number, _ in enumerate(fragments)]
    for fragment, path in zip(fragments, wrapped, strict=True):
        path.write_text(BARE.format(fragment.read_text(encoding="utf-8")), encoding="utf-8")
    assert vnu.validate(*pages, *wrapped) == []


def test_no_two_pages_have_the_same_title(sidslag: Sidslag) -> None:
    pages = [adress for own in sidslag.adresser.values() for adress in own]
    titles = Counter(html.parse(sidslag.file(adress)).findtext(".//title") for adress in pages)
    assert len(titles) > 300
    assert [title for title, count in titles.items() if count > 1 or not title] == []


def test_no_requirement_s_page_weighs_60_kb(sidslag: Sidslag) -> None:
    weights = {adress: sidslag.weight(adress) for slag in ("krav", "id") for adress in sidslag.adresser[slag]}
    assert len(weights) > 200
    assert {adress: weight for adress, weight in weights.items() if not 40_000 < weight < 60_000} == {}
