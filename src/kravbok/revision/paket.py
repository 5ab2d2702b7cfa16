"""The pack: one edition built from a commit, the account of it, and what it was made from, as files by name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kravbok.build import build
from kravbok.checks.forseglingar import check_forseglingar
from kravbok.edition import Utgivning
from kravbok.export.failure import ExportFel
from kravbok.finding import Allvar, Finding, Position, Utfall, finding, worst
from kravbok.git import GitSaknas, head_commit, is_draft, open_forrad
from kravbok.revision.beslut import account_beslut
from kravbok.revision.brister import account_brister, brister_of
from kravbok.revision.forsegling import account_forsegling
from kravbok.revision.kallor import Kallprov, account_kallor, prove_kallor
from kravbok.revision.lasmig import Uppgifter, file_name, title_of, view_lasmig
from kravbok.revision.manifest import MANIFEST, SUMS, Manifest, list_files, sums
from kravbok.revision.omfang import make_omfang
from kravbok.revision.packning import MOST_BYTES
from kravbok.revision.program import LOCK, PROGRAM, bibliotek, deviations, read_lock
from kravbok.revision.rakningar import account_rakningar
from kravbok.revision.sida import Redovisning, as_text, make_sida
from kravbok.settings import MANIFEST as BUILD_MANIFEST
from kravbok.settings import Byggval
from kravbok.skrift import Skrift
from kravbok.swap import describe
from kravbok.swedish import format_list
from kravbok.templates import Mallar, packaged_templates, project_templates
from kravbok.underlag import Underlag, gather

__all__ = ["ON_SOURCES", "Paket", "Paketval", "find_commit", "make_paket"]

ON_SOURCES = (
    "LAS-MIG.html",
    "LAS-MIG.txt",
    MANIFEST,
    SUMS,
    *(f"redovisning/kallor.{form}" for form in ("html", "md", "json")),
)
"""The files that say what came of the proof of quotations, or list files that do."""


@dataclass(frozen=True, slots=True)
class Paketval:
    """What a pack is to be made of: a book's edition, at a commit of a project, and the folder of sources if any."""

    projekt: Path
    bok: str
    upplaga: str
    commit: str
    kallor: Path | None = None


@dataclass(frozen=True)
class Paket:
    """What was made: the files by name (none when something was wrong), the findings, and what these quote from."""

    filer: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    sources: Mapping[str, bytes]
    namn: str = ""


def find_commit(projekt: Path, rev: str | None) -> str | Finding:
    """Return the commit that a pack is made from: the one that is asked for, or HEAD where all is committed (K720)."""
    with open_forrad(projekt) as forrad:
        if forrad is None:
            hint = "Ett revisionspaket görs av det som är sparat i git. Kör git init och git commit i mappen."
            return finding("K801", Position("krav"), "Mappen ligger inte i git", hint)
        try:
            forrad.shallow()
        except GitSaknas as missing:
            return finding("K801", Position("krav"), missing.message, missing.hint)
    commit = head_commit(projekt, rev or "HEAD")
    if not commit:
        hint = "Skriv en gren, en tagg eller en commit."
        return finding("K801", Position("krav"), f"Det finns ingen version ”{(rev or 'HEAD')[:60]}” i git", hint)
    if rev is None:
        underlag = gather(projekt)
        if is_draft(projekt, [*underlag.krav, *underlag.mallar]):
            hint = "Spara dem med git commit, eller skriv --rev HEAD för ett paket utan dem. git status visar vilka."
            return finding(
                "K720", Position("krav"), "Det finns ändringar i krav/ eller mallar/ som inte är sparade", hint
            )
    return commit


def make_paket(val: Paketval, tell: Callable[[str, int, int], None] = lambda *_: None) -> Paket:
    """Return the files of a pack, or why there is none."""
    underlag = gather(val.projekt, val.commit)
    try:
        with tempfile.TemporaryDirectory(prefix="kravbok-revision-") as folder:
            return _make(val, underlag, Path(folder), tell)
    except ExportFel as error:
        fault = finding("K703", Position("LAS-MIG.html"), str(error), "Meddela den som sköter kravbok.")
        return Paket({}, (fault,), {})
    except OSError as error:
        hint = "Paketet görs i datorns tillfälliga mapp. Kontrollera att den har plats."
        return Paket({}, (finding("K708", Position("tmp"), f"Det gick inte att skriva: {describe(error)}", hint),), {})


def _make(val: Paketval, underlag: Underlag, folder: Path, tell: Callable[[str, int, int], None]) -> Paket:
    """Build the edition and add the accounts, what it was made from, and the lists."""
    byggval = Byggval(val.projekt, folder / "build", (val.bok,), (val.upplaga,), rev=val.commit)
    result = build(byggval, tell, underlag)
    sources = result.register.sources
    if not result.utgivningar:
        return Paket({}, result.findings, sources)
    utgivning = result.utgivningar[0]
    files = {**_built(folder / "build", utgivning), **dict(_underlag(underlag))}
    lock = read_lock(val.projekt, val.commit)
    if lock is not None:
        files[f"underlag/{LOCK}"] = lock
    libraries = bibliotek()
    omfang = make_omfang(utgivning)
    prov, gaps = prove_kallor(omfang, val.kallor), brister_of(omfang)
    seals = check_forseglingar(result.register, val.projekt, val.commit)
    bok = title_of(utgivning)
    accounts = (
        account_beslut(omfang, bok),
        account_kallor(omfang, prov, bok),
        account_brister(omfang, gaps, bok),
        account_rakningar(omfang, bok),
        account_forsegling(omfang, seals, bok),
    )
    mallar = Mallar(packaged_templates())  # the audited project's own templates say nothing about the audit
    files |= _accounts(accounts, mallar, folder)
    manifest = _manifest(val, libraries, files, proven=prov.provad)
    warnings = sum(item.severity is Allvar.VARNING for item in result.findings)
    files |= _first_page(Uppgifter(omfang, manifest, files, prov, gaps, warnings), mallar)
    files |= _lists(_manifest(val, libraries, files, proven=prov.provad))
    findings = [*result.findings, *_remarks(prov, lock, libraries), *_shallow(val.projekt), *_too_large(files)]
    whole = files if worst(findings) is not Utfall.FEL else {}
    return Paket(whole, tuple(findings), sources, file_name(utgivning))


def _built(build_folder: Path, utgivning: Utgivning) -> dict[str, bytes]:
    """Return what the build made: the book, and the comparison with the edition before it."""
    book = build_folder / utgivning.bok.id
    files: dict[str, bytes] = {}
    for path in sorted(book.rglob("*")):
        if path.is_file() and path.name != BUILD_MANIFEST:
            edition, *rest = path.relative_to(book).parts
            shelf = "bok" if edition == utgivning.upplaga.id else "andringar"
            files["/".join((shelf, *rest))] = path.read_bytes()
    return files


def _underlag(underlag: Underlag) -> Iterator[tuple[str, bytes]]:
    """Yield what the edition was made from: every record, every sealed file, and every template that was used."""
    yield from ((f"underlag/{file.path}", file.data) for file in underlag.krav)
    for stored in underlag.arkiv:
        data = stored.read()
        if isinstance(data, bytes):  # what cannot be read has stopped the build
            yield f"underlag/{stored.path}", data
    for name, data in project_templates(list(underlag.mallar)).items():
        yield f"underlag/mallar/{name}", data


def _accounts(accounts: tuple[Redovisning, ...], mallar: Mallar, folder: Path) -> dict[str, bytes]:
    from kravbok.export.markdown import write_markdown

    files: dict[str, bytes] = {}
    for item in accounts:
        skrift = Skrift(make_sida(item.vy, mallar), mallar)
        page = folder / f"{item.namn}.md"
        write_markdown(skrift.dokument, skrift.ast, page)
        name = f"redovisning/{item.namn}"
        files |= {
            f"{name}.html": skrift.dokument.html.encode(),
            f"{name}.md": page.read_bytes(),
            f"{name}.json": item.data,
        }
    return files


def _first_page(om: Uppgifter, mallar: Mallar) -> dict[str, bytes]:
    skrift = Skrift(make_sida(view_lasmig(om), mallar), mallar)
    return {"LAS-MIG.html": skrift.dokument.html.encode(), "LAS-MIG.txt": as_text(skrift)}


def _manifest(val: Paketval, libraries: Mapping[str, str], files: Mapping[str, bytes], *, proven: bool) -> Manifest:
    listed = list_files(files)
    answer: Literal["prövade", "ej prövade"] = "prövade" if proven else "ej prövade"
    return Manifest(
        schema="kravbok/revision/1",
        bok=val.bok,
        upplaga=val.upplaga,
        commit=val.commit,
        program=PROGRAM,
        bibliotek=libraries,
        lasfil=next((item.sha256 for item in listed if item.namn == f"underlag/{LOCK}"), None),
        kallor=answer,
        filer=listed,
    )


def _lists(manifest: Manifest) -> dict[str, bytes]:
    data = manifest.to_bytes()
    return {MANIFEST: data, SUMS: sums(manifest, data)}


def _remarks(prov: Kallprov, lock: bytes | None, libraries: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what the one who makes the pack should know about it (K731, K732)."""
    if prov.brister:
        quotes = sum(prov.antal.values()) - prov.antal["inget citat"]
        message = f"{prov.brister} av {quotes} citat är inte styrkta av källorna"
        hint = "Paketet säger det. Rätta med hjälp av kravbok kontrollera --kallor, och gör om paketet."
        yield finding("K732", Position("krav"), message, hint)
    wrong = deviations(lock, libraries) if lock is not None else []
    if wrong:
        message = f"Programmet körs inte med låsfilens versioner: {format_list(wrong[:5])}"
        hint = f"Installera med pip install --require-hashes -r {LOCK}, så att andra får samma paket."
        yield finding("K731", Position(LOCK), message, hint)


def _shallow(projekt: Path) -> Iterator[Finding]:
    """Yield that the colophon's last commit may be another here than in the whole repository (K807)."""
    with open_forrad(projekt) as forrad:
        if forrad is not None and forrad.shallow():
            message = "Klonen är grund: i hela förrådet kan paketet bli ett annat"
            hint = "Hämta hela historiken med git fetch --unshallow och gör om paketet."
            yield finding("K807", Position("krav"), message, hint)


def _too_large(files: Mapping[str, bytes], most: int = MOST_BYTES) -> Iterator[Finding]:
    total = sum(len(data) for data in files.values())
    if total > most:
        message = f"Paketet blir {total // 1024 // 1024} MiB; {most // 1024 // 1024} är det mesta som får plats"
        yield finding("K721", Position("krav"), message, "Minska bilderna i bokens bilagor.")
