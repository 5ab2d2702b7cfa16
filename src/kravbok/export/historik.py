"""A requirement's life as text, Markdown and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kravbok.encoding import hide
from kravbok.view.historik import HandelseVy, HistorikVy, LydelselivVy
from kravbok.view.parts import Faktum, plain

__all__ = ["FORMATS", "SCHEMA", "show_historik"]

SCHEMA = "kravbok/historik/1"

_MARKUP = re.compile(r"[\\`*_\[\]<>&|#~]")


def show_historik(vy: HistorikVy, form: str) -> str:
    """Return the life in one of the formats, without a final newline."""
    return FORMATS[form](vy)


def _text(vy: HistorikVy) -> str:
    lines = [hide(f"{vy.id} {vy.rubrik}".strip()), *(f"  {hide(notis)}" for notis in vy.notiser)]
    for part in (*vy.lydelser, *vy.borttagna):
        lines += ["", hide(part.rubrik), *(f"  {line}" for line in _plain_facts(part))]
    if vy.handelser:
        lines += ["", "Posten", *(f"  {hide(item.text)}" for item in vy.handelser)]
    return "\n".join(lines)


def _plain_facts(part: LydelselivVy) -> Iterator[str]:
    """Yield the facts and events of a wording, terms in one column."""
    rows = [(fact.term, plain(value)) for fact in part.fakta for value in fact.varden]
    rows += [("I git", item.rad) for item in part.handelser]
    width = max((len(term) for term, _ in rows), default=0)
    before = ""
    for term, words in rows:
        yield f"{'' if term == before else term:{width}}  {hide(words)}"
        before = term


def _markdown(vy: HistorikVy) -> str:
    lines = [f"# {_mark(f'{vy.id} {vy.rubrik}'.strip())}"]
    lines += [line for notis in vy.notiser for line in ("", _mark(notis))]
    for part in (*vy.lydelser, *vy.borttagna):
        lines += ["", f"## {_mark(part.rubrik)}", "", *_items(part)]
    if vy.handelser:
        lines += ["", "## Posten", "", *(f"- {_mark(item.text)}" for item in vy.handelser)]
    return "\n".join(lines)


def _items(part: LydelselivVy) -> Iterator[str]:
    for fact in part.fakta:
        yield f"- **{fact.term}:** " + "; ".join(_mark(plain(value)) for value in fact.varden)
    yield from (f"- **I git:** {_mark(item.rad)}" for item in part.handelser)


def _mark(words: str) -> str:
    """Return words with the signs that Markdown would take for its own."""
    return _MARKUP.sub(r"\\\g<0>", hide(words))


def _json(vy: HistorikVy) -> str:
    data = {
        "schema": SCHEMA,
        "id": vy.id,
        "rubrik": vy.rubrik,
        "fil": hide(vy.fil),
        "notiser": list(vy.notiser),
        "lydelser": [_wording(part) for part in vy.lydelser],
        "borttagna": [_wording(part) for part in vy.borttagna],
        "handelser": list(_events(vy.handelser)),
        "fynd": [
            {"kod": item.code, "meddelande": hide(item.message), "hjalp": hide(item.hint)} for item in vy.findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _wording(part: LydelselivVy) -> dict[str, Any]:
    return {
        "rubrik": hide(part.rubrik),
        "mening": hide(part.mening),
        "fakta": _facts(part.fakta),
        "handelser": list(_events(part.handelser)),
    }


def _facts(facts: Iterable[Faktum]) -> dict[str, list[str]]:
    return {fact.term: [hide(plain(value)) for value in fact.varden] for fact in facts}


def _events(items: Iterable[HandelseVy]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield {
            "slag": item.slag,
            "dag": item.dag,
            "commit": item.commit,
            "roll": hide(item.roll),
            "nycklar": [hide(name) for name in item.nycklar],
            "fil": hide(item.fil),
        }


FORMATS: Mapping[str, Callable[[HistorikVy], str]] = {"text": _text, "markdown": _markdown, "json": _json}
