"""kravbok visa: the books in the browser while they are written."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from kravbok.cli.given import in_project, projekt_option, read_day

__all__ = ["visa"]

_PORT = 8400


@click.command(options_metavar="[FLAGGOR]")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, metavar="TAL", help="Porten (8400; 0: en ledig).")
@click.option("--oppna", is_flag=True, help="Öppna sidan i webbläsaren.")
@projekt_option
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som kontrollen görs (i dag).")
def visa(port: int, *, oppna: bool, projekt: Path, datum: str | None) -> None:
    """Visa böckerna i webbläsaren; det som sparas syns genast."""
    from kravbok.preview import PortUpptagen, serve

    folder = in_project(projekt)

    def tell(adress: str) -> None:
        click.echo(adress)
        click.echo("Sidan byts när du sparar. Avsluta med Ctrl-C.", err=True)
        if oppna:
            click.launch(adress)

    try:
        serve(folder, port, read_day(datum) or date.today(), tell)  # noqa: DTZ011 - the editor's own day
    except PortUpptagen as taken:
        raise click.UsageError(
            f"Porten {taken.port} är upptagen, kanske av en annan kravbok visa, eller inte tillåten. "
            f"Pröva --port {taken.ledig}."
        ) from None
    sys.exit(0)
