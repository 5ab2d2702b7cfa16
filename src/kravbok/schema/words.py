"""The Swedish words of the model that its code cannot say itself, from docs/ordlista.yaml, as the package carries them.

`PYTHONPATH=tests python -m verktyg.schemaord` writes ord.json anew; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["meaning_of_post", "meanings_of_values", "title_of"]


@cache
def _table() -> Mapping[str, Any]:
    table: dict[str, Any] = json.loads(files("kravbok.schema").joinpath("ord.json").read_text(encoding="utf-8"))
    return table


def title_of(key: str) -> str:
    """Return a key as it is spelt in Swedish: ”gäller från”."""
    return str(_table()["nycklar"].get(key, key))


def meaning_of_post(name: str) -> tuple[str, str]:
    """Return the word for a record, by the name of its model, and what it means."""
    word, meaning = _table()["poster"][name]
    return word, meaning


def meanings_of_values(field: str) -> Mapping[str, str]:
    """Return what each word means that a field (”Lydelse.typ”) may have."""
    found: dict[str, str] = _table()["varden"][field]
    return found
