"""Whole journeys through the reference site in a real Chromium: by keys alone, without scripts, and with still eyes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Download, Locator, Page, Route, expect

from verktyg.bygge import Bygge
from verktyg.tangentbord import look_at_focus, press_to, tab_to
from verktyg.webbserver import serve, visit

T = TypeVar("T")
ARTICLES = ".kb-andringsartikel"


@pytest.fixture(scope="module")
def folder(bygge: Bygge) -> Path:
    """The website of the real books, built with every format, so that there are files to fetch."""
    return bygge.folder / "webbplats"


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def par(folder: Path) -> str:
    """The address of a comparison of two consecutive editions: BOK/FÖRE-EFTER/."""
    data = (json.loads(path.read_bytes()) for path in sorted(folder.glob("*/*.json")))
    return str(next(item["adress"] for item in data if item.get("slag") == "andringar"))


@pytest.fixture(scope="module")
def krav(folder: Path) -> dict[str, Any]:
    """What a requirement's own page says: the first one's."""
    found: dict[str, Any] = json.loads(min(folder.glob("id/*.json")).read_bytes())
    return found


def by_keys(site: str, adress: str, task: Callable[[Page], T]) -> T:
    """What the task returns for a reader who has only a keyboard, and whose screen does not move by itself."""

    def work(page: Page) -> T:
        page.emulate_media(reduced_motion="reduce")
        page.mouse.move(0, 0)
        return task(page)

    return visit(site, adress, work)


def follow(page: Page, key: str = "Enter") -> None:
    """Nothing, once the key has led to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_requirement_is_found_by_keys_alone(site: str, krav: dict[str, Any]) -> None:
    """From the start page's field to the search, down to the first hit, and to the requirement's own page."""
    name = krav["adress"].split("/")[1]

    def journey(page: Page) -> tuple[str, str]:
        tab_to(page, page.get_by_role("searchbox"))
        page.keyboard.type(name)
        follow(page)
        expect(page.locator("#kb-soklage")).to_contain_text("träff")
        expect(page.get_by_role("searchbox")).to_have_value(name)
        tab_to(page, page.locator("#kb-soktraffar a").first)
        follow(page)
        return page.url, page.locator("h1").inner_text()

    assert by_keys(site, "", journey) == (site + krav["adress"], krav["innehall"]["rubrik"])


def test_the_search_is_narrowed_by_keys_alone(site: str) -> None:
    def journey(page: Page) -> tuple[int, int, str]:
        tab_to(page, page.get_by_role("navigation", name="Webbplatsen").get_by_role("link", name="Sök"))
        follow(page)
        expect(page.get_by_role("searchbox")).to_be_visible()
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("vårdgivaren")
        page.keyboard.press("Enter")
        before = hits(page)
        tab_to(page, page.locator("[data-filter=kravniva] input:visible").first)
        page.keyboard.press("Space")
        expect(page.locator("#kb-sokvalda")).to_contain_text("1 val")
        expect(page.locator("#kb-soklage")).not_to_contain_text(re.compile(rf"^{before} "))
        return before, hits(page), page.url.removeprefix(site)

    before, after, url = by_keys(site, "", journey)
    assert 0 < after < before
    assert url.startswith("sok/?q=v%C3%A5rdgivaren&kravniva=")


def hits(page: Page) -> int:
    """The number of hits, once it is told."""
    expect(page.locator("#kb-soklage")).to_contain_text("träff")
    return int(page.locator("#kb-soklage").inner_text().split()[0])


def test_two_years_are_compared_by_keys_alone(site: str, par: str) -> None:
    """From the menu to the form, the earlier edition and the later, and on to the second change."""
    book, years = par.rstrip("/").split("/")
    before, after = (f"{book}@{year}" for year in years.split("-"))

    def journey(page: Page) -> tuple[str, list[str]]:
        tab_to(page, page.get_by_role("navigation", name="Webbplatsen").get_by_role("link", name="Jämför"))
        follow(page)
        for label, edition in (("Före", before), ("Efter", after)):
            choose(page, page.get_by_label(label, exact=True), edition)
        tab_to(page, page.get_by_role("button", name="Jämför", exact=True))
        page.keyboard.press("Enter")
        expect(page.locator(".kb-raknare")).to_contain_text("Visar")
        expect(page.locator("#titel")).to_be_focused()
        return page.url, [step(page, key) for key in ("n", "n", "f", "n")]

    url, seen = by_keys(site, "", journey)
    assert url == f"{site}jamfor/?fore={before}&efter={after}"
    assert len({*seen}) == 2
    assert seen == [seen[0], seen[1], seen[0], seen[1]]


def choose(page: Page, box: Locator, value: str) -> None:
    """Nothing, once the arrows have led to a choice in a list."""
    tab_to(page, box)
    page.keyboard.press("Home")
    press_to(page, "ArrowDown", lambda: box.input_value() == value)


def step(page: Page, key: str) -> str:
    """The change that a key leads to: its heading has the focus and is seen."""
    page.keyboard.press(key)
    assert look_at_focus(page) == []
    return str(page.evaluate("document.activeElement.closest('.kb-andringsartikel').id"))


def test_changes_are_chosen_among_by_keys_alone(site: str, par: str) -> None:
    def journey(page: Page) -> tuple[int, int, str, int, str]:
        changes = page.locator(f"{ARTICLES}:visible")
        expect(page.locator(".kb-raknare")).to_contain_text("alla")
        whole = changes.count()
        tab_to(page, page.locator(".kb-filter summary"))
        page.keyboard.press("Enter")
        tab_to(page, page.locator("input[name=slag]").first)
        page.keyboard.press("Space")
        expect(page.locator(".kb-raknare")).to_contain_text(" av ")
        some, url = changes.count(), page.url.removeprefix(site)
        tab_to(page, page.get_by_role("button", name="Visa alla ändringar"))
        page.keyboard.press("Enter")
        expect(page.locator(".kb-raknare")).to_contain_text("alla")
        return whole, some, url, changes.count(), page.url.removeprefix(site)

    whole, some, chosen, again, url = by_keys(site, par, journey)
    assert 0 < some < whole == again
    assert chosen.startswith(f"{par}?slag=")
    assert url == par


def test_a_shared_choice_is_told_and_not_unfolded_on_a_phone(site: str, par: str) -> None:
    def look(page: Page) -> tuple[bool, str, float]:
        expect(page.locator(".kb-raknare")).to_contain_text(" av ")
        unfolded = page.locator(".kb-filter details[open]").count() == 1
        box = page.locator(".kb-verktyg").bounding_box()
        return unfolded, page.locator(".kb-raknare").inner_text(), box["height"] if box else 0

    unfolded, words, height = visit(site, f"{par}?slag=andrad-siffra", look, width=360)
    assert not unfolded
    assert words.endswith(": Ändrad siffra.")
    assert height < 400
    assert visit(site, f"{par}?slag=andrad-siffra", look)[0]


def test_the_permalink_is_copied_by_keys_alone_and_leads_home(site: str, krav: dict[str, Any]) -> None:
    place = next(item for item in ("galler", "foreslas", "har_gallt") if krav["innehall"][item])
    adress = krav["innehall"][place][0]["adress"]

    def journey(page: Page) -> tuple[str, str]:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab_to(page, page.get_by_role("button", name="Kopiera länken"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Länken är kopierad.")
        assert look_at_focus(page) == []
        copied = page.evaluate("navigator.clipboard.readText()")
        page.goto(copied)
        return copied, page.locator("h1").inner_text()

    assert by_keys(site, adress, journey) == (site + krav["adress"], krav["innehall"]["rubrik"])


def fetch(page: Page, form: str, act: Callable[[], None]) -> Download:
    """The file that comes when the link to it is followed, from a server that lets no browser show it in its place."""

    def answer(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, headers={**found.headers, "content-disposition": "attachment"})

    page.route(f"**/*.{form}", answer)
    with page.expect_download() as coming:
        act()
    assert coming.value.suggested_filename.endswith(f".{form}")
    return coming.value


def same_as_built(folder: Path, site: str, got: Download) -> bool:
    """Whether what was fetched is what the manifest of the site says."""
    name = got.url.removeprefix(site)
    sums: dict[str, str] = json.loads((folder / "manifest.json").read_bytes())["filer"]
    return hashlib.sha256(got.path().read_bytes()).hexdigest() == sums[name]


@pytest.mark.parametrize(("words", "form"), [("PDF", "pdf"), ("Word", "docx")])
def test_a_document_is_fetched_whole_by_keys_alone(site: str, folder: Path, par: str, words: str, form: str) -> None:
    book, years = par.rstrip("/").split("/")

    def journey(page: Page) -> bool:
        tab_to(page, page.locator(f".kb-filer a[href$='.{form}']").first)
        assert page.evaluate("document.activeElement.textContent") == words
        return same_as_built(folder, site, fetch(page, form, lambda: page.keyboard.press("Enter")))

    assert by_keys(site, f"{book}/{years.split('-')[1]}/", journey)


def test_without_scripts_a_reader_goes_from_the_start_to_a_requirement_and_back(site: str) -> None:
    def journey(page: Page) -> list[str]:
        headings = []
        for link in (
            ".kb-bokkort h2 a",
            ".kb-upplagor > li > a",
            ".kb-innehallslista > li > a",
            "section.kb-krav h2 a",
        ):
            page.locator(link).first.click()
            headings.append(page.locator("h1").inner_text())
        assert page.locator(".kb-stor").inner_text() != ""
        page.locator(".kb-permalank a").click()
        headings.append(page.locator("h1").inner_text())
        page.get_by_role("navigation", name="Sidans plats").get_by_role("link").first.click()
        return [*headings, page.url]

    *headings, end = visit(site, "", journey, javascript=False)
    assert len({*headings}) >= 4
    assert end == site


def test_without_scripts_consecutive_editions_are_compared_in_both_ways(site: str, par: str) -> None:
    def journey(page: Page) -> tuple[str, int, int, int]:
        page.get_by_role("link", name="Jämför").first.click()
        expect(page.locator(".kb-utan-skript")).to_be_visible()
        page.locator(f"main li a[href$='{par}']").click()
        beside = page.locator(".kb-bredvid:visible").count()
        page.get_by_label("I löpande text").check()
        return (
            page.url,
            page.locator(f"{ARTICLES}:visible").count(),
            beside,
            page.locator(".kb-bredvid:visible").count(),
        )

    url, changes, beside, turned = visit(site, "", journey, javascript=False)
    assert url == site + par
    assert min(changes, beside) > 0
    assert turned == 0


def test_without_scripts_a_document_is_fetched_whole(site: str, folder: Path, par: str) -> None:
    link = ".kb-filer a[href$='.pdf']"

    def journey(page: Page) -> bool:
        return same_as_built(folder, site, fetch(page, "pdf", page.locator(link).first.click))

    assert visit(site, f"{par.partition('/')[0]}/", journey, javascript=False)


def test_without_scripts_the_search_says_what_to_do_instead(site: str, krav: dict[str, Any]) -> None:
    """The start page's field leads to the list of all requirements, which leads to each."""

    def journey(page: Page) -> str:
        page.get_by_role("searchbox").fill("vite")
        page.get_by_role("button", name="Sök").click()
        expect(page.locator("noscript p")).to_be_visible()
        page.locator(f"#kb-soklista a[href$='{krav['adress']}']").click()
        return page.url

    assert visit(site, "", journey, javascript=False) == site + krav["adress"]


def test_nothing_moves_for_who_wants_stillness(site: str, par: str) -> None:
    """A key leads to a change at once, and no style of the site has a movement of its own."""
    moving = """() => { const all = [...document.querySelectorAll("*")].map(one => getComputedStyle(one));
        return [document.getAnimations().length,
            all.filter(s => s.scrollBehavior !== "auto" || s.animationName !== "none"
                || s.transitionDuration !== "0s").length] }"""

    def journey(page: Page) -> tuple[list[int], float]:
        expect(page.locator(".kb-raknare")).to_contain_text("Visar")
        page.keyboard.press("n")
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        return page.evaluate(moving), float(top)

    still, top = by_keys(site, par, journey)
    assert still == [0, 0]
    assert 0 <= top < 100


def test_struck_and_added_words_are_told_apart_without_colours(site: str, par: str) -> None:
    """In the reader's own colours and on paper they are struck through and underlined."""
    lines = """() => ["del", "ins"].map(name => [...document.querySelectorAll(`.kb-bredvid ${name}`)].map(
        one => getComputedStyle(one).textDecorationLine))"""

    def look(page: Page) -> list[list[set[str]]]:
        found = []
        for way in ({"forced_colors": "active"}, {"forced_colors": "none", "media": "print"}):
            page.emulate_media(**way)  # type: ignore[arg-type]
            found.append([{*lines} for lines in page.evaluate(lines)])
        return found

    assert visit(site, par, look) == [[{"line-through"}, {"underline"}]] * 2
