"""A new editor's journey, from the copy of the repository to a change in everyone's main, each step timed.

`PYTHONPATH=tests python -m verktyg.resa` shows the steps and their seconds.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from lxml import html

from verktyg.bygge import COMMAND, kravbok
from verktyg.gitrepo import git
from verktyg.redaktor import (
    FOR_HAND,
    NY_LYDELSE,
    NYCKEL,
    SAKNAS,
    SKRIVFEL,
    VITE,
    end_with,
    make_redaktor,
    meanwhile,
    write_by_hand,
)

TIMEOUT = 60
SIDA = "halsoval/2022/HV-PAF-004/"
NYA_ORD = "2 000 kronor per person och vecka"


@dataclass
class Resa:
    """The steps that have been taken, with the machine's seconds for each."""

    folder: Path
    steg: list[tuple[str, float]] = field(default_factory=list)

    @property
    def bocker(self) -> Path:
        """The editor's own copy."""
        return self.folder / "bocker"

    @contextmanager
    def takes(self, said: str) -> Iterator[None]:
        """A step, timed."""
        started = time.perf_counter()
        yield
        self.steg.append((said, time.perf_counter() - started))

    def git(self, *arguments: str) -> None:
        """A step that git takes."""
        with self.takes(" ".join(("git", *arguments))):
            git(self.bocker if self.bocker.exists() else self.folder, *arguments)

    def kravbok(self, *arguments: str, code: int = 0) -> str:
        """What a step that kravbok takes showed, with the exit code that it should have."""
        with self.takes(" ".join(("kravbok", *arguments))):
            done = kravbok(*arguments, folder=self.bocker)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


def travel(folder: Path) -> Resa:
    """The journey, taken; it fails where a step does not show what a new editor needs to see."""
    make_redaktor(folder).rename(folder / "undan")  # to make a copy is the editor's own first step
    resa = Resa(folder)
    resa.git("clone", "region.git", "bocker")
    resa.git("switch", "-c", "vitet")
    _write(resa)
    _mend(resa)
    with resa.takes("kravbok visa"):
        seen = _see(resa.bocker)
    assert NYA_ORD in seen, seen
    resa.git("add", "krav")
    resa.git("commit", "-m", "HV-PAF-004: vitet höjs")
    assert "+1 000 kr/person/vecka" in resa.kravbok("granska").replace("\u00a0", " ")
    resa.git("push", "-u", "origin", "vitet")
    _meet(resa)
    return resa


def _write(resa: Resa) -> None:
    """A new wording, its amount changed by hand, with a slip of the pen in a key."""
    resa.kravbok(*NY_LYDELSE)
    with resa.takes("för hand: beloppet, räkneexemplet och ursprunget"):
        write_by_hand(resa.bocker / VITE, {**FOR_HAND, NYCKEL: SKRIVFEL})
        end_with(resa.bocker / VITE, SAKNAS)


def _mend(resa: Resa) -> None:
    """The slip is found, its remedy shown, and written."""
    assert "K101" in resa.kravbok("kontrollera", code=1)
    assert "+    siffror:" in resa.kravbok("atgarda", code=1)
    resa.kravbok("atgarda", "--skriv")
    assert "0 fel" in resa.kravbok("kontrollera")


def _see(bocker: Path) -> str:
    """The requirement's page, as the preview answers; the preview is ended."""
    command = [str(COMMAND), "visa", "--port", "0"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=bocker, stdout=subprocess.PIPE, stderr=quiet, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            adress = process.stdout.readline().strip()
            page = _get(adress)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                assert process.wait(timeout=TIMEOUT) == 0
            finally:
                process.kill()
    return " ".join("".join(map(str, html.document_fromstring(page).itertext())).split())


def _get(adress: str) -> bytes:
    """The requirement's page."""
    with closing(HTTPConnection(urlsplit(adress).netloc, timeout=TIMEOUT)) as connection:
        connection.request("GET", f"/{SIDA}")
        return connection.getresponse().read()


def _meet(resa: Resa) -> None:
    """A colleague's change has come in between; the two are built together, and the change is approved."""
    meanwhile("en kollega rättar stavfelet", resa.bocker)
    resa.git("fetch")
    resa.git("merge", "origin/main", "-m", "Sammanslagning med main")
    assert "0 fel" in resa.kravbok("kontrollera")
    resa.kravbok("bygg")
    resa.git("push")
    meanwhile("vitet slås samman", resa.bocker)
    resa.git("switch", "main")
    resa.git("pull")


if __name__ == "__main__":
    with TemporaryDirectory(prefix="kravbok-resa-") as made:
        taken = travel(Path(made)).steg
    lines = [f"{number:2} {seconds:5.1f} s  {said}" for number, (said, seconds) in enumerate(taken, start=1)]
    total = f"{len(taken)} steg, datorn {sum(seconds for _, seconds in taken):.1f} s"
    sys.stdout.write("\n".join([*lines, total, ""]))
