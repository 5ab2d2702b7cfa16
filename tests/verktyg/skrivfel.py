"""Faults of writing records, each made on purpose; one builder a code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kravbok.finding import Finding
from kravbok.writing.canonical import canonical, first_difference

PATH = "krav/register/arenden/RS-1-2021.yaml"


def not_canonical(_: Path) -> list[Finding]:
    """A file with its keys in another order than the model's."""
    data = b"organisation: rjh\nid: 'RS/1/2021'\n"
    made = canonical(PATH, data)
    return [first_difference(PATH, data, made)] if isinstance(made, bytes) else made


def not_provable(_: Path) -> list[Finding]:
    """A file with a key on several lines."""
    made = canonical(PATH, b"? |\n  id\n: RS/1/2021\n")
    return made if isinstance(made, list) else []


SKRIVFEL: dict[str, Callable[[Path], list[Finding]]] = {"K860": not_canonical, "K861": not_provable}
