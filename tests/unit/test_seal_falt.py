"""Every field of the model: changing it changes the seal of an edition that holds it, or it is listed with a reason."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kravbok.edition import make_utgivning
from kravbok.loader import load_register
from kravbok.model.bas import Modell
from kravbok.model.bok import Bok
from kravbok.register import Register
from kravbok.seal.avvikelse import compare
from kravbok.seal.innehall import Innehall, read_innehall
from kravbok.seal.undantag import INBORDES, UNDANTAG, UTELAMNADE, VAXER
from kravbok.sources import File
from verktyg.falt import Falt, exchange, fields, fill, value_at, values
from verktyg.grund import base
from verktyg.ordlista import models

DOCS = Path(__file__).parents[2] / "docs" / "forsegling.md"

KEPT = frozenset({
    "Lydelse.galler_fran", "Lydelse.avses_galla_fran", "Lydelse.upplaga", "Lydelse.plats", "Lydelse.i_bok",
    "Lydelse.arende", "Lydelse.beslut", "KapitelLydelse.galler_fran", "KapitelLydelse.avses_galla_fran",
    "KapitelLydelse.upplaga", "BilagaLydelse.galler_fran", "BilagaLydelse.avses_galla_fran", "BilagaLydelse.upplaga",
    "Upplaga.avses_galla_fran", "Upplaga.galler_fran", "IBok.upplaga", "IBok.arende", "IBok.beslut", "Krav.upphor",
    "Upplaga.utgang",
})  # fmt: skip
"""Fields that decide which edition holds a record: left as they are when a record is filled."""

SHELVES = (
    "organisationer", "bocker", "kapitel", "bilagor", "krav", "beslut", "arenden", "dokument", "styrdokument",
    "begrepp", "inspel", "leveranser", "indikatorer",
)  # fmt: skip

OUTSIDE = (
    ("krav", "PR-PAF-003", ()),
    ("krav", "PR-LIST-001", ("lydelser", 1)),
    ("bocker", "provbok", ("upplagor", 1)),
    ("arenden", "RS/60/2021", ()),
    *(("krav", "PR-GEM-001", ("lydelser", 0, key)) for key in ("upplaga", "arende", "beslut")),
)
"""What the edition of 2021 does not hold; a shared clause says these three for each book."""

SHARED = """
id: PR-GEM-001
lydelser:
  - galler_fran: 2021-01-01
    rubrik: Delat
    typ: ersättning
    i_bok:
      provbok: {kapitel: listning, ordning: 50, upplaga: "2021", arende: RS/12/2020, beslut: RF-2020-11-24-190}
    vem: regionen
    kravniva: ska
    text: Regionen ska betala enligt {{ siffra("PR-LIST-001", "frist", "2022") }}.
"""


@cache
def whole() -> Register:
    """The valid project with every field of every record filled."""
    files = {path: data.encode() for path, data in base().items()}
    files["krav/gemensamt/PR-GEM-001.yaml"] = SHARED.encode()
    register, findings = load_register([File(path, data) for path, data in sorted(files.items())])
    assert not findings, findings
    kept = KEPT | {
        f"{name}.{key}" for name, model in models().items() for key in ("id", "bocker") if key in model.model_fields
    }
    filled: dict[str, Any] = {
        shelf: {key: fill(item, kept) for key, item in getattr(register, shelf).items()} for shelf in SHELVES
    }
    alone = filled["organisationer"]["provlandet"]
    filled["organisationer"] |= dict.fromkeys(values(Bok, "organisation"), alone)
    inspel = filled["inspel"]["INSPEL-2022-01"]
    filled["inspel"]["INSPEL-2022-01"] = inspel.model_copy(update={"upplaga": "2021"})
    return replace(register, **filled)


def content(register: Register) -> Innehall:
    bok = register.bocker["provbok"]
    return read_innehall(make_utgivning(register, bok, bok.upplagor[0]))


@cache
def sealed() -> Innehall:
    return content(whole())


def is_outside(shelf: str, key: Any, path: tuple[str | int, ...]) -> bool:
    return any(shelf == s and key == k and path[: len(p)] == p for s, k, p in OUTSIDE)


def listed(falt: Falt) -> bool:
    """Whether a field, or what holds it, is listed as not sealed."""
    parts = [name.partition(".")[0] for name in falt.names]
    return any(name in UNDANTAG or name in INBORDES for name in falt.names) or any(part in UTELAMNADE for part in parts)


def cases() -> list[tuple[str, Any, Falt]]:
    """Every field of every record that the edition holds, once for each way to it."""
    found: dict[tuple[str, ...], tuple[str, Any, Falt]] = {}
    for shelf in SHELVES:
        for key, record in getattr(whole(), shelf).items():
            for falt in fields(record):
                empty = falt.name in ("Lydelse.plats", "Lydelse.i_bok")  # a wording has one of them, tried part by part
                if not empty and not is_outside(shelf, key, falt.path):
                    found.setdefault((shelf, *falt.names, str(falt.path[-1])), (shelf, key, falt))
    return list(found.values())


def changed(shelf: str, key: Any, falt: Falt) -> bool:
    """Whether some other value of the field is seen in the seal."""
    record: Modell = getattr(whole(), shelf)[key]
    holder = type(value_at(record, falt.path[:-1]))
    for new in values(holder, str(falt.path[-1])):
        if new != value_at(record, falt.path):
            other = exchange(record, falt.path, new)
            exchanged: dict[str, Any] = {shelf: {**getattr(whole(), shelf), key: other}}
            register = replace(whole(), **exchanged)
            if compare(sealed(), content(register)):
                return True
    return False


@pytest.mark.parametrize(("shelf", "key", "falt"), cases(), ids=lambda item: getattr(item, "name", None))
def test_a_changed_field_changes_the_seal_or_is_listed(shelf: str, key: Any, falt: Falt) -> None:
    assert changed(shelf, key, falt) is not listed(falt) or falt.name in INBORDES


def test_every_field_of_the_model_was_tried() -> None:
    tried = {name for _, _, falt in cases() for name in falt.names}
    everything = {f"{name}.{key}" for name, model in models().items() for key in model.model_fields}
    inherited = {name for name in everything if name.startswith("Daterad.")}
    left = {name for name in everything - inherited - tried if name.partition(".")[0] not in UTELAMNADE}
    assert left == set()


def test_what_is_listed_is_in_the_model() -> None:
    everything = {f"{name}.{key}" for name, model in models().items() for key in model.model_fields}
    assert {*UNDANTAG, *INBORDES, *VAXER} <= everything
    assert set(UTELAMNADE) <= set(models())


def test_the_page_lists_what_is_not_sealed() -> None:
    page = DOCS.read_text(encoding="utf-8")
    rows = [
        f"| `{name}` | {reason} |" for kind in (UNDANTAG, INBORDES, VAXER, UTELAMNADE) for name, reason in kind.items()
    ]
    assert [row for row in rows if row not in page] == []
