"""What is asked about a new region, what is proposed, and what cannot be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kravbok.finding import Finding, Position, finding
from kravbok.swedish import fold
from kravbok.writing.beslut import beslut_id

__all__ = ["BOK", "DIARIUM", "MAX_NAME", "SMEDJOR", "Svar", "check_svar", "propose_kort", "propose_namn"]

SMEDJOR = ("github", "gitlab", "forgejo", "azure")
"""The forges that there are workflows for."""

BOK = "Krav- och kvalitetsbok för vårdval (exempel)"
DIARIUM = "{organ}/{nummer}/{år}"
MAX_NAME = 100
"""So long may the name of a region or of a book be here; the records take longer ones."""

_NAME = re.compile(r"[^`*_<>\[\]{}|\\#~‹›$^]+")
"""What a name may have: nothing that means something else in Markdown or in an expression."""
_BETWEEN = re.compile(r"[A-Za-z0-9_./ -]*")
"""What may stand between the parts of a diary number, which is an id."""
_KORT = re.compile(r"[a-z][a-z0-9-]{0,59}")
_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


@dataclass(frozen=True, slots=True)
class Svar:
    """What a new region has said of itself; `datum` is the day that the repository is made."""

    namn: str
    kort: str
    datum: date
    bok: str = BOK
    diarium: str = DIARIUM
    smedja: str = SMEDJOR[0]

    @property
    def arende(self) -> str:
        """The number of the example's case: the first of the year."""
        return self.diarium.replace("{organ}", "RS").replace("{nummer}", "1").replace("{år}", f"{self.datum.year}")

    @property
    def varden(self) -> dict[str, str]:
        """What the templates ask for, by name; the example book is meant to hold from the next year."""
        return {
            "organisation": self.kort,
            "namn": self.namn,
            "bok": self.bok,
            "diarienummer": self.diarium,
            "arende": self.arende,
            "beslut": beslut_id("RS", f"{self.datum.year}", "okänd"),
            "fore": f"{self.datum.year}",
            "ar": f"{self.datum.year + 1}",
        }


def propose_namn(mapp: str) -> str:
    """Return a name made of a folder's: region-exempel gives Region Exempel."""
    return " ".join(
        f"{word[:1].upper()}{word[1:]}" for word in re.split(r"[\s_-]+", unicodedata.normalize("NFC", mapp))
    )


def propose_kort(namn: str) -> str:
    """Return an id made of a name: Region Örebro län gives region-orebro-lan."""
    return re.sub(r"[^a-z0-9]+", "-", fold(namn)).strip("-")[:60].rstrip("-")


def check_svar(svar: Svar) -> list[Finding]:
    """Return what of the answers cannot be used (K881), each at its option."""
    names = (*_check_name("--namn", svar.namn), *_check_name("--bok", svar.bok))
    return [*names, *_check_kort(svar.kort), *_check_diarium(svar), *_check_year(svar.datum)]


def _check_name(option: str, name: str) -> Iterator[Finding]:
    shown = _shown(name)
    if not 1 <= len(name) <= MAX_NAME:
        yield _fault(option, f"”{shown}” har {len(name)} tecken", f"Skriv 1–{MAX_NAME} tecken.")
    elif not name.isprintable() or name != " ".join(name.split()) or not unicodedata.is_normalized("NFC", name):
        hint = "Skriv namnet på en rad, med ett blanksteg mellan orden."
        yield _fault(option, f"”{shown}” har dubbla blanksteg, radbrytningar eller tecken som inte syns", hint)
    elif (taken := _NAME.match(name)) is None or taken.end() < len(name):
        sign = name[taken.end() if taken else 0]
        yield _fault(option, f"Tecknet {sign} i ”{shown}” betyder något annat i posterna", "Skriv namnet utan det.")
    elif not any(sign.isalpha() for sign in name):
        yield _fault(option, f"”{shown}” har ingen bokstav", "Skriv namnet med bokstäver.")


def _check_kort(kort: str) -> Iterator[Finding]:
    if _WINDOWS.fullmatch(kort):
        hint = "Windows har namnet för sig själv. Skriv ett annat med --kort, t.ex. region-exempel."
        yield _fault("--kort", f"”{kort}” kan inte vara organisationens id, som blir ett filnamn", hint)
    elif _KORT.fullmatch(kort) is None:
        hint = "Skriv --kort med små bokstäver a–z, siffror och bindestreck, t.ex. region-exempel."
        yield _fault("--kort", f"”{_shown(kort)}” kan inte vara organisationens id", hint)


def _check_diarium(svar: Svar) -> Iterator[Finding]:
    """Yield why a pattern cannot be used: the numbers that it makes are ids."""
    pattern = svar.diarium
    between, once = _BETWEEN.fullmatch(re.sub(r"\{(?:organ|nummer|år)\}", "", pattern)), ("{nummer}", "{år}")
    whole = all(pattern.count(part) == 1 for part in once) and pattern.count("{organ}") <= 1 and len(pattern) <= 60
    if between is None or not whole or not svar.arende[:1].isalnum():
        hint = f"Skriv t.ex. {DIARIUM}: delarna en gång var, och däremellan a–z, siffror, blanksteg, punkt, / och -."
        yield _fault("--diarium", f"Mönstret ”{_shown(pattern)}” ger inga diarienummer som posterna kan ha", hint)


def _check_year(datum: date) -> Iterator[Finding]:
    if not 1990 <= datum.year <= 2100:
        yield _fault("--datum", f"Året {datum.year} är för långt bort", "Skriv en dag mellan 1990 och 2100.")


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:40])


def _fault(option: str, message: str, hint: str) -> Finding:
    return finding("K881", Position(option), message, hint)
