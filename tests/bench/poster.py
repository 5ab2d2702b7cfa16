"""The records that every tool gets: ten chapters of requirements, the same words in every run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

__all__ = ["MARKE", "Kapitel", "Post", "make_kapitel"]

MARKE = "Ändringen kallas {}."
"""The sentence in the middle record that is given a new name each time one record is changed."""

_KAPITEL = (
    ("ALLM", "allmant", "Allmänna krav"),
    ("TILL", "tillganglighet", "Tillgänglighet"),
    ("PAT", "patientsakerhet", "Patientsäkerhet"),
    ("INFO", "informationssakerhet", "Informationssäkerhet"),
    ("BEM", "bemanning", "Bemanning och kompetens"),
    ("UPPF", "uppfoljning", "Uppföljning"),
    ("ERS", "ersattning", "Ersättning"),
    ("LAK", "lakemedel", "Läkemedel"),
    ("SAM", "samverkan", "Samverkan"),
    ("AVT", "avtal", "Avtalstid och villkor"),
)
_TEXT = """
säkerställa patienten erbjuds tid för bedömning vårdgarantins gränser enligt gällande riktlinjer och regionens
beslut om vårdval verksamheten dokumenterar avvikelser i journalsystemet samt rapporterar dessa månadsvis till
beställaren personalen har adekvat utbildning legitimation erfarenhet av primärvård barnhälsovård rehabilitering
tolk anlitas vid behov lokalerna är anpassade personer med funktionsnedsättning uppgifter lämnas elektroniskt
via angiven tjänst ersättning utgår per listad individ åldersgrupp socioekonomi täckningsgrad
läkemedelsgenomgång genomförs årligen hygienrutiner prövas kontinuerligt
"""
_ORD = _TEXT.split()
_STOPPAS = {("vid", "behov"), ("gällande", "riktlinjer"), ("regionens", "riktlinjer")}
_METODER = ("egenkontroll", "fördjupad granskning", "journalgranskning", "verksamhetsberättelse")
_FRISTER = ("2 veckor", "10 dagar", "3 månader", "24 timmar")


@dataclass(frozen=True, slots=True)
class Post:
    """One requirement: heading, 60 words with a place for its figure, two attributes and two references."""

    nummer: int
    id: str
    ordning: int
    rubrik: str
    text: str
    frist: str
    kravniva: str
    metod: str
    forutsatter: tuple[str, ...]

    @property
    def lydelse(self) -> str:
        """The text with its figure put in, for the tools that have no figures."""
        return self.text.format(frist=self.frist)


@dataclass(frozen=True, slots=True)
class Kapitel:
    """One chapter with its requirements."""

    nummer: int
    id: str
    rubrik: str
    poster: tuple[Post, ...]


def make_kapitel(antal: int) -> list[Kapitel]:
    """Return `antal` requirements, a tenth in each chapter; all but the first chapter refer to two of the first."""
    slump = Random(2022)  # noqa: S311 - the same words in every run, not a secret
    per = antal // len(_KAPITEL)
    first = [f"PR-{_KAPITEL[0][0]}-{ordning:03}" for ordning in range(1, per + 1)]
    return [
        Kapitel(nummer, name, rubrik, tuple(_poster(slump, nummer, per, prefix, first if nummer > 1 else [])))
        for nummer, (prefix, name, rubrik) in enumerate(_KAPITEL, start=1)
    ]


def _poster(slump: Random, kapitel: int, per: int, prefix: str, first: list[str]) -> Iterator[Post]:
    for ordning in range(1, per + 1):
        kravniva = slump.choice(("ska", "bör"))
        marke = " " + MARKE.format("a") if (kapitel, ordning) == (len(_KAPITEL) // 2, max(1, per // 2)) else ""
        yield Post(
            nummer=(kapitel - 1) * per + ordning,
            id=f"PR-{prefix}-{ordning:03}",
            ordning=ordning,
            rubrik=_mening(slump, 5),
            text=f"Vårdgivaren {kravniva} {_text(slump)}{marke}",
            frist=slump.choice(_FRISTER),
            kravniva=kravniva,
            metod=slump.choice(_METODER),
            forutsatter=tuple(sorted(slump.sample(first, min(2, len(first))))),
        )


def _text(slump: Random) -> str:
    """Return what comes after ”Vårdgivaren ska”: three sentences that make the text 60 words."""
    start = " ".join(_ordrad(slump, 16))
    return f"{start}. {_mening(slump, 22)}. {_mening(slump, 16)} inom {{frist}}."


def _mening(slump: Random, count: int) -> str:
    return " ".join(_ordrad(slump, count)).capitalize()


def _ordrad(slump: Random, count: int) -> list[str]:
    """Return words in any order, but none after itself and none of the pairs that a linter rightly stops at."""
    row: list[str] = []
    while len(row) < count:
        word = slump.choice(_ORD)
        if not row or (word != row[-1] and (row[-1], word) not in _STOPPAS):
            row.append(word)
    return row
