"""Packs for tests: a small one made here, a true one of a project in git, and what makes each fault of them."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from kravbok.finding import Finding
from kravbok.revision.manifest import MANIFEST, SUMS, Manifest, list_files, sums
from kravbok.revision.packning import in_order, pack
from kravbok.revision.paket import Paket, Paketval, _too_large, find_commit, make_paket
from kravbok.revision.program import PROGRAM, bibliotek
from kravbok.revision.prova import check_paket, compare, describe_unlike
from verktyg.fall import GRUND, KALLOR
from verktyg.gitrepo import commit

COMMIT = "0123456789" * 4
SMALL = {"bok/provbok-2021.html": b"<p>Boken</p>", "underlag/krav/kravbok.yaml": b'format: "1"\n'}


def listed(files: Mapping[str, bytes], **other: object) -> dict[str, bytes]:
    """The files with lists of them, as whoever forges a pack would make them; `other` stands in the manifest."""
    plain = {name: data for name, data in files.items() if name not in (MANIFEST, SUMS)}
    manifest = Manifest.model_validate({
        "schema": "kravbok/revision/1", "bok": "provbok", "upplaga": "2021", "commit": COMMIT, "program": PROGRAM,
        "bibliotek": bibliotek(), "lasfil": None, "kallor": "ej prövade", "filer": list_files(plain), **other,
    })  # fmt: skip
    return {**plain, MANIFEST: manifest.to_bytes(), SUMS: sums(manifest, manifest.to_bytes())}


def read(path: Path) -> dict[str, bytes]:
    """The files of a pack."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def save(path: Path, files: Mapping[str, bytes]) -> Path:
    """A pack with just these files, whatever its lists say."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(files))
    return path


def save_entries(path: Path, entries: Mapping[ZipInfo, bytes]) -> Path:
    """A zip of a small true pack with entries of another's making after it."""
    with ZipFile(path, "w") as archive:
        small = listed(SMALL)
        for name in in_order(small):
            archive.writestr(ZipInfo(name), small[name])
        for info, data in entries.items():
            archive.writestr(info, data)
    return path


def link(name: str) -> ZipInfo:
    """An entry that is a symbolic link."""
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def project(folder: Path, **files: bytes) -> Path:
    """The small project with a source, committed."""
    found = {
        path.relative_to(GRUND).as_posix(): path.read_bytes() for path in GRUND.rglob("krav/**/*") if path.is_file()
    }
    commit(folder, {**found, **files})
    return folder


def made(folder: Path, kallor: Path | None = None) -> Paket:
    """The pack of the small project's only edition."""
    found = find_commit(folder, None)
    assert isinstance(found, str), found
    return make_paket(Paketval(folder, "provbok", "2021", found, kallor))


def _unsaved(folder: Path) -> list[Finding]:
    project(folder)
    (folder / "krav" / "provbok" / "bok.yaml").write_text("id: provbok\n", encoding="utf-8")
    found = find_commit(folder, None)
    return [found] if isinstance(found, Finding) else []


def _checked(folder: Path, files: Mapping[str, bytes]) -> list[Finding]:
    return list(check_paket(save(folder / "paket.zip", files)).findings)


def _cut(folder: Path) -> list[Finding]:
    path = save(folder / "paket.zip", listed(SMALL))
    path.write_bytes(path.read_bytes()[:-1])
    return list(check_paket(path).findings)


def _leads_out(folder: Path) -> list[Finding]:
    return list(check_paket(save_entries(folder / "paket.zip", {ZipInfo("../start.bat"): b""})).findings)


def _packed_anew(folder: Path) -> list[Finding]:
    return list(check_paket(save_entries(folder / "paket.zip", {})).findings)


def _other_project(folder: Path) -> list[Finding]:
    path = save(folder / "paket.zip", listed(SMALL))
    return compare(path, check_paket(path), {**listed(SMALL), "bok/provbok-2021.html": b"<p>En annan</p>"}, [])


def _unlike(folder: Path, program: str, left_out: tuple[str, ...]) -> list[Finding]:
    manifest = check_paket(save(folder / "paket.zip", listed(SMALL))).manifest
    assert manifest is not None
    return [*describe_unlike(Path("paket.zip"), manifest.model_copy(update={"program": program}), left_out)]


def _not_locked(folder: Path) -> list[Finding]:
    return list(made(project(folder, **{"requirements.txt": b"click==0.0.1\n"})).findings)


def _unproven(folder: Path) -> list[Finding]:
    arkiv = folder / "arkiv"
    arkiv.mkdir()
    (arkiv / "rapport.txt").write_bytes((KALLOR / "rapport.txt").read_bytes() + b"mer\n")
    return list(made(project(folder / "projekt"), arkiv).findings)


REVISIONSFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K720": _unsaved,
    "K721": lambda _: [*_too_large({"bok/stor.pdf": b"123"}, most=2)],
    "K722": _cut,
    "K723": lambda folder: _checked(folder, SMALL),
    "K724": lambda folder: _checked(folder, {**listed(SMALL), "bok/provbok-2021.html": b"<p>En annan</p>"}),
    "K725": lambda folder: _checked(folder, {name: data for name, data in listed(SMALL).items() if "bok/" not in name}),
    "K726": lambda folder: _checked(folder, {**listed(SMALL), "bok/ny.html": b""}),
    "K727": _leads_out,
    "K728": _packed_anew,
    "K729": _other_project,
    "K730": lambda folder: _unlike(folder, "kravbok 0.0.1", ()),
    "K731": _not_locked,
    "K732": _unproven,
    "K733": lambda folder: _unlike(folder, PROGRAM, (MANIFEST,)),
}
"""What makes each fault of a pack."""
