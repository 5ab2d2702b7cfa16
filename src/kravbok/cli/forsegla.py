"""kravbok forsegla: seal a decided edition, and say what to write in bok.yaml, in the minutes and in git."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, projekt_option

if TYPE_CHECKING:
    from kravbok.edition import Utgivning
    from kravbok.finding import Finding
    from kravbok.register import Register
    from kravbok.seal.forsegling import Forsegling
    from kravbok.underlag import Underlag

__all__ = ["forsegla"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("bok", metavar="BOK")
@click.argument("upplaga", metavar="UPPLAGA")
@click.option("--utan-filer", is_flag=True, help="Lägg inte de färdiga filerna i arkiv/.")
@projekt_option
def forsegla(bok: str, upplaga: str, projekt: Path, *, utan_filer: bool) -> None:
    """Försegla en beslutad upplaga: skriv dess kontrollsummor, spara dess filer och visa raden till protokollet."""
    from kravbok.cli.output import closing, print_findings
    from kravbok.finding import Utfall, worst
    from kravbok.underlag import gather

    started = time.perf_counter()
    projekt = in_project(projekt)
    underlag = gather(projekt)
    register, findings = _check(underlag, projekt, bok, upplaga)
    utgivning = None
    unread = any(item.code == "K885" for item in findings)  # what git remembers of earlier seals cannot be known
    if worst(findings) is not Utfall.FEL and not unread:
        utgivning, findings = _edition(register, bok, upplaga)
    if utgivning is not None:
        findings = _seal(utgivning, underlag, projekt, filer=not utan_filer)
    print_findings(findings, register.sources, "text")
    closing(findings, "Inget förseglat" if findings else "1 upplaga förseglad", started)
    sys.exit(1 if findings else 0)


def _check(underlag: Underlag, projekt: Path, bok: str, upplaga: str) -> tuple[Register, list[Finding]]:
    """Return the records and what is wrong with them, but a checksum that is not yet written and files left over."""
    from kravbok.arkiv.lasning import store_path
    from kravbok.check import check_underlag
    from kravbok.finding import without_information

    register, findings = check_underlag(underlag, projekt=projekt)
    mended = {("K916", store_path(bok, upplaga))}
    return register, [
        item
        for item in without_information(findings)
        if item.code != "K907" and (item.code, item.position.path) not in mended
    ]


def _edition(register: Register, bok: str, upplaga: str) -> tuple[Utgivning | None, list[Finding]]:
    """Return the edition, or which book or edition there is not."""
    from kravbok.build import choose_editions
    from kravbok.settings import Byggval

    found, findings = choose_editions(register, Byggval(Path(), Path(), (bok,), (upplaga,)))
    return (found[0] if found else None), findings


def _seal(utgivning: Utgivning, underlag: Underlag, projekt: Path, *, filer: bool) -> list[Finding]:
    """Seal the edition and say what follows, or return what stands in the way."""
    from kravbok.cli.output import show_progress
    from kravbok.seal.forsegling import seal_path
    from kravbok.sealing import seal_edition

    seal = seal_edition(utgivning, underlag, projekt, filer=filer, tell=show_progress)
    if isinstance(seal, list):
        return seal
    click.echo("\n".join(_say(utgivning, seal, seal_path(seal.bok, seal.upplaga))))
    return []


def _say(utgivning: Utgivning, seal: Forsegling, path: str) -> list[str]:
    """Return what to do with the seal: the line in bok.yaml, the line for the minutes, and the tag."""
    from kravbok.arkiv.lasning import store_path
    from kravbok.swedish import plural

    bok, upplaga = utgivning.bok, utgivning.upplaga
    clauses = sum(name.startswith("krav/") for name in seal.poster)
    lines = [f"{path}: {clauses} krav, form {seal.form}"]
    if seal.filer:
        lines.append(f"{store_path(seal.bok, seal.upplaga)}: {plural(len(seal.filer), 'fil', 'filer')}")
    if upplaga.forsegling != seal.kontrollsumma:
        place = utgivning.register.post(bok).path
        lines += ["", f"Skriv under upplaga {upplaga.id} i {place}:", f"    forsegling: {seal.kontrollsumma}"]
    lines += ["", "Till protokollet:", f"    {_minutes(utgivning, seal)}"]
    name = f"{bok.id}-{upplaga.id}".replace(" ", "-")
    message = f"{bok.id} {upplaga.id} förseglad: {seal.kontrollsumma}"
    return [
        *lines,
        "",
        f"Checka in förseglingen, {'filerna ' if seal.filer else ''}och raden i samma commit, och märk den:",
        f"    git tag -s {quote(name)} -m {quote(message)}",
    ]


def _minutes(utgivning: Utgivning, seal: Forsegling) -> str:
    """Return the line for the minutes: book, edition, checksum and decision."""
    from kravbok.expand import describe_beslut
    from kravbok.seal.forsegling import files_checksum

    record = utgivning.register.beslut.get(seal.beslut.id) if seal.beslut else None
    decision = f"{describe_beslut(utgivning, record)} ({record.id})" if record else "saknas, enligt anteckning"
    book = f"{utgivning.bok.titel}, upplaga {seal.upplaga}"
    files = f" Filernas lista: {files_checksum(seal)}." if seal.filer else ""
    return f"{book}: kontrollsumma (SHA-256, kravbok form {seal.form}) {seal.kontrollsumma}.{files} Beslut: {decision}."
