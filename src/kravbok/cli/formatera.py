"""kravbok formatera: canonical order and quoting of the records, comments and blank lines kept."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, known_paths, projekt_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kravbok.sources import File

__all__ = ["formatera"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("stigar", nargs=-1, metavar="[STIG]...")
@click.option("--kontrollera", is_flag=True, help="Skriv inget; visa var filerna avviker, och svara med slutkod 1.")
@click.option("--visa", is_flag=True, help="Skriv inget; visa vad som skulle ändras.")
@projekt_option
def formatera(stigar: tuple[str, ...], projekt: Path, *, kontrollera: bool, visa: bool) -> None:
    """Skriv posterna på det gemensamma sättet; med STIG bara de filerna."""
    from kravbok.cli.output import closing, print_findings, say_findings
    from kravbok.sources import read_folder
    from kravbok.writing.canonical import first_difference
    from kravbok.writing.edit import show, write
    from kravbok.writing.formatting import format_files

    started = time.perf_counter()
    files, faults = read_folder(in_project(projekt), "krav")
    paths = [*(file.path for file in files), *(item.position.path for item in faults)]
    chosen = known_paths(projekt, stigar, paths) or ("",)
    files = [file for file in files if file.path.startswith(chosen)]
    sources = {file.path: file.data for file in files}
    made, findings = format_files(files)
    findings += [item for item in faults if item.position.path.startswith(chosen)]
    if kontrollera:
        findings += [first_difference(path, sources[path], data) for path, data in made.items()]
    elif not visa:
        for path in sorted(made):
            lost = write(projekt, {path: made[path]})
            findings += lost
            if not lost:
                click.echo(path)
    if visa:
        click.echo(show(made, sources), nl=False)
        say_findings(findings, sources)
    else:
        print_findings(findings, sources, "text")
    closing(findings, _counts(files, made, written=not (kontrollera or visa)), started)
    sys.exit(1 if findings else 0)


def _counts(files: Sequence[File], made: Mapping[str, bytes], *, written: bool) -> str:
    """Return how many files were looked at, and how many were or would be written."""
    from kravbok.swedish import plural

    one, many = ("skriven", "skrivna") if written else ("avviker", "avviker")
    changed = f"{plural(len(made), 'fil', 'filer')} {one if len(made) == 1 else many}"
    return f"{plural(len(files), 'fil läst', 'filer lästa')}, {changed}"
