"""Read a PDF back through its named destinations: the words from one heading to the next, without header and footer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from kravbok.verify.bevis import Bevis, squeeze

__all__ = ["read_pdf"]

HEADER = 64
FOOTER = 64


def read_pdf(path: Path, bevis: Iterable[Bevis]) -> dict[str, str]:
    """Return the document's words by section: each section begins where its heading stands, after the one before it."""
    body = squeeze(_body_text(path))
    starts: list[tuple[str, int]] = []
    at = 0
    for part in bevis:
        place = _heading(body, squeeze(part.block[0]), at)
        if place >= 0:
            starts.append((part.id, place))
            at = place + 1
    ends = [place for _, place in starts[1:]] + [len(body)]
    return {name: body[start:end] for (name, start), end in zip(starts, ends, strict=True)}


def _heading(body: str, heading: str, at: int) -> int:
    return body.find(heading, at)


def _body_text(path: Path) -> str:
    """Return the text of all pages between header and footer, in the order it is written."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(_page_text(document[number]) for number in range(len(document)))
    finally:
        document.close()


def _page_text(page: object) -> str:
    width, height = page.get_size()  # type: ignore[attr-defined]
    text = page.get_textpage().get_text_bounded(0, FOOTER, width, height - HEADER)  # type: ignore[attr-defined]
    return re.sub("\ufffe[\r\n]*", "", text)
