"""kravbok forsegla: seal a decided edition, and say what to write in bok.yaml, in the minutes and in git."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kravbok.edition import Utgivning
    from kravbok.finding import Finding
    from kravbok.register import Register
    from kravbok.seal.forsegling import Forsegling

__all__ = ["forsegla"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("bok", metavar="BOK")
@click.argument("upplaga", metavar="UPPLAGA")
@click.option("--projekt", type=click.Path(path_type=Path), default=Path(), metavar="MAPP", help="Projektets mapp.")
def forsegla(bok: str, upplaga: str, projekt: Path) -> None:
    """Försegla en beslutad upplaga: skriv dess kontrollsummor och visa raden till protokollet."""
    from kravbok.cli.output import closing, print_findings
    from kravbok.finding import Utfall, worst

    started = time.perf_counter()
    register, findings = _check(projekt)
    utgivning = None
    if worst(findings) is not Utfall.FEL:
        utgivning, findings = _edition(register, bok, upplaga)
    if utgivning is not None:
        findings = _seal(utgivning, projekt)
    print_findings(findings, register.sources, "text")
    closing(findings, "Inget förseglat" if findings else "1 upplaga förseglad", started)
    sys.exit(1 if findings else 0)


def _check(projekt: Path) -> tuple[Register, list[Finding]]:
    """Return the project's records and everything that is wrong with them, but a checksum that is not yet written."""
    from kravbok.check import check_underlag
    from kravbok.underlag import gather

    register, findings = check_underlag(gather(projekt), projekt=projekt)
    return register, [item for item in findings if item.code != "K907"]


def _edition(register: Register, bok: str, upplaga: str) -> tuple[Utgivning | None, list[Finding]]:
    """Return the edition, or which book or edition there is not."""
    from kravbok.edition import make_utgivning

    found = register.bocker.get(bok)
    if found is None:
        return None, [_unknown("K205", f"Boken ”{bok[:60]}” finns inte", bok, list(register.bocker))]
    edition = next((item for item in found.upplagor if item.id == upplaga), None)
    if edition is None:
        names = [item.id for item in found.upplagor]
        return None, [_unknown("K206", f"Upplagan ”{upplaga[:60]}” finns inte i {bok}", upplaga, names)]
    return make_utgivning(register, found, edition), []


def _unknown(code: str, message: str, name: str, known: list[str]) -> Finding:
    from kravbok.finding import Position, finding
    from kravbok.swedish import closest

    near = closest(name, known)
    hint = f"Menade du {near}?" if near else f"Här finns {', '.join(sorted(known))}."
    return finding(code, Position("krav"), message, hint)


def _seal(utgivning: Utgivning, projekt: Path) -> list[Finding]:
    """Write the seal and say what follows, or return what stands in the way."""
    from kravbok.finding import Position, finding
    from kravbok.seal.forsegling import make_forsegling, seal_path, to_bytes
    from kravbok.seal.hinder import hinder

    seal = make_forsegling(utgivning)
    if faults := sorted(hinder(utgivning, seal)):
        return faults
    path = seal_path(utgivning.bok.id, utgivning.upplaga.id)
    if path not in utgivning.register.forseglingar:
        try:
            _write(projekt / path, to_bytes(seal))
        except OSError as error:
            message = f"Det gick inte att skriva förseglingen: {error.strerror}"
            return [
                finding("K708", Position(path), message, "Inget är förseglat. Kontrollera mappen och rättigheterna.")
            ]
    click.echo("\n".join(_say(utgivning, seal, path)))
    return []


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _say(utgivning: Utgivning, seal: Forsegling, path: str) -> list[str]:
    """Return what to do with the seal: the line in bok.yaml, the line for the minutes, and the tag."""
    bok, upplaga = utgivning.bok, utgivning.upplaga
    clauses = sum(name.startswith("krav/") for name in seal.poster)
    lines = [f"{path}: {clauses} krav, form {seal.form}"]
    if upplaga.forsegling != seal.kontrollsumma:
        place = utgivning.register.post(bok).path
        lines += ["", f"Skriv under upplaga {upplaga.id} i {place}:", f"    forsegling: {seal.kontrollsumma}"]
    lines += ["", "Till protokollet:", f"    {_minutes(utgivning, seal)}"]
    name = f"{bok.id}-{upplaga.id}".replace(" ", "-")
    message = f"{bok.id} {upplaga.id} förseglad: {seal.kontrollsumma}"
    return [
        *lines,
        "",
        "Märk commiten när filen och raden är incheckade:",
        f"    git tag -s {quote(name)} -m {quote(message)}",
    ]


def _minutes(utgivning: Utgivning, seal: Forsegling) -> str:
    """Return the line for the minutes: book, edition, checksum and decision."""
    from kravbok.expand import describe_beslut

    record = utgivning.register.beslut.get(seal.beslut.id) if seal.beslut else None
    decision = f"{describe_beslut(utgivning, record)} ({record.id})" if record else "saknas, enligt anteckning"
    book = f"{utgivning.bok.titel}, upplaga {seal.upplaga}"
    return f"{book}: kontrollsumma (SHA-256, kravbok form {seal.form}) {seal.kontrollsumma}. Beslut: {decision}."
