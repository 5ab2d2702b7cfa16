"""Quotations: whether one stands on given lines, and whether a number in it is the figure it proves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from kravbok.checks.ordlistor import RAKNORD
from kravbok.model.enheter import ENHETER, Enhet, suggest_enhet
from kravbok.model.storhet import Siffervarde, Storhet
from kravbok.swedish import MANADER

__all__ = ["Tal", "carries", "numbers", "stands_in"]

_BREAK = "\x00"
_NUMBER = re.compile(
    r"(?P<minus>(?<![\w-])[-−])?(?<!\w)"
    r"(?:(?P<grouped>[0-9]{1,3}(?:[ .][0-9]{3})+)(?![0-9])|(?P<whole>[0-9]+))(?:[,.](?P<decimals>[0-9]+))?"
)
_LIST = re.compile(r"(?<!\w)[0-9]+(?:,[0-9]+){2,}")  # 40,50,60: a list, no decimals
_WORDS = {"en": 1, "ett": 1, **RAKNORD}
_HALF = re.compile(r"(?i)\bhälften\b")
_ONCE = re.compile(r"(?i)årlig|per år|varje|veckovis|månadsvis|dagligen|kvartalsvis")
_ALL = re.compile(r"(?i)\b(?:alla|allt|samtliga|hela|full|fullt)\b")
_UNIT = re.compile(r"[ ]?(miljoner kronor|miljarder kronor|tusen kronor|tusen kr|[^\W\d_]+|%|‰|:-)")
_MONEY, _TIME = frozenset({"krona"}), frozenset({"minut", "dag", "månad"})


@dataclass(frozen=True, slots=True)
class Tal:
    """A number in a quotation, and the unit that stands after it where that is a known one."""

    varde: Fraction
    enhet: Enhet | None


def stands_in(quote: str, lines: str) -> bool:
    """Whether the words stand in the lines, whatever the blanks, line breaks and hyphens at line ends; case counts."""
    source = re.sub(r"(?<=\S)-[ \t]*\r?\n\s*", _BREAK, lines.replace("\u00ad", ""))
    return _pattern(quote.replace("\u00ad", "")).search(" ".join(source.split())) is not None


@lru_cache(maxsize=1024)
def _pattern(quote: str) -> re.Pattern[str]:
    """Return what finds a quotation as whole words and whole numbers, with or without a hyphen where a line broke."""
    parts = []
    for sign in " ".join(quote.split()):
        if sign == "-":
            parts.append(f"(?:{_BREAK}|-)")
        elif sign == " ":
            parts.append(f"(?: |(?<={_BREAK}))")
        else:
            parts.append(f"{_BREAK}?{re.escape(sign)}")
    return re.compile(r"(?<![\w])(?<![0-9][,.])" + "".join(parts) + r"(?![\w])(?![,.][0-9])")


def numbers(quote: str) -> list[Tal]:
    """Return the numbers of a quotation, in digits or in words, each with its unit."""
    plain = _LIST.sub(lambda match: match[0].replace(",", ", "), " ".join(quote.replace("\u00ad", "").split()))
    digits = ((match, value) for match in _NUMBER.finditer(plain) for value in _values(match))
    words = ((match, _in_words(match[0].lower())) for match in re.finditer(r"[^\W\d_]+", plain))
    found = [(match, value) for match, value in (*digits, *words) if value is not None]
    return [Tal(Fraction(value), _unit(plain, match.end())) for match, value in found]


def _values(match: re.Match[str]) -> list[Fraction]:
    """Return what digits may mean: a point parts thousands or decimals, and only the figure can tell."""
    decimals = match["decimals"] or ""
    digits = re.sub(r"[ .]", "", match["grouped"] or match["whole"])
    if len(digits) + len(decimals) > 18:
        return []
    values = [Fraction(int(digits + decimals), 10 ** len(decimals))]
    if match["grouped"] and "." in match["grouped"] and match["grouped"].count(".") == 1:
        whole, rest = match["grouped"].split(".")
        values.append(Fraction(int(whole + rest), 10 ** len(rest)))
    return [-value for value in values] if match["minus"] else values


def _in_words(word: str) -> int | None:
    """Return the number that a word says, up to ninety-nine compounds such as tjugofem."""
    if word in _WORDS:
        return _WORDS[word]
    tens = next((tens for tens in RAKNORD if RAKNORD[tens] % 10 == 0 and word.startswith(tens)), None)
    rest = word.removeprefix(tens) if tens else ""
    return RAKNORD[tens] + _WORDS[rest] if tens and rest in _WORDS else None


def _unit(plain: str, end: int) -> Enhet | None:
    match = _UNIT.match(plain, end)
    if match is None:
        return None
    word = match[1].lower()
    return ENHETER.get(word) or (ENHETER.get(suggest_enhet(word) or "") if len(word) < 4 or " " in word else None)


def carries(quote: str, figure: Siffervarde) -> bool:
    """Whether the quotation has the number, the ends of the range or the day that the figure says."""
    if isinstance(figure, date):
        return _has_day(quote, figure)
    if not isinstance(figure, Storhet):
        return True
    found = numbers(quote)
    ends = {figure.lag, figure.hog} - ({Fraction(0)} if figure.is_intervall else set())
    return all(any(_same(item, end, figure) for item in found) or _said(quote, end, figure) for end in ends)


def _same(item: Tal, end: Fraction, figure: Storhet) -> bool:
    """Whether a number is an end of the figure: by worth where both units are known, else by the digits."""
    unit = figure.taljare[0] if figure.taljare else None
    if item.enhet is not None and unit is not None:
        if item.enhet.bas == unit.bas:
            return item.varde * item.enhet.faktor == end * unit.faktor
        if _kind(item.enhet) and _kind(unit):
            return False
    return item.varde == end


def _kind(enhet: Enhet) -> str:
    """Return money, time or share: these are never said with each other's words."""
    if enhet.bas in _MONEY:
        return "pengar"
    return "tid" if enhet.bas in _TIME else ("andel" if enhet.bas == "" else "")


def _said(quote: str, end: Fraction, figure: Storhet) -> bool:
    """Whether the quotation says it in words: årligen is once a year, samtliga is 100 %, hälften 50 %."""
    share = bool(figure.taljare) and figure.taljare[0].bas == ""
    if not share:
        return end == 1 and _ONCE.search(quote) is not None
    pattern = {100: _ALL, 50: _HALF}.get(int(end)) if end.denominator == 1 else None
    return pattern is not None and pattern.search(quote) is not None


def _has_day(quote: str, day: date) -> bool:
    """Whether the quotation names the day; a year alone only for its first or last day, a month alone likewise."""
    plain = " ".join(quote.lower().split())
    month = MANADER[day.month - 1]
    if day.isoformat() in plain or re.search(rf"(?<![0-9]){day.day}[ /.]{{1,2}}(?:{month}|0?{day.month}\b)", plain):
        return str(day.year) in plain or re.search(r"(?:19|20)[0-9]{2}", plain) is None
    first_or_last = day.day == 1 or day.day >= 28
    if str(day.year) not in plain or not first_or_last:
        return False
    if re.search(rf"[0-9] {month}", plain):
        return False
    return month in plain or ((day.month, day.day) in ((1, 1), (12, 31)) and not any(name in plain for name in MANADER))
