"""The project's files: whether every machine can hold them, and whether the editor's and the sealed ones are whole."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate

from kravbok.diagnosis.lage import Lage
from kravbok.diagnosis.svar import Svar, fel, name_some, ok, se_over
from kravbok.sources import MAX_FILE, MAX_FILES, MAX_PATH, MAX_YAML, File, read_folder, works_everywhere
from kravbok.swedish import plural

__all__ = [
    "ask_forseglingar", "ask_granser", "ask_lankar", "ask_namn", "ask_projekt", "ask_radslut", "ask_scheman",
    "ask_skiftlage", "ask_stigar",
]  # fmt: skip

_NEAR = 0.8
"""The part of a limit from which a file is near it."""

_LF = "Skriv raden * text=auto eol=lf i .gitattributes, kör git add --renormalize . och checka in."


def ask_projekt(lage: Lage) -> Svar:
    """Whether there is a project here."""
    if lage.is_projekt:
        return ok(f"{lage.projekt}")
    return fel(
        f"{lage.projekt} är inget projekt: filen krav/kravbok.yaml saknas.",
        "Stå i projektets mapp, eller ange den med --projekt.",
    )


def ask_radslut(lage: Lage) -> Svar:
    """Whether the records end their lines in one way, and whether the project says which."""
    files, _ = read_folder(lage.projekt, "krav")
    texts = [file for file in files if file.path.endswith((".yaml", ".yml"))]
    mixed = [file.path for file in texts if 0 < file.data.count(b"\r\n") < file.data.count(b"\n")]
    if mixed:
        return se_over(
            f"Både LF och CRLF i samma fil: {name_some(mixed)}.",
            "Öppna filen i editorn, välj LF som radslut och spara.",
        )
    crlf = [file.path for file in texts if b"\r\n" in file.data]
    said = lage.radslut
    if crlf and said != "crlf":
        told = "" if said else ", och .gitattributes säger inte vad som gäller"
        return se_over(f"CRLF i {plural(len(crlf), 'fil', 'filer')}{told}: {name_some(crlf)}.", _LF)
    if lage.forrad is not None and not said:
        return se_over(".gitattributes säger inte vilka radslut posterna har.", _LF)
    return ok("Posterna har samma radslut" + (f", {said.upper()} enligt .gitattributes." if said else "."))


def ask_skiftlage(lage: Lage) -> Svar:
    """Whether two names are one on a disk that is blind to case."""
    seen: dict[str, set[str]] = defaultdict(set)
    for file in lage.filer:
        for path in accumulate(file.path.split("/"), "{}/{}".format):
            seen[path.casefold()].add(path)
    alike = [" och ".join(sorted(paths)) for _, paths in sorted(seen.items()) if len(paths) > 1]
    if alike:
        return fel(
            f"Namn som är desamma på Windows och Mac: {name_some(alike)}.",
            "Byt namn på den ena med git mv; annars tappar en sådan dator bort den.",
        )
    return ok("Inga namn skiljer sig bara i stora och små bokstäver.")


def ask_stigar(lage: Lage) -> Svar:
    """Whether paths are so long that Windows stops at them."""
    long = [file.path for file in lage.filer if len(file.path) > MAX_PATH]
    if long:
        return fel(
            f"Sökvägar längre än {MAX_PATH} tecken: {name_some(long)}.",
            "Korta namnen med git mv.",
        )
    longest = max((len(file.path) for file in lage.filer), default=0)
    return ok(f"Den längsta sökvägen har {longest} tecken, av högst {MAX_PATH}.")


def ask_namn(lage: Lage) -> Svar:
    """Whether Windows reserves a name, or a sign in it."""
    refused = [file.path for file in lage.filer if not all(map(works_everywhere, file.path.split("/")))]
    if refused:
        return fel(f"Namn som Windows inte kan ha: {name_some(refused)}.", "Byt namn på filen med git mv.")
    return ok("Alla namn fungerar på Windows.")


def ask_lankar(lage: Lage) -> Svar:
    """Whether a file is a symbolic link, which Windows seldom can have."""
    links = [file.path for file in lage.filer if file.lank]
    if links:
        return fel(f"Symboliska länkar, som inte läses: {name_some(links)}.", "Lägg filen själv i stället för länken.")
    return ok("Inga symboliska länkar.")


def ask_granser(lage: Lage) -> Svar:
    """Whether files are near the sizes that are not read."""
    sizes = lage.storlekar
    near = [path for path, size in sorted(sizes.items()) if not path.startswith("arkiv/") and size > _near(path)]
    if near:
        return se_over(
            f"Filer nära gränsen ({MAX_YAML // 1024} KiB för YAML, {MAX_FILE // 1024 // 1024} MiB för annat): "
            f"{name_some(near)}.",
            "Dela upp filen.",
        )
    number = sum(path.startswith("krav/") for path in sizes)
    if number > _NEAR * MAX_FILES:
        return se_over(f"krav/ har {number} filer, av högst {MAX_FILES}.", "Ta bort det som inte hör till böckerna.")
    return ok(f"{plural(len(sizes), 'fil', 'filer')}, ingen nära gränsen för storlek.")


def _near(path: str) -> float:
    return _NEAR * (MAX_YAML if path.endswith((".yaml", ".yml")) else MAX_FILE)


def ask_scheman(lage: Lage) -> Svar:
    """Whether the editor's schemas are those of this version."""
    from kravbok.schema.files import FOLDER, find_stale, make_files

    stale = find_stale(lage.projekt / FOLDER)
    if not stale:
        return ok("Editorns scheman är i takt med programmet.")
    if len(stale) == len(make_files()) and not (lage.projekt / FOLDER).is_dir():
        return se_over("Editorns scheman saknas.", "Skriv kravbok schema.")
    return se_over(
        f"Editorns scheman är inte i takt med programmet: {name_some(sorted(stale))}.", "Skriv kravbok schema."
    )


def ask_forseglingar(lage: Lage) -> Svar:
    """Whether each seal can be read and is as it was made."""
    files, faults = read_folder(lage.projekt, "krav/forseglingar")
    broken = [item.position.path for item in faults] + [file.path for file in files if not _is_whole(file)]
    if broken:
        return fel(
            f"Förseglingar som är skadade eller ändrade: {name_some(broken)}.",
            "Ta tillbaka filen ur git: git restore --source=COMMIT följt av filens namn.",
        )
    return ok(f"{plural(len(files), 'försegling', 'förseglingar')} går att läsa." if files else "Inget är förseglat.")


def _is_whole(file: File) -> bool:
    """Whether a file is a seal with the checksum that its content gives."""
    from kravbok.seal.forsegling import ForseglingFel, checksum, parse_forsegling

    try:
        seal = parse_forsegling(file.data)
    except ForseglingFel:
        return False
    return checksum(seal) == seal.kontrollsumma
