"""An amount says what it is for: per unit, per time, or one sum for all of it (K624)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.checks.sprak.prov import KRAVANDE, Prov
from kravbok.finding import Finding
from kravbok.model.rakning import Storhet

__all__ = ["check_belopp"]

_BASE = re.compile(
    r"\bper\b|\bför (?:var|varje|vart|hela|ett|en|år|båda|samtliga|alla)\b|\bvarje\b|\bvardera\b|\bårlig\w*|\bmånad\w*|"
    r"\bkvartal\w*|\bveck\w+|\bdag(?:ar)?\b|\bengångs\w+|\ben gång\b|\bsammanlag\w+|\btotal\w*|\bbudget\w*|\banslag\w*|"
    r"\bunder (?:år|hela)\w*|\bi ett för allt\b|\bi taket?\b|\b(?:19|20)[0-9]{2}\b|\bdess att\b"
)
_MONEY = "krona"


def check_belopp(prov: Prov) -> Iterator[Finding]:
    """Yield K624 for each amount of a fee or penalty that neither its unit, its rule nor the text gives a base."""
    lydelse = prov.lydelse
    inherited = lydelse.som_foregaende
    if lydelse.typ not in ("ersättning", "påföljd") or not lydelse.siffror or "siffror" in inherited:
        return
    told = "|" in prov.text or "\n- " in prov.text or _BASE.search(prov.lower) is not None  # a row or item tells too
    if told or lydelse.regel is not None or lydelse.kravniva not in KRAVANDE:
        return
    for name, value in lydelse.siffror.items():
        if _is_bare(value):
            message = f"{name} är ett belopp utan period eller bas"
            hint = "Skriv vad beloppet gäller, t.ex. 5 000 kr/plats/år, eller en regel med slag: fast belopp."
            yield prov.at_key("K624", message, hint, "siffror", name)


def _is_bare(value: object) -> bool:
    """Whether the figure is an amount of money, not nought, that is per nothing."""
    if not isinstance(value, Storhet) or value.namnare or value.hog == 0:
        return False
    return len(value.taljare) == 1 and value.taljare[0].bas == _MONEY
