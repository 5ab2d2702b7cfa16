"""The account of sources: their checksums, and whether each quotation stands where it is said to stand.

The proof is that of `kontrollera --kallor`: what it finds is told place by place, and nothing that is declared `saknas`
is taken away. Without the sources no quotation is proven, and that is what the page says.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kravbok.checks.kallor import check_kallor
from kravbok.checks.ursprung import Kallhanvisning, kallhanvisningar
from kravbok.finding import Finding, Position
from kravbok.model.bas import Ursprung
from kravbok.model.inspel import Pastaende
from kravbok.model.register import Dokument
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.revision.omfang import Omfang
from kravbok.revision.sida import DelVy, Redovisning, SidaVy, as_json
from kravbok.sources import read_folder
from kravbok.swedish import plural, sort_key
from kravbok.view.andringar.siffror import name_figure
from kravbok.view.parts import Tabellrad, TabellVy, bits

__all__ = ["Kallprov", "account_kallor", "prove_kallor"]

Svar = Literal["styrkt", "ej styrkt", "ändrad källa", "ej prövad", "inget citat"]
_WRONG: tuple[Svar, ...] = ("ej styrkt", "ändrad källa")

_DOKUMENT = {
    "K506": "filen har en annan kontrollsumma än den registrerade",
    "K507": "filen finns inte i mappen med källor",
}


@dataclass(frozen=True, slots=True)
class Citat:
    """A quotation, where it stands in the records, and what came of its proof."""

    plats: Kallhanvisning
    svar: Svar
    skal: str


@dataclass(frozen=True)
class Kallprov:
    """The sources of an edition: each document with what is known of its file, and each quotation."""

    provad: bool
    dokument: tuple[Dokument, ...]
    lasta: Mapping[str, str]
    fynd: Mapping[str, str]
    citat: tuple[Citat, ...]

    @property
    def antal(self) -> Counter[Svar]:
        """How many quotations there are of each outcome."""
        return Counter(item.svar for item in self.citat)

    @property
    def brister(self) -> int:
        """How many quotations the sources do not bear out."""
        return sum(self.antal[svar] for svar in _WRONG)


def prove_kallor(omfang: Omfang, folder: Path | None) -> Kallprov:
    """Return the sources of an edition and the proof of each quotation; nothing is proven without a folder."""
    register = omfang.utgivning.register
    places = [item for item in kallhanvisningar(register) if omfang.has(item.record, item.path)]
    places.sort(key=lambda item: omfang.order(item.record))
    names = {item.kalla.dokument for item in places}
    records = [item for item in register.dokument.values() if item.id in names or omfang.has(item, ())]
    findings = list(check_kallor(register, folder)) if folder is not None else []
    by_place = {item.position: item for item in findings}
    documents = {item.id: _document_fault(register, item, by_place) for item in records}
    return Kallprov(
        provad=folder is not None,
        dokument=tuple(sorted(records, key=lambda item: sort_key(item.titel))),
        lasta=_checksums(folder, records) if folder is not None else {},
        fynd={name: _DOKUMENT[fault.code] for name, fault in documents.items() if fault},
        citat=tuple(_quote(register, item, documents, by_place, proven=folder is not None) for item in places),
    )


def _document_fault(register: Register, item: Dokument, by_place: Mapping[Position, Finding]) -> Finding | None:
    """Return what was found about a document's file, if anything."""
    for key, code in (("fil", "K507"), ("sha256_utlasning", "K506")):
        fault = by_place.get(register.position(item, key))
        if fault is not None and fault.code == code:
            return fault
    return None


def _checksums(folder: Path, records: list[Dokument]) -> dict[str, str]:
    """Return the checksum of each document's file in the folder of sources, by document."""
    whole = folder.resolve()
    files, _ = read_folder(whole.parent, whole.name)
    sums = {file.path.partition("/")[2]: file.data for file in files}
    return {item.id: hashlib.sha256(sums[item.fil]).hexdigest() for item in records if item.fil in sums}


def _quote(
    register: Register,
    item: Kallhanvisning,
    documents: Mapping[str, Finding | None],
    by_place: Mapping[Position, Finding],
    *,
    proven: bool,
) -> Citat:
    """Return what came of a quotation's proof."""
    kalla = item.kalla
    faults = (by_place.get(position) for position in _positions(register, item))
    fault = next((found for found in faults if found is not None and found.code in ("K504", "K505", "K509")), None)
    record, about = register.dokument.get(kalla.dokument), documents.get(kalla.dokument)
    if not proven:
        return Citat(item, "ej prövad" if kalla.citat else "inget citat", "")
    if fault is not None:
        return Citat(item, "ej styrkt", " ".join((f"{fault.message}.", fault.hint)))
    if kalla.citat is None:
        return Citat(item, "inget citat", "")
    if record is None or record.fil is None:
        return Citat(item, "ej prövad", "Dokumentet har ingen arkiverad fil.")
    if about is not None:
        return Citat(
            item, "ej prövad" if about.code == "K507" else "ändrad källa", f"{_DOKUMENT[about.code]}.".capitalize()
        )
    return Citat(item, "styrkt", "")


def _positions(register: Register, item: Kallhanvisning) -> Iterator[Position]:
    """Yield where the check places what is wrong with a reference."""
    if item.kalla.rader is not None:
        yield register.position(item.record, *item.path, "rader")
    if item.kalla.citat is not None:
        yield register.position(item.record, *item.path, "citat")


def account_kallor(omfang: Omfang, prov: Kallprov, bok: str) -> Redovisning:
    """Return the account of an edition's sources."""
    documents = TabellVy(
        "Källorna", ("Dokument", "Utgivare och datum", "Fil", "Registrerad SHA-256", "Prövning"),
        tuple(_document_row(prov, item) for item in prov.dokument),
    )  # fmt: skip
    quotes = TabellVy(
        "Citaten", ("Var", "Dokument", "Rader", "Citat", "Belägger", "Svar"),
        tuple(_quote_row(omfang, item) for item in prov.citat),
    )  # fmt: skip
    delar = (
        DelVy("svar", "Svaret i korthet", punkter=tuple(bits(line) for line in summary(prov))),
        DelVy("kallor", "Källorna", (bits(_KALLOR),), tabell=documents),
        DelVy("citat", "Citaten", (bits(_CITAT),), tabell=quotes),
    )
    ingress = "Dokumenten som upplagan är hämtad ur, och om varje citat står där det sägs stå."
    vy = SidaVy("Källor och citat", bok, ingress, delar, hem="../LAS-MIG.html")
    return Redovisning("kallor", vy, as_json("kallor", _data(omfang, prov)))


_KALLOR = (
    "Källorna själva ligger inte i paketet. Kontrollsumman (SHA-256) visar om filen i arkivet är den som lästes: "
    "ändras en enda bokstav blir summan en annan. Den gäller textutläsningen av dokumentet, inte originalet."
)
_CITAT = (
    "”Styrkt” betyder att orden står på de angivna raderna i en fil med rätt kontrollsumma, och att talen i citatet är "
    "siffrorna som det belägger. ”Ej prövad” betyder att ingen har jämfört."
)


def summary(prov: Kallprov) -> Iterator[str]:
    """Yield in a few sentences what came of the proof."""
    count = prov.antal
    quotes = sum(count.values()) - count["inget citat"]
    yield f"{plural(len(prov.dokument), 'dokument', 'dokument')} och {plural(quotes, 'citat', 'citat')}."
    if not prov.provad:
        yield "Ej prövad: paketet är gjort utan tillgång till källorna, och inget citat är jämfört med dem."
        return
    yield f"{plural(count['styrkt'], 'citat är styrkt', 'citat är styrkta')} av källorna."
    if count["ej styrkt"]:
        yield f"{plural(count['ej styrkt'], 'citat är inte styrkt', 'citat är inte styrkta')}; skälen står nedan."
    if count["ändrad källa"]:
        changed = plural(count["ändrad källa"], "citat", "citat")
        yield f"{changed} står i en fil som har ändrats sedan den registrerades."
    if count["ej prövad"]:
        missing = plural(count["ej prövad"], "citat är inte prövat", "citat är inte prövade")
        yield f"{missing}: filen finns inte i arkivet."


def _document_row(prov: Kallprov, item: Dokument) -> Tabellrad:
    cells = (item.titel, _origin(item), item.fil or "ingen", item.sha256_utlasning or "ingen")
    return Tabellrad((*map(bits, cells), bits(_document_answer(prov, item))), f"dokument-{item.id}")


def _origin(item: Dokument) -> str:
    by = "utgivare okänd" if is_unknown(item.utgivare) else item.utgivare
    return f"{by}, {item.datum if item.datum.known else 'datum okänt'}"


def _document_answer(prov: Kallprov, item: Dokument) -> str:
    if not prov.provad or item.fil is None:
        return "ej prövad"
    read = prov.lasta.get(item.id, "okänd")
    if item.id in prov.fynd:
        said = prov.fynd[item.id]
        return f"{said}; filens är {read}" if item.id in prov.lasta else said
    if item.sha256_utlasning is None:
        return f"ingen kontrollsumma är registrerad; filens är {read}"
    return "filen är den registrerade"


def _quote_row(omfang: Omfang, item: Citat) -> Tabellrad:
    kalla = item.plats.kalla
    document = omfang.utgivning.register.dokument.get(kalla.dokument)
    cells = (
        bits(omfang.name(item.plats.record)),
        bits(document.titel if document else kalla.dokument),
        bits(_rows(kalla.rader) or (f"s. {kalla.sida}" if isinstance(kalla, Ursprung) and kalla.sida else "–")),
        bits(f"”{kalla.citat}”" if kalla.citat else "–"),
        bits(", ".join(_figures(omfang, kalla)) or "–"),
        bits(f"{item.svar}. {item.skal}" if item.skal else item.svar),
    )
    return Tabellrad(cells)


def _figures(omfang: Omfang, kalla: Ursprung | Pastaende) -> Iterator[str]:
    """Yield what the figures are called that a source proves."""
    words = omfang.utgivning.register.sifferord
    yield from (name_figure(name, words) for name in (kalla.belagger if isinstance(kalla, Ursprung) else ()))


def _rows(rader: tuple[int, int] | str | None) -> str:
    if rader is None or isinstance(rader, str):
        return rader or ""
    return str(rader[0]) if rader[0] == rader[1] else f"{rader[0]}–{rader[1]}"


def _data(omfang: Omfang, prov: Kallprov) -> Iterator[tuple[str, Any]]:
    utgivning = omfang.utgivning
    yield "bok", utgivning.bok.id
    yield "upplaga", utgivning.upplaga.id
    yield "provade", prov.provad
    yield "antal", {svar: prov.antal[svar] for svar in sorted(prov.antal)}
    yield "dokument", [_document_data(prov, item) for item in prov.dokument]
    yield "citat", [_quote_data(utgivning.register, item) for item in prov.citat]


def _document_data(prov: Kallprov, item: Dokument) -> dict[str, Any]:
    return {
        "id": item.id, "titel": item.titel, "utgivare": item.utgivare, "datum": item.datum.iso(), "fil": item.fil,
        "sha256_utlasning": item.sha256_utlasning, "sha256_original": item.sha256_original,
        "sha256_last": prov.lasta.get(item.id), "svar": _document_answer(prov, item),
    }  # fmt: skip


def _quote_data(register: Register, item: Citat) -> dict[str, Any]:
    record, path, kalla = item.plats
    position = register.position(record, *path)
    return {
        "fil": position.path, "rad": position.line, "post": getattr(record, "id", ""), "dokument": kalla.dokument,
        "rader": _rows(kalla.rader) or None, "citat": kalla.citat,
        "belagger": list(kalla.belagger) if isinstance(kalla, Ursprung) else [],
        "svar": item.svar, "skal": item.skal,
    }  # fmt: skip
