"""Figures as people write them: read from text, printed for tables and for running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kravbok.model.enheter import GANG, KRONA, TUSENKRONOR, StorhetFel
from kravbok.model.rakning import Andring, Storhet, change, format_tal, is_one, round_storhet
from kravbok.model.tolkning import make_fel, parse_figure
from kravbok.swedish import NBSP, format_date, format_list

__all__ = [
    "KODER", "Andring", "Okand", "Siffervarde", "Storhet", "StorhetFel", "change", "format_tabell", "format_text",
    "parse_storhet", "round_storhet",
]  # fmt: skip

MAX_LENGTH = 64

KODER = (
    "storhet-datum", "storhet-decimaltecken", "storhet-delat-med-noll", "storhet-enhet-saknas", "storhet-for-lang",
    "storhet-for-stor", "storhet-inget-varde", "storhet-inledande-nolla", "storhet-inte-exakt", "storhet-intervall",
    "storhet-jamforelsetecken", "storhet-klockslag", "storhet-okand-enhet", "storhet-olika-enheter",
    "storhet-procent", "storhet-saknar-siffra", "storhet-siffertecken", "storhet-tal-i-enheten", "storhet-tusental",
    "storhet-ungefarlig",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Okand:
    """A value that nobody knows: printed as written, counted, never computed."""

    text: str

    def __str__(self) -> str:
        return self.text


Siffervarde = Storhet | Okand | date

_OKANDA = frozenset({"okänt", "okänd", "källan anger inte"})
_ORDTAL = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

# Blanks that may part thousands: no-break, narrow no-break, thin. One for one, so that offsets hold.
_BLANKS = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "))
_DATUM = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


def parse_storhet(text: str) -> Siffervarde:
    """Read a figure, a day (2022-12-31) or okänt; StorhetFel says what is wrong, where in the text, and the remedy."""
    if len(text) > MAX_LENGTH:
        message = f"Storheten är längre än {MAX_LENGTH} tecken"
        raise StorhetFel(
            "storhet-for-lang", message, "Skriv bara talet och enheten.", MAX_LENGTH, len(text) - MAX_LENGTH
        )
    return _parse(text)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Siffervarde:
    """Read one short text."""
    plain = text.translate(_BLANKS)
    start, end = len(plain) - len(plain.lstrip(" ")), len(plain.rstrip(" "))
    plain = plain[:end]
    if plain[start:] in _OKANDA:
        return Okand(plain[start:])
    day = _DATUM.fullmatch(plain, start)
    if day is not None:
        return _parse_day(day)
    return parse_figure(plain, start)


def _parse_day(match: re.Match[str]) -> date:
    """Read a day; a month alone belongs where a time is asked for, not among the figures."""
    year, month, day = match.groups()
    if day is None:
        raise make_fel(
            "storhet-datum", f"”{match[0]}” saknar dag", "Skriv hela datumet, t.ex. 2022-12-31.", match.span()
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        hint = "Kontrollera år, månad och dag."
        raise make_fel("storhet-datum", f"Datumet {match[0]} finns inte", hint, match.span()) from None


def format_tabell(value: Siffervarde) -> str:
    """Write a value for a table, as an editor writes it, with non-breaking spaces: ``1 000 kr/person/vecka``."""
    return value.isoformat() if isinstance(value, date) else str(value)


def format_text(value: Siffervarde) -> str:
    """Write a value for running text: ``1 000 kronor per person och vecka``, ``minst en gång per år``."""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Okand):
        return value.text
    figure = _in_kronor(value)
    words = [f"{figure.grans} "] if figure.grans else []
    words.append(_count(figure))
    if figure.namnare:
        words.append(" per " + format_list([enhet.word(one=True) for enhet in figure.namnare]))
    return "".join(words)


def _in_kronor(figure: Storhet) -> Storhet:
    """Turn tkr to kronor: nobody says ”300 tusen kronor” in a sentence."""
    if TUSENKRONOR not in figure.taljare[:1]:
        return figure
    return Storhet(
        figure.lag * TUSENKRONOR.faktor,
        figure.hog * TUSENKRONOR.faktor,
        (KRONA, *figure.taljare[1:]),
        figure.namnare,
        figure.grans,
    )


def _count(figure: Storhet) -> str:
    """Write number and unit of running text; one to twelve times are words."""
    if figure.taljare == (GANG,) and not figure.is_intervall and figure.lag in range(1, len(_ORDTAL) + 1):
        return f"{_ORDTAL[int(figure.lag) - 1]}{NBSP}{GANG.word(one=is_one(figure))}"
    number = format_tal(figure).replace(f"≈{NBSP}", "ungefär ")
    words = [enhet.word(one=True) for enhet in figure.taljare[:-1]]
    words += [enhet.word(one=is_one(figure)) for enhet in figure.taljare[-1:]]
    return number + (NBSP + "·".join(words) if words else "")
