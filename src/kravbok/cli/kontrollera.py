"""kravbok kontrollera: load and check everything."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["kontrollera"]


@click.command()
@click.option("--projekt", type=click.Path(path_type=Path), default=Path(), help="Projektets mapp.")
@click.option("--format", "form", default="text", help="Hur fynden visas.")
def kontrollera(projekt: Path, form: str) -> None:
    """Läs och pröva alla poster."""
    from kravbok.loader import load_register
    from kravbok.report import count_line, show
    from kravbok.sources import read_folder

    files, faults = read_folder(projekt, "krav")
    register, findings = load_register(files)
    findings = sorted([*faults, *findings])
    click.echo(show(findings, register.sources, form))
    click.echo(count_line(findings), err=True)
    sys.exit(1 if findings else 0)
