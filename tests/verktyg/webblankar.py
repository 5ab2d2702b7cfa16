"""What is wrong in a finished website: links that lead nowhere, ids that stand twice, and what its policy refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action", "source": "src"}
_BASE = "https://plats.exempel/"


@dataclass
class Plats:
    """A website in a folder."""

    root: Path
    _ids: dict[Path, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def sidor(self) -> list[Path]:
        """The pages of the website, and what a server shows for an address without a page."""
        return [*sorted(self.root.rglob("index.html")), self.root / "404.html"]

    @cached_property
    def fragment(self) -> list[Path]:
        """The pages as they are for a CMS."""
        return sorted(self.root.rglob("fragment.html"))

    def adress(self, path: Path) -> str:
        """The address of a file, below the site's root."""
        return path.relative_to(self.root).as_posix()

    def broken(self, path: Path) -> Iterator[str]:
        """The links of a page that lead to no file of the site, or to no id of a page."""
        for element in html.parse(path).iter(*_LINKS):
            link = element.get(_LINKS[str(element.tag)])
            if link is not None and not self._leads(path, link):
                yield f"{self.adress(path)}: {link}"

    def _leads(self, path: Path, link: str) -> bool:
        where = urlsplit(urljoin(_BASE + self.adress(path), link))
        if f"{where.scheme}://{where.netloc}/" != _BASE:
            return where.scheme in ("http", "https", "mailto")
        target = self.root / unquote(where.path).lstrip("/")
        file = target / "index.html" if where.path.endswith("/") else target
        if not file.is_file():
            return False
        return not where.fragment or unquote(where.fragment) in self._ids_of(file)

    def _ids_of(self, file: Path) -> frozenset[str]:
        if file not in self._ids:
            self._ids[file] = frozenset(all_ids(file))
        return self._ids[file]


def all_ids(file: Path) -> list[str]:
    """Every id of a page, in order."""
    return [value for value in html.parse(file).xpath("//@id") if isinstance(value, str)]


def twice(file: Path) -> list[str]:
    """The ids that stand more than once in a page."""
    return [name for name, count in Counter(all_ids(file)).items() if count > 1]


def refused(file: Path) -> list[str]:
    """What the site's security policy refuses in a page: style of its own and scripts that are not files."""
    page = html.parse(file)
    found = [f"style={value}" for value in page.xpath("//@style")]
    found += ["<style>" for _ in page.iter("style")]
    scripts = (item for item in page.iter("script") if not item.get("src"))
    found += [f"<script {item.get('type', '')}>" for item in scripts if item.get("type") != "application/ld+json"]
    found += [f"{name}=" for element in page.iter() for name in element.attrib if str(name).startswith("on")]
    return found


def unfit(file: Path) -> list[str]:
    """What a CMS would not take in a fragment."""
    page = html.parse(file)
    found = [str(element.tag) for element in page.iter("script", "style", "svg", "time", "link", "iframe")]
    return found + [f"style={value}" for value in page.xpath("//@style")]
