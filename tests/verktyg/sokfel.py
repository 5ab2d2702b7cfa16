"""Faults of the search: a builder for each of K830–K832."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from kravbok.finding import Finding
from kravbok.sok.index import write_index
from verktyg.soksidor import SIDOR, write_sidor

SOKFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K830": lambda folder: write_index(write_sidor(folder / "plats"), program=folder / "pagefind"),
    "K831": lambda folder: write_index(write_sidor(folder / "plats"), program=Path(sys.executable)),
    "K832": lambda folder: write_index(write_sidor(folder / "plats", {"": SIDOR[""]})),
}
