"""Facts about a requirement before and after, in words: whom it binds, how strictly, its rule and its grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kravbok.diff.skillnad import Slag, Uppgiftsskillnad
from kravbok.edition import Klausul, Utgivning
from kravbok.model.bas import Modell
from kravbok.model.lydelse import ByggerPa, Exempel, Lydelse
from kravbok.model.regel import Regel
from kravbok.model.storhet import Okand, Storhet, format_text
from kravbok.register import Register
from kravbok.swedish import format_list, format_series

__all__ = ["Uppgiftsjamforelse", "compare_facts", "compare_level", "compare_origin"]

_FACTS = (
    "stallning", "typ", "omrade", "galler_for", "forutsatter", "utloses_av", "kraver", "lagrum", "bygger_pa",
    "uppfoljning", "exempel",
)  # fmt: skip
"""Facts of a wording that are compared as they are, in the order of the model."""

_ABOUT_CHANGE = ("galler_fran", "avses_galla_fran", "upplaga", "finansiering", "andring", "avtalsverkan", "ersatter")
"""What a wording says of the change that it is: compared only where it is the same wording, read at two times."""

_ORIGIN = ("ursprung", "aterger", "saknas")

_ROLES = ("sats", "tak", "belopp", "andel", "inom", "minst", "hogst", "nar")
_DEADLINE = ("fran", "tidsrakning", "handelsedagen", "helgdag")

_BINDING = {"bör": 1, "mål": 1, "ska": 2}
"""How far a level binds, where levels can be ordered; a right, a permission and a condition are of other kinds."""

_LABELS = {
    "galler_for": "gäller för", "angivet_av": "angivet av", "angiven_av": "angiven av",
    "kan_foljas_upp": "kan följas upp",
    "personuppgiftsbitrade": "personuppgiftsbiträde", "bedoms_efter": "bedöms efter", "nar": "när", "hogst": "högst",
    "kallan_anger_inte": "källan anger inte", "fran": "från", "tidsrakning": "tidsräkning", "ar": "år",
    "paborjad_vecka": "påbörjad vecka", "handelsedagen": "händelsedagen", "granser": "gränser",
    "raknas_som": "räknas som", "utgangsvarde": "utgångsvärde", "nagon_av": "någon av",
    "innefattar_sig_sjalv": "innefattar sig själv", "utjamnas_over": "utjämnas över", "forfattning": "författning",
    "befintliga_avtal": "befintliga avtal", "underrattas_senast": "underrättas senast", "kan_avbojas": "kan avböjas",
    "hor_ihop_med": "hör ihop med",
}  # fmt: skip
"""Keys of the model whose words have letters that a key has not, or a blank."""

_NAMED = {
    "styrdokument": ("styrdokument", "namn"), "via": ("dokument", "titel"), "dokument": ("dokument", "titel"),
    "indikator": ("indikatorer", "namn"), "leveranser": ("leveranser", "namn"),
}  # fmt: skip
"""Keys that hold the id of a record: where in the register it stands, and which of its fields is its name."""


@dataclass(frozen=True, slots=True)
class Uppgiftsjamforelse:
    """The facts that differ, and the kinds of difference they make."""

    slag: frozenset[Slag] = frozenset()
    uppgifter: tuple[Uppgiftsskillnad, ...] = ()


def compare_level(fore: str, efter: str) -> Slag | None:
    """Return ”skärpt” from bör or mål to ska, ”lindrad” the other way, ”ändrad kravnivå” for what has no order."""
    if fore == efter:
        return None
    old, new = _BINDING.get(fore), _BINDING.get(efter)
    if old is None or new is None or old == new:
        return "ändrad kravnivå"
    return "skärpt" if old < new else "lindrad"


def compare_facts(
    sidor: tuple[Utgivning, Utgivning], fore: Klausul, efter: Klausul, namn: Mapping[str, str]
) -> Uppgiftsjamforelse:
    """Return what differs beside text and figures; `namn` gives the names that renamed figures are known by."""
    found = list(_differences(sidor, fore, efter, namn))
    return Uppgiftsjamforelse(frozenset(kind for kind, _ in found), tuple(item for _, item in found))


def _differences(
    sidor: tuple[Utgivning, Utgivning], fore: Klausul, efter: Klausul, namn: Mapping[str, str]
) -> Iterator[tuple[Slag, Uppgiftsskillnad]]:
    old, new = fore.lydelse, efter.lydelse
    if level := compare_level(old.kravniva, new.kravniva):
        yield level, Uppgiftsskillnad("kravniva", old.kravniva, new.kravniva)
    if old.vem != new.vem:
        yield "ändrat ansvar", Uppgiftsskillnad("vem", old.vem, new.vem)
    if old.roller != new.roller:
        yield "ändrat ansvar", _said(sidor, "roller", old.roller, new.roller)
    names = _FACTS + (_ABOUT_CHANGE if (fore.id, fore.index) == (efter.id, efter.index) else ())
    for name in names:
        if (before := getattr(old, name)) != (after := getattr(new, name)):
            yield "ändrad uppgift", _said(sidor, name, before, after)
    if sidor[0].bok.id == sidor[1].bok.id and _deviation(fore) != _deviation(efter):
        yield "ändrad uppgift", Uppgiftsskillnad("avvikelse", _deviation(fore), _deviation(efter))
    yield from _rule(sidor, old, new, namn)


def _deviation(clause: Klausul) -> str:
    return (clause.i_bok.avvikelse or "").strip() if clause.i_bok is not None else ""


def _rule(
    sidor: tuple[Utgivning, Utgivning], fore: Lydelse, efter: Lydelse, namn: Mapping[str, str]
) -> Iterator[tuple[Slag, Uppgiftsskillnad]]:
    """Yield what differs in the rule but the values of its figures, which are told as figures."""
    old, new = _rule_parts(fore.regel, {}), _rule_parts(efter.regel, namn)
    keys = [key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
    if not keys:
        return
    before = format_series(_part(sidor[0].register, key, old[key], fore) for key in keys if key in old)
    after = format_series(_part(sidor[1].register, key, new[key], efter, namn) for key in keys if key in new)
    frist = any(regel is not None and regel.slag == "frist" for regel in (fore.regel, efter.regel))
    deadline = (
        frist and "slag" not in keys and set(keys) <= {*_DEADLINE, "kallan_anger_inte"} and set(keys) & {*_DEADLINE}
    )
    yield "ändrad frist" if deadline else "ändrad uppgift", Uppgiftsskillnad("regel", before, after)


def _rule_parts(regel: Regel | None, namn: Mapping[str, str]) -> dict[str, Any]:
    """Return the rule's keys and values; figures by their common names, rows and groups without their amounts."""
    if regel is None:
        return {}
    parts = {key: value for key in type(regel).model_fields if (value := getattr(regel, key))}
    for key in _ROLES:
        if key in parts:
            parts[key] = namn.get(parts[key], parts[key])
    if regel.rader:
        parts["rader"] = tuple(row.namn for row in regel.rader)
    if regel.nagon_av:
        parts["nagon_av"] = tuple((group.grupp, group.krav) for group in regel.nagon_av)
    return parts


def _part(register: Register, key: str, value: Any, lydelse: Lydelse, namn: Mapping[str, str] | None = None) -> str:
    own = {known: name for name, known in (namn or {}).items()}
    if key in _ROLES:
        figure = lydelse.siffror.get(own.get(value, value))
        return f"{_label(key)}: {value if figure is None else format_text(figure)}"
    if key == "nagon_av":
        return f"{_label(key)}: " + "; ".join(_group(*item) for item in value)
    return f"{_label(key)}: {_words(register, value, key)}"


def _group(grupp: str, krav: tuple[str, ...]) -> str:
    return f"{grupp}, efter {format_list(list(krav))}" if krav else grupp


def _said(sidor: tuple[Utgivning, Utgivning], name: str, fore: Any, efter: Any) -> Uppgiftsskillnad:
    """Return a fact before and after; of two records only what differs between them is said."""
    if name == "forutsatter":
        return Uppgiftsskillnad(name, _headings(sidor[0], fore), _headings(sidor[1], efter))
    old, new = (side.register for side in sidor)
    if isinstance(fore, Modell) and isinstance(efter, Modell):
        keys = [key for key in type(fore).model_fields if getattr(fore, key) != getattr(efter, key)]
        return Uppgiftsskillnad(name, _record(old, fore, keys), _record(new, efter, keys))
    return Uppgiftsskillnad(name, _words(old, fore), _words(new, efter))


def _headings(utgivning: Utgivning, names: tuple[str, ...]) -> str:
    clauses = [(name, utgivning.klausuler.get(name)) for name in names]
    return format_list([f"{name} {clause.lydelse.rubrik}" if clause else name for name, clause in clauses])


def _words(register: Register, value: Any, key: str = "") -> str:
    """Return a value of the model in words, the id of a record as its name; empty for nothing."""
    if isinstance(value, Exempel):
        return _example(value)
    if isinstance(value, Modell):
        return _record(register, value, [name for name in type(value).model_fields if name in value.model_fields_set])
    if isinstance(value, Mapping):
        return format_series(f"{_label(name)}: {_words(register, item, name)}" for name, item in value.items())
    if isinstance(value, tuple | list):
        words = [_words(register, item, key) for item in value]
        is_deep = any(isinstance(item, Modell | Mapping) for item in value)
        return format_series(words) if is_deep else format_list(words)
    if isinstance(value, Storhet | Okand | date):
        return format_text(value)
    return "" if value is None else _name(register, str(value).strip(), key)


def _example(exempel: Exempel) -> str:
    """Return a worked example as a sentence says it: ”person A, veckor 12; person B, veckor 3 ger 13 000 kr”."""
    cases = (", ".join(f"{_label(key)} {value}" for key, value in case.items()) for case in exempel.fall)
    return f"{format_series(cases)} ger {exempel.ger}"


def _name(register: Register, value: str, key: str) -> str:
    """Return the name of the record whose id is the value of a key; any other value as it stands."""
    shelf, field = _NAMED.get(key, ("", ""))
    record = getattr(register, shelf).get(value) if shelf else None
    return str(getattr(record, field)) if record is not None else value


def _record(register: Register, record: Modell, keys: list[str]) -> str:
    if isinstance(record, ByggerPa):  # what it is about says which document is meant
        name, via = (_name(register, getattr(record, key) or "", key) for key in ("styrdokument", "via"))
        return f"{name} (enligt {via})" if via else name
    said = ((key, _words(register, getattr(record, key), key)) for key in keys)
    return format_series(f"{_label(key)}: {words}" for key, words in said if words)


def _label(key: str) -> str:
    return _LABELS.get(key, key.replace("_", " "))


def compare_origin(sidor: tuple[Utgivning, Utgivning], fore: Klausul, efter: Klausul) -> tuple[Uppgiftsskillnad, ...]:
    """Return what differs in where the wording comes from, how it renders it, and what is declared missing."""
    pairs = [(name, getattr(fore.lydelse, name), getattr(efter.lydelse, name)) for name in _ORIGIN]
    pairs.append(("saknas", fore.krav.saknas, efter.krav.saknas))
    return tuple(_said(sidor, name, before, after) for name, before, after in pairs if before != after)
