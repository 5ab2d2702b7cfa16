"""kravbok kontrollera: load and check everything."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

import click

from kravbok.cli.given import read_day

__all__ = ["kontrollera"]

_FORMATS = ("text", "kort", "json", "github")


@click.command(options_metavar="[FLAGGOR]")
@click.argument("stigar", nargs=-1, metavar="[STIG]...")
@click.option("--projekt", type=click.Path(path_type=Path), default=Path(), metavar="MAPP", help="Projektets mapp.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Hur fynden visas.")
@click.option("--strikt", is_flag=True, help="Låt varningar stoppa, som fel.")
@click.option("--kallor", type=click.Path(path_type=Path), metavar="MAPP", help="Pröva citat mot arkiverade källor.")
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som kontrollen görs (i dag).")
def kontrollera(
    stigar: tuple[str, ...], projekt: Path, form: str | None, strikt: bool, kallor: Path | None, datum: str | None
) -> None:
    """Läs och pröva alla poster; med STIG visas bara fynd i de filerna."""
    from kravbok.cli.output import closing, print_findings
    from kravbok.finding import Utfall, worst
    from kravbok.kontroll import run_kontroll

    started = time.perf_counter()
    day = _day(datum)
    result = run_kontroll(projekt, day, kallor)
    shown = [item for item in result.findings if not stigar or item.position.path.startswith(stigar)]
    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    print_findings(shown, result.sources, form)
    closing(shown, f"{result.posts} poster i {result.files} filer", started)
    outcome = worst(shown)
    sys.exit(1 if outcome is Utfall.FEL or (strikt and outcome is Utfall.VARNINGAR) else 0)


def _day(text: str | None) -> date:
    """Return the day of the check: the only place where the program asks what day it is."""
    return read_day(text) or date.today()  # noqa: DTZ011 - the editor's own day
