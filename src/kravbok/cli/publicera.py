"""kravbok publicera: put the finished website on its server, or hold what is served against what was built."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, cast

import click

if TYPE_CHECKING:
    from kravbok.finding import Finding
    from kravbok.publish.adress import Maladress
    from kravbok.publish.hemlighet import Hemlighet
    from kravbok.publish.publicera import Publicering

__all__ = ["publicera"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("mal", metavar="MÅL", required=False)
@click.option("--fran", type=click.Path(path_type=Path), metavar="MAPP", help="Den byggda webbplatsen.")
@click.option("--torr", is_flag=True, help="Visa bara vad som skulle göras (+ ny, ~ ändrad, - borta).")
@click.option("--pa-plats", is_flag=True, help="Byt filerna där de ligger, utan versioner.")
@click.option("--behall", type=click.IntRange(min=1), metavar="N", help="Behåll bara de N senaste versionerna.")
@click.option("--tillat-borttagna", "skal", metavar="SKÄL", help="Låt publicerade adresser försvinna, av detta skäl.")
@click.option("--kontrollera", metavar="URL", help="Jämför det som visas där med det som är byggt.")
@click.option("--projekt", type=click.Path(path_type=Path), metavar="MAPP", help="Projektets mapp.")
def publicera(mal: str | None, kontrollera: str | None, **val: Path | str | int | bool | None) -> None:
    """Lägg den färdiga webbplatsen på en server, eller kontrollera det som visas där."""
    if (mal is None) == (kontrollera is None):
        raise click.UsageError("Ange målet, t.ex. kravbok publicera ./publicerat, eller --kontrollera URL.")
    doing = [name for name in ("torr", "pa_plats", "behall", "skal") if val[name]]
    if kontrollera is not None and doing:
        raise click.UsageError("Med --kontrollera anges bara adressen, och vid behov --fran och --projekt.")
    if val["skal"] is not None and not str(val["skal"]).strip():
        raise click.UsageError("--tillat-borttagna behöver ett skäl, t.ex. --tillat-borttagna ”boken är upphävd”.")
    from kravbok.finding import Finding
    from kravbok.publish.adress import read_adress
    from kravbok.publish.hemlighet import Maskerad, find_hemlighet

    started = time.perf_counter()
    adress = read_adress(kontrollera if kontrollera is not None else mal or "")
    if isinstance(adress, Finding):
        _end([adress], "Inget publicerat" if mal is not None else "Inget kontrollerat", started)
    hemlighet = find_hemlighet(adress)
    if hemlighet.former:
        sys.stdout = cast("TextIO", Maskerad(sys.stdout, hemlighet.former))
        sys.stderr = cast("TextIO", Maskerad(sys.stderr, hemlighet.former))
    folder = _folder(val["fran"], val["projekt"])
    if kontrollera is not None:
        _check(folder, adress, hemlighet, started)
    from kravbok.publish.publicera import Publicering

    given = Publicering(
        folder, adress, pa_plats=bool(val["pa_plats"]), torr=bool(val["torr"]),
        behall=int(cast("int", val["behall"] or 0)), skal=str(val["skal"] or "").strip(),
    )  # fmt: skip
    _publish(given, hemlighet, started)


def _folder(fran: object, projekt: object) -> Path:
    """Return the folder of the finished website, not yet known to be one."""
    if isinstance(fran, Path):
        return fran.resolve()
    return (projekt if isinstance(projekt, Path) else Path()).resolve() / "build" / "webbplats"


def _publish(val: Publicering, hemlighet: Hemlighet, started: float) -> NoReturn:
    """Publish, and show the plan of a dry run, or where the website is."""
    from kravbok.cli.output import show_progress
    from kravbok.publish.plan import show_plan
    from kravbok.publish.publicera import Ratt, publish

    made = publish(val, hemlighet, Ratt(show_progress, lambda text: click.echo(text, err=True)))
    if val.torr and made.plan is not None:
        click.echo("\n".join(show_plan(made.plan)))
    if made.visas:
        click.echo(made.visas)
    counts = ", ".join(f"{count} {hur.value}" for hur, count in made.antal)
    _end(list(made.findings), counts or ("Inget är ändrat" if val.torr else "Inget har bytts"), started)


def _check(folder: Path, adress: Maladress, hemlighet: Hemlighet, started: float) -> NoReturn:
    """Hold what is served against what was built."""
    from kravbok.cli.output import show_progress
    from kravbok.publish.kontroll import check_served
    from kravbok.swedish import plural

    count, findings = check_served(folder, adress, hemlighet, show_progress)
    _end(findings, f"{plural(count, 'fil', 'filer')} jämförda", started)


def _end(findings: list[Finding], counts: str, started: float) -> NoReturn:
    """Show the findings and how it went, and end."""
    from kravbok.cli.output import closing, print_findings
    from kravbok.finding import Utfall, worst

    print_findings(findings, {}, "text")
    closing(findings, counts, started)
    sys.exit(1 if worst(findings) is Utfall.FEL else 0)
