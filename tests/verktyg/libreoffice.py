"""The real LibreOffice as a reader of Word documents."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from verktyg.machine import find_program

_FILTERS = {"pdf": "pdf", "txt": "txt:Text (encoded):UTF8", "docx": "docx"}


class ConversionError(Exception):
    """LibreOffice could not open the document; carries what it said."""


@cache
def _profile() -> TemporaryDirectory[str]:
    """A profile of our own for this session: the user's settings change nothing, and theirs are left alone."""
    return TemporaryDirectory(prefix="kravbok-libreoffice-", ignore_cleanup_errors=True)


def convert(path: Path, folder: Path, target: Literal["pdf", "txt", "docx"] = "pdf") -> Path:
    """The file in folder that LibreOffice made of the document; its name keeps the document's stem.

    LibreOffice forgives much (broken XML gives an empty page): that a document opens is shown by its text, not by this.
    """
    program = find_program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    command = [str(program), profile, "--headless", "--norestore", "--convert-to", _FILTERS[target]]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=False, capture_output=True, encoding="utf-8", timeout=180
    )
    result = folder / f"{path.stem}.{target}"
    if not result.is_file():
        raise ConversionError(f"{path.name}: {done.stdout} {done.stderr}".strip())
    return result
