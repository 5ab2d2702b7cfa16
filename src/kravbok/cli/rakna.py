"""kravbok rakna: what a requirement's rule makes of a case, as it stood in an edition or on a day."""

from __future__ import annotations

import sys
from typing import Any

import click

from kravbok.cli.given import in_project, projekt_option
from kravbok.cli.output import say_findings

__all__ = ["rakna"]

_EXAMPLES = """\b
Exempel:
  kravbok rakna HV-PAF-004 --fall "person=A veckor=12" --fall "person=B veckor=3"
  kravbok rakna HV-ERS-001 --fall "platser=12 år=1" --upplaga 2022
  kravbok rakna HV-SABO-006 --fall "inflyttning=2022-03-14" --datum 2021-06-01
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("krav", metavar="KRAV")
@click.option("--fall", multiple=True, metavar="UPPGIFTER", help="Ett fall, t.ex. ”person=A veckor=12” (kan upprepas).")
@click.option("--bok", default="", metavar="BOK", help="Boken, när kravet står i flera.")
@click.option("--datum", default="", metavar="ÅÅÅÅ-MM-DD", help="Räkna med det som gällde den dagen.")
@click.option("--upplaga", default="", metavar="UPPLAGA", help="Räkna med upplagan (den senast beslutade).")
@projekt_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Hur svaret visas (text).")
def rakna(krav: str, fall: tuple[str, ...], form: str, **given: Any) -> None:
    """Räkna med ett kravs regel, och visa uträkningen rad för rad.

    Programmet räknar, regionen beslutar. Det som saknas frågas efter med namn och enhet.
    """
    if given["datum"] and given["upplaga"]:
        raise click.UsageError("Välj --datum eller --upplaga, inte båda.")
    from kravbok.export.rakning import show_rakning
    from kravbok.loader import load_register
    from kravbok.sources import read_folder
    from kravbok.view.rakning import Fraga, view_rakning

    files, faults = read_folder(in_project(given["projekt"]), "krav")
    register, found = load_register(files)
    vy = view_rakning(register, Fraga(krav, fall, given["bok"], given["upplaga"], given["datum"]))
    if text := show_rakning(vy, form):
        click.echo(text)
    said = [*vy.fynd, *(item for item in (*faults, *found) if item.position.path == vy.fil or vy.fynd)]
    if form == "text":
        say_findings(said, register.sources)
    sys.exit(1 if vy.fynd else 0)
