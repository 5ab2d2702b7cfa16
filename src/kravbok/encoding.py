"""Bytes to text: UTF-8 only, and no sign that an editor cannot see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kravbok.finding import Finding, Position, finding

__all__ = ["decode", "hide", "missing_letters", "name_sign", "unseen"]

# A carriage return alone ends a line for YAML but for no editor.
_FORBIDDEN = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)

_DRAWN = (
    "\t\n\r -~"
    "\u00a0-\u0181\u0186\u018a\u018d-\u0190\u0192-\u0194\u0196\u0197\u019a\u019b\u019e\u01a0\u01a1\u01af-\u01b1\u01b7"
    "\u01bf-\u01c3\u01cd-\u01dd\u01e2-\u01e7\u01ea\u01eb\u01ee-\u01f0\u01f4\u01f5\u01f7-\u0201\u0204\u0205"
    "\u0208\u0209\u020c\u020d\u0218-\u0220\u0222\u0223\u0226\u0227\u0237\u023a-\u023e\u0241-\u0245\u0248\u0249"
    "\u02b0-\u02b4\u02b7-\u02b9\u02bb-\u02c1\u02c6-\u02cc\u02d0-\u02de\u02e0-\u02e4\u02ed\u0300-\u030d\u030f-\u0313"
    "\u0326-\u0328\u0374\u0375\u037a\u037e\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03d1\u03d5\u03d7\u03d9\u03db\u03dd"
    "\u03e1\u03f4\u03f7\u03f8\u1e02\u1e03\u1e06\u1e07\u1e0a-\u1e11\u1e16\u1e17\u1e1e-\u1e2b\u1e32-\u1e3b\u1e3e-\u1e49"
    "\u1e52\u1e53\u1e56-\u1e63\u1e66\u1e67\u1e6a-\u1e6f\u1e72\u1e73\u1e7e-\u1e85\u1e8e-\u1e97\u1e9e-\u1ef9\u2007"
    "\u2009-\u200b\u2010-\u201e\u2020-\u2023\u2026\u202f-\u2033\u2035\u2039\u203a\u203c-\u203f\u2044\u2047-\u204a"
    "\u2070\u2071\u2074-\u208e\u20a1\u20a3\u20a4\u20a6\u20a7\u20a9\u20ab\u20ac\u20ae\u20b1\u20b2\u20b4\u20b5"
    "\u20b8-\u20ba\u20bd\u2105\u2113\u2116\u2117\u211e\u2120\u2122\u2126\u212e\u2150-\u215e\u2189\u2190-\u2199\u21a8"
    "\u21d0-\u21d3\u21e7\u2200\u2202\u2203\u2206\u220f\u2211\u2212\u2215\u2219\u221a\u221e\u221f\u2229\u222b"
    "\u2236\u2237\u2248\u2260\u2261\u2264\u2265\u25a0\u25a1\u25aa-\u25ac\u25b2-\u25ba\u25bc-\u25c4\u25c6\u25c9-\u25cc"
    "\u25cf\u25d8\u25d9\u25e6\u2610\u2611\u2713\u2714\u2717\u2718\ufb01\ufb02\ufeff"
)
"""The letters that all of the books' own fonts draw, as ranges; the blanks of YAML's lines are among them."""

_UNDRAWN = re.compile(f"[^{_DRAWN}]")


def decode(path: str, data: bytes) -> tuple[str, list[Finding]]:
    """Return the file's text and what is wrong with its encoding; UTF-8 only, a byte order mark is dropped."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:2]:
        message = "Filen är sparad som UTF-16"
        return "", [finding("K008", Position(path), message, "Spara filen som UTF-8.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        shown = data[error.start : error.start + 1].decode("latin-1")
        position = Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"Byten 0x{data[error.start]:02X} (”{shown}” i Latin-1) är inte UTF-8"
        return "", [finding("K008", position, message, "Spara filen som UTF-8 i redigeraren.")]
    return text, list(_forbidden(path, text))


def _forbidden(path: str, text: str) -> Iterator[Finding]:
    for number, match in enumerate(_FORBIDDEN.finditer(text)):
        if number == 10:
            return
        start = match.start()
        sign = name_sign(match[0])
        position = Position(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        yield finding("K009", position, f"Tecknet {sign} syns inte men finns i filen", "Ta bort tecknet.")


def unseen(value: str) -> str | None:
    """Return the name of the first sign in a value that cannot be seen, as an escape in quotes may bring it in."""
    match = _FORBIDDEN.search(value)
    return name_sign(match[0]) if match else None


def missing_letters(text: str) -> str:
    """Return the letters of a text that the books' fonts do not have, each once, in order of appearance."""
    return "".join(dict.fromkeys(_UNDRAWN.findall(text)))


def hide(text: str) -> str:
    """Return a text in one line that is harmless on a terminal: signs that steer or deceive are middle dots."""
    return _FORBIDDEN.sub("·", text).replace("\r", "·").replace("\n", " ").replace("\t", " ")


def name_sign(sign: str) -> str:
    """Return a sign's number and name in Unicode."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
