"""The answer of `kravbok rakna` as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from kravbok.encoding import hide
from kravbok.model.storhet import format_tabell
from kravbok.rules.svar import Rad, Utfall, Varde, say
from kravbok.swedish import format_list
from kravbok.view.parts import plain
from kravbok.view.rakning import RakningVy

__all__ = ["SCHEMA", "show_rakning"]

SCHEMA = "kravbok/rakning/1"
UNKNOWN = "K802"


def show_rakning(vy: RakningVy, form: str) -> str:
    """Return the answer in one of the formats, without a final newline."""
    return _FORMATS[form](vy)


def _text(vy: RakningVy) -> str:
    if not vy.slag and vy.fynd:
        return "okänt" if _is_unknown(vy) else ""
    lines = [hide(f"{vy.krav} {vy.rubrik}"), f"  {hide(vy.sida)}", *(f"  {hide(notis)}" for notis in vy.notiser)]
    lines += [f"  {hide(fact.term)}: {hide(plain(value))}" for fact in vy.fakta for value in fact.varden]
    for outcome in vy.utfall:
        lines += ["", *_outcome(outcome, several=len(vy.utfall) > 1)]
    if vy.saknas:
        lines += ["", "Det går inte att räkna än. Ange också:"]
        lines += [f"  {hide(item.namn)} ({hide(item.enhet)}): {hide(item.vad)}" for item in vy.saknas]
    if vy.kallan_anger_inte:
        lines += ["", f"Källan anger inte {hide(format_list(list(vy.kallan_anger_inte), 'eller'))}."]
    return "\n".join([*lines, "", vy.forbehall])


def _outcome(outcome: Utfall, *, several: bool) -> Iterator[str]:
    if several:
        yield f"Svar {hide(outcome.antar)}:" if outcome.antar else "Svar:"
    yield from (f"  {hide(row.text)}" for row in outcome.rader)
    yield f"  = {hide(say(outcome.varde))}" if several else f"Svar: {hide(say(outcome.varde))}"


def _is_unknown(vy: RakningVy) -> bool:
    return any(item.code == UNKNOWN for item in vy.fynd)


def _json(vy: RakningVy) -> str:
    data = {
        "schema": SCHEMA,
        "krav": hide(vy.krav),
        "rubrik": hide(vy.rubrik),
        "bok": vy.bok,
        "upplaga": vy.upplaga,
        "dag": vy.dag,
        "slag": vy.slag,
        "fakta": {fact.term: [hide(plain(value)) for value in fact.varden] for fact in vy.fakta},
        "fil": hide(vy.fil),
        "rad": vy.rad,
        "fall": [{hide(name): hide(text) for name, text in case.items()} for case in vy.fall],
        "svar": [_written(item.varde) for item in vy.utfall] or (["okänt"] if _is_unknown(vy) else []),
        "utfall": [
            {"svar": _written(item.varde), "antar": hide(item.antar), "rader": [_row(row) for row in item.rader]}
            for item in vy.utfall
        ],
        "saknas": [{"namn": hide(i.namn), "enhet": hide(i.enhet), "vad": hide(i.vad)} for i in vy.saknas],
        "kallan_anger_inte": [hide(words) for words in vy.kallan_anger_inte],
        "notiser": [hide(words) for words in vy.notiser],
        "forbehall": vy.forbehall,
        "fynd": [{"kod": i.code, "meddelande": hide(i.message), "hjalp": hide(i.hint)} for i in vy.fynd],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _row(row: Rad) -> dict[str, Any]:
    return {
        "text": hide(row.text),
        "led": [_written(value) for value in row.led],
        "resultat": None if row.resultat is None else _written(row.resultat),
    }


def _written(value: Varde) -> str:
    """Return a value as an editor writes it."""
    if isinstance(value, str):
        return hide(value)
    return value.isoformat() if isinstance(value, date) else format_tabell(value)


_FORMATS: Mapping[str, Callable[[RakningVy], str]] = {"text": _text, "json": _json}
