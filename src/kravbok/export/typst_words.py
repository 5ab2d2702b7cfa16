"""Text and strings as Typst reads them: every mark of punctuation that an author wrote is escaped."""

from __future__ import annotations

import re

from kravbok.export.words import parts_of

__all__ = ["escape_typst", "typst_string", "typst_words"]

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")

SIGNS = frozenset("-/\u00a0")
"""Every part that is kept whole has one of these."""


def typst_string(text: str) -> str:
    """Return the text as a string in Typst code."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def escape_typst(text: str) -> str:
    """Return the text as markup that reads exactly as it is written."""
    return PUNCTUATION.sub(r"\\\g<0>", text)


def typst_words(text: str) -> str:
    """Return the text as markup that reads exactly as it is written, with ids, dates and the like on one line."""
    if text.isalnum():
        return text
    parts = parts_of(text) if not SIGNS.isdisjoint(text) else [(text, False)]
    escaped = ((escape_typst(part), whole) for part, whole in parts)
    return "".join(f"#box[{part}]" if whole else part for part, whole in escaped)
