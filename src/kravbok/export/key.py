"""The key under which a finished PDF, Word or Markdown file may be kept: all that its bytes depend on."""

import hashlib
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kravbok.dokument import Dokument
from kravbok.templates import Mallar

FORMS = (".typ", ".docx", ".ttf")
"""The templates that these formats read; HTML's own have done their work in the document."""

TOOLS = ("lxml", "pikepdf", "pypandoc_binary", "typst")


def export_key(dokument: Dokument, mallar: Mallar) -> str:
    """Return a SHA-256 over the document, its pictures, the templates, the fonts, the tools and our own writers."""
    facts = asdict(dokument) | {"html": "", "filer": {}, "datum": dokument.datum.isoformat()}
    total = hashlib.sha256()
    for part in (repr(sorted(facts.items())).encode(), dokument.html.encode(), *_pictures(dokument)):
        _add(total, part)
    for name in sorted(name for name in mallar.files if name.endswith(FORMS)):
        _add(total, name.encode())
        _add(total, mallar.files[name])
    _add(total, _tools().encode())
    return total.hexdigest()


def _add(total: "hashlib._Hash", part: bytes) -> None:
    """Add a part and its length, so that no two different lists of parts look the same."""
    total.update(f"{len(part)}:".encode())
    total.update(part)


def _pictures(dokument: Dokument) -> Iterator[bytes]:
    for name in sorted(dokument.filer):
        yield name.encode()
        yield dokument.filer[name]


@cache
def _tools() -> str:
    """Return a hash over the tools' versions and the source of the writers: the same for all documents."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        _add(total, path.name.encode())
        _add(total, path.read_bytes())
    for name in TOOLS:
        _add(total, f"{name} {version(name)}".encode())
    _add(total, f"{sys.version} {zlib.ZLIB_RUNTIME_VERSION}".encode())  # what packs a Word file
    return total.hexdigest()
