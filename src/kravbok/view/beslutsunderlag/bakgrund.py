"""The case behind a new edition: what it is about, the commissions and decisions, how it was prepared, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kravbok.expand import describe_beslut
from kravbok.model.inspel import Inspel
from kravbok.model.register import Arende, Beslut
from kravbok.model.tid import is_unknown
from kravbok.swedish import capitalize, format_list, plural, sort_key
from kravbok.view.beslutsunderlag.underlag import SAKNAS, Underlag, known, proposed
from kravbok.view.handling import DelVy, fact, points, rows
from kravbok.view.inspel import describe_sender
from kravbok.view.parts import Faktum

__all__ = ["arendet", "bakgrund", "beredning", "jurist", "samverkanssteg"]


def arendet(underlag: Underlag) -> DelVy:
    """Return what the case is about."""
    efter, fore = underlag.efter, underlag.fore
    holds = "föreslås gälla" if efter.upplaga.foreslagen else "gäller"
    lead = (
        f"Ärendet gäller {efter.bok.dokumenttyp} för {efter.bok.titel}, upplaga {efter.upplaga.id}, som {holds} från "
        f"{_day(str(efter.upplaga.fran))}. Upplagan jämförs med upplaga {fore.upplaga.id}, från "
        f"{_day(str(fore.upplaga.fran))}."
    )
    remark = [efter.upplaga.anmarkning.strip()] if efter.upplaga.anmarkning else []
    return DelVy(
        "arendebeskrivning",
        "Ärendebeskrivning",
        (lead, *remark),
        points(*underlag.andringar.sammanfattning),
        tuple(_case_facts(underlag)),
    )


def _day(words: str) -> str:
    return f"okänd dag ({SAKNAS})" if is_unknown(words) else words


def _case_facts(underlag: Underlag) -> Iterator[Faktum]:
    yield fact("Diarienummer", underlag.arende)
    record = underlag.efter.register.arenden.get(underlag.efter.upplaga.arende or "")
    if record is None:
        return
    yield fact("Ärendets rubrik", record.rubrik)
    yield fact("Öppnat", known(str(record.oppnat)))
    if record.sagt:
        yield fact("Vad som är känt om ärendet", record.sagt.strip())
    if others := _others(underlag, record):
        yield fact("Hör ihop med", *others)


def _others(underlag: Underlag, record: Arende) -> list[str]:
    cases = underlag.efter.register.arenden
    return [f"{name} {cases[name].rubrik}" if name in cases else name for name in record.hor_ihop_med]


def bakgrund(underlag: Underlag) -> DelVy:
    """Return the commissions and decisions that the changes come from."""
    register = underlag.efter.register
    found = sorted(_decisions(underlag), key=lambda item: (item.datum.latest or date.max, sort_key(item.id)))
    lines = [
        (describe_beslut(underlag.efter, item), item.beslut, item.avser.text.strip(), known(item.arende))
        for item in found
    ]
    said = "Beslut och uppdrag som ärendet och ändringarna hänvisar till."
    cases = [register.arenden[name] for name in _family(underlag)[1:] if name in register.arenden]
    told = [f"Ärende {record.id}: {record.sagt.strip()}" for record in cases if record.sagt]
    return DelVy(
        "bakgrund",
        "Bakgrund",
        (said if lines else f"Inga beslut eller uppdrag bakom ändringarna är kända: {SAKNAS}.", *told),
        tabell=rows("Beslut och uppdrag", ("Beslut", "Slag", "Innebörd", "Ärende"), lines),
    )


def _family(underlag: Underlag) -> list[str]:
    """Return the edition's case and those that it belongs together with."""
    own = underlag.efter.upplaga.arende
    record = underlag.efter.register.arenden.get(own or "")
    return [own or "", *record.hor_ihop_med] if record is not None else []


def _decisions(underlag: Underlag) -> Iterator[Beslut]:
    """Yield the decisions of the case and its neighbours, and those that a change names, up to the edition's day."""
    efter = underlag.efter
    cases = {name for name in _family(underlag) if name}
    named = {name for item in underlag.lagen for name in item.skillnad.beslut} | {efter.upplaga.beslut}
    until = efter.upplaga.fran.latest
    for item in efter.register.beslut.values():
        late = until is not None and item.datum.earliest is not None and item.datum.earliest > until
        commission = item.beslut == "uppdrag" and efter.bok.id in item.avser.bocker and _since_before(underlag, item)
        if not late and (item.arende in cases or item.id in named or commission):
            yield item


def _since_before(underlag: Underlag, item: Beslut) -> bool:
    """Whether a commission was given while the edition before held."""
    begins, given = underlag.fore.upplaga.fran.earliest, item.datum.earliest
    return begins is not None and given is not None and begins <= given


def beredning(underlag: Underlag) -> DelVy:
    """Return the steps that the case passes, what is known of each, and what came in on the way."""
    chain = sorted(underlag.efter.organisation.beslutsgang, key=lambda step: step.steg)
    steps = [(str(step.steg), step.namn, step.art) for step in chain]
    inputs = sorted(_inputs(underlag), key=lambda item: sort_key(item.id))
    parts = (
        DelVy(
            "beslutsgang",
            "Steg i beslutsgången",
            ("Stegen är organisationens. När de togs i det här ärendet fylls i av handläggaren.",)
            if steps
            else (f"Beslutsgången är inte beskriven: {SAKNAS}.",),
            tabell=rows("Beslutsgång", ("Steg", "Vad som sker", "Slag"), steps),
        ),
        DelVy(
            "tagna-steg",
            "Steg som är tagna",
            () if (taken := _taken(inputs)) else (f"Inga tagna steg är antecknade: {SAKNAS}.",),
            points(*taken),
        ),
        _input_part(underlag, inputs),
    )
    return DelVy("beredning", "Beredning", delar=parts)


def _inputs(underlag: Underlag) -> Iterator[Inspel]:
    """Yield what came in about the edition, and what a change answers."""
    efter = underlag.efter
    changed = {item.vy.id for item in underlag.lagen}
    for item in efter.register.inspel.values():
        if efter.bok.id in item.avser and (
            (item.upplaga or item.blev.upplaga) == efter.upplaga.id or changed & set(item.blev.krav)
        ):
            yield item


def _taken(inputs: list[Inspel]) -> list[str]:
    """Return each step that inputs have passed, with its day and how many inputs passed it."""
    counts: dict[tuple[str, str, str], int] = {}
    for item in inputs:
        for step in item.beredning:
            key = (step.datum.iso() if step.datum else "okänt", step.steg, step.art)
            counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (is_unknown(pair[0][0]), pair[0]))
    many = ("inspel", "inspel")
    return [
        f"{capitalize(words)} ({art}), {_when(day)}: {plural(count, *many)}"
        for (day, words, art), count in ordered
        if not is_unknown(words)
    ]


def _when(day: str) -> str:
    from kravbok.model.tid import parse_tid

    if day.startswith(("senast ", "tidigast ")):
        kind, _, written = day.partition(" ")
        return str(parse_tid({kind: written}))
    return "okänd dag" if is_unknown(day) else str(parse_tid(day))


def _input_part(underlag: Underlag, inputs: list[Inspel]) -> DelVy:
    numbers = {item.vy.id: item.vy.nummer_efter for item in underlag.lagen}
    lines = [
        (f"{item.rubrik} ({item.typ}, {item.id})", describe_sender(item.fran), _became(item, numbers))
        for item in inputs
    ]
    said = f"{plural(len(inputs), 'inspel är antecknat', 'inspel är antecknade')} om {proposed(underlag.efter)}."
    return DelVy(
        "inspel",
        "Inkomna förslag och synpunkter",
        (said if lines else f"Inga förslag eller synpunkter är antecknade: {SAKNAS}.",),
        tabell=rows("Inkomna förslag och synpunkter", ("Inspel", "Från", "Vad det blev"), lines),
    )


def _became(item: Inspel, numbers: Mapping[str, str]) -> str:
    """Return what an input became, in words; a requirement that changes is named by its number too."""
    blev = item.blev
    named = [f"{numbers[name]} ({name})" if numbers.get(name) else name for name in blev.krav]
    parts = [f"krav {format_list(named)}"] if named else []
    parts += [f"annat ärende: {blev.arende}"] if blev.arende else []
    parts += [f"inget krav: {blev.inget.strip()}"] if blev.inget else []
    return "; ".join(parts) or "okänt"


def jurist(underlag: Underlag) -> DelVy:
    """Return what lawyers have said of the inputs, and which changes ask for a lawyer."""
    verdicts: dict[tuple[str, str], list[str]] = {}
    for item in sorted(_inputs(underlag), key=lambda record: sort_key(record.id)):
        if item.jurist is not None:
            ground = (item.jurist.grund_enligt_kallan or "").strip() or SAKNAS
            verdicts.setdefault((item.jurist.bedomning, ground), []).append(f"{item.rubrik} ({item.id})")
    lines = [(verdict, ground, "; ".join(names)) for (verdict, ground), names in verdicts.items()]
    asked = [
        item.namn
        for item in underlag.lagen
        if item.lydelse and item.lydelse.kraver and item.lydelse.kraver.jurist == "ja"
    ]
    said = [f"En jurist ska granska {format_list(asked)}."] if asked else []
    said += [] if lines or asked else [f"Ingen juridisk bedömning är antecknad: {SAKNAS}."]
    return DelVy(
        "juridik",
        "Juridik",
        tuple(said),
        tabell=rows("Juristens bedömningar", ("Bedömning", "Skäl som källan anger", "Inspel"), lines),
    )


def samverkanssteg(underlag: Underlag) -> list[str]:
    """Return the steps of the decision chain where the employees' organisations take part."""
    chain = sorted(underlag.efter.organisation.beslutsgang, key=lambda step: step.steg)
    return [step.namn for step in chain if step.art == "samverkan"]
