"""Swedish as it is printed and sorted: numbers, dates, lists, plurals, collation and the nearest word."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

MANADER = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

_SWEDISH_NUMBER = str.maketrans({",": NBSP, ".": ","})

_LONGEST_WORD = 64  # difflib is quadratic: a longer word is nobody's misspelling

# Swedish letters come after z in this order; foreign letters stand where Svenska Akademiens ordlista puts them.
_SWEDISH_RANKS = {"å": 27, "ä": 28, "æ": 28, "ö": 29, "ø": 29}
_FOREIGN_LETTERS = str.maketrans({"ü": "y", "ß": "ss", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "œ": "oe"})
_ASCII_FORMS = str.maketrans(
    {"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "œ": "oe"}
    | dict.fromkeys("\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-")
)
_PIECES = re.compile(r"[0-9]+|[^0-9]")

_SortPiece = tuple[int, int, str]
SortKey = tuple[tuple[_SortPiece, ...], str, str, str]


def format_number(number: Decimal) -> str:
    """Write a number with decimal comma, groups of three, a real minus sign and no exponent; its decimals are kept."""
    if not number.is_finite():
        raise ValueError(f"not a finite number: {number}")
    digits = format(number.copy_abs(), ",f").translate(_SWEDISH_NUMBER)
    return MINUS + digits if number < 0 else digits


def format_month(day: date) -> str:
    """Write the month of a day: ``januari 2022``, with a non-breaking space."""
    return f"{MANADER[day.month - 1]}{NBSP}{day.year}"


def format_date(day: date) -> str:
    """Write a day as in running text: ``1 januari 2022``, with a non-breaking space after the day."""
    return f"{day.day}{NBSP}{MANADER[day.month - 1]} {day.year}"


def format_list(words: Sequence[str], conjunction: str = "och") -> str:
    """Join words as Swedish does: ``a, b och c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def plural(count: int, singular: str, many: str) -> str:
    """Write a count and its noun in the right number: ``1 krav``, ``3 fel``."""
    return f"{format_number(Decimal(count))} {singular if abs(count) == 1 else many}"


@lru_cache(maxsize=8192)
def sort_key(text: str) -> SortKey:
    """Give the Swedish collation key of a text: letters first without case, then with, at last the text itself.

    Runs of digits compare as numbers (HV-9 before HV-10); signs and spaces come before digits, digits before letters.
    """
    composed = unicodedata.normalize("NFC", text)
    folded = composed.casefold()
    pieces = tuple(piece for part in _PIECES.findall(folded) for piece in _sort_pieces(part))
    return pieces, folded, composed.swapcase(), text


def _sort_pieces(part: str) -> Iterable[_SortPiece]:
    """Give the ranks of one run of digits or one character."""
    if part[0] in "0123456789":
        digits = part.lstrip("0")
        yield 1, len(digits), digits  # never int(): Python refuses to read runs of thousands of digits
    elif part in _SWEDISH_RANKS:
        yield 2, _SWEDISH_RANKS[part], ""
    else:
        for char in _without_marks(part.translate(_FOREIGN_LETTERS)):
            yield (2, ord(char) - 96, "") if "a" <= char <= "z" else (3 if char.isalpha() else 0, ord(char), "")


def _without_marks(text: str) -> str:
    """Drop accents and other combining marks: é is e."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Write a text in lower-case ASCII for keys and anchors: å and ä are a, ö is o; what has none is dropped."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ASCII_FORMS)
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate nearest to a misspelt word, blind to case and accents, or None when none is near."""
    if not word or len(word) > _LONGEST_WORD:
        return None
    import difflib  # late: only a fault needs it

    by_fold = {fold(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    matches = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=0.65)
    return by_fold[matches[0]] if matches else None


def misspelt(word: str, candidates: Iterable[str]) -> str | None:
    """Find the one candidate that a word is, but for case, accents, hyphens and one letter; None where two could be.

    The letter may be left out, be one too many, be another one or have changed place with its neighbour. A figure is
    never taken for a slip, nor is any letter of a word with three.
    """
    if not word or len(word) > _LONGEST_WORD:
        return None
    own = _plain(word)
    found = {item for item in candidates if own == _plain(item) or (len(own) > 3 and _is_slip(own, _plain(item)))}
    return found.pop() if len(found) == 1 else None


def _plain(word: str) -> str:
    return re.sub("[-_ ]+", "-", fold(word))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter, or two letters that have changed places."""
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if re.search("[0-9]", left + right):
        return False
    return len(left) <= 1 >= len(right) or (len(left) == 2 and left == right[::-1])


def _shared(one: str, other: str) -> int:
    """Return with how many letters two words begin alike."""
    return len(list(takewhile(bool, map(eq, one, other))))


def format_series(values: Iterable[str]) -> str:
    """Return values after one another with semicolons between them, none of which follows a full stop."""
    *first, last = [*values] or [""]
    return "; ".join([*(_without_stop(value) for value in first), last])


def _without_stop(value: str) -> str:
    """Return words without the full stop of a sentence; that of an abbreviation (m.m.) stays."""
    return value[:-1] if value.endswith(".") and value[-3:-2] != "." else value


def uncapitalize(words: str) -> str:
    """Return words as they read inside a sentence: a small first letter, unless the first word is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def capitalize(words: str) -> str:
    """Return words as they begin a sentence: a large first letter, and the rest as it is."""
    return words[:1].upper() + words[1:]


def format_seconds(seconds: float) -> str:
    """Return a time in seconds with one decimal for people: ”0,4”."""
    return f"{seconds:.1f}".replace(".", ",")
