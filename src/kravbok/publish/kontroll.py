"""What is served, held against what was built: every file is fetched, and every difference is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kravbok.encoding import hide
from kravbok.finding import Finding, Position, finding
from kravbok.publish.adress import Maladress
from kravbok.publish.fel import MalFel
from kravbok.publish.fjarrmal import content_type
from kravbok.publish.forteckning import (
    MAX_SIZE,
    Forteckning,
    ForteckningFel,
    parse_forteckning,
    read_site_manifest,
)
from kravbok.publish.hamtning import AT_ONCE, Hamtare, Svar
from kravbok.publish.hemlighet import Hemlighet
from kravbok.publish.lage import folder_of, read_version
from kravbok.publish.mal import OWN, Mal, digest_at, spread
from kravbok.publish.oppna import open_mal
from kravbok.settings import MANIFEST

__all__ = ["check_served"]

_MOST = 512 * 1024 * 1024
"""The most that is read of a file whose size is not known here."""
_AGAIN = "Publicera igen, eller bygg om från det som är publicerat. Hämtas sidan genom en cache: töm den."
_SAME = {
    "application/javascript": "text/javascript",
    "application/x-javascript": "text/javascript",
    "text/xml": "application/xml",
    "application/atom+xml": "application/xml",
    "application/rss+xml": "application/xml",
    "image/vnd.microsoft.icon": "image/x-icon",
    "application/x-font-woff": "font/woff",
    "application/font-woff2": "font/woff2",
    "text/x-markdown": "text/markdown",
}
_LOOSE = (".md", ".ics", ".csv", ".txt")
"""Files that servers rightly serve as plain text."""

Progress = Callable[[str, int, int], None]


def check_served(
    folder: Path, adress: Maladress, hemlighet: Hemlighet, progress: Progress
) -> tuple[int, list[Finding]]:
    """Return how many files were looked at, and every difference between a folder's manifest and what is served."""
    forteckning = read_site_manifest(folder)
    if isinstance(forteckning, Finding):
        return 0, [forteckning]
    try:
        if adress.slag in ("http", "https"):
            return len(forteckning.allt), _check_web(folder, adress, forteckning, progress)
        with open_mal(adress, hemlighet) as mal:
            return len(forteckning.allt), _check_mal(mal, forteckning, progress)
    except MalFel as error:
        return 0, [error.fault]


def _check_web(folder: Path, adress: Maladress, built: Forteckning, progress: Progress) -> list[Finding]:
    """Return the differences that a visitor meets, one file after another and a few at once."""
    wanted = built.allt

    with Hamtare(adress.text) as hamtare:
        manifest = hamtare.fetch(MANIFEST, MAX_SIZE, keep=True)

        def look(path: str) -> list[Finding]:
            answer = manifest if path == MANIFEST else hamtare.fetch(path, _size(folder / path))
            return list(_compare(path, wanted[path], answer))

        found = _looked(sorted(wanted), look, AT_ONCE, progress)
    return found + _beyond(wanted, manifest.data)


def _looked(paths: list[str], look: Callable[[str], list[Finding]], at_once: int, progress: Progress) -> list[Finding]:
    """Return what every look found, in order; a server that cannot be reached ends it all."""
    found: list[Finding] = []
    for number, (path, seen) in enumerate(zip(paths, spread(at_once, look, paths), strict=True), 1):
        found += seen
        progress(path, number, len(paths))
    return found


def _size(path: Path) -> int:
    """Return how much is read of a file: no more than it had when it was built, where that is known."""
    return path.stat().st_size if path.is_file() else _MOST


def _compare(path: str, digest: str, answer: Svar) -> Iterator[Finding]:
    """Yield how an answer differs from the file that was built."""
    place = Position(path)
    if answer.status in (404, 410):
        yield finding("K825", place, f"Filen finns inte där webbplatsen visas (svar {answer.status})", _AGAIN)
    elif 300 <= answer.status < 400:
        hint = "Ta bort omdirigeringen i webbserverns inställningar: adressen ska svara själv."
        leads = f" till {hide(answer.leder)}" if answer.leder else ""
        yield finding("K828", place, f"Adressen leder vidare{leads} (svar {answer.status})", hint)
    elif answer.status != 200:
        said = f"Servern svarade {answer.status}" if answer.status else "Servern svarade med något som inte är HTTP"
        yield finding("K828", place, said, "Rätta webbserverns inställningar.")
    else:
        if answer.for_stor or answer.sha256 != digest:
            yield finding("K826", place, "Filen är en annan än den som byggdes", _AGAIN)
        yield from _check_type(path, answer.slag)


def _check_type(path: str, served: str) -> Iterator[Finding]:
    """Yield a finding when a file is served as something that it is not, or with another encoding than UTF-8."""
    wanted, kind = _plain(content_type(path)), _plain(served)
    _, _, encoding = served.lower().partition("charset=")
    known = Path(path).suffix in {".pf_meta", ".pf_index", ".pf_fragment", ".pagefind"}
    fits = kind == wanted or known or (kind == "text/plain" and path.endswith(_LOOSE))
    if not fits or encoding.strip(' "') not in ("", "utf-8", "utf8"):
        hint = f"Låt webbservern svara med Content-Type: {content_type(path)}."
        shown = hide(served) or "ingen innehållstyp"
        yield finding("K828", Position(path), f"Filen skickas som ”{shown}”", hint)


def _plain(kind: str) -> str:
    plain = kind.partition(";")[0].strip().lower()
    return _SAME.get(plain, plain)


def _beyond(wanted: dict[str, str], data: bytes) -> list[Finding]:
    """Return the files that the served manifest lists and that were not built."""
    try:
        served = parse_forteckning(data).filer if data else {}
    except ForteckningFel:
        return []  # another manifest than the one that was built is a finding of its own
    hint = "Publicera igen. Är den byggda mappen äldre än det som visas: bygg om den först."
    message = "Filen visas men är inte byggd här"
    return [finding("K827", Position(path), message, hint) for path in sorted(set(served) - set(wanted))]


def _check_mal(mal: Mal, built: Forteckning, progress: Progress) -> list[Finding]:
    """Return the differences at a target that is not a web server: its version that is shown, or the folder itself."""
    version = read_version(mal)
    folder = folder_of(version) if version else ""
    start = f"{folder}/" if folder else ""
    there = {path: post for path, post in mal.list_files(folder).items() if not path.startswith(f"{OWN}/")}
    wanted = {f"{start}{path}": digest for path, digest in built.allt.items()}

    def look(path: str) -> list[Finding]:
        if path not in there or there[path].lank:
            return [finding("K825", Position(path), "Filen finns inte i målet", _AGAIN)]
        if digest_at(mal, path, there[path].storlek) != wanted[path]:
            return [finding("K826", Position(path), "Filen är en annan än den som byggdes", _AGAIN)]
        return []

    found = _looked(sorted(wanted), look, mal.samtidigt, progress)
    hint = "Ta bort filen i målet om den inte hör hemma där."
    extra = sorted(set(there) - set(wanted))
    return found + [finding("K827", Position(path), "Filen ligger i målet men är inte byggd", hint) for path in extra]
