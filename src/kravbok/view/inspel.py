"""What was proposed, by whom, what the lawyer said, and what it became."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.edition import Utgivning
from kravbok.expand import anchor, reference
from kravbok.model.inspel import Fran, Inspel
from kravbok.swedish import sort_key
from kravbok.view.parts import Bit, Bitar, Tabellrad, bits

__all__ = ["describe_sender", "inputs"]


def inputs(utgivning: Utgivning) -> Iterator[Tabellrad]:
    """Yield the inputs about the book, in order of id; one that names another edition stands there."""
    records = [item for item in utgivning.register.inspel.values() if utgivning.bok.id in item.avser]
    shown = [
        item
        for item in records
        if item.upplaga in (None, utgivning.upplaga.id) or utgivning.upplaga is utgivning.bok.upplagor[-1]
    ]
    for item in sorted(shown, key=lambda record: sort_key(record.id)):
        words = f". {item.text.strip()}" if item.text else ""
        heading = bits(f"{item.rubrik} ({item.typ}, {item.id}){words}")
        yield Tabellrad(
            (heading, bits(describe_sender(item.fran)), bits(_verdict(item)), _outcome(utgivning, item)),
            anchor("inspel", item.id),
        )


def describe_sender(fran: Fran) -> str:
    """Return who sent an input in, in words; never a name of a private person."""
    words = [word for word in (fran.roll, fran.grupp, fran.organisation) if word]
    return ", ".join(words) or "okänd"


def _verdict(item: Inspel) -> str:
    if item.jurist is None:
        return "–"
    ground = item.jurist.grund_enligt_kallan if item.jurist.bedomning != "bedömning okänd" else None
    return item.jurist.bedomning + (f": {ground}" if ground else "")


def _outcome(utgivning: Utgivning, item: Inspel) -> Bitar:
    """Return what an input became: clauses, another case, nothing, or unknown."""
    parts = [*_clauses(utgivning, item.blev.krav)]
    if item.blev.arende:
        parts.append(f"{', ' if parts else ''}annat ärende: {item.blev.arende}")
    if item.blev.inget:
        parts.append(f"{', ' if parts else ''}inget krav: {item.blev.inget}")
    return bits(*parts) if parts else bits("okänt")


def _clauses(utgivning: Utgivning, names: Sequence[str]) -> Iterator[str | Bit]:
    """Yield links to clauses: one in full, several by their numbers."""
    known = [utgivning.klausuler[name] for name in names if name in utgivning.klausuler]
    if len(known) > 1 and all(clause.nummer for clause in known):
        yield "avsnitt\u00a0"
    for number, name in enumerate(names):
        yield ", " if number else ""
        clause = utgivning.klausuler.get(name)
        if clause is None:
            yield name
        elif len(known) > 1:
            yield Bit(clause.nummer or clause.id, f"#{name}")
        else:
            yield Bit(reference(utgivning, name).text, f"#{name}")
