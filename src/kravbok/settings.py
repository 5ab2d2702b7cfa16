"""Settings as frozen values: what a run was asked to do, and which content a document was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["BOOK_FORMATS", "FALLBACK_DATE", "FORMATS", "MANIFEST", "WEBBPLATS", "Byggval", "Ursprungsmarke"]

FORMATS = ("html", "pdf", "docx", "xlsx", "ics", "md", "json", "webbplats")
"""The formats of a build, in the order they are written; no book is a table (xlsx), a calendar (ics) or a website."""

BOOK_FORMATS = tuple(form for form in FORMATS if form not in ("xlsx", "ics", "webbplats"))
"""The formats of a book."""

FOLLOWUP_FORMATS = frozenset({"pdf", "docx", "xlsx", "ics"})
"""The formats that bring the follow-up documents into a build; their HTML comes with them."""

WEBBPLATS = "webbplats"
"""The format that is a website, and its folder in the build."""

MANIFEST = "manifest.json"
"""The list of a build's files, in the build folder."""

FALLBACK_DATE = date(2000, 1, 1)
"""The date in file properties of an edition whose day is unknown; it is never printed."""


@dataclass(frozen=True, slots=True)
class Ursprungsmarke:
    """What a document was made from: the hash of its content, the last commit that touched it, and if it is a draft.

    `stod` is the day and the commit of a book built as it stood in git then (`--vid`), in words.
    """

    hash: str
    commit: str = ""
    utkast: bool = False
    stod: str = ""


@dataclass(frozen=True, slots=True)
class Byggval:
    """What to build: from which folder and revision, which books, editions and formats, and where to.

    `datum` is the day that the website says it is checked up to; without it, the day of the last commit.
    """

    projekt: Path
    till: Path
    bocker: tuple[str, ...] = ()
    upplagor: tuple[str, ...] = ()
    format: tuple[str, ...] = FORMATS
    rev: str | None = None
    vid: date | None = None
    datum: date | None = None

    @property
    def webbplats(self) -> bool:
        """Whether the website is to be built: it always holds every book and edition."""
        return WEBBPLATS in self.format and not self.bocker and not self.upplagor

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the build that are made whole, whatever else is made."""
        return (WEBBPLATS,) if self.webbplats else ()

    @property
    def allt(self) -> bool:
        """Whether every book, edition and format is to be built."""
        return not self.bocker and not self.upplagor and set(self.format) == set(FORMATS)
