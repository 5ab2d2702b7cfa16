"""The command line: arguments in, exit code out."""

from __future__ import annotations

import click

from kravbok import __version__
from kravbok.cli.kontrollera import kontrollera

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kravbok")
def main() -> None:
    """Regler som kod för svenska förfrågningsunderlag."""


main.add_command(kontrollera)
