"""Proof against the archived sources: files, checksums, quotations and the numbers in them (K504–K507, K509)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kravbok.checks.citat import carries, stands_in
from kravbok.checks.ursprung import Kallhanvisning, kallhanvisningar, leads_out
from kravbok.finding import Finding, finding
from kravbok.model.bas import Ursprung
from kravbok.model.inspel import Inspel, Pastaende
from kravbok.model.krav import Krav
from kravbok.model.register import Dokument
from kravbok.model.storhet import Siffervarde
from kravbok.register import Register
from kravbok.sources import MAX_FILE
from kravbok.swedish import format_list

__all__ = ["check_kallor"]

MAX_LINES = 10_000  # how far the remedy looks for a quotation that stands elsewhere

_ROWS = re.compile(r"([0-9]{1,6})(?:[-–]([0-9]{1,6}))?")


def check_kallor(register: Register, folder: Path) -> Iterator[Finding]:
    """Yield what the archived sources do not bear out; `folder` holds the files that the documents name."""
    texts: dict[str, list[str]] = {}
    for dokument in register.dokument.values():
        if dokument.fil is None or leads_out(dokument.fil):
            continue
        data = _read(folder, dokument.fil)
        if data is None:
            message = f"Filen {dokument.fil} finns inte i mappen med källor"
            hint = "Lägg filen i mappen som --kallor anger, eller rätta namnet."
            yield finding("K507", register.position(dokument, "fil"), message, hint)
            continue
        yield from _check_hash(register, dokument, data)
        texts[dokument.id] = data.decode("utf-8", "replace").split("\n")
    for item in kallhanvisningar(register):
        if item.kalla.dokument in texts:
            yield from _check_quote(register, item, texts[item.kalla.dokument])


def _read(folder: Path, name: str) -> bytes | None:
    """Return an ordinary file that truly lies in the folder, wherever links lead; None otherwise."""
    try:
        file = (folder / name).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file() or file.stat().st_size > MAX_FILE:
            return None
        return file.read_bytes()
    except (OSError, ValueError):
        return None


def _check_hash(register: Register, dokument: Dokument, data: bytes) -> Iterator[Finding]:
    real = hashlib.sha256(data).hexdigest()
    if dokument.sha256_utlasning is not None and dokument.sha256_utlasning != real:
        hint = f"Jämför källan med arkivet. Är ändringen riktig: pröva citaten på nytt och skriv {real}."
        position = register.position(dokument, "sha256_utlasning")
        yield finding("K506", position, f"Filen {dokument.fil} har inte den registrerade kontrollsumman", hint)


def _check_quote(register: Register, item: Kallhanvisning, lines: list[str]) -> Iterator[Finding]:
    kalla = item.kalla
    first, last = _rows(kalla.rader) or (1, len(lines))
    if last > len(lines):
        position = register.position(item.record, *item.path, "rader")
        message = f"Källan har {len(lines)} rader, här står {kalla.rader if isinstance(kalla.rader, str) else last}"
        yield finding("K509", position, message, "Rätta raderna.")
    elif kalla.citat is not None and not stands_in(kalla.citat, "\n".join(lines[first - 1 : last])):
        position = register.position(item.record, *item.path, "citat")
        yield finding("K504", position, f"Citatet står inte på raderna {first}–{last}", _where(kalla.citat, lines))
    elif kalla.citat is not None:
        yield from _check_figures(register, item, kalla.citat)


def _rows(rader: tuple[int, int] | str | None) -> tuple[int, int] | None:
    if not isinstance(rader, str):
        return rader
    match = _ROWS.fullmatch(rader)
    return (int(match[1]), int(match[2] or match[1])) if match else None


def _where(quote: str, lines: list[str]) -> str:
    """Return the remedy: the lines where the quotation does stand, or to copy it anew."""
    lines = lines[:MAX_LINES]
    for size in (1, 2, 3):
        for start in range(len(lines)):
            if stands_in(quote, "\n".join(lines[start : start + size])):
                rows = f"rad {start + 1}" if size == 1 else f"raderna {start + 1}–{start + size}"
                return f"Det står på {rows}."
    return "Kopiera orden ur källan precis som de står där."


def _check_figures(register: Register, item: Kallhanvisning, quote: str) -> Iterator[Finding]:
    """Yield K505 for each figure that the quotation is said to prove and whose number it does not have."""
    wrong = [f"{name} ({value})" for name, value in _figures(item) if not carries(quote, value)]
    if wrong:
        position = register.position(item.record, *item.path, "citat")
        hint = "Välj det citat där talet står, rätta siffran, eller skriv harledning."
        yield finding("K505", position, f"Citatet har inte talet i {format_list(wrong)}", hint)


def _figures(item: Kallhanvisning) -> Iterator[tuple[str, Siffervarde]]:
    """Yield the figures that a reference is to prove; those that are derived are exempt."""
    record, path, kalla = item
    if isinstance(kalla, Pastaende):
        yield "varde", kalla.varde
    elif isinstance(kalla, Ursprung) and kalla.harledning is None:
        siffror: Mapping[str, Siffervarde] = {}
        if isinstance(record, Krav) and path[0] == "lydelser" and isinstance(path[1], int):
            siffror = record.lydelser[path[1]].siffror
        elif isinstance(record, Inspel):
            siffror = record.siffror
        yield from ((name, siffror[name]) for name in kalla.belagger if name in siffror)
