"""What a build of the site leaves to the next one: which pages it made of what, and the checksums of its files."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from kravbok.cache import Cache, Summor, key_of

__all__ = ["Minne", "Sidpost", "read_minne"]

Sidpost = tuple[str, list[tuple[str, str]]]
"""The key of a page, and its files with their SHA-256."""


@dataclass
class Minne:
    """What is known of the last build into a folder; `nya` are the pages of the build under way."""

    cache: Cache
    till: Path
    summor: Summor
    sidor: dict[str, Sidpost]
    nya: dict[str, Sidpost] = field(default_factory=dict)

    @property
    def spare(self) -> Path | None:
        """Where the folder of the site before the last one is kept."""
        return self.cache.folder / f"webbplats-{_key(self.till)[:16]}" if self.cache.folder is not None else None

    def keep(self) -> None:
        """Remember the build under way, now that it is finished."""
        self.cache.put(_key(self.till), json.dumps(self.nya, ensure_ascii=False, separators=(",", ":")).encode())


def read_minne(cache: Cache, till: Path, summor: Summor) -> Minne:
    """Return what is known of the last build into a folder; nothing where that is damaged."""
    kept = cache.get(_key(till))
    rows = json.loads(kept) if kept else {}
    return Minne(cache, till, summor, {name: (key, [(n, d) for n, d in files]) for name, (key, files) in rows.items()})


def _key(till: Path) -> str:
    return key_of(b"webbplats", os.fsencode(till))
