"""New records: plain values made into canonical YAML, and proven to load before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kravbok.finding import Finding
from kravbok.loader import kind_of, load_register
from kravbok.reader import read_documents
from kravbok.register import Register
from kravbok.underlag import Underlag, with_files
from kravbok.writing.layout import lay_out
from kravbok.writing.nodes import Collection, Entry, Page, Scalar
from kravbok.writing.order import arrange_page

__all__ = ["Value", "make_node", "new_file", "paragraphs", "sentence", "try_files"]

Value = str | int | date | Sequence["Value"] | Mapping[str, "Value"]
"""What a record is made of; a text gets quotation marks where it needs them, a number and a day never do."""


def new_file(path: str, record: Mapping[str, Value]) -> bytes:
    """Return a file with one record, in canonical form; letters that no file may have are found when it is tried."""
    slag = kind_of(path)
    root = make_node(record)
    if slag is None or not isinstance(root, Collection):
        raise ValueError(f"No record can stand in {path}")
    page = Page(root=root)
    arrange_page(page, slag.model)
    data = lay_out([page]).encode()
    documents, faults = read_documents(path, data)
    if not faults and [item.data for item in documents] != [_as_read(record)]:
        raise ValueError(f"{path} would not say what was asked for")
    return data


def _as_read(value: Value) -> Value:
    """Return a value as our reader gives it: every scalar is text."""
    if isinstance(value, Mapping):
        return {key: _as_read(item) for key, item in value.items()}
    if isinstance(value, (str, int, date)):
        return str(value)
    return [_as_read(item) for item in value]


def sentence(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """Return a text on lines of its own, without blanks around it or at the end of a line."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def make_node(value: Value) -> Scalar | Collection:
    """Return a value as a node: lists and mappings with a line for each entry, texts of several lines as blocks."""
    if isinstance(value, (int, date)):
        return Scalar(str(value), None, str(value), 0)
    if isinstance(value, str):
        return _make_scalar(value)
    if isinstance(value, Mapping):
        entries = [Entry(_make_scalar(key), make_node(item)) for key, item in value.items()]
        return Collection("map", flow=False, column=0, entries=entries)
    return Collection("list", flow=False, column=0, entries=[Entry(None, make_node(item)) for item in value])


def _make_scalar(value: str) -> Scalar:
    lines = value.strip("\n").split("\n")
    if "\n" in value and not lines[0].startswith(" "):
        return Scalar(value, "|", "\n".join(["|", *(line.rstrip() for line in lines)]), 0)
    if '"' in value or "\\" in value:
        return Scalar(value, "'", "'" + value.replace("'", "''") + "'", 0)
    return Scalar(value, '"', f'"{value}"', 0)


def try_files(underlag: Underlag, made: Mapping[str, bytes]) -> tuple[Underlag, Register, list[Finding]]:
    """Return the project as it would be with new contents of files, and what then cannot be read in those."""
    after = with_files(underlag, made)
    register, findings = load_register(after.krav, after.lasning)
    return after, register, [item for item in findings if item.position.path in made]
