"""What is wrong with a sitemap: the schema of sitemaps.org, as the npm package sitemap carries it."""

from __future__ import annotations

from functools import cache

from lxml import etree

from verktyg.machine import find_npm_file

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(find_npm_file("sitemap/schema/sitemap.xsd")))


def sitemap_faults(data: bytes) -> list[str]:
    """Everything that is wrong with a sitemap."""
    try:
        _schema().assertValid(etree.fromstring(data))
    except etree.DocumentInvalid as error:
        return [str(error)]
    return []


def index_addresses(data: bytes) -> list[str]:
    """The files that an index of sitemaps names; the package has no schema of one."""
    root = etree.fromstring(data)
    assert root.tag == f"{SPACE}sitemapindex"
    assert all([part.tag for part in row] == [f"{SPACE}loc"] for row in root)
    return [row[0].text or "" for row in root]


def addresses(data: bytes) -> list[str]:
    """The addresses of a sitemap's pages."""
    return [item.text or "" for item in etree.fromstring(data).iter(f"{SPACE}loc")]
