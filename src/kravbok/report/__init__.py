"""Show findings in the formats that people, forges and programs read; nothing here decides anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kravbok.codes import Allvar
from kravbok.finding import Finding, Position
from kravbok.report.azure import show_azure
from kravbok.report.github import show_github
from kravbok.report.gitlab import show_gitlab
from kravbok.report.json import show_json
from kravbok.report.junit import show_junit
from kravbok.report.markdown import show_markdown
from kravbok.report.sarif import show_sarif
from kravbok.report.text import show_short, show_text
from kravbok.swedish import plural

__all__ = [
    "ANNOTATIONS", "DOCUMENTS", "FORMATS", "choose_format", "count_line", "show", "under", "wants_colour",
]  # fmt: skip

FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "kort": show_short,
    "json": show_json,
    "github": show_github,
    "azure": show_azure,
    "gitlab": show_gitlab,
    "sarif": show_sarif,
    "junit": show_junit,
    "markdown": show_markdown,
}
"""Every format but `text`, which also needs the files that the findings are in."""

DOCUMENTS = frozenset({"json", "gitlab", "sarif", "junit", "markdown"})
"""The formats that are a whole document, and are written when nothing was found too."""

ANNOTATIONS = frozenset({"github", "azure", "gitlab", "sarif"})
"""The formats in which a forge puts a finding at its line, so that paths run from the top of the repository."""


def show(findings: Sequence[Finding], sources: Mapping[str, bytes], form: str, *, colour: bool = False) -> str:
    """Return all findings in one of the formats; text shows the line with a caret under the fault."""
    return show_text(findings, sources, colour=colour) if form == "text" else FORMATS[form](findings)


def choose_format(environment: Mapping[str, str]) -> str:
    """Return the format that shows best where the program runs, by the variables that the forges set.

    Forgejo's and Gitea's runners set GITHUB_ACTIONS too, but show its commands as they are written.
    """
    on = {name for name, value in environment.items() if value.lower() == "true"}
    if on & {"FORGEJO_ACTIONS", "GITEA_ACTIONS"}:
        return "text"
    if "GITHUB_ACTIONS" in on:
        return "github"
    return "azure" if "TF_BUILD" in on else "text"


def under(folder: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of a project in a folder of its repository with paths from the top of the repository."""
    return [
        replace(
            item,
            position=_under(folder, item.position),
            related=tuple(replace(other, position=_under(folder, other.position)) for other in item.related),
        )
        for item in findings
    ]


def _under(folder: str, position: Position) -> Position:
    return replace(position, path=folder + position.path)


def count_line(findings: Iterable[Finding]) -> str:
    """Return how many findings of each weight there are, in words."""
    weights = [item.severity for item in findings]
    fel, varningar = weights.count(Allvar.FEL), weights.count(Allvar.VARNING)
    return f"{plural(fel, 'fel', 'fel')}, {plural(varningar, 'varning', 'varningar')}"


def wants_colour(stream_is_terminal: bool) -> bool:
    """Whether colours are wanted: only on a terminal, and never with NO_COLOR set."""
    return stream_is_terminal and not os.environ.get("NO_COLOR")
