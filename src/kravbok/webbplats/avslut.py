"""What is made last, of the finished folder: the search index, and the list of all that the site holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kravbok.cache import files_below
from kravbok.finding import Finding
from kravbok.publish.forteckning import write_site_manifest
from kravbok.sok.index import write_index
from kravbok.stored import sealed_files
from kravbok.view.webb.adress import upplaga_adress
from kravbok.webbplats.minne import Minne
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["close_webbplats"]


def close_webbplats(underlag: Webbunderlag, root: Path, minne: Minne, adresser: Iterable[str]) -> list[Finding]:
    """Write the search index of the pages, and then the manifest; return what was found about the search."""
    findings = write_index(root, minne.cache, adresser)
    known = {name: minne.summor.of(entry.path) for name, entry in files_below(str(root))}
    write_site_manifest(root, known, list(_sealed(underlag)))
    return findings


def _sealed(underlag: Webbunderlag) -> Iterable[str]:
    """Yield the addresses of the editions whose documents are sealed: they are never replaced where they stand."""
    for utgivning in underlag.utgivningar:
        if sealed_files(utgivning):
            yield upplaga_adress(utgivning.bok, utgivning.upplaga).removesuffix("/")
