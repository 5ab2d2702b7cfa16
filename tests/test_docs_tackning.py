"""What a user can meet is described: each finding code, each command with its options, and each key of each record.

test_docs.py holds the pages against what writes them. Here they are read as a user finds them, and what a page tells
the user to type is held against the commands that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt

from kravbok.cli import COMMANDS, main
from kravbok.codes import CODES
from test_docs import PAGES, commands, read, rows, section, words
from verktyg.ordlista import DOCS, models, values

# Pages of decisions tell how it was when they were written.
CURRENT = [page for page in PAGES if "decisions" not in page.parts]
LINE = re.compile(r"\s*(?:\$ )?(?:\S*bin/|python3? -m )?kravbok (?P<name>[a-z][\w-]*)(?P<rest>[^|;&#]*)")


# Codes


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_row_and_a_part_of_its_own(code: str) -> None:
    page = read(DOCS / "felkoder.md")
    short = CODES[code].namn
    assert f"| [{code}](#{code.lower()}) | `{short}` |" in page
    assert re.search(rf"^## {code} {re.escape(short)}: ", page, re.MULTILINE)


# Commands


@pytest.mark.parametrize("name", COMMANDS)
def test_each_thing_that_a_command_takes_is_in_its_table(name: str) -> None:
    taken = {longest(part) for part in commands()[name].params if isinstance(part, click.Option)} - {"--help"}
    told = {cell for row in re.findall(r"^\| (`-[^|]*) \|", section(name), re.MULTILINE) for cell in words(row)}
    assert taken == told


def longest(option: click.Option) -> str:
    """The name of an option that a page calls it by."""
    return max(option.opts, key=len)


def test_what_every_command_takes_is_told_once_for_all() -> None:
    head = read(DOCS / "kommandon.md").split("\n## ")[0]
    taken = {name for part in main.params for name in part.opts} | set(click.Context(main).help_option_names)
    assert taken
    assert {name for name in taken if name not in head} == set()


def typed(page: Path) -> Iterator[tuple[str, set[str]]]:
    """Each command that a page tells its reader to type: its name, and the options with it."""
    for token in MarkdownIt().parse(read(page)):
        lines = token.content.replace("\\\n", " ").splitlines() if token.type == "fence" else []
        spans = [child.content for child in token.children or [] if child.type == "code_inline"]
        for text in (*lines, *spans):
            if match := LINE.match(text):
                yield match["name"], set(re.findall(r"(?<![\w-])(--[\w-]+)", match["rest"])) - {"--help"}


def wrong(name: str, options: set[str]) -> bool:
    """Whether there is no such command, or it does not take one of the options."""
    taken = {option for part in commands()[name].params for option in part.opts} if name in COMMANDS else set()
    return name not in COMMANDS or not options <= taken


@pytest.mark.parametrize("page", CURRENT, ids=lambda page: page.relative_to(DOCS.parent).as_posix())
def test_what_a_page_tells_to_type_is_there(page: Path) -> None:
    assert [item for item in typed(page) if wrong(*item)] == []


def test_the_pages_tell_to_type_every_command() -> None:
    told = {name for page in CURRENT if page.name != "kommandon.md" for name, _ in typed(page)}
    assert set(COMMANDS) - told == set()


# Keys


@pytest.fixture(scope="module")
def explained() -> dict[str, str]:
    """What the word list says of each key."""
    return {words(row[0])[0]: row[2] for row in rows(DOCS / "ordlista.md", "Nyckel")}


@pytest.mark.parametrize("name", models())
def test_each_key_of_a_record_is_explained(name: str, explained: dict[str, str]) -> None:
    fields = models()[name].model_fields
    assert [key for key, field in fields.items() if not field.description] == []
    assert [key for key, field in fields.items() if str(field.description) not in explained.get(key, "")] == []


def test_each_record_and_each_value_of_a_fixed_list_is_explained() -> None:
    page = read(DOCS / "ordlista.md")
    allowed = {value for found in values().values() for value in found}
    assert {name for name in (*models(), *allowed) if f"| `{name}` |" not in page} == set()
