"""A feed as an Atom file (RFC 4287): the same events, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kravbok.export.webb.lank import link
from kravbok.settings import FALLBACK_DATE
from kravbok.view.webb.floden import Flode
from kravbok.view.webb.handelse import Handelse

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MANGA", "write_feed"]

MANGA = 100
"""So many entries has a feed at most, the newest."""

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(flode: Flode, bas: str = "", antal: int = MANGA) -> bytes:
    """Return the feed as a file; its links are whole where the site's address is known, else relative to the file."""
    from lxml import etree

    feed = etree.Element(f"{{{_ATOM}}}feed", {_LANG: "sv"}, nsmap={None: _ATOM})  # type: ignore[dict-item]
    _add(feed, "id", flode.id)
    _add(feed, "title", flode.titel)
    _add(feed, "subtitle", flode.beskrivning)
    _add(feed, "updated", _moment(max((item.dag.datum for item in flode.handelser), default=FALLBACK_DATE)))
    _link(feed, "self", link(bas, flode.adress, flode.adress), "application/atom+xml")
    _link(feed, "alternate", link(bas, flode.sida, flode.adress), "text/html")
    _add(_add(feed, "author"), "name", flode.av)
    if flode.licens:
        _add(feed, "rights", flode.licens)
    _add(feed, "generator", "kravbok")
    for item in flode.handelser[:antal]:
        _entry(_add(feed, "entry"), item, bas, flode)
    etree.indent(feed)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8") + b"\n"


def _entry(entry: _Element, item: Handelse, bas: str, flode: Flode) -> None:
    """Fill an entry; it has `published` only where the day is known to be that of a decision or a publication."""
    day = item.dag
    _add(entry, "id", item.id)
    _add(entry, "title", item.titel)
    _add(entry, "updated", _moment(day.datum))
    if day.publicerad:
        _add(entry, "published", _moment(day.datum))
    _link(entry, "alternate", link(bas, item.adress, flode.adress), "text/html")
    if item.av != flode.av:
        _add(_add(entry, "author"), "name", item.av)
    for term in _terms(item):
        _add(entry, "category").set("term", _clean(term))
    _add(entry, "summary", f"{item.text} Dagen i flödet: {day.grund}." if day.grund else item.text)


def _terms(item: Handelse) -> Iterable[str]:
    """Return what an entry is filed under: what happened, whether it is a proposal, and its subjects."""
    return dict.fromkeys((item.slag, *(("förslag",) if item.foreslagen else ()), *item.amnen))


def _add(parent: _Element, name: str, words: str | None = None) -> _Element:
    """Return a new element in another, with its text; where there are no words a dash, for no reader shows nothing."""
    from lxml import etree

    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if words is not None:
        made.text = _clean(words).strip() or "–"
    return made


def _link(parent: _Element, rel: str, href: str, kind: str) -> None:
    made = _add(parent, "link")
    made.attrib.update({"rel": rel, "href": href, "type": kind})


def _clean(words: str) -> str:
    """Return words without the signs that no XML file may hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)


def _moment(day: date) -> str:
    """Return a day as RFC 3339 wants it: its first second, in UTC."""
    return f"{day.isoformat()}T00:00:00Z"
