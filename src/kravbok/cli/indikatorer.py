"""kravbok indikatorer: requirements, how they are followed up, and the outcomes, on one page."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import projekt_option, read_day, read_formats, read_project

if TYPE_CHECKING:
    from datetime import date

    from kravbok.edition import Utgivning
    from kravbok.finding import Finding
    from kravbok.settings import Byggval
    from kravbok.underlag import Underlag

__all__ = ["indikatorer"]

_FORMATS = ("html", "pdf", "docx", "xlsx")

_EXAMPLES = """\b
Exempel:
  kravbok indikatorer halsoval
  kravbok indikatorer halsoval@2022 --datum 2023-06-30 --format html,xlsx --till uppfoljning
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("sida", metavar="BOK")
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som målens frister prövas mot; utan den prövas ingen.")
@click.option(
    "--format", "form", default=",".join(_FORMATS), metavar="LISTA", help="Något av html, pdf, docx och xlsx (alla)."
)
@click.option("--till", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen för filerna (i bygget).")
@projekt_option
def indikatorer(sida: str, datum: str | None, form: str, till: Path | None, projekt: Path) -> None:
    """Visa krav, uppföljning och utfall: indikatorer med mål, utfall per år och skillnad mot målet.

    BOK är den senaste upplagan; halsoval@2021 är en annan.

    Programmet jämför. Vad som följer av ett utfall avgör regionen.
    """
    from kravbok.cli.output import closing, print_files, print_findings
    from kravbok.finding import Finding
    from kravbok.settings import Byggval
    from kravbok.swedish import plural
    from kravbok.tidpunkt import find_sida

    started = time.perf_counter()
    day, formats = read_day(datum), read_formats(form, _FORMATS)
    val = Byggval(projekt.resolve(), projekt.resolve() / "build", format=formats)
    underlag, register, findings = read_project(val.projekt)
    made: list[str] = []
    if not findings:
        side = find_sida(register, sida)
        made, findings = ([], [side]) if isinstance(side, Finding) else _write(val, underlag, side.utgivning, day, till)
    print_findings(findings, register.sources, "text")
    print_files(made, till or projekt / "build")
    closing(findings, plural(len(made), "fil", "filer"), started)
    sys.exit(0 if made else 1)


def _write(
    val: Byggval, underlag: Underlag, utgivning: Utgivning, day: date | None, till: Path | None
) -> tuple[list[str], list[Finding]]:
    """Write the document; return the names of the files, or what is wrong."""
    from kravbok.delivery import deliver
    from kravbok.indikatorer import make_indikatorer, write_indikatorer
    from kravbok.production import is_utkast, make_mark
    from kravbok.templates import Mallar, project_templates

    utkast = is_utkast(underlag, val)
    made = make_indikatorer(utgivning, lambda digest: make_mark(utgivning, digest, val, utkast=utkast), day)

    def write(folder: Path) -> list[Finding]:
        mallar = Mallar(project_templates(list(underlag.mallar)))
        stam = folder / f"{utgivning.namn}-{made.vy.slag}"
        return write_indikatorer(made, mallar, stam, datum=utgivning.upplaga.fran.dag, formats=val.format)

    inside = f"{utgivning.bok.id}/{utgivning.upplaga.id}/uppfoljning"
    return deliver(val, inside, till.absolute() if till else None, write)
