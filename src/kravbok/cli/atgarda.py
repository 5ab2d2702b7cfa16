"""kravbok atgarda: what has one answer only is put right, and shown first."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, known_paths, projekt_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kravbok.fixes.byte import Byte
    from kravbok.underlag import Underlag

__all__ = ["atgarda"]

_EXAMPLES = """\b
Exempel:
  kravbok atgarda
  kravbok atgarda krav/halsoval/ --skriv
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("stigar", nargs=-1, metavar="[STIG]...")
@click.option("--skriv", is_flag=True, help="Skriv ändringarna; utan den visas de bara.")
@projekt_option
def atgarda(stigar: tuple[str, ...], projekt: Path, *, skriv: bool) -> None:
    """Rätta det som bara har ett svar, och visa ändringarna först; med STIG bara i de filerna."""
    from kravbok.cli.output import closing, say_findings
    from kravbok.finding import without_information
    from kravbok.fixes.losning import solve_kollisioner
    from kravbok.fixes.rattning import put_right
    from kravbok.fixes.skrivning import write_all
    from kravbok.underlag import gather

    started = time.perf_counter()
    underlag = gather(in_project(projekt))
    sources = _sources(underlag)
    stigar = known_paths(projekt, stigar, sources)
    losning = solve_kollisioner(projekt, underlag, stigar)
    rattning = put_right(projekt, losning.underlag, stigar)
    after = _sources(rattning.underlag)
    made = {path: data for path, data in after.items() if sources.get(path) != data}
    findings = [*losning.findings, *rattning.nekade]
    lost = write_all(projekt, made, sources.keys() - after.keys(), sources) if skriv else []
    if not lost:
        _tell(losning.byten, made, sources, written=skriv)
    say_findings([*findings, *lost], sources if lost else after)
    _say_next(losning.byten, made, written=skriv and not lost)
    done = len(losning.byten) + rattning.rattade
    closing(without_information(rattning.kvar), _counts(done, len(made), written=skriv and not lost), started)
    sys.exit(1 if findings or lost or (made and not skriv) else 0)


def _sources(underlag: Underlag) -> dict[str, bytes]:
    return {file.path: file.data for file in underlag.krav}


def _tell(byten: Sequence[Byte], made: Mapping[str, bytes], sources: Mapping[str, bytes], *, written: bool) -> None:
    """Print the requirements that get new ids, then what the files become, or which they are when they are written."""
    from kravbok.writing.edit import show

    for byte in byten:
        click.echo(f"{byte.fran} ”{byte.rubrik[:60]}” får id:t {byte.till} och står i {byte.ny_path}")
    if written:
        click.echo("".join(f"{path}\n" for path in sorted(made)), nl=False)
        return
    moved = {byte.ny_path: sources[byte.path] for byte in byten if byte.path not in made and byte.path in sources}
    click.echo(show(made, {**moved, **sources}), nl=False)


def _say_next(byten: Sequence[Byte], made: Mapping[str, bytes], *, written: bool) -> None:
    """Say what to do with the changes."""
    if made and not written:
        click.echo("Inget är skrivet. Skriv ändringarna med kravbok atgarda --skriv.", err=True)
    elif byten:
        click.echo("Nästa steg: läs ändringarna, och lägg in dem i git med git add --all krav.", err=True)


def _counts(done: int, files: int, *, written: bool) -> str:
    """Return how many findings are, or can be, put right, and in how many files."""
    from kravbok.swedish import plural

    if not done:
        return "Inget att rätta"
    where = f"i {plural(files, 'fil', 'filer')}"
    if written:
        return f"{plural(done, 'fynd rättat', 'fynd rättade')} {where}"
    return f"{plural(done, 'fynd', 'fynd')} går att rätta {where}"
