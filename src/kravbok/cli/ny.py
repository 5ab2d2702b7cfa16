"""kravbok ny: a whole repository for a new region, with an example book that builds at once."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

__all__ = ["ny"]

_EXAMPLES = """\b
Exempel:
  kravbok ny region-exempel
  kravbok ny region-exempel --namn "Region Exempel" --smedja gitlab
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("mapp", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--namn", metavar="TEXT", help="Regionens namn (av mappens namn).")
@click.option("--kort", metavar="ID", help="Organisationens id: små bokstäver a–z, siffror och - (av namnet).")
@click.option("--bok", metavar="TEXT", help="Exempelbokens titel.")
@click.option("--diarium", metavar="MÖNSTER", help="Så ser diarienummer ut ({organ}/{nummer}/{år}).")
@click.option(
    "--smedja",
    type=click.Choice(("github", "gitlab", "forgejo", "azure")),
    help="Tjänsten där förrådet ska ligga (github).",
)
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen (i dag); boken avses gälla från nästa årsskifte.")
def ny(mapp: Path, kort: str | None, datum: str | None, **given: str | None) -> None:
    """Skapa ett förråd för en ny region, i en ny mapp.

    Förrådet har en liten exempelbok, arbetsflöden, inställningar för editorn och
    en README. I en terminal frågar kommandot efter det som inte är angivet.
    """
    from kravbok.cli.ask import refuse
    from kravbok.cli.given import read_day
    from kravbok.cli.output import closing
    from kravbok.start.projekt import check_folder, make_projekt, write_projekt
    from kravbok.start.svar import BOK, DIARIUM, SMEDJOR, Svar, propose_kort, propose_namn
    from kravbok.swedish import plural

    started = time.perf_counter()
    target = mapp.resolve()
    _stand_outside(target)
    if taken := check_folder(target):
        refuse([taken], {}, started)
    namn = _answer(given["namn"], "Regionens namn", propose_namn(target.name))
    svar = Svar(
        namn=namn,
        kort=kort or propose_kort(namn),
        datum=read_day(datum) or date.today(),  # noqa: DTZ011 - the day at the editor's own desk
        bok=_answer(given["bok"], "Bokens titel", BOK),
        diarium=_answer(given["diarium"], "Så ser diarienummer ut", DIARIUM),
        smedja=_answer(given["smedja"], "Tjänsten där förrådet ska ligga", SMEDJOR[0], SMEDJOR),
    )
    files, findings = make_projekt(svar)
    if findings:
        refuse(findings, files, started)
    if fault := write_projekt(target, files):
        refuse([fault], {}, started)
    click.echo(str(mapp))
    _tell(mapp)
    closing([], plural(len(files), "fil skriven", "filer skrivna"), started)


def _stand_outside(target: Path) -> None:
    """Refuse a repository inside another project: ”kravbok ny-lydelse” with a space in it, or the wrong folder."""
    from kravbok.cli import COMMANDS

    inside = next((item for item in target.parents if (item / "krav" / "kravbok.yaml").is_file()), None)
    if inside is not None:
        meant = f"ny-{target.name}"
        tip = f" Menade du kravbok {meant}?" if meant in COMMANDS else " Skapa det nya förrådet utanför den."
        raise click.UsageError(f"Mappen {inside} är redan ett projekt.{tip}")


def _answer(given: str | None, question: str, proposed: str, choices: tuple[str, ...] = ()) -> str:
    """Return what is given, or what is answered on a terminal; elsewhere what is proposed."""
    if given is not None:
        return given
    from kravbok.cli.ask import prompt

    return prompt(question, choices, proposed) if sys.stdin.isatty() else proposed


def _tell(mapp: Path) -> None:
    """Say what to do next, in commands that every terminal takes."""
    shown = f'"{mapp}"' if " " in str(mapp) else str(mapp)
    steps = (f"cd {shown}", "git init -b main", "git add .", 'git commit -m "Ett nytt förråd"', "kravbok visa --oppna")
    click.echo("Nästa steg, ett i taget:", err=True)
    for step in steps:
        click.echo(f"  {step}", err=True)
