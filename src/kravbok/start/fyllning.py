"""Templates filled with values: a record as a tree, so that no value can be more than a value; a page as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kravbok.reader import read_documents
from kravbok.writing.layout import lay_out
from kravbok.writing.nodes import Collection, Scalar, read_pages
from kravbok.writing.records import make_node

__all__ = ["fill_record", "fill_text"]

_GAP = re.compile("‹([a-z]+)›")


def fill_text(template: str, values: Mapping[str, str]) -> str:
    """Return a text with its gaps, such as ‹namn›, filled; what a value says is never read as a gap."""
    return _GAP.sub(lambda gap: values[gap[1]], template)


def fill_record(path: str, template: bytes, values: Mapping[str, str]) -> bytes:
    """Return a record's file in canonical form, with every gap in it filled and its comments kept.

    Letters that no file may have are found when the file is checked.
    """
    pages = read_pages(template.decode("utf-8"))
    for page in pages:
        _fill(page.root, values)
    data = lay_out(pages).encode("utf-8")
    wanted, _ = read_documents(path, template)
    read, faults = read_documents(path, data)
    if not faults and [item.data for item in read] != [_expected(item.data, values) for item in wanted]:
        raise ValueError(f"The template of {path} would not say what it was filled with")
    return data


def _fill(value: Scalar | Collection | None, values: Mapping[str, str]) -> None:
    if isinstance(value, Collection):
        for entry in value.entries:
            if isinstance(entry.value, Scalar):
                entry.value = _filled(entry.value, values)
            else:
                _fill(entry.value, values)


def _filled(scalar: Scalar, values: Mapping[str, str]) -> Scalar | Collection:
    """Return a value filled: one within quotation marks gets those that it needs, another is a number or a day."""
    text = fill_text(scalar.value, values)
    if text == scalar.value:
        return scalar
    return Scalar(text, None, text, scalar.parent) if not scalar.style else make_node(text)


def _expected(data: Any, values: Mapping[str, str]) -> Any:
    if isinstance(data, dict):
        return {key: _expected(item, values) for key, item in data.items()}
    if isinstance(data, list):
        return [_expected(item, values) for item in data]
    return fill_text(data, values)
