"""The kinds of pages that a finished website has, and as few pages as show everything that its pages are made of."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html

from verktyg.bygge import ROOT

_TEMPLATES = ROOT / "mallar" / "webb"
_SHARED = re.compile(r'"webb/(\w+)\.html"')


def page_templates() -> list[str]:
    """The kinds of pages that have a template: every template that is neither the frame nor lent to others."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_TEMPLATES.glob("*.html"))}
    shared = {name for text in texts.values() for name in _SHARED.findall(text)}
    return [name for name in texts if name != "ram" and name not in shared]


@dataclass(frozen=True)
class _Matt:
    """A page's address, its size, and every element with its class that it has."""

    adress: str
    storlek: int
    delar: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Sidslag:
    """The pages of a website by kind."""

    root: Path

    @cached_property
    def adresser(self) -> Mapping[str, list[str]]:
        """The addresses of all pages of each kind."""
        found = defaultdict(list, {"saknad": ["404.html"]})
        for path in sorted(self.root.rglob("index.html")):
            adress = path.parent.relative_to(self.root).as_posix().removeprefix(".")
            adress = f"{adress}/" if adress else ""
            found[self._slag(adress)].append(adress)
        return dict(found)

    def _slag(self, adress: str) -> str:
        data = self.root / f"{adress.rstrip('/') or 'index'}.json"
        return str(json.loads(data.read_bytes())["slag"]) if data.is_file() else adress.rstrip("/")

    @cached_property
    def forebilder(self) -> Mapping[str, list[str]]:
        """As few pages of each kind as hold every element, with its class, that any page of the kind holds."""
        return {slag: list(_cover([self._measure(item) for item in own])) for slag, own in self.adresser.items()}

    def _measure(self, adress: str) -> _Matt:
        path = self.file(adress)
        elements = (item for item in html.parse(path).iter() if isinstance(item.tag, str))
        parts = ((str(item.tag), name) for item in elements for name in (item.get("class") or "-").split())
        return _Matt(adress, path.stat().st_size, frozenset(parts))

    def file(self, adress: str) -> Path:
        """The file of a page."""
        return self.root / adress / "index.html" if not adress.endswith(".html") else self.root / adress

    def weight(self, adress: str) -> int:
        """The bytes of a page and all that it fetches to be shown: style, its fonts, scripts and pictures."""
        page = html.parse(self.file(adress))
        named = [
            *page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"),
            *page.xpath("//script/@src | //img/@src"),
        ]
        files = {(self.file(adress).parent / str(name)).resolve() for name in named}
        for style in [path for path in files if path.suffix == ".css"]:
            files |= {
                (style.parent / name).resolve() for name in re.findall(r'url\("?([\w/.-]+)', style.read_text("utf-8"))
            }
        return sum(path.stat().st_size for path in (self.file(adress), *files))


def _cover(pages: list[_Matt]) -> Iterator[str]:
    left = frozenset[tuple[str, str]]().union(*(page.delar for page in pages))
    while left:
        best = max(pages, key=lambda page: (len(page.delar & left), -page.storlek, page.adress))
        left -= best.delar
        yield best.adress
