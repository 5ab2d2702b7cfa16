"""The pages of a finished website that are searched: what stands in their main part, and what they are found by."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kravbok.sok.sammansatta import hidden_words

__all__ = ["Sokbar", "make_document", "read_pages"]

_MAIN = re.compile(r"<main\b[^>]*\sdata-pagefind-body[^>]*>(.*)</main>", re.DOTALL)
_UNSEEN = "descendant::*[@data-pagefind-ignore or self::script or self::style or self::template or self::noscript]"
_CLOSED = re.compile(r"(</(?:dt|dd|td|th|li|p|div|h[1-6]|caption|summary)>)(?=<)")
"""Where words of two blocks stand side by side: without a blank Pagefind makes one word of them."""

_KRAV = re.compile(r"(?:.*/)?(([A-ZÅÄÖ]+)-([A-ZÅÄÖ0-9]+)-(0*([0-9]+)))/")


@dataclass(frozen=True, slots=True)
class Sokbar:
    """A page that is searched: its address, and what stands in its main part."""

    adress: str
    innehall: str


def read_pages(folder: Path, adresser: Iterable[str] | None = None) -> Iterator[Sokbar]:
    """Yield the pages whose main part is marked to be searched, in the order of their addresses.

    They are looked for at the addresses, or everywhere below the folder.
    """
    every = (path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    for name in sorted((adress.removesuffix("/") or "." for adress in adresser) if adresser is not None else every):
        text = (folder / name / "index.html").read_text(encoding="utf-8")
        main = _MAIN.search(text) if "data-pagefind-body" in text else None
        if main is not None:
            yield Sokbar("" if name == "." else f"{name}/", main[1])


def make_document(page: Sokbar) -> str:
    """Return a page as it is indexed: without its frame, and with the words that no reader sees.

    They are metadata, which is searched but never shown in an excerpt.
    """
    main = _CLOSED.sub(r"\1 ", page.innehall)
    hidden = _metadata("ord", hidden_words([_words(main)])) + _metadata("id", _short_ids(page.adress))
    return (
        '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title></title></head>'
        f"<body><main data-pagefind-body>{main}{hidden}</main></body></html>"
    )


def _words(main: str) -> str:
    """Return what a reader sees of a main part and the search does not pass over."""
    from lxml.html import fragment_fromstring

    tree = fragment_fromstring(main, create_parent="main")
    for part in tree.xpath(_UNSEEN):
        part.drop_tree()
    return " ".join(tree.itertext())


def _metadata(name: str, words: tuple[str, ...]) -> str:
    value = html.escape(" ".join(words))
    return f'<p data-pagefind-meta="{name}[data-ord]" data-ord="{value}"></p>' if words else ""


def _short_ids(adress: str) -> tuple[str, ...]:
    """Return how people write the id of the requirement whose page it is: ”paf 4”, ”PAF-004” or ”HV-PAF-4”."""
    found = _KRAV.fullmatch(adress)
    if found is None:
        return ()
    whole, book, part, padded, number = found.groups()
    return (whole, f"{book}-{part}-{number}", f"{part}-{padded}", f"{part}-{number}", number)
