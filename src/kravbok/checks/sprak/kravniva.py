"""The level and the modal verbs: they say the same (K602), and a requirement has one (K603)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.checks.ordlistor import AKTORER, SUBJUNKTIONER
from kravbok.checks.satser import Modal
from kravbok.checks.sprak.prov import Prov
from kravbok.finding import Finding

__all__ = ["check_kravniva"]

_OPEN = ("mål", "villkor", "upplysning")
_SOFT = re.compile(
    r"(?:behöver inte|behöver|kan|förväntas|förutsätts|är skyldig(?:a)?(?: att)?|åtar sig|åligger|får|måste|har att)\b"
)
_OPENING = re.compile(r"\s*(?:(?:den|en|varje|samtliga|alla)\s+)?[\w-]+\s+")


def check_kravniva(prov: Prov) -> Iterator[Finding]:
    """Yield K602 where the text and the level contradict each other, else K603 for each modal verb too many."""
    level, modals = prov.lydelse.kravniva, prov.modals
    contradiction = _contradiction(level, modals) or _opens_softly(prov)
    if contradiction is not None:
        yield _contradicts(prov, contradiction)
    elif prov.lydelse.aterger == "omskriven" and "text" not in prov.lydelse.som_foregaende:
        yield from _too_many(prov, [item for item in modals if item.main])


def _contradiction(level: str, modals: list[Modal]) -> Modal | str | None:
    """Return the verb that contradicts the level, the level itself when its verb is missing, or None."""
    if level in _OPEN:
        return next((item for item in modals if item.main and item.verb in ("ska", "bör", "måste")), None)
    wanted = [item for item in modals if item.verb == level]
    forbids = level == "ska" and any(item.nekad for item in modals)
    if not wanted and not forbids:
        return level
    return next((item for item in modals if item.main and {level, item.verb} == {"ska", "bör"}), None)


def _opens_softly(prov: Prov) -> str | None:
    """Return the level when no main clause has its verb and the text opens with a weaker one: ”Vårdgivaren kan …”."""
    level = prov.lydelse.kravniva
    if level not in ("ska", "bör") or any((item.main and item.verb == level) or item.nekad for item in prov.modals):
        return None
    first = prov.tokens[:2]
    if len(first) < 2 or first[0] not in AKTORER or first[1] in SUBJUNKTIONER:
        return None
    opening = _OPENING.match(prov.lower)
    return level if opening is not None and _SOFT.match(prov.lower, opening.end()) else None


def _contradicts(prov: Prov, verb: Modal | str) -> Finding:
    level = prov.lydelse.kravniva
    want = f"Skriv om texten med ”{level}”" if level not in _OPEN else "Skriv om texten utan modalverb"
    hint = f"{want}, eller ändra kravniva."
    start, seen = _seen(prov, verb)
    if not seen or "text" in prov.lydelse.som_foregaende:
        return prov.at_key("K602", f"Kravnivån är {level}, men texten har inget ”{level}”", hint, "kravniva")
    said = verb.verb if isinstance(verb, Modal) else {"skall": "ska"}.get(seen.lower(), seen)
    return prov.found("K602", start, start + len(seen), f"Texten säger ”{said}”, men kravnivån är {level}", hint)


def _seen(prov: Prov, verb: Modal | str) -> tuple[int, str]:
    """Return where the contradicting verb stands and its word; no word where the text has none."""
    modal = verb if isinstance(verb, Modal) else next((item for item in prov.modals if item.main), None)
    if modal is not None:
        return modal.start, modal.ord
    opening = _OPENING.match(prov.lower) if prov.lydelse.kravniva in ("ska", "bör") else None
    soft = _SOFT.match(prov.lower, opening.end()) if opening is not None else None
    return (soft.start(), prov.text[slice(*soft.span())]) if soft is not None else (0, "")


def _too_many(prov: Prov, modals: list[Modal]) -> Iterator[Finding]:
    for item in modals[1:]:
        message = f"Ännu ett modalverb, ”{item.verb}”, efter ”{modals[0].verb}”"
        hint = "Dela upp kravet i två, eller skriv om meningen: ett krav, en skyldighet."
        yield prov.found("K603", item.start, item.start + len(item.ord), message, hint)
