"""What every command prints: findings on stdout, counts and seconds on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kravbok.finding import Finding

__all__ = ["closing", "print_files", "print_findings", "say_findings", "show_progress"]


def print_findings(findings: Sequence[Finding], sources: Mapping[str, bytes], form: str) -> None:
    """Print the findings in a format; nothing when all is well, but a document without findings where one is read."""
    from kravbok.report import DOCUMENTS, show, wants_colour

    if findings or form in DOCUMENTS:
        text = show(sorted(findings), sources, form, colour=wants_colour(stream_is_terminal=sys.stdout.isatty()))
        click.echo(text)


def say_findings(findings: Sequence[Finding], sources: Mapping[str, bytes]) -> None:
    """Say on stderr what stands in the way, or could not be read, beside a result on stdout."""
    if findings:
        from kravbok.report import show, wants_colour

        colour = wants_colour(stream_is_terminal=sys.stderr.isatty())
        click.echo(show(sorted(findings), sources, "text", colour=colour), err=True)


def print_files(names: Sequence[str], folder: Path) -> None:
    """Print the path of each file that was made, from where the command was run."""
    for name in names:
        click.echo(folder / name)


def closing(findings: Sequence[Finding], counts: str, started: float) -> None:
    """Print the one closing line: what was done, what was found, and how long it took."""
    from kravbok.report import count_line
    from kravbok.swedish import format_seconds

    seconds = format_seconds(time.perf_counter() - started)
    click.echo(f"{counts}; {count_line(findings)}; {seconds} s", err=True)


def show_progress(name: str, number: int, total: int) -> None:
    """Show how far the work has come; only on a terminal."""
    if sys.stderr.isatty():
        end = "\n" if number == total else ""
        click.echo(f"\r\x1b[K{number}/{total} {name}{end}", err=True, nl=False)
