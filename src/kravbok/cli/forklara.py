"""kravbok forklara: what a finding code means, with a bad example and a good one."""

from __future__ import annotations

import click

__all__ = ["forklara"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("kod", metavar="KOD")
def forklara(kod: str) -> None:
    """Förklara en felkod, t.ex. K103, eller ett kortnamn, t.ex. fel-storhet."""
    from kravbok.felkoder import find_kod, show_page, suggest_kod

    found = find_kod(kod)
    if found is None:
        near = suggest_kod(kod)
        tip = f" Menade du {near.kod} ({near.namn})?" if near else " Alla koder står i docs/felkoder.md."
        raise click.UsageError(f"Felkoden ”{kod[:40]}” finns inte.{tip}")
    click.echo(show_page(found))
