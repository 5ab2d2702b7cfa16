"""What machines read: the feeds, the map of the site and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kravbok.export.webb.atom import write_feed
from kravbok.export.webb.sitemap import robots, write_sitemap
from kravbok.view.webb.floden import make_floden
from kravbok.view.webb.handelse import Handelse
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["machine_files"]


def machine_files(underlag: Webbunderlag, adresser: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each file that machines read, by its address; `adresser` are those of all pages."""
    found, bas = underlag.handelser, underlag.webb.adress
    for flode in make_floden(underlag.register, underlag.utgivningar, found, underlag.webb.namn):
        yield flode.adress, write_feed(flode, bas)
    yield from write_sitemap(_changed(adresser, found), bas).items()
    yield "robots.txt", robots(bas)


def _changed(adresser: Iterable[str], found: Sequence[Handelse]) -> dict[str, date | None]:
    """Return each page with the last day that something in it is known to have been decided or published."""
    days: dict[str, date] = {}
    for item in found:
        if item.dag.publicerad:
            days[item.adress] = max(item.dag.datum, days.get(item.adress, date.min))
    return {adress: days.get(adress) for adress in adresser}
