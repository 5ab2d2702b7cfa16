"""A bar for each outcome of an indicator and a line for its target, told apart by pattern and words, not by colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape

from kravbok.model.storhet import format_tabell
from kravbok.view.indikatorer import describe_bars
from kravbok.view.matt import IndikatorVy, Stapel

__all__ = ["make_stapeldiagram"]

_WIDTH, _BAR, _STEP, _TOP, _LONGEST = 640, 18, 56, 44, 400
_LETTERS = 78
"""So many letters of a label have room above a bar."""

_PATTERNS = (
    '<pattern id="streck" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" fill="#ffffff"/><path d="M0 8 L8 0" stroke="#00567a" stroke-width="2"/></pattern>'
    '<pattern id="prick" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" fill="#ffffff"/><circle cx="4" cy="4" r="1.5" fill="#00567a"/></pattern>'
)
_FILLS = {True: "#00567a", False: "url(#streck)", None: "url(#prick)"}


def make_stapeldiagram(item: IndikatorVy) -> bytes:
    """Return the picture as SVG with a title and a description; the table beside it is what counts."""
    height = _TOP + _STEP * len(item.staplar) + 30
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        'role="img" font-family="Kravbok Sans, sans-serif">'
    )
    lines = [
        head,
        f"<title>{escape(item.namn)}</title>",
        f"<desc>{escape(describe_bars(item))}</desc>",
        f"<defs>{_PATTERNS}</defs>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="24" font-size="17" font-weight="bold" fill="#1d2733">{escape(item.namn)}</text>',
    ]
    top = _greatest(item.staplar)
    for number, bar in enumerate(item.staplar):
        lines += _bar(bar, _TOP + number * _STEP, top)
    lines.append(f'<text x="8" y="{height - 10}" font-size="13" fill="#4d5a68">{escape(_key(item.staplar))}</text>')
    return ("\n".join([*lines, "</svg>"]) + "\n").encode()


def _greatest(bars: Sequence[Stapel]) -> Fraction:
    ends = [figure.bas[1] for bar in bars for figure in (bar.varde, bar.mal) if figure is not None]
    return max(ends) or Fraction(1)


def _bar(bar: Stapel, at: int, top: Fraction) -> Iterator[str]:
    """Yield a bar with its label above, its value after it, and a dashed line where the target is."""
    long = max(1, _length(bar.varde.bas[0], top))
    name = bar.namn if len(bar.namn) <= _LETTERS else f"{bar.namn[: _LETTERS - 1]}…"
    value = format_tabell(bar.varde) + (f" ({bar.ord})" if bar.mal is not None else "")
    yield f'<text x="8" y="{at + 14}" font-size="14" fill="#1d2733">{escape(name)}</text>'
    yield (
        f'<rect x="8" y="{at + 20}" width="{long}" height="{_BAR}" fill="{_FILLS[bar.nadd]}" stroke="#00567a" '
        'stroke-width="1.5"/>'
    )
    after = long
    if bar.mal is not None:
        line = 8 + _length(bar.mal.bas[0], top)
        after = max(long, line)
        yield f'<path d="M{line} {at + 14} V{at + 20 + _BAR + 6}" fill="none" stroke="#ffffff" stroke-width="7"/>'
        yield (
            f'<path d="M{line} {at + 16} V{at + 20 + _BAR + 4}" fill="none" stroke="#1d2733" stroke-width="2.5" '
            'stroke-dasharray="5 3"/>'
        )
    yield f'<text x="{after + 18}" y="{at + 34}" font-size="14" fill="#1d2733">{escape(value)}</text>'


def _length(number: Fraction, top: Fraction) -> int:
    """Return how long a bar is, in whole units of the picture."""
    return int(number * _LONGEST / top)


def _key(bars: Sequence[Stapel]) -> str:
    """Return what the patterns that are there mean."""
    words = {True: "Fylld: når målet", False: "Randig: når inte målet", None: "Prickig: inte prövad mot ett mål"}
    told = [words[sign] for sign in (True, False, None) if any(bar.nadd is sign for bar in bars)]
    told += ["Streckad linje: målet"] if any(bar.mal is not None for bar in bars) else []
    return ". ".join(told) + "."
