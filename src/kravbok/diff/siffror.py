"""Figures of two wordings side by side: which belong together, how much they differ, and which are deadlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kravbok.diff.skillnad import Sifferskillnad
from kravbok.model.bas import Siffervarde
from kravbok.model.enheter import PROCENT
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import Okand, Storhet, StorhetFel, change

__all__ = ["Par", "compare_values", "is_deadline", "is_same", "pair_figures"]

_TIME = frozenset({"minut", "dag", "månad", "arbetsdag", "arbetsvecka", "kalenderår"})
_DEADLINE_RULES = {"frist": ("inom", "minst", "hogst", "nar"), "återkommande": ("minst", "hogst"), "målvärde": ("nar",)}
"""The kinds of rule that set a deadline, and under which keys its figure stands."""

_BEFORE = r"(?:inom|senast|tidigast|före|efter|innan|till och med|från och med)(?:\s+den)?(?:\s+(?:minst|högst))?"
_AFTER = r"(?:efter|före|innan|från|i förväg|i efterskott|i förskott)\b"


@dataclass(frozen=True, slots=True)
class Par:
    """A figure in two wordings: its name in each, and its value (None where the wording has it not)."""

    namn: str
    fore: Siffervarde | None
    efter: Siffervarde | None
    namn_efter: str = ""


def pair_figures(fore: Lydelse, efter: Lydelse) -> tuple[Par, ...]:
    """Return the figures of both wordings, paired by name, by the rule's key, and at last where only one is left."""
    renamed = _renamed(fore, efter)
    old_names = {new: old for old, new in renamed.items()}
    pairs = [
        Par(name, value, efter.siffror.get(new := renamed.get(name, name)), new) for name, value in fore.siffror.items()
    ]
    taken = {pair.namn_efter for pair in pairs}
    pairs += [
        Par(name, None, value, name) for name, value in efter.siffror.items() if name not in taken | set(old_names)
    ]
    return tuple(sorted(pairs, key=lambda pair: pair.namn)) + tuple(_rows(fore, efter))


def _renamed(fore: Lydelse, efter: Lydelse) -> dict[str, str]:
    """Return the names of figures that were given another name, which nobody sees in print."""
    old = [name for name in fore.siffror if name not in efter.siffror]
    new = [name for name in efter.siffror if name not in fore.siffror]
    roles_old = fore.regel.siffror() if fore.regel else {}
    roles_new = efter.regel.siffror() if efter.regel else {}
    found: dict[str, str] = {}
    for key, name in sorted(roles_old.items()):
        other = roles_new.get(key)
        if name in old and other in new and name not in found and other not in found.values():
            found[name] = other
    left = [name for name in old if name not in found], [name for name in new if name not in found.values()]
    if len(left[0]) == len(left[1]) == 1 and _is_alike(fore.siffror[left[0][0]], efter.siffror[left[1][0]]):
        found[left[0][0]] = left[1][0]
    return found


def _is_alike(old: Siffervarde, new: Siffervarde) -> bool:
    if isinstance(old, Storhet) and isinstance(new, Storhet):
        return old.dimension == new.dimension
    return type(old) is type(new)


def _rows(fore: Lydelse, efter: Lydelse) -> Iterator[Par]:
    """Yield the amounts of the rule's table, and the maxima of its groups, under the words that they stand by."""
    old, new = _row_values(fore), _row_values(efter)
    for name in sorted(old.keys() | new.keys()):
        yield Par(name, old.get(name), new.get(name), name)


def _row_values(lydelse: Lydelse) -> dict[str, Siffervarde]:
    regel = lydelse.regel
    if regel is None:
        return {}
    alike = Counter(row.galler for row in regel.rader)
    rows = [(row.galler if alike[row.galler] == 1 else row.namn, row.varde) for row in regel.rader]
    rows += [(group.grupp, group.hogst) for group in regel.nagon_av if group.hogst is not None]
    times: Counter[str] = Counter()
    values = {}
    for name, value in rows:
        times[name] += 1
        values[name if times[name] == 1 else f"{name} ({times[name]})"] = value
    return values


def is_same(fore: Siffervarde | None, efter: Siffervarde | None) -> bool:
    """Whether two values are worth the same; what is unknown is unknown in whatever words."""
    return fore == efter or (isinstance(fore, Okand) and isinstance(efter, Okand))


def compare_values(namn: str, fore: Siffervarde | None, efter: Siffervarde | None) -> Sifferskillnad:
    """Return the difference with its absolute and percentage change where both are known, of one kind and exact."""
    if not isinstance(fore, Storhet) or not isinstance(efter, Storhet):
        return Sifferskillnad(namn, fore, efter)
    try:
        moved = change(fore, efter)
    except StorhetFel:
        return Sifferskillnad(namn, fore, efter)
    shares = PROCENT in efter.taljare
    procent = None if shares or moved.procent is None else moved.procent.lag
    return Sifferskillnad(namn, fore, efter, moved.absolut, procent)


def is_deadline(lydelse: Lydelse, name: str) -> bool:
    """Whether a figure is a deadline: the rule says so, or it is a time and the text puts it as one."""
    if lydelse.regel is not None:
        pointed = lydelse.regel.siffror()
        if name in (pointed.get(key) for key in _DEADLINE_RULES.get(lydelse.regel.slag, ())):
            return True
        if name in pointed.values():
            return False
    if not _is_time(lydelse.siffror.get(name)):
        return False
    expression = r"\{\{\s*" + re.escape(name) + r"\s*\}\}"
    found = re.search(rf"\b{_BEFORE}\s+{expression}|{expression}\s+{_AFTER}", lydelse.text, re.IGNORECASE)
    return found is not None


def _is_time(value: Siffervarde | None) -> bool:
    """Whether a value is a day or a length of time; so much per time is not."""
    if isinstance(value, date):
        return True
    return isinstance(value, Storhet) and not value.namnare and [unit.bas in _TIME for unit in value.taljare] == [True]
