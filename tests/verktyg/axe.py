"""The real axe-core in a real Chromium."""

from pathlib import Path
from typing import TypedDict, cast

from playwright.sync_api import Page

from verktyg.browser import ColorScheme, in_page
from verktyg.machine import find_npm_file

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class _Node(TypedDict):
    html: str
    target: list[str]


class _Violation(TypedDict):
    id: str
    impact: str | None
    help: str
    nodes: list[_Node]


def _describe(violation: _Violation) -> str:
    places = "; ".join(f"{' '.join(map(str, node['target']))} {node['html'][:120]}" for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}) ×{len(violation['nodes'])}: {violation['help']} – {places}"


def violations(page: Page) -> list[str]:
    """The violations of WCAG 2.2 A and AA and of axe-core's best practices in an open page, one line a rule.

    The library is put in as the test's own words, which the page's policy has no say about.
    """
    page.evaluate(Path(find_npm_file("axe-core/axe.min.js")).read_text(encoding="utf-8"))
    options = {"runOnly": list(TAGS), "resultTypes": ["violations"]}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [_describe(violation) for violation in cast("list[_Violation]", found)]


def validate(path: Path, *, width: int = 1280, color_scheme: ColorScheme = "light") -> list[str]:
    """The violations in an HTML file."""
    return in_page(path.resolve().as_uri(), violations, width=width, color_scheme=color_scheme)
