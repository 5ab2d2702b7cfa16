"""Finds the files that give PDF and Word their looks: a project's own first, else those that kravbok carries."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TYPST = "bok.typ"
WORD = "reference.docx"
FONTS = "typsnitt"


@dataclass(frozen=True)
class Mallar:
    """The Typst template, Word's reference document and the folder with the fonts."""

    typst: str
    word: bytes
    fonts: Path


def load_mallar(own: Mapping[str, bytes] | None = None) -> Mallar:
    """Return the templates; `own` holds the project's files by name and wins over the packaged ones."""
    own = own or {}
    folder = packaged_mallar()
    typst = own[TYPST] if TYPST in own else (folder / TYPST).read_bytes()
    word = own[WORD] if WORD in own else (folder / WORD).read_bytes()
    return Mallar(typst=typst.decode(), word=word, fonts=folder / FONTS)


@cache
def packaged_mallar() -> Path:
    """Return the folder that the wheel carries, or in a checkout the repository's own."""
    package = find_spec("kravbok")
    root = Path(package.origin).parent if package and package.origin else Path()
    inside = root / "mallar"
    return inside if inside.is_dir() else root.parents[1] / "mallar"
