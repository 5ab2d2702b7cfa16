"""The values of a kontrollräkning, read from text or from a requirement's figure, and the span of an approximate one.

The rule for ”ca”: half a unit of the last digit that tells anything, up and down. Written decimals always tell; the
noughts that end a whole number do not. Ca 9 is 8,5–9,5; ca 9,0 is 8,95–9,05; ca 1 600 is 1 550–1 650.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kravbok.edition import book_ids, klausul_in
from kravbok.formel import Spann
from kravbok.model.enheter import ENHETER, KRONA, PROCENT, TUSENKRONOR
from kravbok.model.inspel import Givet, Kontrollrakning
from kravbok.model.storhet import Okand, Siffervarde, Storhet, StorhetFel, parse_storhet
from kravbok.register import Register
from kravbok.rules.kontrollenhet import in_units
from kravbok.swedish import NBSP
from kravbok.text import parse_fragment

__all__ = ["Varde", "approximate", "read_varden", "round_off", "show_figure", "show_spann", "written_span"]


MKR = ENHETER["mkr"]


@dataclass(frozen=True, slots=True)
class Varde:
    """A given value: its name, the words it is shown by, the figure (None when unknown), its span and whence it comes.

    `fel` is the fault that makes it no figure, and `trasig` says that it points at a figure that is not there.
    """

    namn: str
    skrivet: str
    varde: Storhet | None = None
    spann: Spann | None = None
    kalla: str = ""
    fel: StorhetFel | None = None
    trasig: bool = False


def read_varden(register: Register, rakning: Kontrollrakning) -> tuple[Varde, ...]:
    """Return all given values of a record, in its order."""
    return tuple(_read(register, name, given) for name, given in rakning.givet.items())


def _read(register: Register, name: str, given: Givet) -> Varde:
    """Return one given value."""
    approximately = given.ungefar == "ja"
    if given.varde.startswith("siffra("):
        return _from_figure(register, name, given.varde, approximately=approximately)
    source = "; ".join(_cite(item.dokument, item.rader) for item in given.ursprung)
    try:
        value = parse_storhet(given.varde)
    except StorhetFel as fault:
        return Varde(name, given.varde, fel=fault)
    return _varde(name, value, source, approximately=approximately)


def _cite(dokument: str, rader: tuple[int, int] | None) -> str:
    if rader is None:
        return dokument
    first, last = rader
    return f"{dokument} rad {first}" + (f"–{last}" if last > first else "")


def _varde(name: str, value: Siffervarde | None, source: str, *, approximately: bool) -> Varde:
    """Return a value as it is reckoned with: a range by its middle and ends, minst and högst by their number."""
    if isinstance(value, Okand) or value is None:
        return Varde(name, str(value or "okänt"), kalla=source)
    if not isinstance(value, Storhet):
        fault = StorhetFel("storhet-datum", f"{value} är en dag och går inte att räkna med", "Ange ett tal.")
        return Varde(name, str(value), fel=fault)
    words = ("ca " if approximately else "") + str(value)
    if value.is_intervall:
        low, high = _only(value, value.lag), _only(value, value.hog)
        return Varde(name, words, _only(value, (value.lag + value.hog) / 2), Spann(low, high), source)
    plain = value.without_grans()
    return Varde(name, words, plain, approximate(plain) if approximately else None, source)


def _from_figure(register: Register, name: str, text: str, *, approximately: bool) -> Varde:
    """Return the value of siffra(krav, namn, upplaga); one that is not there is broken, and another check says so."""
    found = parse_fragment("{{ " + text + " }}").uttryck
    if not found or found[0].funktion != "siffra":
        hint = 'Skriv siffra("HV-ERS-001", "ersattning", "2022").'
        return Varde(name, text, fel=StorhetFel("storhet-saknar-siffra", "Här ska stå en siffra ur ett krav", hint))
    krav_id, figure, *edition = found[0].argument
    source = f"{krav_id}, {figure}" + (f", upplaga {edition[0]}" if edition else "")
    figures = _figures(register, krav_id, edition[0] if edition else None)
    if figures is None or figure not in figures:
        return Varde(name, text, kalla=source, trasig=True)
    return _varde(name, figures[figure], source, approximately=approximately)


def _figures(register: Register, krav_id: str, edition: str | None) -> Mapping[str, Siffervarde] | None:
    """Return a requirement's figures in an edition, or in its last wording; None when it has none there."""
    krav = register.krav.get(krav_id)
    if krav is None:
        return None
    if edition is None:
        return krav.lydelser[-1].siffror
    for book in book_ids(krav):
        bok = register.bocker.get(book)
        upplaga = next((item for item in bok.upplagor if item.id == edition), None) if bok else None
        if bok and upplaga and (clause := klausul_in(krav, bok, upplaga)) is not None:
            return clause.lydelse.siffror
    return None


def _only(figure: Storhet, number: Fraction) -> Storhet:
    return Storhet(number, number, figure.taljare, figure.namnare)


def approximate(figure: Storhet) -> Spann:
    """Return the span of an approximate figure: half a unit of the last digit that tells anything, up and down."""
    step = Fraction(1, 10 ** figure.decimaler[0])
    number = abs(figure.lag)
    while not figure.decimaler[0] and number and number % (step * 10) == 0:
        step *= 10
    return _around(figure, step)


def written_span(figure: Storhet) -> Spann:
    """Return the span that a figure is rounded from: half a unit of its last written decimal, or of its ones."""
    return _around(figure, Fraction(1, 10 ** figure.decimaler[0]))


def _around(figure: Storhet, step: Fraction) -> Spann:
    return Spann(_only(figure, figure.lag - step / 2), _only(figure, figure.hog + step / 2))


def round_off(number: Fraction, *, counted: bool) -> int:
    """Return how many decimals a number is shown with: three figures, and none for what is counted in tens."""
    size = abs(number)
    if size >= 100 or (counted and size >= 10):
        return 0
    return 1 if size >= 10 else 2


def show_figure(figure: Storhet) -> str:
    """Return a figure as a result is shown: exact when three decimals are enough, else ≈ and three figures."""
    figure = _as_kronor(_as_share(figure))
    number = figure.lag
    if (number * 1000).denominator == 1:
        return str(figure)
    return f"≈{NBSP}{_rounded(figure)}"


def _as_kronor(figure: Storhet) -> Storhet:
    """Return so little of a million (or a thousand) kronor that it would be shown as nought in kronor instead."""
    if not figure.lag or abs(figure.lag) >= Fraction(1, 100) or figure.taljare[:1] not in ((MKR,), (TUSENKRONOR,)):
        return figure
    return in_units(figure, Storhet(Fraction(1), Fraction(1), (KRONA, *figure.taljare[1:]), figure.namnare))


def _as_share(figure: Storhet) -> Storhet:
    """Return a number below one that counts nothing as percent: a share is read so."""
    if figure.taljare or figure.namnare or abs(figure.lag) >= 1 or not figure.lag:
        return figure
    return in_units(figure, Storhet(Fraction(1), Fraction(1), (PROCENT,)))


def show_spann(spann: Spann) -> str:
    """Return a span as it is shown: 71–214 platser."""
    ends = (_as_share(spann.lag), _as_share(spann.hog))
    low, high = (_rounded(end) if (end.lag * 10).denominator > 1 else end for end in ends)
    if low.lag >= high.lag:
        return str(low)
    return str(Storhet(low.lag, high.lag, low.taljare, low.namnare))


def _rounded(figure: Storhet) -> Storhet:
    """Round a figure to what is worth reading."""
    counted = not figure.namnare and bool(figure.taljare) and not any(unit.tecken for unit in figure.taljare)
    decimals = round_off(figure.lag, counted=counted)
    scaled = abs(figure.lag) * 10**decimals * 2 + 1
    size = Fraction(scaled.numerator // scaled.denominator // 2, 10**decimals)
    return _only(figure, -size if figure.lag < 0 else size)
