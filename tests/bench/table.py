"""What was measured, as a Markdown table: least, median and greatest seconds, the ratio to MkDocs, and memory."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bench.runs import COLD, Matning

__all__ = ["format_table"]

_HEAD = (
    "| Verktyg | Arbete | Läge | Sekunder: minst / median / störst | Gånger MkDocs | Minne, MiB |\n"
    "|---|---|---|---|---|---|"
)


def format_table(rows: Sequence[Matning]) -> str:
    """Return the rows as a table; the ratio is to MkDocs' first HTML of the run, least to least, as noise only adds."""
    mkdocs = [row for row in rows if row.verktyg == "mkdocs" and (row.fall.vad, row.fall.lage) == ("HTML", COLD)]
    base = min(mkdocs[0].seconds) if mkdocs and not mkdocs[0].failed else None
    return "\n".join([_HEAD, *(_row(row, base) for row in rows)])


def _row(row: Matning, base: float | None) -> str:
    cells = [row.verktyg, row.fall.vad, row.fall.lage]
    if row.failed:
        return f"| {' | '.join([*cells, 'gick inte', '–', '–'])} |"
    seconds = " / ".join(_number(value) for value in (min(row.seconds), median(row.seconds), max(row.seconds)))
    ratio = _number(min(row.seconds) / base) if base else "–"
    return f"| {' | '.join([*cells, seconds, ratio, f'{median(row.peak):.0f}'])} |"


def _number(value: float) -> str:
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f}".replace(".", ",")
