"""kravbok kontrollera: load and check everything."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from kravbok.cli.given import known_paths, not_inside, projekt_option, read_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kravbok.finding import Finding

__all__ = ["kontrollera"]

_PEOPLE = ("text", "kort")
"""The formats that somebody reads from the end of a terminal."""
_FORMATS = ("text", "kort", "json", "github", "azure", "gitlab", "sarif", "junit", "markdown")


class _Given(TypedDict):
    strikt: bool
    alla: bool
    kallor: Path | None
    datum: str | None


_EXAMPLES = """\b
Exempel:
  kravbok kontrollera krav/halsoval/
  kravbok kontrollera --format sarif --till fynd.sarif
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("stigar", nargs=-1, metavar="[STIG]...")
@projekt_option
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Hur fynden visas.")
@click.option("--till", type=click.Path(path_type=Path), metavar="FIL", help="Skriv fynden till en fil.")
@click.option("--alla", is_flag=True, help="Visa upplysningar också när det finns fel eller varningar.")
@click.option("--strikt", is_flag=True, help="Låt varningar stoppa, som fel.")
@click.option("--kallor", type=click.Path(path_type=Path), metavar="MAPP", help="Pröva citat mot arkiverade källor.")
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som kontrollen görs (i dag).")
def kontrollera(
    stigar: tuple[str, ...], projekt: Path, form: str | None, till: Path | None, **given: Unpack[_Given]
) -> None:
    """Läs och pröva alla poster; med STIG visas bara fynd i de filerna."""
    from kravbok.cli.output import closing
    from kravbok.finding import Utfall, worst
    from kravbok.kontroll import run_kontroll
    from kravbok.report import choose_format

    started = time.perf_counter()
    day = read_day(given["datum"]) or date.today()  # noqa: DTZ011 - the editor's own day
    result = run_kontroll(not_inside(projekt), day, given["kallor"])
    paths = [*result.files, *(item.position.path for item in result.findings)]
    chosen = known_paths(projekt, stigar, paths) or ("",)
    found = [item for item in result.findings if item.position.path.startswith(chosen)]
    form = form or ("text" if till else choose_format(os.environ))
    shown = found if given["alla"] or form not in _PEOPLE else _first_things_first(found)
    written = _show(shown, result.sources, projekt, form, till)
    counts = [f"{result.posts} poster i {len(result.files)} filer", *_left_out(len(found) - len(shown))]
    closing(shown, "; ".join(counts), started)
    outcome = worst(shown)
    stopped = outcome is Utfall.FEL or (given["strikt"] and outcome is Utfall.VARNINGAR)
    sys.exit(1 if stopped or not written else 0)


def _first_things_first(findings: list[Finding]) -> list[Finding]:
    """Return what must be mended, which a list of information would hide; the information where nothing must be."""
    from kravbok.finding import without_information

    return without_information(findings) or findings


def _left_out(number: int) -> list[str]:
    from kravbok.swedish import plural

    return (
        [f"{plural(number, 'upplysning', 'upplysningar')} visas när inget annat finns, eller med --alla"]
        if number
        else []
    )


def _show(findings: list[Finding], sources: Mapping[str, bytes], projekt: Path, form: str, till: Path | None) -> bool:
    """Show the findings where they were asked for; say and return False when the file cannot be written."""
    from kravbok.cli.output import print_findings, say_findings
    from kravbok.report import ANNOTATIONS, show, under

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
