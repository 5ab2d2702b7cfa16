"""Figures that stand in running text although they belong in `siffror`, and the numbers of a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kravbok.checks.ordlistor import KANDA_ANTAL, LEDORD, MATT, RAKNORD, TIDSORD
from kravbok.checks.satser import blank_out, lower_out, words
from kravbok.model.enheter import ENHETER
from kravbok.swedish import MANADER

__all__ = ["NUMBER", "bare_figures"]

NUMBER = r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"
_DOTTED = r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])"
"""Thousands with dots between, as in 5.000 kronor: no way to write a figure here, but one that people have."""

_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BLANK = r"[ \u00a0\u202f\u2009\n]"
_COUNTS = frozenset(one + two for one in RAKNORD for two in ("", *RAKNORD))
_MILLION = rf"en{_BLANK}(?:(?:och{_BLANK}en{_BLANK})?halv{_BLANK})?(?:miljon(?:er)?|miljard(?:er)?)"
_ONE = frozenset({"en", "ett"})


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the ways to write a figure: with digits, in words, as one unit of time, and as a last day.

    One million is a way of its own. All but the first are searched for in small letters.
    """
    units = sorted(
        {unit for unit in ENHETER if unit[0].isalpha()} | {*MATT, "ggr", "timmar", "dgr", "SEK"}, key=len, reverse=True
    )
    unit = rf"(?P<unit>(?:{'|'.join(map(re.escape, units))})s?(?![\w-])|[%‰]|:-)"
    aged = r"(?P<aged>[-–](?:års|åring\w*|årig\w*|timmars|dagars|veckors|månaders)\w*)"
    counts = "|".join(sorted(RAKNORD, key=len, reverse=True))
    times = "|".join(sorted({*TIDSORD, "gång"}, key=len, reverse=True))
    span = rf"(?:{_BLANK}?(?:[-–/]|till|och|eller|x){_BLANK}?(?:{NUMBER}))?"
    return (
        re.compile(rf"(?<![\w,.:/§-])(?P<number>{_DOTTED}|{NUMBER}){span}(?:{_BLANK}{{0,3}}{unit}|{aged})"),
        re.compile(rf"(?<![\w-])(?P<number>(?:{counts})(?:{counts})?){_BLANK}{{1,3}}(?:hela{_BLANK})?{unit}"),
        re.compile(rf"\b(?P<number>{_MILLION})\b"),
        re.compile(rf"\b(?:inom|efter|minst|högst|längst|senast){_BLANK}(?P<number>en|ett){_BLANK}(?:{times})s?\b"),
        re.compile(
            rf"\b(?:senast|före|innan|till och med){_BLANK}(?:den{_BLANK})?"
            rf"(?P<number>[0-9]{{1,2}}{_BLANK}(?:{'|'.join(MANADER)}){_BLANK}[0-9]{{4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
        ),
    )


def bare_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each bare figure begins and ends: an amount, a percentage, a deadline or a count with its unit.

    Numbers that are names are none: 2 kap. 6 §, SOU 2021:8, artikel 32, 2022 års upplaga, 1177.
    """
    plain, lower = blank_out(text), lower_out(text)
    digits, counts, million, times, days = _patterns()
    searches = []
    if not words(text).isdisjoint(_COUNTS):
        searches.append((counts, lower))
    if not words(text).isdisjoint(_ONE):
        searches += [(million, lower), (times, lower)]
    if _DIGIT.search(plain):
        searches += [(digits, plain), (days, lower)]
    for pattern, signs in searches:
        for match in pattern.finditer(signs):
            if not _is_name(plain, match):
                yield match.start("number"), match.end()


def _is_name(plain: str, match: re.Match[str]) -> bool:
    """Whether the number is a label, a year, or a number of things that are known already."""
    words = plain[max(0, match.start() - 40) : match.start()].lower().split()
    before = words[-1].strip("(.") if words else ""
    groups = match.groupdict()
    number, unit = groups["number"], (groups.get("unit") or "").lower()
    if before in LEDORD and unit not in MATT:
        return True
    if number.lower() in RAKNORD:
        return before in KANDA_ANTAL
    return _YEAR.fullmatch(number) is not None and unit not in (*MATT, "%", "‰", ":-") and not groups.get("aged")
