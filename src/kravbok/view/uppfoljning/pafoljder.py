"""From a shortcoming to its consequence: the steps in order, what sets them in motion, their deadlines and amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kravbok.edition import Klausul, Utgivning
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import Storhet, StorhetFel, format_tabell
from kravbok.model.tid import is_unknown
from kravbok.rules.rakna import calculate
from kravbok.swedish import format_list, plural, uncapitalize
from kravbok.view.handling import DelVy
from kravbok.view.parts import Tabellrad, TabellVy, cells
from kravbok.view.uppfoljning.urval import clauses, name_of

__all__ = ["Kedja", "amount_of", "cap_reached", "chains", "consequence_parts", "deadline_of", "working"]

LONG = 520
"""Weeks after which nobody waits for a cap to be reached."""


@dataclass(frozen=True, slots=True)
class Kedja:
    """Consequences that follow on each other, in order, and the requirements and deliveries that set them in motion."""

    steg: tuple[Klausul, ...]
    krav: tuple[Klausul, ...]
    leveranser: tuple[str, ...]


def chains(utgivning: Utgivning) -> list[Kedja]:
    """Return the chains of the edition, in the order of their first steps."""
    own = {clause.id: clause for clause in clauses(utgivning) if clause.lydelse.typ == "påföljd"}
    before = {name: [item for item in clause.lydelse.forutsatter if item in own] for name, clause in own.items()}
    last = [name for name in own if not any(name in earlier for earlier in before.values())]
    return [_chain(utgivning, [own[name] for name in _in_order(name, before)]) for name in last]


def _in_order(name: str, before: dict[str, list[str]]) -> list[str]:
    """Return a step with all that must have been tried before it, the first first; each once."""
    ordered: list[str] = []

    def walk(item: str, above: tuple[str, ...]) -> None:
        for earlier in before[item]:
            if earlier not in (*above, *ordered):
                walk(earlier, (*above, item))
        if item not in ordered:
            ordered.append(item)

    walk(name, ())
    return ordered


def _chain(utgivning: Utgivning, steps: list[Klausul]) -> Kedja:
    causes = [clause.lydelse.utloses_av for clause in steps]
    krav = dict.fromkeys(name for cause in causes if cause is not None for name in cause.krav)
    deliveries = dict.fromkeys(name for cause in causes if cause is not None for name in cause.leveranser)
    held = utgivning.klausuler
    return Kedja(tuple(steps), tuple(held[name] for name in krav if name in held), tuple(deliveries))


def deadline_of(lydelse: Lydelse) -> str:
    """Return the deadline that the rule of a consequence has, and from when; or that the book gives none."""
    regel = lydelse.regel
    if regel is None or regel.slag != "frist" or regel.inom is None:
        return "boken anger ingen frist"
    figure = lydelse.siffror.get(regel.inom)
    words = format_tabell(figure) if figure is not None else regel.inom
    if regel.fran is None or is_unknown(regel.fran):
        return f"{words}; från när anger källan inte"
    return f"{words} från {regel.fran}"


def amount_of(lydelse: Lydelse) -> str:
    """Return what a consequence costs: rate and cap, or the range that the region judges within."""
    regel = lydelse.regel
    named = {key: lydelse.siffror.get(name) for key, name in regel.siffror().items()} if regel else {}
    rate = named.get("sats") or named.get("belopp")
    cap = named.get("tak")
    words = [format_tabell(rate)] if rate is not None else []
    if cap is not None:
        said = format_tabell(cap)
        words.append(said if said.startswith("högst") else f"högst {said}")
    return ", ".join(words) or "–"


def cap_reached(lydelse: Lydelse) -> str:
    """Return after how long the cap is reached, as the rule itself reckons it; empty where it has no answer."""
    regel = lydelse.regel
    if regel is None or regel.slag != "belopp per tid" or regel.tak is None or regel.sats is None:
        return ""
    rate, cap = lydelse.siffror.get(regel.sats), lydelse.siffror.get(regel.tak)
    if not isinstance(rate, Storhet) or not isinstance(cap, Storhet) or not (rate.is_exact and cap.is_exact):
        return ""
    try:
        ratio = cap.without_grans() / rate.without_grans()
    except StorhetFel:
        return ""
    unit = next((item for item in ratio.taljare if item in rate.namnare), None)
    if unit is None or not 0 < ratio.lag <= LONG:
        return ""
    whole = -(-ratio.lag.numerator // ratio.lag.denominator)
    if not _is_capped_at(lydelse, unit.plural, whole):
        return ""
    words = f"{whole} hela {unit.plural}" if whole > 1 else f"1 {unit.singular}"
    return f"efter {words}" if Fraction(whole) == ratio.lag else f"efter mer än {whole - 1} men senast {words}"


def _is_capped_at(lydelse: Lydelse, unit: str, count: int) -> bool:
    """Whether the rule gives as much for one unit more, and less for one unit less."""
    amounts = [_amount(lydelse, unit, number) for number in (count - 1, count, count + 1)]
    before, here, after = amounts
    return here is not None and here == after and (count == 1 or (before is not None and before < here))


def _amount(lydelse: Lydelse, unit: str, count: int) -> Storhet | None:
    """Return what the rule gives after so many units, for one; None where it does not give one known amount."""
    answer = calculate(lydelse, [{unit: str(count)}])
    values = [item.varde for item in answer.utfall]
    return values[0] if len(values) == 1 and isinstance(values[0], Storhet) else None


def working(lydelse: Lydelse) -> str:
    """Return what the rule gives after one and after four units of time; empty where it has no answer."""
    regel = lydelse.regel
    rate = lydelse.siffror.get(regel.sats) if regel is not None and regel.sats is not None else None
    if regel is None or regel.slag != "belopp per tid" or not isinstance(rate, Storhet):
        return ""
    said = []
    for unit in rate.namnare:
        found = [(count, _amount(lydelse, unit.plural, count)) for count in (1, 4)]
        said += [f"{plural(count, unit.singular, unit.plural)}: {value}" for count, value in found if value is not None]
    return "; ".join(said)


def consequence_parts(utgivning: Utgivning) -> Iterator[DelVy]:
    """Yield the section of the chains, one part a chain; nothing in a book without consequences."""
    found = chains(utgivning)
    if not found:
        return
    intro = (
        "Kedjorna är lästa ur kraven: vad som förutsätter vad, vad som utlöser en påföljd, och vilken frist boken "
        "anger. Steg som boken inte kopplar ihop står i skilda kedjor. Ingenting här är beslutat: kravbok räknar, "
        "regionen beslutar, och ett vite är ett avtalsrättsligt anspråk."
    )
    named = _named_table(utgivning, found)
    said = "" if named else "Boken pekar inte ut något krav vars brist har en egen påföljd."
    chain_parts = tuple(_chain_part(utgivning, number, chain) for number, chain in enumerate(found, start=1))
    words = tuple(filter(None, (intro, said)))
    yield DelVy("pafoljder", "Från brist till påföljd", words, tabell=named, delar=chain_parts)


def _chain_part(utgivning: Utgivning, number: int, chain: Kedja) -> DelVy:
    heading = " → ".join(step.lydelse.rubrik for step in chain.steg)
    said = (_trigger(utgivning, chain), *_gaps(chain))
    return DelVy(f"kedja-{number}", heading, said, tabell=_steps(chain, heading))


def _named_table(utgivning: Utgivning, found: list[Kedja]) -> TabellVy | None:
    """Return the requirements that the records name as drawing a consequence, directly or by what is handed in."""
    rows = []
    for chain in found:
        shelf = utgivning.register.leveranser
        asked = [shelf[name] for name in chain.leveranser if name in shelf]
        pairs = [(clause, "brist i kravet") for clause in chain.krav]
        pairs += [
            (utgivning.klausuler[item.krav], f"sen eller utebliven {uncapitalize(item.namn)}")
            for item in asked
            if item.krav is not None and item.krav in utgivning.klausuler
        ]
        heading = " → ".join(name_of(step) for step in chain.steg)
        rows += [Tabellrad(cells(name_of(clause), cause, heading)) for clause, cause in pairs]
    return TabellVy("Krav som boken kopplar till en påföljd", ("Krav", "Vid", "Kedja"), tuple(rows)) if rows else None


def _trigger(utgivning: Utgivning, chain: Kedja) -> str:
    """Return what sets a chain in motion; where the records name nothing, that they do not."""
    names = [name_of(clause) for clause in chain.krav]
    shelf = utgivning.register.leveranser
    names += [f"sen eller utebliven {uncapitalize(shelf[name].namn)}" for name in chain.leveranser if name in shelf]
    if names:
        return f"Utlöses av: {format_list(names)}."
    rules = [step.lydelse.regel for step in chain.steg]
    condition = next((regel.villkor for regel in rules if regel is not None and regel.villkor), None)
    said = "Boken pekar inte ut vilka krav kedjan gäller."
    return f"{said} Villkor: {condition.rstrip('.')}." if condition else said


def _gaps(chain: Kedja) -> Iterator[str]:
    """Yield what the steps' records say that the sources do not tell."""
    gaps = [gap.motivering for step in chain.steg for gap in step.lydelse.saknas]
    if gaps:
        yield f"Uppgifter som saknas: {' '.join(gaps)}"


def _steps(chain: Kedja, heading: str) -> TabellVy:
    rows = []
    for number, step in enumerate(chain.steg, start=1):
        reached = cap_reached(step.lydelse)
        amount = amount_of(step.lydelse) + (f"; taket nås {reached}" if reached else "")
        rows.append(Tabellrad(cells(f"Steg {number}: {name_of(step)}", _who(step), deadline_of(step.lydelse), amount)))
    return TabellVy(heading, ("Steg", "Vem", "Frist", "Belopp"), tuple(rows))


def _who(step: Klausul) -> str:
    level = step.lydelse.kravniva
    return f"{step.lydelse.vem} {level}" if level in ("får", "ska") else f"{step.lydelse.vem} ({level})"
