"""An amount over the years as a picture: a bar for each edition, proposed ones striped, every amount written out."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kravbok.view.webb.beloppssida import FULL, DiagramVy, StapelVy

__all__ = ["make_beloppsdiagram"]

# Narrow: on a phone the picture shrinks to the window, and its words with it.
_WIDTH, _LONGEST, _BAR, _STEP, _TOP = 400, 384, 20, 54, 12
_STRIPES = (
    '<defs><pattern id="streck" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" fill="#ffffff"/><path d="M0 8 L8 0" stroke="#00567a" stroke-width="2"/>'
    "</pattern></defs>"
)


def make_beloppsdiagram(diagram: DiagramVy) -> str:
    """Return the picture as SVG with a title and a description; the table beside it holds the same figures."""
    height = _TOP + _STEP * len(diagram.staplar) + 30
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        'role="img" aria-labelledby="namn ord" font-family="Kravbok Sans, system-ui, sans-serif">'
    )
    lines = [
        head,
        f'<title id="namn">{escape(diagram.namn)}</title>',
        f'<desc id="ord">{escape(diagram.alt)}</desc>',
        _STRIPES,
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, bar in enumerate(diagram.staplar):
        lines += _bar(bar, _TOP + number * _STEP)
    if any(bar.foreslagen for bar in diagram.staplar):
        lines.append(_text(8, height - 8, 14, "Fylld stapel: beslutat. Randig stapel: föreslaget."))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bar(bar: StapelVy, at: int) -> Iterator[str]:
    """Yield a bar with the edition and the amount above it; nothing is a thin line."""
    long = max(2, bar.langd * _LONGEST // FULL)
    fill = "url(#streck)" if bar.foreslagen else "#00567a"
    yield _text(8, at + 14, 15, f"{bar.namn}: {bar.varde}")
    yield (
        f'<rect x="8" y="{at + 20}" width="{long}" height="{_BAR}" fill="{fill}" stroke="#00567a" stroke-width="1.5"/>'
    )


def _text(x: int, y: int, size: int, words: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="#1d2733">{escape(words)}</text>'
