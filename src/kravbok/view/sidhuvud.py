"""The running header of a page: one line, whatever the document and the book are called."""

from __future__ import annotations

from itertools import accumulate

__all__ = ["HEADER_LENGTH", "running_header"]

HEADER_LENGTH = 118
"""Letters that a line holds at the header's size, in PDF and in Word."""

SEPARATOR = " · "

Former = tuple[str, ...]
"""A part of the header in its forms, from the longest to the shortest; an empty one leaves the part out."""


def running_header(*parts: Former) -> str:
    """Return the parts on one line: the last is shortened first, then the one before, until the line holds them.

    When not even the shortest forms fit, those are returned: nothing is cut in the middle.
    """
    places = [at for at in reversed(range(len(parts))) for _ in parts[at][1:]]
    start = [0] * len(parts)
    for steps in accumulate(places, _shorten, initial=start):
        words = SEPARATOR.join(filter(None, (forms[step] for forms, step in zip(parts, steps, strict=True))))
        if len(words) <= HEADER_LENGTH:
            break
    return words


def _shorten(steps: list[int], at: int) -> list[int]:
    return [step + (here == at) for here, step in enumerate(steps)]
