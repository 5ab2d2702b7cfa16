"""The finished files of an edition or a comparison as a reader chooses among them: what, in which form, how large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kravbok.swedish import format_number
from kravbok.view.webb.bocker import NedladdningVy
from kravbok.view.webb.sida import rot

__all__ = ["downloads", "format_size"]

_FORMS = {
    "html": "webbsida", "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "md": "Markdown", "json": "JSON",
    "ics": "kalender",
}  # fmt: skip
_NAMES = {
    "indikatorer": "Indikatorer",
    "konsekvens": "Konsekvens i kronor",
    "kravlista": "Kravlista",
    "leveranskalender": "Leveranskalender",
    "rattad": "Hela dokumentet med rättelserna införda",
    "redline": "Boken med ändringarna markerade",
    "svarsmall": "Svarsmall",
    "tackning": "Täckning: vad som går att följa upp",
    "uppfoljningsplan": "Uppföljningsplan",
}


def downloads(folder: str, filer: Mapping[str, int]) -> Iterator[NedladdningVy]:
    """Yield the files of a folder of the site and of the folders in it, the document itself first."""
    own = [name for name in filer if name.startswith(folder) and name.rpartition(".")[2] in _FORMS]
    order = list(_FORMS)
    for name in sorted(own, key=lambda item: (item.count("/"), _stem(item), order.index(item.rpartition(".")[2]))):
        form = name.rpartition(".")[2]
        yield NedladdningVy(_title(name), rot(name), _FORMS[form], format_size(filer[name]))


def format_size(size: int) -> str:
    """Return a size in words: 312 kB, 1,4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{format_number(Decimal(round(size / 100_000)) / 10)}\u00a0MB"


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def _title(name: str) -> str:
    """Return what a file is, by the end of its name; a book or a comparison has no such end."""
    stem = _stem(name)
    return next((title for end, title in _NAMES.items() if stem.endswith(end)), "Hela dokumentet")
