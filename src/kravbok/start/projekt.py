"""A new region's repository: `make_projekt` returns its files, proven; `write_projekt` puts them in a new folder."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path

from kravbok import __version__
from kravbok.cache import files_below
from kravbok.check import check_underlag
from kravbok.codes import Allvar
from kravbok.finding import Finding, Position, finding
from kravbok.register import file_stem
from kravbok.schema.files import FOLDER, make_files
from kravbok.sources import File, check_name
from kravbok.start.fyllning import fill_record, fill_text
from kravbok.start.svar import Svar, check_svar
from kravbok.swap import describe, staging
from kravbok.underlag import Underlag

__all__ = ["check_folder", "make_projekt", "write_projekt"]

_HERE = Path(__file__).resolve().parent
_MALL = _HERE / "mall"
_LOCK = "requirements.txt"
_DOTTED = {"editorconfig": ".editorconfig", "gitattributes": ".gitattributes", "gitignore": ".gitignore"}
"""Files whose names begin with a dot; in the package they would rule its own folder."""
_NAMED = {"ORGANISATION.yaml": "organisation", "ARENDE.yaml": "arende", "BESLUT.yaml": "beslut"}
"""Records whose files are named after their ids."""


def make_projekt(svar: Svar) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files of a new repository by path, and what stands in the way; then nothing of them is to be written.

    The records pass every check of the day that the answers name, warnings too.
    """
    faults = check_svar(svar)
    if faults:
        return {}, faults
    values = svar.varden
    records = _make_records(values)
    files = {**_make_pages(values), **records, **_make_tools(svar.smedja)}
    krav = tuple(File(path, data) for path, data in sorted(records.items()))
    _, findings = check_underlag(Underlag(krav, (), ()), svar.datum)
    return files, [item for item in findings if item.severity is not Allvar.UPPLYSNING]


def _make_records(values: Mapping[str, str]) -> dict[str, bytes]:
    """Return the records, each in the file that its id says."""
    made: dict[str, bytes] = {}
    for name, template in _read("krav").items():
        folder, _, file = name.rpartition("/")
        path = f"krav/{folder}/{file}" if folder else f"krav/{file}"
        if file in _NAMED:
            path = f"krav/{folder}/{file_stem(values[_NAMED[file]])}.yaml"
        made[path] = fill_record(path, template, values)
    return made


def _make_pages(values: Mapping[str, str]) -> dict[str, bytes]:
    """Return the pages and the settings of git and editors at the root."""
    pages = _read("rot").items()
    return {_DOTTED.get(name, name): fill_text(data.decode("utf-8"), values).encode("utf-8") for name, data in pages}


def _make_tools(smedja: str) -> dict[str, bytes]:
    """Return the forge's workflows, VS Code's settings with the schemas, and the version of kravbok that is used."""
    return {
        **_read(f"flode/{smedja}"),
        **{f".vscode/{name}": data for name, data in _read("vscode").items()},
        **{f"{FOLDER.as_posix()}/{name}": data for name, data in make_files().items()},
        "verktyg/lasta.txt": _read_lock(),
        "verktyg/kravbok.txt": f"kravbok=={__version__}\n".encode(),
    }


def _read(name: str) -> dict[str, bytes]:
    """Return the files of a folder of templates, by path; they are the same whatever line ends a checkout gave them."""
    folder = _MALL / name
    paths = sorted(path for path, _ in files_below(str(folder)) if "__pycache__" not in path)  # pip compiles programs
    return {path: (folder / path).read_bytes().replace(b"\r\n", b"\n") for path in paths}


def _read_lock() -> bytes:
    """Return the exact versions of all that kravbok needs: requirements.txt, which the wheel has in its metadata."""
    if _HERE.parents[1].name == "src":
        text: str | None = (_HERE.parents[2] / _LOCK).read_text(encoding="utf-8")
    else:
        text = distribution("kravbok").read_text(f"extra_metadata/{_LOCK}")
    if text is None:
        raise FileNotFoundError(_LOCK)
    return text.encode("utf-8")


def check_folder(target: Path) -> Finding | None:
    """Return why a folder cannot be the new repository: something is in it (K880), or it is out of reach (K708)."""
    try:
        reason = _taken(target)
    except OSError as error:
        return _unwritable(target, error)
    hint = "Skriv namnet på en ny mapp; den skapas där du står."
    return finding("K880", Position(target.name or target.anchor), reason, hint) if reason else None


def _taken(target: Path) -> str | None:
    if target == Path.cwd():
        return "Mappen är den du står i"
    if target.exists() and not target.is_dir():
        return f"{target.name} är ingen mapp"
    if fault := check_name(target.name, target.name):
        return f"{fault.message} ({target.name})"
    return f"Mappen {target} är inte tom" if target.is_dir() and any(target.iterdir()) else None


def write_projekt(target: Path, files: Mapping[str, bytes]) -> Finding | None:
    """Write a repository to a new or empty folder, whole or not at all; return what stood in the way."""
    try:
        with staging(target) as new:
            for path, data in files.items():
                place = new / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            if target.is_dir():
                target.rmdir()
            new.rename(target)
    except OSError as error:
        return check_folder(target) or _unwritable(target, error)
    return None


def _unwritable(target: Path, error: OSError) -> Finding:
    hint = "Inget är skrivet. Kontrollera mappen och rättigheterna, eller välj en annan mapp."
    reason = f"Det gick inte att skriva mappen {target.name[:60]}: {describe(error)}"
    return finding("K708", Position(target.name[:60]), reason, hint)
