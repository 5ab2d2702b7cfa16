"""The search page in a real Chromium, below a path of a server and under the policy that a region sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import FloatRect, Page, Route, expect

from kravbok.export.webb.sida import make_innehall, write_sida
from kravbok.sok.index import MAPP, write_index
from kravbok.templates import Mallar, packaged_templates
from kravbok.view.parts import Bit
from kravbok.view.webb.sida import WebbVy, rot
from kravbok.view.webb.soksida import soksida
from verktyg import axe, vnu, webbserver
from verktyg.browser import ColorScheme, in_browser
from verktyg.machine import find_npm_file
from verktyg.soksidor import SIDOR, write_sidor

T = TypeVar("T")
WEBB = WebbVy("Provregionens krav", "", (Bit("Start", rot("")), Bit("Sök", rot("sok/"))), (), "")
PREFIX = "region/webb/"


def write_site(folder: Path) -> Path:
    """The pages, the search page in its frame, style and scripts; without an index."""
    mallar = Mallar(packaged_templates())
    krav = [Bit(sida.rubrik, rot(adress)) for adress, sida in SIDOR.items() if sida.sok]
    sida = soksida(krav, [Bit("Begrepp", rot("begrepp/"))])
    write_sidor(folder)
    (folder / "sok").mkdir()
    page = write_sida(make_innehall(sida, WEBB, mallar), WEBB, mallar)
    (folder / "sok" / "index.html").write_text(page, encoding="utf-8")
    for name in ("kravbok.css", "kravbok.js", "sok.js"):
        (folder / name).write_bytes(mallar.files[f"webb/{name}"])
    (folder / "stil").mkdir()
    for name in ("webb/ikon.svg", "typsnitt/KravbokSans-Regular.woff2", "typsnitt/KravbokSans-SemiBold.woff2"):
        (folder / "stil" / name.partition("/")[2]).write_bytes(mallar.files[name])
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sok")
    assert write_index(write_site(root / PREFIX)) == []
    return root


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with webbserver.serve(folder) as address:
        yield f"{address}{PREFIX}"


def visit(site: str, query: str, task: Callable[[Page], T], *, width: int = 1280, scheme: ColorScheme = "light") -> T:
    """What a task returns on the search page; nothing may be said in the console, and nothing asked of others."""
    return webbserver.visit(site, f"sok/?{query}", task, width=width, scheme=scheme)


def found(page: Page) -> list[str]:
    """The addresses of what was found, once the page has said how many they are."""
    expect(page.locator("#kb-soklage")).to_contain_text("träff")
    links = page.locator("#kb-soktraffar a").evaluate_all("links => links.map(link => link.href)")
    return [urlsplit(link).path.partition(PREFIX)[2] for link in links]


def told_count(page: Page, words: str, count: int) -> None:
    """Nothing, once the page has told that the words have so many hits: a reader who listens waits for just that."""
    hits = f"{count} {'träff' if count == 1 else 'träffar'}"
    expect(page.locator("#kb-soklage")).to_have_text(f"{hits} på ”{words}”")


def hold_index(page: Page) -> Callable[[], Route]:
    """What gives the page's question for its index, which gets no answer until then; the page is loaded anew."""
    asked: list[Route] = []

    def held() -> Route:
        while not asked:
            page.wait_for_timeout(10)
        return asked[0]

    expect(page.locator("#kb-sokfilter input").first).to_be_attached()
    page.route("**/pagefind-entry.json*", lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks it
    page.reload(wait_until="commit")
    expect(page.locator("#kb-sok")).to_be_visible()
    return held


def search(site: str, words: str, **filters: str) -> list[str]:
    chosen = "".join(f"&{name}={quote(value)}" for name, value in filters.items())
    return visit(site, f"q={quote(words)}{chosen}", found)


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("vårdcentral", {"id/HV-PAF-004/", "id/FV-TILL-001/"}),
        ("vårdcentralernas", {"id/HV-PAF-004/", "id/FV-TILL-001/"}),
        ("vardcentral", {"id/HV-PAF-004/", "id/FV-TILL-001/"}),
        ("verksamhet", {"id/HV-TILL-001/"}),
        ("verksamheter", {"id/HV-TILL-001/"}),
        ("akut", {"id/HV-TILL-001/"}),
        ("HV-PAF-004", {"id/HV-PAF-004/"}),
        ("hv-paf-4", {"id/HV-PAF-004/"}),
        ("RS/60/2021", {"id/HV-PAF-004/"}),
        ("podiatri", {"id/FV-TILL-001/"}),
        ("navigering", set()),
        ("journalsystem", set()),
        ("okänt", set()),
        ("skola", set()),
    ],
)
def test_words_find_the_pages_that_are_about_them(site: str, words: str, pages: set[str]) -> None:
    assert set(search(site, words)) == pages


@pytest.mark.parametrize("words", ["HV PAF 004", "paf 4", "PAF-004", "paf4"])
def test_an_id_is_found_first_however_it_is_written(site: str, words: str) -> None:
    assert search(site, words)[0] == "id/HV-PAF-004/"


def test_filters_choose_and_are_remembered_by_the_address(site: str) -> None:
    assert set(search(site, "", bok="Hälsoval")) == {"id/HV-PAF-004/", "id/HV-PAF-014/", "id/HV-TILL-001/"}
    assert search(site, "", bok="Hälsoval", kravniva="ska") == ["id/HV-TILL-001/"]
    assert search(site, "", omrade="fot, vård") == ["id/FV-TILL-001/"]
    assert set(search(site, "", upplaga="2022")) == {adress for adress, sida in SIDOR.items() if sida.sok}
    assert search(site, "vårdcentral", kravniva="bör") == ["id/FV-TILL-001/"]
    assert search(site, "vårdcentral", kravniva="ska") == []


def test_a_filter_says_how_many_it_gives_beside_the_others(site: str) -> None:
    def counts(page: Page) -> dict[str, list[str]]:
        found(page)
        groups = page.locator("#kb-sokfilter fieldset:visible")
        names = groups.evaluate_all("groups => groups.map(group => group.dataset.filter)")
        labels = {name: page.locator(f"[data-filter={name}] label:visible").all_text_contents() for name in names}
        return {name: [text.strip() for text in texts] for name, texts in labels.items()}

    told = visit(site, "kravniva=ska", counts)
    assert told["kravniva"] == ["bör (1)", "får (2)", "ska (1)"]
    assert told["bok"] == ["Hälsoval (1)"]
    assert list(told) == ["bok", "upplaga", "typ", "omrade", "kravniva"]


def test_a_hit_says_where_it_stands_and_marks_the_word(site: str) -> None:
    def hit(page: Page) -> tuple[str, list[str]]:
        found(page)
        return page.locator("#kb-soktraffar li").inner_text(), page.locator("mark").all_inner_texts()

    text, marked = visit(site, "q=vardcentral&bok=Fotv%C3%A5rd", hit)
    assert "Fotvård · upplagorna 2021, 2022 · krav · nivå: bör" in text
    assert "i närheten & <text>." in text
    assert marked == ["vårdcentral"]
    hidden, _ = visit(site, "q=verksamhet", hit)
    assert "bedriva akutverksamhet hela" in hidden
    assert "givaren verksamhet" not in hidden


def test_the_number_of_hits_is_told_aloud(site: str) -> None:
    def status(page: Page) -> str:
        found(page)
        assert page.locator("#kb-soklage").get_attribute("role") == "status"
        return page.locator("#kb-soklage").inner_text()

    assert visit(site, "q=v%C3%A5rdcentral", status) == "2 träffar på ”vårdcentral”"
    assert visit(site, "q=vite", status) == "1 träff på ”vite”"
    assert visit(site, "q=xyzzy", status).startswith("Inga träffar på ”xyzzy”")


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("vårdavgift", False),
        ("tider vårdavgift", False),
        ("vardcentral", True),
        ("vårdcentralernas", True),
        ("verksamheternas", True),
        ("hv-paf-4", True),
        ("RS/60/2021", True),
        ('"ta ut vite"', True),
        ("mottagandet", True),
        ("rapp", True),
    ],
)
def test_a_word_that_stands_nowhere_is_not_said_to_be_found(site: str, words: str, sure: bool) -> None:
    def status(page: Page) -> str:
        assert found(page)
        return page.locator("#kb-soklage").inner_text()

    assert visit(site, f"q={quote(words)}", status).startswith("Inga säkra träffar") is not sure


def test_everything_is_done_by_keyboard(site: str) -> None:
    def journey(page: Page) -> str:
        box = page.locator("#kb-sokord")
        expect(page.locator("#kb-sok")).to_be_visible()
        page.keyboard.press("/")
        expect(box).to_be_focused()
        page.keyboard.type("vårdcentral")
        page.keyboard.press("Enter")
        told_count(page, "vårdcentral", 2)
        links = page.locator("#kb-soktraffar a")
        page.keyboard.press("ArrowDown")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(box).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(box).to_be_focused()
        page.locator("[data-filter=kravniva] input").first.focus()
        page.keyboard.press("Space")
        told_count(page, "vårdcentral", 1)
        assert page.url.endswith("sok/?q=v%C3%A5rdcentral&kravniva=b%C3%B6r")
        box.focus()
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page.url

    assert visit(site, "", journey) == f"{site}id/FV-TILL-001/"


@pytest.mark.parametrize(
    ("words", "count", "href"),
    [("rapport", 1, "id/HV-PAF-004/"), ("podiatri", 1, "id/FV-TILL-001/"), ("xyzzy", 0, "")],
    ids=["the same hit", "another hit", "no hit"],
)
def test_focus_stays_among_the_hits_when_they_are_replaced(site: str, words: str, count: int, href: str) -> None:
    def journey(page: Page) -> str:
        told_count(page, "vårdcentral", 2)
        link = page.locator("#kb-soktraffar a[href$='id/HV-PAF-004/']")
        page.locator("#kb-sokord").fill(words)
        link.focus()
        expect(link).to_be_focused()
        expect(page.locator("#kb-soklage")).to_contain_text(f"”{words}”")
        assert page.locator("#kb-soktraffar a").count() == count
        return str(page.evaluate("document.activeElement.href ?? document.activeElement.id"))

    focused = visit(site, "q=v%C3%A5rdcentral", journey)
    assert focused == (f"{site}{href}" if href else "kb-sokord")


def test_the_list_is_never_empty_while_it_is_replaced(site: str) -> None:
    def journey(page: Page) -> list[int]:
        told_count(page, "vårdcentral", 2)
        page.evaluate(
            """() => {
                const list = document.getElementById("kb-soktraffar");
                window.counts = [];
                new MutationObserver(() => window.counts.push(list.children.length)).observe(list, { childList: true });
            }"""
        )
        page.locator("#kb-sokord").fill("varning")
        told_count(page, "varning", 1)
        return list(page.evaluate("window.counts"))

    assert visit(site, "q=v%C3%A5rdcentral", journey) == [1]


@pytest.mark.parametrize("keys", [["ArrowDown"], ["Enter", "ArrowDown"]], ids=" ".join)
def test_an_arrow_before_the_answer_waits_for_it(site: str, keys: list[str]) -> None:
    def journey(page: Page) -> str:
        held = hold_index(page)
        page.locator("#kb-sokord").press_sequentially("varning")
        for key in keys:
            page.keyboard.press(key)
        held().continue_()
        told_count(page, "varning", 1)
        return str(page.evaluate("document.activeElement.href"))

    assert visit(site, "", journey) == f"{site}id/HV-PAF-014/"


def test_who_writes_on_after_an_arrow_stays_in_the_field(site: str) -> None:
    def journey(page: Page) -> str:
        held = hold_index(page)
        page.locator("#kb-sokord").press_sequentially("var")
        page.keyboard.press("ArrowDown")
        page.keyboard.type("ning")
        held().continue_()
        told_count(page, "varning", 1)
        return str(page.evaluate("document.activeElement.id"))

    assert visit(site, "", journey) == "kb-sokord"


def test_what_is_written_before_the_index_has_come_stays(site: str) -> None:
    def journey(page: Page) -> list[str]:
        held = hold_index(page)
        page.locator("#kb-sokord").press_sequentially("varning")
        held().continue_()
        return found(page)

    assert visit(site, "", journey) == ["id/HV-PAF-014/"]


def test_going_back_shows_the_same_hits(site: str) -> None:
    def journey(page: Page) -> str:
        before = found(page)
        page.locator("#kb-soktraffar a").first.click()
        page.go_back()
        assert found(page) == before
        return page.locator("#kb-sokord").input_value()

    assert visit(site, "q=v%C3%A5rdcentral&typ=krav", journey) == "vårdcentral"


def test_the_filters_are_folded_on_a_phone_until_one_is_chosen(site: str) -> None:
    def shown(page: Page) -> tuple[bool, str]:
        found(page)
        return page.locator("fieldset").first.is_visible(), page.inner_text("summary")

    assert visit(site, "q=vite", shown, width=390) == (False, "Begränsa träffarna")
    assert visit(site, "q=vite&kravniva=f%C3%A5r", shown, width=390) == (True, "Begränsa träffarna (1 val)")
    assert visit(site, "q=vite", shown) == (True, "Begränsa träffarna")


@pytest.mark.parametrize("query", ["q=vite", "q=xyzzy", ""])
@pytest.mark.parametrize(("width", "beside"), [(1280, True), (960, True), (959, False), (390, False)])
def test_the_filters_stand_beside_the_hits_where_there_is_room(
    site: str, query: str, width: int, *, beside: bool
) -> None:
    def places(page: Page) -> list[FloatRect]:
        expect(page.locator("#kb-sokval")).to_be_visible()
        shown = page.locator("#kb-soklage" if query else "#kb-soklista h2")
        expect(shown).not_to_be_empty()
        parts = [page.locator("#kb-sokord"), page.locator("#kb-sokval"), shown]
        return [box for part in parts if (box := part.bounding_box())]

    box, filters, answer = visit(site, query, places, width=width)
    assert box["y"] + box["height"] <= filters["y"]
    if beside:
        assert filters["x"] + filters["width"] < answer["x"]
        assert abs(filters["y"] - answer["y"]) < 30
    else:
        assert filters["y"] + filters["height"] <= answer["y"]


def test_an_empty_search_shows_every_page_as_a_link(site: str) -> None:
    def listed(page: Page) -> list[str]:
        expect(page.locator("#kb-sok")).to_be_visible()
        expect(page.locator("#kb-soklista")).to_be_visible()
        return page.locator("#kb-soklista a").all_inner_texts()

    names = visit(site, "", listed)
    assert names[0] == "Begrepp"
    assert [name.rpartition(" ")[2] for name in names[1:]] == ["FV-TILL-001", "HV-PAF-014", "HV-PAF-004", "HV-TILL-001"]


def test_what_an_address_says_is_never_markup(site: str) -> None:
    def status(page: Page) -> str:
        found(page)
        return page.locator("#kb-soklage").inner_text()

    words = "<img src=x onerror=alert(1)>"
    assert words in visit(site, f"q={quote(words)}", status)


def test_without_an_index_the_page_says_so_and_shows_the_list(tmp_path: Path) -> None:
    write_site(tmp_path)
    with webbserver.serve(tmp_path) as address:

        def told(page: Page) -> tuple[str, int]:
            page.goto(f"{address}sok/")
            expect(page.locator(".kb-notis")).to_be_visible()
            expect(page.locator("#kb-sok")).to_be_hidden()
            return page.locator(".kb-notis").inner_text(), page.locator("#kb-soklista a").count()

        text, links = in_browser(told)
    assert "går inte att nå" in text
    assert links == 5


def test_without_javascript_the_page_says_so_and_shows_the_list(site: str) -> None:
    def told(page: Page) -> tuple[str, bool, int]:
        return page.inner_text("noscript"), page.is_visible("#kb-sok"), page.locator("#kb-soklista a:visible").count()

    text, form, links = webbserver.visit(site, "sok/?q=vite", told, javascript=False)
    assert "behöver JavaScript" in text
    assert (form, links) == (False, 5)


@pytest.mark.parametrize("query", ["", "q=v%C3%A5rdcentral", "q=xyzzy", "typ=krav"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_is_accessible(site: str, query: str, scheme: ColorScheme, width: int) -> None:
    library = find_npm_file("axe-core/axe.min.js").read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        expect(page.locator("#kb-sok")).to_be_visible()
        if query:
            found(page)
        page.evaluate(f"{library};0")
        told = page.evaluate("async tags => (await axe.run(document, {runOnly: tags})).violations", list(axe.TAGS))
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return [f"{item['id']}: {item['nodes'][0]['html']}" for item in told] + (["bredare än skärmen"] if wide else [])

    assert visit(site, query, violations, width=width, scheme=scheme) == []


def test_the_page_is_valid_html(folder: Path) -> None:
    assert vnu.validate(folder / PREFIX / "sok" / "index.html") == []
    assert vnu.validate(folder / PREFIX / "id" / "FV-TILL-001" / "index.html") == []


def test_a_search_fetches_little(site: str) -> None:
    """Of the index a search needs the programs, one part of the words and the shown hits: under 150 kB in all."""

    def weigh(page: Page) -> int:
        found(page)
        sizes = "performance.getEntriesByType('resource').map(item => [item.name, item.encodedBodySize])"
        return sum(size for name, size in page.evaluate(sizes) if f"/{MAPP}/" in name)

    assert 30_000 < visit(site, "q=vite", weigh) < 150_000
