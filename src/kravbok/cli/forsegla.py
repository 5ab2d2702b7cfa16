"""kravbok forsegla: seal a decided edition, and say what to write in bok.yaml, in the minutes and in git."""

from __future__ import annotations

import sys
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
    from kravbok.finding import without_information
    from kravbok.underlag import gather

    register, findings = check_underlag(gather(projekt), projekt=projekt)
    return register, [item for item in without_information(findings) if item.code != "K907"]


def _edition(register: Register, bok: str, upplaga: str) -> tuple[Utgivning | None, list[Finding]]:
    """Return the edition, or which book or edition there is not."""
    from kravbok.build import choose_editions
    from kravbok.settings import Byggval

    found, findings = choose_editions(register, Byggval(Path(), Path(), (bok,), (upplaga,)))
    return (found[0] if found else None), findings


def _seal(utgivning: Utgivning, projekt: Path) -> list[Finding]:
    """Write the seal and say what follows, or return what stands in the way."""
    from kravbok.seal.forsegling import make_forsegling, seal_path, to_bytes
    from kravbok.seal.hinder import hinder
    from kravbok.swap import write_whole

    seal = make_forsegling(utgivning)
    if faults := sorted(hinder(utgivning, seal)):
        return faults
    path = seal_path(utgivning.bok.id, utgivning.upplaga.id)
    if path not in utgivning.register.forseglingar:
        fault = write_whole(projekt / path, to_bytes(seal))
        if fault is not None:
            return [fault]
    click.echo("\n".join(_say(utgivning, seal, path)))
    return []


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
