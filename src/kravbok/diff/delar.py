"""Chapters and appendices of two editions side by side: heading, number, place and own text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from kravbok.diff.krav import ordered
from kravbok.diff.ord import diff_block, diff_ord
from kravbok.diff.platser import find_moved, shown_order
from kravbok.diff.skillnad import Delskillnad, Slag
from kravbok.diff.texter import compare_heading, compare_texts, read_text
from kravbok.edition import Avsnitt, BilagaDel, Utgivning

__all__ = ["compare_appendices", "compare_chapters"]

Del = TypeVar("Del", Avsnitt, BilagaDel)


def compare_chapters(fore: Utgivning, efter: Utgivning) -> tuple[Delskillnad, ...]:
    """Return how the chapters differ, in the new order; a chapter is there when it has requirements."""
    return _compare(fore, efter, _by_id(fore.avsnitt), _by_id(efter.avsnitt))


def compare_appendices(fore: Utgivning, efter: Utgivning) -> tuple[Delskillnad, ...]:
    """Return how the appendices differ, in the new order, the files that they show included."""
    return _compare(fore, efter, _by_id(fore.bilagor), _by_id(efter.bilagor))


def _by_id(parts: Sequence[Del]) -> dict[str, Del]:
    return {(part.kapitel if isinstance(part, Avsnitt) else part.bilaga).id: part for part in parts}


def _compare(
    fore: Utgivning, efter: Utgivning, old: Mapping[str, Del], new: Mapping[str, Del]
) -> tuple[Delskillnad, ...]:
    calm = {name for name in old.keys() & new.keys() if old[name].lydelse.ordning == new[name].lydelse.ordning}
    same_book = fore.bok.id == efter.bok.id
    moved = find_moved([name for name in old if name in new], [name for name in new if name in old], calm)
    found = []
    for name in shown_order(old, new, moved):
        if name in old and name in new:
            place = _place(old[name], new[name], moved=name in moved) if same_book else set()
            item = _both(name, (fore, old[name]), (efter, new[name]), place)
        else:
            item = _new(name, efter, new[name]) if name in new else _ended(name, fore, old[name])
        found += [item] if item.slag else []
    return tuple(found)


def _place(old: Del, new: Del, *, moved: bool) -> set[Slag]:
    if moved:
        return {"flyttad"}
    return {"omnumrerad"} if old.nummer != new.nummer else set()


def _text(part: Del) -> str:
    return (part.lydelse.inledning if isinstance(part, Avsnitt) else part.lydelse.text) or ""


def _both(name: str, fore: tuple[Utgivning, Del], efter: tuple[Utgivning, Del], place: set[Slag]) -> Delskillnad:
    old, new = fore[1].lydelse, efter[1].lydelse
    heading, words = compare_heading(old.rubrik, new.rubrik)
    text = compare_texts(read_text(fore[0], None, _text(fore[1]), {}), read_text(efter[0], None, _text(efter[1]), {}))
    kinds = place | heading | text.slag
    if fore[0].bok.id != efter[0].bok.id:
        kinds -= {"omnumrerad"}
    kinds |= _told_elsewhere(fore, efter, kinds, has_words=bool(text.block))
    if text.lankar or _file(*fore) != _file(*efter):
        kinds.add("ändrad uppgift")
    return Delskillnad(name, ordered(kinds), fore[1], efter[1], words, text.block)


def _told_elsewhere(
    fore: tuple[Utgivning, Del], efter: tuple[Utgivning, Del], kinds: set[Slag], *, has_words: bool
) -> set[Slag]:
    """Return the kind of a part whose words differ by a figure alone, or whose sources alone differ."""
    if has_words and not kinds - {"flyttad"}:
        return {"ändrad siffra"}
    old, new = fore[1].lydelse, efter[1].lydelse
    return {"ändrat ursprung"} if not kinds and getattr(old, "ursprung", ()) != getattr(new, "ursprung", ()) else set()


def _file(utgivning: Utgivning, part: Del) -> tuple[str | None, str | None, bytes]:
    """Return the file that an appendix shows, what it is said to show, and its bytes."""
    if isinstance(part, Avsnitt):
        return None, None, b""
    path = f"krav/{utgivning.bok.id}/filer/{part.lydelse.fil}"
    return part.lydelse.fil, part.lydelse.alt, utgivning.register.filer.get(path, b"") if part.lydelse.fil else b""


def _new(name: str, utgivning: Utgivning, part: Del) -> Delskillnad:
    block = read_text(utgivning, None, _text(part), {}).block
    return Delskillnad(name, ("ny",), None, part, diff_ord("", part.lydelse.rubrik), diff_block((), block))


def _ended(name: str, utgivning: Utgivning, part: Del) -> Delskillnad:
    block = read_text(utgivning, None, _text(part), {}).block
    return Delskillnad(name, ("upphävd",), part, None, diff_ord(part.lydelse.rubrik, ""), diff_block(block, ()))
