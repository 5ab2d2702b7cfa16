"""A change's declared class against the real one: more than editorial (K330), no figure (K331), wrong way (K332)."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.diff.siffror import is_deadline, is_same, pair_figures
from kravbok.diff.uppgifter import compare_level
from kravbok.finding import Brist, Finding
from kravbok.model.lydelse import Lydelse
from kravbok.register import Register
from kravbok.swedish import format_list

__all__ = ["check_andringsslag"]

_OTHER_WAY = {"skärpt": "lindrad", "lindrad": "skärpt"}


def check_andringsslag(register: Register) -> Iterator[Finding]:
    """Yield a finding for each later wording whose declared class is not what the wording changes."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if index == 0 or lydelse.andring is None:
                continue
            before = _before(krav.lydelser, index)
            for fault in _faults(before, lydelse, lydelse.andring.typ):
                yield fault.at(register.position(krav, "lydelser", index, "andring", "typ"))


def _before(wordings: tuple[Lydelse, ...], index: int) -> Lydelse:
    """Return the wording that one changes: the last decided one before it, else the one before it."""
    decided = (item for item in reversed(wordings[:index]) if not item.foreslagen)
    return next(decided, wordings[index - 1])


def _faults(fore: Lydelse, efter: Lydelse, typ: tuple[str, ...]) -> Iterator[Brist]:
    """Yield what the declared class gets wrong."""
    figures = list(_changed_figures(fore, efter))
    level = compare_level(fore.kravniva, efter.kravniva)
    if set(typ) == {"redaktionell"} and (real := [*figures, *_changed_facts(fore, efter)]):
        message = f"Ändringen är angiven som redaktionell, men ändrar {format_list(real)}"
        yield Brist("K330", message, "Ange vad ändringen är, t.ex. ändrad frist, eller rätta lydelsen.")
    if "ändrad ersättning" in typ and not figures:
        message = "Ändringen är angiven som ändrad ersättning, men ingen siffra ändras"
        yield Brist("K331", message, "Lägg in den ändrade siffran, eller ange ett annat slag.")
    if level in _OTHER_WAY and (wrong := _OTHER_WAY[level]) in typ:
        message = f"Ändringen är angiven som {wrong}, men {fore.kravniva} blir {efter.kravniva}"
        yield Brist("K332", message, f"Skriv {level}, eller rätta kravnivån.")


def _changed_figures(fore: Lydelse, efter: Lydelse) -> Iterator[str]:
    """Yield each figure that is another, that came or that went, in words."""
    for pair in pair_figures(fore, efter):
        if not is_same(pair.fore, pair.efter):
            deadline = is_deadline(fore, pair.namn) or is_deadline(efter, pair.namn_efter)
            yield f"{'fristen' if deadline else 'siffran'} {pair.namn_efter or pair.namn}"


def _changed_facts(fore: Lydelse, efter: Lydelse) -> Iterator[str]:
    """Yield in words whether the level, the one who is bound, or the start of a deadline is another."""
    if fore.kravniva != efter.kravniva:
        yield f"kravnivån från {fore.kravniva} till {efter.kravniva}"
    if fore.vem != efter.vem:
        yield "vem kravet avser"
    if fore.roller != efter.roller:
        yield "rollerna"
    starts = [item.regel.fran if item.regel and item.regel.slag == "frist" else None for item in (fore, efter)]
    if starts[0] != starts[1]:
        yield "från när fristen räknas"
