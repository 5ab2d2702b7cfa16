"""The same clause twice: in two places (K630, K631), with a few words changed (K632), with other figures (K636).

Only what stands side by side is compared: two requirements in one edition, or in editions of two books that hold at the
same time. Two wordings of one requirement, and a requirement beside the one it replaces, are never the same clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.checks.grannar import Granne, Par, neighbours
from kravbok.checks.textfel import mark
from kravbok.diff.ord import diff_ord
from kravbok.edition import Utgivning
from kravbok.finding import Finding, Sammanhang, finding
from kravbok.register import Register

__all__ = ["check_dubbletter"]

BLOCK = 3
"""So many clauses that one chapter has from another are one finding: it is the chapter that is repeated."""

_SHOWN = 5


def check_dubbletter(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield what stands twice: a chapter once, else each clause once, with every place."""
    if not utgivningar:
        return
    register = utgivningar[0].register
    pairs = neighbours(utgivningar)
    same = [pair for pair in pairs if not pair.ord and not pair.figures]
    blocks = {key: block for key, block in _by_chapters(same).items() if len(block) >= BLOCK}
    yield from (_chapter(register, block) for block in blocks.values())
    repeated = {id(pair) for block in blocks.values() for pair in block}
    yield from _clauses(register, [pair for pair in same if id(pair) not in repeated])
    yield from (_almost(register, pair) for pair in _once([pair for pair in pairs if _is_almost(pair)]))
    contradictions = [pair for pair in pairs if pair.together and pair.figures and not pair.ord]
    yield from (_two_values(register, pair) for pair in _once(contradictions))


def _once(pairs: list[Par]) -> Iterator[Par]:
    """Yield the first pair of each clause that is like others: of many in a row, each is told once."""
    seen: set[str] = set()
    for pair in pairs:
        if pair.second.id not in seen:
            seen.add(pair.second.id)
            yield pair


def _is_almost(pair: Par) -> bool:
    """Whether two clauses are one with a few words changed; in one book, other words and figures are another duty."""
    return bool(pair.ord and not pair.figures) if pair.together else bool(pair.ord or pair.figures)


_Chapters = tuple[tuple[str, str], tuple[str, str]]


def _by_chapters(pairs: list[Par]) -> dict[_Chapters, list[Par]]:
    """Return the pairs by the two chapters they stand in, where these are two."""
    found: dict[_Chapters, list[Par]] = {}
    for pair in pairs:
        if pair.first.chapter != pair.second.chapter:
            found.setdefault((pair.first.chapter, pair.second.chapter), []).append(pair)
    return found


def _chapter(register: Register, pairs: list[Par]) -> Finding:
    """Return K631 for a chapter that repeats another: at its first clause, with the headings if they differ."""
    (book, name), (other_book, other) = pairs[0].second.chapter, pairs[0].first.chapter
    headings = [_heading(register, book, name), _heading(register, other_book, other)]
    where = f"{other} i {other_book}" if other_book != book else other
    message = f"Kapitlet {name} upprepar {len(pairs)} klausuler ur kapitlet {where}"
    if headings[0] != headings[1]:
        message += f", under rubriken ”{headings[0]}” i stället för ”{headings[1]}”"
    related = tuple(_place(register, pair.first, f"{pair.second.id} upprepar {pair.first.id}") for pair in pairs)
    hint = _remedy(pairs[0], "klausulerna")
    return finding("K631", _place(register, pairs[0].second).position, message, hint, related[:_SHOWN])


def _heading(register: Register, book: str, chapter: str) -> str:
    kapitel = register.kapitel.get((book, chapter))
    return kapitel.lydelser[-1].rubrik if kapitel is not None else chapter


def _clauses(register: Register, pairs: list[Par]) -> Iterator[Finding]:
    """Yield K630 for each clause that repeats another, once, with the places of all that it repeats."""
    seconds: dict[str, list[Par]] = {}
    for pair in pairs:
        seconds.setdefault(pair.second.id, []).append(pair)
    for krav_id, own in seconds.items():
        first = own[0].first
        related = tuple(_place(register, pair.first, f"{pair.first.id} står här") for pair in own[:_SHOWN])
        message = f"{krav_id} har samma text som {first.id}"
        yield finding("K630", _place(register, own[0].second).position, message, _remedy(own[0], "texten"), related)


def _remedy(pair: Par, what: str) -> str:
    first, second = pair.first, pair.second
    if first.shared and not second.shared:
        return f"Lägg till {second.books[0]} under i_bok i {first.id}, och låt {second.id} upphöra."
    if pair.together:
        return f'Behåll {what} på ett ställe och hänvisa dit: {{{{ krav("{first.id}") }}}}.'
    return "Skriv ett gemensamt krav i krav/gemensamt med i_bok för varje bok, och låt de andra upphöra."


def _almost(register: Register, pair: Par) -> Finding:
    """Return K632 with the words that two clauses do not share."""
    first, second = pair.first, pair.second
    message = f"{second.id} skiljer sig från {first.id} bara i {_differing(first.shown, second.shown)}"
    hint = "Är det samma sak, skriv den på ett ställe" + (
        "." if pair.together else ": som gemensamt krav, där avvikelse under i_bok säger vad som är annorlunda."
    )
    related = (_place(register, first, f"{first.id} står här"),)
    return finding("K632", _place(register, second).position, message, hint, related)


def _two_values(register: Register, pair: Par) -> Finding:
    """Return K636 for two clauses of one edition that say the same, word for word, with other figures."""
    first, second = pair.first, pair.second
    message = f"{second.id} säger detsamma som {first.id} men med andra värden: {_differing(first.shown, second.shown)}"
    hint = "Behåll den ena, eller skriv vad som skiljer dem åt."
    related = (_place(register, first, f"{first.id} står här"),)
    return finding("K636", _place(register, second).position, message, hint, related)


def _differing(fore: str, efter: str) -> str:
    """Return what stands in the one text but not in the other: ”listade” → ”patienter”, at most three of them."""
    found: list[list[str]] = []
    open_pair = False
    for bit in diff_ord(fore, efter):
        if bit.tecken == "=":
            open_pair = False
            continue
        if not open_pair:
            found.append(["", ""])
            open_pair = True
        found[-1][bit.tecken == "+"] += " ".join(bit.text.split())
    shown = [f"”{old or '–'}” → ”{new or '–'}”" for old, new in found[:3]]
    return ", ".join(shown) + (" med flera" if len(found) > len(shown) else "")


def _place(register: Register, granne: Granne, text: str = "") -> Sammanhang:
    """Return where the text stands; of one in a block below its key, where its first word stands."""
    path = ("lydelser", granne.index, "text")
    position = register.position(granne.krav, *path)
    if position.length == 1:
        position = mark(register, granne.krav, path, granne.lydelse.text, 0, 0)
    return Sammanhang(position, text)
