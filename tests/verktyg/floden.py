"""What is wrong with an Atom feed, by RFC 4287: its grammar, its rules in words, and a reader that knows real feeds.

Also the cases in tests/cases/floden: edits of the project in tests/data/grund and what the feeds then tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from kravbok.edition import Utgivning, make_utgivning
from kravbok.register import Register
from kravbok.view.webb.handelse import Handelse
from kravbok.view.webb.handelser import handelser
from verktyg.grund import Andring, edits_of, register_with

TESTS = Path(__file__).parents[1]
FALL = TESTS / "cases" / "floden"
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Fall:
    """A case: its heading, its edits, and each event that is expected, the newest first."""

    namn: str
    edits: tuple[Andring, ...]
    expected: tuple[str, ...]


def read_cases() -> Iterator[Fall]:
    """Every case in tests/cases/floden."""
    for path in sorted(FALL.glob("*.txt")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            expected = tuple(re.findall(r"^=> (.+)$", body, re.MULTILINE))
            yield Fall(f"{path.stem}: {heading}", tuple(edits_of(body)), expected)


def editions(register: Register) -> list[Utgivning]:
    """Every edition of every book."""
    return [make_utgivning(register, bok, item) for bok in register.bocker.values() for item in bok.upplagor]


def events_with(*edits: Andring) -> tuple[Handelse, ...]:
    """What has happened in the project after the edits."""
    register = register_with(*edits)
    return handelser(register, editions(register))


def told(item: Handelse) -> str:
    """An event as a case writes it: its day (in brackets when it is not known to be published), kind and address."""
    day = item.dag.datum.isoformat() if item.dag.publicerad else f"({item.dag.datum.isoformat()})"
    kind = f"{item.slag} (förslag)" if item.foreslagen else item.slag
    return f"{day} {kind} {item.krav or item.upplaga} {item.adress}"


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(TESTS / "data" / "atom.rng"))


def feed_faults(data: bytes) -> list[str]:
    """Everything that is wrong with a feed."""
    feed = etree.fromstring(data)
    grammar = _grammar()
    faults = [] if grammar.validate(feed) else [str(item) for item in grammar.error_log]
    return [*faults, *_rules(feed), *_read(data, len(feed.findall(f"{ATOM}entry")))]


def _rules(feed: etree._Element) -> Iterator[str]:
    """Yield breaches of the rules that the grammar cannot say (RFC 4287, 4.1.1, 4.1.2, 4.2.6, 4.2.7)."""
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and any(item.find(f"{ATOM}author") is None for item in entries):
        yield "ingen författare"
    ids = Counter(item.findtext(f"{ATOM}id") for item in entries)
    yield from (f"{name} står {count} gånger" for name, count in ids.items() if count > 1)
    for item in (feed, *entries):
        if not urlsplit(item.findtext(f"{ATOM}id") or "").scheme:
            yield f"{item.findtext(f'{ATOM}id')} är ingen hel IRI"
        links = Counter((link.get("rel"), link.get("type")) for link in item.findall(f"{ATOM}link"))
        yield from (f"länken {key} står {count} gånger" for key, count in links.items() if count > 1)
        if ("alternate", "text/html") not in links:
            yield "ingen länk till sidan"
    days = [item.findtext(f"{ATOM}updated") or "" for item in entries]
    if days != sorted(days, reverse=True):
        yield "inte det nyaste först"


def _read(data: bytes, entries: int) -> Iterator[str]:
    """Yield what a reader of feeds stumbles on."""
    read = feedparser.parse(data)
    if read.bozo:
        yield f"feedparser: {read.bozo_exception}"
    if read.version != "atom10" or len(read.entries) != entries:
        yield f"feedparser läste {read.version} med {len(read.entries)} poster av {entries}"
    yield from (f"feedparser saknar datum i {item.id}" for item in read.entries if not item.get("updated_parsed"))
