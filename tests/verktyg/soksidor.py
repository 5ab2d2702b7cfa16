"""Pages of a small site to search in, marked as the templates mark them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kravbok.export.webb.sida import way_to_root
from kravbok.templates import Mallar, packaged_templates
from kravbok.view.webb.sida import Sokuppgifter

_PAGE = """{% import "webb/sok_delar.html" as sok %}
<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{{ rubrik }}</title>
<link rel="icon" href="{{ rot }}stil/ikon.svg"></head>
<body><nav>Meny med ordet navigering</nav>
<main id="innehall"{{ sok.sokbar(uppgifter) }}>
<h1>{{ rubrik }}</h1>
<p>{{ text }}</p>
<nav data-pagefind-ignore>Nästa krav heter journalsystem</nav>
{{ sok.sokuppgifter(uppgifter) }}
</main>
<footer>Foten</footer></body></html>
"""


@dataclass(frozen=True)
class Provsida:
    """A page: its heading, its text, and what it is found by; None for a page that is not searched."""

    rubrik: str
    text: str
    sok: Sokuppgifter | None


def _of(bok: str, upplaga: str, typ: str, omrade: str, niva: str) -> Sokuppgifter:
    return Sokuppgifter((bok,), (upplaga,), (typ,), (omrade,), (niva,))


SIDOR: Mapping[str, Provsida] = {
    "id/HV-PAF-004/": Provsida(
        "Vite vid sen rapport HV-PAF-004",
        "Regionen får ta ut vite av vårdcentralerna. Beslutet har diarienummer RS/60/2021.",
        _of("Hälsoval", "2022", "påföljd", "påföljder", "får"),
    ),
    "id/HV-PAF-014/": Provsida(
        "Varning HV-PAF-014",
        "Vårdgivaren får en varning först. Beslutet har diarienummer RS/61/2021.",
        _of("Hälsoval", "2022", "påföljd", "påföljder", "får"),
    ),
    "id/HV-TILL-001/": Provsida(
        "Öppet dygnet runt HV-TILL-001",
        "Vårdgivaren ska bedriva akutverksamhet hela dygnet, 004 dagar om året.",
        _of("Hälsoval", "2022", "krav", "tillgänglighet", "ska"),
    ),
    "id/FV-TILL-001/": Provsida(
        "Tider för fotvård FV-TILL-001",
        "Mottagningen bör ha en vårdcentral i närheten & <text>.",
        Sokuppgifter(
            ("Fotvård",), ("2021", "2022"), ("krav",), ("tillgänglighet", "fot, vård"), ("bör",), ("podiatri",)
        ),
    ),
    "halsoval/2021/HV-PAF-004/": Provsida("Gammal lydelse", "Vitet är okänt.", None),
    "": Provsida("Start", "Böckerna.", None),
}


def write_sidor(folder: Path, sidor: Mapping[str, Provsida] = SIDOR) -> Path:
    """The pages as files below a folder, which is returned."""
    mallar = Mallar({**packaged_templates(), "sida.html": _PAGE.encode()})
    for adress, sida in sidor.items():
        place = folder / adress / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        html = mallar.render(
            "sida.html", rubrik=sida.rubrik, text=sida.text, uppgifter=sida.sok, rot=way_to_root(adress)
        )
        place.write_text(html, encoding="utf-8")
    return folder
