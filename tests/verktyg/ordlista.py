"""docs/ordlista.md and the computed tables of docs/datamodell.md: the words of the model, and what it can count in.

What the model says of a key is the definition; docs/ordlista.yaml adds the Swedish word, the English gloss and, for
records and values, the definition too. `PYTHONPATH=tests python -m verktyg.ordlista` writes both pages anew.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal, get_args, get_origin

from kravbok import model
from kravbok.model.bas import Modell
from kravbok.model.enheter import ENHETER, Enhet
from kravbok.model.regel import REGELSLAG
from kravbok.reader import read_documents
from kravbok.swedish import fold, format_number, sort_key

DOCS = Path(__file__).parents[2] / "docs"
ORDLISTA = DOCS / "ordlista.md"
DATAMODELL = DOCS / "datamodell.md"
TABELL = DOCS / "ordlista.yaml"

EGEN = "kravbok"
"""Where a definition comes from when no law or other source has it."""

_MARK = re.compile(r"(<!-- räknat: ([a-zåäö]+) -->\n).*?(<!-- slut -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Ord:
    """A word of the model as a reader needs it: how it is spelt, what it means, in English, and where that is from."""

    namn: str
    ord: str
    betyder: str
    engelska: str
    ur: str


@cache
def load_table() -> dict[str, Any]:
    """Return docs/ordlista.yaml, every value as text."""
    documents, findings = read_documents(TABELL.name, TABELL.read_bytes())
    assert not findings, findings
    data: dict[str, Any] = documents[0].data
    return data


def models() -> dict[str, type[Modell]]:
    """Return the records and their parts by name: every model in the room `model`."""
    modules = [import_module(f"{model.__name__}.{item.name}") for item in iter_modules(model.__path__)]
    return {
        name: value
        for module in modules
        for name, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, Modell) and value is not Modell and value.__module__ == module.__name__
    }


def keys() -> dict[str, dict[str, list[str]]]:
    """Return every key: what it means, and the models where it means that; a model that demands it ends in ”*”."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, item in models().items():
        for key, field in item.model_fields.items():
            demanded = "*" if field.is_required() else ""
            found.setdefault(key, {}).setdefault(field.description or "", []).append(name + demanded)
    return found


def values() -> dict[str, tuple[str, ...]]:
    """Return the values that a key with a closed list may have, by ”Model.key”."""
    return {
        f"{name}.{key}": found
        for name, item in models().items()
        for key, field in item.model_fields.items()
        if (found := tuple(_literals(field.annotation)))
    }


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)


def find_faults() -> list[str]:
    """Return what the table and the model do not agree on, each as a sentence."""
    table = load_table()
    faults = [*_differences("post", models(), table["poster"]), *_differences("nyckel", keys(), table["nycklar"])]
    named = {field: set(group["ord"]) for group in table["varden"] for field in group["falt"]}
    faults += _differences("fält med fasta värden", values(), named)
    for field, allowed in values().items():
        faults += _differences(f"värde i {field}", allowed, named.get(field, set()))
    faults += [f"nyckeln {key} saknar description i modellen" for key, texts in keys().items() if "" in texts]
    faults += [f"{name}: {part} saknas" for name, entry in _entries() for part in ("en",) if not entry.get(part)]
    faults += [f"{name}: {entry['ur']} står inte bland källorna" for name, entry in _entries() if _unknown(entry)]
    used = {entry.get("ur") for _, entry in _entries()}
    faults += [f"källan {name} används inte" for name in table["kallor"] if name not in used]
    return faults + list(_misspelt())


def _differences(kind: str, wanted: Iterable[str], written: Iterable[str]) -> list[str]:
    wanted, written = set(wanted), set(written)
    missing = [f"{kind} {name} saknas i ordlistan" for name in sorted(wanted - written)]
    return missing + [f"{kind} {name} finns inte i modellen" for name in sorted(written - wanted)]


def _entries() -> Iterator[tuple[str, dict[str, str]]]:
    table = load_table()
    yield from table["poster"].items()
    yield from table["nycklar"].items()
    for group in table["varden"]:
        yield from group["ord"].items()


def _unknown(entry: dict[str, str]) -> bool:
    return "ur" in entry and entry["ur"] not in load_table()["kallor"]


def _misspelt() -> Iterator[str]:
    """Yield each word that, without its dots and rings, is not the identifier it explains."""
    for name, entry in load_table()["nycklar"].items():
        if fold(entry.get("ord", name)).replace(" ", "_") != name:
            yield f"nyckeln {name} kan inte skrivas {entry['ord']}"
    for name, entry in load_table()["poster"].items():
        parts = re.findall("[A-Z][a-z]*", name)
        word = fold(entry.get("ord", name)).replace(" ", "")
        if not (word.startswith(parts[0][:5].lower()) and word.endswith(parts[-1].lower())):
            yield f"posten {name} kan inte skrivas {entry['ord']}"


def render_ordlista() -> str:
    """Return docs/ordlista.md."""
    lines = [*_HEAD, "", "## Poster och delar av poster", "", *_table("Namn", _posts())]
    lines += ["", "## Nycklar", "", *_KEYS, "", *_table("Nyckel", _keys())]
    lines += ["", "## Värden ur fasta listor", "", *_VALUES]
    for group in load_table()["varden"]:
        heading = " och ".join(f"`{field.split('.')[1]}` ({_word(field.split('.')[0])})" for field in group["falt"])
        lines += ["", f"### {heading}", "", *_table("Värde", _listed(group))]
    lines += ["", "## Källor till betydelserna", "", "| Kort | Källa |", "|---|---|"]
    lines += [f"| {name} | {text} |" for name, text in sorted(load_table()["kallor"].items())]
    lines.append(f"| {EGEN} | vår egen beskrivning; ingen källa definierar ordet så att det går att använda rakt av |")
    return "\n".join(lines) + "\n"


_HEAD = (
    "# Ordlista",
    "",
    "Sidan är gjord av programmet (`tests/verktyg/ordlista.py`) ur modellen och `docs/ordlista.yaml`; ändra där, inte",
    "här. Den har varje ord som står i en post, och ett test håller den fullständig. Nycklar skrivs utan å, ä och ö;",
    "värden, rubriker och text skrivs på vanlig svenska. Hur orden används står i [datamodell.md](datamodell.md).",
)
_KEYS = (
    "Inom parentes står vilka poster som har nyckeln. I **fet** stil: nyckeln måste finnas där. Betyder en nyckel",
    "olika saker i olika poster står varje betydelse för sig.",
)
_VALUES = (
    "Överallt där en källa kan vara tyst går det dessutom att skriva `okänt`, `okänd` eller `källan anger inte`; se",
    "[datamodell.md](datamodell.md#okänt-är-ett-värde).",
)


def _word(name: str) -> str:
    return str(load_table()["poster"][name].get("ord", name.lower()))


def _posts() -> Iterator[Ord]:
    for name, entry in sorted(load_table()["poster"].items()):
        yield Ord(name, _word(name), entry["betyder"], entry["en"], entry.get("ur", EGEN))


def _keys() -> Iterator[Ord]:
    texts = keys()
    for name, entry in sorted(load_table()["nycklar"].items()):
        word = entry.get("ord", name.replace("_", " "))
        meaning = " ".join(f"{text} ({_where(found)})" for text, found in texts[name].items())
        yield Ord(name, word, meaning, entry["en"], entry.get("ur", EGEN))


def _where(found: list[str]) -> str:
    return ", ".join(f"**{_word(name[:-1])}**" if name.endswith("*") else _word(name) for name in sorted(found))


def _listed(group: dict[str, Any]) -> Iterator[Ord]:
    for name, entry in group["ord"].items():
        yield Ord(name, "", entry["betyder"], entry["en"], entry.get("ur", EGEN))


def _table(head: str, words: Iterable[Ord]) -> Iterator[str]:
    """Yield a table; values are words as they stand, so their table has no column for the spelling."""
    rows = list(words)
    spelt = any(row.ord for row in rows)
    yield f"| {head} |{' Ord |' if spelt else ''} Betydelse | Ur | English |"
    yield "|---|---|---|---|" + ("---|" if spelt else "")
    for row in rows:
        yield f"| `{row.namn}` |{f' {row.ord} |' if spelt else ''} {row.betyder} | {row.ur} | {row.engelska} |"


def render_datamodell(page: str) -> str:
    """Return docs/datamodell.md with its computed parts as the model has them now."""
    return _MARK.sub(lambda match: match[1] + "\n".join(_PARTS[match[2]]()) + "\n" + match[3], page)


def _unit_table() -> Iterator[str]:
    """Yield the units that convert into each other, and what each is worth."""
    yield "| Skriv | I löpande text | Är |"
    yield "|---|---|---|"
    for enhet in dict.fromkeys(ENHETER.values()):
        if enhet.faktor != 1 or enhet.tecken or enhet.bas != enhet.singular or _is_base(enhet):
            spoken = enhet.singular if enhet.singular == enhet.plural else f"{enhet.singular}, {enhet.plural}"
            yield f"| {_written(enhet)} | {spoken} | {_worth(enhet)} |"


def _is_base(enhet: Enhet) -> bool:
    return any(other.bas == enhet.singular and other is not enhet for other in ENHETER.values())


def _written(enhet: Enhet) -> str:
    return ", ".join(f"`{form}`" for form, found in ENHETER.items() if found is enhet)


def _worth(enhet: Enhet) -> str:
    if not enhet.bas:
        return "en hundradel; procentenhet är en annan enhet"
    if enhet.faktor == 1:
        return "räknas i sig själv"
    return f"{format_number(Decimal(int(enhet.faktor)))} {ENHETER[enhet.bas].word(one=False)}"


def _counted_units() -> Iterator[str]:
    """Yield the units that are only counted, as one paragraph."""
    shown = [
        enhet
        for enhet in dict.fromkeys(ENHETER.values())
        if enhet.faktor == 1 and not enhet.tecken and enhet.bas == enhet.singular and not _is_base(enhet)
    ]
    words = (f"{one.singular}/{one.plural}" if one.singular != one.plural else one.singular for one in shown)
    yield ", ".join(sorted(words, key=sort_key)) + "."


def _rule_kinds() -> Iterator[str]:
    """Yield the kinds of rules with the keys that each must have."""
    meanings = {
        word: entry["betyder"]
        for group in load_table()["varden"]
        if "Regel.slag" in group["falt"]
        for word, entry in group["ord"].items()
    }
    yield "| `slag` | Måste ha | Betydelse |"
    yield "|---|---|---|"
    for kind, demanded in REGELSLAG.items():
        yield f"| `{kind}` | {', '.join(f'`{key}`' for key in demanded)} | {meanings[kind]} |"


_PARTS = {"enheter": _unit_table, "räkneord": _counted_units, "regelslag": _rule_kinds}


def write_pages() -> None:
    """Write docs/ordlista.md and the computed parts of docs/datamodell.md."""
    ORDLISTA.write_text(render_ordlista(), encoding="utf-8")
    DATAMODELL.write_text(render_datamodell(DATAMODELL.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    if faults := find_faults():
        raise SystemExit("\n".join(faults))
    write_pages()
