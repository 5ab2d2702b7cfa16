"""What reading a YAML file gives: documents of plain values, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Data", "Document", "Path", "Place"]

Data = Any  # str | list[Data] | dict[str, Data]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value and its key stand: lines and columns from 1, `start` and `end` as character offsets."""

    line: int
    column: int
    length: int
    start: int
    end: int
    key: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document of a file: its number from 0, the line where it begins and its values."""

    number: int
    line: int
    data: Data
