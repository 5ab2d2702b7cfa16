"""The answers as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from kravbok import __version__
from kravbok.diagnosis.fragor import Rad
from kravbok.diagnosis.svar import Bedomning
from kravbok.report.plain import harmless
from kravbok.swedish import plural

__all__ = ["SCHEMA", "show_counts", "show_json", "show_text"]

SCHEMA = "kravbok/diagnos/1"
_WIDTH = max(map(len, Bedomning)) + 2


def show_text(rader: Sequence[Rad]) -> str:
    """Return the answers under their subjects, each judged in words, with what there is to do below it."""
    lines: list[str] = []
    for amne, group in groupby(rader, key=lambda rad: rad.fraga.amne):
        lines += ["", amne] if lines else [amne]
        for rad in group:
            lines.append(f"  {rad.svar.bedomning:<{_WIDTH}}{rad.fraga.rubrik}: {harmless(rad.svar.text)}")
            if rad.svar.atgard:
                lines.append(f"  {'':<{_WIDTH}}Gör så här: {harmless(rad.svar.atgard)}")
    return "\n".join(lines)


def show_json(rader: Sequence[Rad]) -> str:
    """Return the answers as docs/schema/diagnos-1.json describes them."""
    data = {
        "schema": SCHEMA,
        "program": f"kravbok {__version__}",
        "rader": [
            {
                "id": rad.fraga.id,
                "amne": rad.fraga.amne,
                "rubrik": rad.fraga.rubrik,
                "bedomning": rad.svar.bedomning,
                "text": harmless(rad.svar.text),
                "atgard": harmless(rad.svar.atgard),
            }
            for rad in rader
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def show_counts(rader: Sequence[Rad]) -> str:
    """Return how many answers there are of each kind, in words."""
    found = Counter(rad.svar.bedomning for rad in rader)
    kinds = (f"{found[kind]} {kind}" for kind in Bedomning if found[kind] or kind is Bedomning.FEL)
    return f"{plural(len(rader), 'fråga', 'frågor')}: {', '.join(kinds)}"
