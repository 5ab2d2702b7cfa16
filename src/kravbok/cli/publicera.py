"""kravbok publicera: put the finished website on its server, or hold what is served against what was built."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, TypedDict, Unpack, cast

import click

from kravbok.cli.given import not_inside, projekt_option

if TYPE_CHECKING:
    from kravbok.finding import Finding
    from kravbok.publish.adress import Maladress
    from kravbok.publish.hemlighet import Hemlighet
    from kravbok.publish.publicera import Publicering

__all__ = ["publicera"]


class _Val(TypedDict):
    """The options, as click gives them."""

    fran: Path | None
    torr: bool
    pa_plats: bool
    behall: int | None
    skal: str | None
    kontrollera: str | None
    projekt: Path


@click.command(options_metavar="[FLAGGOR]")
@click.argument("mal", metavar="MÅL", required=False)
@click.option("--fran", type=click.Path(path_type=Path), metavar="MAPP", help="Den byggda webbplatsen.")
@click.option("--torr", is_flag=True, help="Visa bara vad som skulle göras (+ ny, ~ ändrad, - borta).")
@click.option("--pa-plats", is_flag=True, help="Byt filerna där de ligger, utan versioner.")
@click.option("--behall", type=click.IntRange(min=1), metavar="N", help="Behåll bara de N senaste versionerna.")
@click.option("--tillat-borttagna", "skal", metavar="SKÄL", help="Låt publicerade adresser försvinna, av detta skäl.")
@click.option("--kontrollera", metavar="URL", help="Jämför det som visas där med det som är byggt.")
@projekt_option
def publicera(mal: str | None, **val: Unpack[_Val]) -> None:
    """Lägg den färdiga webbplatsen på en server, eller kontrollera det som visas där."""
    address = _chosen_address(mal, val)
    from kravbok.finding import Finding
    from kravbok.publish.adress import read_adress
    from kravbok.publish.hemlighet import Maskerad, find_hemlighet

    started = time.perf_counter()
    adress = read_adress(address)
    if isinstance(adress, Finding):
        _end([adress], "Inget publicerat" if mal is not None else "Inget kontrollerat", started)
    hemlighet = find_hemlighet(adress)
    if hemlighet.former:
        sys.stdout = cast("TextIO", Maskerad(sys.stdout, hemlighet.former))
        sys.stderr = cast("TextIO", Maskerad(sys.stderr, hemlighet.former))
    folder = (val["fran"] or not_inside(val["projekt"]) / "build" / "webbplats").resolve()
    if mal is None:
        _check(folder, adress, hemlighet, started)
    from kravbok.publish.publicera import Publicering

    given = Publicering(
        folder, adress, pa_plats=val["pa_plats"], torr=val["torr"], behall=val["behall"] or 0,
        skal=(val["skal"] or "").strip(),
    )  # fmt: skip
    _publish(given, hemlighet, started)


def _chosen_address(mal: str | None, val: _Val) -> str:
    """Return where to publish or what to check; options that do not go together are refused."""
    kontrollera, skal = val["kontrollera"], val["skal"]
    if (mal is None) == (kontrollera is None):
        raise click.UsageError("Ange målet, t.ex. kravbok publicera ./publicerat, eller --kontrollera URL.")
    if kontrollera is not None and (val["torr"] or val["pa_plats"] or val["behall"] or skal):
        raise click.UsageError("Med --kontrollera anges bara adressen, och vid behov --fran och --projekt.")
    if skal is not None and not skal.strip():
        raise click.UsageError("--tillat-borttagna behöver ett skäl, t.ex. --tillat-borttagna ”boken är upphävd”.")
    return mal or kontrollera or ""


def _publish(val: Publicering, hemlighet: Hemlighet, started: float) -> NoReturn:
    """Publish, and show the plan of a dry run, or where the website is."""
    from kravbok.cli.output import show_progress
    from kravbok.publish.plan import show_plan
    from kravbok.publish.publicera import Lyssnare, publish

    made = publish(val, hemlighet, Lyssnare(show_progress, lambda text: click.echo(text, err=True)))
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
