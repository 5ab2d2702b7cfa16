"""What the commands that write records share: questions on a terminal, and what is said when a record is written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from kravbok.finding import Finding
    from kravbok.underlag import Underlag
    from kravbok.writing.records import Value

__all__ = ["DAG", "ask", "edition_steps", "finish", "known", "prompt", "refuse"]


class _Day(click.ParamType[str]):
    """A day as it is typed; what is none is asked for again, so that the answers before it are not lost."""

    name = "dag"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text of a day."""
        from kravbok.cli.given import read_day

        try:
            read_day(value)
        except click.UsageError as wrong:
            self.fail(wrong.message, param, ctx)
        return value


MOST_SHOWN = 20
"""So many names there may be for all of them to be shown."""
DAG = _Day()
"""The kind of an answer that is a day."""


def ask(given: Mapping[str, tuple[str | None, str, Sequence[str] | _Day]]) -> dict[str, str]:
    """Return a value for each option: as given, or asked for on a terminal.

    `given` has, by option, the value, the question, and the choices there are. Where nobody can be asked, an option
    that is missing is a fault in the command.
    """
    missing = [f"--{name}" for name, (value, _, _) in given.items() if not value]
    if missing and not sys.stdin.isatty():
        raise click.UsageError(f"Skriv också {', '.join(missing)}: utan en terminal kan kommandot inte fråga.")
    return {name: value or prompt(question, choices) for name, (value, question, choices) in given.items()}


def prompt(question: str, choices: Sequence[str] | _Day, proposed: str | None = None) -> str:
    """Return what is answered on the terminal: one of the choices if there are any, or what is proposed."""
    if isinstance(choices, _Day):
        kind: click.ParamType[str] = choices
    else:
        kind = click.Choice(list(choices)) if choices else click.STRING
    answer: str = click.prompt(question, default=proposed, type=kind, err=True)
    return answer


def known(word: str, names: Iterable[str], what: str) -> str:
    """Return a name that there is, or say that there is none such, with the nearest."""
    from kravbok.swedish import closest

    all_names = list(names)
    if word in all_names:
        return word
    near = closest(word, all_names)
    few = f" Välj bland {', '.join(sorted(all_names))}." if 0 < len(all_names) <= MOST_SHOWN else ""
    tip = f" Menade du {near}?" if near else few
    raise click.UsageError(f"{what} ”{word[:60]}” finns inte.{tip}")


def edition_steps(when: Mapping[str, Value], path: str) -> list[str]:
    """Return what is left to do for a proposal that no edition is for; `path` is the file of its book."""
    if "avses_galla_fran" not in when or "upplaga" in when:
        return []
    return [f"Ingen upplaga börjar {when['avses_galla_fran']}: lägg till den i {path} och skriv dess id som upplaga."]


def finish(projekt: Path, underlag: Underlag, made: Mapping[str, bytes], told: Sequence[str], started: float) -> None:
    """Write what loads; say where it is, what to do next and what `kontrollera` says of it; nothing is written else."""
    from kravbok.check import check_underlag
    from kravbok.cli.output import closing, say_findings
    from kravbok.writing.edit import write
    from kravbok.writing.records import try_files

    after, register, unread = try_files(underlag, made)
    if not unread:
        unread = write(projekt, made)
    if unread:
        refuse(unread, register.sources, started)
    click.echo("\n".join(made))
    for line in told:
        click.echo(line, err=True)
    register, findings = check_underlag(after, projekt=projekt)
    shown = [item for item in findings if item.position.path in made]
    say_findings(shown, register.sources)
    closing(shown, "1 fil skriven", started)


def refuse(findings: Sequence[Finding], sources: Mapping[str, bytes], started: float) -> NoReturn:
    """Say why nothing is written, and end."""
    from kravbok.cli.output import closing, print_findings

    print_findings(findings, sources, "text")
    closing(findings, "Inget är skrivet", started)
    sys.exit(1)
