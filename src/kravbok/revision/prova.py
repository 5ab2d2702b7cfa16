"""Whether a pack is whole, and whether it is what the project gives at its commit."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from kravbok.revision.lasning import Innehall, read_paket, unsafe
from kravbok.revision.manifest import MANIFEST, SUMS, Manifest, ManifestFel, parse_manifest, sums
from kravbok.revision.packning import pack
from kravbok.revision.program import other_program
from kravbok.swedish import format_list

__all__ = ["Prov", "check_paket", "compare", "describe_unlike"]

_MOST_SHOWN = 100
_AGAIN = "Hämta paketet på nytt från den som lämnade det, och fråga vad som har hänt."


@dataclass(frozen=True, slots=True)
class Prov:
    """What came of a verification: the manifest, the files as they were read, and the findings."""

    manifest: Manifest | None
    filer: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def check_paket(path: Path) -> Prov:
    """Verify a pack: each file against the manifest, by name, size and checksum (K722–K728)."""
    content = read_paket(path)
    if not isinstance(content, Innehall):
        return Prov(None, {}, tuple(content))
    try:
        manifest = parse_manifest(content.filer[MANIFEST])
    except KeyError:
        return Prov(None, content.filer, (_fault("K723", path, MANIFEST, "Paketet har inget manifest", _AGAIN),))
    except ManifestFel as error:
        return Prov(None, content.filer, (_fault("K723", path, MANIFEST, str(error), _AGAIN),))
    findings = _few(path, [*_differences(path, manifest, content)])
    if not findings and pack(content.filer) != path.read_bytes():
        message = "Innehållet är oförändrat, men zip-filen är packad på nytt av ett annat program"
        hint = "Den har en annan kontrollsumma än den som kravbok skrev. Be om originalet om summan ska jämföras."
        findings = [finding("K728", Position(path.name), message, hint)]
    return Prov(manifest, content.filer, tuple(findings))


def _differences(path: Path, manifest: Manifest, content: Innehall) -> Iterator[Finding]:
    """Yield each file that is changed, missing, added or renamed."""
    listed = {item.namn: item for item in manifest.filer}
    missing = {name: item.sha256 for name, item in listed.items() if name not in content.filer}
    for name in sorted(missing.keys() - set(content.skadade)):
        yield _fault("K725", path, name, f"{_shown(name)} saknas i paketet", _AGAIN)
    for name in sorted(content.skadade):
        yield _fault("K724", path, name, f"{_shown(name)} är skadad", _AGAIN)
    for name, data in sorted(content.filer.items()):
        if name in (MANIFEST, SUMS):
            continue
        if name not in listed:
            yield _fault("K726", path, name, f"{_shown(name)} hör inte till paketet{_renamed(data, missing)}", _AGAIN)
        elif _sum(data) != listed[name].sha256 or len(data) != listed[name].storlek:
            yield _fault("K724", path, name, f"{_shown(name)} är ändrad efter att paketet gjordes", _AGAIN)
    yield from _list_differences(path, manifest, content)


def _list_differences(path: Path, manifest: Manifest, content: Innehall) -> Iterator[Finding]:
    """Yield what is wrong with the two lists of files: a name that leads astray, or a list that is not the other."""
    for item in manifest.filer:
        if unsafe(item.namn) or item.namn in (MANIFEST, SUMS):
            yield _fault("K723", path, MANIFEST, f"Manifestet har ett otillåtet filnamn: ”{_shown(item.namn)}”", _AGAIN)
    if SUMS not in content.filer and SUMS not in content.skadade:
        yield _fault("K725", path, SUMS, f"{SUMS} saknas i paketet", _AGAIN)
    elif content.filer.get(SUMS, b"") != sums(manifest, content.filer[MANIFEST]) and SUMS not in content.skadade:
        yield _fault("K724", path, SUMS, f"{SUMS} och {MANIFEST} säger emot varandra: någon av dem är ändrad", _AGAIN)


def _renamed(data: bytes, missing: Mapping[str, str]) -> str:
    """Return which missing file a file that does not belong there was."""
    digest = _sum(data)
    old = sorted(name for name, sha256 in missing.items() if sha256 == digest)
    return f": det är {_shown(old[0])}, som har fått ett nytt namn" if old else ""


def describe_unlike(path: Path, manifest: Manifest, left_out: Collection[str]) -> Iterator[Finding]:
    """Yield why a comparison with the project may not be the whole truth (K730, K733)."""
    if other := other_program(manifest.program, manifest.bibliotek):
        message = f"Paketet är gjort med ett annat program än det här: {format_list(other[:5])}"
        hint = "Skillnader kan bero på det. Installera samma versioner och kontrollera igen."
        yield finding("K730", Position(path.name), message, hint)
    if left_out:
        hint = "Skriv --kallor MAPP för att pröva citaten mot källorna på nytt."
        yield finding("K733", Position(path.name), "Paketet säger att citaten är prövade; det är inte prövat om", hint)


def compare(path: Path, prov: Prov, made: Mapping[str, bytes], left_out: Collection[str] = ()) -> list[Finding]:
    """Return how a pack differs from the files that the project gives (K729)."""
    hint = "Paketet är inte det som projektet ger vid den commiten. Fråga den som lämnade det."
    found = []
    for name in sorted((prov.filer.keys() | made.keys()) - set(left_out)):
        if name not in made:
            said = "finns i paketet, men projektet ger den inte"
        elif name not in prov.filer:
            said = "ges av projektet, men finns inte i paketet"
        elif prov.filer[name] != made[name]:
            said = "är en annan än den som projektet ger"
        else:
            continue
        found.append(_fault("K729", path, name, f"{_shown(name)} {said}", hint))
    return _few(path, found)


def _few(path: Path, findings: list[Finding]) -> list[Finding]:
    """Return the findings, or the first of very many and how many there were."""
    if len(findings) <= _MOST_SHOWN:
        return findings
    rest = f"Och {len(findings) - _MOST_SHOWN} filer till är inte som de ska"
    return [*findings[:_MOST_SHOWN], finding(findings[-1].code, Position(path.name), rest, findings[-1].hint)]


def _fault(code: str, path: Path, name: str, message: str, hint: str) -> Finding:
    return finding(code, Position(f"{path.name}/{_shown(name)}"), message, hint)


def _shown(name: str) -> str:
    return name[:120]


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
