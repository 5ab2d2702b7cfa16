"""Comparisons of every pair of editions as JSON: schema kravbok/jamforelse/1; what several pairs say is there once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kravbok.diff.skillnad import Ordbit
from kravbok.view.andringar.delar import AndringVy, DelVy, ParVy
from kravbok.view.parts import Bitar, Faktum
from kravbok.view.webb.jamforelse import TillaggVy
from kravbok.view.webb.jamforelsedata import Jamforelsedata, Parjamforelse, Upplagedata
from kravbok.view.webb.sida import INTERN

__all__ = ["SCHEMA", "write_jamforelse_json"]

SCHEMA = "kravbok/jamforelse/1"


class _Delat:
    """A list of different things, each kept once: the number of a thing is where it stands."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.alla: list[Any] = []

    def number(self, thing: Any) -> int:
        """Return where a thing stands, at the end if it is new."""
        key = thing if isinstance(thing, str) else json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
        if key not in self._numbers:
            self._numbers[key] = len(self.alla)
            self.alla.append(thing)
        return self._numbers[key]


class _Delar:
    """What the pairs of a file share: headings, texts word by word, and whole changes."""

    def __init__(self) -> None:
        self.rubriker = _Delat()
        self.stycken = _Delat()
        self.andringar = _Delat()


def write_jamforelse_json(data: Jamforelsedata) -> str:
    """Return the comparisons as JSON on one line; internal addresses are those of the site, from its root."""
    delar = _Delar()
    whole = {
        "schema": SCHEMA,
        "upplagor": [_edition(item, delar) for item in data.upplagor],
        "val": {group: [[name, words] for name, words in known.items()] for group, known in data.val.items()},
        "par": [_pair(item, delar) for item in data.par],
        "andringar": delar.andringar.alla,
        "stycken": delar.stycken.alla,
        "rubriker": delar.rubriker.alla,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _edition(item: Upplagedata, delar: _Delar) -> dict[str, Any]:
    krav = {name: [nummer, delar.rubriker.number(rubrik)] for name, (nummer, rubrik) in item.krav.items()}
    return {"id": item.id, "bok": item.bok, "upplaga": item.upplaga, "adress": item.adress, "krav": krav}


def _pair(item: Parjamforelse, delar: _Delar) -> dict[str, Any]:
    vy = item.vy
    return {
        "fore": item.fore,
        "efter": item.efter,
        "sida": item.sida,
        "titel": vy.titel,
        "status": vy.status,
        "spalter": [vy.fore.spalt, vy.efter.spalt],
        "uppgifter": _facts(vy.uppgifter),
        "notiser": [[notis.rubrik, notis.text] for notis in vy.notiser],
        "sammanfattning": list(vy.sammanfattning),
        "omfattning": vy.omfattning,
        "avsnitt": [
            {
                "id": part.id,
                "nummer": part.nummer,
                "rubrik": part.rubrik,
                "egen": _part(part.egen, delar) if part.egen else None,
                "andringar": [
                    [delar.andringar.number(_change(krav, item.tillagg[krav.id], delar)), krav.nummer]
                    for krav in part.andringar
                ],
            }
            for part in vy.avsnitt
        ],
        "bilagor": [_part(part, delar) for part in vy.bilagor],
        "dolda": [[krav.id, " · ".join(krav.markning)] for krav in vy.dolda],
        "motsvarar": [list(names) for names in item.motsvarar],
    }


def _part(part: DelVy, delar: _Delar) -> dict[str, Any]:
    text = delar.stycken.number(_columns(part.par))
    return {"id": part.id, "rubrik": part.rubrik, "mening": part.mening, "stycken": text}


def _change(item: AndringVy, added: TillaggVy, delar: _Delar) -> dict[str, Any]:
    """Return a change without its number and its chapter, which differ where the rest is the same."""
    return {
        "id": item.id,
        "tecken": item.tecken,
        "rubrik": item.rubrik,
        "markning": list(item.markning),
        "anmarkning": item.anmarkning,
        "stycken": delar.stycken.number(_columns(item.par)),
        "siffror": [
            [figure.grupp, figure.namn, figure.fore, figure.efter, figure.skillnad, figure.procent]
            for figure in item.siffror
        ],
        "fakta": _facts(item.fakta),
        "slag": added.slag,
        "fore": added.fore,
        "efter": added.efter,
    }


def _facts(facts: Iterable[Faktum]) -> list[Any]:
    return [[fact.term, [_bits(value) for value in fact.varden]] for fact in facts]


def _bits(value: Bitar) -> list[Any]:
    """Return runs of words; one that links is the words and the address."""
    return [[bit.text, bit.href.removeprefix(INTERN)] if bit.href else bit.text for bit in value]


def _columns(parts: Iterable[ParVy]) -> list[dict[str, Any]]:
    return [{key: value for key, value in _paragraph(part) if value} for part in parts]


def _paragraph(part: ParVy) -> Iterable[tuple[str, Any]]:
    """Return a paragraph in both columns and in one; each run of words begins with its sign."""
    return (
        ("fore", _words(part.fore)),
        ("efter", _words(part.efter)),
        ("ord", _words(part.ord)),
        ("i_stallet", part.i_stallet),
        ("punkt_fore", part.punkt_fore),
        ("punkt_efter", part.punkt_efter),
    )


def _words(bits: Iterable[Ordbit]) -> list[str]:
    return [bit.tecken + bit.text for bit in bits]
