"""How a text value is written: plain where that is safe, else within quotation marks; a block stays a block."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kravbok.writing.nodes import Scalar

__all__ = ["block_lines", "inline"]

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<](?:[^\n\t\[\]{},]*[^\s:\[\]{},])?")
_BREAKS = re.compile(r":(?:\s|$)|\s#")
_GUESSED = re.compile(
    r"[0-9][0-9.]*|[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|0[ox][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)|[yn]",
    re.IGNORECASE,
)


def inline(scalar: Scalar) -> str | None:
    """Return a value on one line, or None where it has to stand on several."""
    if scalar.style in ("|", ">"):
        return None
    if "\n" not in scalar.raw:
        return _one_line(scalar)
    if "\n" in scalar.value or "\\" in scalar.raw:
        return None
    if _is_plain(scalar.value):
        return scalar.value
    return _quoted(scalar.value)


def _one_line(scalar: Scalar) -> str:
    if scalar.style is None or "\\" in scalar.raw:
        return scalar.raw
    if _is_plain(scalar.value):
        return scalar.value
    return (_quoted(scalar.value) or scalar.raw) if scalar.style == "'" else scalar.raw


def _quoted(value: str) -> str | None:
    return None if '"' in value or "\\" in value or not value.isprintable() else f'"{value}"'


@cache
def _is_plain(value: str) -> bool:
    """Whether a value means the same without quotation marks, to our reader and to others that guess at types."""
    return (
        value.isprintable()
        and _PLAIN.fullmatch(value) is not None
        and _BREAKS.search(value) is None
        and not _is_guessed(value)
    )


def _is_guessed(value: str) -> bool:
    """Whether another reader would take a plain value for a number, a day, or yes or no."""
    import yaml
    from yaml.resolver import Resolver

    if _GUESSED.fullmatch(value):
        return True
    resolver: Any = Resolver()
    return not resolver.resolve(yaml.ScalarNode, value, (True, False)).endswith(":str")


def block_lines(scalar: Scalar, indent: int) -> list[str]:
    """Return the lines of a value that stands on several; all but the first begin with that many blanks."""
    first, *rest = scalar.raw.split("\n")
    margin = " " * indent
    if scalar.style not in ("|", ">"):
        return [first, *(f"{margin}{line.lstrip()}" if line.strip() else "" for line in rest)]
    head, deep = _head(first, scalar.parent)
    if deep is None:
        deep = next((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), 0)
    return [head, *(f"{margin}{line[deep:]}" if line[deep:] else "" for line in rest)]


def _head(head: str, parent: int) -> tuple[str, int | None]:
    """Return the sign that begins a block, and how deep its lines are where the sign says that."""
    sign, _, comment = head.partition("#")
    sign = sign.strip()
    digit = re.search(r"[1-9]", sign)
    deep = max(parent, 0) + int(digit[0]) if digit else None
    sign = re.sub(r"[1-9]", "2", sign)
    return (f"{sign} #{comment}".rstrip() if comment else sign), deep
