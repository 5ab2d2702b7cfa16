"""The indicators of an edition in words: how each is counted, its target, its outcomes, and what it measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kravbok.edition import Klausul, Utgivning
from kravbok.model.register import Indikator
from kravbok.model.storhet import Okand, Storhet, format_tabell
from kravbok.model.tid import is_unknown
from kravbok.rules.indikator import NADDE, UNDER, Bedomning, judge, overdue
from kravbok.swedish import MINUS, format_date, format_list, sort_key
from kravbok.view.mal import describe_mal
from kravbok.view.rad import join_figures

__all__ = ["NONE", "NO_GOAL", "NO_KRAV", "PASSED", "IndikatorVy", "MattVy", "Stapel", "UtfallVy", "make_matt"]

PASSED = "frist passerad"
UNKNOWN, NONE = "okänt", "–"
NO_GOAL, NO_KRAV = "inget mål", "inget krav i upplagan"
_GOES = {"ja": "går", "delvis": "går delvis", "nej": "går inte", "okänt": "okänt om det går"}


@dataclass(frozen=True, slots=True)
class UtfallVy:
    """An outcome in words: year, unit, value, target, difference, verdict and remark; with the judged figures."""

    ar: str
    enhet: str
    varde: str
    mal: str
    skillnad: str
    lage: str
    anmarkning: str
    bedomning: Bedomning

    @property
    def celler(self) -> tuple[str, ...]:
        """The cells of its row."""
        return (self.ar, self.enhet, self.varde, self.mal, self.skillnad, self.lage, self.anmarkning)


@dataclass(frozen=True, slots=True)
class MattVy:
    """A requirement that an indicator measures: its name, how it is followed up, and whether it can be."""

    krav: str
    uppfoljning: str
    kan: str


@dataclass(frozen=True, slots=True)
class Stapel:
    """A bar of a chart: its label, figure and target (or none), and whether the target is reached (None: unsaid)."""

    namn: str
    varde: Storhet
    mal: Storhet | None
    nadd: bool | None
    ord: str


@dataclass(frozen=True, slots=True)
class IndikatorVy:
    """An indicator as it is shown; `frist` is empty where nothing is judged by a day."""

    id: str
    namn: str
    raknas: str
    system: str
    mal: str
    dag: str
    utgangsvarde: str
    frist: str
    anmarkning: str
    krav: tuple[MattVy, ...]
    utfall: tuple[UtfallVy, ...]
    saknas: tuple[str, ...]
    staplar: tuple[Stapel, ...]


def make_matt(utgivning: Utgivning, dag: date | None) -> tuple[IndikatorVy, ...]:
    """Return the indicators that the edition's clauses or book name; deadlines are judged only with a day."""
    named: dict[str, list[Klausul]] = {}
    for clause in utgivning.klausuler.values():
        for name in dict.fromkeys(_named_by(clause)):
            named.setdefault(name, []).append(clause)
    mine = [
        item for item in utgivning.register.indikatorer.values() if item.id in named or utgivning.bok.id in item.bocker
    ]
    mine.sort(key=lambda item: (not named.get(item.id), item.mal is None, sort_key(item.namn)))
    return tuple(_indicator(item, named.get(item.id, []), dag) for item in mine)


def _named_by(clause: Klausul) -> Iterator[str]:
    lydelse = clause.lydelse
    for holder in (lydelse.uppfoljning, lydelse.regel):
        if holder is not None and holder.indikator is not None and not is_unknown(holder.indikator):
            yield holder.indikator


def _indicator(item: Indikator, clauses: list[Klausul], dag: date | None) -> IndikatorVy:
    mal = item.mal
    judged = tuple(_outcome(judge(item, row)) for row in item.utfall)
    return IndikatorVy(
        id=item.id,
        namn=item.namn,
        raknas=_measure(item),
        system=format_list(list(item.system)) or UNKNOWN,
        mal=describe_mal(mal) if mal else NO_GOAL,
        dag=(str(mal.senast) if mal.senast else NONE) if mal else NONE,
        utgangsvarde=_baseline(item),
        frist=_deadline(item, dag),
        anmarkning=" ".join((item.anmarkning or "").split()),
        krav=tuple(map(_matt, clauses)),
        utfall=judged,
        saknas=tuple(gap.motivering.strip() for gap in item.saknas),
        staplar=_bars(judged),
    )


def _measure(item: Indikator) -> str:
    """Return how the indicator is counted, as far as it is known."""
    if is_unknown(item.taljare) and is_unknown(item.namnare) and is_unknown(item.period):
        return UNKNOWN
    above, under = ("okänt antal" if is_unknown(part) else part for part in (item.taljare, item.namnare))
    below = "" if item.namnare == "ingen" else f" delat med {under}"
    return f"{above}{below}" + ("" if is_unknown(item.period) else f", {item.period}")


def _baseline(item: Indikator) -> str:
    value = item.mal.utgangsvarde if item.mal is not None else None
    if value is None:
        return NONE if item.mal is None else "anges inte"
    return UNKNOWN if isinstance(value, Okand) else format_tabell(value)


def _deadline(item: Indikator, dag: date | None) -> str:
    """Return how the day of the target stands to the day; nothing without either."""
    last = item.mal.senast if item.mal is not None else None
    if last is None or not last.known or dag is None or last.latest is None:
        return ""
    if overdue(item, dag):
        return f"{PASSED}: inget utfall är känt den {format_date(dag)}"
    return "dagen har passerat, utfall finns" if dag > last.latest else "dagen har inte passerat"


def _matt(clause: Klausul) -> MattVy:
    follow = clause.lydelse.uppfoljning
    name = f"{clause.nummer} {clause.lydelse.rubrik} ({clause.id})".strip()
    if follow is None:
        return MattVy(name, UNKNOWN, UNKNOWN)
    can = _GOES[follow.kan_foljas_upp] + (f": {follow.motivering.strip()}" if follow.motivering else "")
    return MattVy(name, join_figures(format_list(list(follow.metod))) or UNKNOWN, can)


def _outcome(judged: Bedomning) -> UtfallVy:
    row, gap = judged.utfall, judged.skillnad
    return UtfallVy(
        ar=row.ar,
        enhet=row.enhet,
        varde=format_tabell(row.varde),
        mal=NONE if judged.mal is None else format_tabell(judged.mal),
        skillnad=NONE if gap is None else _signed(gap),
        lage=judged.dom or NO_GOAL,
        anmarkning=(row.anmarkning or "").strip() or NONE,
        bedomning=judged,
    )


def _signed(gap: Storhet) -> str:
    words = format_tabell(gap)
    return words if words.startswith(MINUS) or not gap.lag else f"+{words}"


def _bars(judged: tuple[UtfallVy, ...]) -> tuple[Stapel, ...]:
    """Return a bar for each outcome of the first one's unit; none for a single figure without a target."""
    drawn = [item for item in judged if isinstance(item.bedomning.utfall.varde, Storhet)]
    drawn = [item for item in drawn if item.bedomning.utfall.varde.is_exact and item.bedomning.utfall.varde.lag >= 0]
    if not drawn:
        return ()
    units = drawn[0].bedomning.utfall.varde.dimension
    same = [item for item in drawn if item.bedomning.utfall.varde.dimension == units]
    bars = tuple(map(_bar, same))
    return bars if len(bars) > 1 or bars[0].mal is not None else ()


def _bar(item: UtfallVy) -> Stapel:
    value, goal = item.bedomning.utfall.varde, item.bedomning.mal
    if not isinstance(goal, Storhet) or goal.is_intervall or goal.dimension != value.dimension:
        goal = None
    return Stapel(f"{item.ar}, {item.enhet}", value, goal, {NADDE: True, UNDER: False}.get(item.lage), item.lage)
