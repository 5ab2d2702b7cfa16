"""The website in a folder: finished files to fetch, every page in its forms, and what machines read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kravbok.export.webb.json import write_page_json
from kravbok.export.webb.jsonld import write_jsonld
from kravbok.export.webb.sida import make_innehall, write_fragment, write_sida
from kravbok.finding import Finding
from kravbok.templates import Mallar
from kravbok.view.webb.adress import json_adress
from kravbok.view.webb.sida import Sida, WebbVy
from kravbok.webbplats.dokumentsidor import offer
from kravbok.webbplats.jamforelser import jamforelsefiler
from kravbok.webbplats.maskinfiler import machine_files
from kravbok.webbplats.resurser import write_resources
from kravbok.webbplats.sidor import make_sidor
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["MAPP", "list_files", "write_webbplats"]

MAPP = "webbplats"
"""The folder of the website in the build."""

_INTERNAL = ("underlag",)
"""Folders of a build that are for the region's own desk and not published: drafts for a decision."""


def list_files(stage: Path) -> dict[str, int]:
    """Return the finished files of a build that the site offers, by address, with their size."""
    found = (path for path in sorted(stage.rglob("*")) if path.is_file())
    names = {path.relative_to(stage).as_posix(): path for path in found}
    return {name: path.stat().st_size for name, path in names.items() if _is_offered(name)}


def _is_offered(name: str) -> bool:
    folders = name.split("/")
    return len(folders) > 1 and folders[0] != MAPP and not {*folders} & {*_INTERNAL}


def write_webbplats(underlag: Webbunderlag, mallar: Mallar, stage: Path) -> list[Finding]:
    """Write the website into its folder of a build; return what was found. MallFel for a template."""
    root = stage / MAPP
    for name in underlag.filer:
        offer(stage / name, root, name)
    write_resources(underlag, mallar, root)
    adresser = []
    for sida in make_sidor(underlag):
        adresser.append(sida.adress)
        for name, text in page_files(sida, underlag.webb, mallar):
            _write(root / name, text.encode())
    for name, data in (*machine_files(underlag, adresser), *jamforelsefiler(underlag)):
        _write(root / name, data)
    return []


def page_files(sida: Sida, webb: WebbVy, mallar: Mallar) -> Iterator[tuple[str, str]]:
    """Yield the files of a page: the page, the fragment for a CMS, and its data."""
    content = make_innehall(sida, webb, mallar)
    yield f"{sida.adress}index.html", write_sida(content, webb, mallar, write_jsonld(sida, webb.adress))
    if sida.fragment:
        yield f"{sida.adress}fragment.html", write_fragment(content, webb)
        yield json_adress(sida.adress), write_page_json(sida)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
