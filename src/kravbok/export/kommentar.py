"""Text for a comment at a forge: words that can never be more than words, and parts that fit within a limit.

GitHub, GitLab, Forgejo and Azure all turn more than Markdown into links: @name, #12, !12, addresses, commits. They look
for it in the finished words, so an escape does not help there; a zero-width space between the sign and the word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kravbok.diff.skillnad import Ordbit
from kravbok.encoding import hide

__all__ = ["Avdelning", "code", "fill", "length", "say", "show_words"]

_BREAK = "&#8203;"
_SIGNS = frozenset("\\`*_{}[]<>#!|~&$^=@:")
"""What Markdown, HTML and the forges' own additions begin with."""

_REFERENCE = frozenset("@#!%&~$:^")
"""What a forge's own references begin with, or have within them."""

_NAMES = frozenset('_"{[+-/')
"""What such a reference goes on with, beside letters and digits."""

_STARTS = re.compile(r"[-+](?!\w)|/|\d+[.)](?!\S)")
_HASH = re.compile(r"\b[0-9a-f]{7,}\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:GH-|GHSA-|CVE-|AB-|www(?=\.))", re.IGNORECASE)
_THIN = "\u200a"
"""A blank that Markdown takes for one, so that the signs around a word are read as signs wherever the word stands."""


def say(text: str) -> str:
    """Return a text in one line, as it can stand anywhere in a comment and mean nothing but its words."""
    words = re.sub(" +", " ", hide(text)).strip(" ")
    breaks = {found.end() - 1 for found in _NAMED.finditer(words)}
    for found in _HASH.finditer(words):
        breaks.update(range(found.start() + 5, found.end() - 1, 6))  # six letters are too few for a commit
    start = _STARTS.match(words)
    opening = start.end() - 1 if start else -1
    return "".join(_sign(words, at, apart=at in breaks, opening=at == opening) for at in range(len(words)))


def _sign(words: str, at: int, *, apart: bool, opening: bool) -> str:
    """Return a letter as it is written: as a number where it could mean more, and set apart from what follows."""
    sign, after = words[at], words[at + 1 : at + 2]
    written = f"&#{ord(sign)};" if opening or sign in _SIGNS else sign
    joined = sign in _REFERENCE and (after.isalnum() or after in _NAMES)
    inline = sign in "{[" and after in ("+", "-")
    return written + _BREAK if apart or joined or inline else written


def code(text: str) -> str:
    """Return a path, or a name from the program itself, as code, in which no forge looks for anything."""
    return f"`{hide(text).replace('`', '')}`"


def show_words(bits: Iterable[Ordbit]) -> str:
    """Return words in one line of reading: ~~struck~~ and **added**."""
    made = ""
    for bit in bits:
        words = bit.text.strip()
        before = bit.text[: len(bit.text) - len(bit.text.lstrip())]
        after = bit.text[len(bit.text.rstrip()) :]
        if bit.tecken == "=" or not words:
            made += (" " if before else "") + say(words) + (" " if after and words else "")
            continue
        sign = "~~" if bit.tecken == "-" else "**"
        gap = "" if not made or made.endswith(" ") else " " if before or made.endswith(_THIN) else _THIN
        made += f"{gap}{sign}{say(words)}{sign}{' ' if after else _THIN}"
    return made.replace(f"{_THIN} ", " ").strip(f" {_THIN}")


def length(text: str) -> int:
    """Return how long a text is for a forge: in units of UTF-16, which no forge counts as fewer."""
    return len(text.encode("utf-16-le", "replace")) // 2


@dataclass(frozen=True, slots=True)
class Avdelning:
    """A part of a comment: its heading and lead, and its blocks, which are never cut; `rader` joins them as rows."""

    rubrik: str
    ingress: str
    block: tuple[str, ...]
    rader: bool = False

    def show(self, blocks: Sequence[str], note: str = "") -> str:
        """Return the part with these of its blocks."""
        joined = ("\n" if self.rader else "\n\n").join(blocks)
        lead = f"{self.ingress}\n" if self.ingress and self.rader and blocks else f"{self.ingress}\n\n"
        body = f"{lead}{joined}" if self.ingress else joined
        return "\n\n".join(part.strip("\n") for part in (f"### {self.rubrik}", body, note) if part.strip())


def fill(parts: Sequence[Avdelning], room: int, each: int, note: str) -> tuple[list[str], list[str]]:
    """Return the parts as they fit, and what did not fit; no part but the last takes more than `each`.

    `note` says where the rest is, with a place for how many.
    """
    shown: list[str] = []
    left: list[str] = []
    for number, part in enumerate(parts):
        most = room if number == len(parts) - 1 else min(room, each)
        kept = _most_blocks(part, most, note)
        rest = part.block[kept:]
        text = part.show(part.block[:kept], note.format(len(rest)) if rest else "")
        shown.append(text)
        room -= length(text) + 2
        if rest:
            left.append(part.show(rest))
    return shown, left


def _most_blocks(part: Avdelning, room: int, note: str) -> int:
    """Return how many of a part's first blocks there is room for, with the note about the others."""
    used = length(part.show((), note.format(len(part.block)))) + 4
    if used + sum(length(block) + 2 for block in part.block) <= room:
        return len(part.block)
    kept = 0
    for block in part.block:
        used += length(block) + 2
        if used > room:
            break
        kept += 1
    return kept
