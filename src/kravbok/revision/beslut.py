"""The account of decisions and cases: what each clause of the edition rests on, and what rests on each decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kravbok.diff.grunder import decision_of, own_case
from kravbok.edition import Klausul, Utgivning
from kravbok.expand import name_beslut
from kravbok.model.inspel import Rattelseblad
from kravbok.model.krav import Upphor
from kravbok.model.register import Arende, Beslut
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.revision.omfang import Omfang
from kravbok.revision.sida import DelVy, Redovisning, SidaVy, as_json
from kravbok.seal.register import records
from kravbok.swedish import plural, sort_key
from kravbok.view.parts import Bit, Bitar, Tabellrad, TabellVy, bits
from kravbok.view.rattelser import tell_fault

__all__ = ["account_beslut"]


def beslut_of(utgivning: Utgivning, clause: Klausul) -> tuple[str, str]:
    """Return the decision and the case that carry a clause in its book; empty where none is named."""
    return decision_of(utgivning, clause.lydelse) or "", own_case(utgivning, clause.lydelse) or ""


def account_beslut(omfang: Omfang, bok: str) -> Redovisning:
    """Return the account of the decisions and cases behind an edition."""
    utgivning = omfang.utgivning
    beslut = {item.id: item for _, _, item in records(utgivning) if isinstance(item, Beslut)}
    arenden = {item.id: item for _, _, item in records(utgivning) if isinstance(item, Arende)}
    by_beslut, by_arende = _by_ground(omfang)
    delar = (
        _upplaga(omfang, by_beslut),
        DelVy("beslut", "Besluten", (bits(_BESLUT if beslut else "Upplagan nämner inga beslut."),), tabell=TabellVy(
            "Beslut", ("Beslut", "Innebörd", "Ärende", "Krav i upplagan"),
            tuple(_beslut_row(omfang, item, by_beslut[item.id]) for item in sorted(beslut.values(), key=_day)),
        )),
        DelVy("arenden", "Ärendena", (bits(_ARENDEN if arenden else "Upplagan nämner inga registrerade ärenden."),),
              tabell=TabellVy(
            "Ärenden", ("Ärende", "Vad det gäller", "Öppnat", "Vad det ledde till", "Krav i upplagan"),
            tuple(_arende_row(omfang, arenden[name], by_arende[name]) for name in sorted(arenden, key=sort_key)),
        )),
        DelVy("krav", "Krav för krav", (bits(_KRAV),), tabell=TabellVy(
            "Krav för krav", ("Krav", "Rubrik", "Lyder så från", "Ändring", "Beslut", "Ärende"),
            tuple(_clause_row(omfang, clause) for clause in utgivning.klausuler.values()),
        )),
        *_ended(omfang),
        *_corrections(omfang),
    )  # fmt: skip
    ingress = "Vilka beslut och ärenden som upplagan och vart och ett av dess krav vilar på."
    vy = SidaVy("Beslut och ärenden", bok, ingress, delar, hem="../LAS-MIG.html")
    return Redovisning("beslut", vy, as_json("beslut", _data(omfang, beslut, arenden)))


_BESLUT = (
    "Kravbok återger besluten så som de är antecknade. Att anteckningen stämmer med protokollet kan bara protokollet "
    "visa."
)
_ARENDEN = "Vad ärendet ledde till står bara där en källa säger det."
_KRAV = (
    "”Lyder så från” är dagen då ordalydelsen började gälla. Där det står okänt säger källorna inget. Ändringen är den "
    "senaste, med det skäl som är antecknat."
)


def _by_ground(omfang: Omfang) -> tuple[Mapping[str, list[Bit]], Mapping[str, list[Bit]]]:
    """Return the clauses that rest on each decision, and those of each case."""
    by_beslut: dict[str, list[Bit]] = defaultdict(list)
    by_arende: dict[str, list[Bit]] = defaultdict(list)
    for clause in omfang.utgivning.klausuler.values():
        beslut, arende = beslut_of(omfang.utgivning, clause)
        by_beslut[beslut].append(omfang.name(clause.krav))
        by_arende[arende].append(omfang.name(clause.krav))
    return by_beslut, by_arende


def _upplaga(omfang: Omfang, by_beslut: Mapping[str, list[Bit]]) -> DelVy:
    """Return in a few sentences what the edition rests on."""
    utgivning, upplaga = omfang.utgivning, omfang.utgivning.upplaga
    count = len(utgivning.klausuler)
    known = sum(len(names) for name, names in by_beslut.items() if name in utgivning.register.beslut)
    points = (
        bits(f"Upplagans status: {upplaga.status}."),
        bits(f"Beslut om upplagan: {_decision(utgivning, upplaga.beslut or '')}."),
        bits(f"Ärende: {upplaga.arende or 'okänt'}."),
        bits(f"{plural(known, 'krav', 'krav')} av {count} har ett eget beslut; {plural(count - known, 'krav', 'krav')} "
             "har det inte."),
    )  # fmt: skip
    return DelVy("upplagan", "Upplagan", punkter=points)


def _decision(utgivning: Utgivning, name: str) -> str:
    record = utgivning.register.beslut.get(name)
    if record is not None:
        return f"{name_beslut(utgivning.register, record)} ({record.id})"
    return "okänt" if is_unknown(name) else name or "inget antecknat"


def _day(item: Beslut) -> tuple[str, str]:
    return item.datum.iso(), item.id


def _names(names: list[Bit]) -> Bitar:
    """Return names with commas between them."""
    parts = [part for name in names for part in (", ", name)][1:]
    return bits(*parts) if parts else bits("–")


def _beslut_row(omfang: Omfang, item: Beslut, names: list[Bit]) -> Tabellrad:
    name = f"{name_beslut(omfang.utgivning.register, item)} ({item.id})"
    meaning = f"{item.beslut.capitalize()}. {item.avser.text}"
    return Tabellrad((bits(name), bits(meaning), bits(item.arende), _names(names)), f"beslut-{item.id}")


def _arende_row(omfang: Omfang, item: Arende, names: list[Bit]) -> Tabellrad:
    whole = [Bit("hela upplagan")] if item.id == omfang.utgivning.upplaga.arende else []
    return Tabellrad(
        (bits(item.id), bits(item.rubrik), bits(str(item.oppnat)), bits(item.sagt or "–"), _names([*whole, *names]))
    )


def _clause_row(omfang: Omfang, clause: Klausul) -> Tabellrad:
    beslut, arende = beslut_of(omfang.utgivning, clause)
    cells = (
        bits(omfang.name(clause.krav)),
        bits(clause.lydelse.rubrik),
        bits(_from(clause)),
        bits(_change(clause)),
        bits(_decision(omfang.utgivning, beslut)),
        bits(arende or "inget antecknat"),
    )
    return Tabellrad(cells)


def _from(clause: Klausul) -> str:
    return f"{clause.lydelse.fran} (förslag)" if clause.lydelse.foreslagen else str(clause.lydelse.fran)


def _change(clause: Klausul) -> str:
    change = clause.lydelse.andring
    if change is None:
        return "–"
    new = "" if clause.foregaende is not clause.lydelse else "Före den här upplagan: "
    return f"{new}{', '.join(change.typ).capitalize()}. {change.motiv}"


def _ended(omfang: Omfang) -> Iterator[DelVy]:
    """Yield the clauses of the edition before that this one does not have, where there are any."""
    rows = tuple(_ended_row(omfang, clause) for clause in omfang.upphorda)
    if rows:
        table = TabellVy("Krav som har upphört", ("Krav", "Rubrik", "Skäl", "Beslut"), rows)
        intro = "Krav som fanns i upplagan före och inte finns i den här."
        yield DelVy("upphorda", "Krav som har upphört", (bits(intro),), tabell=table)


def _ended_row(omfang: Omfang, clause: Klausul) -> Tabellrad:
    end: Upphor | None = clause.krav.upphor
    reason = end.motiv if end else "inget antecknat"
    decision = _decision(omfang.utgivning, end.beslut if end else "")
    return Tabellrad((bits(clause.id), bits(clause.lydelse.rubrik), bits(reason), bits(decision)))


def _corrections(omfang: Omfang) -> Iterator[DelVy]:
    """Yield the corrections of the edition, where there are any."""
    found = [item for item in omfang.utgivning.register.rattelseblad.values() if omfang.has(item, ())]
    if found:
        ordered = sorted(found, key=lambda item: sort_key(item.id))
        rows = tuple(_correction_row(omfang.utgivning.register, item) for item in ordered)
        table = TabellVy("Rättelser", ("Rättelseblad", "Krav", "Slag", "Stod", "Ska stå", "Publicerat"), rows)
        yield DelVy("rattelser", "Rättelser", (bits("Rättelser av upplagan efter att den gavs ut."),), tabell=table)


def _correction_row(register: Register, item: Rattelseblad) -> Tabellrad:
    sides = (tell_fault(register, item, item.fel, "stod"), tell_fault(register, item, item.ratt, "ska_sta"))
    return Tabellrad(tuple(map(bits, (item.id, item.galler, item.art, *sides, str(item.publicerad)))))


def _data(omfang: Omfang, beslut: Mapping[str, Beslut], arenden: Mapping[str, Arende]) -> Iterator[tuple[str, Any]]:
    utgivning = omfang.utgivning
    yield "bok", utgivning.bok.id
    yield "upplaga", utgivning.upplaga.id
    yield "beslut", [_beslut_data(beslut[name]) for name in sorted(beslut)]
    yield "arenden", [_arende_data(arenden[name]) for name in sorted(arenden)]
    yield "krav", [_clause_data(omfang, clause) for clause in utgivning.klausuler.values()]
    yield (
        "upphorda",
        [
            {"id": clause.id, "beslut": clause.krav.upphor.beslut if clause.krav.upphor else ""}
            for clause in omfang.upphorda
        ],
    )
    yield "rattelseblad", sorted(
        item.id for item in utgivning.register.rattelseblad.values() if omfang.has(item, ())
    )  # fmt: skip


def _beslut_data(item: Beslut) -> dict[str, Any]:
    return {
        "id": item.id, "organ": item.organ, "datum": item.datum.iso(), "paragraf": item.paragraf,
        "beslut": item.beslut, "text": item.avser.text, "arende": item.arende,
    }  # fmt: skip


def _arende_data(item: Arende) -> dict[str, Any]:
    return {"id": item.id, "rubrik": item.rubrik, "oppnat": item.oppnat.iso(), "sagt": item.sagt}


def _clause_data(omfang: Omfang, clause: Klausul) -> dict[str, Any]:
    beslut, arende = beslut_of(omfang.utgivning, clause)
    change = clause.lydelse.andring
    return {
        "id": clause.id,
        "nummer": clause.nummer,
        "rubrik": clause.lydelse.rubrik,
        "fran": clause.lydelse.fran.iso(),
        "forslag": clause.lydelse.foreslagen,
        "andring": {"typ": list(change.typ), "motiv": change.motiv} if change else None,
        "beslut": beslut or None,
        "arende": arende or None,
        "fil": omfang.utgivning.register.post(clause.krav).path,
    }
