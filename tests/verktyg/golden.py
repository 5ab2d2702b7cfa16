"""tests/golden: how the mixed project reads in every format; `scripts/golden` writes it anew and shows what changed."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pypdfium2
from docx.text.paragraph import Paragraph

from kravbok import __version__
from kravbok.cache import Cache
from kravbok.production import write_utgava
from kravbok.settings import BOOK_FORMATS
from kravbok.templates import Mallar, packaged_templates
from verktyg.bygge import ROOT, utgavor

FOLDER = ROOT / "tests" / "golden"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make_golden() -> dict[str, str]:
    """Return the text of each golden file by name, as the program makes it now."""
    made: dict[str, str] = {}
    with TemporaryDirectory(prefix="kravbok-golden-") as folder:
        for name, utgava in utgavor("blandat").items():
            findings = write_utgava(utgava, Mallar(packaged_templates()), Path(folder), Cache(None), BOOK_FORMATS)
            assert findings == []
            for form in BOOK_FORMATS:
                text = _read(Path(folder) / utgava.folder / f"{name}.{form}")
                made[f"{name}.{form}.txt"] = text.replace(f"kravbok {__version__}", "kravbok VERSION")
    return made


def _read(path: Path) -> str:
    if path.suffix == ".pdf":
        return _pdf(path)
    if path.suffix == ".docx":
        return _docx(path)
    return re.sub("<style>.*?</style>", "<style>…</style>", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def _pdf(path: Path) -> str:
    """Return the text of each page under its number, a line at a time."""
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    document.close()
    return "".join(f"--- sida {number}\n{text}\n" for number, text in enumerate(pages, start=1)).replace(
        "\x02", "\u00ad"
    )


def _docx(path: Path) -> str:
    """Return each paragraph after the name of its style."""
    document = docx.Document(str(path))
    lines = [Paragraph(line, document._body) for line in document.element.body.iter(f"{_W}p")]
    return "".join(f"{line._p.style or '–'}: {line.text}\n" for line in lines)


def main() -> None:
    """Write the golden files anew and print how they differ from what stood there."""
    made = make_golden()
    for path in sorted(FOLDER.glob("*.txt")):
        if path.name not in made:
            path.unlink()
            sys.stdout.write(f"bort: {path.name}\n")
    for name, text in made.items():
        path = FOLDER / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        rows = (before.splitlines(keepends=True), text.splitlines(keepends=True))
        sys.stdout.writelines(difflib.unified_diff(*rows, f"förut/{name}", f"nu/{name}"))
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
