"""An indicator's target in words, and a figure as a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.model.register import Mal
from kravbok.model.storhet import Okand, format_tabell

__all__ = ["describe_mal"]


def describe_mal(mal: Mal) -> str:
    """Return the target in words: ”minst 55 %, senast 31 december 2022”."""
    return ", ".join(_parts(mal))


def _parts(mal: Mal) -> Iterator[str]:
    if mal.niva is not None:
        yield format_tabell(mal.niva)
    if mal.okning is not None:
        yield f"ökning med {format_tabell(mal.okning)}"
    if mal.i_ord is not None:
        yield mal.i_ord
    if mal.utgangsvarde is not None:
        unknown = isinstance(mal.utgangsvarde, Okand)
        yield "från ett okänt utgångsvärde" if unknown else f"från {format_tabell(mal.utgangsvarde)}"
    if mal.senast is not None:
        yield f"senast {mal.senast}" if mal.senast.known else "okänd dag"
    if mal.avser is not None:
        yield f"avser {mal.avser}"
