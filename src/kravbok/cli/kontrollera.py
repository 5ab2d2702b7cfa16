"""kravbok kontrollera: load and check everything."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from kravbok.cli.given import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kravbok.finding import Finding

__all__ = ["kontrollera"]

_FORMATS = ("text", "kort", "json", "github", "azure", "gitlab", "sarif", "junit", "markdown")


class _Given(TypedDict):
    form: str | None
    till: Path | None


_EXAMPLES = """\b
Exempel:
  kravbok kontrollera krav/halsoval/
  kravbok kontrollera --format sarif --till fynd.sarif
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("stigar", nargs=-1, metavar="[STIG]...")
@click.option("--projekt", type=click.Path(path_type=Path), default=Path(), metavar="MAPP", help="Projektets mapp.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Hur fynden visas.")
@click.option("--till", type=click.Path(path_type=Path), metavar="FIL", help="Skriv fynden till en fil.")
@click.option("--strikt", is_flag=True, help="Låt varningar stoppa, som fel.")
@click.option("--kallor", type=click.Path(path_type=Path), metavar="MAPP", help="Pröva citat mot arkiverade källor.")
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som kontrollen görs (i dag).")
def kontrollera(
    stigar: tuple[str, ...],
    projekt: Path,
    strikt: bool,
    kallor: Path | None,
    datum: str | None,
    **given: Unpack[_Given],
) -> None:
    """Läs och pröva alla poster; med STIG visas bara fynd i de filerna."""
    from kravbok.cli.output import closing
    from kravbok.finding import Utfall, worst
    from kravbok.kontroll import run_kontroll

    started = time.perf_counter()
    day = _day(datum)
    result = run_kontroll(projekt, day, kallor)
    shown = [item for item in result.findings if not stigar or item.position.path.startswith(stigar)]
    written = _show(shown, result.sources, projekt, **given)
    closing(shown, f"{result.posts} poster i {result.files} filer", started)
    outcome = worst(shown)
    stopped = outcome is Utfall.FEL or (strikt and outcome is Utfall.VARNINGAR)
    sys.exit(1 if stopped or not written else 0)


def _day(text: str | None) -> date:
    """Return the day of the check: the only place where the program asks what day it is."""
    return read_day(text) or date.today()  # noqa: DTZ011 - the editor's own day


def _show(findings: list[Finding], sources: Mapping[str, bytes], projekt: Path, **given: Unpack[_Given]) -> bool:
    """Show the findings where they were asked for; say and return False when the file cannot be written."""
    from kravbok.cli.output import print_findings, say_findings
    from kravbok.report import ANNOTATIONS, choose_format, show, under

    till = given["till"]
    form = given["form"] or ("text" if till else choose_format(os.environ))
    if form in ANNOTATIONS:
        findings = under(_folder(projekt), findings)
    if till is None:
        print_findings(findings, sources, form)
        return True
    from kravbok.swap import write_whole

    fault = write_whole(till, f"{show(sorted(findings), sources, form)}\n".encode())
    say_findings([fault] if fault else [], {})
    return fault is None


def _folder(projekt: Path) -> str:
    """Return where in its repository the project lies, ending in a slash; empty at the top, and outside git."""
    from kravbok.git import open_forrad

    with open_forrad(projekt) as forrad:
        return forrad.prefix if forrad else ""
