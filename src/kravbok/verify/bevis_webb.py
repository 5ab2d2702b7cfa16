"""The proof of the website's pages: every word of each requirement stands on the page, in its fragment and its data.

The words are those of the edition, not of the page's own view, so that a page with the words of another edition is a
fault too. Within a requirement, from its marks to its last fact, nothing else may stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.etree import LxmlError

from kravbok.verify.bevis import FRONT, Bevis, clause_bevis, fact_words
from kravbok.verify.compare import Avvikelse, clean, compare
from kravbok.verify.read_html import read_html
from kravbok.view.parts import Bit, Faktum, KravVy

__all__ = ["Sidbevis", "prove_data", "prove_fragment", "prove_page"]


_MAIN = re.compile(rb"<main\b.*</main>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sidbevis:
    """A requirement that must stand on a page, and the heading that must stand somewhere before it (none: empty)."""

    krav: KravVy
    rubrik: str

    @property
    def block(self) -> tuple[str, ...]:
        """What must stand together: marks, text, rule and facts."""
        return clause_bevis(self.krav).block[1:]


def prove_page(data: bytes, wanted: Sequence[Sidbevis]) -> Iterator[Avvikelse]:
    """Yield where a page, or a fragment, does not hold the requirements that it must, in their order."""
    words = _read(data)
    if words is None:
        yield Avvikelse("", "", "filen går inte att läsa", "K706")
        return
    at = 0
    for item in wanted:
        end = _end(words, item, at)
        if end is None:
            yield _fault(item, words[at:])
            return
        at = end


def _end(words: str, item: Sidbevis, at: int) -> int | None:
    """Return where a requirement ends that stands here or further on, or None; it is not a part of longer words."""
    own = clean(" ".join(item.block))
    spot = words.find(clean(item.rubrik), at)
    while spot >= 0 and (spot := words.find(own, spot)) >= 0:
        end = spot + len(own)
        if not (words[spot - 1 : spot].isalnum() or words[end : end + 1].isalnum()):
            return end
        spot += 1
    return None


def prove_fragment(data: bytes, page: bytes, roots: tuple[str, str], wanted: Sequence[Sidbevis]) -> Iterator[Avvikelse]:
    """Yield where a fragment does not hold what it must: what is word for word in a page that is proven, is proven.

    `roots` are what its links begin with where they are the site's own, and what the page's begin with.
    """
    own, other = roots
    inner = data.partition(b"\n")[2].rpartition(b"</div>")[0]
    if (inner if own == other else inner.replace(own.encode(), other.encode())) not in page:
        yield from prove_page(data, wanted)


def prove_data(data: bytes, wanted: Sequence[Sidbevis]) -> Iterator[Avvikelse]:
    """Yield where a page's data does not hold the requirements that it must, in their order."""
    try:
        found = [_said(row) for row in _requirements(json.loads(data)["innehall"])]
    except (ValueError, KeyError, TypeError):
        yield Avvikelse("", "", "filen går inte att läsa", "K706")
        return
    for at, item in enumerate(wanted):
        if found[at : at + 1] != [_meant(item.krav)]:
            yield Avvikelse(item.krav.id, item.krav.id, "kravets uppgifter saknas eller är andra än i boken")
            return


def _read(data: bytes) -> str | None:
    """Return the words of a page's main part, or of all of it where it has none; None when it cannot be read."""
    main = _MAIN.search(data)
    try:
        return clean(read_html(main[0] if main else data, ())[FRONT])
    except (LxmlError, UnicodeDecodeError):
        return None


def _fault(item: Sidbevis, words: str) -> Avvikelse:
    """Return the first word that is missing or wrong; where all stand in order, that something else is between them."""
    name = item.krav.id
    found = list(compare([Bevis(name, (item.rubrik, *item.block))], {name: words}))
    return found[0] if found else Avvikelse(name, name, "kravet står inte sammanhållet, något annat står emellan")


def _requirements(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what is a requirement in a page's data, in order."""
    if isinstance(data, dict):
        if isinstance(data.get("krav"), dict):
            yield data["krav"]
        else:
            for value in data.values():
                yield from _requirements(value)
    elif isinstance(data, list):
        for value in data:
            yield from _requirements(value)


def _meant(krav: KravVy) -> tuple[str, ...]:
    facts = tuple(words for faktum in krav.fakta for words in fact_words(faktum))
    return (krav.id, krav.nummer, krav.rubrik, krav.andring, *krav.markning, *krav.block, *krav.regel, *facts)


def _said(row: Mapping[str, Any]) -> tuple[str, ...]:
    facts = (Faktum(item["term"], tuple(tuple(map(_bit, value)) for value in item["varden"])) for item in row["fakta"])
    words = (text for faktum in facts for text in fact_words(faktum))
    head = (row["id"], row["nummer"], row["rubrik"], row["andring"])
    return (*head, *row["markning"], *row["block"], *row["regel"], *words)


def _bit(data: Mapping[str, Any]) -> Bit:
    return Bit(data["text"])
