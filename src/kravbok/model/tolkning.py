"""Reading a figure: bound, number or range, and units, with the remedy for what people write instead."""

from __future__ import annotations

import re
from fractions import Fraction

from kravbok.model.enheter import ENHETER, PROCENT, Enhet, Enheter, StorhetFel, suggest_enhet
from kravbok.model.rakning import Grans, Storhet

__all__ = ["make_fel", "parse_figure"]

MAX_DIGITS = 18
MAX_UNITS = 5

_GRANSER: tuple[Grans, ...] = ("minst", "högst", "mer än", "mindre än")

# No quantifier stands inside another over the same characters: matching is linear in the text.
_TAL = re.compile(r"([-−]?)([0-9]+(?: [0-9]+)*)(?:,([0-9]+))?")
_STRECK = re.compile(r" ?[-–] ?(?=[-−]?[0-9])")

_UNGEFAR = 'Skriv talet utan ”{0}” och sätt "ungefar: ja" bredvid.'
_MINST_HOGST = "Skriv minst, högst, mer än eller mindre än i stället för ”{0}”."
_SKRIV_SIFFROR = "Skriv siffror först, t.ex. 1 000 kr/vecka."
# What a text that has no figure first may begin with, and what to do about it.
_BORJAN = (
    (
        "storhet-ungefarlig",
        _UNGEFAR,
        ("cirka", "ca.", "ca", "omkring", "ungefär", "drygt", "knappt", "nästan", "≈", "~"),
    ),
    (
        "storhet-jamforelsetecken",
        _MINST_HOGST,
        ("≥", "≤", ">", "<", "upp till", "max", "min", "åtminstone", "över", "under"),
    ),
    ("storhet-jamforelsetecken", "Skriv talet utan plustecken; nyckeln säger att det är en ökning.", ("+", "±")),
    ("storhet-klockslag", "Ett klockslag är ingen storhet; skriv det i texten.", ("kl.", "kl ", "klockan")),
)


def parse_figure(text: str, start: int) -> Storhet:
    """Read a figure from a text whose blanks are ordinary and which has none at its end."""
    grans, start = _parse_grans(text, start)
    lag, decimals, position = _parse_tal(text, start)
    hog, more = lag, decimals
    dash = _STRECK.match(text, position)
    if dash is not None:
        hog, more, position = _parse_tal(text, dash.end())
        _check_intervall(text, start, position, grans, ordered=lag < hog)
    taljare, namnare = _parse_enheter(text, position)
    return Storhet(lag, hog, taljare, namnare, grans, (decimals, more))


def _parse_grans(text: str, start: int) -> tuple[Grans, int]:
    """Read minst, högst, mer än or mindre än, if one stands first."""
    for grans in _GRANSER:
        if text.startswith(grans + " ", start):
            position = start + len(grans)
            return grans, position + len(text[position:]) - len(text[position:].lstrip(" "))
    return "", start


def _parse_tal(text: str, start: int) -> tuple[Fraction, int, int]:
    """Read one number: its value, how many decimals it has, and where it ends."""
    match = _TAL.match(text, start)
    if match is None:
        raise _no_figure(text, start)
    sign, whole, decimals = match[1], match[2], match[3] or ""
    groups = whole.split(" ")
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        hint = "Skriv tre siffror i varje grupp, t.ex. 10 000."
        raise make_fel("storhet-tusental", f"Siffrorna i ”{match[0]}” är fel grupperade", hint, match.span())
    digits = "".join(groups)
    if len(digits) + len(decimals) > MAX_DIGITS:
        raise make_fel(
            "storhet-for-lang", f"Talet har fler än {MAX_DIGITS} siffror", "Kontrollera talet.", match.span()
        )
    if len(digits) > 1 and digits[0] == "0":
        hint = "Stryk nollan i början, eller skriv nummer och koder som text."
        raise make_fel("storhet-inledande-nolla", f"Talet ”{match[0]}” börjar med noll", hint, match.span())
    _check_after_tal(text, match)
    size = Fraction(int(digits + decimals), 10 ** len(decimals))
    return -size if sign else size, len(decimals), match.end()


def _check_after_tal(text: str, match: re.Match[str]) -> None:
    """Stop what looks like a number in another country's writing, or like a time of the day."""
    follows = text[match.end() : match.end() + 1]
    place = (match.start(), match.end() + 1)
    if match[3] == "000":
        hint = f"Menas tusental: skriv {match[2]} 000. Annars stryk nollorna."
        raise make_fel("storhet-decimaltecken", f"”{match[0]}” kan läsas som tusental", hint, match.span())
    if follows and follows in ".,":
        hint = "Skriv decimaler med komma (7,5) och tusental med mellanslag (1 000)."
        raise make_fel("storhet-decimaltecken", f"”{text[slice(*place)]}” går inte att läsa som tal", hint, place)
    if follows and follows in "'’´":
        hint = "Skriv tusental med mellanslag, t.ex. 1 000."
        raise make_fel("storhet-tusental", f"”{follows}” skiljer inte tusental på svenska", hint, place)
    if follows == ":":
        hint = "Ett klockslag är ingen storhet; skriv det i texten."
        raise make_fel("storhet-klockslag", f"”{text[slice(*place)]}” ser ut som ett klockslag", hint, place)


def _no_figure(text: str, start: int) -> StorhetFel:
    """Make the fault of a text where a number was expected."""
    rest = text[start:]
    lowered = rest.lower()
    for kod, hint, beginnings in _BORJAN:
        for word in beginnings:
            if lowered.startswith(word) and not (word[-1].isalpha() and lowered[len(word) : len(word) + 1].isalpha()):
                return make_fel(
                    kod, f"”{word.strip()}” hör inte till en storhet", hint.format(word), (start, start + len(word))
                )
    if rest[:1].isnumeric():
        return make_fel(
            "storhet-siffertecken", f"”{rest[0]}” är ingen vanlig siffra", "Skriv med 0–9.", (start, start + 1)
        )
    shown = rest or "ingenting"
    return make_fel("storhet-saknar-siffra", f"Här ska stå ett tal, inte ”{shown}”", _SKRIV_SIFFROR, (start, len(text)))


def _check_intervall(text: str, start: int, end: int, grans: Grans, *, ordered: bool) -> None:
    """Stop a range whose ends are not in order, and one that has a bound besides."""
    if grans:
        hint = f"Skriv antingen {grans} eller ett intervall."
        raise make_fel("storhet-intervall", f"{grans.capitalize()} och ett intervall går inte ihop", hint, (start, end))
    if not ordered:
        hint = "Skriv det lägre talet först, t.ex. 0–100 000 kr."
        raise make_fel("storhet-intervall", f"Intervallet {text[start:end]} är inte stigande", hint, (start, end))


def _parse_enheter(text: str, start: int) -> tuple[Enheter, Enheter]:
    """Read the units: what is counted, then what it is per (”12/år” counts nothing but numbers)."""
    if start == len(text):
        return (), ()
    parts: list[tuple[Enhet, ...]] = []
    position = start
    for part in text[start:].split("/"):
        parts.append(() if not parts and not part.strip(" ") else _parse_product(part, position))
        position += len(part) + 1
    taljare, namnare = parts[0], tuple(enhet for units in parts[1:] for enhet in units)
    if len(taljare) + len(namnare) > MAX_UNITS:
        message = f"Storheten har fler än {MAX_UNITS} enheter"
        raise make_fel("storhet-for-lang", message, "Dela upp den.", (start, len(text)))
    if PROCENT in namnare or (PROCENT in taljare and len(taljare) > 1):
        hint = "Skriv procent som ensam enhet före snedstrecket, t.ex. 2 %/år."
        raise make_fel("storhet-procent", "Procent går inte att blanda med andra enheter", hint, (start, len(text)))
    return taljare, namnare


def _parse_product(part: str, position: int) -> Enheter:
    """Read units joined by a raised dot, as a sum may leave them: person·timmar."""
    enheter = []
    for word in part.split("·"):
        enheter.append(ENHETER.get(word) or _parse_enhet(word, position))
        position += len(word) + 1
    return tuple(enheter)


def _parse_enhet(word: str, position: int) -> Enhet:
    """Look up one unit with blanks around it; the fault names the nearest."""
    name = word.strip(" ")
    if name in ENHETER:
        return ENHETER[name]
    place = (position + len(word) - len(word.lstrip(" ")), position + len(word.rstrip(" ")))
    if not name:
        raise make_fel("storhet-enhet-saknas", "En enhet saknas", "Skriv t.ex. kr/vecka.", (position, position + 1))
    if any(char.isnumeric() and not char.isascii() for char in name):
        message = f"”{name}” har siffror som inte är vanliga"
        raise make_fel("storhet-siffertecken", message, "Skriv med siffrorna 0–9.", place)
    if any(char.isnumeric() for char in name):
        hint = "Dela upp den: antalet i en siffra och perioden i en annan."
        raise make_fel("storhet-tal-i-enheten", f"Enheten ”{name}” har ett tal i sig", hint, place)
    if not {"per", "och"}.isdisjoint(name.split(" ")):
        hint = "Skriv snedstreck i stället för ”per” och ”och”, t.ex. 1 000 kr/person/vecka."
        raise make_fel("storhet-okand-enhet", f"Enheten ”{name}” är inte skriven som väntat", hint, place)
    near = suggest_enhet(name)
    hint = f"Menade du {near}?" if near else "Skriv en känd enhet, t.ex. kr, %, veckor eller kr/behandling."
    raise make_fel("storhet-okand-enhet", f"Enheten ”{name}” är inte känd", hint, place)


def make_fel(kod: str, message: str, hint: str, place: tuple[int, int]) -> StorhetFel:
    """Make a fault at a place in the text."""
    return StorhetFel(kod, message, hint, place[0], max(1, place[1] - place[0]))
