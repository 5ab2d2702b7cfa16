"""Many files at once into canonical form: what they become, and what is wrong with those that stay as they are."""

from __future__ import annotations

from collections.abc import Iterable

from kravbok.finding import Finding
from kravbok.loader import kind_of
from kravbok.sources import File
from kravbok.writing.canonical import canonical

__all__ = ["format_files"]


def format_files(files: Iterable[File]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the record files that canonical form changes, as they become, and the findings of those left alone."""
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for file in files:
        if kind_of(file.path) is None:
            continue
        written = canonical(file.path, file.data)
        if isinstance(written, list):
            findings += written
        elif written != file.data:
            made[file.path] = written
    return made, findings
