"""A new decision: its id is made of body, day and paragraph, and what is not known is said to be so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import get_args

from kravbok.model.register import Beslut
from kravbok.writing.records import Value, sentence

__all__ = ["OUTCOMES", "beslut_id", "make_beslut"]

OUTCOMES: tuple[str, ...] = get_args(Beslut.model_fields["beslut"].annotation)
"""What may have been decided."""


def beslut_id(organ: str, datum: str, paragraf: str) -> str:
    """Return the id of a decision: RS-2021-03-24-44, or RS-2021-05-okand-paragraf."""
    day = datum if datum != "okänt" else "okant-datum"
    number = paragraf if paragraf not in ("okänd", "okänt") else "okand-paragraf"
    return "-".join(_letters(part) for part in (organ, day, number))


def _letters(text: str) -> str:
    """Return a text with the letters a–z, digits and hyphens that an id has."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


def make_beslut(record_id: str, said: Mapping[str, str]) -> dict[str, Value]:
    """Return the record of a decision; a paragraph that is a number, and a time, stand without quotation marks."""
    paragraf = said["paragraf"]
    return {
        "id": record_id,
        "organisation": said["organisation"],
        "organ": said["organ"],
        "datum": _time(said["datum"]),
        "paragraf": int(paragraf) if re.fullmatch("[1-9][0-9]{0,5}", paragraf) else paragraf,
        "beslut": said["utfall"],
        "avser": {"text": sentence(said["text"])},
        "arende": said["arende"],
    }


def _time(text: str) -> Value:
    """Return a year or a day as what it is, so that it stands without quotation marks, and other times as text."""
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text
    except ValueError:
        return text
