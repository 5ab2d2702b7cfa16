"""A wording in a cell: its paragraphs and lists on one line, as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kravbok.swedish import NBSP

__all__ = ["join_blanks", "join_figures", "one_line"]

_MARKER = re.compile(r"^(?:[•‣◦–-]|[0-9]{1,3}\.) ")
"""What stands before a point of a list, which in a cell is a part of the sentence."""

_BLANKS = re.compile(r"[ \t\n]+")
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3}(?: \d{3})+)(?![\d,])")


def one_line(lines: Iterable[str]) -> str:
    """Return the lines as one, for a reader: a colon before a list, semicolons in it, and a stop at the end."""
    said = [line.strip() for line in lines if line.strip()]
    if not said:
        return ""
    points = [_MARKER.match(line) is not None for line in said]
    words = [_MARKER.sub("", line) for line in said]
    for at, line in enumerate(words[:-1]):
        if line[-1].isalnum():
            words[at] += ":" if points[at + 1] and not points[at] else ";"
    if len(words) > 1 and words[-1][-1].isalnum():
        words[-1] += "."
    return join_blanks(" ".join(words))


def join_blanks(words: str) -> str:
    """Return a text on one line; a no-break space stays one, so that no figure is broken."""
    return _BLANKS.sub(" ", words).strip()


def join_figures(words: str) -> str:
    """Return a text where a figure's thousands are held together: 1 000."""
    return _THOUSANDS.sub(lambda found: found[0].replace(" ", NBSP), words)
