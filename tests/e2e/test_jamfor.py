"""The pages of what changed, in a real Chromium under the site's policy: every pair says what the program says."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from itertools import combinations, permutations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from kravbok.export.andringar_rader import KRAV_COLUMNS
from kravbok.view.andringar.delar import AndringsVy, AndringVy, all_andringar
from kravbok.view.andringar.urval import Urval, allowed_values, select
from kravbok.view.andringar.vy import view_andringar
from kravbok.view.webb.jamforelse import chosen_by, token, view_filter
from verktyg import axe, vnu
from verktyg.browser import ColorScheme
from verktyg.bygge import kravbok
from verktyg.jamforelser import PROJEKT, compared, editions
from verktyg.webbserver import serve, visit

NARVARD = [name for name in editions() if name.startswith("narvard")]
PAIRS = list(permutations(NARVARD, 2))
PAGES = [("narvard@2021", "narvard@2022"), ("narvard@2022", "narvard@2023"), ("narvard@2023", "narvard@2024")]
PAGES += [("fotvard@2022", "fotvard@2023")]
STATIC = "narvard/2022-2023/"
ARTICLES = ".kb-andringsartikel"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    projekt = tmp_path_factory.mktemp("jamfor") / "projekt"
    shutil.copytree(PROJEKT, projekt)
    done = kravbok("bygg", "--format", "webbplats", folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr
    return projekt / "build" / "webbplats"


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serve(folder) as address:
        yield address


def adress(fore: str, efter: str, **more: str) -> str:
    chosen = "".join(f"&{name}={value}" for name, value in more.items())
    return f"jamfor/?fore={fore}&efter={efter}{chosen}"


def static_adress(fore: str, efter: str) -> str:
    return f"{fore.replace('@', '/')}-{efter.partition('@')[2]}/"


def ready(page: Page) -> None:
    """Nothing, once the script has shown a comparison."""
    expect(page.locator(".kb-raknare")).to_contain_text("Visar")


def shown(page: Page) -> list[str]:
    """The changes that can be seen, in order."""
    ready(page)
    found: list[str] = page.locator(f"{ARTICLES}:visible").evaluate_all("all => all.map(one => one.id)")
    return found


def told(page: Page) -> dict[str, Any]:
    """What each article says: its heading, marks, both columns, its text in one, and its facts."""
    ready(page)
    found: dict[str, Any] = page.locator(ARTICLES).evaluate_all(
        """all => Object.fromEntries(all.map(one => [one.id, {
            rubrik: one.querySelector("h4").textContent,
            markning: one.querySelector(".kb-markning").textContent,
            rader: [...one.querySelectorAll(".kb-spalter tbody tr")].map(r => [...r.cells].map(c => c.textContent)),
            lopande: [...one.querySelectorAll(".kb-lopande p")].map(p => p.textContent),
            fakta: [...one.querySelectorAll("dd")].map(p => p.textContent),
        }]))"""
    )
    return found


def said(vy: AndringsVy) -> dict[str, Any]:
    """What the program says of each change, in the same form."""
    return {item.id: _article(item) for item in all_andringar(vy)}


MARKS = {"=": ("", ""), "-": ("struket: ", " (slut på struket)"), "+": ("tillagt: ", " (slut på tillagt)")}


def _article(item: AndringVy) -> dict[str, Any]:
    rows, running = [], []
    for row in item.par:
        old, new, both = (
            "".join(f"{MARKS[bit.tecken][0]}{bit.text}{MARKS[bit.tecken][1]}" for bit in bits)
            for bits in (row.fore, row.efter, row.ord)
        )
        marks = [f"{mark} " if mark else "" for mark in (row.punkt_fore, row.punkt_efter)]
        rows.append([marks[0] + old if old else row.i_stallet, marks[1] + new if new else row.i_stallet])
        running.append(marks[1] + both if old and new else marks[0] + old if old else marks[1] + new)
    return {
        "rubrik": f"{item.nummer} {item.rubrik} {item.id}".strip(),
        "markning": " · ".join(item.markning),
        "rader": rows,
        "lopande": running,
        "fakta": ["".join(bit.text for bit in value) for fact in item.fakta for value in fact.varden],
    }


@pytest.mark.parametrize("par", PAIRS, ids=" ".join)
def test_any_two_editions_are_compared_as_the_program_does(site: str, par: tuple[str, str]) -> None:
    vy = view_andringar(compared(*par))
    found = visit(site, adress(*par), told)
    assert found == said(vy)
    assert list(found) == [item.id for item in all_andringar(vy)]


ELEMENTS = """() => {
    const links = document.querySelectorAll(".kb-andringar a");
    for (const one of links) one.setAttribute("href", one.href.replace(/^.*#/, "#"));
    const tidy = text => text.replace(/>\\s+/g, ">").replace(/\\s+</g, "<").replace(/ hidden=""/g, "");
    return tidy(document.querySelector(".kb-andringar").innerHTML);
}"""


@pytest.mark.parametrize("par", PAGES, ids=" ".join)
def test_the_script_makes_the_elements_of_the_page_without_scripts(site: str, par: tuple[str, str]) -> None:
    def elements(page: Page) -> str:
        ready(page)
        return str(page.evaluate(ELEMENTS))

    assert visit(site, adress(*par), elements) == visit(site, static_adress(*par), elements)


@pytest.mark.parametrize("par", PAGES, ids=" ".join)
def test_the_page_needs_no_script(site: str, par: tuple[str, str]) -> None:
    vy = view_andringar(compared(*par))

    def look(page: Page) -> tuple[list[str], int, bool]:
        ids = page.locator(f"{ARTICLES}:visible").evaluate_all("all => all.map(one => one.id)")
        before = page.locator(".kb-bredvid:visible").count()
        page.get_by_label("I löpande text").check()
        turned = page.locator(".kb-bredvid:visible").count() == 0 and page.locator(".kb-lopande:visible").count() > 0
        assert page.locator(".kb-filter:visible, .kb-steg:visible").count() == 0
        return ids, before, turned

    ids, before, turned = visit(site, static_adress(*par), look, javascript=False)
    assert ids == [item.id for item in all_andringar(vy)]
    assert before >= sum(bool(item.par) for item in all_andringar(vy)) > 0
    assert turned


def test_without_scripts_the_free_choice_leads_to_the_pages(site: str) -> None:
    def look(page: Page) -> list[str]:
        assert page.locator(".kb-valj:visible, .kb-jamforelse:visible").count() == 0
        expect(page.locator(".kb-utan-skript")).to_contain_text("kravbok diff")
        found: list[str] = page.locator("main li a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        return found

    assert sorted(visit(site, "jamfor/", look, javascript=False)) == sorted(
        f"../{static_adress(*par)}" for par in PAGES
    )


@pytest.mark.parametrize("start", [static_adress(*PAGES[1]), adress(*PAGES[1]), adress("narvard@2021", "narvard@2024")])
def test_every_choice_shows_what_the_command_chooses_and_counts_it(site: str, start: str) -> None:
    par = ("narvard@2021", "narvard@2024") if "2024" in start else PAGES[1]
    jamforelse = compared(*par)
    groups = view_filter(jamforelse, chosen_by(jamforelse, view_andringar(jamforelse)))
    allowed = allowed_values(jamforelse.fore, jamforelse.efter)
    whole = {item.id: item for item in all_andringar(view_andringar(jamforelse))}

    def asked(group: str, choice: str) -> set[str]:
        if group == "belopp":
            return {item.id for item in whole.values() if any(figure.grupp == "belopp" for figure in item.siffror)}
        name = next(word for word in allowed[group] if token(word) == choice)
        return {item.id for item in select(jamforelse, Urval(**{group: (name,)})).krav}

    def look(page: Page) -> None:
        ready(page)
        page.locator(".kb-filter summary").click()
        for group in groups:
            for val in group.val:
                box = page.locator(f"input[name={group.id}][value={val.id}]")
                box.check()
                expect(page.locator(".kb-raknare")).to_contain_text(
                    f"{val.antal} av" if val.antal < len(whole) else "alla"
                )
                assert shown(page) == [name for name in whole if name in asked(group.id, val.id)], (group.id, val.id)
                box.uncheck()
        assert len(shown(page)) == len(whole)

    visit(site, start, look)


def test_choices_in_two_groups_hold_at_once_and_the_counts_follow(site: str) -> None:
    def look(page: Page) -> tuple[list[str], str, str]:
        ready(page)
        page.locator(".kb-filter summary").click()
        page.locator("input[name=kapitel][value=it]").check()
        count = page.locator("label", has=page.locator("input[name=slag][value=ny]")).locator(".kb-antal")
        told = count.inner_text()
        page.locator("input[name=slag][value=ny]").check()
        return shown(page), told, page.locator(".kb-raknare").inner_text()

    ids, count, counter = visit(site, STATIC, look)
    assert (ids, count) == (["NV-IT-002"], "1")
    assert counter == "Visar 1 av 6 ändringar (1 ny): Nytt; E-hälsa."


def test_the_counter_tells_how_many_of_each_there_are(site: str) -> None:
    def look(page: Page) -> str:
        ready(page)
        return page.locator(".kb-raknare").inner_text()

    assert visit(site, STATIC, look) == "Visar alla 6 ändringar (1 ny, 4 ändrade, 1 upphävd)."


def test_what_is_hidden_takes_its_rows_chapters_and_parts_with_it(site: str) -> None:
    def look(page: Page) -> tuple[list[str], int, list[str]]:
        ready(page)
        headings = page.locator(".kb-avsnitt h3:visible").evaluate_all("all => all.map(one => one.id)")
        rows = page.locator("section:has(#siffror-tal) tbody tr:visible").count()
        tables = page.locator(".kb-register h2:visible").evaluate_all("all => all.map(one => one.id)")
        return headings, rows, tables

    assert visit(site, STATIC, look) == (
        ["kap-tillganglighet", "kap-pafoljder", "kap-it", "bilaga-kontakt"], 3,
        ["antal", "siffror-tal", "flyttade", "dolda"],
    )  # fmt: skip
    chosen = visit(site, f"{STATIC}?kapitel=it", look)
    assert chosen == (["kap-it"], 2, ["siffror-tal"])


@pytest.mark.parametrize("start", [STATIC, adress("narvard@2021", "narvard@2023")])
def test_the_address_is_the_whole_view(site: str, start: str) -> None:
    def choose(page: Page) -> tuple[str, list[str], str]:
        ready(page)
        page.locator(".kb-filter summary").click()
        page.locator("input[name=slag][value=andrad-siffra]").check()
        page.locator("input[name=slag][value=andrad-frist]").check()
        page.locator("input[name=vem][value=vardgivaren]").check()
        page.get_by_label("I löpande text").check()
        return page.url, shown(page), page.locator(".kb-raknare").inner_text()

    def again(page: Page) -> tuple[str, list[str], str]:
        ready(page)
        assert page.locator(".kb-lopande:visible").count() > 0
        assert page.locator(".kb-bredvid:visible").count() == 0
        assert page.locator("input[type=checkbox]:checked").count() == 3
        return page.url, shown(page), page.locator(".kb-raknare").inner_text()

    url, ids, counter = visit(site, start, choose)
    assert url.startswith(site + start)
    assert "slag=andrad-siffra,andrad-frist&vem=vardgivaren&vy=lopande" in url
    assert visit(site, url.removeprefix(site), again) == (url, ids, counter)


@pytest.mark.parametrize("start", [STATIC, adress("narvard@2021", "narvard@2024")])
def test_a_link_to_a_change_leads_there(site: str, start: str) -> None:
    def look(page: Page) -> float:
        ready(page)
        page.wait_for_function("scrollY > 0")
        return float(page.locator("#NV-IT-002").evaluate("one => one.getBoundingClientRect().top"))

    assert 0 <= visit(site, f"{start}#NV-IT-002", look) < 600


def test_all_is_shown_again_by_one_button(site: str) -> None:
    def look(page: Page) -> tuple[list[str], str]:
        assert shown(page) == ["NV-IT-002"]
        page.get_by_role("button", name="Visa alla ändringar").click()
        expect(page.locator(".kb-raknare")).to_contain_text("alla 6")
        return shown(page), page.url

    ids, url = visit(site, f"{STATIC}?slag=ny", look)
    assert len(ids) == 6
    assert url == site + STATIC


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.kb-andringsartikel')?.id ?? ''"))


@pytest.mark.parametrize("start", [f"{STATIC}?kapitel=it", adress(*PAGES[1], kapitel="it")])
def test_keys_and_buttons_go_between_the_changes_that_are_shown(site: str, start: str) -> None:
    def walk(page: Page) -> list[str]:
        ready(page)
        page.locator("main").focus()
        seen = []
        for key in ("n", "n", "n", "n", "f"):
            page.keyboard.press(key)
            seen.append(focused(page))
        page.get_by_role("button", name="Föregående").click()
        seen.append(focused(page))
        return seen

    order = ["NV-IT-001", "NV-IT-002", "GEM-IT-001", "GEM-IT-001", "NV-IT-002", "NV-IT-001"]
    assert visit(site, start, walk) == order


def test_keys_rest_in_fields_and_can_be_turned_off(site: str) -> None:
    def walk(page: Page) -> list[str]:
        ready(page)
        seen = []
        page.locator(".kb-filter summary").click()
        page.locator("input[name=slag]").first.focus()
        page.keyboard.press("n")
        seen.append(focused(page))
        page.locator("main").focus()
        page.keyboard.press("Alt+n")
        seen.append(focused(page))
        page.get_by_role("button", name="Stäng av").click()
        page.locator("main").focus()
        page.keyboard.press("n")
        seen.append(focused(page))
        page.get_by_role("button", name="Sätt på").click()
        page.locator("main").focus()
        page.keyboard.press("n")
        seen.append(focused(page))
        return seen

    assert visit(site, STATIC, walk) == ["", "", "", "NV-TILL-001"]


def test_two_editions_are_chosen_by_keyboard_alone(site: str) -> None:
    def walk(page: Page) -> tuple[str, str, list[str]]:
        page.get_by_label("Före", exact=True).focus()
        for key in ("End", "ArrowUp", "ArrowUp", "ArrowUp", "Tab", "End", "Tab", "Enter"):
            page.keyboard.press(key)
        ids = shown(page)
        expect(page.locator("#titel")).to_be_focused()
        return unquote(page.url), page.locator("#titel").inner_text(), ids

    url, title, ids = visit(site, "jamfor/", walk)
    assert url == site + adress("narvard@2021", "narvard@2024")
    assert title == "Ändringar inför 2024"
    assert ids == [item.id for item in all_andringar(view_andringar(compared("narvard@2021", "narvard@2024")))]


def test_the_sides_are_turned_and_the_way_back_leads_back(site: str) -> None:
    def walk(page: Page) -> list[str]:
        ready(page)
        seen = [page.locator("#titel").inner_text()]
        page.get_by_role("button", name="Byt plats").click()
        expect(page.locator("#titel")).to_contain_text("2021")
        seen.append(page.locator("#titel").inner_text())
        page.go_back()
        expect(page.locator("#titel")).to_contain_text("2023")
        seen.append(page.locator("#titel").inner_text())
        return seen

    assert visit(site, adress("narvard@2021", "narvard@2023"), walk) == [
        "Ändringar inför 2023", "Ändringar inför 2021", "Ändringar inför 2023",
    ]  # fmt: skip


def test_the_page_is_named_by_what_it_compares(site: str) -> None:
    def walk(page: Page) -> list[str]:
        page.get_by_label("Före", exact=True).select_option("narvard@2021")
        names = [page.title()]
        for efter in ("narvard@2023", "fotvard@2022", "narvard@2021"):
            page.get_by_label("Efter", exact=True).select_option(efter)
            page.get_by_role("button", name="Jämför", exact=True).click()
            page.wait_for_function("name => document.title !== name", arg=names[-1])
            names.append(page.title())
        page.go_back()
        page.wait_for_function("name => document.title !== name", arg=names[-1])
        page.go_back()
        page.wait_for_function("name => !document.title.startsWith(name)", arg=names[2].partition(" – ")[0])
        names.append(page.title())
        return names

    chosen, inside, across, same, again = visit(site, "jamfor/", walk)
    frame = chosen.removeprefix("Jämför upplagor")
    assert frame.startswith(" – ")
    assert inside == f"Jämför 2021 med 2023: Nära vård{frame}"
    assert across == f"Jämför Nära vård 2021 med Fotvård 2022{frame}"
    assert same == chosen
    assert again == inside


def test_the_way_back_to_the_choice_hides_the_comparison(site: str) -> None:
    def walk(page: Page) -> str:
        before = page.title()
        page.get_by_role("button", name="Jämför", exact=True).click()
        ready(page)
        page.go_back()
        expect(page.locator(".kb-jamforelse")).to_be_hidden()
        assert page.title() == before
        page.go_forward()
        expect(page.locator(".kb-jamforelse")).to_be_visible()
        return page.title()

    assert visit(site, "jamfor/", walk).startswith("Jämför 2022 med 2023: Fotvård")


def test_two_books_show_what_they_have_in_common_and_list_the_rest(site: str) -> None:
    def look(page: Page) -> tuple[list[str], list[str], list[str]]:
        ids = shown(page)
        assert page.locator("#FV-TILL-001 .kb-fakta").inner_text().count("NV-TILL-001") == 1
        lists = page.locator(".kb-efter-andringarna h2").all_inner_texts()
        rest = page.locator(".kb-efter-andringarna li .kb-id").all_text_contents()
        return ids, lists, rest

    ids, lists, rest = visit(site, adress("narvard@2023", "fotvard@2022"), look)
    assert ids == ["FV-TILL-001", "GEM-IT-001"]
    assert lists[:2] == ["Bara i Nära vård 2023", "Bara i Fotvård 2022"]
    assert "FV-TILL-002" in rest
    assert not {"NV-TILL-001", "FV-TILL-001", "GEM-IT-001"} & set(rest)


def test_the_form_begins_with_the_last_two_editions_of_a_book(site: str) -> None:
    def look(page: Page) -> list[str]:
        expect(page.locator(".kb-valj")).to_be_visible()
        return [page.locator(f"#{name}").input_value() for name in ("fore", "efter")]

    assert visit(site, "jamfor/", look) == ["fotvard@2022", "fotvard@2023"]


def test_a_site_with_nothing_to_compare_says_so(tmp_path: Path) -> None:
    shutil.copytree(PROJEKT, tmp_path / "projekt")
    for name in ("narvard", "fotvard", "gemensamt"):
        shutil.rmtree(tmp_path / "projekt" / "krav" / name)
    for path in (tmp_path / "projekt" / "krav" / "register" / "beslut").iterdir():
        about = path.read_text(encoding="utf-8")
        if 'upplaga: "2022"' in about:
            path.write_text(about.replace("[narvard, fotvard]", "[ensam]"), encoding="utf-8")
        else:
            path.unlink()
    done = kravbok("bygg", "--format", "webbplats", folder=tmp_path / "projekt")
    assert done.returncode == 0, done.stdout + done.stderr
    with serve(tmp_path / "projekt" / "build" / "webbplats") as alone:
        assert "inga upplagor att jämföra" in visit(alone, "jamfor/", lambda page: page.locator("main").inner_text())


@pytest.mark.parametrize(
    ("par", "words"),
    [
        (("narvard@2021", "narvard@2021"), "Välj två olika upplagor."),
        (("narvard@2023", "ensam@2022"), "inga krav gemensamma"),
        (("narvard@2021", "fotvard@2022"), ""),
        (("narvard@1999", "narvard@2022"), "upplaga som inte finns"),
    ],
)
def test_what_cannot_be_compared_is_said(site: str, par: tuple[str, str], words: str) -> None:
    def look(page: Page) -> None:
        if words:
            expect(page.locator(".kb-svar")).to_contain_text(words)
            assert page.locator(".kb-jamforelse:visible").count() == 0
        else:
            ready(page)

    visit(site, adress(*par), look)


def test_the_words_of_an_author_never_become_elements(site: str) -> None:
    def look(page: Page) -> tuple[str, int]:
        ready(page)
        heading = page.locator("#NV-IT-002 h4")
        return heading.inner_text(), page.locator("main b, main script").count()

    for start in (STATIC, adress("narvard@2021", "narvard@2024")):
        heading, elements = visit(site, start, look)
        assert '<b>Fientlig</b> rubrik & "tecken"' in heading
        assert elements == 0


def test_what_is_shown_is_fetched_as_csv_and_json(site: str, tmp_path: Path) -> None:
    def fetch(page: Page) -> tuple[str, str]:
        ready(page)
        found = []
        for name in ("CSV", "JSON"):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=f"Det som visas som {name}").click()
            path = tmp_path / waiting.value.suggested_filename
            waiting.value.save_as(path)
            found.append(path.read_bytes().decode())
        return found[0], found[1]

    table, data = visit(site, adress("narvard@2021", "narvard@2024", kapitel="it"), fetch)
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""), delimiter=";"))
    ids = ["NV-IT-001", "NV-IT-002", "GEM-IT-001"]
    assert rows[0] == [name.replace("Lydelse", "Text") for name in KRAV_COLUMNS]
    assert [row[3] for row in rows[1:]] == ids
    assert all(len(row) == len(rows[0]) for row in rows)
    assert [item["id"] for item in json.loads(data)["krav"]] == ids
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "narvard-2021-narvard-2024.csv", "narvard-2021-narvard-2024.json",
    ]  # fmt: skip


def test_every_file_of_a_page_is_there(site: str, folder: Path) -> None:
    links = visit(
        site, STATIC, lambda page: page.locator("a[download]").evaluate_all("all => all.map(one => one.href)")
    )
    assert [link for link in links if not (folder / unquote(link).removeprefix(site)).is_file()] == []
    assert f"{site}{STATIC}narvard-2022-2023.csv" in links


def test_on_paper_the_tools_are_gone_and_the_choice_is_told(site: str) -> None:
    def look(page: Page) -> tuple[int, str, list[str]]:
        page.wait_for_function("document.querySelector('.kb-raknare').textContent !== ''")
        tools = page.locator(".kb-filter:visible, .kb-vyval:visible, .kb-steg:visible, .kb-valj:visible, nav:visible")
        assert len(page.pdf()) > 10_000
        return tools.count(), page.locator(".kb-raknare").inner_text(), shown(page)

    tools, counter, ids = visit(site, f"{STATIC}?slag=ny", look, media="print")
    assert (tools, ids) == (0, ["NV-IT-002"])
    assert counter == "Visar 1 av 6 ändringar (1 ny): Nytt."


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
@pytest.mark.parametrize(
    "start",
    [
        STATIC, f"{STATIC}?vy=lopande&slag=andrad-siffra", adress("narvard@2021", "narvard@2024"), "jamfor/",
        adress("narvard@2023", "fotvard@2022"),
    ],
)  # fmt: skip
def test_axe_finds_nothing(site: str, start: str, width: int, scheme: ColorScheme) -> None:
    def look(page: Page) -> list[str]:
        if start != "jamfor/":
            ready(page)
            page.locator(".kb-filter details").evaluate("one => { one.open = true }")
        return axe.violations(page)

    assert visit(site, start, look, width=width, scheme=scheme) == []


@pytest.mark.parametrize("start", [STATIC, adress("narvard@2021", "narvard@2024"), "jamfor/"])
def test_a_phone_and_a_page_at_four_hundred_percent_scroll_one_way(site: str, start: str) -> None:
    def look(page: Page) -> int:
        if start != "jamfor/":
            ready(page)
            page.locator(".kb-filter details").evaluate("one => { one.open = true }")
        return int(page.evaluate("document.documentElement.scrollWidth"))

    assert visit(site, start, look, width=320) <= 320


@pytest.mark.parametrize("name", [STATIC, "narvard/2023/", "narvard/2023/register/", "begrepp/", "sok/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_id_is_broken_at_its_hyphens(site: str, name: str, width: int) -> None:
    broken = r"""() => {
        const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
        const ids = /[A-Z]{2,5}-[A-Z]{2,10}-\d{3}/g;
        for (let node; (node = words.nextNode()); ) for (const id of node.data.matchAll(ids)) {
            const range = document.createRange();
            range.setStart(node, id.index);
            range.setEnd(node, id.index + id[0].length);
            const lines = new Set([...range.getClientRects()].map((part) => Math.round(part.top)));
            if (lines.size > 1) found.push(id[0]);
        }
        return found;
    }"""

    def look(page: Page) -> tuple[list[str], bool]:
        return page.evaluate(broken), page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert visit(site, name, look, width=width) == ([], False)


def test_two_editions_apart_have_a_page_that_leads_to_their_comparison(site: str, folder: Path) -> None:
    name = "narvard/2021-2023/"

    def look(page: Page) -> list[str]:
        found = axe.violations(page)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 360, "height": 740})
        found += axe.violations(page)
        page.locator("main a").first.click()
        ready(page)
        return [*found, page.url.partition("/jamfor/")[2]]

    assert visit(site, name, look) == ["?fore=narvard@2021&efter=narvard@2023"]
    assert vnu.validate(folder / name / "index.html") == []


def test_every_two_editions_of_a_book_have_an_address(folder: Path) -> None:
    years = sorted(path.name for path in (folder / "narvard").iterdir() if (path / "index.html").exists())
    years = [name for name in years if name.isdigit()]
    assert len(years) == 4
    assert all((folder / f"narvard/{a}-{b}/index.html").exists() for a, b in combinations(years, 2))
