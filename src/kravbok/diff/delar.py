"""Two editions' own parts side by side: the book's front, and each chapter's and appendix' heading, place and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kravbok.diff.krav import ordered
from kravbok.diff.ord import diff_block, diff_ord
from kravbok.diff.platser import find_moved, shown_order
from kravbok.diff.skillnad import Bokskillnad, Delskillnad, Slag
from kravbok.diff.texter import Textjamforelse, compare_heading, compare_texts, read_text, told_by_figures
from kravbok.edition import Avsnitt, BilagaDel, Utgivning

__all__ = ["compare_appendices", "compare_book", "compare_chapters"]

Del = TypeVar("Del", Avsnitt, BilagaDel)


def compare_chapters(fore: Utgivning, efter: Utgivning) -> tuple[Delskillnad, ...]:
    """Return how the chapters differ, in the new order; a chapter is there when it has requirements."""
    return _compare(fore, efter, _by_id(fore.avsnitt), _by_id(efter.avsnitt))


def compare_appendices(fore: Utgivning, efter: Utgivning) -> tuple[Delskillnad, ...]:
    """Return how the appendices differ, in the new order, the files that they show included."""
    return _compare(fore, efter, _by_id(fore.bilagor), _by_id(efter.bilagor))


def compare_book(fore: Utgivning, efter: Utgivning) -> Bokskillnad | None:
    """Return how the book itself differs; None when it does not. Two books have each their title and kind."""
    text = _compare_texts(fore, efter, fore.bok.inledning or "", efter.bok.inledning or "")
    kinds = set(text.slag)
    if fore.bok.id != efter.bok.id:
        kinds -= {"omnumrerad"}
        return Bokskillnad(ordered(kinds), (), (), text.block) if kinds else None
    titel, words = compare_heading(fore.bok.titel, efter.bok.titel)
    other = fore.bok.dokumenttyp != efter.bok.dokumenttyp
    kinds |= titel | ({"ändrad uppgift"} if other else set())
    dokumenttyp = diff_ord(fore.bok.dokumenttyp, efter.bok.dokumenttyp) if other else ()
    return Bokskillnad(ordered(kinds), words, dokumenttyp, text.block) if kinds else None


def _compare_texts(fore: Utgivning, efter: Utgivning, old: str, new: str) -> Textjamforelse:
    """Return how two texts outside the requirements differ; their figures and links are told as kinds too."""
    before, after = read_text(fore, None, old, {}), read_text(efter, None, new, {})
    found = compare_texts(before, after)
    figures = told_by_figures(before, after) if found.block else set()
    links: set[Slag] = {"ändrad uppgift"} if found.lankar else set()
    return replace(found, slag=found.slag | figures | links)


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
    text = _compare_texts(fore[0], efter[0], _text(fore[1]), _text(efter[1]))
    kinds = place | heading | text.slag
    if fore[0].bok.id != efter[0].bok.id:
        kinds -= {"omnumrerad"}
    if _file(*fore) != _file(*efter):
        kinds.add("ändrad uppgift")
    if not kinds and getattr(old, "ursprung", ()) != getattr(new, "ursprung", ()):
        kinds.add("ändrat ursprung")
    return Delskillnad(name, ordered(kinds), fore[1], efter[1], words, text.block)


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
