"""What each finding code means: a page in this folder for each, with a bad example and a good one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kravbok.codes import CODES, Kod
from kravbok.swedish import closest

__all__ = ["Exempel", "examples", "find_kod", "make_page", "read_page", "show_page", "suggest_kod"]

_FENCE = re.compile(r"```(yaml|text)(?: (\S+))?(?: ([0-9]+):([0-9]+))?\n(.*?)```\n", re.DOTALL)
_KODER = tuple(CODES.values())
_ALLVAR = {
    "fel": "Felet stoppar bygget.",
    "varning": "Varningen stoppar bara med --strikt.",
    "upplysning": "Upplysningen stoppar ingenting.",
}


@dataclass(frozen=True, slots=True)
class Exempel:
    """An example file of a page: where it would lie, its text, and where the finding stands (None in a good one)."""

    path: str
    text: str
    place: tuple[int, int] | None


def find_kod(word: str) -> Kod | None:
    """Return the code with that number or short name, in any case; None when there is none."""
    plain = word.strip().lower()
    return next((kod for kod in CODES.values() if plain in (kod.kod.lower(), kod.namn)), None)


def suggest_kod(word: str) -> Kod | None:
    """Return the code that a misspelt word probably means."""
    near = closest(word, [*CODES, *(kod.namn for kod in CODES.values())])
    return find_kod(near) if near else None


@lru_cache(maxsize=256)
def read_page(kod: str) -> str:
    """Return the page of a code as it is written: the reason, then `## Fel` and `## Rätt`."""
    return files(__package__).joinpath(f"{kod}.md").read_text(encoding="utf-8")


def examples(kod: str) -> tuple[list[Exempel], list[Exempel]]:
    """Return the example files of a page, the bad and the good; none where YAML alone cannot show the fault."""
    _, _, rest = read_page(kod).partition("\n## Fel\n")
    bad, _, good = rest.partition("\n## Rätt\n")
    return list(_examples(bad)), list(_examples(good))


def _examples(text: str) -> Iterator[Exempel]:
    for form, path, line, column, body in _FENCE.findall(text):
        if form == "yaml":
            yield Exempel(path, body, (int(line), int(column)) if line else None)


def show_page(kod: Kod) -> str:
    """Return a code's page for a terminal: examples stand indented under the name of their file."""
    return f"{_heading(kod)}\n\n{_ALLVAR[kod.allvar]}\n\n{_FENCE.sub(_indented, read_page(kod.kod))}"


def _indented(match: re.Match[str]) -> str:
    form, path, line, column, body = match.groups()
    head = f"{path}{f', rad {line}, kolumn {column}' if line else ''}:\n\n" if form == "yaml" else ""
    return head + "".join(f"    {row}".rstrip() + "\n" for row in body.splitlines())


def make_page() -> str:
    """Return docs/felkoder.md: every code with its page."""
    rows = [f"| [{kod.kod}](#{kod.kod.lower()}) | `{kod.namn}` | {kod.allvar} | {kod.rubrik} |" for kod in _KODER]
    head = (
        "# Felkoder\n\nSidan är gjord av programmet (`kravbok.felkoder.make_page`); ändra i `src/kravbok/felkoder/`.\n"
        "Samma text visas av `kravbok forklara KOD`. Kortnamnet skrivs som `vad` under `saknas` när en brist är känd.\n"
        "\n"
        "| Kod | Kortnamn | Allvar | Vad som är fel |\n|---|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n" + "".join(_section(kod) for kod in _KODER)


def _section(kod: Kod) -> str:
    page = _FENCE.sub(_plain_fence, read_page(kod.kod)).replace("\n## ", "\n### ")
    return f'\n<a id="{kod.kod.lower()}"></a>\n\n## {_heading(kod)}\n\n{_ALLVAR[kod.allvar]}\n\n{page}'


def _plain_fence(match: re.Match[str]) -> str:
    form, path, line, column, body = match.groups()
    head = f"`{path}`{f', rad {line}, kolumn {column}' if line else ''}:\n\n" if form == "yaml" else ""
    return f"{head}```{form}\n{body}```\n"


def _heading(kod: Kod) -> str:
    return f"{kod.kod} {kod.namn}: {kod.rubrik}"
