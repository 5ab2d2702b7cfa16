"""What a wording's rule makes of cases (`calculate`), what it asks for (`questions`), why it cannot (`rule_fault`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kravbok.finding import Brist
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import StorhetFel
from kravbok.rules import andel, aterkommande, belopp, frist, mal, niva, per_tid, ratt, tabell
from kravbok.rules.fall import Last, Uppgift, read_fall
from kravbok.rules.sak import Oklart, Sak, Saknas
from kravbok.rules.svar import RegelFel, Utfall, Utrakning, unknown
from kravbok.rules.tystnad import unknowns

__all__ = ["calculate", "questions", "read_cases", "rule_fault"]

_Ask = Callable[[Sak], list[Uppgift]]
_Answer = Callable[[Sak, list[Last]], list[Utfall]]

_SLAG: dict[str, tuple[_Ask, _Answer]] = {
    "belopp per tid": (per_tid.ask, per_tid.answer),
    "bedömning": (belopp.ask_bedomning, belopp.answer_bedomning),
    "fast belopp": (belopp.ask_fast, belopp.answer_fast),
    "tabell": (tabell.ask, tabell.answer),
    "fördelningsnyckel": (andel.ask, andel.answer),
    "frist": (frist.ask, frist.answer),
    "återkommande": (aterkommande.ask, aterkommande.answer),
    "målvärde": (mal.ask, mal.answer),
    "rätt": (ratt.ask_ratt, ratt.answer_ratt),
    "omfattning": (niva.ask, niva.answer),
    "innehållen ersättning": (ratt.ask_villkor, ratt.answer_villkor),
    "förbehåll": (ratt.ask_villkor, ratt.answer_villkor),
}

_CHECKS: dict[str, Callable[[Sak], None]] = {
    "belopp per tid": per_tid.check_units,
    "bedömning": belopp.check_units,
    "frist": frist.check_time,
}
"""What more can be told of a rule before it is asked anything."""


def calculate(lydelse: Lydelse, fall: Sequence[Mapping[str, str]], krav: str = "") -> Utrakning:
    """Return what the wording's rule makes of the cases; `krav` is the requirement's id, for a share of itself.

    Nothing is raised: what is missing, what is wrong and what the source does not say stand in the answer.
    """
    regel = lydelse.regel
    if regel is None:
        return Utrakning("", fel=(Brist("K374", "Lydelsen har ingen regel", "Välj ett krav som har en regel."),))
    sak = Sak(regel, lydelse.siffror, krav)
    silent = tuple(unknowns(regel))
    ask, answer = _SLAG[regel.slag]
    try:
        asked = ask(sak)
        cases, missing = read_fall(fall, asked)
        if missing:
            return Utrakning(regel.slag, saknas=tuple(missing), kallan_anger_inte=silent)
        return Utrakning(regel.slag, tuple(_merged(answer(sak, cases))), kallan_anger_inte=silent)
    except Oklart as open_:
        return Utrakning(regel.slag, (unknown(open_.what),), kallan_anger_inte=silent)
    except Saknas as lack:
        return Utrakning(regel.slag, saknas=lack.what, kallan_anger_inte=silent)
    except (RegelFel, StorhetFel) as error:
        return Utrakning(regel.slag, kallan_anger_inte=silent, fel=(_fault(error),))


def _fault(error: RegelFel | StorhetFel) -> Brist:
    if isinstance(error, RegelFel):
        return error.fel
    too_large = error.kod == "storhet-for-stor"
    return Brist("K373" if too_large else "K343", error.message, error.hint)


def _merged(outcomes: list[Utfall]) -> list[Utfall]:
    """Return outcomes that differ; those that come to the same are one, and one alone presumes nothing."""
    found: dict[object, Utfall] = {}
    for item in outcomes:
        before = found.get(item.varde)
        if before is None:
            found[item.varde] = item
        elif item.antar:
            found[item.varde] = Utfall(item.varde, f"{before.antar}, eller {item.antar}", before.rader)
    if len(found) == 1 and len(outcomes) > 1:
        only = next(iter(found.values()))
        return [Utfall(only.varde, "", only.rader)]
    return list(found.values())


def read_cases(lydelse: Lydelse, fall: Sequence[Mapping[str, str]], krav: str = "") -> list[Last] | None:
    """Return the cases as the rule reads them; None where it cannot."""
    try:
        return read_fall(fall, questions(lydelse, krav))[0]
    except (RegelFel, StorhetFel):
        return None


def questions(lydelse: Lydelse, krav: str = "") -> list[Uppgift]:
    """Return what the wording's rule asks for; nothing where it has no rule, or one that cannot be run."""
    if lydelse.regel is None:
        return []
    try:
        return _SLAG[lydelse.regel.slag][0](Sak(lydelse.regel, lydelse.siffror, krav))
    except (Oklart, RegelFel, StorhetFel):
        return []


def rule_fault(lydelse: Lydelse, krav: str = "") -> Brist | None:
    """Return why the rule can never be run whatever it is asked: units that do not go together, no solution."""
    if lydelse.regel is None:
        return None
    sak = Sak(lydelse.regel, lydelse.siffror, krav)
    try:
        _SLAG[lydelse.regel.slag][0](sak)
        if lydelse.regel.slag in _CHECKS:
            _CHECKS[lydelse.regel.slag](sak)
    except (Oklart, Saknas):
        return None
    except (RegelFel, StorhetFel) as error:
        return _fault(error)
    return None
