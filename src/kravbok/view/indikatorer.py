"""Krav -> uppföljning -> utfall: the document of an edition's indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kravbok.edition import Utgivning
from kravbok.expand import anchor
from kravbok.model.storhet import Okand, format_tabell
from kravbok.settings import Ursprungsmarke
from kravbok.swedish import format_date, plural
from kravbok.view.bok import is_reconstruction, standing
from kravbok.view.handling import BildVy, DelVy, HandlingVy, fact, kolofon, rows
from kravbok.view.marke import standing_notices
from kravbok.view.matt import NO_GOAL, NO_KRAV, NONE, PASSED, IndikatorVy, UtfallVy
from kravbok.view.parts import Faktum, NotisVy
from kravbok.view.sidhuvud import running_header

__all__ = ["COLUMNS", "describe_bars", "view_indikatorer", "with_kolofon"]

COLUMNS = ("År", "Enhet", "Utfall", "Mål", "Skillnad", "Läge", "Anmärkning")


def view_indikatorer(
    utgivning: Utgivning, matt: tuple[IndikatorVy, ...], dag: date | None, bilder: dict[str, str]
) -> HandlingVy:
    """Return the document; `bilder` are the pictures by the indicator that each shows."""
    proposal = "förslaget till upplaga" if utgivning.upplaga.foreslagen else "upplaga"
    seen = f", sedda den {format_date(dag)}" if dag else ""
    return HandlingVy(
        slag="indikatorer",
        titel="Indikatorer",
        bok=utgivning.bok.titel,
        organisation=utgivning.organisation.namn,
        status=f"Krav, uppföljning och utfall i {proposal} {utgivning.upplaga.id}{seen}",
        sidhuvud=_header(utgivning),
        uppgifter=tuple(_particulars(utgivning, matt, dag)),
        notiser=tuple(_notices(utgivning)),
        delar=(_chain(matt), *(_part(item, bilder.get(item.id, "")) for item in matt)),
        har_innehall=True,
    )


def _header(utgivning: Utgivning, *notices: NotisVy) -> str:
    """Return the line of every page, with what the mark says of the records first."""
    first = tuple((notis.rubrik,) for notis in notices)
    return running_header(*first, (f"Indikatorer · {utgivning.bok.titel} {utgivning.upplaga.id}",), standing(utgivning))


def _particulars(utgivning: Utgivning, matt: tuple[IndikatorVy, ...], dag: date | None) -> Iterator[Faktum]:
    yield fact("Upplaga", f"{utgivning.upplaga.id} ({utgivning.upplaga.status})")
    yield fact("Sedda den", format_date(dag) if dag else "ingen dag är given; frister prövas inte")
    yield fact("Indikatorer", str(len(matt)))
    yield fact("Med utfall", str(sum(any(not _silent(row) for row in item.utfall) for item in matt)))
    if dag is not None:
        yield fact("Frist passerad", str(sum(item.frist.startswith(PASSED) for item in matt)))


def _silent(row: UtfallVy) -> bool:
    return isinstance(row.bedomning.utfall.varde, Okand)


def _notices(utgivning: Utgivning) -> Iterator[NotisVy]:
    yield NotisVy("Programmet jämför", "Vad ett utfall betyder och vad som följer av det avgör regionen.")
    if is_reconstruction(utgivning):
        text = "Boken är en rekonstruktion ur offentliga rapporter och inte regionens eget dokument."
        yield NotisVy("Rekonstruktion", text)


def _chain(matt: tuple[IndikatorVy, ...]) -> DelVy:
    """Return the whole way on one page: requirement, indicator, target, last outcome; then targets without a krav."""
    lines = [
        (link.krav, f"{link.uppfoljning}; {link.kan}", item.namn, item.mal, _last(item), item.frist or NONE)
        for item in matt
        for link in item.krav
    ]
    former = [item for item in matt if not item.krav and item.utfall and item.mal != NO_GOAL]
    lines += [(NO_KRAV, NONE, item.namn, item.mal, _last(item), item.frist or NONE) for item in former]
    free = sum(not item.krav for item in matt)
    said = [f"{plural(free, 'indikator mäter', 'indikatorer mäter')} inget krav i upplagan."] if free else []
    if free == len(matt):
        said.insert(0, "Inget krav i upplagan pekar på en indikator.")
    columns = ("Krav", "Uppföljning och om den går", "Indikator", "Mål", "Senaste utfall", "Frist")
    heading = "Krav, uppföljning och utfall"
    return DelVy("kedjan", heading, tuple(said), tabell=rows(heading, columns, lines))


def _last(item: IndikatorVy) -> str:
    if not item.utfall:
        return "inget känt"
    row = item.utfall[-1]
    return f"{row.varde} ({row.ar}); {row.lage}" + (f", {row.skillnad}" if row.skillnad != NONE else "")


def _part(item: IndikatorVy, fil: str) -> DelVy:
    """Return an indicator: how it is counted, its target, what it measures, the picture and the table of outcomes."""
    facts = [fact("Räknas som", item.raknas), fact("System", item.system), fact("Mål", item.mal)]
    if item.mal != NO_GOAL:
        facts += [fact("Målets dag", item.dag)] if item.dag != NONE else []
        facts.append(fact("Utgångsvärde", item.utgangsvarde))
    facts += [fact("Frist", item.frist)] if item.frist else []
    facts.append(fact("Mäter kraven", *([link.krav for link in item.krav] or [NO_KRAV])))
    facts += [fact("Anmärkning", item.anmarkning)] if item.anmarkning else []
    facts += [fact("Uppgift som saknas", *item.saknas)] if item.saknas else []
    said = () if item.utfall else ("Inget utfall är känt.",)
    bild = BildVy(fil, describe_bars(item)) if fil else None
    table = rows(item.namn, COLUMNS, [row.celler for row in item.utfall])
    return DelVy(anchor("indikator", item.id), item.namn, said, fakta=tuple(facts), bild=bild, tabell=table)


def describe_bars(item: IndikatorVy) -> str:
    """Return what the picture shows, for who does not see it."""
    told = [
        f"{bar.namn}: {format_tabell(bar.varde)}" + (f" mot {format_tabell(bar.mal)}, {bar.ord}" if bar.mal else "")
        for bar in item.staplar
    ]
    return f"Stapeldiagram över {item.namn}. {'; '.join(told)}. Samma uppgifter står i tabellen."


def with_kolofon(vy: HandlingVy, utgivning: Utgivning, marke: Ursprungsmarke) -> HandlingVy:
    """Return the document with its colophon, which names the hash of all the rest; a draft says so on every page."""
    source = f"{utgivning.bok.titel}, upplaga {utgivning.upplaga.id}"
    notices = tuple(standing_notices(marke))
    return replace(
        vy,
        kolofon=tuple(kolofon(marke, (source,), utgivning.organisation.licens)),
        sidhuvud=_header(utgivning, *notices),
        notiser=(*notices, *vy.notiser),
    )
