"""What was proposed and did not become a requirement, with the lawyer's verdict and the ground for it."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.edition import Utgivning
from kravbok.model.inspel import Inspel, Jurist
from kravbok.swedish import format_list, plural, sort_key
from kravbok.view.andringar.delar import ForslagVy, InspelVy
from kravbok.view.inspel import describe_sender
from kravbok.view.parts import Faktum, bits

__all__ = ["rejected_inputs"]

_REFUSED = "kan inte ställas som krav"


def rejected_inputs(efter: Utgivning) -> InspelVy | None:
    """Return the inputs about the edition that became no requirement, or None when there are none."""
    mine = [item for item in efter.register.inspel.values() if efter.bok.id in item.avser and _concerns(efter, item)]
    mine.sort(key=lambda record: sort_key(record.id))
    found = tuple(_one(item) for item in mine if _is_rejected(efter, item))
    if not found:
        return None
    return InspelVy("inspel", "Förslag som inte blev krav", " ".join(_introduction(efter, mine)), found)


def _concerns(efter: Utgivning, item: Inspel) -> bool:
    """Whether an input is about this edition; one without an edition is shown where it was answered, or nowhere."""
    return (item.upplaga or item.blev.upplaga) == efter.upplaga.id


def _is_rejected(efter: Utgivning, item: Inspel) -> bool:
    """Whether it became no requirement: refused by the lawyer, turned down, or taken on in another case."""
    refused = item.jurist is not None and item.jurist.bedomning == _REFUSED
    return refused or (bool(item.blev.inget or _other_case(efter, item)) and not item.blev.krav)


def _other_case(efter: Utgivning, item: Inspel) -> bool:
    return item.blev.arende is not None and item.blev.arende != efter.upplaga.arende


def _introduction(efter: Utgivning, mine: list[Inspel]) -> Iterator[str]:
    yield "Förslag och synpunkter om upplagan som inte blev krav, med skälet så som källan anger det."
    unknown = sum(not (item.blev.krav or _is_rejected(efter, item)) for item in mine)
    if unknown:
        many = plural(unknown, "förslag eller synpunkt", "förslag och synpunkter")
        yield f"Vad det blev av ytterligare {many} är okänt."


def _one(item: Inspel) -> ForslagVy:
    said = (
        ("Från", describe_sender(item.fran)),
        ("Juristens bedömning", _verdict(item.jurist)),
        ("Varför det inte blev krav", " ".join(_outcome(item))),
    )
    facts = tuple(Faktum(term, (bits(words),)) for term, words in said)
    return ForslagVy(item.id, f"{item.rubrik} ({item.typ}, {item.id})", (item.text or "").strip(), facts)


def _verdict(jurist: Jurist | None) -> str:
    """Return the lawyer's verdict with the ground and the law; an unknown one is said to be unknown."""
    if jurist is None:
        return "Ingen bedömning är känd."
    sentences = [f"{jurist.bedomning.capitalize()}."]
    if jurist.grund_enligt_kallan:
        sentences.append(jurist.grund_enligt_kallan.strip())
    if jurist.lagrum:
        sentences.append(f"Lagrum: {format_list([f'{ground.forfattning} {ground.rum}' for ground in jurist.lagrum])}.")
    return " ".join(sentences)


def _outcome(item: Inspel) -> Iterator[str]:
    if item.blev.inget:
        yield item.blev.inget.strip()
    if item.blev.arende:
        yield f"Fördes till ärende {item.blev.arende}."
    if not (item.blev.inget or item.blev.arende):
        yield f"Blev {format_list(list(item.blev.krav))}." if item.blev.krav else "Okänt."
