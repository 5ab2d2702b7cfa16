"""Faults that no YAML text can show: folders, bytes, history, templates and builds; one builder a code."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

from git import Actor, Repo

from kravbok.build import build
from kravbok.check import check_underlag
from kravbok.checks.historik import check_historik
from kravbok.edition import make_utgivning
from kravbok.finding import Finding
from kravbok.production import make_utgava
from kravbok.settings import Byggval
from kravbok.skrift import Skrift, write_skrift
from kravbok.templates import Mallar, packaged_templates
from kravbok.underlag import gather
from kravbok.verify.prove import prove
from verktyg.arkiverade import ARKIVFEL
from verktyg.atgardsfel import ATGARDSFEL
from verktyg.fall import DATUM, base, check
from verktyg.forseglade import FORSEGLADE
from verktyg.grenfel import GRENFEL
from verktyg.publiceringsfel import PUBLICERINGSFEL
from verktyg.raknefel import RAKNEFEL
from verktyg.revisionspaket import REVISIONSFEL
from verktyg.skrivfel import SKRIVFEL
from verktyg.sokfel import SOKFEL
from verktyg.startfel import STARTFEL
from verktyg.tidsfel import TIDSFEL
from verktyg.utan_git import UTAN_GIT

KRAV = "krav/provbok/HV-LIST-001.yaml"


def project(folder: Path) -> Path:
    """The valid project as real files in a folder."""
    for path, data in base().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def found(folder: Path) -> list[Finding]:
    """What the whole check finds in a real folder."""
    return check_underlag(gather(folder), DATUM)[1]


def built(folder: Path, form: str, till: Path | None = None, **mallar: str) -> list[Finding]:
    """What a build with these templates of its own finds."""
    project(folder)
    for name, text in mallar.items():
        path = folder / "mallar" / name.replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(build(Byggval(folder, till or folder / "build", format=(form,))).findings)


def unreadable(folder: Path) -> list[Finding]:
    """A file where the folder krav/ should be: no right to read is the same fault, but root has them all."""
    (folder / "krav").write_bytes(b"")
    return [item for item in found(folder) if item.code != "K215"]


def too_large(folder: Path) -> list[Finding]:
    (project(folder) / KRAV).with_name("HV-LIST-002.yaml").write_bytes(b"# " + b"x" * 300_000)
    return found(folder)


def directory(folder: Path) -> list[Finding]:
    (project(folder) / KRAV).with_name("HV-LIST-002.yaml").mkdir()
    return found(folder)


def link(folder: Path) -> list[Finding]:
    (project(folder) / KRAV).with_name("HV-LIST-002.yaml").symlink_to(folder / KRAV)
    return found(folder)


def decomposed_name(folder: Path) -> list[Finding]:
    name = unicodedata.normalize("NFD", "vårdgaranti.yaml")
    (project(folder) / "krav/register/begrepp" / name).write_bytes(b"id: x\n")
    return found(folder)


def latin_1(_folder: Path) -> list[Finding]:
    return check({"krav/register/begrepp/lakare.yaml": "id: läkare\n".encode("latin-1")})


def too_many(_folder: Path) -> list[Finding]:
    return check({"krav/register/begrepp/lista.yaml": b"id: [" + b"a, " * 20_001 + b"a]\n"})


def reused_id(folder: Path) -> list[Finding]:
    """A requirement that was removed in git, and its id with another requirement."""
    whole = project(folder)
    repo = Repo.init(whole)
    who = Actor("prov", "prov@example.se")

    def commit(text: str | None) -> None:
        path = (whole / KRAV).with_name("HV-LIST-002.yaml")
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
        repo.git.add(all=True)
        repo.index.commit("prov", author=who, committer=who)

    old = base()[KRAV].decode().replace("LIST-001", "LIST-002").replace("ordning: 10", "ordning: 20")
    commit(old)
    commit(None)
    commit(old.replace("Mottagande av patienter", "Tolk").replace("ta emot patienten", "boka tolk"))
    repo.close()
    return check_historik(check_underlag(gather(whole), DATUM)[0], whole)


def without_settings(_folder: Path) -> list[Finding]:
    return [item for item in check({"krav/kravbok.yaml": None}) if item.code != "K211"]


def template(text: str, replacement: str) -> str:
    whole = packaged_templates()["delar.html"].decode()
    assert text in whole
    return whole.replace(text, replacement)


def broken_file(folder: Path) -> list[Finding]:
    """A finished file of which nothing came to the disk."""
    underlag = gather(project(folder))
    register = check_underlag(underlag, DATUM)[0]
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, bok.upplagor[0])
    mallar = Mallar(packaged_templates())
    utgava = make_utgava(utgivning, mallar, Byggval(folder, folder / "build"), utkast=False)
    skrift = Skrift(utgava.dokument, mallar, own={"pdf": lambda _, path: path.touch()})
    wanted = partial(prove, bevis=utgava.bevis)
    return write_skrift(skrift, folder / "provbok-2021", ["pdf"], wanted, folder=utgava.folder)


def script_in_picture(_folder: Path) -> list[Finding]:
    wording = "id: bild\nlydelser:\n  - {rubrik: Bild, ordning: 10, fil: bild.svg, alt: En bild}\n"
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return check({"krav/provbok/bilagor/bild.yaml": wording.encode(), "krav/provbok/filer/bild.svg": picture})


def heavy_logotype(folder: Path) -> list[Finding]:
    """A logotype that is larger than the pages."""
    organisation = project(folder) / "krav/organisationer/provregionen.yaml"
    organisation.write_text(organisation.read_text(encoding="utf-8") + "logotyp: stor.svg\n", encoding="utf-8")
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{"x" * 30_000}</desc></svg>'
    (folder / "krav/organisationer/filer").mkdir()
    (folder / "krav/organisationer/filer/stor.svg").write_text(drawing, encoding="utf-8")
    return found(folder)


def target_is_a_file(folder: Path) -> list[Finding]:
    (folder / "upptagen").write_bytes(b"")
    return built(folder, "html", folder / "upptagen")


BYGGDA: dict[str, Callable[[Path], list[Finding]]] = {
    "K001": unreadable,
    "K002": too_large,
    "K004": directory,
    "K005": link,
    "K006": decomposed_name,
    "K008": latin_1,
    "K028": too_many,
    "K208": reused_id,
    "K215": without_settings,
    "K701": lambda folder: built(folder, "html", delar_html=template("{{ krav.id }}", "{{ krav.identitet }}")),
    "K702": lambda folder: built(folder, "html", delar_html=template("{{ krav.id }}", "{{ krav.__class__ }}")),
    "K703": lambda folder: built(folder, "pdf", bok_typ="#let bok("),
    "K704": lambda folder: built(
        folder, "html", delar_html=template("{{ krav.html | safe }}", "inte {{ krav.html | safe }}")
    ),
    "K705": lambda folder: built(folder, "html", delar_html=template('<h3 id="{{ krav.id }}">', "<h3>")),
    "K706": broken_file,
    "K707": script_in_picture,
    "K708": target_is_a_file,
    "K839": heavy_logotype,
    "K801": lambda folder: list(gather(project(folder), "finns-inte").findings),
    **GRENFEL,
    **TIDSFEL,
    **PUBLICERINGSFEL,
    **RAKNEFEL,
    **FORSEGLADE,
    **ARKIVFEL,
    **REVISIONSFEL,
    **SOKFEL,
    **SKRIVFEL,
    **ATGARDSFEL,
    **STARTFEL,
    **UTAN_GIT,
}
