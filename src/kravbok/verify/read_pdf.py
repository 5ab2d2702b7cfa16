"""Read a PDF back through its named destinations: the words from one heading to the next, without header and footer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kravbok.verify.bevis import BREAK, Bevis, squeeze

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

__all__ = ["read_pdf"]

_ONE_AT_A_TIME = Lock()
HEADER = 64
FOOTER = 64


def read_pdf(path: Path, bevis: Iterable[Bevis]) -> dict[str, str]:
    """Return the document's words by section: each section begins where its heading stands, after the one before it."""
    body = squeeze(_body_text(path))
    starts: list[tuple[str, int]] = []
    at = 0
    for part in bevis:
        place = body.find(squeeze(part.block[0]), at)
        if place >= 0:
            starts.append((part.id, place))
            at = place + 1
    ends = [place for _, place in starts[1:]] + [len(body)]
    return {name: body[start:end] for (name, start), end in zip(starts, ends, strict=True)}


def _body_text(path: Path) -> str:
    """Return the text of all pages between header and footer, in the order it is written; pdfium takes one thread at a time."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(path)
        try:
            return "\n".join(_page_text(page) for page in document)
        finally:
            document.close()


def _page_text(page: PdfPage) -> str:
    width, height = page.get_size()
    text: str = page.get_textpage().get_text_bounded(0, FOOTER, width, height - HEADER)
    return text.replace("\x02", BREAK)
