"""The search index of a finished website: written beside its pages, and remembered while they are the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kravbok.cache import Cache, key_of
from kravbok.finding import Finding, Position, finding
from kravbok.sok import ordlista, pagefind
from kravbok.sok.sidor import Sokbar, make_document, read_pages

__all__ = ["MAPP", "write_index"]

MAPP = "pagefind"
"""The folder of the index, below the site's root."""

_PAGE = Position("webbplats/sok/index.html")
"""Where a fault of the search is shown: on the page that has it."""


def write_index(
    folder: Path, minne: Cache | None = None, adresser: Iterable[str] | None = None, program: Path | None = None
) -> list[Finding]:
    """Write the search index of the website in a folder, in place of an old one; Pagefind may be told where it is.

    `adresser` are those of the pages that may be searched, where they are known.

    K832 when no page is to be searched, K830 or K831 when there can be no index; the site then works without search.
    """
    shutil.rmtree(folder / MAPP, ignore_errors=True)
    pages = list(read_pages(folder, adresser))
    if not pages:
        hint = "En egen ram (mallar/webb/ram.html) ska anropa sokbar på main-elementet, som den medföljande gör."
        return [finding("K832", _PAGE, "Ingen sida på webbplatsen är märkt för sökning", hint)]
    try:
        files = _remembered(pages, minne or Cache(None), program or pagefind.pagefind_program())
    except pagefind.PagefindSaknas as error:
        hint = "Bygg på Linux, macOS eller Windows med Pagefind installerat om webbplatsen ska gå att söka i."
        return [finding("K830", _PAGE, f"Webbplatsen är gjord utan sökning: Pagefind {error}", hint)]
    except pagefind.PagefindFel as error:
        hint = "Bygg igen. Händer det på nytt är det ett fel i kravbok eller Pagefind: rapportera det."
        return [finding("K831", _PAGE, f"Webbplatsen är gjord utan sökning: Pagefind {error}", hint)]
    for name, data in files.items():
        place = folder / MAPP / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return []


def _remembered(pages: Sequence[Sokbar], minne: Cache, program: Path) -> Mapping[str, bytes]:
    """Return the files of the index, from the cache when the same pages have been indexed before."""
    from cbor2 import dumps, loads

    parts = (part.encode() for page in pages for part in (page.adress, page.innehall))
    key = key_of(b"sok", _tools(), *parts)
    kept = minne.get(key)
    if kept is not None:
        files: Mapping[str, bytes] = loads(kept)
        return files
    files = pagefind.run_pagefind(program, [(page.adress, make_document(page)) for page in pages])
    minne.put(key, dumps(files))
    return files


@cache
def _tools() -> bytes:
    """Return what the index depends on beside the pages: the tools' versions, and the source of this room."""
    sources = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return key_of(*(_version(name).encode() for name in (pagefind.PAKET, ordlista.PAKET)), *sources).encode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
