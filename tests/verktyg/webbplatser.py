"""Small finished websites to publish, and what lies at a target."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from kravbok.finding import Finding
from kravbok.publish.adress import Maladress, read_adress
from kravbok.publish.forteckning import Forteckning, write_site_manifest
from kravbok.publish.hemlighet import Hemlighet, find_hemlighet
from kravbok.publish.publicera import Lyssnare, Publicering, Resultat, publish

SITE = {
    "index.html": "<!doctype html><title>Start</title>",
    "index.json": "{}",
    "kravbok.css": "body{margin:0}",
    "kravbok.js": "export {};",
    "atom.xml": "<feed/>",
    "sitemap.xml": "<urlset/>",
    "om/index.html": "<!doctype html><title>Om åäö</title>",
    "halsoval/index.html": "<!doctype html><title>Hälsoval</title>",
    "halsoval/2021/index.html": "<!doctype html><title>2021</title>",
    "halsoval/2021/HV-PAF-004/index.html": "<!doctype html><title>Krav</title>",
    "halsoval/2021/HV-PAF-004.json": '{"id": "HV-PAF-004"}',
    "halsoval/2021/halsoval-2021.pdf": "%PDF-1.7 2021",
    "halsoval/2021/halsoval-2021.docx": "PK 2021",
    "id/HV-PAF-004/index.html": "<!doctype html><title>Permalänk</title>",
    "id/HV-PAF-004.json": '{"id": "HV-PAF-004"}',
}
"""A website with one page of each kind that publishing knows apart."""

CHANGED = {
    **{path: text for path, text in SITE.items() if path != "kravbok.js"},
    "index.html": "<!doctype html><title>Ny start</title>",
    "kravbok.css": "body{margin:1px}",
    "halsoval/2022/index.html": "<!doctype html><title>2022</title>",
}
"""The website after a change: one new page, two changed files, one that is no longer there."""


def write_site(folder: Path, files: Mapping[str, str | bytes] = SITE, forseglade: Collection[str] = ()) -> Path:
    """A finished website in a folder: just these files and their manifest."""
    for old in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        old.rmdir() if old.is_dir() else old.unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)
    folder.mkdir(parents=True, exist_ok=True)
    manifest(folder, forseglade)
    return folder


def manifest(folder: Path, forseglade: Collection[str] = ()) -> Forteckning:
    """The manifest of a website, written anew."""
    return write_site_manifest(folder, forseglade=forseglade)


def adress_of(text: str | Path) -> Maladress:
    """A target's address, which is one."""
    found = read_adress(str(text))
    assert isinstance(found, Maladress), found
    return found


def silent() -> Lyssnare:
    """Nobody is told."""
    return Lyssnare(lambda _name, _number, _total: None, lambda _text: None)


def put(
    folder: Path, target: str | Path, *, pa_plats: bool = False, torr: bool = False, behall: int = 0, skal: str = ""
) -> Resultat:
    """How a publishing went, with the secrets that the environment has."""
    adress = adress_of(target)
    val = Publicering(folder, adress, pa_plats=pa_plats, torr=torr, behall=behall, skal=skal)
    return publish(val, find_hemlighet(adress), silent())


def codes(findings: Collection[Finding]) -> list[str]:
    """The codes of findings, in order."""
    return sorted(item.code for item in findings)


def sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by path, but kravbok's own at the top."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".kravbok"
    }


NO_SECRET = Hemlighet()
"""What opens a target that is open."""
