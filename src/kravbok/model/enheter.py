"""The units a figure may have: one table of Swedish words, and how units multiply and cancel."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kravbok.swedish import closest

__all__ = [
    "ENHETER", "GANG", "KRONA", "PROCENT", "PROCENTENHET", "TUSENKRONOR", "Enhet", "Enheter", "StorhetFel",
    "dimension", "multiply_enheter", "scale", "suggest_enhet",
]  # fmt: skip


class StorhetFel(ValueError):
    """A figure that cannot be read or a sum that cannot be done: code by name, message, remedy, place in the text."""

    def __init__(self, kod: str, message: str, hint: str = "", offset: int = 0, length: int = 0) -> None:
        super().__init__(message)
        self.kod = kod
        self.message = message
        self.hint = hint
        self.offset = offset
        self.length = length


@dataclass(frozen=True, slots=True)
class Enhet:
    """One unit: its words, the base it is measured in and how many of the base it holds, exactly."""

    singular: str
    plural: str
    bas: str
    faktor: Fraction = Fraction(1)
    tecken: str = ""  # the short form of tables, where there is one

    def word(self, *, one: bool) -> str:
        """Give the word of running text in the right number."""
        return self.singular if one else self.plural

    def short(self, *, one: bool) -> str:
        """Give the word of tables in the right number."""
        return self.tecken or self.word(one=one)


# What is counted, one kind a line: singular, plural. To add a unit, add its line; every form must be its own.
_RAKNAS = """
ansökan ansökningar
anställd anställda
arbetsdag arbetsdagar
arbetsvecka arbetsveckor
avtal avtal
avvikelse avvikelser
barn barn
behandling behandlingar
beslut beslut
besök besök
boende boenden
brist brister
delfråga delfrågor
diagnosgrupp diagnosgrupper
enhet enheter
exempel exempel
fall fall
föreläggande förelägganden
förslag förslag
grupp grupper
gång gånger
handling handlingar
invånare invånare
kalenderår kalenderår
kommun kommuner
krav krav
kurs kurser
ledamot ledamöter
leverans leveranser
listad listade
läkarbesök läkarbesök
läsargrupp läsargrupper
mottagning mottagningar
möte möten
nivå nivåer
område områden
patient patienter
person personer
perspektiv perspektiv
plats platser
poäng poäng
post poster
procentenhet procentenheter
punkt punkter
sida sidor
steg steg
statusläge statuslägen
tandläkare tandläkare
tillfälle tillfällen
tillägg tillägg
tjänst tjänster
uppdrag uppdrag
uppdragspunkt uppdragspunkter
vårdgivare vårdgivare
vårdtillfälle vårdtillfällen
ändring ändringar
ärende ärenden
"""

# What converts exactly. A day of the calendar is not 24 hours by the clock, no year is 52 weeks: those never convert.
_OMVANDLAS = (
    Enhet("krona", "kronor", "krona", Fraction(1), "kr"),
    Enhet("tusen kronor", "tusen kronor", "krona", Fraction(10**3), "tkr"),
    Enhet("miljon kronor", "miljoner kronor", "krona", Fraction(10**6), "mkr"),
    Enhet("miljard kronor", "miljarder kronor", "krona", Fraction(10**9), "mdkr"),
    Enhet("procent", "procent", "", Fraction(1, 100), "%"),
    Enhet("minut", "minuter", "minut"),
    Enhet("timme", "timmar", "minut", Fraction(60)),
    Enhet("dygn", "dygn", "minut", Fraction(24 * 60)),
    Enhet("dag", "dagar", "dag"),
    Enhet("vecka", "veckor", "dag", Fraction(7)),
    Enhet("månad", "månader", "månad"),
    Enhet("kvartal", "kvartal", "månad", Fraction(3)),
    Enhet("år", "år", "månad", Fraction(12)),
)

# Forms that people write and the table does not take: what to write instead.
_ANDRA_FORMER = {
    "h": "timmar",
    "tim": "timmar",
    "timma": "timme",
    "min": "minuter",
    "d": "dagar",
    "v": "veckor",
    "mån": "månader",
    "ggr": "gånger",
    "ggn": "gånger",
    "pers": "personer",
    "kr.": "kr",
    "sek": "kr",
    ":-": "kr",
    "kkr": "tkr",
    "t kr": "tkr",
    "tusen kr": "tkr",
    "mnkr": "mkr",
    "mkr.": "mkr",
    "m kr": "mkr",
    "msek": "mkr",
    "mn": "mkr",
    "miljoner": "mkr",
    "miljoner kr": "mkr",
    "miljoner kronor": "mkr",
    "miljon kronor": "mkr",
    "mdr": "mdkr",
    "mdr kr": "mdkr",
    "miljarder kronor": "mdkr",
    "tusen kronor": "tkr",
    "procent.": "%",
    "p.e.": "procentenheter",
    "procentenh": "procentenheter",
    "år gammal": "år",
}

Enheter = tuple[Enhet, ...]

_ALLA = _OMVANDLAS + tuple(
    Enhet(singular, plural, singular) for singular, plural in (line.split() for line in _RAKNAS.split("\n") if line)
)
# A unit with a blank in its word (”miljoner kronor”) is written by its short form only.
ENHETER: dict[str, Enhet] = {
    form: enhet for enhet in _ALLA for form in (enhet.singular, enhet.plural, enhet.tecken) if form and " " not in form
}

KRONA = ENHETER["kr"]
TUSENKRONOR = ENHETER["tkr"]
PROCENT = ENHETER["%"]
PROCENTENHET = ENHETER["procentenhet"]
GANG = ENHETER["gång"]


def suggest_enhet(ord_: str) -> str | None:
    """Find the unit that a misspelt word probably means, as it should be written."""
    plain = ord_.casefold()
    return _ANDRA_FORMER.get(plain) or (plain if plain in ENHETER else closest(plain, ENHETER))


def scale(taljare: Enheter, namnare: Enheter) -> Fraction:
    """Give how many of the base units one of a compound unit holds: 1 mkr/år is 10⁶/12 kronor per månad."""
    product = Fraction(1)
    for enhet in taljare:
        product *= enhet.faktor
    for enhet in namnare:
        product /= enhet.faktor
    return product


def dimension(taljare: Enheter, namnare: Enheter) -> tuple[tuple[str, int], ...]:
    """Give the bases of a compound unit with their powers, sorted; percent is a plain number and has none."""
    powers: dict[str, int] = {}
    for enheter, power in ((taljare, 1), (namnare, -1)):
        for enhet in enheter:
            powers[enhet.bas] = powers.get(enhet.bas, 0) + power
    return tuple(sorted((bas, power) for bas, power in powers.items() if bas and power))


def multiply_enheter(
    first: tuple[Enheter, Enheter], second: tuple[Enheter, Enheter]
) -> tuple[Fraction, Enheter, Enheter]:
    """Multiply two compound units: units of one cancel against the other's; the factor left over is exact.

    Units within one operand stand as written: 24 timmar/dygn keeps its dygn when it is doubled.
    """
    factor_one, over_one, under_two = _cancel(first[0], second[1])
    factor_two, over_two, under_one = _cancel(second[0], first[1])
    factor, taljare, namnare = _settle_procent(over_one + over_two, under_one + under_two)
    return factor_one * factor_two * factor, taljare, namnare


def _cancel(over: Enheter, under: Enheter) -> tuple[Fraction, Enheter, Enheter]:
    """Strike out equal units, then units of the same base, and give the factor that the latter leave."""
    left, below, factor = list(over), list(under), Fraction(1)
    for exactly in (True, False):
        for enhet in tuple(left):
            match = next((u for u in below if (u == enhet if exactly else u.bas == enhet.bas)), None)
            if match is not None:
                left.remove(enhet)
                below.remove(match)
                factor *= enhet.faktor / match.faktor
    return factor, tuple(left), tuple(below)


def _settle_procent(taljare: Enheter, namnare: Enheter) -> tuple[Fraction, Enheter, Enheter]:
    """Let percent act as hundredths: it stays only as the sole unit above the line (7 %, 2 %/år)."""
    others = tuple(enhet for enhet in taljare if enhet != PROCENT)
    below = tuple(enhet for enhet in namnare if enhet != PROCENT)
    above = taljare.count(PROCENT)
    kept = (PROCENT,) if above and not others else ()
    hundredths = above - len(kept) - (len(namnare) - len(below))
    return PROCENT.faktor**hundredths, others + kept, below
