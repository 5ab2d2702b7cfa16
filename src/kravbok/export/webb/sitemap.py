"""The site's map for search engines, as sitemaps.org has it, and robots.txt; both need the site's whole address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kravbok.export.webb.lank import absolute

__all__ = ["MAX_ADDRESSES", "MAX_BYTES", "robots", "write_sitemap"]

MAX_ADDRESSES = 50_000
MAX_BYTES = 50 * 1024 * 1024
"""The most that one sitemap may hold, by sitemaps.org."""

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OVERHEAD = 500  # what a file holds beside its rows


def write_sitemap(
    sidor: Mapping[str, date | None], bas: str, antal: int = MAX_ADDRESSES, storlek: int = MAX_BYTES
) -> dict[str, bytes]:
    """Return the files of the map by name, from pages and the days that they are known to be changed (None: unknown).

    More than one file is allowed to hold become several with an index. Without the site's address there is none.
    """
    if not bas:
        return {}
    rows = [_row("url", absolute(bas, adress), sidor[adress]) for adress in sorted(sidor)]
    parts = list(_divided(rows, antal, storlek))
    if len(parts) == 1:
        return {"sitemap.xml": _file("urlset", parts[0])}
    files = {f"sitemap-{number}.xml": _file("urlset", part) for number, part in enumerate(parts, start=1)}
    index = [_row("sitemap", absolute(bas, name), None) for name in files]
    return {"sitemap.xml": _file("sitemapindex", index), **files}


def robots(bas: str) -> bytes:
    """Return robots.txt: all may be read, and where the map lies, or why there is none."""
    note = "# Ingen sitemap: den kräver hela adresser, och organisationens post saknar webbplats."
    where = f"Sitemap: {absolute(bas, 'sitemap.xml')}" if bas else note
    return f"User-agent: *\nAllow: /\n\n{where}\n".encode()


def _row(name: str, adress: str, day: date | None) -> bytes:
    from lxml import etree

    row = etree.Element(name)
    etree.SubElement(row, "loc").text = adress
    if day is not None:
        etree.SubElement(row, "lastmod").text = day.isoformat()
    return etree.tostring(row) + b"\n"


def _divided(rows: Sequence[bytes], antal: int, storlek: int) -> Iterator[list[bytes]]:
    """Yield the rows in parts that a file may hold; one part at least."""
    part: list[bytes] = []
    size = _OVERHEAD
    for row in rows:
        if part and (len(part) == antal or size + len(row) > storlek):
            yield part
            part, size = [], _OVERHEAD
        part.append(row)
        size += len(row)
    yield part


def _file(name: str, rows: Iterable[bytes]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SPACE}">\n'
    return b"".join([head.encode(), *rows, f"</{name}>\n".encode()])
