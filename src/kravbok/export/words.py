"""Finds the parts of a text that a line must not end inside: ids, diarienummer, days, +17 steg, kr/person/vecka."""

import re
from collections.abc import Iterator

UNBROKEN = re.compile(
    r"\b(?:[A-ZÅÄÖ]{2,}(?:-[A-ZÅÄÖ0-9]+)+\b|[A-ZÅÄÖ]{1,4}/\d+/\d{4}\b|\d{4}-\d\d-\d\d\b|[^\W\d_]{1,14}/(?=[^\W\d_]))"
    r"|(?:(?<!\w)[+−]|\b)\d{1,2}\u00a0[a-zåäö]+(?:\u00a0\d{4})?\b"
)

LONGEST_UNBROKEN = 18
"""Letters up to which such a part is kept whole: a longer one would not fit in a table's column."""


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in parts, each with whether it is to stand whole on one line."""
    at = 0
    for found in UNBROKEN.finditer(text):
        if len(found[0]) <= LONGEST_UNBROKEN:
            yield text[at : found.start()], False
            yield found[0], True
            at = found.end()
    yield text[at:], False
