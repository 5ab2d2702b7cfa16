"""kravbok granska: what a branch does to the books, as one comment for a pull request."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from kravbok.cli.given import in_project, projekt_option
from kravbok.cli.output import say_findings

__all__ = ["granska"]

_EXAMPLES = """\b
Exempel:
  kravbok granska --bas main
  kravbok granska --bas main --till kommentar.md --rest granskning.md
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.option("--bas", default="main", metavar="GREN", help="Grenen som ändringen ska in i (main).")
@click.option("--rev", metavar="REV", help="Commit som granskas; utan den granskas arbetsmappen.")
@click.option("--till", type=click.Path(path_type=Path), metavar="FIL", help="Skriv kommentaren till en fil.")
@click.option(
    "--rest", type=click.Path(path_type=Path), metavar="FIL", help="Skriv det som inte får plats till en fil."
)
@click.option(
    "--json", "till_json", type=click.Path(path_type=Path), metavar="FIL", help="Skriv också granskningen som JSON."
)
@click.option("--lank", metavar="URL", help="Adressen till webbplatsen med förhandsvisningen.")
@projekt_option
def granska(bas: str, rev: str | None, lank: str | None, projekt: Path, **filer: Path | None) -> None:
    """Visa vad en gren gör med böckerna, som en kommentar till en pull request.

    Grenen jämförs med den commit där den lämnade --bas. Det som andra har ändrat sedan dess räknas inte.
    """
    address = _address(lank)
    from kravbok.export.granskning import show_granskning
    from kravbok.export.granskning_json import show_granskning_json
    from kravbok.finding import Finding
    from kravbok.review import make_granskning, read_lage

    lage = read_lage(in_project(projekt), bas, rev)
    if isinstance(lage, Finding):
        say_findings([lage], {})
        sys.exit(1)
    vy, rest = make_granskning(lage), filer["rest"]
    comment, left = show_granskning(vy, address, rest.name if rest else "")
    _write(comment, filer["till"])
    if rest is not None:
        _write(left or "Hela granskningen står i kommentaren.\n", rest)
    if filer["till_json"] is not None:
        _write(show_granskning_json(vy), filer["till_json"])


def _address(text: str | None) -> str:
    """Return the address of the website, which becomes part of links."""
    if text is None:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or not text.isprintable() or set(text) & set(" <>\\"):
        raise click.UsageError(f"”{text[:60]}” är ingen webbadress. Skriv t.ex. https://exempel.se/forhandsvisning/.")
    return text


def _write(text: str, path: Path | None) -> None:
    if path is None:
        sys.stdout.buffer.write(text.encode())
        return
    from kravbok.swap import write_whole

    fault = write_whole(path, text.encode())
    if fault is not None:
        say_findings([fault], {})
        sys.exit(1)
