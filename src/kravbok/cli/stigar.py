"""Paths as they are given on a command line, whatever the shell and its completion make of them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["as_stored"]


def as_stored(stigar: Sequence[str]) -> tuple[str, ...]:
    r"""Return paths as files and findings have theirs, from the project's folder: .\krav\bok is krav/bok."""
    return tuple(stig.replace("\\", "/").removeprefix("./") for stig in stigar)
