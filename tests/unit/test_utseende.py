"""The look of the website: colours are seen by all, what is reckoned passes, and the style fetches nothing outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kravbok.checks.farger import check_farger
from kravbok.checks.logotyper import FOLDER
from kravbok.checks.palett import LINJE, LJUS, MORK, TEXT, Palett, make_palett, text_on
from kravbok.export.webb.stil import STYLES, site_style, style_files
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.model.farg import contrast, contrast_words, nearest_passing
from kravbok.model.organisation import Organ, Organisation
from kravbok.model.webbplats import Farger, Webbplats, fill_felrapport
from kravbok.sources import File
from kravbok.templates import Mallar, packaged_templates
from kravbok.view.webb.lage import Lagesslag
from verktyg.fall import check

CASES = sorted((Path(__file__).parents[1] / "cases" / "farger").glob("*.yaml"))
ORGANISATION = "krav/organisationer/provregionen.yaml"
MALLAR = Mallar(packaged_templates())
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1"/></svg>'


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gives_just_what_it_says(path: Path) -> None:
    found = [
        f"{item.code} {item.position.line}:{item.position.column}" for item in check({ORGANISATION: path.read_bytes()})
    ]
    assert found == re.findall(r"^# fynd: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("#000000", "#ffffff", "21,00:1"),
        ("#ffffff", "#ffffff", "1,00:1"),
        ("#777777", "#ffffff", "4,47:1"),
        ("#767676", "#ffffff", "4,54:1"),
        ("#ff0000", "#ffffff", "3,99:1"),
    ],
)
def test_contrast_is_that_of_wcag_and_is_never_rounded_up(one: str, other: str, words: str) -> None:
    assert contrast_words(contrast(one, other)) == contrast_words(contrast(other, one)) == words


def logotype(name: str, data: bytes) -> list[str]:
    """What is found in a project with that logotype."""
    text = (CASES[0].read_text(encoding="utf-8").partition("farger:")[0] + f"logotyp: {name}\n").encode()
    return [item.code for item in check({ORGANISATION: text, f"{FOLDER}{name}": data})]


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a.svg", DRAWING, []),
        ("a.svg", DRAWING.replace(b"<rect", b"<script>1</script><rect"), ["K707"]),
        ("a.svg", b"<html></html>", ["K838"]),
        ("a.png", DRAWING, ["K838"]),
        ("a.svg", DRAWING.replace(b"<rect", b"<desc>" + b"x" * 20_000 + b"</desc><rect"), ["K839"]),
    ],
)
def test_a_logotype_is_a_still_picture_of_few_bytes(name: str, data: bytes, codes: list[str]) -> None:
    assert logotype(name, data) == codes


def organisation(farger: Farger, name: str = "provregionen") -> Organisation:
    return Organisation(id=name, namn="Provregionen", organ=(Organ(id="RF", namn="Fullmäktige"),), farger=farger)


def findings_of(farger: Farger) -> list[Finding]:
    """What is found in an organisation with these colours, written as a record."""
    rows = [f'  {key}: "{value}"' for key, value in farger.model_dump(exclude_none=True).items()]
    text = "id: a\nnamn: A\norgan:\n  - {id: RF, namn: RF}\n" + "\n".join(["farger:", *rows] if rows else [])
    register, faults = load_register([File("krav/organisationer/a.yaml", text.encode())])
    assert not faults
    return list(check_farger(register))


def passes(palett: Palett) -> bool:
    """Whether all that is shown in these colours is seen, by a reckoning of its own."""
    texts = (
        min(contrast(palett.text, ton) for ton in palett.ytor),
        min(contrast(palett.dov, ton) for ton in palett.ytor),
    )
    links = min(contrast(palett.lank, ton) for ton in palett.ytor)
    return min(*texts, links) >= TEXT and min(contrast(palett.accent, ton) for ton in palett.ytor) >= LINJE


def test_the_site_s_own_colours_are_seen() -> None:
    assert passes(LJUS)
    assert passes(MORK)


@settings(deadline=None, max_examples=40)
@example(Farger(ton_mork="#005b29"))
@given(st.builds(Farger, **{key: st.none() | COLOURS for key in Farger.model_fields}))
def test_no_finding_means_that_all_is_seen_and_the_remedy_mends(farger: Farger) -> None:
    for _ in range(3):  # a link is tried against the mended surface only when that has been mended
        found = findings_of(farger)
        if not found:
            break
        mended = [re.search(r"Närmast är (#[0-9a-f]{6})", item.hint) for item in found]
        keys = [list(farger.model_dump(exclude_none=True))[item.position.line - 6] for item in found]
        farger = farger.model_copy(
            update={key: near[1] if near else None for key, near in zip(keys, mended, strict=True)}
        )
    assert findings_of(farger) == []
    assert passes(make_palett(farger, mork=False))
    assert passes(make_palett(farger, mork=True))


@settings(deadline=None, max_examples=60)
@given(COLOURS, st.sampled_from([LJUS.ytor, MORK.ytor]), st.sampled_from([TEXT, LINJE]))
def test_the_nearest_colour_passes_and_is_the_colour_itself_when_that_does(
    colour: str, surfaces: tuple[str, ...], limit: float
) -> None:
    near = nearest_passing(colour, surfaces, limit)
    assert near is not None
    assert min(contrast(near, surface) for surface in surfaces) >= limit
    assert (near == colour) == (min(contrast(colour, surface) for surface in surfaces) >= limit)


@given(COLOURS)
def test_text_on_a_button_is_read_whatever_its_colour(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= TEXT


def test_no_colour_passes_against_both_black_and_white_text() -> None:
    assert nearest_passing("#808080", ("#ffffff", "#000000"), 5) is None


def tokens(style: str, block: str) -> dict[str, str]:
    """The custom properties that the first rule with that selector sets."""
    body = style.partition(f"{block}{{")[2].partition("}")[0]
    return dict(re.findall(r"--kb-([a-z-]+):(#[0-9a-f]{6})", body))


@pytest.mark.parametrize(
    ("palett", "block"), [(LJUS, ":root"), (MORK, "@media screen and (prefers-color-scheme:dark){.kb-ram")]
)
def test_the_style_has_the_colours_that_are_checked(palett: Palett, block: str) -> None:
    found = tokens(MALLAR.text("webb/kravbok.css"), block)
    assert found["yta"] == palett.sida
    assert found["farg"] == palett.lank
    assert found["pa-accent"] == text_on(palett.accent)
    assert {key: found[key] for key in ("text", "dov", "notis", "ton", "accent")} == {
        key: getattr(palett, key) for key in ("text", "dov", "notis", "ton", "accent")
    }


@pytest.mark.parametrize(
    ("palett", "block"), [(LJUS, ":root"), (MORK, "@media screen and (prefers-color-scheme:dark){.kb-ram")]
)
def test_words_that_came_and_went_are_read(palett: Palett, block: str) -> None:
    found = tokens(MALLAR.text("webb/jamfor.css"), block)
    for surface in (found["tillagt"], found["struket"]):
        assert min(contrast(colour, surface) for colour in (palett.text, palett.lank)) >= TEXT


def test_the_style_fetches_only_the_site_s_own_fonts() -> None:
    style = site_style(MALLAR, [organisation(Farger(accent="#7a1f5c"))])
    found = set(re.findall(r"url\(([^)]*)\)", style))
    files = style_files(MALLAR, [], {})
    assert found == {f'"{name}"' for name in files if name.endswith(".woff2")}
    assert "@import" not in style
    assert "//" not in style


def test_every_class_of_the_style_is_one_that_a_page_has() -> None:
    pages = "".join(MALLAR.text(name) for name in MALLAR.files if name.endswith(".html"))
    pages += "".join(data.decode() for name, data in MALLAR.files.items() if name.endswith(".js"))
    classes = set(re.findall(r"\.(kb-[a-zåäö-]+)", MALLAR.text("webb/kravbok.css")))
    kinds = {f"kb-lage-{kind}" for kind in get_args(Lagesslag)}
    assert {name for name in classes - kinds if not re.search(rf"{name}(?![a-z-])", pages)} == set()


def test_every_way_an_edition_stands_has_a_mark_of_its_own() -> None:
    style = MALLAR.text("webb/kravbok.css")
    marks = [style.partition(f".kb-lage-{kind}{{")[2].partition("}")[0] for kind in get_args(Lagesslag)]
    assert all(marks)
    assert len(set(marks)) == len(marks)


def test_every_style_sheet_is_whole() -> None:
    for name in STYLES:
        if name in MALLAR.files:
            text = re.sub(r'"[^"]*"', "", MALLAR.text(name))
            assert text.count("{") == text.count("}"), name


def test_an_organisation_s_colours_come_after_the_site_s_and_are_dark_only_in_our_own_frame() -> None:
    style = site_style(MALLAR, [organisation(Farger(accent="#7a1f5c", lank_mork="#aaddff"))])
    light, dark = style.splitlines()[-2:]
    assert light.startswith('[data-organisation="provregionen"]{')
    assert tokens(light, '[data-organisation="provregionen"]')["accent"] == "#7a1f5c"
    assert dark.startswith('@media screen and (prefers-color-scheme:dark){.kb-ram[data-organisation="provregionen"]{')
    assert tokens(dark, '.kb-ram[data-organisation="provregionen"]')["farg"] == "#aaddff"
    assert re.findall(r"prefers-color-scheme:dark\)\{(?!\.kb-ram)", style) == []


def test_without_colours_the_style_is_the_templates_alone() -> None:
    assert site_style(MALLAR, [organisation(Farger())]) == site_style(MALLAR, [])


def test_the_files_of_the_style_are_those_it_names() -> None:
    item = organisation(Farger()).model_copy(update={"logotyp": "a.svg"})
    files = style_files(MALLAR, [item], {f"{FOLDER}a.svg": DRAWING})
    assert sorted(files) == [
        "jamfor.css", "stil/KravbokSans-Regular.woff2", "stil/KravbokSans-SemiBold.woff2", "stil/a.svg",
        "stil/ikon.svg",
    ]  # fmt: skip
    assert files["stil/a.svg"] == DRAWING


def test_style_fonts_and_script_leave_room_for_the_page() -> None:
    style = site_style(MALLAR, []).encode()
    files = {name: data for name, data in style_files(MALLAR, [], {}).items() if name.startswith("stil/")}
    assert len(style) + len(MALLAR.files["webb/kravbok.js"]) + sum(map(len, files.values())) < 45_000
    assert len(MALLAR.files["webb/kravbok.js"]) < 4_000


def test_where_a_fault_is_reported_is_an_address_whatever_the_file_is_called() -> None:
    pattern = "https://git.exempel.se/{fil}#L{rad}"
    adress = fill_felrapport(pattern, fil="krav/hälsoval/a b&c#d.yaml", rad="7")
    assert adress == "https://git.exempel.se/krav/h%C3%A4lsoval/a%20b%26c%23d.yaml#L7"


@pytest.mark.parametrize("written", ["https://x.se", "https://x.se/", "https://x.se/bok", "https://x.se/bok//"])
def test_the_address_of_a_site_always_ends_with_one_slash(written: str) -> None:
    adress = TypeAdapter[str](Webbplats).validate_python(written)
    assert adress == f"{written.rstrip('/')}/"
