"""A checkout that ends lines in another way keeps every seal, with the lines that docs/forsegling.md asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kravbok.codes import Allvar
from kravbok.finding import Finding
from kravbok.kontroll import run_kontroll
from verktyg.bygge import ROOT
from verktyg.fall import DATUM
from verktyg.forseglade import seal
from verktyg.gitrepo import commit, git
from verktyg.grund import base

SVG = "krav/provbok/filer/kedja.svg"
BILAGA = "krav/provbok/bilagor/kedja.yaml"
OWN = (ROOT / ".gitattributes").read_text(encoding="utf-8")
[SAID] = re.findall(r"```\n(.*?\.svg .*?)```", (ROOT / "docs/forsegling.md").read_text(encoding="utf-8"), re.DOTALL)


def checked_out(folder: Path, attributes: str, eol: str) -> Path:
    """A clone as on a Windows machine, of a project with a sealed picture whose lines end so."""
    files = base()
    drawn = files[SVG].replace("\r\n", "\n").replace(">", ">\n").replace("\n", eol)
    sealed = seal({**files, SVG: drawn}, "provbok", "2021")
    commit(folder / "linux", {**sealed, **({".gitattributes": attributes} if attributes else {})})
    git(folder, "clone", "-q", "-c", "core.autocrlf=true", (folder / "linux").as_uri(), "windows")
    return folder / "windows"


def faults(projekt: Path) -> list[Finding]:
    """The errors that kravbok kontrollera finds."""
    return [item for item in run_kontroll(projekt, DATUM).findings if item.severity is Allvar.FEL]


@pytest.mark.parametrize("attributes", [OWN, SAID], ids=["kravboks egen", "docs/forsegling.md"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_sealed_drawing_is_the_same_on_every_machine(tmp_path: Path, attributes: str, eol: str) -> None:
    projekt = checked_out(tmp_path, attributes, eol)
    assert ((projekt / SVG).read_bytes().count(b"\r\n") > 0) is (eol == "\r\n")
    assert (projekt / SVG).read_bytes() == (tmp_path / "linux" / SVG).read_bytes()
    assert faults(projekt) == []


def test_without_the_lines_the_seal_breaks_and_the_remedy_names_them(tmp_path: Path) -> None:
    [fault] = faults(checked_out(tmp_path, "", "\n"))
    assert (fault.code, fault.position.path) == ("K902", BILAGA)
    assert "*.svg -text" in fault.hint


def test_our_own_lines_are_those_that_the_page_asks_for() -> None:
    assert OWN.startswith(SAID)
