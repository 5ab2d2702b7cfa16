"""What a rule needs and the source does not say, in words."""

from __future__ import annotations

from kravbok.model.regel import Regel
from kravbok.model.tid import is_unknown

__all__ = ["unknowns"]

_ASKED = {
    "fran": "från när fristen räknas",
    "tidsrakning": "hur tiden räknas",
    "handelsedagen": "om händelsens dag räknas in",
    "helgdag": "om en frist som slutar på en helgdag flyttas",
    "paborjad_vecka": "om en påbörjad vecka räknas som hel",
    "ar": "om året är kalenderår eller tolv månader",
    "utgangsvarde": "utgångsvärdet",
    "pott": "summan som fördelas",
    "sats": "satsen",
    "minst": "lägsta nivån",
    "granser": "om radernas högsta värde hör till raden",
}


def unknowns(regel: Regel) -> list[str]:
    """Return what the rule needs but the source does not say, each once."""
    words = list(regel.kallan_anger_inte)
    words += [text for key, text in _ASKED.items() if is_unknown(getattr(regel, key))]
    return list(dict.fromkeys(words))
