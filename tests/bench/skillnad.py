"""What differs between two editions as an HTML page: kravbok diff beside StrictDoc, each held against the key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, cast

from lxml import etree

from bench.peers import PEERS
from bench.poster import Kapitel
from bench.projekt import BOK
from bench.runs import COLD, Fall, Verktyg, make_verktyg
from bench.upplagor import Andring, Slag, make_facit, make_sidor, make_upplagor

__all__ = ["STRICTDOC", "make_diff_tools", "read_kravbok", "read_strictdoc"]

STRICTDOC = "strictdoc"
_PAGE = "skillnad.html"
_KRAVBOK = (str(Path(sys.executable).with_name("kravbok")), "diff", BOK, "--format", "html", "--till", _PAGE)
_SIDES = ("fore", "efter")
_CONFIG = "cfg/strictdoc_config.py"
_DIFF = """from strictdoc.core.project_config import ProjectConfig


def create_config() -> ProjectConfig:
    return ProjectConfig(project_title='Krav', project_features=['DIFF'])
"""
"""Without DIFF the flag does nothing; the other features would only add pages."""

_MARKS: dict[str, Slag] = {"Nytt krav": "ny", "Upphävt krav": "upphävd"}
_CHANGES: dict[str, Slag] = {"Node added": "ny", "Node removed": "upphävd", "Node modified": "ändrad"}


def make_diff_tools(kapitel: list[Kapitel], peers: Collection[str], mapp: Path, work: Path) -> Iterator[Verktyg]:
    """Yield kravbok, and StrictDoc where it is among the peers, with both editions written to a folder of its own."""
    facit = make_facit(kapitel)
    fall = Fall("skillnad, HTML", COLD, _KRAVBOK, (_PAGE, ".kravbok-cache"), prov=_holds(read_kravbok, _PAGE, facit))
    yield make_verktyg("kravbok", work / "kravbok", make_upplagor(kapitel), (fall,), git=False)
    if STRICTDOC in peers:
        fall = _strictdoc_fall(mapp / STRICTDOC, facit)
        yield make_verktyg(STRICTDOC, work / STRICTDOC, _strictdoc_files(kapitel), (fall,), git=False)


def _holds(read: Callable[[Path], list[Andring]], page: str, facit: frozenset[Andring]) -> Callable[[Path], bool]:
    """Return what answers whether a page in a folder tells every difference once, and nothing else."""
    return lambda folder: (folder / page).is_file() and sorted(read(folder / page)) == sorted(facit)


def read_kravbok(page: Path) -> list[Andring]:
    """Return what a page of kravbok diff says of each requirement."""
    headings = _find(page, "//section[@class='kb-krav']/h3[@id]")
    return [(item.get("id", ""), _MARKS.get(item.xpath("string(following::p[1])"), "ändrad")) for item in headings]


def read_strictdoc(page: Path) -> list[Andring]:
    """Return what StrictDoc's page of changes says of each requirement."""
    name = "string(.//span[@text='UID']/following-sibling::span)"
    kind = "string(.//span[contains(@class, 'changelog_change_type')])"
    return [(item.xpath(name), _CHANGES[item.xpath(kind)]) for item in _find(page, "//div[@class='changelog_change']")]


def _find(page: Path, path: str) -> list[Any]:
    return cast("list[Any]", etree.parse(page, etree.HTMLParser(encoding="utf-8", huge_tree=True)).xpath(path))


def _strictdoc_files(kapitel: list[Kapitel]) -> dict[str, str]:
    """Return a folder of documents for each edition."""
    files = {_CONFIG: _DIFF}
    for side, poster in zip(_SIDES, make_sidor(kapitel), strict=True):
        written = PEERS[STRICTDOC].make_files(poster)
        files |= {f"{side}/{name[5:]}": text for name, text in written.items() if name.startswith("docs/")}
    return files


def _strictdoc_fall(folder: Path, facit: frozenset[Andring]) -> Fall:
    """Return StrictDoc's own command: it makes the pages of the new edition too, and has no way not to."""
    export = (str(folder / "bin" / "strictdoc"), "export", _SIDES[1], "--config", _CONFIG, "--output-dir", "ut")
    prov = _holds(read_strictdoc, "ut/html/changelog.html", facit)
    return Fall("skillnad, HTML", COLD, (*export, "--generate-diff-dirs", *_SIDES), ("ut", "output"), prov=prov)
