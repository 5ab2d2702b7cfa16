"""The account of declared gaps: what the edition lacks, why, and who noted it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kravbok.checks.saknas import FREE, declared
from kravbok.codes import CODES
from kravbok.model.bas import Modell, Saknas
from kravbok.places import Path
from kravbok.revision.omfang import Omfang
from kravbok.revision.sida import DelVy, Redovisning, SidaVy, as_json
from kravbok.swedish import plural
from kravbok.view.parts import Tabellrad, TabellVy, bits

__all__ = ["account_brister", "brister_of"]

_TITLES = {kod.namn: kod.rubrik for kod in CODES.values()}
Brist = tuple[Modell, Path, Saknas]


def brister_of(omfang: Omfang) -> list[Brist]:
    """Return every declared gap of the edition, with the record that declares it and the way there."""
    found = [item for item in declared(omfang.utgivning.register) if omfang.has(item[0], item[1])]
    return sorted(found, key=lambda item: omfang.order(item[0]))


def account_brister(omfang: Omfang, gaps: list[Brist], bok: str) -> Redovisning:
    """Return the account of what the edition lacks."""
    rows = tuple(_row(omfang, record, gap) for record, _, gap in gaps)
    table = TabellVy("Uppgifter som saknas", ("Var", "Vad som saknas", "Varför", "Antecknat av", "Ses över"), rows)
    said = plural(len(gaps), "brist är antecknad", "brister är antecknade") if gaps else "Inga brister är antecknade"
    intro = (
        f"{said}. En antecknad brist är känd och har ett skäl; programmet stoppar bara för brister som ingen har "
        "antecknat. Fråga gärna om skälen."
    )
    ingress = "Vad som saknas i upplagan, varför, och vem som har antecknat det."
    vy = SidaVy(
        "Uppgifter som saknas", bok, ingress, (DelVy("saknas", "Bristerna", (bits(intro),), tabell=table),),
        hem="../LAS-MIG.html",
    )  # fmt: skip
    return Redovisning("saknas", vy, as_json("saknas", _data(omfang, gaps)))


def _row(omfang: Omfang, record: Modell, gap: Saknas) -> Tabellrad:
    cells = (
        bits(omfang.name(record)),
        bits("En uppgift" if gap.vad == FREE else _TITLES.get(gap.vad, gap.vad)),
        bits(gap.motivering),
        bits(gap.antecknad_av or "ingen angiven"),
        bits(gap.bevakas.isoformat() if gap.bevakas else "–"),
    )
    return Tabellrad(cells)


def _data(omfang: Omfang, gaps: list[Brist]) -> Iterator[tuple[str, Any]]:
    utgivning = omfang.utgivning
    yield "bok", utgivning.bok.id
    yield "upplaga", utgivning.upplaga.id
    yield "saknas", [_gap_data(omfang, *gap) for gap in gaps]


def _gap_data(omfang: Omfang, record: Modell, path: Path, gap: Saknas) -> dict[str, Any]:
    position = omfang.utgivning.register.position(record, *path)
    return {
        "fil": position.path,
        "rad": position.line,
        "post": getattr(record, "id", ""),
        "vad": gap.vad,
        "motivering": gap.motivering,
        "antecknad_av": gap.antecknad_av or None,
        "bevakas": gap.bevakas.isoformat() if gap.bevakas else None,
    }
