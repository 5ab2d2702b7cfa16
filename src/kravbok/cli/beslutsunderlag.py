"""kravbok beslutsunderlag: drafts of what a decision about a new edition needs."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import projekt_option, read_formats, read_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kravbok.edition import Utgivning
    from kravbok.finding import Finding
    from kravbok.register import Register
    from kravbok.settings import Byggval
    from kravbok.underlag import Underlag

__all__ = ["beslutsunderlag"]

_FORMATS = ("docx", "md", "html", "pdf")

_EXAMPLES = """\b
Exempel:
  kravbok beslutsunderlag halsoval 2021 2022
  kravbok beslutsunderlag halsoval 2021 2022 --format docx --till utkast
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("bok", metavar="BOK")
@click.argument("fore", metavar="FRÅN")
@click.argument("efter", metavar="TILL")
@click.option("--format", "form", default="docx,md", metavar="LISTA", help="Något av docx, md, html och pdf (docx,md).")
@click.option("--till", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen för filerna (i bygget).")
@projekt_option
def beslutsunderlag(bok: str, fore: str, efter: str, form: str, till: Path | None, projekt: Path) -> None:
    """Skriv utkast till beslutsunderlag för skillnaden mellan två upplagor.

    Det blir en tjänsteskrivelse, ett underlag för facklig samverkan, ett brev till vårdgivarna och en annonstext. Allt
    kommer ur posterna. Det som inte står där är märkt ”uppgift saknas”. Den som handlägger ärendet svarar för texten.
    """
    from kravbok.cli.output import closing, print_files, print_findings
    from kravbok.settings import Byggval
    from kravbok.swedish import plural

    started = time.perf_counter()
    formats = read_formats(form, _FORMATS)
    val = Byggval(projekt.resolve(), projekt.resolve() / "build", (bok,), format=formats)
    underlag, register, findings = read_project(val.projekt)
    made: list[str] = []
    if not findings:
        sides, findings = _sides(register, bok, (fore, efter))
        if not findings:
            made, findings = _write(val, underlag, sides, till)
    print_findings(findings, register.sources, "text")
    print_files(made, till or projekt / "build")
    closing(findings, plural(len(made), "fil", "filer"), started)
    sys.exit(0 if made else 1)


def _sides(register: Register, bok: str, names: tuple[str, str]) -> tuple[list[Utgivning], list[Finding]]:
    """Return both editions, the older first, or which book or edition there is not."""
    from kravbok.build import choose_editions
    from kravbok.settings import Byggval

    sides: list[Utgivning] = []
    for name in names:
        found, faults = choose_editions(register, Byggval(Path(), Path(), (bok,), (name,)))
        if faults:
            return [], faults
        sides += found
    order = [item.id for item in sides[0].bok.upplagor]
    if order.index(names[0]) >= order.index(names[1]):
        raise click.UsageError(f"Ange den äldre upplagan först: {names[0]} kommer inte före {names[1]}.")
    return sides, []


def _write(
    val: Byggval, underlag: Underlag, sides: Sequence[Utgivning], till: Path | None
) -> tuple[list[str], list[Finding]]:
    """Write the drafts; return the names of the files, or what is wrong."""
    from kravbok.andringsdokument import make_andringar
    from kravbok.beslutsunderlag import make_beslutsunderlag, write_beslutsunderlag
    from kravbok.delivery import deliver
    from kravbok.diff.jamforelse import diff_utgivningar
    from kravbok.production import is_utkast, make_mark
    from kravbok.templates import Mallar, project_templates

    fore, efter = sides
    jamforelse = diff_utgivningar(fore, efter)
    marke = make_mark(efter, "", val, utkast=is_utkast(underlag, val))
    drafts = make_beslutsunderlag(jamforelse, make_andringar(fore, efter, jamforelse=jamforelse), marke)
    pair = f"{fore.upplaga.id}-{efter.upplaga.id}"

    def write(folder: Path) -> list[Finding]:
        mallar = Mallar(project_templates(list(underlag.mallar)))
        stam = folder / f"{efter.bok.id}-{pair}"
        return write_beslutsunderlag(drafts, mallar, stam, datum=efter.upplaga.fran.dag, formats=val.format)

    return deliver(val, f"{efter.bok.id}/{pair}/underlag", till.absolute() if till else None, write)
