"""Findings as Markdown: a table for the summary of a run, or a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kravbok.codes import Allvar
from kravbok.finding import Finding
from kravbok.report.plain import harmless
from kravbok.swedish import plural

__all__ = ["MOST", "show_markdown"]

MOST = 500
"""Rows that fit in a forge's summary with room to spare."""

# What is mark-up, a link or an entity; www. alone begins a link too.
_MARKS = re.compile(r"[\\`*_\[\]<>|~&#@$!:^{}+]|(?<=www)\.", re.IGNORECASE)
# A name that would call on someone, or a number that would link somewhere: forges leave code alone.
_CALL = re.compile(r"([@#][\w/-]*\w)")


def show_markdown(findings: Sequence[Finding]) -> str:
    """Return a heading, the counts and a table, the heaviest first; a sentence when nothing was found."""
    if not findings:
        return "## Kontroll av kraven\n\nInga fynd."
    order = list(Allvar)
    ranked = sorted(findings, key=lambda item: (order.index(item.severity), item))
    lines = ["## Kontroll av kraven", "", _counts(findings), "", "| Allvar | Kod | Plats | Fynd | Åtgärd |"]
    lines += ["|---|---|---|---|---|", *(_row(item) for item in ranked[:MOST])]
    if len(ranked) > MOST:
        lines += ["", f"Ytterligare {len(ranked) - MOST} fynd visas av `kravbok kontrollera`."]
    return "\n".join(lines)


def _counts(findings: Sequence[Finding]) -> str:
    weights = [item.severity for item in findings]
    names = {
        Allvar.FEL: ("fel", "fel"),
        Allvar.VARNING: ("varning", "varningar"),
        Allvar.UPPLYSNING: ("upplysning", "upplysningar"),
    }
    return ", ".join(plural(weights.count(weight), *words) for weight, words in names.items()) + "."


def _row(item: Finding) -> str:
    place = item.position
    cells = (str(item.severity), item.code, f"{place.path}:{place.line}:{place.column}", item.message, item.hint)
    return f"| {' | '.join(_escape(cell) for cell in cells)} |"


def _escape(text: str) -> str:
    """Return a text that Markdown shows as it is: no mark-up, no HTML, no link, and no one called."""
    parts = _CALL.split(harmless(text).strip())
    return "".join(f"<code>{_plain(part)}</code>" if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    return _MARKS.sub(lambda match: f"\\{match[0]}", text)
