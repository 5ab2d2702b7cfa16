"""The website's look in a real Chromium: for every eye and every window, with an organisation's own colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from playwright.sync_api import Page

from verktyg.axe import TAGS
from verktyg.browser import in_browser
from verktyg.bygge import copy_project, kravbok
from verktyg.machine import find_npm_file
from verktyg.webbserver import serve

T = TypeVar("T")
KRAV = "provbok/2022/PR-LIST-001/"
PAGES = ("", "provbok/", "provbok/2022/", "provbok/2022/kapitel/listning/", "provbok/2022/register/", KRAV,
         "id/PR-LIST-001/", "provbok/2021-2022/")  # fmt: skip
COLOURS = """
logotyp: region.svg
webbplats: https://krav.exempel.se/
felrapport: https://git.exempel.se/{fil}#L{rad}
farger: {accent: "#6b7f00", lank: "#00607a", ton: "#f4f6e8"}
"""
LOGOTYPE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3" fill="#6b7f00"/></svg>'
WAYS: dict[str, dict[str, Any]] = {
    "ljust": {"viewport": {"width": 1440, "height": 900}},
    "mörkt": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "telefon": {"viewport": {"width": 360, "height": 740}},
    "400 procent": {"viewport": {"width": 320, "height": 256}},
    "tvingade färger": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small project's website, with an organisation that has colours and a logotype of its own."""
    projekt = copy_project("grund", tmp_path_factory.mktemp("utseende") / "projekt")
    record = projekt / "krav/organisationer/provlandet.yaml"
    record.write_text(record.read_text(encoding="utf-8") + COLOURS, encoding="utf-8")
    (projekt / "krav/organisationer/filer").mkdir()
    (projekt / "krav/organisationer/filer/region.svg").write_text(LOGOTYPE, encoding="utf-8")
    done = kravbok("bygg", "--format", "webbplats", "--datum", "2022-03-01", folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr
    with serve(projekt / "build/webbplats") as address:
        yield address


def see(site: str, adress: str, task: Callable[[Page], T], way: str = "ljust", **window: Any) -> T:
    """What the task returns for a page, seen in one of the ways; nothing may be asked for that is not the site's."""

    def work(page: Page) -> T:
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(site + adress)
        found = task(page)
        assert [url for url in asked if not url.startswith(site)] == []
        assert said == []
        return found

    return in_browser(work, **{**WAYS[way], **window})


def axe(page: Page) -> list[Any]:
    page.add_script_tag(path=find_npm_file("axe-core/axe.min.js"))
    options = {"runOnly": list(TAGS), "resultTypes": ["violations"]}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [(item["id"], [node["html"][:200] for node in item["nodes"]]) for item in found]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("adress", ["", "provbok/2022/", KRAV, "provbok/2021-2022/"])
def test_a_page_in_the_organisation_s_colours_is_for_everyone(site: str, adress: str, way: str) -> None:
    assert see(site, adress, axe, way, bypass_csp=True) == []


@pytest.mark.parametrize("way", ["telefon", "400 procent"])
@pytest.mark.parametrize("adress", PAGES)
def test_a_narrow_window_is_never_scrolled_sideways(site: str, adress: str, way: str) -> None:
    wide = "[document.documentElement.scrollWidth, innerWidth]"
    width, window = cast("list[int]", see(site, adress, lambda page: page.evaluate(wide), way))
    assert width <= window


def test_the_lines_of_a_requirement_are_not_too_long_to_read(site: str) -> None:
    script = """() => { const p = document.querySelector(".kb-lydelse p"); const s = getComputedStyle(p);
        const c = document.createElement("canvas").getContext("2d"); c.font = s.font;
        return p.getBoundingClientRect().width / (c.measureText("vårdgivaren ska svara").width / 21) }"""
    letters = see(site, KRAV, lambda page: page.evaluate(script))
    assert 45 <= letters <= 85


def test_the_organisation_s_colours_are_used_in_light_and_dark(site: str) -> None:
    script = """() => [getComputedStyle(document.querySelector(".kb-lydelse a, main a")).color,
        getComputedStyle(document.body).borderTopColor, getComputedStyle(document.documentElement).backgroundColor]"""
    light = see(site, KRAV, lambda page: page.evaluate(script))
    dark = see(site, KRAV, lambda page: page.evaluate(script), "mörkt")
    assert light == ["rgb(0, 96, 122)", "rgb(107, 127, 0)", "rgb(255, 255, 255)"]
    assert dark[2] == "rgb(20, 25, 31)"
    assert dark[0] != light[0]


def test_the_logotype_says_whose_the_page_is(site: str) -> None:
    shown = see(site, KRAV, lambda page: page.get_by_role("img", name="Region Provlandet").bounding_box())
    assert shown is not None
    assert 30 <= shown["height"] <= 60


def test_in_forced_colours_where_you_are_is_still_seen(site: str) -> None:
    script = """() => { const links = [...document.querySelectorAll(".kb-meny a")];
        const colour = link => getComputedStyle(link).borderBottomColor;
        return [colour(links.find(link => link.ariaCurrent)), colour(links.find(link => !link.ariaCurrent)),
                getComputedStyle(document.documentElement).backgroundColor] }"""
    here, others, page = see(site, "", lambda page: page.evaluate(script), "tvingade färger")
    assert here != page
    assert others == page


def test_paper_has_the_text_and_not_the_ways_on(site: str) -> None:
    def printed(page: Page) -> list[bool]:
        page.emulate_media(media="print")
        names = (".kb-lydelse", "h1", ".kb-meny", ".kb-smulor", ".kb-fot nav", ".kb-webb button")
        return [page.locator(name).first.is_visible() for name in names]

    assert see(site, KRAV, printed) == [True, True, False, False, False, False]


def test_paper_names_the_address_of_the_page(site: str) -> None:
    def printed(page: Page) -> str:
        page.emulate_media(media="print")
        return page.locator(".kb-fot").inner_text()

    assert f"https://krav.exempel.se/{KRAV}" in see(site, KRAV, printed)


def test_who_wants_no_motion_gets_none(site: str) -> None:
    script = "getComputedStyle(document.documentElement).scrollBehavior"
    still = see(site, KRAV, lambda page: page.evaluate(script), reduced_motion="reduce")
    moving = see(site, KRAV, lambda page: page.evaluate(script), reduced_motion="no-preference")
    assert (still, moving) == ("auto", "smooth")


def test_a_page_weighs_less_than_60_kb(site: str) -> None:
    script = """() => Object.fromEntries([...performance.getEntriesByType("navigation"),
        ...performance.getEntriesByType("resource")].map(item => [item.name, item.decodedBodySize]))"""

    def weigh(page: Page) -> dict[str, int]:
        page.wait_for_load_state("networkidle")
        return cast("dict[str, int]", page.evaluate(script))

    sizes = see(site, KRAV, weigh)
    assert {Path(name).suffix for name in sizes} >= {"", ".css", ".js", ".woff2", ".svg"}
    assert sum(sizes.values()) < 60_000, sizes


def test_the_first_key_leads_past_the_menu(site: str) -> None:
    def jump(page: Page) -> tuple[str, str]:
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        return first, page.evaluate("document.activeElement.id")

    assert see(site, KRAV, jump) == ("Hoppa till innehållet", "innehall")


def test_every_stop_of_the_keyboard_is_seen(site: str) -> None:
    def stops(page: Page) -> list[str]:
        script = "(e => [e.outerHTML.slice(0, 80), getComputedStyle(e).outlineStyle])(document.activeElement)"
        bare = []
        for _ in range(page.locator("a[href], button, input, [tabindex='0']").count()):
            page.keyboard.press("Tab")
            words, outline = page.evaluate(script)
            bare += [words] if outline == "none" else []
        return bare

    assert see(site, KRAV, stops) == []


def test_the_permalink_is_copied_and_said(site: str) -> None:
    def copy(page: Page) -> tuple[str, str]:
        page.get_by_role("button", name="Kopiera länken").click()
        said = page.get_by_role("status")
        said.filter(has_text="kopierad").wait_for(state="attached")
        return page.evaluate("navigator.clipboard.readText()"), said.inner_text()

    copied, said = see(site, KRAV, copy, permissions=["clipboard-read", "clipboard-write"])
    assert copied == f"{site}id/PR-LIST-001/"
    assert said == "Länken är kopierad."


def test_where_nothing_may_be_copied_the_link_is_shown_to_copy_by_hand(site: str) -> None:
    def copy(page: Page) -> str:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
        page.get_by_role("button", name="Kopiera länken").click()
        return page.get_by_label("Länken att kopiera").input_value()

    assert see(site, KRAV, copy) == f"{site}id/PR-LIST-001/"


def test_a_slash_leads_to_the_search(site: str) -> None:
    def slash(page: Page) -> str:
        page.keyboard.press("/")
        return cast("str", page.evaluate("document.activeElement.id || document.activeElement.textContent"))

    assert see(site, KRAV, slash) == "Sök"
    assert see(site, "", slash) == "kb-sokord"


def test_without_scripts_the_page_is_whole_and_has_no_dead_buttons(site: str) -> None:
    def count(page: Page) -> list[int]:
        return [page.locator(name).count() for name in ("main h1", ".kb-lydelse", "main button")]

    assert see(site, KRAV, count, java_script_enabled=False) == [1, 1, 0]


def test_a_fragment_takes_no_dark_from_a_page_that_is_not_ours(site: str) -> None:
    """A CMS that is always light stays readable in a window that wants dark."""
    script = """async address => {
        const text = await (await fetch(address)).text();
        document.documentElement.className = ""; document.body.innerHTML = text;
        const part = document.querySelector(".kb-webb");
        return [part.dataset.organisation, getComputedStyle(part).color, getComputedStyle(document.body).marginTop] }"""
    found = see(site, KRAV, lambda page: page.evaluate(script, f"{site}{KRAV}fragment.html"), "mörkt")
    assert found == ["provlandet", "rgb(29, 39, 51)", "8px"]
