"""kravbok bygg: every book, every edition, every format."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import not_inside, projekt_option, read_day, read_formats
from kravbok.settings import FORMATS, MANIFEST, Byggval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kravbok.unchanged import Bygge
    from kravbok.underlag import Underlag

__all__ = ["bygg"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("bocker", metavar="[BOK]...", nargs=-1)
@click.option("--upplaga", "upplagor", multiple=True, metavar="ID", help="Bygg bara denna upplaga (kan upprepas).")
@click.option("--format", "form", default=",".join(FORMATS), metavar="LISTA", help="Format, t.ex. html,pdf.")
@click.option("--till", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen som bygget hamnar i (build).")
@projekt_option
@click.option("--rev", metavar="COMMIT", help="Bygg poster och mallar som de var vid en commit.")
@click.option("--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen som webbplatsen är kontrollerad till och med.")
@click.option("--vid", metavar="ÅÅÅÅ-MM-DD", help="Bygg poster och mallar som de stod i git den dagen.")
def bygg(
    bocker: tuple[str, ...], upplagor: tuple[str, ...], form: str, till: Path | None, projekt: Path, **tid: str | None
) -> None:
    """Bygg böckerna: varje bok, varje upplaga, varje format."""
    from kravbok.cli.output import closing, print_findings
    from kravbok.unchanged import build_key, find_build
    from kravbok.underlag import gather

    started = time.perf_counter()
    rev, vid = tid["rev"], tid["vid"]
    day, formats, datum = read_day(vid), read_formats(form, FORMATS), read_day(tid["datum"])
    rev = _commit_at(projekt.resolve(), day, rev or "HEAD") if day else rev
    val = Byggval(
        not_inside(projekt), (till or projekt / "build").absolute(), bocker, upplagor, formats, rev, day, datum
    )
    underlag = gather(val.projekt, val.rev)
    key = build_key(val, underlag)
    bygge = find_build(val, key)
    sources: Mapping[str, bytes] = {}
    if bygge is None:
        bygge, sources = _build(val, underlag, key)
    print_findings(bygge.findings, sources, "text")
    closing(bygge.findings, _counts(bygge), started)
    sys.exit(0 if bygge.upplagor else 1)


def _commit_at(projekt: Path, day: date, rev: str) -> str:
    """Return the commit that stood at the end of a day, and say which it is; end where there is none."""
    from kravbok.cli.output import print_findings
    from kravbok.finding import Finding
    from kravbok.history import commit_at

    commit = commit_at(projekt, day, rev)
    if isinstance(commit, Finding):
        print_findings([commit], {}, "text")
        sys.exit(1)
    click.echo(f"Så som det stod den {day.isoformat()}, enligt git: commit {commit[:10]}", err=True)
    return commit


def _build(val: Byggval, underlag: Underlag, key: str | None) -> tuple[Bygge, Mapping[str, bytes]]:
    """Build, and remember what was built when it succeeded."""
    from kravbok.cli.output import show_progress
    from kravbok.underlag import being_read

    read = being_read(underlag)
    from kravbok.build import build
    from kravbok.unchanged import made, remember_build

    result = build(val, show_progress, read)
    books = len({item.bok.id for item in result.utgivningar})
    bygge = made(books, len(result.utgivningar), val.till, result.filer, result.findings, result.summor)
    remember_build(val, key, bygge)
    return bygge, result.register.sources


def _counts(bygge: Bygge) -> str:
    """Return how many books, editions and files there are."""
    from kravbok.swedish import plural

    files = plural(sum(name != MANIFEST for name in bygge.filer), "fil", "filer")
    return f"{plural(bygge.bocker, 'bok', 'böcker')}, {plural(bygge.upplagor, 'upplaga', 'upplagor')}, {files}"
