"""The changes by chapter, in the order of the new edition, and those of the book and of its parts themselves."""

from __future__ import annotations

from collections.abc import Sequence

from kravbok.diff.skillnad import DOLJBARA, Bokskillnad, Delskillnad, Jamforelse
from kravbok.edition import Avsnitt, BilagaDel
from kravbok.swedish import format_list, uncapitalize
from kravbok.view.andringar.delar import BOKEN, AndringVy, AvsnittVy, DelVy, ParVy, words_of
from kravbok.view.andringar.ord import formerly
from kravbok.view.andringar.par import is_changed, one_sided, pair, pairs

__all__ = ["OUTSIDE", "view_avsnitt", "view_bilagor"]

OUTSIDE = "Åtaganden och rekommendationer utanför kraven"


def view_avsnitt(
    jamforelse: Jamforelse, shown: Sequence[tuple[str, AndringVy]], *, whole: bool
) -> tuple[AvsnittVy, ...]:
    """Return the chapters that differ or hold what differs; `whole` says whether their own and the book's are.

    Each change comes with the id of its chapter, empty for what stands outside the requirements.
    """
    parts = {part.id: part for part in (jamforelse.kapitel if whole else ())}
    own = {name: view for name, part in parts.items() if (view := _part(part)) is not None}
    groups: dict[str, list[AndringVy]] = {}
    for name, item in shown:
        groups.setdefault(name, []).append(item)
    found = [_book(jamforelse, jamforelse.bok)] if whole and jamforelse.bok else []
    found += [_chapter(part, part.nummer, groups, own) for part in jamforelse.efter.avsnitt]
    found += [_chapter(part, formerly(part.nummer), groups, own) for part in jamforelse.fore.avsnitt]
    if rest := [item for items in groups.values() for item in items]:
        found.append(AvsnittVy("utanfor", "", OUTSIDE, None, tuple(rest)))
    return tuple(part for part in found if part.egen or part.andringar)


def _book(jamforelse: Jamforelse, bok: Bokskillnad) -> AvsnittVy:
    """Return the part about the book itself, without a difference of its own where it changes nothing for anyone."""
    text = pairs(bok.inledning, *(side.bok.inledning or "" for side in (jamforelse.fore, jamforelse.efter)))
    text = text if is_changed(text) else ()
    front = tuple(pair(words) for words in (bok.titel, bok.dokumenttyp) if words)
    parts = (
        ("titel", "ny titel", bool(bok.titel)),
        ("dokumenttyp", "ny dokumenttyp", bool(bok.dokumenttyp)),
        ("inledning", _introduction(text), bool(text) or not front),
    )
    heading = f"Bokens {format_list([name for name, _, differs in parts if differs])}"
    said = f"Boken har {format_list([words for _, words, differs in parts if differs])}."
    own = None if set(bok.slag) <= DOLJBARA else DelVy(BOKEN, heading, bok.slag, "~", said, (*front, *text))
    return AvsnittVy(BOKEN, "", heading, own, ())


def _introduction(text: tuple[ParVy, ...]) -> str:
    """Return what happened to the words before the first chapter; where none differs, a link leads elsewhere."""
    if not text:
        return "andra länkar i inledningen"
    if not any(part.fore for part in text):
        return "fått en inledning"
    return "ändrad inledning" if any(part.efter for part in text) else "ingen inledning längre"


def _chapter(part: Avsnitt, number: str, groups: dict[str, list[AndringVy]], own: dict[str, DelVy]) -> AvsnittVy:
    """Return a chapter with what belongs to it, taken out of what is left."""
    name = part.kapitel.id
    changes = tuple(groups.pop(name, ()))
    return AvsnittVy(f"kap-{name}", number, part.lydelse.rubrik, own.pop(name, None), changes)


def view_bilagor(jamforelse: Jamforelse) -> tuple[DelVy, ...]:
    """Return the appendices that differ in more than their number."""
    return tuple(view for part in jamforelse.bilagor if (view := _part(part)) is not None)


def _part(part: Delskillnad) -> DelVy | None:
    """Return a chapter's or an appendix' own difference; None for one that only has a new number."""
    side = part.efter or part.fore
    if side is None or set(part.slag) <= DOLJBARA:
        return None
    kind = "Bilagan" if isinstance(side, BilagaDel) else "Kapitlet"
    number = f"Bilaga {side.nummer}." if isinstance(side, BilagaDel) else side.nummer
    if part.efter is None:
        number = f"(förut {uncapitalize(number).rstrip('.')})"
    name = f"bilaga-{part.id}" if isinstance(side, BilagaDel) else f"kap-{part.id}"
    sign = "~" if part.fore and part.efter else "+" if part.efter else "-"
    said = {"+": f"{kind} är {'ny' if kind == 'Bilagan' else 'nytt'}.", "-": f"{kind} upphör.", "~": ""}[sign]
    par = _columns(part)
    return DelVy(name, f"{number} {side.lydelse.rubrik}", part.slag, sign, said or _sentence(part, kind), par)


def _columns(part: Delskillnad) -> tuple[ParVy, ...]:
    if part.fore is None or part.efter is None:  # the heading of the part says what its heading is
        text = pairs(part.text, *(_source(side) for side in (part.fore, part.efter)))
        blocks = [(item.punkt_fore or item.punkt_efter, words_of(item.ord)) for item in text]
        return one_sided(blocks, new=part.fore is None, said="Ny text" if part.fore is None else "Texten upphör")
    heading = (pair(part.rubrik),) if is_changed((pair(part.rubrik),)) else ()
    text = pairs(part.text, _source(part.fore), _source(part.efter))
    return (*heading, *text) if heading or is_changed(text) else ()


def _source(part: Avsnitt | BilagaDel | None) -> str:
    """Return the text of a chapter or an appendix as its author wrote it."""
    if part is None:
        return ""
    return (part.lydelse.inledning if isinstance(part, Avsnitt) else part.lydelse.text) or ""


def _sentence(part: Delskillnad, kind: str) -> str:
    """Return what differs in a chapter or an appendix that stands on both sides."""
    before, after = (side.nummer if side else "" for side in (part.fore, part.efter))
    words = []
    if is_changed((pair(part.rubrik),)):
        words.append("har ny rubrik")
    if is_changed(pairs(part.text)):
        words.append("har ändrad text")
    if before != after:
        words.append(f"betecknas {after} i stället för {before}")
    return f"{kind} {' och '.join(words)}." if words else f"{kind} har ändrats."
