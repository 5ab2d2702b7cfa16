"""Hostile input: the files of tests/cases/fientliga with what each must give, and faults that only bytes can have."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases" / "fientliga"
_HEAD = re.compile(r"# (\S+): ((?:K\d{3} \d+:\d+(?:, )?)+)\n")
BEGREPP = "krav/register/begrepp/"


@dataclass(frozen=True, slots=True)
class Fientlig:
    """A hostile file: its name, where it lies in the project, its bytes, and the findings as ”KOD rad:kolumn”."""

    name: str
    path: str
    data: bytes
    expected: tuple[str, ...]


def text_cases() -> list[Fientlig]:
    """The cases that are written as text; the first line says where the file lies and what is wrong with it."""
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        data = file.read_bytes()
        head = _HEAD.match(data.decode())
        assert head is not None, file.name
        found.append(Fientlig(file.stem, head[1], data, tuple(head[2].split(", "))))
    return found


def record(name: str, term: str = "prov") -> bytes:
    return f"id: {name}\nlydelser:\n  - {{galler_fran: okänt, term: {term}, definition: Prov}}\n".encode()


def byte_cases() -> list[Fientlig]:
    """The cases that no editor would show rightly: encodings, sizes, and signs that end a line for some."""
    cases = {
        "slump": (bytes(range(128, 256)) * 4, "K008 1:1"),
        "latin-1": ("id: läkare\n".encode("latin-1"), "K008 1:6"),
        "utf-16": ("id: prov\n".encode("utf-16"), "K008 1:1"),
        "utf-16-utan-marke": ("id: prov\n".encode("utf-16-be"), "K008 1:1"),
        "utf-32": ("id: prov\n".encode("utf-32"), "K008 1:1"),
        "avhuggen-utf-8": (record("avhuggen-utf-8") + b"\xc3", "K008 4:1"),
        "overlang-utf-8": (b"id: \xc0\xafprov\n", "K008 1:5"),
        "surrogat-utf-8": (b"id: \xed\xa0\x80\n", "K008 1:5"),
        "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "K008 1:2"),
        "escape": (b"id: \x1b[2J\x1b[1;31mprov\n", "K009 1:5, K009 1:9"),
        "c1-escape": ("id: \x9b31mprov\n".encode(), "K009 1:5"),
        "vagnretur": (b"id: a\rterm: b\n", "K009 1:6"),
        "nel": ("id: a\x85term: b\n".encode(), "K009 1:6"),
        "tom": (b"", "K003 1:1"),
        "bara-blanksteg": (b" \n\t\n   ", "K003 1:1"),
        "bara-kommentarer": (b"# inget\n# alls\n", "K003 1:1"),
        "bara-streck": (b"---\n---\n", "K003 1:1"),
        "for-stor": (b"# " + b"x" * 300_000, "K002 1:1"),
        "manga-listor": (b"id: [" + b"[], " * 20_001 + b"]\n", "K028 1:79994"),
        "manga-alias": (b"id: &a [" + b"a, " * 20_000 + b"]\n", "K018 1:5, K028 1:60000"),
        "djup-bomb": (b"[" * 200_000, "K021 1:25"),
        "djup-bomb-klamrar": (b"{a: " * 60_000, "K021 1:97"),
        "lang-nyckel": (b"a" * 2_000 + b": b\n", "K011 1:2001"),
        "langt-tal": (record("langt-tal").replace(b"ok\xc3\xa4nt", b"9" * 200_000), "K105 3:19"),
        "lang-rad": (record("lang-rad").replace(b"prov", b"p" * 200_000), "K109 3:32"),
        "lang-definition": (record("lang-definition").replace(b"Prov", b"P" * 100_000), "K109 3:50"),
    }
    return [
        Fientlig(name, f"{BEGREPP}{name}.yaml", data, tuple(expected.split(", ")))
        for name, (data, expected) in cases.items()
    ]


def harmless() -> list[Fientlig]:
    """Files that look odd and are right: another system's line ends, a byte order mark, no last line end."""
    return [
        Fientlig("crlf", f"{BEGREPP}crlf.yaml", record("crlf").replace(b"\n", b"\r\n"), ()),
        Fientlig("bom", f"{BEGREPP}bom.yaml", b"\xef\xbb\xbf" + record("bom"), ()),
        Fientlig("utan-slut", f"{BEGREPP}utan-slut.yaml", record("utan-slut").rstrip(), ()),
        Fientlig("nfd", f"{BEGREPP}nfd.yaml", unicodedata.normalize("NFD", record("nfd", "åäö").decode()).encode(), ()),
        Fientlig("dold", f"{BEGREPP}.dold.yaml", b"\xff", ()),
    ]


def lay_special_files(project: Path) -> dict[str, str]:
    """What is no ordinary file, laid in the project's folder of terms; the path of each with its code."""
    folder = project / BEGREPP
    (folder / "mapp.yaml").mkdir()
    os.mkfifo(folder / "ror.yaml")
    (folder / "lank.yaml").symlink_to("/etc/passwd")
    (folder / "ring.yaml").symlink_to(folder / "ring.yaml")
    (folder / "mapplank").symlink_to(project)
    names = {
        "mapp.yaml": "K004",
        "ror.yaml": "K004",
        "lank.yaml": "K005",
        "ring.yaml": "K005",
        "mapplank": "K005",
        unicodedata.normalize("NFD", "vård.yaml"): "K006",
        "rad\nbrytning.yaml": "K006",
        "flykt\x1b[31m.yaml": "K006",
        "vand\u202elmay.yaml": "K006",
        "kolon:.yaml": "K006",
        "fel.yml": "K007",
        "anteckning.txt": "K007",
    }
    for name, code in names.items():
        if code in ("K006", "K007"):
            (folder / name).write_bytes(b"id: x\n")
    deep = project / "krav/provbok/a/b/c"
    deep.mkdir(parents=True)
    (deep / "HV-DJUP-001.yaml").write_bytes(b"id: x\n")
    return {f"{BEGREPP}{name}": code for name, code in names.items()} | {"krav/provbok/a/b/c/HV-DJUP-001.yaml": "K007"}
