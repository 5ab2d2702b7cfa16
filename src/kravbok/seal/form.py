"""Form 1: a record's meaning as JSON of strings, lists and objects only, and the SHA-256 of that (docs/forsegling.md).

The bytes are those of RFC 8785 (JSON Canonicalization Scheme). Without numbers, that is JSON with sorted keys and no
blanks, which the standard library writes; the tests hold it against an independent implementation.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from kravbok.model.bas import Modell
from kravbok.model.storhet import Okand, Storhet
from kravbok.model.tid import Tid
from kravbok.seal.undantag import INBORDES, UNDANTAG, VAXER

__all__ = ["FORM", "canonical", "digest", "encode", "fold"]

FORM = "1"
"""The number of the canonical form; another number is another form, and old seals keep theirs."""

_BLANKS = re.compile(r"[ \t]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_ITEM = re.compile(r"[ ]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ ]|$)")
_EMPTY = re.compile(r"\n{3,}")


def canonical(value: Any) -> Any:
    """Return a value of the model in form 1; None for what is empty, which then stands nowhere."""
    if value is None or isinstance(value, str):
        return fold(value or "") or None
    if isinstance(value, (tuple, list)):
        return [canonical(item) or "" for item in value] or None
    if isinstance(value, Modell):
        pairs = ((name, canonical(getattr(value, name))) for name in _sealed(type(value)))
        return {name: item for name, item in pairs if item is not None} or None
    if isinstance(value, (dict, Mapping)):
        kept = ((unicodedata.normalize("NFC", key), canonical(item)) for key, item in value.items())
        return {key: item for key, item in kept if item is not None} or None
    return _canonical_figure(value)


@cache
def _sealed(model: type[Modell]) -> tuple[str, ...]:
    """Return the keys of a record that form 1 has."""
    kinds = (UNDANTAG, INBORDES, VAXER)
    return tuple(name for name in model.model_fields if not any(f"{model.__name__}.{name}" in kind for kind in kinds))


def _canonical_figure(value: Any) -> Any:
    """Return a figure, a time or a whole number in form 1; a figure's decimals are typography."""
    if isinstance(value, Storhet):
        return canonical({
            "lag": str(value.lag),
            "hog": str(value.hog),
            "taljare": [enhet.singular for enhet in value.taljare],
            "namnare": [enhet.singular for enhet in value.namnare],
            "grans": value.grans or None,
        })  # fmt: skip
    if isinstance(value, Okand):
        return {"okand": value.text}
    if isinstance(value, Tid):
        return value.iso()
    return value.isoformat() if isinstance(value, date) else str(value)


def fold(text: str) -> str:
    """Return a text in NFC as its paragraphs read, however its lines were broken; what breaks a line stays a line."""
    text = unicodedata.normalize("NFC", text)
    if "\n" not in text:
        return (_BLANKS.sub(" ", text) if "  " in text or "\t" in text else text).strip(" ")
    folded: list[str] = []
    before = ""
    for line in text.strip("\n").expandtabs(4).split("\n"):
        words = _BLANKS.sub(" ", line.strip(" "))
        if not before.strip(" ") or not words or _starts_anew(before, line):
            indent = line[: len(line) - len(line.lstrip(" "))] if words else ""
            folded.append(indent + words)
        elif before.endswith("  "):
            folded += [f"{folded.pop()}\\", words]
        elif before.endswith("\\"):
            folded.append(words)
        else:
            folded.append(f"{folded.pop()} {words}")
        before = line
    whole = _EMPTY.sub("\n\n", "\n".join(folded)).strip("\n")
    return whole if "\n" in whole else whole.strip(" ")


def _starts_anew(before: str, line: str) -> bool:
    """Whether a line is more than the continuation of a paragraph: a list item, or one of two rows of a table."""
    return "|" in before + line or _ITEM.match(line) is not None


def encode(value: Any) -> bytes:
    """Return canonical JSON (RFC 8785) of strings, lists, objects and null."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if _ASTRAL.search(text):  # by code unit, which RFC 8785 sorts by, such a letter comes before some others
        text = json.dumps(_by_code_units(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _by_code_units(value: Any) -> Any:
    """Return the same with the keys of every object in the order of their UTF-16 code units."""
    if isinstance(value, Mapping):
        return {key: _by_code_units(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_by_code_units(item) for item in value] if isinstance(value, list) else value


def digest(value: Any) -> str:
    """Return the SHA-256 of a value that is in form 1, as 64 digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def digests(values: Iterable[Any]) -> list[str]:
    """Return the SHA-256 of each value of a growing list, sorted."""
    return sorted(digest(canonical(value)) for value in values)
