"""kravbok bygg: every book, every edition, every format."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.settings import FORMATS, Byggval

if TYPE_CHECKING:
    from kravbok.build import Resultat

__all__ = ["bygg"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("bocker", metavar="[BOK]...", nargs=-1)
@click.option("--upplaga", "upplagor", multiple=True, metavar="ID", help="Bygg bara denna upplaga (kan upprepas).")
@click.option("--format", "form", default=",".join(FORMATS), metavar="LISTA", help="Format, t.ex. html,pdf.")
@click.option("--till", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen som bygget hamnar i (build).")
@click.option("--projekt", type=click.Path(path_type=Path), default=Path(), metavar="MAPP", help="Projektets mapp.")
@click.option("--rev", metavar="COMMIT", help="Bygg poster och mallar som de var vid en commit.")
def bygg(
    bocker: tuple[str, ...], upplagor: tuple[str, ...], form: str, till: Path | None, projekt: Path, rev: str | None
) -> None:
    """Bygg böckerna: varje bok, varje upplaga, varje format."""
    from kravbok.build import build

    started = time.perf_counter()
    val = Byggval(projekt.resolve(), (till or projekt / "build").absolute(), bocker, upplagor, _formats(form), rev)
    result = build(val, _progress)
    from kravbok.cli.output import closing, print_findings

    print_findings(result.findings, result.register.sources, "text")
    closing(result.findings, _counts(result), started)
    sys.exit(0 if result.utgivningar else 1)


def _formats(text: str) -> tuple[str, ...]:
    """Return the formats that were asked for, each once and in their fixed order."""
    words = [word.strip() for word in text.split(",")]
    if unknown := [word for word in words if word not in FORMATS]:
        raise click.UsageError(f"Formatet ”{unknown[0]}” finns inte. Välj bland {', '.join(FORMATS)}.")
    return tuple(word for word in FORMATS if word in words)


def _counts(result: Resultat) -> str:
    """Return how many books, editions and files were made."""
    from kravbok.swedish import plural

    books = plural(len({item.bok.id for item in result.utgivningar}), "bok", "böcker")
    editions = plural(len(result.utgivningar), "upplaga", "upplagor")
    return f"{books}, {editions}, {plural(len(result.filer), 'fil', 'filer')}"


def _progress(name: str, number: int, total: int) -> None:
    """Show how far the work has come; only on a terminal."""
    if sys.stderr.isatty():
        end = "\n" if number == total else ""
        click.echo(f"\r\x1b[K{number}/{total} {name}{end}", err=True, nl=False)
