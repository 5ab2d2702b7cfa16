"""kravbok diagnos: what stands in the editor's way on this machine and in this project."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from kravbok.cli.given import projekt_option

__all__ = ["diagnos"]

_EXAMPLES = """\b
Exempel:
  kravbok diagnos
  python -m kravbok diagnos --format json
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@projekt_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Hur svaren visas.")
def diagnos(projekt: Path, form: str) -> None:
    """Undersök datorn och projektet: vad som är som det ska, och vad som behöver göras.

    Inget skrivs och inget hämtas från nätet.
    """
    from kravbok.diagnosis.fragor import diagnose
    from kravbok.diagnosis.svar import Bedomning
    from kravbok.diagnosis.visning import show_counts, show_json, show_text
    from kravbok.swedish import format_seconds

    started = time.perf_counter()
    rader = list(diagnose(projekt, os.environ, sys.stdout.encoding))
    click.echo(show_json(rader) if form == "json" else show_text(rader))
    click.echo(f"{show_counts(rader)}; {format_seconds(time.perf_counter() - started)} s", err=True)
    sys.exit(1 if any(rad.svar.bedomning is Bedomning.FEL for rad in rader) else 0)
