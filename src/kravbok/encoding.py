"""Bytes to text: UTF-8 only, and no sign that an editor cannot see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kravbok.finding import Finding, Position, finding

__all__ = ["decode", "hide", "unseen"]

# A carriage return alone ends a line for YAML but for no editor.
_FORBIDDEN = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)


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
        sign = _name(match[0])
        position = Position(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        yield finding("K009", position, f"Tecknet {sign} syns inte men finns i filen", "Ta bort tecknet.")


def unseen(value: str) -> str | None:
    """Return the name of the first sign in a value that cannot be seen, as an escape in quotes may bring it in."""
    match = _FORBIDDEN.search(value)
    return _name(match[0]) if match else None


def hide(text: str) -> str:
    """Return a text in one line that is harmless on a terminal: signs that steer or deceive are middle dots."""
    return _FORBIDDEN.sub("·", text).replace("\r", "·").replace("\n", " ").replace("\t", " ")


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
