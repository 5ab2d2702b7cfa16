"""Figures before and after: kronor, percentage points and other figures, each in a table of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache

from kravbok.diff.skillnad import Sifferskillnad
from kravbok.model.bas import KRAV_ID, Siffervarde
from kravbok.model.enheter import KRONA, PROCENT, PROCENTENHET
from kravbok.model.storhet import Okand, Storhet, format_tabell, format_text
from kravbok.swedish import MINUS, NBSP, fold, format_number
from kravbok.view.andringar.delar import AndringVy, SiffraVy
from kravbok.view.parts import Bit, RegisterVy, Tabellrad, TabellVy, bits

__all__ = ["BELOPP", "figure_tables", "is_own", "name_figure", "view_siffra"]

_WORD = re.compile(r"[^\W\d_]+")
BELOPP, ANDELAR, TAL = "belopp", "andelar", "tal"
_COLUMNS = ("Avsnitt", "Krav", "Siffra")
_TABLES = (
    (BELOPP, "Belopp", "Procenten är avrundad till en decimal. Där ett belopp är okänt räknas ingen skillnad ut."),
    (ANDELAR, "Ändrade andelar", "Skillnaden står i procentenheter."),
    (TAL, "Andra ändrade siffror", "Frister, tider och antal."),
)


def view_siffra(item: Sifferskillnad, sifferord: Mapping[str, str], text: str) -> SiffraVy:
    """Return a figure before and after in a table's words and in a sentence, under its name in words."""
    name = _name(item.namn, sifferord, text)
    before, after = _table_words(item.fore), _table_words(item.efter)
    difference = _signed(item.absolut) if item.absolut is not None and item.absolut.lag else ""
    percent = _percent(item.procent) if item.procent else ""
    return SiffraVy(
        namn=name,
        grupp=_group(item),
        fore=before,
        efter=after,
        skillnad=difference,
        procent=percent,
        mening=_sentence(item, name, ", ".join(word for word in (difference, percent) if word)),
        andel=item.procent,
    )


def is_own(item: Sifferskillnad) -> bool:
    """Whether a figure is the requirement's own, not one that its text takes from another (HV-ERS-001.belopp)."""
    return KRAV_ID.fullmatch(item.namn.partition(".")[0]) is None


def _name(name: str, sifferord: Mapping[str, str], text: str) -> str:
    """Return a figure's name in words, with the requirement that it is taken from."""
    owner, _, rest = name.partition(".")
    if KRAV_ID.fullmatch(owner):
        key, *row = rest.split(".")
        return f"{' '.join([name_figure(key, sifferord, text), *row])} i {owner}"
    return name_figure(name, sifferord, text)


def name_figure(name: str, sifferord: Mapping[str, str], text: str = "") -> str:
    """Return what a figure is called: the project's own word, or its name with the å, ä and ö of the text's words."""
    return sifferord.get(name) or name_in_words(name, text)


def _group(item: Sifferskillnad) -> str:
    """Return which table a figure stands in, by the units of either side."""
    units = {unit for value in (item.fore, item.efter) if isinstance(value, Storhet) for unit in value.taljare}
    if any(unit.bas == KRONA.bas for unit in units):
        return BELOPP
    return ANDELAR if units & {PROCENT, PROCENTENHET} else TAL


def _table_words(value: Siffervarde | None) -> str:
    """Return a figure as a table shows it; a figure that is not there is a dash."""
    if value is None:
        return "–"
    return format_text(value) if isinstance(value, date) else format_tabell(value)


def _signed(value: Storhet) -> str:
    words = format_tabell(value)
    return words if words.startswith(MINUS) else f"+{words}"


def _percent(share: Fraction) -> str:
    """Return a percentage with its sign and at most one decimal."""
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    rounded = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
    whole = rounded == rounded.to_integral_value()
    number = format_number(rounded.to_integral_value() if whole else rounded)
    return f"{number if number.startswith(MINUS) else '+' + number}{NBSP}%"


def name_in_words(name: str, text: str) -> str:
    """Return a figure's name as the text spells it: ”ersattning” is ersättning where the text has that word."""
    return " ".join(_spelt(part, _swedish_words(text)) for part in name.split("_"))


@lru_cache(maxsize=256)
def _swedish_words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text that have å, ä or ö, each after the way a name spells it."""
    words = [(fold(word), word) for word in dict.fromkeys(_WORD.findall(text.lower())) if not word.isascii()]
    return [(spelt, word) for spelt, word in words if len(spelt) == len(word)]


def _spelt(part: str, words: Sequence[tuple[str, str]]) -> str:
    return next((word[: len(part)] for spelt, word in words if len(part) > 2 and spelt.startswith(part)), part)


def _sentence(item: Sifferskillnad, name: str, difference: str) -> str:
    if item.fore is None:
        return f"{name}: ny, {_table_words(item.efter)}"
    if item.efter is None:
        return f"{name}: upphör, var {_table_words(item.fore)}"
    words = f"{name}: från {_table_words(item.fore)} till {_table_words(item.efter)}"
    if difference:
        return f"{words} ({difference})"
    unknown = isinstance(item.fore, Okand) or isinstance(item.efter, Okand)
    return f"{words} (skillnaden är okänd)" if unknown else words


def figure_tables(andringar: Iterable[AndringVy]) -> Iterator[RegisterVy]:
    """Yield the tables that have any rows: kronor, new and ended ones too, and what changed of shares and the rest."""
    rows = [
        (item, figure)
        for item in andringar
        for figure in item.siffror
        if item.tecken == "~" or figure.grupp == BELOPP  # what a new requirement costs is asked for, its days are not
    ]
    for group, heading, intro in _TABLES:
        if found := tuple(_row(item, figure) for item, figure in rows if figure.grupp == group):
            columns = (*_COLUMNS, "Före", "Efter", "Skillnad", *(("Procent",) if group == BELOPP else ()))
            table = TabellVy(heading, columns, tuple(row if group == BELOPP else _without_last(row) for row in found))
            yield RegisterVy(f"siffror-{group}", heading, intro, table)


def _row(item: AndringVy, figure: SiffraVy) -> Tabellrad:
    cells = (figure.namn, figure.fore, figure.efter, figure.skillnad or "–", figure.procent or "–")
    link = bits(Bit(item.nummer or item.id, f"#{item.id}"))
    return Tabellrad((link, bits(item.rubrik), *map(bits, cells)))


def _without_last(row: Tabellrad) -> Tabellrad:
    return Tabellrad(row.celler[:-1], row.id)
