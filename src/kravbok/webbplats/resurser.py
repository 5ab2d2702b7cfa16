"""What pages share: style, scripts, fonts, and the JSON Schema of each kind of page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kravbok.export.webb.json import page_schema
from kravbok.export.webb.stil import site_style, style_files
from kravbok.templates import Mallar
from kravbok.view.webb.andringssida import AndringssidaVy
from kravbok.view.webb.avsnitt import BilagorVy, KapitelsidaVy, RegistersidaVy
from kravbok.view.webb.bocker import BoksidaVy, UpplagesidaVy
from kravbok.view.webb.hanvisning import HanvisningVy
from kravbok.view.webb.idsida import IdsidaVy
from kravbok.view.webb.krav import KravsidaVy
from kravbok.view.webb.startsida import StartVy
from kravbok.webbplats.egna import EGNA_SLAG, own_files
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["SIDSLAG", "write_resources"]

SIDSLAG: dict[str, type[Any]] = {
    "start": StartVy,
    "bok": BoksidaVy,
    "upplaga": UpplagesidaVy,
    "kapitel": KapitelsidaVy,
    "bilagor": BilagorVy,
    "register": RegistersidaVy,
    "krav": KravsidaVy,
    "andringar": AndringssidaVy,
    "hanvisning": HanvisningVy,
    "id": IdsidaVy,
    **EGNA_SLAG,
}
"""The kinds of pages whose data is published, with the type that their schema is made from."""

_SCRIPTS = ("webb/kravbok.js", "webb/jamfor.js", "webb/sok.js")


def write_resources(underlag: Webbunderlag, mallar: Mallar, root: Path) -> None:
    """Write what all pages share into the root of the site."""
    (root / "schema").mkdir(parents=True, exist_ok=True)
    for name in _SCRIPTS:
        if name in mallar.files:
            (root / name.removeprefix("webb/")).write_bytes(mallar.files[name])
    organisationer = underlag.webb.organisationer.values()
    (root / "kravbok.css").write_text(site_style(mallar, organisationer), encoding="utf-8", newline="\n")
    for name, data in style_files(mallar, organisationer, underlag.register.filer).items():
        (root / "stil").mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    for slag, kind in SIDSLAG.items():
        schema = json.dumps(page_schema(slag, kind), ensure_ascii=False, indent=1) + "\n"
        (root / "schema" / f"{slag}.json").write_text(schema, encoding="utf-8", newline="\n")
    for name, data in own_files(underlag, mallar):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
