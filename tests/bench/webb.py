"""A website of five editions: kravbok beside MkDocs and StrictDoc, which get the same words as five sets of pages.

kravbok also makes each requirement's life, the changes between editions, data, feeds and a fragment for each page,
proves every requirement and makes a search index. MkDocs makes a page for each requirement and a search index.
StrictDoc makes a page for each chapter.
"""

from __future__ import annotations

import dataclasses as dc
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from bench.flera import make_ar, make_flera
from bench.peers import PEERS
from bench.poster import Kapitel, Post
from bench.runs import CHANGED, COLD, WARM, Fall, Verktyg, make_verktyg

__all__ = ["describe_sizes", "make_webb_tools"]

_KRAVBOK = (str(Path(sys.executable).with_name("kravbok")), "bygg", "--format", "webbplats")
_MADE = (".kravbok-cache", "build")
_OUT = {"kravbok": "build/webbplats"}
"""Where each tool's site lies; else in ut."""


def make_webb_tools(kapitel: list[Kapitel], peers: Collection[str], mapp: Path, work: Path) -> Iterator[Verktyg]:
    """Yield kravbok, and MkDocs and StrictDoc where they are among the peers."""
    own = (Fall("webbplats", COLD, _KRAVBOK, _MADE), Fall("webbplats", CHANGED, _KRAVBOK))
    yield make_verktyg(
        "kravbok", work / "kravbok", make_flera(kapitel), (*own, Fall("webbplats", WARM, _KRAVBOK)), git=False
    )
    years = make_ar(kapitel)
    if "mkdocs" in peers:
        fall = (_site(part) for part in PEERS["mkdocs"].make_fall(mapp / "mkdocs")[:2])
        yield make_verktyg("mkdocs", work / "mkdocs", _mkdocs_files(years), tuple(fall), git=False)
    if "strictdoc" in peers:
        fall = (
            _site(part) for part in PEERS["strictdoc"].make_fall(mapp / "strictdoc") if part.lage in (COLD, CHANGED)
        )
        yield make_verktyg("strictdoc", work / "strictdoc", _strictdoc_files(years), tuple(fall), git=False)


def describe_sizes(tools: Collection[Verktyg]) -> str:
    """Return how many files each site has, and how much they hold."""
    rows = []
    for tool in tools:
        found = [path.stat().st_size for path in (tool.folder / _OUT.get(tool.namn, "ut")).rglob("*") if path.is_file()]
        rows.append(f"{tool.namn}: {len(found)} filer, {sum(found) / 1_000_000:.0f} MB.")
    return "\n".join(rows)


def _site(fall: Fall) -> Fall:
    return dc.replace(fall, vad="webbplats")


def _mkdocs_files(years: dict[str, list[Kapitel]]) -> dict[str, str]:
    """Return a page for each requirement of each year."""
    files = {"mkdocs.yml": "site_name: Krav\nplugins: [search]\nsite_dir: ut\n", "docs/index.md": "# Krav\n"}
    for year, kapitel in years.items():
        place = {post.id: f"../kap{part.nummer:02}/{post.id}.md" for part in kapitel for post in part.poster}
        for part in kapitel:
            for post in part.poster:
                files[f"docs/{year}/kap{part.nummer:02}/{post.id}.md"] = _mkdocs_page(post, place)
    return files


def _mkdocs_page(post: Post, place: dict[str, str]) -> str:
    links = "".join(f"- Se: [{name}]({place[name]})\n" for name in post.forutsatter if name in place)
    head = f"# {post.id} {post.rubrik}\n\n{post.lydelse}\n\n"
    return f"{head}- Nivå: {post.kravniva}\n- Uppföljning: {post.metod}\n{links}"


def _strictdoc_files(years: dict[str, list[Kapitel]]) -> dict[str, str]:
    """Return the documents of each year, in which every id has the year before it: StrictDoc has no editions."""
    files: dict[str, str] = {}
    for year, kapitel in years.items():
        for name, text in PEERS["strictdoc"].make_files(kapitel).items():
            own = text.replace("UID: ", f"UID: {year}-").replace("VALUE: ", f"VALUE: {year}-")
            folder, _, rest = name.partition("/")
            files[f"docs/{year}/{rest}" if folder == "docs" else name] = own if folder == "docs" else text
    return files
