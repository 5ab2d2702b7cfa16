"""The pages of the small project in tests/data/grund after edits, as lines of text, and the cases in tests/cases/webb.

A case is a heading, the page (`sida:`), the day of the site (`per:`), edits as in verktyg.grund, the lines that the
page must have (=>) and words that it must not have (!=>). A line is a block of the page: a heading is ”# Words”, the
cells of a row stand with | between them, and a link is ”[words](address)”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lxml import html

from kravbok.build import find_pairs
from kravbok.edition import make_utgivning
from kravbok.export.webb.sida import make_innehall
from kravbok.production import make_utgava
from kravbok.settings import Byggval
from kravbok.templates import Mallar, packaged_templates
from kravbok.view.webb.sida import INTERN, Sida
from kravbok.webbplats.nycklar import Nycklar
from kravbok.webbplats.sidor import plan_sidor
from kravbok.webbplats.underlag import Webbunderlag, make_webbunderlag
from verktyg.grund import Andring, edits_of, register_with

FALL = Path(__file__).parents[1] / "cases" / "webb"
NOWHERE = Byggval(Path("inget-projekt"), Path("inget-bygge"))
_BLOCKS = ("p", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "summary", "figcaption")


@dataclass(frozen=True)
class Fall:
    """A case: its heading, the page, the day of the site, the edits, the lines and the words that must not be there."""

    namn: str
    sida: str
    per: date | None
    edits: tuple[Andring, ...]
    rader: tuple[str, ...]
    inte: tuple[str, ...]


def read_cases() -> Iterator[Fall]:
    """Every case in tests/cases/webb."""
    for path in sorted(FALL.glob("*.txt")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            day = re.search(r"^per: (\S+)$", body, re.MULTILINE)
            yield Fall(
                f"{path.stem}: {heading}",
                _said(r"^sida: ?(.*)$", body)[0],
                date.fromisoformat(day[1]) if day else None,
                tuple(edits_of(body)),
                _said(r"^=> (.+)$", body),
                _said(r"^!=> (.+)$", body),
            )


def _said(pattern: str, body: str) -> tuple[str, ...]:
    return tuple(re.findall(pattern, body, re.MULTILINE))


@cache
def mallar() -> Mallar:
    """The templates of the program."""
    return Mallar(packaged_templates())


def site_with(*edits: Andring, per: date | None = None) -> Webbunderlag:
    """What the website of the project is made of, after the edits."""
    register = register_with(*edits)
    editions = [make_utgivning(register, bok, item) for bok in register.bocker.values() for item in bok.upplagor]
    utgavor = [make_utgava(item, mallar(), NOWHERE, utkast=False) for item in editions]
    pairs = find_pairs(utgavor, mallar(), NOWHERE, utkast=False)
    return make_webbunderlag(utgavor, pairs, per, {}, utkast=False)


def page_of(underlag: Webbunderlag, adress: str) -> Sida:
    """A page by its address."""
    return next(plan.make() for plan in plan_sidor(underlag, Nycklar(underlag, mallar())) if plan.adress == adress)


def lines_of(sida: Sida, underlag: Webbunderlag) -> list[str]:
    """The lines of a page's content."""
    content = make_innehall(sida, underlag.webb, mallar()).html.replace(INTERN, "/")
    return list(_lines(html.fromstring(f"<div>{content}</div>")))


def _lines(root: html.HtmlElement) -> Iterator[str]:
    for block in root.iter(*_BLOCKS):
        if block.tag == "tr":
            yield " | ".join(_words(cell) for cell in block)
        elif not any(inner is not block for inner in block.iter(*_BLOCKS)):
            yield f"# {_words(block)}" if str(block.tag).startswith("h") else _words(block)


def _words(element: html.HtmlElement) -> str:
    return " ".join(_written(element).split())


def _written(element: html.HtmlElement) -> str:
    inside = (element.text or "") + "".join(_written(child) + (child.tail or "") for child in element)
    if element.tag == "a":
        return f"[{inside}]({element.get('href')})"
    return f"{inside} " if element.tag == "br" else inside
