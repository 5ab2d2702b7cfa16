"""kravbok uppfoljning: plan, checklist, form, calendar of deliveries and coverage of an edition."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import projekt_option, read_day, read_formats, read_project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kravbok.edition import Utgivning
    from kravbok.finding import Finding
    from kravbok.settings import Ursprungsmarke
    from kravbok.underlag import Underlag

__all__ = ["uppfoljning"]

_FORMATS = ("html", "pdf", "docx", "xlsx", "ics")


_EXAMPLES = """\b
Exempel:
  kravbok uppfoljning halsoval@2022
  kravbok uppfoljning halsoval --datum 2022-03-01 --format xlsx,ics --till uppfoljning
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("bok", metavar="BOK")
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som uppföljningen ses från; planen är det årets.")
@click.option("--format", "form", default=",".join(_FORMATS), metavar="LISTA", help="Format, t.ex. html,xlsx,ics.")
@click.option("--till", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen för filerna (i bygget).")
@projekt_option
def uppfoljning(bok: str, datum: str | None, form: str, till: Path | None, projekt: Path) -> None:
    """Gör uppföljningsplan, kravlista, svarsmall, leveranskalender och täckning av en upplaga.

    BOK är en bok eller en upplaga: halsoval (den senaste) eller halsoval@2022.
    """
    from kravbok.cli.output import closing, print_files, print_findings
    from kravbok.swedish import plural

    started = time.perf_counter()
    day, formats = read_day(datum), read_formats(form, _FORMATS)
    made, findings, sources = _make(projekt.resolve(), bok, till, day, formats)
    print_findings(findings, sources, "text")
    print_files(made, till or projekt / "build")
    closing(findings, plural(len(made), "fil", "filer") if made else "Inget skrivet", started)
    sys.exit(0 if made else 1)


def _make(
    projekt: Path, bok: str, till: Path | None, day: date | None, formats: tuple[str, ...]
) -> tuple[list[str], list[Finding], Mapping[str, bytes]]:
    """Return the files that were written, what was found, and the sources that the findings quote from."""
    underlag, register, faults = read_project(projekt)
    from kravbok.finding import Finding
    from kravbok.tidpunkt import find_sida

    if faults:
        return [], faults, register.sources
    found = find_sida(register, bok)
    if isinstance(found, Finding):
        return [], [found], register.sources
    made, findings = _write(projekt, underlag, found.utgivning, till, (day, formats))
    return made, findings, register.sources


def _write(
    projekt: Path,
    underlag: Underlag,
    utgivning: Utgivning,
    till: Path | None,
    asked: tuple[date | None, tuple[str, ...]],
) -> tuple[list[str], list[Finding]]:
    """Write the documents where they were asked for, all of them or none."""
    from kravbok.delivery import deliver
    from kravbok.production import is_utkast, make_mark
    from kravbok.settings import Byggval
    from kravbok.templates import Mallar, project_templates
    from kravbok.uppfoljning import Uppfoljningsval, write_uppfoljning

    day, formats = asked
    val = Byggval(projekt, projekt / "build", (utgivning.bok.id,), format=formats)
    utkast = is_utkast(underlag, val)

    def mark(digest: str) -> Ursprungsmarke:
        return make_mark(utgivning, digest, val, utkast=utkast)

    def write(folder: Path) -> list[Finding]:
        mallar = Mallar(project_templates(list(underlag.mallar)))
        return write_uppfoljning(utgivning, mallar, folder, mark, Uppfoljningsval(formats, day))

    return deliver(val, f"{utgivning.bok.id}/{utgivning.upplaga.id}/uppfoljning", till, write)
