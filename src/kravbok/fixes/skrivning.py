"""Several files written as one: when one of them cannot be, those before it are put back as they were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from kravbok.swap import describe
from kravbok.writing.edit import write

__all__ = ["write_all"]


def write_all(
    projekt: Path, made: Mapping[str, bytes], gone: Collection[str], sources: Mapping[str, bytes]
) -> list[Finding]:
    """Write files and remove those that are gone, all or none; return what could not be done (K708)."""
    done: list[str] = []
    for path in sorted(made):
        if lost := write(projekt, {path: made[path]}):
            _restore(projekt, done, sources)
            return lost
        done.append(path)
    for path in sorted(gone):
        try:
            (projekt / path).unlink()
        except OSError as error:
            _restore(projekt, done, sources)
            message = f"Det gick inte att ta bort {path}: {describe(error)}"
            return [finding("K708", Position(path), message, "Inget är ändrat. Kontrollera mappen och rättigheterna.")]
        done.append(path)
    return []


def _restore(projekt: Path, done: Collection[str], sources: Mapping[str, bytes]) -> None:
    """Put files back as they were; one that was new is taken away."""
    for path in done:
        if path in sources:
            write(projekt, {path: sources[path]})
        else:
            with suppress(OSError):
                (projekt / path).unlink()
